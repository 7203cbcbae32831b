"""What is to be put right: by when, how late, what the contractor reported, what was confirmed."""

from __future__ import annotations

from typing import ClassVar
from uuid import UUID

from PySide6.QtCore import QModelIndex, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget
from typing_extensions import override

from oversight.change import Change, Subject
from oversight.inspections import FindingRow
from oversight.words import _, mark
from ui.findings.forms import FindingForm, closing_form, correction_form
from ui.findings.pane import FindingPane
from ui.findings.rows import COLUMNS, View, holds_words
from ui.page import Page
from ui.rooms import OpenRecord, OpenRows, Room
from ui.shell import Shell
from ui.widgets.chips import Chip, ChipRow, ChipSpec
from ui.widgets.empty_state import EmptyState
from ui.widgets.lead_focus import lead_focus
from ui.widgets.row_table import RowTable
from ui.widgets.search_field import SearchField

_CONCERNED = (Subject.FINDING, Subject.INSPECTION, Subject.CONTRACTOR)


class FindingsPage(Page):
    """The list of findings with its detail pane."""

    key: ClassVar[Room] = Room.FINDINGS
    title: ClassVar[str] = mark("指摘・是正")
    icon: ClassVar[str] = "flag"

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self._rows: tuple[FindingRow, ...] = ()
        self._only: OpenRows | None = None
        self._wanted: UUID | None = None
        self.shown: UUID | None = None
        self.table: RowTable[FindingRow] = RowTable(COLUMNS, name=_("指摘の一覧"), key=lambda row: row.id)
        self.chips = ChipRow([ChipSpec(view, view.word) for view in View], name=_("絞り込み"), one=True)
        self.only_chip = Chip("")
        self.search = SearchField(_("番号・委託先・契約・事実で絞る"))
        self.empty = EmptyState("")
        self._lay_out()
        self.chips.chosen_changed.connect(self._narrow)
        self.only_chip.clicked.connect(self._show_all_again)
        self.search.searched.connect(self._narrow)
        self.table.row_opened.connect(self.open_row)
        self.table.clicked.connect(self._open_index)
        self.table.row_chosen.connect(self._follow)
        self.table.counted.connect(self._say_count)
        if self.split is not None:
            self.split.detail_closed.connect(self._forget_detail)

    def _lay_out(self) -> None:
        for widget in (self.chips, self.only_chip, self.search):
            self.add_filter(widget)
        self.only_chip.hide()
        self.search.setMinimumWidth(280)
        self._body = QStackedWidget()
        self._body.addWidget(self.table)
        self._body.addWidget(self.empty)
        self.set_body(self._body, with_detail=True)
        lead_focus(self, self.table)

    # hooks

    @override
    def on_open(self, request: object) -> None:
        if isinstance(request, OpenRows):
            self._only = request
        elif isinstance(request, OpenRecord):
            self._only, self._wanted = None, request.id
            self.chips.choose(View.ALL)
            self.search.clear()

    @override
    def on_show(self) -> None:
        self.shell.read(
            self.office.findings.list_findings, self._show_rows, owner=self, what=_("指摘を読んでいます")
        )

    @override
    def on_change(self, change: Change) -> None:
        if change.touches(*_CONCERNED):
            self.on_show()

    @override
    def help_text(self) -> str:
        return _(
            "検査で見つかった不適を、是正期限の早い順に並べています。期限は重大性ごとの市の設定から計算し、"
            "閉庁日に当たるときは次の開庁日です。委託先の報告を記録し、確認がすんだら完了にします。"
        )

    @override
    def find_field(self) -> QWidget:
        return self.search

    @override
    def has_unsaved(self) -> bool:
        return isinstance(self._detail, FindingForm) and self._detail.is_changed

    @property
    def _detail(self) -> QWidget | None:
        return self.split.detail if self.split is not None else None

    # the list

    def _show_rows(self, rows: tuple[FindingRow, ...]) -> None:
        self._rows = rows
        for view in View:
            count = sum(view.lets_through(row) for row in rows)
            self.chips.say_count(view, _("{word} {count:,}").format(word=view.word, count=count))
        self.table.replace_rows(rows)
        self._narrow()
        if self._wanted is not None:
            self.shown, self._wanted = self._wanted, None
            self.table.choose(self.shown)
            self._show_finding()
        elif isinstance(self._detail, FindingPane):
            self._show_finding()

    @Slot()
    @Slot(object)
    @Slot(str)
    def _narrow(self, _changed: object = None) -> None:
        """Show the rows asked for; rows asked for by another page come before the chips."""
        only, view, text = self._only, self.chips.only, self.search.text().strip()
        self.only_chip.setVisible(only is not None)
        self.chips.setVisible(only is None)
        if only is not None:
            self.only_chip.setText(f"{only.said}　✕")
            self.only_chip.setAccessibleName(_("{said} だけの表示をやめる").format(said=only.said))
            self.only_chip.setChecked(True)

        def passes(row: FindingRow) -> bool:
            if only is not None:
                return row.id in only.ids and holds_words(row, text)
            return (not isinstance(view, View) or view.lets_through(row)) and holds_words(row, text)

        self.table.narrow(passes)

    @Slot()
    def _show_all_again(self) -> None:
        self._only = None
        self._narrow()

    @Slot(int, int)
    def _say_count(self, shown: int, of: int) -> None:
        overdue = sum(row.days_overdue > 0 for row in self._rows)
        told = _("{shown:,}件を表示（全{of:,}件）　期限超過 {overdue:,}件")
        self.say(told.format(shown=shown, of=of, overdue=overdue))
        self._body.setCurrentWidget(self.table if shown else self.empty)
        if not of:
            self.empty.say(_("指摘はありません。"), _("検査の記録を確定すると、不適の項目がここに並びます。"))
        else:
            self.empty.say(_("この条件に当たる指摘はありません。"), _("「すべて」を選ぶと全部が出ます。"))

    # one finding

    @Slot(object)
    def open_row(self, row: FindingRow) -> None:
        """Show a finding in the pane."""
        self.shown = row.id
        self._show_finding()

    @Slot(QModelIndex)
    def _open_index(self, _index: QModelIndex) -> None:
        if self.table.chosen is not None:
            self.open_row(self.table.chosen)

    @Slot(object)
    def _follow(self, row: FindingRow | None) -> None:
        """Let the pane follow the cursor while it shows a finding."""
        if row is not None and row.id != self.shown and isinstance(self._detail, FindingPane):
            self.open_row(row)

    @property
    def _finding(self) -> FindingRow | None:
        return next((row for row in self._rows if row.id == self.shown), None)

    @Slot()
    def _show_finding(self) -> None:
        finding = self._finding
        if finding is None:
            self.close_detail()
            return
        pane = FindingPane(finding, self.office.actor)
        pane.correction_wanted.connect(self._record_correction)
        pane.closing_wanted.connect(self._close_finding)
        pane.inspection_wanted.connect(self._open_inspection)
        self.show_detail(_("指摘 {number}").format(number=finding.number), pane)

    @Slot()
    def _forget_detail(self) -> None:
        self.shown = None

    # deeds

    @Slot()
    def _record_correction(self) -> None:
        if self._finding is not None:
            self._show_form(correction_form(self.shell, self._finding))

    @Slot()
    def _close_finding(self) -> None:
        if self._finding is not None:
            self._show_form(closing_form(self.shell, self._finding))

    def _show_form(self, form: FindingForm) -> None:
        form.done.connect(self._after_deed)
        form.declined.connect(self._show_finding)
        self.show_detail(form.heading, form)
        form.setFocus()

    @Slot()
    def _after_deed(self) -> None:
        """Show the finding as it stands now."""
        self._wanted = self.shown
        self.on_show()

    @Slot()
    def _open_inspection(self) -> None:
        if self._finding is not None:
            self.shell.open(Room.INSPECTIONS, OpenRecord(self._finding.inspection_id))
