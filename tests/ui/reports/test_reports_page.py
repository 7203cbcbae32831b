"""Monthly reports in the window: list, chips, pane, deeds, board; what a manager sees and may do."""

from __future__ import annotations

import datetime as dt
from functools import partial
from pathlib import Path
from uuid import UUID

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QFileDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from oversight.access import Actor, Role
from oversight.clock import JAPAN, FixedClock
from oversight.desk import Desk
from oversight.office import Office
from oversight.reports import ReceiptDraft, ReportKey, Standing
from tests.factories import make_contract, make_contractor, make_department
from tests.oversight.papers.reading_pdf import solid, text_of
from tests.ui.inspections.inspection_site import Settle
from tests.ui.test_names import nameless
from ui.chase_panel import ChasePanel
from ui.deed_form import DeedForm
from ui.notices import Notice
from ui.paper_row import PaperRow
from ui.reports.board_model import SIGNS
from ui.reports.page import ReportsPage, Shape
from ui.reports.pane import MonthPane, Wish
from ui.reports.rows import ReportView
from ui.rooms import OpenMonth, OpenRecord, OpenRows, Room
from ui.shell import Shell

D = dt.date
SERVICE = (D(2026, 4, 1), D(2027, 3, 31))
OCTOBER = D(2026, 10, 1)


class Scene:
    """Three contracts of two sections; everything up to August is in and closed."""

    def __init__(self, office: Office, desk: Desk, clock: FixedClock) -> None:
        self.office, self.clock = office, clock
        self.sections = (make_department(desk, "介護保険課"), make_department(desk, "市民税課"))
        names = ("株式会社髙﨑事務サービス", "有限会社ひばり印刷", "医療法人 楡の会")
        self.ids = tuple(
            make_contract(
                desk,
                number=f"R8-{at:03}",
                contractor_id=make_contractor(desk, name),
                department_id=self.sections[at % 2],
                service=SERVICE,
            )
            for at, name in enumerate(names)
        )
        for contract_id in self.ids:
            for month in range(4, 9):
                report_id = self.receive(contract_id, D(2026, month, 1), D(2026, month + 1, 5))
                self.office.reports.check_report(report_id)
                self.office.reports.close_report(report_id)

    def receive(self, contract_id: UUID, month: D, on: D) -> UUID:
        """Receive a month's report."""
        change = self.office.reports.receive_report(ReceiptDraft(contract_id, month, on))
        assert change.row_id is not None
        return change.row_id

    def standing(self, contract_id: UUID, month: D) -> Standing:
        """Return where a month stands in the store."""
        detail = self.office.reports.get_month(ReportKey(contract_id, month))
        assert detail is not None
        return detail.month.standing


@pytest.fixture
def scene(office: Office, desk: Desk, clock: FixedClock) -> Scene:
    scene = Scene(office, desk, clock)
    scene.receive(scene.ids[1], D(2026, 9, 1), D(2026, 10, 20))
    returned = scene.receive(scene.ids[2], D(2026, 9, 1), D(2026, 10, 5))
    office.reports.return_report(returned, reasons="名簿と合わない", resubmit_on=D(2026, 12, 1))
    return scene


@pytest.fixture
def page(scene: Scene, shell: Shell, qtbot: QtBot, settle: Settle) -> ReportsPage:
    page = ReportsPage(shell)
    qtbot.addWidget(page)
    page.resize(1158, 768)
    page.show()
    settle()
    return page


def opened(page: ReportsPage, key: ReportKey, settle: Settle) -> MonthPane:
    page.on_open(OpenMonth(key.contract_id, key.month))
    page.on_show()
    settle()
    settle()
    return pane_of(page)


def pane_of(page: ReportsPage) -> MonthPane:
    assert page.split is not None
    assert isinstance(page.split.detail, MonthPane)
    return page.split.detail


def form_of(page: ReportsPage, wish: Wish, settle: Settle) -> DeedForm:
    pane_of(page).buttons[wish].click()
    settle()
    assert page.split is not None
    assert isinstance(page.split.detail, DeedForm)
    return page.split.detail


def submit(form: DeedForm, settle: Settle) -> None:
    form.do_button.click()
    settle()
    settle()


def test_the_chips_count_what_they_show(page: ReportsPage) -> None:
    model = page.table.rows_model
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    counts = {
        ReportView.LATE: 4,
        ReportView.DUE_THIS_WEEK: 0,
        ReportView.TO_CHECK: 1,
        ReportView.RETURNED: 1,
        ReportView.AWAITED: 0,
        ReportView.ALL: 36,
    }
    for view, count in counts.items():
        page.chips.choose(view)
        assert model.rowCount() == count, view
        chip = next(each for each in page.chips.chips if each.value is view)
        assert chip.text() == f"{view.word} {count}"
    assert "期限超過 4件" in page._said.text()


def test_the_late_list_says_how_late_and_how_long_in_a_row(page: ReportsPage) -> None:
    model = page.table.rows_model
    first = [model.index(0, column).data() for column in (0, 1, 2, 3, 4, 6)]
    assert first == [
        "株式会社髙﨑事務サービス",
        "介護認定事務センター運営業務",
        "期限超過 42日",
        "R8.9",
        "10/13(火)",
        "2か月",
    ]


def shows(page: ReportsPage, count: int) -> bool:
    return page.table.rows_model.rowCount() == count


def test_search_finds_by_variant_and_section_and_month(page: ReportsPage, qtbot: QtBot) -> None:
    page.chips.choose(ReportView.ALL)
    for text, count in (("高崎事務", 12), ("市民税", 12), ("楡 10月", 1), ("いない", 0)):
        page.search.setText(text)
        qtbot.waitUntil(partial(shows, page, count))
    assert page.empty.isVisible()


def test_the_first_page_and_this_one_count_alike(page: ReportsPage, scene: Scene) -> None:
    today = scene.office.home.view().reports
    for view, keys in (
        (ReportView.LATE, today.overdue),
        (ReportView.DUE_THIS_WEEK, today.due_this_week),
        (ReportView.TO_CHECK, today.to_check),
        (ReportView.RETURNED, today.returned),
    ):
        page.chips.choose(view)
        assert {row.key for row in page.table.rows_model.shown} == keys


def test_rows_asked_for_by_another_page_are_shown_alone(page: ReportsPage, scene: Scene) -> None:
    key = ReportKey(scene.ids[0], OCTOBER)
    page.on_open(OpenRows(frozenset({key}), "介護保険課 期限超過"))
    page._narrow()
    assert [row.key for row in page.table.rows_model.shown] == [key]
    page.only_chip.click()
    assert page.table.rows_model.rowCount() == 4


def test_the_pane_says_why_the_due_day_is_what_it_is(page: ReportsPage, scene: Scene, settle: Settle) -> None:
    pane = opened(page, ReportKey(scene.ids[0], D(2026, 9, 1)), settle)
    told = " ".join(each.accessibleName() for each in pane.findChildren(QWidget))
    assert "令和8年10月13日(火)（10/10(土) → 10/11 日曜日 → 10/12 スポーツの日 → 10/13(火)）" in told
    forms = {Wish.FORM_PDF, Wish.FORM_BOOK, Wish.ENTER}
    assert set(pane.buttons) == {Wish.RECEIVE, Wish.CONTACT, Wish.WAIVE} | forms


def test_a_report_goes_from_late_to_closed_in_the_window(
    page: ReportsPage, scene: Scene, settle: Settle
) -> None:
    key = ReportKey(scene.ids[0], OCTOBER)
    opened(page, key, settle)
    form = form_of(page, Wish.RECEIVE, settle)
    form.form.fields["received_on"].set_value(D(2026, 12, 25))
    submit(form, settle)
    assert "まだ来ていない日" in form.form.fields["received_on"].error
    form.form.fields["received_on"].set_value(D(2026, 11, 24))
    submit(form, settle)
    assert scene.standing(*key) is Standing.RECEIVED
    pane_of(page).buttons[Wish.BEGIN_CHECK].click()
    settle()
    settle()
    assert scene.standing(*key) is Standing.UNDER_CHECK
    form = form_of(page, Wish.RETURN, settle)
    assert form.form.fields["resubmit_on"].value() == D(2026, 12, 1)
    submit(form, settle)
    assert form.form.fields["reasons"].error
    form.form.fields["reasons"].set_value("教育日が空欄")
    assert page.has_unsaved()
    submit(form, settle)
    submit(form_of(page, Wish.RECEIVE_AGAIN, settle), settle)
    assert scene.standing(*key) is Standing.RESUBMITTED
    pane_of(page).buttons[Wish.CHECK].click()
    settle()
    settle()
    submit(form_of(page, Wish.CLOSE, settle), settle)
    assert scene.standing(*key) is Standing.CLOSED
    assert pane_of(page).buttons == {}
    assert "差戻の経過" in " ".join(each.text() for each in pane_of(page).findChildren(QLabel))


def test_months_are_excused_until_the_month_chosen_and_asked_for_again(
    page: ReportsPage, scene: Scene, settle: Settle
) -> None:
    key = ReportKey(scene.ids[0], OCTOBER)
    opened(page, key, settle)
    form = form_of(page, Wish.WAIVE, settle)
    last = form.form.fields["last_month"]
    assert last.value() == OCTOBER
    last.set_value(D(2026, 12, 1))
    form.form.fields["reason"].set_value("システム更改のため取扱いなし")
    submit(form, settle)
    assert [scene.standing(key.contract_id, D(2026, month, 1)) for month in (10, 11, 12)] == [
        Standing.WAIVED
    ] * 3
    form = form_of(page, Wish.END_WAIVER, settle)
    form.form.fields["reason"].set_value("更改が延びた")
    submit(form, settle)
    assert scene.standing(*key) is Standing.OVERDUE


def test_a_receipt_entered_by_mistake_is_taken_back(page: ReportsPage, scene: Scene, settle: Settle) -> None:
    key = ReportKey(scene.ids[1], D(2026, 9, 1))
    opened(page, key, settle)
    form = form_of(page, Wish.WITHDRAW, settle)
    form.back_button.click()
    settle()
    form = form_of(page, Wish.WITHDRAW, settle)
    form.form.fields["reason"].set_value("別の契約の報告だった")
    submit(form, settle)
    assert scene.standing(*key) is Standing.OVERDUE


def test_an_auditor_sees_and_changes_nothing(
    scene: Scene, shell: Shell, desk: Desk, qtbot: QtBot, settle: Settle
) -> None:
    auditor = Actor(None, "監査 一", roles=frozenset({Role.AUDITOR}))
    shell.office = Office(Desk(desk.store, desk.clock, auditor))
    page = ReportsPage(shell)
    qtbot.addWidget(page)
    page.show()
    settle()
    for contract_id in scene.ids:
        for month in (8, 9, 10):
            assert opened(page, ReportKey(contract_id, D(2026, month, 1)), settle).buttons == {}


def test_the_contract_is_one_press_away(
    page: ReportsPage, scene: Scene, shell: Shell, qtbot: QtBot, settle: Settle
) -> None:
    pane = opened(page, ReportKey(scene.ids[0], OCTOBER), settle)
    with qtbot.waitSignal(shell.page_wanted) as wanted:
        pane.contract_button.click()
    assert wanted.args == [Room.CONTRACTS.value, OpenRecord(scene.ids[0])]


def test_a_month_no_longer_owed_closes_the_pane(page: ReportsPage, scene: Scene, settle: Settle) -> None:
    opened(page, ReportKey(scene.ids[0], OCTOBER), settle)
    page.shown = ReportKey(scene.ids[0], D(2030, 1, 1))
    page.show_chosen()
    settle()
    assert page.split is not None
    assert page.split.detail is None


def test_the_years_follow_one_another_and_what_is_late_stays_in_sight(
    page: ReportsPage, settle: Settle
) -> None:
    page.next_button.click()
    settle()
    assert "令和9年度" in page._heading.text()
    assert page.table.rows_model.rowCount() == 4
    page.chips.choose(ReportView.ALL)
    assert page.table.rows_model.rowCount() == 6, "late, to be checked, returned"
    page.previous_button.click()
    page.previous_button.click()
    settle()
    assert "令和7年度" in page._heading.text()


def test_one_sees_the_own_section_alone(
    page: ReportsPage, scene: Scene, qtbot: QtBot, settle: Settle
) -> None:
    assert not page.own_chip.isVisible(), "this person has no section"
    page._own_section = scene.sections[1]
    page.own_chip.click()
    page.chips.choose(ReportView.ALL)
    assert {row.contract.department for row in page.table.rows_model.shown} == {"市民税課"}
    assert page.table.rows_model.rowCount() == 12


# the board


def on_board(page: ReportsPage, settle: Settle) -> ReportsPage:
    page.shapes.choose(Shape.BOARD)
    settle()
    assert page.board.isVisible()
    return page


def test_the_board_shows_a_sign_for_each_month(page: ReportsPage, settle: Settle) -> None:
    grid = on_board(page, settle).board.grid
    QAbstractItemModelTester(grid.board, QAbstractItemModelTester.FailureReportingMode.Fatal)
    signs = [
        "".join(grid.board.index(row, column).data() or "・" for column in range(2, 14)) for row in range(3)
    ]
    assert signs == ["✓✓✓✓✓!!・・・・・", "✓✓✓✓✓受!・・・・・", "✓✓✓✓✓戻!・・・・・"]
    assert [grid.board.headerData(at, Qt.Orientation.Horizontal) for at in (0, 2, 13)] == [
        "委託先",
        "4月",
        "3月",
    ]
    assert "3契約" in page._said.text()
    assert not page.chips.isVisible()
    legend = page.board.legend.text()
    assert all(each.sign in legend for each in SIGNS)


def test_the_board_is_walked_with_arrows_and_enter_opens_the_month(
    page: ReportsPage, scene: Scene, settle: Settle
) -> None:
    grid = on_board(page, settle).board.grid
    page.board.setFocus()
    grid.setCurrentIndex(grid.board.index(0, 6))
    QTest.keyClick(grid, Qt.Key.Key_Right)
    QTest.keyClick(grid, Qt.Key.Key_Return)
    settle()
    assert pane_of(page).detail.key == ReportKey(scene.ids[0], D(2026, 9, 1))
    QTest.keyClick(grid, Qt.Key.Key_Down)
    settle()
    assert pane_of(page).detail.key == ReportKey(scene.ids[1], D(2026, 9, 1)), "the pane follows the cursor"
    QTest.keyClick(grid, Qt.Key.Key_Left, Qt.KeyboardModifier.ControlModifier)
    assert grid.currentIndex().row() == 1


def test_a_cell_says_why_it_is_as_it_is(page: ReportsPage, settle: Settle) -> None:
    model = on_board(page, settle).board.grid.board
    late = model.index(0, 7)
    assert late.data(Qt.ItemDataRole.ToolTipRole).splitlines() == [
        "2026年9月分　期限超過 42日",
        "提出期限 令和8年10月13日(火)",
    ]
    assert (
        late.data(Qt.ItemDataRole.AccessibleTextRole)
        == "株式会社髙﨑事務サービス 介護認定事務センター運営業務 2026年9月分 期限超過 42日"
    )
    returned = model.index(2, 7).data(Qt.ItemDataRole.ToolTipRole)
    assert "再提出の期限 令和8年12月1日(火)" in returned
    assert "受取日 令和8年10月5日(月)" in returned


def test_a_month_that_owes_nothing_is_said_to(
    page: ReportsPage, scene: Scene, desk: Desk, settle: Settle
) -> None:
    make_contract(desk, number="R8-900", service=(D(2026, 7, 1), D(2026, 9, 30)))
    page.on_show()
    settle()
    model = on_board(page, settle).board.grid.board
    row = next(at for at, each in enumerate(model.rows) if each.contract.number == "R8-900")
    empty = model.index(row, 2)
    assert empty.data() == ""
    assert empty.data(Qt.ItemDataRole.ToolTipRole) == "この月の報告は要りません。"
    assert empty.data(Qt.ItemDataRole.AccessibleTextRole).endswith("2026年4月分 対象外")


def test_the_cursor_stays_on_its_contract_when_the_board_is_read_again(
    page: ReportsPage, scene: Scene, settle: Settle
) -> None:
    grid = on_board(page, settle).board.grid
    grid.setCurrentIndex(grid.board.index(2, 8))
    for month in (9, 10):
        scene.receive(scene.ids[0], D(2026, month, 1), D(2026, 11, 24))
    page.on_show()
    settle()
    at = grid.currentIndex()
    assert (grid.board.rows[at.row()].contract.contract_id, at.column()) == (scene.ids[2], 8)


def test_the_board_narrows_with_the_search(page: ReportsPage, qtbot: QtBot, settle: Settle) -> None:
    grid = on_board(page, settle).board.grid
    page.search.setText("ひばり")
    qtbot.waitUntil(lambda: grid.board.rowCount() == 1)
    page.resize(700, 500)
    settle()
    assert grid.isColumnHidden(0)
    assert grid.board.headerData(2, Qt.Orientation.Horizontal) == "4"


def test_everything_on_the_page_has_a_name(page: ReportsPage, scene: Scene, settle: Settle) -> None:
    opened(page, ReportKey(scene.ids[2], D(2026, 9, 1)), settle)
    assert nameless(page) == []
    on_board(page, settle)
    assert nameless(page) == []


def test_days_pass_and_the_list_follows(page: ReportsPage, scene: Scene, settle: Settle) -> None:
    scene.clock.moment = dt.datetime(2026, 12, 7, 9, tzinfo=JAPAN)
    page.on_show()
    settle()
    page.chips.choose(ReportView.DUE_THIS_WEEK)
    assert page.table.rows_model.rowCount() == 3
    page.chips.choose(ReportView.AWAITED)
    assert page.table.rows_model.rowCount() == 3


# chasing


def test_the_next_step_stands_in_the_list_and_in_the_pane(
    page: ReportsPage, scene: Scene, settle: Settle
) -> None:
    model = page.table.rows_model
    place = next(at for at, column in enumerate(model.columns) if column.header == "次の段階")
    steps = {model.index(row, place).data() for row in range(model.rowCount())}
    assert steps == {"本日 契約上の措置の検討", "本日 催告"}
    pane = opened(page, ReportKey(scene.ids[0], D(2026, 9, 1)), settle)
    told = " ".join(each.text() for each in pane.findChildren(QLabel))
    assert "次: 本日 契約上の措置の検討" in told
    assert "行わずに過ぎた段階: 督促（電話・メール）、文書督促、催告" in told


def test_a_call_with_a_promise_pauses_the_ladder(page: ReportsPage, scene: Scene, settle: Settle) -> None:
    key = ReportKey(scene.ids[0], OCTOBER)
    opened(page, key, settle)
    form = form_of(page, Wish.CONTACT, settle)
    submit(form, settle)
    assert form.form.fields["said"].error
    form.form.fields["person"].set_value("山﨑")
    form.form.fields["said"].set_value("担当者が休んでいた")
    form.form.fields["promised_on"].set_value(D(2026, 12, 1))
    submit(form, settle)
    told = " ".join(each.text() for each in pane_of(page).findChildren(QLabel))
    assert "次: 約束の12/1(火)まで停止" in told
    assert "令和8年11月24日 電話 山﨑　令和8年12月1日(火)までに提出の約束（係長 福井 太郎）" in told
    assert "担当者が休んでいた" in told


def test_a_call_noted_by_mistake_is_taken_back_at_the_month(
    page: ReportsPage, scene: Scene, settle: Settle
) -> None:
    key = ReportKey(scene.ids[0], OCTOBER)
    opened(page, key, settle)
    form = form_of(page, Wish.CONTACT, settle)
    form.form.fields["promised_on"].set_value(D(2026, 12, 1))
    submit(form, settle)
    (button,) = pane_of(page).withdrawals
    assert button.text() == "11/24(火) 電話の記録を取り消す"
    button.click()
    settle()
    assert page.split is not None
    withdrawal = page.split.detail
    assert isinstance(withdrawal, DeedForm)
    withdrawal.form.fields["reason"].set_value("別の契約の電話だった")
    submit(withdrawal, settle)
    assert pane_of(page).withdrawals == []
    assert scene.office.chasing.list_contacts(key) == ()


def letters_of(page: ReportsPage, settle: Settle) -> ChasePanel:
    page.outward.chase_button.click()
    settle()
    assert page.split is not None
    assert isinstance(page.split.detail, ChasePanel)
    return page.split.detail


def test_the_days_letters_are_made_with_their_drafts_and_kept_at_the_month(
    page: ReportsPage, scene: Scene, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert page.outward.chase_button.text() == "督促の文書を作る（3通）"
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_all: "")
    panel = letters_of(page, settle)
    told = " ".join(each.text() for each in panel.findChildren(QLabel))
    for name in ("株式会社髙﨑事務サービス", "有限会社ひばり印刷", "医療法人 楡の会", "2026年10月分"):
        assert name in told
    assert nameless(panel) == []
    panel.make_button.click()
    settle()
    assert scene.office.chasing.list_letters(ReportKey(scene.ids[0], OCTOBER)) == ()
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_all: str(tmp_path / "out"))
    panel.make_button.click()
    settle()
    settle()
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        f"督R8-000{number}.{kind}" for number in (1, 2, 3) for kind in ("eml", "pdf")
    ]
    page.on_show()
    settle()
    assert not page.outward.chase_button.isVisible(), "nothing is left to be made today"
    pane = opened(page, ReportKey(scene.ids[0], OCTOBER), settle)
    told = " ".join(each.text() for each in pane.findChildren(QLabel))
    assert "催告　令和8年12月4日(金)まで" in told
    (paper,) = pane.papers
    assert "督R8-000" in paper.save_button.accessibleName()


def test_letters_that_cannot_be_written_out_are_kept_all_the_same(
    page: ReportsPage, scene: Scene, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    block = tmp_path / "file"
    block.write_text("x", encoding="utf-8")
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_all: str(block))
    letters_of(page, settle).make_button.click()
    settle()
    settle()
    assert len(scene.office.chasing.list_letters(ReportKey(scene.ids[0], OCTOBER))) == 1


def test_the_late_reports_of_the_sections_shown_are_offered_as_a_paper(
    page: ReportsPage, scene: Scene, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.outward.paper_action.trigger()
    assert page.split is not None
    paper = page.split.detail
    assert isinstance(paper, PaperRow)
    target = tmp_path / "list.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_all: (str(target), ""))
    paper.save_button.click()
    settle()
    settle()
    text = solid(text_of(target.read_bytes()))
    assert "4件" in text
    assert "本日契約上の措置の検討" in text


def test_the_rows_shown_go_to_a_workbook(
    page: ReportsPage, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "list.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_all: (str(target), ""))
    page.outward.export_action.trigger()
    settle()
    rows = list(openpyxl.load_workbook(target).worksheets[0].iter_rows(values_only=True))
    assert (len(rows), rows[1][2]) == (5, "期限超過 42日")


def test_due_days_are_written_for_calendars(
    page: ReportsPage, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    target = tmp_path / "due.ics"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_all: ("", ""))
    page.outward.diary_action.trigger()
    settle()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_all: (str(target), ""))
    page.outward.diary_action.trigger()
    settle()
    settle()
    assert target.read_bytes().startswith(b"BEGIN:VCALENDAR")


def keep(page: ReportsPage, name: str, settle: Settle) -> None:
    page.kept_filters.ask_name()
    assert page.split is not None
    form = page.split.detail
    assert isinstance(form, DeedForm)
    form.form.fields["name"].set_value(name)
    submit(form, settle)


def menu_of(page: ReportsPage) -> dict[str, QAction]:
    menu = page.kept_filters.button.menu()
    return {action.text(): action for action in menu.actions() if action.text()}


def test_a_filter_is_named_kept_chosen_again_and_dropped(
    page: ReportsPage, shell: Shell, settle: Settle, qtbot: QtBot
) -> None:
    asked = "今の絞り込みを名付けて残す…"
    assert list(menu_of(page)) == [asked]
    page.chips.choose(ReportView.ALL)
    page.search.setText("楡 10月")
    qtbot.waitUntil(partial(shows, page, 1))
    keep(page, "楡の会の10月", settle)
    assert page.split is not None
    assert page.split.detail is None, "the form is gone, the list is back"
    page.chips.choose(ReportView.LATE)
    page.search.setText("")
    qtbot.waitUntil(partial(shows, page, 4))
    menu_of(page)["楡の会の10月"].trigger()
    qtbot.waitUntil(partial(shows, page, 1))
    assert (page.chips.only, page.search.text()) == (ReportView.ALL, "楡 10月")
    notices: list[Notice] = []
    shell.notices.raised.connect(notices.append)
    menu_of(page)["「楡の会の10月」を外す"].trigger()
    settle()
    settle()
    assert list(menu_of(page)) == [asked]
    undo = notices[-1].deed
    assert undo is not None
    undo()
    settle()
    settle()
    assert "楡の会の10月" in menu_of(page)


def test_leaving_the_name_keeps_nothing_and_a_long_one_is_refused(page: ReportsPage, settle: Settle) -> None:
    keep(page, "長" * 41, settle)
    assert page.split is not None
    form = page.split.detail
    assert isinstance(form, DeedForm)
    assert "40文字まで" in form.form.fields["name"].error
    form.back_button.click()
    settle()
    assert page.split.detail is None
    assert page.kept_filters.kept == ()


def test_the_section_of_ones_own_is_kept_with_the_filter(page: ReportsPage, settle: Settle) -> None:
    page.own_chip.setChecked(True)
    keep(page, "自分の課", settle)
    page.own_chip.setChecked(False)
    menu_of(page)["自分の課"].trigger()
    assert page.own_chip.isChecked()
