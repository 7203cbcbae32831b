"""The list of inspections: chips, search, the pane and the deeds that start from it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import QAbstractItemModel, Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from oversight.access import Actor, Role
from oversight.clock import JAPAN
from oversight.inspections import AnswerDraft, InspectionState, Mark
from tests.ui.inspections.inspection_site import DAY, Settle, Site, press
from tests.ui.test_names import nameless
from ui import paper_out
from ui.deed_form import DeedForm
from ui.inspections.conduct.mode import ConductMode
from ui.inspections.page import InspectionsPage
from ui.inspections.pane import InspectionPane, Wish
from ui.inspections.plan_panel import PlanPanel
from ui.inspections.rows import View
from ui.rooms import AddRecord, OpenRecord, OpenRows, Room
from ui.shell import Shell
from ui.window import Window

PHONE = AnswerDraft(mark=Mark.NONCONFORMING, finding_text="私物スマートフォン1台。")


@pytest.fixture
def page(window: Window, settle: Settle) -> InspectionsPage:
    assert window.desk is not None
    page = window.desk.page
    assert isinstance(page, InspectionsPage)
    settle()
    return page


def read(page: InspectionsPage, settle: Settle) -> None:
    page.on_show()
    settle()


def pane_of(page: InspectionsPage) -> InspectionPane:
    assert page.split is not None
    pane = page.split.detail
    assert isinstance(pane, InspectionPane)
    return pane


def form_of(page: InspectionsPage) -> DeedForm:
    assert page.split is not None
    form = page.split.detail
    assert isinstance(form, DeedForm)
    return form


def opened(page: InspectionsPage, inspection_id: UUID, settle: Settle) -> InspectionPane:
    """Open an inspection as Enter on its row does."""
    read(page, settle)
    page.chips.choose(View.ALL)
    assert page.table.choose(inspection_id)
    row = page.table.chosen
    assert row is not None
    page.table.row_opened.emit(row)
    settle()
    return pane_of(page)


def test_an_empty_list_says_what_to_do_next(page: InspectionsPage, settle: Settle) -> None:
    assert page.empty.isVisible()
    assert page.empty.button is not None
    page.empty.button.click()
    settle()
    assert page.split is not None
    assert isinstance(page.split.detail, PlanPanel)


def test_chips_let_through_what_their_word_says(page: InspectionsPage, site: Site, settle: Settle) -> None:
    days = {
        "past": DAY - dt.timedelta(days=14),
        "today": DAY,
        "in six days": DAY + dt.timedelta(days=6),
        "in seven days": DAY + dt.timedelta(days=7),
        "next year": dt.date(2027, 4, 1),
    }
    ids = {name: site.plan(day) for name, day in days.items()}
    ids["under way"] = site.plan(DAY - dt.timedelta(days=1))
    site.office.inspections.start(ids["under way"])
    read(page, settle)
    expected = {
        View.THIS_YEAR: set(ids) - {"next year"},
        View.IN_PROGRESS: {"under way"},
        View.THIS_WEEK: {"today", "in six days"},
        View.PAST_PLAN: {"past"},
        View.ALL: set(ids),
    }
    for view, names in expected.items():
        page.chips.choose(view)
        assert {row.id for row in page.table.rows_model.shown} == {ids[name] for name in names}, view
    words = [chip.text() for chip in page.chips.chips]
    assert words[:4] == ["今年度 5", "実施中 1", "今週 2", "予定超過 1"]
    assert words[4:] == ["自分の決裁待ち 0", "決裁中 0", "差戻 0", "すべて 6"]


def test_the_first_page_and_the_chips_count_alike(page: InspectionsPage, site: Site, settle: Settle) -> None:
    for offset in (-3, -1, 0, 5, 6, 7):
        site.plan(DAY + dt.timedelta(days=offset))
    view = site.office.home.view()
    read(page, settle)
    for chip, ids in ((View.THIS_WEEK, view.planned_this_week), (View.PAST_PLAN, view.past_plan)):
        page.chips.choose(chip)
        assert {row.id for row in page.table.rows_model.shown} == ids


def test_search_folds_variants_and_takes_every_word(
    page: InspectionsPage, site: Site, settle: Settle
) -> None:
    site.plan()
    read(page, settle)
    for text, count in (("高崎 福井", 1), ("R8-0001", 1), ("高崎 佐藤", 0)):
        page.search.setText(text)
        page.search.returnPressed.emit()
        assert page.table.rows_model.rowCount() == count
    assert page.empty.isVisible()
    assert page.find_field() is page.search


def test_the_table_is_a_sound_model(page: InspectionsPage, site: Site, settle: Settle) -> None:
    site.finalised(own={"DEV-01": PHONE})
    site.plan(DAY - dt.timedelta(days=2))
    read(page, settle)
    model: QAbstractItemModel = page.table.rows_model
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    shown = [
        [model.index(row, column).data() for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]
    assert shown[0][1:2] + shown[0][4:6] + shown[0][9:] == ["記録確定", "11/24(火)", "11/24(火)", "1"]
    assert shown[1][1] == "予定超過 2日"


def test_rows_asked_for_by_another_page_are_shown_alone_until_the_chip_is_taken_off(
    page: InspectionsPage, site: Site, settle: Settle
) -> None:
    first, _second = site.plan(), site.plan()
    page.on_open(OpenRows(frozenset({first}), "予定日を過ぎた検査"))
    read(page, settle)
    assert [row.id for row in page.table.rows_model.shown] == [first]
    assert not page.chips.isVisible()
    page.only_chip.click()
    assert page.table.rows_model.rowCount() == 2
    assert page.chips.isVisible()


def test_a_record_asked_for_is_opened(page: InspectionsPage, site: Site, settle: Settle) -> None:
    inspection_id = site.plan(dt.date(2028, 1, 5))
    page.on_open(OpenRecord(inspection_id))
    read(page, settle)
    settle()
    assert pane_of(page).detail.id == inspection_id


def test_the_pane_follows_the_cursor_and_closes(page: InspectionsPage, site: Site, settle: Settle) -> None:
    ids = [site.plan(), site.plan()]
    opened(page, ids[0], settle)
    page.table.choose(ids[1])
    settle()
    assert pane_of(page).detail.id == ids[1]
    page.close_detail()
    page.table.choose(ids[0])
    settle()
    assert page.split is not None
    assert page.split.detail is None


def test_a_click_opens_what_it_chose(page: InspectionsPage, site: Site, settle: Settle) -> None:
    inspection_id = site.plan()
    read(page, settle)
    page.table.choose(inspection_id)
    page.table.clicked.emit(page.table.currentIndex())
    settle()
    assert pane_of(page).detail.id == inspection_id


def test_conducting_starts_from_the_pane(
    page: InspectionsPage, window: Window, site: Site, settle: Settle
) -> None:
    inspection_id = site.plan(DAY + dt.timedelta(days=3))
    pane = opened(page, inspection_id, settle)
    pane.buttons[Wish.CONDUCT].click()
    settle()
    mode = window.layers.currentWidget()
    assert isinstance(mode, ConductMode)
    press(window, Qt.Key.Key_1)
    mode.close_mode()
    settle()
    settle()
    assert set(pane_of(page).buttons) == {Wish.GO_ON, Wish.TRANSCRIBE}
    assert site.detail(inspection_id).conducted_on == DAY


def test_a_notice_is_recorded_and_printed(
    page: InspectionsPage, site: Site, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inspection_id = site.plan()
    opened(page, inspection_id, settle).buttons[Wish.NOTIFY].click()
    form = form_of(page)
    form.do_button.click()
    assert form.form.fields["notice_number"].error
    form.form.fields["notice_number"].set_value("吹介第123号")
    form.do_button.click()
    settle()
    settle()
    detail = site.detail(inspection_id)
    assert (detail.state, detail.notice_number) == (InspectionState.NOTIFIED, "吹介第123号")
    path = tmp_path / "通知.pdf"
    monkeypatch.setattr(paper_out, "ask_where_to_save", lambda _parent, _name: path)
    pane_of(page).papers[0].save_button.click()
    settle()
    assert path.read_bytes().startswith(b"%PDF")


def test_calling_off_asks_for_a_reason(page: InspectionsPage, site: Site, settle: Settle) -> None:
    inspection_id = site.plan()
    opened(page, inspection_id, settle).buttons[Wish.CALL_OFF].click()
    form_of(page).back_button.click()
    settle()
    pane_of(page).buttons[Wish.CALL_OFF].click()
    form = form_of(page)
    form.form.fields["called_off_reason"].set_value("契約の解除")
    form.do_button.click()
    settle()
    settle()
    assert site.detail(inspection_id).state is InspectionState.CALLED_OFF
    assert pane_of(page).buttons == {}


def test_a_record_is_opened_for_correction_with_a_reason(
    page: InspectionsPage, site: Site, settle: Settle
) -> None:
    inspection_id = site.finalised(own={"DEV-01": PHONE})
    pane = opened(page, inspection_id, settle)
    assert set(pane.buttons) == {Wish.RESULT, Wish.CORRECT}
    assert [paper.save_button.accessibleName() for paper in pane.papers] == ["検査記録 第1版 PDFを保存する"]
    pane.buttons[Wish.CORRECT].click()
    form = form_of(page)
    form.form.fields["correction_reason"].set_value("件数の誤り")
    form.do_button.click()
    settle()
    settle()
    assert site.detail(inspection_id).state is InspectionState.CORRECTING
    assert set(pane_of(page).buttons) == {Wish.GO_ON, Wish.TRANSCRIBE}


def test_a_deed_refused_meanwhile_is_told(
    page: InspectionsPage, site: Site, settle: Settle, shell: Shell
) -> None:
    told: list[object] = []
    shell.notices.raised.connect(told.append)
    inspection_id = site.plan()
    opened(page, inspection_id, settle).buttons[Wish.CALL_OFF].click()
    form = form_of(page)
    form.form.fields["called_off_reason"].set_value("契約の解除")
    site.office.inspections.start(inspection_id)
    form.do_button.click()
    settle()
    assert told
    assert form.do_button.isEnabled()


def test_findings_of_an_inspection_are_one_press_away(
    page: InspectionsPage, site: Site, settle: Settle, shell: Shell
) -> None:
    wanted: list[tuple[str, object]] = []
    shell.page_wanted.connect(lambda room, request: wanted.append((room, request)))
    inspection_id = site.finalised(own={"DEV-01": PHONE})
    opened(page, inspection_id, settle).findings_button.click()
    settle()
    (finding,) = site.office.findings.list_findings()
    assert wanted == [(Room.FINDINGS, OpenRows(frozenset({finding.id}), "実地検査 R8-0001 の指摘"))]


def test_who_may_only_read_is_offered_no_deed(
    page: InspectionsPage, site: Site, settle: Settle, shell: Shell
) -> None:
    actor = site.office.actor
    inspection_id = site.plan()
    auditor = Actor(actor.staff_id, actor.name, actor.post, frozenset({Role.AUDITOR}))
    object.__setattr__(site.office.desk, "actor", auditor)
    assert opened(page, inspection_id, settle).buttons == {}
    assert InspectionsPage(shell).plan_button.isHidden()


def test_a_deed_elsewhere_refreshes_list_and_pane(
    page: InspectionsPage, site: Site, settle: Settle, shell: Shell
) -> None:
    inspection_id = site.plan()
    opened(page, inspection_id, settle)
    shell.do(lambda: site.office.inspections.start(inspection_id), owner=shell)
    settle()
    settle()
    assert set(pane_of(page).buttons) == {Wish.GO_ON, Wish.TRANSCRIBE}
    page.chips.choose(View.IN_PROGRESS)
    assert page.table.rows_model.rowCount() == 1


def test_a_plan_changed_by_hand_counts_as_unsaved(page: InspectionsPage, site: Site, settle: Settle) -> None:
    page.on_open(AddRecord(under=site.contract_id))
    read(page, settle)
    settle()
    assert page.split is not None
    panel = page.split.detail
    assert isinstance(panel, PlanPanel)
    assert panel.contract.value() == site.contract_id
    assert not page.has_unsaved()
    panel.kind.buttons[2].click()
    assert page.has_unsaved()


@pytest.mark.parametrize("state", ["planned", "recorded", "plan", "form"])
def test_every_control_of_page_and_pane_has_a_name(
    page: InspectionsPage, site: Site, settle: Settle, state: str
) -> None:
    inspection_id = site.finalised(own={"DEV-01": PHONE}) if state == "recorded" else site.plan()
    pane = opened(page, inspection_id, settle)
    if state == "plan":
        pane.buttons[Wish.CHANGE].click()
    elif state == "form":
        pane.buttons[Wish.CALL_OFF].click()
    settle()
    assert nameless(page) == []


def test_the_page_explains_itself(page: InspectionsPage) -> None:
    assert "実施する" in page.help_text()


def test_rows_follow_the_day(page: InspectionsPage, site: Site, settle: Settle) -> None:
    site.plan(DAY)
    site.clock.moment = dt.datetime(2026, 11, 25, 9, tzinfo=JAPAN)
    read(page, settle)
    page.chips.choose(View.PAST_PLAN)
    assert page.table.rows_model.rowCount() == 1


def test_where_the_list_gives_way_its_filters_do_too(
    window: Window, site: Site, settle: Settle, qtbot: QtBot
) -> None:
    site.plan()
    assert window.desk is not None
    page = window.desk.page
    assert isinstance(page, InspectionsPage)
    page.on_show()
    settle()
    window.resize(1366, 768)
    page.open_row(site.office.inspections.list_inspections()[0])
    settle()
    assert page.search.isVisible()
    window.resize(1024, 640)
    assert page.split is not None
    page.split.resize(500, 400)
    qtbot.waitUntil(lambda: not page.search.isVisible())
    assert not page.plan_button.isVisible()
    page.close_detail()
    assert page.search.isVisible()
    assert page.plan_button.isVisible()


def test_the_focus_stays_in_the_pane_when_it_shows_something_else(
    window: Window, site: Site, settle: Settle
) -> None:
    site.plan()
    assert window.desk is not None
    page = window.desk.page
    assert isinstance(page, InspectionsPage)
    page.on_show()
    settle()
    page.open_row(site.office.inspections.list_inspections()[0])
    settle()
    pane = page._detail
    assert isinstance(pane, InspectionPane)
    pane.buttons[Wish.CONDUCT].setFocus()
    assert pane.buttons[Wish.CONDUCT].hasFocus()
    page.on_show()
    settle()
    fresh = page._detail
    assert isinstance(fresh, InspectionPane)
    assert fresh is not pane
    assert fresh.buttons[Wish.CONDUCT].hasFocus()
