"""What is to be put right: by when, how late, what the contractor reported, what was confirmed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtCore import Slot
from typing_extensions import override

from oversight.change import Change, Subject
from oversight.findings import FindingRow, StepRow
from oversight.words import _, mark
from ui.findings.forms import finding_form
from ui.findings.pane import FindingPane, Wish
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
            "閉庁日に当たるときは次の開庁日です。委託先の計画と報告を記録し、完了を求めた人とは別の職員が確認すると完了になります。"
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
        finding, findings = self.chosen_row, self.office.findings
        if finding is None:
            self.close_detail()
            return
        self.shell.read(
            lambda: findings.list_steps(finding.id), lambda steps: self._show_pane(finding, steps), owner=self
        )

    def _show_pane(self, finding: FindingRow, steps: Sequence[StepRow]) -> None:
        if finding.id != self.shown:
            return
        pane = FindingPane(finding, steps, self.office.actor)
        pane.wished.connect(self._do_wish)
        pane.source_wanted.connect(self._open_source)
        pane.earlier_wanted.connect(self._open_earlier)
        self.show_detail(_("指摘 {number}").format(number=finding.number), pane)

    @Slot(object)
    def _do_wish(self, wish: Wish) -> None:
        finding, findings = self.chosen_row, self.office.findings
        if finding is None:
            return
        if wish is not Wish.ASK_CLOSURE:
            self.show_form(finding_form(self.shell, wish, finding))
            return
        version = finding.version
        self.shell.do(lambda: findings.ask_closure(finding.id, version=version), self._say_asked, owner=self)

    def _say_asked(self, _change: Change) -> None:
        told = _("完了の確認を求めました。")
        self.shell.notices.tell(told, _("別の職員が自分の鍵で開いて確認すると、完了になります。"))

    @Slot()
    def _open_earlier(self) -> None:
        """Show the finding on the same item that came before."""
        row = self.chosen_row
        number = row.earlier_number if row is not None else ""
        earlier = next((each for each in self._rows if each.number == number), None)
        if earlier is not None:
            self.on_open(OpenRecord(earlier.id))
            self.on_show()

    @Slot()
    def _open_source(self) -> None:
        """Open the inspection or the monthly report in which it was found."""
        row = self.chosen_row
        if row is not None and row.inspection_id is not None:
            self.shell.open(Room.INSPECTIONS, OpenRecord(row.inspection_id))
        elif row is not None and row.report_month is not None:
            self.shell.open(Room.REPORTS, OpenMonth(row.contract_id, row.report_month))
