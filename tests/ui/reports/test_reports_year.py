"""A year of monthly reports: real contracts; late, promised, returned, waived, chased, closed.

The contracts are those of docs/records.md#real-documents: 吹田市 2022 (preparation, then 36 reports),
札幌市 2025 (ends on 14 March, the report due on 10 April), 常陸大宮市 2017 (out of its era, 36 reports).
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select

from models.monthly_report import MonthlyReport, OwedReport
from models.report_chasing import ReportLetter
from oversight.calendar import months_between
from oversight.clock import JAPAN, FixedClock
from oversight.desk import Desk
from oversight.office import Office
from oversight.register import PeriodDraft, PeriodKind
from oversight.reports import FilingChannel, PointKind, ReportKey, Standing
from tests.oversight.papers.reading_pdf import solid, text_of
from tests.oversight.register.entries import contract_draft, row_id_of
from tests.oversight.report_form.filling import COMPLETE, fill_book, fill_pdf
from tests.oversight.reports.planted_forms import with_values
from tests.ui.inspections.inspection_site import Settle
from ui.chase_panel import ChasePanel
from ui.deed_form import DeedForm
from ui.home.cards import CARDS
from ui.home.page import HomePage
from ui.reports.page import ReportsPage
from ui.reports.pane import MonthPane, Wish
from ui.rooms import OpenMonth
from ui.shell import Shell

D = dt.date
SUITA = (
    PeriodDraft(PeriodKind.PREPARATION, D(2022, 8, 31), D(2023, 3, 31)),
    PeriodDraft(PeriodKind.SERVICE, D(2023, 4, 1), D(2026, 3, 31)),
)
SAPPORO = (PeriodDraft(PeriodKind.SERVICE, D(2024, 6, 20), D(2025, 3, 14)),)
HITACHI = (PeriodDraft(PeriodKind.SERVICE, D(2017, 4, 1), D(2020, 3, 31)),)
MISSED = D(2024, 11, 1)
PROMISED = D(2024, 12, 1)
RETURNED = D(2024, 9, 1)
WAIVED = D(2024, 10, 1)
"""Of 札幌市: one month is never sent, one is promised, one comes back, one is excused."""


class Year:
    """Works the pages as a person does, while the clock goes on."""

    def __init__(
        self,
        office: Office,
        page: ReportsPage,
        clock: FixedClock,
        settle: Settle,
        folder: Path,
        monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        self.office, self.page, self.clock, self.settle = office, page, clock, settle
        self.folder, self.monkeypatch = folder, monkeypatch
        self.answered_by_pypdf: set[UUID] = set()

    def let_it_be(self, day: D) -> None:
        """Go on to nine in the morning of a day."""
        self.clock.moment = dt.datetime(day.year, day.month, day.day, 9, tzinfo=JAPAN)
        self.page.on_show()
        self.settle()

    def make_letters(self) -> None:
        """Look at the day's letters, then make them."""
        self.page.outward.chase_button.click()
        self.settle()
        panel = self.page.split.detail if self.page.split else None
        assert isinstance(panel, ChasePanel)
        panel.make_button.click()
        self.settle()
        self.settle()

    def open_month(self, contract_id: UUID, month: D) -> MonthPane:
        """Open a month in the pane."""
        self.page.on_open(OpenMonth(contract_id, month))
        self.page.on_show()
        self.settle()
        self.settle()
        assert self.page.split is not None
        pane = self.page.split.detail
        assert isinstance(pane, MonthPane)
        return pane

    def do(self, contract_id: UUID, month: D, wish: Wish, **values: object) -> None:
        """Press a button of the pane and fill in its form, if it asks for anything."""
        self.open_month(contract_id, month).buttons[wish].click()
        self.settle()
        assert self.page.split is not None
        form = self.page.split.detail
        if isinstance(form, DeedForm):
            for name, value in values.items():
                form.form.fields[name].set_value(value)
            form.do_button.click()
            self.settle()
        self.settle()

    def send_and_fill(self, contract_id: UUID, month: D, **answers: str) -> Path:
        """Save the month's form from its pane; the contractor fills it in with a program of its own.

        Odd months go out as PDF and are filled in by pypdf, which takes its time, or the second and later
        of a contract straight into their fields; even ones go out as Excel and are filled in by openpyxl.
        """
        wish = Wish.FORM_PDF if month.month % 2 else Wish.FORM_BOOK
        path = self.folder / f"{month:%Y-%m} {len(list(self.folder.iterdir()))}"
        self.monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_all: (str(path), ""))
        self.open_month(contract_id, month).buttons[wish].click()
        self.settle()
        given = {**COMPLETE, "submitted_on": f"{month:%Y/%m}/28", **answers}
        path.write_bytes(self._filled(contract_id, wish, path.read_bytes(), given))
        return path

    def _filled(self, contract_id: UUID, wish: Wish, form: bytes, given: dict[str, str]) -> bytes:
        if wish is Wish.FORM_BOOK:
            return fill_book(form, given)
        if contract_id in self.answered_by_pypdf:
            return with_values(form, given)
        self.answered_by_pypdf.add(contract_id)
        return fill_pdf(form, given)

    def take_in(self, *paths: Path, on: D) -> None:
        """Drop files on the page, look, and take them in on a day."""
        self.page.coming_in.look_at(paths)
        self.settle()
        self.settle()
        panel = self.page.coming_in.panel
        assert panel is not None
        assert [look.fault for look in panel.looks] == [None] * len(paths)
        panel.received_field.set_value(on)
        panel.take_button.click()
        self.settle()
        self.settle()

    def dismiss_points(self, contract_id: UUID, month: D) -> list[PointKind]:
        """Dismiss every point of a month, one after the other; return what they were."""
        found = []
        while open_points := [
            each for card in self.open_month(contract_id, month).filings for each in card.point_buttons
        ]:
            point, dismiss, _finding = open_points[0]
            found.append(point.kind)
            dismiss.click()
            self.settle()
            form = self.page.split.detail if self.page.split else None
            assert isinstance(form, DeedForm)
            form.form.fields["reason"].set_value("電話で確かめた")
            form.do_button.click()
            self.settle()
            self.settle()
        return found

    def receive_and_close(self, contract_id: UUID, month: D, on: D) -> None:
        """Take a report through to its end."""
        self.take_in(self.send_and_fill(contract_id, month), on=on)
        # after the month that jumped, the counts fall back
        expected = [PointKind.COUNT_JUMP] if month == PROMISED else []
        assert self.dismiss_points(contract_id, month) == expected
        self.do(contract_id, month, Wish.CHECK)
        self.do(contract_id, month, Wish.CLOSE)


@pytest.fixture
def year(
    office: Office,
    shell: Shell,
    clock: FixedClock,
    qtbot: QtBot,
    settle: Settle,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> Year:
    page = ReportsPage(shell)
    qtbot.addWidget(page)
    page.resize(1158, 768)
    page.show()
    settle()
    folder = tmp_path / "forms"
    folder.mkdir()
    return Year(office, page, clock, settle, folder, monkeypatch)


def enter(desk: Desk, number: str, periods: tuple[PeriodDraft, ...]) -> UUID:
    from oversight.register import ContractsService

    return row_id_of(ContractsService(desk).add_contract(contract_draft(desk, number, periods=periods)))


def test_each_real_contract_owes_what_its_document_says(desk: Desk, office: Office) -> None:
    suita, sapporo, hitachi = (
        office.reports.list_months(enter(desk, number, periods))
        for number, periods in (("吹-1", SUITA), ("札-2", SAPPORO), ("常-7", HITACHI))
    )
    assert (len(suita), suita[0].month, suita[-1].due_on) == (36, D(2023, 4, 1), D(2026, 4, 10))
    assert (len(sapporo), sapporo[-1].month, sapporo[-1].due_on) == (10, D(2025, 3, 1), D(2025, 4, 10))
    assert (len(hitachi), hitachi[0].month, hitachi[-1].due_on) == (36, D(2017, 4, 1), D(2020, 4, 10))


@pytest.mark.slow
def test_a_year_passes_and_the_first_page_is_right_to_the_end(
    year: Year,
    desk: Desk,
    office: Office,
    shell: Shell,
    qtbot: QtBot,
    settle: Settle,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    outbox = tmp_path / "outbox"
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_all: str(outbox))
    year.let_it_be(D(2024, 6, 3))
    office.settings.change(reports_from="2024-06-01")
    contract_id, other_id = enter(desk, "札-2", SAPPORO), enter(desk, "吹-1", SUITA)
    for month in months_between(D(2024, 6, 1), D(2025, 3, 1)):
        detail = office.reports.get_month(ReportKey(other_id, month))
        assert detail is not None
        year.let_it_be(detail.month.due_on)
        year.take_in(year.send_and_fill(other_id, month), on=detail.month.due_on)
        _live_through(year, contract_id, month)
    year.let_it_be(D(2025, 4, 14))
    standings = Counter(row.standing for row in office.reports.list_months(contract_id))
    assert standings == {Standing.CLOSED: 8, Standing.WAIVED: 1, Standing.OVERDUE: 1}
    with desk.reading() as session:
        numbers = session.scalars(select(ReportLetter.number).order_by(ReportLetter.issued_on)).all()
        overdue = session.scalar(
            select(func.count()).where(OwedReport.waiver_id.is_(None), OwedReport.due_on < D(2025, 4, 14))
        )
        assert session.scalar(select(func.count()).select_from(MonthlyReport)) == 8 + 10
    assert list(numbers) == ["督R6-0001", "督R6-0002"]
    assert sorted({path.stem for path in outbox.iterdir()}) == list(numbers)
    home = HomePage(shell)
    qtbot.addWidget(home)
    home.show()
    settle()
    settle()
    shown = {spec.heading: card.count for spec, card in zip(CARDS, home.cards, strict=True)}
    assert shown["月次報告 期限超過"] == overdue == 1
    assert shown["差し戻して未提出の報告"] == 0
    assert shown["確認を待つ報告"] == 10
    (contact,) = office.chasing.list_contacts(ReportKey(contract_id, PROMISED))
    assert contact.promised_on == D(2025, 1, 24)
    told = office.journal.verify()
    assert told.is_sound
    filings = [
        row
        for month in months_between(D(2024, 6, 1), D(2025, 3, 1))
        for row in office.filings.list_filings(ReportKey(contract_id, month))
    ]
    assert Counter(row.channel for row in filings) == {FilingChannel.PDF: 5, FilingChannel.WORKBOOK: 4}
    assert all(row.original_id is not None for row in filings)


@pytest.mark.slow
def test_a_contract_dated_out_of_its_era_sends_a_whole_year_in_one_day(
    year: Year, desk: Desk, office: Office
) -> None:
    office.settings.change(reports_from="2019-04-01")
    year.let_it_be(D(2020, 4, 13))
    contract_id = enter(desk, "常-7", HITACHI)
    months = months_between(D(2019, 4, 1), D(2020, 3, 1))
    assert len(office.reports.list_late()) == 12
    year.take_in(*(year.send_and_fill(contract_id, month) for month in months[:-1]), on=D(2020, 4, 13))
    (late,) = office.reports.list_late()
    assert (late.month, late.due_on, late.days) == (D(2020, 3, 1), D(2020, 4, 10), 3)
    assert len(office.home.view().reports.to_check) == 11


def _live_through(year: Year, contract_id: UUID, month: D) -> None:
    """Let a month's report come as it does: in time, returned, promised, excused, or never."""
    detail = year.office.reports.get_month(ReportKey(contract_id, month))
    assert detail is not None
    due = detail.month.due_on
    if month == WAIVED:
        year.let_it_be(due)
        year.do(contract_id, month, Wish.WAIVE, reason="システム更改のため取扱いなし")
        return
    if month == MISSED:
        for days in (8, 15):
            year.let_it_be(due + dt.timedelta(days=days))
            assert year.page.outward.chase_button.isVisible()
            year.make_letters()
        return
    if month == PROMISED:
        promised = D(2025, 1, 24)
        year.let_it_be(due + dt.timedelta(days=1))
        said = {"person": "山﨑", "said": "担当が休み", "promised_on": promised}
        year.do(contract_id, month, Wish.CONTACT, **said)
        year.let_it_be(due + dt.timedelta(days=8))
        assert not year.page.outward.chase_button.isVisible(), "the promise pauses the ladder"
        year.let_it_be(promised)
        year.receive_and_close(contract_id, month, promised)
        return
    year.let_it_be(due)
    if month == RETURNED:
        jump = {"received": "2600", "incident": "yes"}
        year.take_in(year.send_and_fill(contract_id, month, workers_count="", **jump), on=due)
        year.do(contract_id, month, Wish.RETURN, reasons="従事者数が空欄")
        letter = year.office.filings.print_return(ReportKey(contract_id, month), 1)
        assert "従事者数が空欄" in solid(text_of(letter.pdf))
        year.let_it_be(due + dt.timedelta(days=3))
        year.take_in(year.send_and_fill(contract_id, month, **jump), on=due + dt.timedelta(days=3))
        assert year.dismiss_points(contract_id, month) == [PointKind.COUNT_JUMP, PointKind.INCIDENT]
        year.do(contract_id, month, Wish.CHECK)
        year.do(contract_id, month, Wish.CLOSE)
        return
    year.receive_and_close(contract_id, month, due)
