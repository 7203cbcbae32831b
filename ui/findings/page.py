"""What is to be put right: by when, how late, what the contractor reported, what was confirmed."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Slot
from typing_extensions import override

from oversight.change import Subject
from oversight.inspections import FindingRow
from oversight.words import _, mark
from ui.findings.forms import closing_form, correction_form
from ui.findings.pane import FindingPane
from ui.findings.rows import COLUMNS, FindingView, holds_words
from ui.list_page import ListPage, View
from ui.rooms import OpenMonth, OpenRecord, Room
from ui.shell import Shell


class FindingsPage(ListPage[FindingRow]):
    """The list of findings with its detail pane."""

    key: ClassVar[Room] = Room.FINDINGS
    title: ClassVar[str] = mark("指摘・是正")
    icon: ClassVar[str] = "flag"
    concerned: ClassVar[tuple[Subject, ...]] = (Subject.FINDING, Subject.INSPECTION, Subject.CONTRACTOR)

    def __init__(self, shell: Shell) -> None:
        super().__init__(
            shell,
            columns=COLUMNS,
            key=lambda row: row.id,
            views=FindingView,
            name=_("指摘の一覧"),
            search=_("番号・委託先・契約・事実で絞る"),
        )

    @override
    def read_rows(self) -> None:
        self.shell.read(
            self.office.findings.list_findings, self.show_rows, owner=self, what=_("指摘を読んでいます")
        )

    @override
    def help_text(self) -> str:
        return _(
            "検査で見つかった不適を、是正期限の早い順に並べています。期限は重大性ごとの市の設定から計算し、"
            "閉庁日に当たるときは次の開庁日です。委託先の報告を記録し、確認がすんだら完了にします。"
        )

    @override
    def lets_through(self, view: View, row: FindingRow) -> bool:
        return isinstance(view, FindingView) and view.lets_through(row)

    @override
    def holds_words(self, row: FindingRow, text: str) -> bool:
        return holds_words(row, text)

    @override
    def told_count(self, shown: int, of: int) -> str:
        overdue = sum(row.days_overdue > 0 for row in self._rows)
        told = _("{shown:,}件を表示（全{of:,}件）　期限超過 {overdue:,}件")
        return told.format(shown=shown, of=of, overdue=overdue)

    @override
    def told_empty(self, of: int) -> tuple[str, str]:
        if not of:
            return _("指摘はありません。"), _(
                "検査の不適の項目と、月次報告の注意点から作った指摘が、ここに並びます。"
            )
        return _("この条件に当たる指摘はありません。"), _("「すべて」を選ぶと全部が出ます。")

    @override
    @Slot()
    def show_chosen(self) -> None:
        finding = self.chosen_row
        if finding is None:
            self.close_detail()
            return
        pane = FindingPane(finding, self.office.actor)
        pane.correction_wanted.connect(self._record_correction)
        pane.closing_wanted.connect(self._close_finding)
        pane.source_wanted.connect(self._open_source)
        self.show_detail(_("指摘 {number}").format(number=finding.number), pane)

    @Slot()
    def _record_correction(self) -> None:
        if self.chosen_row is not None:
            self.show_form(correction_form(self.shell, self.chosen_row))

    @Slot()
    def _close_finding(self) -> None:
        if self.chosen_row is not None:
            self.show_form(closing_form(self.shell, self.chosen_row))

    @Slot()
    def _open_source(self) -> None:
        """Open the inspection or the monthly report in which it was found."""
        row = self.chosen_row
        if row is not None and row.inspection_id is not None:
            self.shell.open(Room.INSPECTIONS, OpenRecord(row.inspection_id))
        elif row is not None and row.report_month is not None:
            self.shell.open(Room.REPORTS, OpenMonth(row.contract_id, row.report_month))
