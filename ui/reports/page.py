"""Monthly reports: what is late, due, to be checked, returned; as a list or as a board of the year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, Mapping, Sequence
from enum import Enum
from typing import ClassVar
from uuid import UUID

from PySide6.QtCore import Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from typing_extensions import override

from oversight.calendar import fiscal_year_of, months_of, show_fiscal_year
from oversight.change import Subject
from oversight.reports import (
    ContactRow,
    FormKind,
    LogPlace,
    PointRow,
    ReportKey,
    ReportLine,
    show_month,
    tell_step,
)
from oversight.words import _, mark, mark_n
from ui.coming_in import ComingIn
from ui.contact_forms import withdrawal_of
from ui.dropped import paths_of
from ui.exporting import save_table
from ui.list_page import ListPage, View
from ui.point_forms import OpenPoint, dismissal_of, finding_of
from ui.reports.board import Board
from ui.reports.deeds import AT_ONCE, FormBasis, deed_at_once, deed_form
from ui.reports.forms_panel import save_form
from ui.reports.outward import Outward
from ui.reports.pane import MonthPane, Shown, Wish
from ui.reports.reading import Listed, read_month, read_year
from ui.reports.rows import NOT_HERE, ReportView, columns_with, counts_of, holds_words, is_of_section
from ui.reports.trends import TrendsView
from ui.reports.typing_in import TypingIn
from ui.rooms import OpenEntryLog, OpenFiles, OpenMonth, OpenRecord, Room
from ui.shell import Shell
from ui.widgets.buttons import Button, ButtonKind
from ui.widgets.chips import Chip, ChipRow, ChipSpec

FORM_KINDS = {Wish.FORM_PDF: FormKind.PDF, Wish.FORM_BOOK: FormKind.WORKBOOK}


class Shape(Enum):
    """How the page shows the year."""

    LIST = mark("一覧表")
    BOARD = mark("盤")
    TRENDS = mark("推移")

    @property
    def word(self) -> str:
        """Return the word in the language in use."""
        return _(self.value)


_WHOLE_YEAR = (Shape.BOARD, Shape.TRENDS)
"""Shapes that show all of a year, whatever the chips let through."""


class ReportsPage(ListPage[ReportLine]):
    """取扱状況報告書: the list, the board and one month's pane."""

    key: ClassVar[Room] = Room.REPORTS
    title: ClassVar[str] = mark_n("月次報告")
    icon: ClassVar[str] = "notes"
    concerned: ClassVar[tuple[Subject, ...]] = (
        Subject.REPORT,
        Subject.CONTRACT,
        Subject.CONTRACTOR,
        Subject.IMPORT,
        Subject.SETTINGS,
    )

    def __init__(self, shell: Shell) -> None:
        self._today = shell.clock.today()
        self._year = fiscal_year_of(self._today)
        self._own_section: UUID | None = None
        self._steps: dict[ReportKey, str] = {}
        super().__init__(
            shell,
            columns=columns_with(self._steps),
            key=lambda row: row.key,
            views=ReportView,
            name=_("月次報告の一覧"),
            search=_("委託先・契約・番号・課で絞る"),
        )
        self.board = Board()
        self._body.addWidget(self.board)
        self.trends = TrendsView(shell)
        self._body.addWidget(self.trends)
        self.shapes = ChipRow([ChipSpec(each, each.word) for each in Shape], name=_("見え方"), one=True)
        self.own_chip = Chip(_("自分の課"))
        self.own_chip.hide()
        self.previous_button = Button(_("前の年度"), kind=ButtonKind.QUIET, icon="chevron-left")
        self.next_button = Button(_("次の年度"), kind=ButtonKind.QUIET, icon="chevron-right")
        self._add_buttons()
        self.add_filter(self.own_chip)
        self._listen_further()

    def _add_buttons(self) -> None:
        for button in (self.shapes, self.previous_button, self.next_button):
            self.add_button(button)
        self.coming_in = ComingIn(self, self._body)
        self.outward = Outward(self, export=self._export, late=self._late_keys, months=self._months_begun)
        self.typing_in = TypingIn(self, self._body)
        self.setAcceptDrops(True)

    def _listen_further(self) -> None:
        self.shapes.chosen_changed.connect(self._narrow)
        self.own_chip.toggled.connect(self._narrow_and_count)
        self.previous_button.clicked.connect(self._go_back)
        self.next_button.clicked.connect(self._go_on)
        self.board.opened.connect(self.open_row)
        self.board.pointed.connect(self._follow)

    # hooks

    @override
    def on_open(self, request: object) -> None:
        if isinstance(request, OpenFiles):
            self.coming_in.look_at(request.paths)
        elif isinstance(request, OpenMonth):
            self.shapes.choose(Shape.LIST)
            super().on_open(OpenRecord(request.contract_id))
            self._year = fiscal_year_of(request.month)
            self._wanted = ReportKey(request.contract_id, request.month)
        else:
            self.shapes.choose(Shape.LIST)
            super().on_open(request)

    @override
    def read_rows(self) -> None:
        self._today = self.shell.clock.today()
        office, year = self.office, self._year
        self.shell.read(
            lambda: read_year(office, year), self._show_year, owner=self, what=_("月次報告を読んでいます")
        )

    @override
    def help_text(self) -> str:
        return _(
            "毎月の取扱状況報告書について、提出を待つもの、期限を過ぎたもの、確認を待つものを並べています。"
            "期限は契約ごとの決まりと閉庁日から計算し、ずれた理由は右の内容に出ます。"
            "「盤」は契約と月の表です。矢印で歩き、Enterでその月を開きます。"
            "「推移」は期限内に提出された割合と、期限を過ぎた報告の日数を課ごとに示します。"
            "期限を過ぎたものと完結していないものは、どの年度を選んでも出ます。"
        )

    @override
    def lets_through(self, view: View, row: ReportLine) -> bool:
        if not isinstance(view, ReportView) or not is_of_section(row, self._section):
            return False
        return view.lets_through(row, self._today)

    @override
    def counted_views(self) -> Mapping[View, int]:
        counts = counts_of(self._own_rows, self._today)
        return {view: count for view, count in counts.items()}  # noqa: C416 - views of any page

    @property
    def _own_rows(self) -> Sequence[ReportLine]:
        """Return the rows of the section chosen, or all."""
        section = self._section
        return self._rows if section is None else [row for row in self._rows if is_of_section(row, section)]

    @override
    def holds_words(self, row: ReportLine, text: str) -> bool:
        return is_of_section(row, self._section) and holds_words(row, text)

    @override
    def told_count(self, shown: int, of: int) -> str:
        own = self._own_rows
        late = sum(row.standing.is_late for row in own)
        if self.shapes.only in _WHOLE_YEAR:
            return self._told_board(own, late)
        told = _("{shown:,}件を表示（全{of:,}件）　期限超過 {late:,}件")
        return told.format(shown=shown, of=of, late=late)

    def _told_board(self, rows: Sequence[ReportLine], late: int) -> str:
        received = sum(row.report_id is not None for row in rows)
        waiting = sum(ReportView.TO_CHECK.lets_through(row, self._today) for row in rows)
        told = _("{contracts:,}契約　提出済 {received:,}件　期限超過 {late:,}件　確認待ち {waiting:,}件")
        return told.format(contracts=self.board.contracts, received=received, late=late, waiting=waiting)

    @override
    def told_empty(self, of: int) -> tuple[str, str]:
        if not of:
            return (
                _("この年度に報告を待つ契約はありません。"),
                _("履行期間のある契約を登録すると、月ごとの報告がここに並びます。"),
            )
        return _("この条件に当たる報告はありません。"), _("「すべて」を選ぶと全部が出ます。")

    @override
    def further_filters(self) -> dict[str, str]:
        return {"own_section": "yes"} if self.own_chip.isChecked() else {}

    @override
    def apply_further_filters(self, more: Mapping[str, str]) -> None:
        self.own_chip.setChecked("own_section" in more)

    @override
    def has_unsaved(self) -> bool:
        return super().has_unsaved() or self.typing_in.is_changed

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files and folders of this machine."""
        if paths_of(event.mimeData()):
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        """Look at what is dropped."""
        self.coming_in.look_at(paths_of(event.mimeData()))

    # the list and the board

    @property
    def _section(self) -> UUID | None:
        return self._own_section if self.own_chip.isChecked() else None

    def _show_year(self, listed: Listed) -> None:
        if listed.year != self._year or self.coming_in.is_open or self.typing_in.is_open:
            return
        self._own_section = listed.own_section
        self.own_chip.setVisible(listed.own_section is not None)
        self.say_title(_("月次報告　{year}").format(year=show_fiscal_year(self._year)))
        self.board.show_year(listed.board, self._year)
        self._steps.clear()
        self._steps.update((each.key, tell_step(each.step)) for each in listed.chased)
        self.outward.show_letters_due(listed.letters_due)
        self.show_rows(listed.lines)

    def _late_keys(self) -> frozenset[ReportKey]:
        return frozenset(row.key for row in self._own_rows if row.standing.is_late)

    def _months_begun(self) -> tuple[dt.date, ...]:
        """Return the months of the year shown that have begun; all of a year to come."""
        months = months_of(self._year)
        return tuple(month for month in months if month <= self._today) or months

    @Slot()
    def _export(self) -> None:
        """Write the rows shown to a workbook."""
        save_table(self.shell, self.table, _("月次報告　{year}").format(year=show_fiscal_year(self._year)))

    @Slot()
    @Slot(bool)
    def _narrow_and_count(self, _is_on: bool = False) -> None:
        self.count_views()
        self._narrow()

    @override
    @Slot()
    @Slot(object)
    @Slot(str)
    def _narrow(self, _changed: object = None) -> None:
        text = self.search.text().strip()
        self.board.narrow(
            lambda row: any(each is not None and self.holds_words(each, text) for each in row.months)
        )
        super()._narrow(_changed)
        if self.shapes.only is Shape.TRENDS:
            rows = [row for row in self._rows if self.holds_words(row, text)]
            self.trends.show_lines(rows, self._year, self._today, is_part=len(rows) < len(self._rows))
        is_whole = self.shapes.only in _WHOLE_YEAR
        self.chips.setVisible(self.chips.isVisible() and not is_whole)
        self.only_chip.setVisible(self.only_chip.isVisible() and not is_whole)

    @override
    def show_body(self, shown: int) -> None:
        if self.shapes.only is Shape.BOARD:
            self._body.setCurrentWidget(self.board)
        elif self.shapes.only is Shape.TRENDS:
            self._body.setCurrentWidget(self.trends)
        else:
            super().show_body(shown)

    @Slot()
    def _go_back(self) -> None:
        self._turn_to(self._year - 1)

    @Slot()
    def _go_on(self) -> None:
        self._turn_to(self._year + 1)

    def _turn_to(self, year: int) -> None:
        self._year = year
        self.read_rows()

    # one month

    @override
    @Slot()
    def show_chosen(self) -> None:
        key, office = self.shown, self.office
        if not isinstance(key, ReportKey):
            return

        def show(found: Shown | None) -> None:
            self._show_month(key, found)

        self.shell.read(lambda: read_month(office, key), show, owner=self)

    def _show_month(self, key: Hashable, shown: Shown | None) -> None:
        if key != self.shown or self.is_asking:
            return
        if shown is None:
            self.close_detail()
            return
        pane = MonthPane(self.shell, shown)
        pane.wished.connect(self._do_wish)
        pane.contract_wanted.connect(self._open_contract)
        pane.contact_unwanted.connect(self._take_back)
        pane.dismissal_wanted.connect(self._dismiss)
        pane.finding_wanted.connect(self._make_finding)
        pane.log_wanted.connect(self._open_log)
        self.show_detail(show_month(shown.detail.month.month), pane)

    @Slot()
    def _open_contract(self) -> None:
        if isinstance(self.shown, ReportKey):
            self.shell.open(Room.CONTRACTS, OpenRecord(self.shown.contract_id))

    @Slot(object)
    def _open_log(self, place: LogPlace) -> None:
        if isinstance(self.shown, ReportKey):
            self.shell.open_over(Room.DEVICES, OpenEntryLog(place.area_id, self.shown.month))

    @Slot(object)
    def _take_back(self, contact: ContactRow) -> None:
        self.show_form(withdrawal_of(self.shell, contact, self.office.chasing.withdraw_contact))

    @Slot(object)
    def _dismiss(self, point: PointRow) -> None:
        self.show_form(dismissal_of(self.shell, self._open_point(point)))

    @Slot(object)
    def _make_finding(self, point: PointRow) -> None:
        self.show_form(finding_of(self.shell, self._open_point(point)))

    def _open_point(self, point: PointRow) -> OpenPoint:
        return OpenPoint(self.office.filings, point.point_id, point.told, point.version)

    @Slot(object)
    def _do_wish(self, wish: Wish) -> None:
        pane = self._detail
        if not isinstance(pane, MonthPane):
            return
        detail, reports = pane.detail, self.office.reports
        if wish in FORM_KINDS:
            stem = f"{detail.contract.number}_{detail.key.month:%Y-%m}"
            save_form(self.shell, self, FORM_KINDS[wish], detail.key, stem)
            return
        if wish is Wish.ENTER:
            self.typing_in.begin(detail.key)
            return
        if wish in AT_ONCE:
            self.shell.do(deed_at_once(self.shell, wish, detail), owner=self)
            return

        def basis() -> FormBasis:
            rows = reports.list_months(detail.key.contract_id)
            awaited = tuple(row.month for row in rows if row.standing in NOT_HERE)
            return FormBasis(reports.propose_resubmission(), awaited)

        self.shell.read(
            basis, lambda found: self.show_form(deed_form(self.shell, wish, detail, found)), owner=self
        )
