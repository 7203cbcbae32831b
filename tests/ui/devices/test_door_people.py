"""Who stands at the door: their permits in sight, the inspection they come for, who escorts them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

import pytest

from models.device import DevicePermit, PermitState
from models.worker import Employment, Worker, WorkerState
from oversight.access import Deed
from oversight.desk import Desk
from oversight.devices import DoorRule, Handling, written_of
from oversight.inspections import InspectorDraft, PlanDraft
from oversight.office import Office
from tests.factories import adopt_editions
from tests.ui.devices.at_the_door import Open, entry_of, sign, texts
from tests.ui.inspections.inspection_site import Settle
from ui.devices.declared_field import DeclaredField
from ui.devices.entry_form import EntryForm
from ui.devices.leaving_form import LeavingForm

DAY = dt.timedelta(days=1)
Permit = Callable[..., UUID]


@pytest.fixture
def worker_id(office: Office, desk: Desk, area_id: UUID) -> UUID:
    """Put a worker on the roster, and let the rule ask permits of laptops and cameras."""
    rule = DoorRule("permit", "許可の規則", "市要綱第7条", devices={"laptop": Handling.PERMIT})
    office.settings.change(device_rules=[written_of(rule)])
    contract_id = office.areas.get_area(area_id).contract_id
    with desk.writing(Deed.EDIT_REGISTER, "worker.add") as session:
        row = Worker(
            name="山﨑 恵", contract_id=contract_id, employment=Employment.EMPLOYEE, state=WorkerState.ACTIVE
        )
        session.add(row)
    return row.id


@pytest.fixture
def permit(office: Office, desk: Desk, area_id: UUID, worker_id: UUID) -> Permit:
    def permit_it(number: str, serial: str, last: dt.date, **values: object) -> UUID:
        given = {
            "number": number, "contract_id": office.areas.get_area(area_id).contract_id, "area_id": area_id,
            "worker_id": worker_id, "holder": "山﨑 恵", "purpose": "保守", "device_class": "laptop",
            "device": "検証用PC", "serial": serial, "starts_on": dt.date(2026, 4, 1), "ends_on": last,
            "state": PermitState.PERMITTED, "requested_on": dt.date(2026, 4, 1),
            "decided_on": dt.date(2026, 4, 1),
            **values,
        }  # fmt: skip
        with desk.writing(Deed.ASK_PERMIT, "device_permit.ask") as session:
            row = DevicePermit(**given)
            session.add(row)
        return row.id

    return permit_it


def choose(form: EntryForm, kind: str, row_id: UUID, settle: Settle) -> DeclaredField:
    """Choose somebody of the lists, as a hand does."""
    who = form.form.fields["who"]
    who.set_value((kind, str(row_id)))
    who.edited.emit()
    settle()
    declared = form.form.fields["declared"]
    assert isinstance(declared, DeclaredField)
    return declared


def test_one_press_declares_a_device_under_its_permit_and_serial(
    door: Open, office: Office, desk: Desk, area_id: UUID, worker_id: UUID, permit: Permit, settle: Settle
) -> None:
    today = desk.today()
    first = permit("持1", "SN-1", today + DAY, conditions="通信断")
    second = permit("持2", "SN-2", today + DAY)
    permit("持3", "SN-3", today - DAY)
    page = door()
    page.start.entry_wanted.click()
    declared = choose(entry_of(page), "worker", worker_id, settle)
    told = texts(declared.permits)
    assert "持1　ノートパソコン（検証用PC）　識別番号 SN-1" in told
    assert "条件: 通信断" in told
    assert "期限切れ　持ち込めません" in told
    assert set(declared.permits.buttons) == {"持1", "持2"}, "what has expired is declared by nobody"
    declared.permits.buttons["持1"].click()
    declared.permits.buttons["持2"].click()
    declared.permits.buttons["持2"].click()
    assert [(each.serial, each.permit_id, each.count) for each in declared.value().devices] == [
        ("SN-1", first, 1),
        ("SN-2", second, 1),
    ]
    entry_of(page).form.fields["purpose"].set_value("保守")
    sign(page)
    entry_of(page).do_button.click()
    settle()
    settle()
    (row,) = office.visits.inside_now(area_id)
    assert [each.permit_number for each in row.visit.devices] == ["持1", "持2"]


def test_how_taking_out_is_checked_stands_at_the_device_in_the_leaving_form(
    door: Open, office: Office, desk: Desk, area_id: UUID, worker_id: UUID, permit: Permit, settle: Settle
) -> None:
    how = "ログと封印を確かめる"
    permit("持1", "SN-1", desk.today(), checked_out_how=how)
    page = door()
    page.start.entry_wanted.click()
    form = entry_of(page)
    declared = choose(form, "worker", worker_id, settle)
    form.form.fields["purpose"].set_value("保守")
    declared.permits.buttons["持1"].click()
    declared.buttons["smartphone"].click()
    declared.cards["smartphone"].kept_at.set_value("3")
    sign(form)
    form.do_button.click()
    settle()
    settle()
    page.inside.buttons[0].click()
    leaving = page.form
    assert isinstance(leaving, LeavingForm)
    (card,) = leaving.leavers.cards
    assert card.checked.isVisible()
    assert card.checked.text() == f"ノートパソコン 1台（持1）　持出時の確認: {how}"
    sign(leaving)
    leaving.do_button.click()
    settle()
    settle()
    assert office.visits.inside_now(area_id) == ()


def test_permits_go_with_the_person_chosen(
    door: Open, desk: Desk, worker_id: UUID, permit: Permit, settle: Settle
) -> None:
    permit("持1", "SN-1", desk.today())
    permit("持名", "SN-9", desk.today(), worker_id=None, holder="入江 四郎")
    page = door()
    page.start.entry_wanted.click()
    form = entry_of(page)
    declared = choose(form, "worker", worker_id, settle)
    assert set(declared.permits.buttons) == {"持1"}
    form.form.fields["who"].set_value(None)
    form.form.fields["who"].edited.emit()
    settle()
    assert declared.permits.isHidden()
    form.form.fields["person"].set_value("入江四郎")
    form.form.fields["person"].line.editingFinished.emit()  # type: ignore[attr-defined]
    settle()
    assert set(declared.permits.buttons) == {"持名"}


def test_a_device_declared_last_time_is_put_under_the_permit_that_holds_today(
    door: Open, office: Office, desk: Desk, area_id: UUID, worker_id: UUID, permit: Permit, settle: Settle
) -> None:
    from oversight.devices import CarrierSign, DeclaredDevice, EntryDraft, LeavingDraft, Treatment

    old = permit("旧", "SN-1", desk.today())
    laptop = DeclaredDevice("laptop", 1, Treatment.ADMITTED)
    signed = CarrierSign(declined_reason="手をけがしている")
    draft = EntryDraft(area_id, purpose="保守", worker_id=worker_id, devices=(laptop,))
    visit_id = office.visits.enter(draft, signed=signed).visit_ids[0]
    devices = tuple(each.id for each in office.visits.get_visit(visit_id).devices)
    office.visits.leave(LeavingDraft((visit_id,), devices, signed={visit_id: signed}))
    page = door()
    ((_regular, button),) = page.start.regular_buttons
    button.click()
    settle()
    declared = entry_of(page).form.fields["declared"]
    assert [each.permit_id for each in declared.value().devices] == [old]


def test_where_the_rule_has_become_stricter_no_permit_is_offered(
    door: Open, office: Office, desk: Desk, worker_id: UUID, permit: Permit, settle: Settle
) -> None:
    permit("持1", "SN-1", desk.today())
    rule = DoorRule("ban", "禁止の規則", "市要綱第8条", devices={"laptop": Handling.BANNED})
    office.settings.change(device_rules=[written_of(rule)])
    page = door()
    page.start.entry_wanted.click()
    declared = choose(entry_of(page), "worker", worker_id, settle)
    assert declared.permits.buttons == {}
    assert "いまの決まりでは持ち込めません" in texts(declared.permits)


def test_the_inspector_of_today_enters_for_the_inspection_with_laptop_and_camera(
    door: Open, office: Office, desk: Desk, area_id: UUID, settle: Settle
) -> None:
    adopt_editions(desk)
    contract_id, me = office.areas.get_area(area_id).contract_id, office.actor.staff_id
    assert me is not None
    people = (InspectorDraft("福井 太郎", staff_id=me, is_lead=True),)
    later = office.inspections.plan_inspection(
        PlanDraft(contract_id, desk.today() + DAY, inspectors=people)
    ).row_id
    today = office.inspections.plan_inspection(PlanDraft(contract_id, desk.today(), inspectors=people)).row_id
    page = door()
    page.start.entry_wanted.click()
    form = entry_of(page)
    field = form.form.fields["inspection_id"]
    assert field.value() is None
    declared = choose(form, "staff", me, settle)
    assert field.value() == today
    assert field._values == [None, today, later]  # type: ignore[attr-defined]
    assert "本日の検査員" in field.combo.itemText(1)  # type: ignore[attr-defined]
    assert form.form.fields["purpose"].value() == "実地検査"
    declared.buttons["laptop"].click()
    declared.buttons["camera"].click()
    for card in declared.cards.values():
        card.kept_at.set_value("3")
    sign(form)
    form.do_button.click()
    settle()
    settle()
    (row,) = office.visits.inside_now(area_id)
    assert row.visit.inspection_id == today
    assert [each.device_class for each in row.visit.devices] == ["laptop", "camera"]


def test_an_outsider_is_escorted_and_the_escort_stands_inside(
    door: Open, office: Office, desk: Desk, area_id: UUID, settle: Settle
) -> None:
    rule = DoorRule("escort", "付添いの規則", "市要綱第6条", escort=True)
    office.settings.change(device_rules=[written_of(rule)])
    me = office.actor.staff_id
    assert me is not None
    page = door()
    page.start.entry_wanted.click()
    form = entry_of(page)
    escort = form.form.fields["escort_id"]
    choose(form, "staff", me, settle)
    assert escort.isHidden(), "who is of the city needs none"
    form.form.fields["who"].set_value(None)
    form.form.fields["who"].edited.emit()
    settle()
    assert not escort.isHidden()
    form.fill({"person": "山﨑 恵", "purpose": "清掃"})
    form.form.fields["declared"].nothing_button.click()  # type: ignore[attr-defined]
    sign(form)
    form.do_button.click()
    settle()
    assert "付添い" in escort.error
    escort.set_value(me)
    form.do_button.click()
    settle()
    settle()
    (row,) = office.visits.inside_now(area_id)
    assert row.visit.escort_id == me
    assert "付添い: " in texts(page.inside)


def test_an_entry_under_a_permit_half_made_comes_back_with_it(
    door: Open, desk: Desk, worker_id: UUID, permit: Permit, settle: Settle
) -> None:
    held = permit("持1", "SN-1", desk.today())
    page = door()
    page.start.entry_wanted.click()
    declared = choose(entry_of(page), "worker", worker_id, settle)
    declared.permits.buttons["持1"].click()
    page.saver.save()
    settle()
    page.leave()
    settle()
    back = door()
    settle()
    field = entry_of(back).form.fields["declared"]
    assert isinstance(field, DeclaredField)
    (device,) = field.value().devices
    assert (device.permit_id, replace(device, permit_id=None).serial) == (held, "SN-1")
    assert "持1" in texts(next(iter(field.cards.values())))
