"""Leaving at the door: one press, several at once, three ways to sign, afterwards with a reason."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from oversight.clock import FixedClock
from oversight.devices import CarrierSign, DeclaredDevice, EntryDraft, Treatment
from oversight.office import Office
from tests.ui.devices.at_the_door import Open, form_of, sign
from tests.ui.inspections.inspection_site import Settle
from ui.devices.leaving_form import LeavingForm
from ui.devices.sign_field import SignField
from ui.window import Window

SIGNED = CarrierSign(declined_reason="手をけがしている")


def let_in(office: Office, area_id: UUID, person: str, *, phone: bool = False) -> UUID:
    devices = (DeclaredDevice("smartphone", 1, Treatment.DEPOSITED, f"{person}の棚"),) if phone else ()
    draft = EntryDraft(area_id, person, "", "入力", devices=devices, carries_nothing=not phone)
    return office.visits.enter(draft, signed=SIGNED).visit_ids[0]


def test_one_who_carried_nothing_leaves_by_one_press(
    door: Open, office: Office, area_id: UUID, settle: Settle
) -> None:
    let_in(office, area_id, "一郎")
    page = door()
    (button,) = page.inside.buttons
    button.click()
    settle()
    settle()
    assert page.form is None
    assert office.visits.inside_now(area_id) == ()


def test_one_who_carried_nothing_and_forgot_is_recorded_afterwards(
    door: Open, office: Office, area_id: UUID, clock: FixedClock, settle: Settle
) -> None:
    visit_id = let_in(office, area_id, "一郎")
    clock.moment += dt.timedelta(hours=5)
    page = door()
    page.inside.late_buttons[0].click()
    fields = form_of(page).form.fields
    fields["late_on"].set_value(clock.today())
    fields["late_at"].set_value(dt.time(10, 0))
    fields["late_reason"].set_value("記入もれ")
    form_of(page).do_button.click()
    settle()
    settle()
    assert office.visits.get_visit(visit_id).left_late_reason == "記入もれ"


def test_several_leave_at_once_who_came_by_themselves(
    door: Open, office: Office, area_id: UUID, settle: Settle
) -> None:
    for person in ("一郎", "二郎", "三郎"):
        let_in(office, area_id, person, phone=person == "一郎")
    page = door()
    (some,) = page.inside.group_buttons
    some.click()
    form = form_of(page)
    assert isinstance(form, LeavingForm)
    form.do_button.click()
    assert "選んでください" in form.leavers.error
    first, second, _third = form.leavers.cards
    assert first.signed.isHidden()
    first.leaves_button.click()
    second.leaves_button.click()
    assert second.signed.isHidden(), "who takes nothing back does not sign"
    sign(form)
    form.do_button.click()
    settle()
    settle()
    assert [row.visit.person for row in office.visits.inside_now(area_id)] == ["三郎"]


def test_who_cannot_write_types_their_name_and_says_it_or_says_why_not(
    door: Open, office: Office, area_id: UUID, settle: Settle
) -> None:
    visits = [let_in(office, area_id, person, phone=True) for person in ("一郎", "二郎")]
    page = door()
    page.inside.buttons[0].click()
    (field,) = form_of(page).findChildren(SignField)
    field.type_button.click()
    assert not field.pad.isVisible()
    field.typed.set_value("別人")
    form_of(page).do_button.click()
    assert "声に出して" in form_of(page).form.fields["leavers"].error
    field.spoken_button.click()
    form_of(page).do_button.click()
    settle()
    assert "一郎: 署名する人の氏名と違います。" in form_of(page).form.fields["leavers"].error
    field.typed.set_value("一 郎")
    form_of(page).do_button.click()
    settle()
    settle()
    page.inside.buttons[0].click()
    (field,) = form_of(page).findChildren(SignField)
    field.type_button.click()
    field.decline_button.click()
    assert not field.type_button.isChecked()
    form_of(page).do_button.click()
    assert "理由" in form_of(page).form.fields["leavers"].error
    field.reason.set_value("急ぎの用があると述べた")
    form_of(page).do_button.click()
    settle()
    settle()
    methods = [office.visits.get_visit(each).signatures[-1].method.value for each in visits]
    assert methods == ["typed", "declined"]


def test_the_window_closes_over_a_signature_half_drawn_only_at_the_second_wish(
    door: Open, window: Window, office: Office, area_id: UUID, settle: Settle
) -> None:
    let_in(office, area_id, "一郎", phone=True)
    page = door()
    page.inside.buttons[0].click()
    sign(form_of(page))
    assert not window.close()
    assert window.isVisible()
    assert "もう一度で捨てます" in page.said.text()
    assert window.close()
    assert not window.isVisible()


def test_without_a_signature_the_window_closes_at_once(
    door: Open, window: Window, office: Office, area_id: UUID
) -> None:
    let_in(office, area_id, "一郎", phone=True)
    door().inside.buttons[0].click()
    assert window.close()


def test_a_signature_half_drawn_is_never_lost_unsaid(
    door: Open, office: Office, area_id: UUID, settle: Settle
) -> None:
    let_in(office, area_id, "一郎", phone=True)
    page = door()
    page.inside.buttons[0].click()
    sign(form_of(page))
    page.leave()
    assert form_of(page).isVisible()
    assert "もう一度で捨てます" in page.said.text()
    page.hide()
    page.show()
    settle()
    assert page.form is None
    assert "書きかけの署名は消しました" in page.said.text()
