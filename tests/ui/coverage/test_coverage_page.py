"""The year's plan in the window: list, pane, waiver, proposals, calendar by keyboard and dragging."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from uuid import UUID

import icalendar
import openpyxl
import pytest
from PySide6.QtCore import QMimeData, QModelIndex, QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from models.contract import Contract, ContractState
from models.inspection import Inspection
from oversight.access import Actor, Deed, Role
from oversight.coverage import Cover, DayEntry
from oversight.desk import Desk
from oversight.inspections import InspectionMethod, InspectionState, InspectorDraft, PlanDraft
from oversight.office import Office
from oversight.people import StaffDraft
from tests.factories import adopt_editions, make_contract, make_contractor, make_place, make_subcontract
from tests.oversight.papers.reading_pdf import text_of
from tests.ui.inspections.inspection_site import Settle
from tests.ui.test_names import nameless
from ui.coverage.calendar import CalendarGrid
from ui.coverage.calendar_model import MIME
from ui.coverage.day_painter import entry_at, entry_height, head_height
from ui.coverage.notices_panel import NoticesPanel
from ui.coverage.page import CoveragePage, Shape
from ui.coverage.pane import CoverPane
from ui.coverage.proposals import ProposalsPanel
from ui.coverage.rows import CoverView
from ui.deed_form import DeedForm
from ui.notices import Notice
from ui.paper_row import PaperRow
from ui.rooms import AddRecord, OpenRecord, OpenRows, Room
from ui.shell import Shell

D = dt.date
LEAD = InspectorDraft("福井 太郎", is_lead=True)


class Scene:
    """Four contracts: one visited, one by video, two open of which one is risky."""

    def __init__(self, office: Office, desk: Desk) -> None:
        adopt_editions(desk)
        office.settings.change(reports_from="2027-04-01")
        for name in ("福井 太郎", "大野 実", "佐藤 花子"):
            office.people.add_staff(StaffDraft(name, roles=frozenset({Role.INSPECTOR})))
        self.office, self.desk = office, desk
        names = ("株式会社髙﨑事務サービス", "有限会社ひばり印刷", "医療法人 楡の会", "合同会社そらまめ")
        self.ids = tuple(
            make_contract(
                desk,
                number=f"R8-{at:03}",
                contractor_id=make_contractor(desk, name),
                handles_specific=at == 3,
            )
            for at, name in enumerate(names)
        )
        make_subcontract(desk, self.ids[3])
        self.record(self.plan(self.ids[0], D(2026, 8, 3)))
        self.record(
            self.plan(self.ids[1], D(2026, 9, 1)), method=InspectionMethod.VIDEO, method_reason="遠隔地のため"
        )

    def plan(self, contract_id: UUID, on: dt.date) -> UUID:
        place_id = make_place(self.desk, contract_id, address="札幌市中央区")
        draft = PlanDraft(contract_id, on, place_id=place_id, inspectors=(LEAD,))
        planned = self.office.inspections.plan_inspection(draft).row_id
        assert planned is not None
        return planned

    def record(self, inspection_id: UUID, **values: object) -> None:
        """Let an inspection stand as recorded."""
        with self.desk.writing(Deed.PLAN_INSPECTION, "inspection.finalise") as session:
            row = session.get_one(Inspection, inspection_id)
            row.state, row.conducted_on = InspectionState.FINALISED, row.planned_on
            for name, value in values.items():
                setattr(row, name, value)

    def day(self, inspection_id: UUID) -> dt.date:
        return self.office.inspections.get_inspection(inspection_id).planned_on


@pytest.fixture
def scene(office: Office, desk: Desk) -> Scene:
    return Scene(office, desk)


@pytest.fixture
def page(scene: Scene, shell: Shell, qtbot: QtBot, settle: Settle) -> CoveragePage:
    page = CoveragePage(shell)
    qtbot.addWidget(page)
    page.resize(1158, 768)
    page.show()
    settle()
    return page


def pane_of(page: CoveragePage) -> CoverPane:
    assert page.split is not None
    assert isinstance(page.split.detail, CoverPane)
    return page.split.detail


def form_of(page: CoveragePage) -> DeedForm:
    assert page.split is not None
    assert isinstance(page.split.detail, DeedForm)
    return page.split.detail


def open_contract(page: CoveragePage, contract_id: UUID, settle: Settle) -> CoverPane:
    row = next(row for row in page.table.rows_model.rows if row.contract.contract_id == contract_id)
    page.open_row(row)
    settle()
    return pane_of(page)


def numbers(page: CoveragePage) -> list[str]:
    return [row.contract.number for row in page.table.rows_model.shown]


# the list


def test_the_chips_count_what_they_show(page: CoveragePage) -> None:
    model = page.table.rows_model
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    shown = {}
    for view in CoverView:
        page.chips.choose(view)
        shown[view] = numbers(page)
        chip = next(chip for chip in page.chips.chips if chip.value is view)
        assert chip.text() == f"{view.word} {len(shown[view])}"
    assert shown[CoverView.LACKING] == shown[CoverView.UNPLANNED] == ["R8-002", "R8-003"]
    assert (shown[CoverView.ON_SITE], shown[CoverView.REMOTE]) == (["R8-000"], ["R8-001"])
    assert len(shown[CoverView.ALL]) == 4
    assert not shown[CoverView.MISSED]
    assert nameless(page) == []


def test_rows_tell_standing_day_priority_and_last_visit(page: CoveragePage) -> None:
    page.chips.choose(CoverView.ALL)
    model = page.table.rows_model
    columns = {column.header: column for column in model.columns}
    told = {
        row.contract.number: [
            columns[head].text(row) for head in ("実施状況", "予定・期限", "優先度", "前の実地")
        ]
        for row in model.rows
    }
    assert told["R8-000"] == ["8/3(月) 実地", "", "0点", "R8.8.3"]
    assert told["R8-001"] == ["9/1(火) 遠隔", "", "4点", "なし"]
    assert told["R8-003"] == ["未実施", "3/31(水)まで", "9点", "なし"]


def test_words_narrow_and_the_empty_list_says_what_to_do(page: CoveragePage, settle: Settle) -> None:
    page.search.setText("そらまめ")
    page.search.searched.emit("そらまめ")
    assert numbers(page) == ["R8-003"]
    page.search.setText("いない")
    page.search.searched.emit("いない")
    assert page.told_empty(4)[0] == "この条件に当たる契約はありません。"
    page.next_button.click()
    settle()
    assert page.told_empty(0)[0] == "この年度に検査の要る契約はありません。"
    page.previous_button.click()
    settle()
    page.search.setText("")
    page.search.searched.emit("")
    assert len(page.table.rows_model.rows) == 4


def test_home_s_number_opens_exactly_its_rows(page: CoveragePage, office: Office, settle: Settle) -> None:
    lacking = office.home.view().not_inspected
    page.on_open(OpenRows(lacking, "今年度 未実施の実地検査"))
    page.on_show()
    settle()
    assert {row.key for row in page.table.rows_model.shown} == lacking


# one year of a contract


def test_the_pane_tells_why_and_leads_on(
    page: CoveragePage, scene: Scene, qtbot: QtBot, settle: Settle
) -> None:
    pane = open_contract(page, scene.ids[1], settle)
    assert pane.detail.row.covering.cover is Cover.REMOTE
    assert not pane.plan_button.isVisibleTo(pane)
    with qtbot.waitSignal(page.shell.page_wanted) as wanted:
        pane.inspection_button.click()
    assert pane.inspection_id is not None
    assert wanted.args == [Room.INSPECTIONS.value, OpenRecord(pane.inspection_id)]
    with qtbot.waitSignal(page.shell.page_wanted) as wanted:
        pane.contract_button.click()
    assert wanted.args == [Room.CONTRACTS.value, OpenRecord(scene.ids[1])]
    pane = open_contract(page, scene.ids[3], settle)
    assert pane.inspection_id is None
    with qtbot.waitSignal(page.shell.page_wanted) as wanted:
        pane.plan_button.click()
    assert wanted.args == [Room.INSPECTIONS.value, AddRecord(scene.ids[3])]
    assert nameless(pane) == []


def test_a_year_is_excused_with_a_reason_and_the_excuse_taken_back(
    page: CoveragePage, scene: Scene, settle: Settle
) -> None:
    open_contract(page, scene.ids[2], settle).waiver_button.click()
    form = form_of(page)
    form.do_button.click()
    assert form.form.fields["reason"].error
    form.form.fields["reason"].set_value("施設の改修")
    form.do_button.click()
    settle()
    settle()
    pane = pane_of(page)
    assert pane.detail.row.covering.cover is Cover.WAIVED
    assert not pane.waiver_button.isVisibleTo(pane)
    pane.waiver_end_button.click()
    form = form_of(page)
    form.form.fields["reason"].set_value("改修が終わった")
    form.do_button.click()
    settle()
    settle()
    assert pane_of(page).detail.row.covering.cover is Cover.OPEN


def test_a_row_that_is_gone_closes_its_pane(
    page: CoveragePage, scene: Scene, desk: Desk, settle: Settle
) -> None:
    open_contract(page, scene.ids[2], settle)
    with desk.writing(Deed.EDIT_REGISTER, "contract.change") as session:
        session.get_one(Contract, scene.ids[2]).state = ContractState.DRAFTED
    page.show_chosen()
    settle()
    assert page.split is not None
    assert page.split.detail is None


# proposals


def proposals_of(page: CoveragePage, settle: Settle) -> ProposalsPanel:
    page.propose_button.click()
    settle()
    assert page.proposals is not None
    return page.proposals


def test_proposals_are_taken_by_keyboard_and_become_plans(
    page: CoveragePage, scene: Scene, settle: Settle
) -> None:
    panel = proposals_of(page, settle)
    assert [each.contract.number for each in panel.proposals] == ["R8-003", "R8-002"]
    assert "9点: 実地検査をしたことがない +4、特定個人情報 +3、再委託 +2" in panel.why.text()
    assert panel.take_button.text() == "2件の検査を計画する"
    QTest.keyClick(panel.table, Qt.Key.Key_Down)
    QTest.keyClick(panel.table, Qt.Key.Key_Space)
    assert panel.take_button.text() == "1件の検査を計画する"
    assert nameless(panel) == []
    panel.take_button.click()
    settle()
    settle()
    assert page.proposals is None
    rows = {row.contract.number: row for row in page.table.rows_model.rows}
    assert rows["R8-003"].coming is not None
    assert rows["R8-002"].coming is None


def test_nothing_taken_is_nothing_planned(page: CoveragePage, settle: Settle) -> None:
    panel = proposals_of(page, settle)
    for row in panel.proposals:
        panel.table.row_opened.emit(row)
    assert not panel.take_button.isEnabled()
    panel.toggle_button.click()
    assert panel.take_button.isEnabled()
    page.read_rows()
    settle()
    assert page.proposals is panel, "what is being chosen is not taken away by a change elsewhere"
    panel.back_button.click()
    settle()
    assert page.table.isVisible()


def test_without_inspectors_the_rows_say_so_and_cannot_be_taken(
    page: CoveragePage, office: Office, desk: Desk, settle: Settle
) -> None:
    for row in office.people.list_staff():
        office.people.change_staff(row.id, StaffDraft(row.name, roles=row.roles - {Role.INSPECTOR}))
    panel = proposals_of(page, settle)
    assert "空いている開庁日がありません" in panel.why.text()
    panel.toggle()
    assert panel.taken == ()
    assert not panel.take_button.isEnabled()


def test_a_plan_that_no_longer_stands_is_told(
    page: CoveragePage, scene: Scene, qtbot: QtBot, settle: Settle
) -> None:
    panel = proposals_of(page, settle)
    scene.plan(scene.ids[3], D(2026, 12, 1))
    with qtbot.waitSignal(page.shell.notices.raised) as raised:
        panel.take_button.click()
        settle()
    notice = raised.args[0]
    assert isinstance(notice, Notice)
    assert "もう提案のとおり" in notice.sentence
    assert panel.take_button.isEnabled()
    scene.plan(scene.ids[2], D(2026, 12, 1))
    panel.back_button.click()
    settle()
    with qtbot.waitSignal(page.shell.notices.raised) as raised:
        page.propose_button.click()
        settle()
    assert raised.args[0].sentence == "予定のない契約はありません。"


# the calendar


@pytest.fixture
def grid(page: CoveragePage, scene: Scene, settle: Settle) -> CalendarGrid:
    for at in (2, 3):
        scene.plan(scene.ids[at], D(2026, 12, 8))
    page.shapes.choose(Shape.CALENDAR)
    page.read_rows()
    settle()
    grid = page.calendar.grid
    grid.setCurrentIndex(grid.days.index_of(D(2026, 12, 8)))
    return grid


def press(
    grid: CalendarGrid, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    QTest.keyClick(grid, key, modifier)


def test_the_calendar_is_walked_picked_and_opened_by_keyboard(
    grid: CalendarGrid, page: CoveragePage, qtbot: QtBot
) -> None:
    QAbstractItemModelTester(grid.days, QAbstractItemModelTester.FailureReportingMode.Fatal)
    first = grid.picked
    assert first is not None
    assert first.number in page.calendar.said.text()
    assert "この日にほかの検査もあります" in page.calendar.said.text()
    press(grid, Qt.Key.Key_Space)
    second = grid.picked
    assert second is not None
    assert second is not first
    with qtbot.waitSignal(page.shell.page_wanted) as wanted:
        press(grid, Qt.Key.Key_Return)
    assert wanted.args == [Room.INSPECTIONS.value, OpenRecord(second.inspection_id)]
    press(grid, Qt.Key.Key_Right)
    assert grid.picked is None
    assert not page.calendar.open_button.isEnabled()
    press(grid, Qt.Key.Key_Return)
    press(grid, Qt.Key.Key_Space)
    press(grid, Qt.Key.Key_Right, Qt.KeyboardModifier.AltModifier)
    aloud = grid.days.data(grid.days.index_of(D(2026, 12, 8)), Qt.ItemDataRole.AccessibleTextRole)
    assert "検査2件" in aloud
    assert second.number in aloud
    assert "土曜日" in grid.days.data(grid.days.index_of(D(2026, 12, 12)), Qt.ItemDataRole.ToolTipRole)


@pytest.mark.parametrize(
    ("key", "day"),
    [
        (Qt.Key.Key_Right, D(2026, 12, 9)),
        (Qt.Key.Key_Left, D(2026, 12, 7)),
        (Qt.Key.Key_Down, D(2026, 12, 15)),
        (Qt.Key.Key_Up, D(2026, 12, 1)),
    ],
)
def test_alt_and_an_arrow_move_an_inspection_and_it_can_be_taken_back(
    grid: CalendarGrid,
    page: CoveragePage,
    scene: Scene,
    qtbot: QtBot,
    settle: Settle,
    key: Qt.Key,
    day: dt.date,
) -> None:
    entry = grid.picked
    assert entry is not None
    with qtbot.waitSignal(page.shell.notices.raised) as raised:
        press(grid, key, Qt.KeyboardModifier.AltModifier)
        settle()
        settle()
    assert scene.day(entry.inspection_id) == day
    page.read_rows()
    settle()
    assert grid.picked is not None
    assert grid.picked.inspection_id == entry.inspection_id
    assert grid.days.day_at(grid.currentIndex()) == day
    notice = raised.args[0]
    assert notice.deed is not None
    notice.deed()
    settle()
    assert scene.day(entry.inspection_id) == D(2026, 12, 8)


def test_moving_steps_over_closing_days_and_stops_at_the_year_s_end(grid: CalendarGrid) -> None:
    days = grid.days
    assert days.open_day(D(2026, 12, 28), 1) == D(2027, 1, 4)
    assert days.open_day(D(2027, 1, 4), -1) == D(2026, 12, 28)
    assert days.open_day(D(2027, 3, 31), 1) is None
    assert days.open_day(D(2026, 12, 4), 1, 1) == D(2026, 12, 11)
    assert days.day_at(days.index(0, 0)) is None
    assert days.data(days.index(0, 0), Qt.ItemDataRole.DisplayRole) is None


def test_an_inspection_is_dragged_to_another_day(
    grid: CalendarGrid, page: CoveragePage, scene: Scene, qtbot: QtBot, settle: Settle
) -> None:
    days = grid.days
    source, target = days.index_of(D(2026, 12, 8)), days.index_of(D(2026, 12, 10))
    grid.scrollTo(source)
    box = grid.visualRect(source)
    second = QPoint(box.left() + 20, box.top() + head_height() + entry_height() + 4)
    assert entry_at(second.y() - box.top()) == 1
    QTest.mouseClick(grid.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, second)
    entry = grid.picked
    assert entry is not None
    assert entry is days.entries_on(D(2026, 12, 8))[1]
    assert days.flags(source) & Qt.ItemFlag.ItemIsDragEnabled
    assert not days.flags(target) & Qt.ItemFlag.ItemIsDragEnabled
    carried = days.mimeData([source])
    assert bytes(carried.data(MIME).data()).decode() == str(entry.inspection_id)
    days.dropMimeData(carried, Qt.DropAction.MoveAction, -1, -1, target)
    settle()
    settle()
    assert scene.day(entry.inspection_id) == D(2026, 12, 10)
    assert not days.dropMimeData(QMimeData(), Qt.DropAction.MoveAction, -1, -1, target)
    assert not days.mimeData([]).formats()
    assert days.supportedDropActions() == Qt.DropAction.MoveAction
    with qtbot.waitSignal(page.shell.page_wanted):
        box = grid.visualRect(days.index_of(D(2026, 12, 8)))
        at = QPoint(box.left() + 20, box.top() + head_height() + 4)
        QTest.mouseDClick(grid.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, at)
    QTest.mouseDClick(
        grid.viewport(),
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
        box.topLeft() + QPoint(4, 4),
    )


def test_a_day_on_which_the_office_is_closed_takes_nothing(
    grid: CalendarGrid, page: CoveragePage, scene: Scene, qtbot: QtBot, settle: Settle
) -> None:
    entry = grid.picked
    assert entry is not None
    with qtbot.waitSignal(page.shell.background.failed) as failed:
        grid.move_wanted.emit(entry, D(2026, 12, 12))
        settle()
    assert "閉庁日" in str(failed.args[0])
    assert scene.day(entry.inspection_id) == D(2026, 12, 8)


def test_the_buttons_under_the_calendar_do_the_same(
    grid: CalendarGrid, page: CoveragePage, scene: Scene, settle: Settle
) -> None:
    entry = grid.picked
    assert entry is not None
    page.calendar.later_button.click()
    settle()
    settle()
    assert scene.day(entry.inspection_id) == D(2026, 12, 9)
    page.read_rows()
    settle()
    page.calendar.earlier_button.click()
    settle()
    settle()
    assert scene.day(entry.inspection_id) == D(2026, 12, 8)
    assert page.told_count(0, 4) == "検査 4件　4契約のうち実施 2件"


def test_a_year_turned_to_shows_its_own_days(grid: CalendarGrid, page: CoveragePage, settle: Settle) -> None:
    page.next_button.click()
    settle()
    assert grid.days.calendar.year == 2027
    assert grid.days.day_at(grid.currentIndex()) == D(2027, 4, 1)
    assert not page.search.isVisible()


def test_a_day_with_many_inspections_says_how_many_more(
    grid: CalendarGrid, page: CoveragePage, scene: Scene, settle: Settle
) -> None:
    for _at in range(3):
        scene.plan(scene.ids[2], D(2026, 12, 8))
    page.read_rows()
    settle()
    assert len(grid.days.entries_on(D(2026, 12, 8))) == 5
    assert not grid.grab().isNull()


def test_whoever_may_not_plan_sees_and_moves_nothing(
    scene: Scene, shell: Shell, desk: Desk, qtbot: QtBot, settle: Settle
) -> None:
    shell.office.desk = Desk(desk.store, desk.clock, Actor(None, "監査", roles=frozenset({Role.AUDITOR})))
    page = CoveragePage(shell)
    qtbot.addWidget(page)
    page.show()
    settle()
    scene_entry = page.calendar.grid
    scene_entry.move_picked(1, 0)
    assert not page.propose_button.isVisible()
    assert not hasattr(page.outward, "notices_action")
    pane = open_contract(page, scene.ids[2], settle)
    assert not pane.plan_button.isVisibleTo(pane)
    assert not pane.waiver_button.isVisibleTo(pane)


# what leaves the page


def answer_dialog(monkeypatch: pytest.MonkeyPatch, method: str, answer: str) -> None:
    result = (answer, "") if method == "getSaveFileName" else answer
    monkeypatch.setattr(QFileDialog, method, lambda *_a, **_k: result)


def test_plan_and_notices_go_out_in_one_go(
    page: CoveragePage, scene: Scene, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for at, day in ((2, 10), (3, 8)):
        scene.plan(scene.ids[at], D(2026, 12, day))
    page.outward.notices_action.trigger()
    settle()
    assert page.split is not None
    panel = page.split.detail
    assert isinstance(panel, NoticesPanel)
    answer_dialog(monkeypatch, "getExistingDirectory", "")
    panel.write_button.click()
    assert panel.form.fields["pattern"].error
    panel.form.fields["pattern"].set_value("札保介第12号")
    panel.write_button.click()
    assert page.split.detail is panel, "no folder, nothing done"
    answer_dialog(monkeypatch, "getExistingDirectory", str(tmp_path / "通知"))
    panel.write_button.click()
    settle()
    assert "{n}" in panel.form.fields["pattern"].error
    panel.form.fields["pattern"].set_value("札保介第{n}号")
    panel.form.fields["first"].set_value(41)
    panel.write_button.click()
    settle()
    settle()
    names = sorted(path.name for path in (tmp_path / "通知").iterdir())
    assert names == ["R8-0003.pdf", "R8-0004.pdf", "検査年間計画_令和8年度.pdf"]
    assert "札保介第41号" in text_of((tmp_path / "通知" / "R8-0004.pdf").read_bytes())
    page.outward.notices_action.trigger()
    settle()
    panel = page.split.detail
    assert isinstance(panel, NoticesPanel)
    assert not panel.entries
    answer_dialog(monkeypatch, "getExistingDirectory", str(tmp_path / "計画だけ"))
    panel.write_button.click()
    settle()
    assert [path.name for path in (tmp_path / "計画だけ").iterdir()] == ["検査年間計画_令和8年度.pdf"]


def test_a_folder_that_cannot_be_written_is_told(
    page: CoveragePage, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    (tmp_path / "file").write_bytes(b"x")
    answer_dialog(monkeypatch, "getExistingDirectory", str(tmp_path / "file"))
    page.outward.notices_action.trigger()
    settle()
    assert page.split is not None
    panel = page.split.detail
    assert isinstance(panel, NoticesPanel)
    with qtbot.waitSignal(page.shell.notices.raised) as raised:
        panel.write_button.click()
        settle()
    assert "書けません" in raised.args[0].sentence


def test_the_plan_the_table_and_the_calendar_file_are_written(
    page: CoveragePage, scene: Scene, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scene.plan(scene.ids[2], D(2026, 12, 10))
    page.outward.plan_action.trigger()
    assert page.split is not None
    paper = page.split.detail
    assert isinstance(paper, PaperRow)
    answer_dialog(monkeypatch, "getSaveFileName", str(tmp_path / "計画.pdf"))
    paper.save_button.click()
    settle()
    assert "実地検査 年間計画" in text_of((tmp_path / "計画.pdf").read_bytes())
    answer_dialog(monkeypatch, "getSaveFileName", str(tmp_path / "一覧.xlsx"))
    page.chips.choose(CoverView.ALL)
    page.outward.export_action.trigger()
    settle()
    assert openpyxl.load_workbook(tmp_path / "一覧.xlsx").active.max_row == 5  # type: ignore[union-attr]
    answer_dialog(monkeypatch, "getSaveFileName", "")
    page.outward.diary_action.trigger()
    answer_dialog(monkeypatch, "getSaveFileName", str(tmp_path / "予定.ics"))
    page.outward.diary_action.trigger()
    settle()
    calendar = icalendar.Calendar.from_ical((tmp_path / "予定.ics").read_bytes())
    assert len(calendar.walk("VEVENT")) == 3


def test_the_page_explains_itself(page: CoveragePage) -> None:
    assert "優先度" in page.help_text()
    page.on_open(OpenRecord(page.table.rows_model.rows[0].key))  # type: ignore[arg-type]
    assert page.shapes.only is Shape.LIST


def test_the_year_has_its_weeks(grid: CalendarGrid) -> None:
    assert isinstance(grid.picked, DayEntry)
    assert grid.days.rowCount(QModelIndex()) == 53
    assert grid.days.rowCount(grid.days.index(0, 0)) == grid.days.columnCount(grid.days.index(0, 0)) == 0
    assert grid.days.headerData(0, Qt.Orientation.Vertical) is None
