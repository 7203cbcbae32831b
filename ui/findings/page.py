"""What is to be put right: by when, how late, what the contractor reported, what was confirmed."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtCore import Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from typing_extensions import override

from oversight.change import Subject
from oversight.findings import FindingRow
from oversight.words import _, mark
from ui.coming_in import ComingIn
from ui.dropped import paths_of
from ui.findings.deeds import Deeds
from ui.findings.pane import FindingPane
from ui.findings.reading import Listed, read_listed
from ui.findings.rows import COLUMNS, FindingView, holds_words
from ui.findings.shown import Shown, read_shown
from ui.list_page import ListPage, View
from ui.rooms import OpenFiles, OpenMonth, OpenRecord, Room
from ui.shell import Shell


class FindingsPage(ListPage[FindingRow]):
    """The list of findings with its detail pane."""

    key: ClassVar[Room] = Room.FINDINGS
    title: ClassVar[str] = mark("指摘・是正")
    icon: ClassVar[str] = "flag"
    concerned: ClassVar[tuple[Subject, ...]] = (
        Subject.FINDING,
        Subject.INSPECTION,
        Subject.CONTRACTOR,
        Subject.SETTINGS,
    )

    def __init__(self, shell: Shell) -> None:
        super().__init__(
            shell,
            columns=COLUMNS,
            key=lambda row: row.id,
            views=FindingView,
            name=_("指摘の一覧"),
            search=_("番号・委託先・契約・事実で絞る"),
        )
        self.coming_in = ComingIn(self, self._body)
        self.deeds = Deeds(self, self._shown_in_pane)
        self.setAcceptDrops(True)

    @override
    def on_open(self, request: object) -> None:
        if isinstance(request, OpenFiles):
            self.coming_in.look_at(request.paths)
        else:
            super().on_open(request)

    @override
    def read_rows(self) -> None:
        office = self.office
        self.shell.read(
            lambda: read_listed(office), self._show_listed, owner=self, what=_("指摘を読んでいます")
        )

    def _show_listed(self, listed: Listed) -> None:
        if self.coming_in.is_open:
            return
        self.deeds.show_letters_due(listed.letters_due)
        self.show_rows(listed.rows)

    @override
    def help_text(self) -> str:
        return _(
            "検査で見つかった不適を、是正期限の早い順に並べています。期限は重大性ごとの市の設定から計算し、"
            "閉庁日に当たるときは次の開庁日です。是正要求書を作ると、文書で是正を求めたことになります。"
            "記入された是正報告書は、この画面に落とすと取り込めます。"
            "委託先の計画と報告を記録し、完了を求めた人とは別の職員が確認すると完了になります。"
        )

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files and folders of this machine."""
        if paths_of(event.mimeData()):
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        """Look at what is dropped."""
        self.coming_in.look_at(paths_of(event.mimeData()))

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
        finding, office = self.chosen_row, self.office
        if finding is None:
            self.close_detail()
            return
        self.shell.read(lambda: read_shown(office, finding), self._show_pane, owner=self)

    def _show_pane(self, shown: Shown) -> None:
        if shown.finding.id != self.shown or self.is_asking:
            return
        pane = FindingPane(self.shell, shown)
        pane.wished.connect(self.deeds.do_wish)
        pane.form_wanted.connect(self.deeds.give_form)
        pane.contact_unwanted.connect(self.deeds.take_back)
        pane.source_wanted.connect(self._open_source)
        pane.earlier_wanted.connect(self._open_earlier)
        self.show_detail(_("指摘 {number}").format(number=shown.finding.number), pane)

    def _shown_in_pane(self) -> Shown | None:
        return self.pane.shown if self.pane is not None else None

    @property
    def pane(self) -> FindingPane | None:
        """Return the pane in sight, or None while a form stands there."""
        return self._detail if isinstance(self._detail, FindingPane) else None

    @Slot()
    def _open_earlier(self) -> None:
        """Show the finding on the same item that came before."""
        row = self.chosen_row
        if row is not None and row.earlier_id is not None:
            self.on_open(OpenRecord(row.earlier_id))
            self.on_show()

    @Slot()
    def _open_source(self) -> None:
        """Open the inspection, the monthly report or the area in which it was found."""
        row = self.chosen_row
        if row is not None and row.inspection_id is not None:
            self.shell.open(Room.INSPECTIONS, OpenRecord(row.inspection_id))
        elif row is not None and row.report_month is not None:
            self.shell.open(Room.REPORTS, OpenMonth(row.contract_id, row.report_month))
        elif row is not None and row.area_id is not None:
            self.shell.open(Room.DEVICES, OpenRecord(row.area_id))
