"""The year's plan: which contracts are inspected, open, excused or missed, as a list or as a calendar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from enum import Enum
from typing import ClassVar
from uuid import UUID

from PySide6.QtCore import Slot
from typing_extensions import override

from oversight.access import Deed, may
from oversight.calendar import fiscal_year_of, show_fiscal_year, show_short
from oversight.change import Change, Subject
from oversight.coverage import CoverDetail, CoverKey, CoverRow, DayEntry, Proposal, Risk
from oversight.words import _, _n, mark
from ui.coverage.calendar import CalendarView
from ui.coverage.forms import waiver_end_form, waiver_form
from ui.coverage.outward import Outward
from ui.coverage.pane import CoverPane
from ui.coverage.proposals import ProposalsPanel
from ui.coverage.reading import Listed, read_listed
from ui.coverage.rows import CoverView, columns_with, holds_words
from ui.exporting import save_table
from ui.list_page import ListPage, View
from ui.rooms import AddRecord, OpenRecord, Room
from ui.shell import Shell
from ui.widgets.buttons import Button, ButtonKind, IconButton
from ui.widgets.chips import ChipRow, ChipSpec
from ui.widgets.roomy import Roomy


class Shape(Enum):
    """How the page shows the year."""

    LIST = mark("一覧表")
    CALENDAR = mark("暦")

    @property
    def word(self) -> str:
        """Return the word in the language in use."""
        return _(self.value)


class CoveragePage(ListPage[CoverRow]):
    """検査計画: the list of contracts' years with its pane, and the calendar."""

    key: ClassVar[Room] = Room.COVERAGE
    title: ClassVar[str] = mark("検査計画")
    icon: ClassVar[str] = "calendar"
    concerned: ClassVar[tuple[Subject, ...]] = (
        Subject.INSPECTION,
        Subject.CONTRACT,
        Subject.CONTRACTOR,
        Subject.FINDING,
        Subject.SETTINGS,
        Subject.IMPORT,
    )

    def __init__(self, shell: Shell) -> None:
        self._today = shell.clock.today()
        self._year = fiscal_year_of(self._today)
        self._risks: dict[UUID, Risk] = {}
        super().__init__(
            shell,
            columns=columns_with(self._risks),
            key=lambda row: row.key,
            views=CoverView,
            name=_("契約の年の一覧"),
            search=_("委託先・契約・番号・課で絞る"),
        )
        self._may_plan = may(self.office.actor, Deed.PLAN_INSPECTION)
        self.proposals: ProposalsPanel | None = None
        self._proposals_room: Roomy | None = None
        self.calendar = CalendarView(may_move=self._may_plan)
        self._calendar_room = Roomy(self.calendar)
        self._body.addWidget(self._calendar_room)
        self.shapes = ChipRow([ChipSpec(each, each.word) for each in Shape], name=_("見え方"), one=True)
        self.propose_button = Button(_("日を提案する"), kind=ButtonKind.PRIMARY, icon="calendar")
        self.previous_button = IconButton("chevron-left", _("前の年度"))
        self.next_button = IconButton("chevron-right", _("次の年度"))
        self._add_buttons()

    def _add_buttons(self) -> None:
        for button in (self.shapes, self.previous_button, self.next_button):
            self.add_button(button)
        self.outward = Outward(self, export=self._export, year=lambda: self._year)
        self.add_button(self.propose_button)
        self.propose_button.setVisible(self._may_plan)
        self.shapes.chosen_changed.connect(self._narrow)
        self.previous_button.clicked.connect(self._go_back)
        self.next_button.clicked.connect(self._go_on)
        self.propose_button.clicked.connect(self._propose)
        self.calendar.opened.connect(self._open_entry)
        self.calendar.move_wanted.connect(self._move)

    # hooks

    @override
    def on_open(self, request: object) -> None:
        self.shapes.choose(Shape.LIST)
        self._year = fiscal_year_of(self._today)
        super().on_open(request)

    @override
    def read_rows(self) -> None:
        self._today = self.shell.clock.today()
        office, year = self.office, self._year
        self.shell.read(
            lambda: read_listed(office, year), self._show_year, owner=self, what=_("検査計画を読んでいます")
        )

    @override
    def help_text(self) -> str:
        return _(
            "契約ごとに、その年の実地検査がどう行われたかを並べています。実地・遠隔・書面・免除・未実施・"
            "未実施のまま終了のどれか一つになります。優先度は、設定にある点数表から計算し、理由を右に示します。"
            "「日を提案する」は、まだ予定のない契約に優先度の順で日と検査員を割り当てます。"
            "「暦」では、検査を矢印や引きずりで別の日に動かせます。"
        )

    @override
    def lets_through(self, view: View, row: CoverRow) -> bool:
        return isinstance(view, CoverView) and view.lets_through(row)

    @override
    def holds_words(self, row: CoverRow, text: str) -> bool:
        return holds_words(row, text)

    @override
    def told_count(self, shown: int, of: int) -> str:
        done = sum(row.covering.cover.is_done for row in self._rows)
        if self.shapes.only is Shape.CALENDAR:
            count = len(self.calendar.grid.days.calendar.entries)
            told = _n("検査 {count:,}件　{of:,}契約のうち実施 {done:,}件", count)
            return told.format(count=count, of=of, done=done)
        told = _("{shown:,}件を表示（全{of:,}契約）　実施 {done:,}件")
        return told.format(shown=shown, of=of, done=done)

    @override
    def told_empty(self, of: int) -> tuple[str, str]:
        if not of:
            return (
                _("この年度に検査の要る契約はありません。"),
                _("履行期間のある契約を登録すると、年ごとの検査がここに並びます。"),
            )
        return _("この条件に当たる契約はありません。"), _("「すべて」を選ぶと全部が出ます。")

    @override
    def show_body(self, shown: int) -> None:
        if self._proposals_room is not None:
            self._body.setCurrentWidget(self._proposals_room)
        elif self.shapes.only is Shape.CALENDAR:
            self._body.setCurrentWidget(self._calendar_room)
        else:
            super().show_body(shown)

    # the list and the calendar

    def _show_year(self, listed: Listed) -> None:
        if listed.year != self._year or self.proposals is not None:
            return
        self.say_title(_("検査計画　{year}").format(year=show_fiscal_year(self._year)))
        self._risks.clear()
        self._risks.update(listed.risks)
        self.calendar.show_year(listed.calendar, self._today)
        self.show_rows(listed.rows)

    @override
    @Slot()
    @Slot(object)
    @Slot(str)
    def _narrow(self, _changed: object = None) -> None:
        super()._narrow(_changed)
        is_list = self.shapes.only is Shape.LIST
        self.chips.setVisible(self.chips.isVisible() and is_list)
        self.search.setVisible(is_list)
        self.kept_filters.button.setVisible(is_list)

    @Slot()
    def _go_back(self) -> None:
        self._turn_to(self._year - 1)

    @Slot()
    def _go_on(self) -> None:
        self._turn_to(self._year + 1)

    def _turn_to(self, year: int) -> None:
        self._year = year
        self.close_detail()
        self.read_rows()

    @Slot()
    def _export(self) -> None:
        """Write the rows shown to a workbook."""
        save_table(self.shell, self.table, _("検査計画　{year}").format(year=show_fiscal_year(self._year)))

    # moving on the calendar

    @Slot(object)
    def _open_entry(self, entry: DayEntry) -> None:
        self.shell.open(Room.INSPECTIONS, OpenRecord(entry.inspection_id))

    @Slot(object, object)
    def _move(self, entry: DayEntry, day: dt.date) -> None:
        """Put an inspection on another day; it can be taken back once it is done."""
        plan, before = self.office.year_plan, entry.day

        def done(_change: Change) -> None:
            told = _("{number}を{day}へ動かしました。").format(number=entry.number, day=show_short(day))
            self.shell.notices.offer_undo(told, undo)

        def undo() -> None:
            self.shell.do(lambda: plan.move(entry.inspection_id, before), owner=self)

        self.shell.do(lambda: plan.move(entry.inspection_id, day, version=entry.version), done, owner=self)

    # proposals

    @Slot()
    def _propose(self) -> None:
        plan, year = self.office.year_plan, self._year
        self.shell.read(
            lambda: plan.propose(year), self._show_proposals, owner=self, what=_("日を選んでいます")
        )

    def _show_proposals(self, proposals: Sequence[Proposal]) -> None:
        if not proposals:
            self.shell.notices.tell(_("予定のない契約はありません。"))
            return
        self.close_detail()
        self.show_tools(False)
        self.proposals = ProposalsPanel(self.shell, proposals)
        self.proposals.done.connect(self._after_proposals)
        self.proposals.declined.connect(self._leave_proposals)
        self._proposals_room = Roomy(self.proposals)
        self._body.addWidget(self._proposals_room)
        self._body.setCurrentWidget(self._proposals_room)
        self.proposals.setFocus()

    @Slot(int)
    def _after_proposals(self, count: int) -> None:
        self._leave_proposals()
        told = _n("{count}件の検査を計画しました。暦で日を動かせます。", count)
        self.shell.notices.tell(told.format(count=count))

    @Slot()
    def _leave_proposals(self) -> None:
        """Put the list back."""
        room, self.proposals, self._proposals_room = self._proposals_room, None, None
        if room is not None:
            self._body.removeWidget(room)
            room.deleteLater()
        self.show_tools(True)
        self.read_rows()
        self.table.setFocus()

    # one year of a contract

    @override
    @Slot()
    def show_chosen(self) -> None:
        key, office = self.shown, self.office
        if isinstance(key, CoverKey):
            self.shell.read(
                lambda: office.coverage.get_year(key), lambda found: self._show_cover(key, found), owner=self
            )

    def _show_cover(self, key: CoverKey, detail: CoverDetail | None) -> None:
        if key != self.shown or self.is_asking:
            return
        if detail is None:
            self.close_detail()
            return
        pane = CoverPane(detail, self.office.actor)
        pane.plan_wanted.connect(self._plan)
        pane.inspection_wanted.connect(self._open_inspection)
        pane.contract_wanted.connect(self._open_contract)
        pane.waiver_wanted.connect(self._waive)
        pane.waiver_end_wanted.connect(self._end_waiver)
        self.show_detail(detail.row.contract.contractor, pane)

    @property
    def _pane(self) -> CoverPane | None:
        return self._detail if isinstance(self._detail, CoverPane) else None

    @Slot()
    def _plan(self) -> None:
        if isinstance(self.shown, CoverKey):
            self.shell.open(Room.INSPECTIONS, AddRecord(self.shown.contract_id))

    @Slot()
    def _open_inspection(self) -> None:
        if self._pane is not None and self._pane.inspection_id is not None:
            self.shell.open(Room.INSPECTIONS, OpenRecord(self._pane.inspection_id))

    @Slot()
    def _open_contract(self) -> None:
        if isinstance(self.shown, CoverKey):
            self.shell.open(Room.CONTRACTS, OpenRecord(self.shown.contract_id))

    @Slot()
    def _waive(self) -> None:
        if self._pane is not None:
            self.show_form(waiver_form(self.shell, self._pane.detail))

    @Slot()
    def _end_waiver(self) -> None:
        if self._pane is not None:
            self.show_form(waiver_end_form(self.shell, self._pane.detail))
