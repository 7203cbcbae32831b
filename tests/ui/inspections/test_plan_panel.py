from __future__ import annotations

import datetime as dt
from dataclasses import replace
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from oversight.checklist.drafts import NewDraft
from oversight.inspections import InspectionKind, InspectionMethod, PlanDraft
from oversight.japanese import search_text_of
from oversight.people import StaffDraft
from tests.factories import make_contract, make_contractor
from tests.ui.inspections.inspection_site import DAY, Settle, Site
from ui.inspections.contract_field import ContractField
from ui.inspections.plan_panel import PlanPanel, read_basis
from ui.notices import Notice
from ui.shell import Shell
from ui.widgets.time_field import TimeField, time_from


@pytest.fixture
def panel(site: Site, shell: Shell, qtbot: QtBot, settle: Settle) -> PlanPanel:
    site.office.people.add_staff(StaffDraft("舘 花子", post="主任"))
    panel = PlanPanel(shell, read_basis(site.office))
    qtbot.addWidget(panel)
    panel.resize(500, 900)
    panel.show()
    panel.activateWindow()
    QTest.qWaitForWindowActive(panel)
    return panel


def choose(panel: PlanPanel, site: Site, settle: Settle) -> None:
    panel.choose_contract(site.contract_id)
    settle()


def test_a_plan_is_entered_and_saved(panel: PlanPanel, site: Site, settle: Settle) -> None:
    planned: list[object] = []
    panel.planned.connect(planned.append)
    choose(panel, site, settle)
    assert panel.place.value() == site.place_id
    panel.planned_on.line.setText("令和8年12月1日(火)")
    panel.planned_from.line.setText("午後1時30分")
    panel.planned_until.line.setText("1630")
    panel.purpose.set_value("年次の検査")
    panel.save_button.click()
    settle()
    (row,) = site.office.inspections.list_inspections()
    assert planned == [row.id]
    detail = site.detail(row.id)
    assert (detail.planned_on, detail.planned_from, detail.planned_until) == (
        dt.date(2026, 12, 1),
        dt.time(13, 30),
        dt.time(16, 30),
    )
    assert (detail.kind, detail.method) == (InspectionKind.REGULAR, InspectionMethod.VISIT)
    assert [(each.name, each.is_lead) for each in detail.inspectors] == [("福井 太郎", True)]
    assert (detail.period_from, detail.period_until) == (dt.date(2026, 4, 1), DAY)


def test_the_period_begins_where_the_last_inspection_stood(
    panel: PlanPanel, site: Site, settle: Settle
) -> None:
    site.finalised(dt.date(2026, 5, 12))
    choose(panel, site, settle)
    assert panel.period_from.value() == dt.date(2026, 5, 12)


def test_what_is_missing_is_said_at_its_field(panel: PlanPanel, settle: Settle) -> None:
    panel.inspectors.set_value(())
    panel.save_button.click()
    wrong = {name for name, field in panel.form.fields.items() if field.error}
    assert wrong == {"contract_id", "planned_on", "inspectors"}
    assert panel.contract.search.hasFocus()


def test_paper_is_ruled_on_while_one_chooses_and_refused_at_its_field(
    panel: PlanPanel, site: Site, settle: Settle
) -> None:
    choose(panel, site, settle)
    assert panel.ruling.text() == "特定個人情報を扱うため、書面では代えられません。"
    assert not panel.method_reason.isVisible()
    panel.planned_on.set_value(DAY)
    panel.method.buttons[-1].click()
    assert panel.method_reason.isVisible()
    panel.method_reason.set_value("遠方のため")
    panel.save_button.click()
    settle()
    assert "書面では代えられません" in panel.method.error
    assert panel.save_button.isEnabled()
    panel.method.buttons[1].click()
    panel.save_button.click()
    settle()
    (row,) = site.office.inspections.list_inspections()
    assert site.detail(row.id).method_reason == "遠方のため"


def test_a_small_contract_may_be_inspected_on_paper(
    panel: PlanPanel, site: Site, shell: Shell, settle: Settle, qtbot: QtBot
) -> None:
    small = make_contract(site.desk, number="R8-002", persons_count=800)
    other = PlanPanel(shell, read_basis(site.office))
    qtbot.addWidget(other)
    other.show()
    other.choose_contract(small)
    settle()
    assert other.ruling.text() == "本人の数が1,000人未満なので、書面で代えられます。"
    assert other.place.value() is None


def test_a_visit_drops_the_reason_not_to_visit(panel: PlanPanel, site: Site, settle: Settle) -> None:
    choose(panel, site, settle)
    panel.planned_on.set_value(DAY)
    panel.method.buttons[1].click()
    panel.method_reason.set_value("遠方")
    panel.method.buttons[0].click()
    assert panel.draft().method_reason == ""


def test_inspectors_are_added_taken_out_and_one_leads(panel: PlanPanel, site: Site, settle: Settle) -> None:
    field = panel.inspectors
    field.adder.combo.setCurrentIndex(2 if "舘" in field.adder.combo.itemText(2) else 1)
    field.adder.edited.emit()
    assert [(each.name, each.is_lead) for each in field.value()] == [("福井 太郎", True), ("舘 花子", False)]
    field.adder.combo.setCurrentIndex(2 if "舘" in field.adder.combo.itemText(2) else 1)
    field.adder.edited.emit()
    assert len(field.value()) == 2
    field.lines[1].lead_button.click()
    assert [each.is_lead for each in field.value()] == [False, True]
    field.lines[1].remove_button.click()
    assert [(each.name, each.is_lead) for each in field.value()] == [("福井 太郎", True)]
    assert panel.is_changed


def test_a_plan_is_changed_with_its_contract_kept(
    site: Site, shell: Shell, qtbot: QtBot, settle: Settle
) -> None:
    inspection_id = site.plan()
    panel = PlanPanel(shell, read_basis(site.office, inspection_id))
    qtbot.addWidget(panel)
    panel.show()
    settle()
    assert not panel.contract.change_button.isVisible()
    assert panel.place.value() == site.place_id
    assert not panel.is_changed
    panel.planned_on.set_value(DAY + dt.timedelta(days=7))
    panel.save_button.click()
    settle()
    assert site.detail(inspection_id).planned_on == DAY + dt.timedelta(days=7)


def test_a_plan_changed_meanwhile_is_not_written_over(
    site: Site, shell: Shell, qtbot: QtBot, settle: Settle
) -> None:
    told: list[Notice] = []
    shell.notices.raised.connect(told.append)
    inspection_id = site.plan()
    panel = PlanPanel(shell, read_basis(site.office, inspection_id))
    qtbot.addWidget(panel)
    panel.show()
    settle()
    lead = site.detail(inspection_id).inspectors
    changed = PlanDraft(site.contract_id, DAY, purpose="先に変更", inspectors=lead)
    site.office.inspections.change_plan(inspection_id, changed)
    panel.save_button.click()
    settle()
    assert "先に変更" in told[-1].sentence
    assert site.detail(inspection_id).purpose == "先に変更"


def test_contracts_are_found_by_variant_number_and_section_and_chosen_by_keyboard(
    panel: PlanPanel, site: Site, shell: Shell, qtbot: QtBot
) -> None:
    contractor = make_contractor(site.desk, "サッポロ印刷株式会社")
    make_contract(site.desk, number="R8-777", title="封入封緘業務", contractor_id=contractor)
    rows = site.office.contracts.list_contracts()
    told = [(row, search_text_of(row.number, row.title, row.contractor)) for row in rows]
    field = ContractField("contract_id", "契約", [replace(row, search_text=text) for row, text in told])
    qtbot.addWidget(field)
    field.show()
    field.activateWindow()
    QTest.qWaitForWindowActive(field)
    for text, count in (("", 2), ("高崎", 1), ("777", 1), ("封入 印刷", 1), ("無い", 0)):
        field.search.setText(text)
        assert field.listing.count() == count, text
    field.search.setText("")
    field.search.setFocus()
    QTest.keyClick(field.search, Qt.Key.Key_Down)
    assert field.listing.hasFocus()
    QTest.keyClick(field.listing, Qt.Key.Key_Down)
    QTest.keyClick(field.listing, Qt.Key.Key_Return)
    assert field.chosen is not None
    assert field.chosen.number == "R8-777"
    assert field.change_button.isVisible()
    field.change_button.click()
    assert field.value() is None
    assert field.search.hasFocus()


def test_an_answer_for_a_contract_no_longer_chosen_is_passed_over(
    panel: PlanPanel, site: Site, settle: Settle
) -> None:
    panel.choose_contract(site.contract_id)
    panel.contract.change_button.click()
    settle()
    assert panel.place.value() is None
    assert not panel.ruling.isVisible()


@pytest.mark.parametrize(
    ("text", "time"),
    [
        ("13:30", dt.time(13, 30)),
        ("１３：３０", dt.time(13, 30)),
        ("1330", dt.time(13, 30)),
        ("0930", dt.time(9, 30)),
        ("9時", dt.time(9, 0)),
        ("9時半", dt.time(9, 30)),
        ("午後1時30分", dt.time(13, 30)),
        ("午前9:05", dt.time(9, 5)),
        ("午後12時", dt.time(12, 0)),
        ("9", dt.time(9, 0)),
        ("25:00", None),
        ("9:75", None),
        ("午後13時", None),
        ("ひるごろ", None),
        ("", None),
    ],
)
def test_times_are_read_as_people_write_them(text: str, time: dt.time | None) -> None:
    assert time_from(text) == time


def test_a_time_that_cannot_be_read_is_said(qtbot: QtBot) -> None:
    field = TimeField("planned_from", "開始", is_required=True)
    qtbot.addWidget(field)
    assert not field.check()
    field.line.setText("ひるごろ")
    assert not field.check()
    assert "13:30" in field.error
    field.set_value(dt.time(9, 0))
    assert field.check()
    assert field.line.text() == "09:00"


def test_a_sub_contractor_to_visit_is_chosen_and_stays_when_the_plan_is_changed(
    panel: PlanPanel, site: Site, shell: Shell, qtbot: QtBot, settle: Settle
) -> None:
    choose(panel, site, settle)
    assert panel.visited.isVisible()
    words = [panel.visited.combo.itemText(at) for at in range(panel.visited.combo.count())]
    assert words == ["委託先: 株式会社髙﨑 R8-001", "有限会社ひばり印刷（再委託先 1段目）"]
    panel.visited.combo.setCurrentIndex(1)
    panel.planned_on.set_value(DAY)
    panel.save_button.click()
    settle()
    (row,) = site.office.inspections.list_inspections()
    assert site.detail(row.id).subcontractor == "有限会社ひばり印刷"
    again = PlanPanel(shell, read_basis(site.office, row.id))
    qtbot.addWidget(again)
    again.show()
    settle()
    assert again.draft().subcontract_id == site.detail(row.id).subcontract_id
    again.visited.combo.setCurrentIndex(0)
    again.planned_on.set_value(DAY + dt.timedelta(days=1))
    again.planned_on.edited.emit()
    settle()
    assert again.draft().subcontract_id is None


def second_checklist(site: Site) -> UUID:
    """Publish a checklist of its own beside the shipped one."""
    checklists = site.office.checklists
    draft_id = checklists.copy_edition(checklists.list_editions()[0].id).row_id
    assert draft_id is not None
    document = {**checklists.read_draft(draft_id).document, "title": {"ja": "夜間の点検表"}}
    own_id = checklists.begin_draft(NewDraft(document)).row_id
    assert own_id is not None
    edition_id = checklists.publish(own_id, revision=1, change_note="夜間の業務").row_id
    assert edition_id is not None
    return edition_id


def test_the_checklist_is_asked_for_only_where_there_is_a_choice(panel: PlanPanel) -> None:
    assert panel.checklist.isHidden()
    assert panel.draft().edition_id is None


def test_another_checklist_in_use_can_be_taken(
    site: Site, shell: Shell, qtbot: QtBot, settle: Settle
) -> None:
    edition_id = second_checklist(site)
    panel = PlanPanel(shell, read_basis(site.office))
    qtbot.addWidget(panel)
    panel.show()
    assert not panel.checklist.isHidden()
    assert panel.checklist.combo.currentText().startswith("ふだん使う点検表: ")
    assert panel.draft().edition_id is None
    choose(panel, site, settle)
    panel.planned_on.line.setText("令和8年12月1日(火)")
    panel.checklist.set_value(edition_id)
    panel.save_button.click()
    settle()
    (row,) = site.office.inspections.list_inspections()
    assert site.detail(row.id).edition_id == edition_id
    again = PlanPanel(shell, read_basis(site.office, row.id))
    qtbot.addWidget(again)
    assert again.checklist.isHidden(), "the edition of a plan stays"
