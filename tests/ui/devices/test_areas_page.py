"""The page of areas: registered, changed, taken out; what holds at a door is said with its rule."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

import pytest
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from oversight.access import Actor, Role
from oversight.desk import Desk
from oversight.devices import AreaDraft, AreaLevel, EntryDraft, WitnessMethod
from oversight.inspections import Severity
from oversight.office import Office
from tests.factories import make_contract, make_place
from tests.ui.inspections.inspection_site import Settle
from tests.ui.test_names import nameless
from ui.deed_form import DeedForm
from ui.devices.area_pane import AreaPane
from ui.devices.area_rows import AreaView
from ui.devices.areas_page import AreasPage
from ui.looks import Look, Looks
from ui.shell import Shell


@pytest.fixture
def place_id(desk: Desk) -> UUID:
    contract_id = make_contract(desk, core_system="介護保険システム")
    return make_place(desk, contract_id)


@pytest.fixture
def page(office: Office, place_id: UUID, shell: Shell, qtbot: QtBot, settle: Settle) -> AreasPage:
    page = AreasPage(shell)
    qtbot.addWidget(page)
    page.resize(1158, 768)
    page.show()
    settle()
    return page


def form_of(page: AreasPage) -> DeedForm:
    assert page.split is not None
    assert isinstance(page.split.detail, DeedForm)
    return page.split.detail


def opened(page: AreasPage, area_id: UUID, settle: Settle) -> AreaPane:
    assert page.table.choose(area_id)
    page.open_row(page.table.chosen)  # type: ignore[arg-type]
    settle()
    assert page.split is not None
    assert isinstance(page.split.detail, AreaPane)
    return page.split.detail


def told(pane: AreaPane) -> str:
    return "\n".join(label.text() for label in pane.findChildren(QLabel))


@pytest.fixture
def area_id(office: Office, place_id: UUID) -> UUID:
    row_id = office.areas.add_area(
        AreaDraft(place_id, "2階 作業室", systems=("介護保険システム",), max_persons=8)
    ).row_id
    assert row_id is not None
    return row_id


def test_an_area_is_registered_with_the_systems_of_its_contract(
    page: AreasPage, place_id: UUID, office: Office, settle: Settle
) -> None:
    assert page.empty.isVisible()
    page.add_area_button.click()
    settle()
    form = form_of(page)
    place = form.form.fields["place_id"]
    place.set_value(place_id)
    place.edited.emit()
    assert form.form.fields["systems"].value() == "介護保険システム"
    form.submit()
    assert form.form.fields["name"].wrong()
    form.form.fields["name"].set_value("2階 作業室")
    form.form.fields["closes_at"].set_value(dt.time(18, 30))
    form.submit()
    settle()
    (row,) = office.areas.list_areas()
    assert (row.draft.name, row.draft.level, row.draft.closes_at) == (
        "2階 作業室",
        AreaLevel.HANDLING,
        dt.time(18, 30),
    )
    assert row.draft.uses_core
    QAbstractItemModelTester(page.table.rows_model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    assert page.table.rows_model.rows == (row,)


def test_what_holds_is_said_with_the_rule_that_says_it(
    area_id: UUID, page: AreasPage, settle: Settle
) -> None:
    text = told(opened(page, area_id, settle))
    assert "取扱区域・基幹系" in text
    assert "市職員の立会い" in text
    assert "8人まで" in text
    banned = next(line for line in text.splitlines() if line.startswith("スマートフォン、"))
    assert banned.endswith("（基幹系システムを使う区域）")
    assert "持込禁止" in text
    assert "市の貸与端末（基幹系システムを使う区域）" in text


def test_an_area_is_changed_and_taken_out(
    area_id: UUID, page: AreasPage, office: Office, settle: Settle
) -> None:
    opened(page, area_id, settle).change_button.click()
    form = form_of(page)
    assert form.form.fields["systems"].value() == "介護保険システム"
    form.form.fields["level"].set_value(AreaLevel.CONTROLLED)
    form.submit()
    settle()
    settle()
    assert office.areas.get_area(area_id).draft.level is AreaLevel.CONTROLLED
    opened(page, area_id, settle).withdraw_button.click()
    form = form_of(page)
    form.form.fields["reason"].set_value("改装のため")
    form.submit()
    settle()
    settle()
    assert office.areas.list_areas() == ()
    assert page.empty.isVisible()


def test_chips_and_words_narrow(area_id: UUID, place_id: UUID, office: Office, page: AreasPage) -> None:
    office.areas.add_area(AreaDraft(place_id, "書庫", level=AreaLevel.CONTROLLED))
    page.show_rows(office.areas.list_areas())
    for view, count in ((AreaView.CORE, 1), (AreaView.CONTROLLED, 1), (AreaView.ALL, 2)):
        page.chips.choose(view)
        assert page.table.model().rowCount() == count
    page.search.setText("書庫 髙﨑")
    page.search.searched.emit("書庫 髙﨑")
    assert page.table.model().rowCount() == 1


@pytest.mark.parametrize("language", ["ja", "en"])
def test_all_has_a_name_and_nothing_is_cut_at_twice_the_text(
    area_id: UUID, page: AreasPage, looks: Looks, settle: Settle, language: str
) -> None:
    looks.choose(Look(language, "dark", 200))
    pane = opened(page, area_id, settle)
    settle()
    assert nameless(page) == []
    for button in (pane.change_button, pane.withdraw_button):
        assert button.width() >= button.sizeHint().width()


def test_who_only_looks_is_offered_no_deed(
    area_id: UUID, shell: Shell, office: Office, qtbot: QtBot, settle: Settle
) -> None:
    object.__setattr__(office.desk, "actor", Actor(None, "監査 四郎", roles=frozenset({Role.AUDITOR})))
    page = AreasPage(shell)
    qtbot.addWidget(page)
    page.show()
    settle()
    assert not page.add_area_button.isVisible()
    page.add()
    pane = opened(page, area_id, settle)
    assert not pane.change_button.isVisible()


def test_a_point_of_the_door_is_decided_beside_its_area(
    area_id: UUID, page: AreasPage, office: Office, settle: Settle
) -> None:
    office.visits.note_found_device(area_id, "usb_memory", "机3番の下")
    office.visits.note_found_device(area_id, "camera", "棚の上")
    assert office.home.view().door.areas == {area_id}
    pane = opened(page, area_id, settle)
    assert "申告のないUSBメモリ" in told(pane)
    assert len(pane.points.buttons) == 4
    pane.points.buttons[1].click()
    form = form_of(page)
    form.form.fields["reason"].set_value("市の備品であった")
    form.submit()
    settle()
    settle()
    pane = opened(page, area_id, settle)
    assert len(pane.points.buttons) == 2
    pane.points.buttons[0].click()
    form = form_of(page)
    form.form.fields["severity"].set_value(Severity.A)
    form.submit()
    settle()
    settle()
    (finding,) = office.findings.list_findings()
    assert finding.severity is Severity.A
    assert office.home.view().door.areas == frozenset()
    assert opened(page, area_id, settle).points.isHidden()


def test_a_device_nobody_declared_is_noted_with_whose_visit_and_made_a_finding_at_once(
    area_id: UUID, page: AreasPage, office: Office, settle: Settle
) -> None:
    draft = EntryDraft(
        area_id,
        "山﨑 恵",
        "株式会社髙﨑",
        "入力",
        carries_nothing=True,
        entered_at=office.desk.clock.now() - dt.timedelta(minutes=5),
        late_reason="混雑",
        witnessed_how=WitnessMethod.SIGHT,
        witness_written="舘 花子",
    )
    (visit_id,) = office.visits.enter(draft).visit_ids
    opened(page, area_id, settle).found_button.click()
    settle()
    form = form_of(page)
    form.submit()
    assert form.form.fields["class_id"].wrong()
    assert form.form.fields["note"].wrong()
    form.form.fields["class_id"].set_value("usb_memory")
    form.form.fields["visit_id"].set_value(visit_id)
    form.form.fields["note"].set_value("机3番の下")
    form.submit()
    settle()
    settle()
    (point,) = office.visits.list_points()
    assert point.visit_id == visit_id
    assert "申告のないUSBメモリ" in point.told
    finding = form_of(page)
    assert finding.form.fields["fact"].value() == point.told
    finding.form.fields["severity"].set_value(Severity.A)
    finding.submit()
    settle()
    settle()
    assert office.visits.list_points() == ()
    assert len(office.findings.list_findings()) == 1
    assert isinstance(page.split.detail if page.split else None, AreaPane)
