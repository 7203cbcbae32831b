"""Leaving and handing back: several at once, afterwards with a reason, and what stays red."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from models.device import VisitSigner
from oversight.devices import CarrierSign, DeclaredDevice, LeavingDraft
from tests.oversight.devices.door_site import HOUR, LAPTOP, PHONE, REFUSED_PHONE, Door
from tests.oversight.devices.test_entering import refused
from tests.oversight.inspections.signed_site import drawing

PEN = CarrierSign(drawing=drawing())
USB = DeclaredDevice("usb_memory", 2, kept_at="封印 12")


def test_a_visit_is_over_when_all_is_handed_back_and_signed_for(door: Door) -> None:
    door.permit()
    visit_id = door.enter(devices=(PHONE, REFUSED_PHONE, LAPTOP))
    door.clock.moment += HOUR
    door.leave(visit_id, signed={visit_id: PEN}, note="外観に異常なし")
    visit = door.visits.get_visit(visit_id)
    assert not visit.is_open
    assert visit.left_at == door.clock.moment
    assert [each.returned_at for each in visit.devices] == [door.clock.moment, None, door.clock.moment]
    assert visit.devices[0].return_note == "外観に異常なし"
    assert [each.kind for each in visit.signatures] == [VisitSigner.CARRIER_IN, VisitSigner.CARRIER_OUT]
    assert door.visits.check_visit(visit_id).is_sound
    assert door.visits.inside_now() == ()
    assert door.open_rows() == []


def test_who_leaves_a_device_behind_stays_red_until_it_is_handed_back(door: Door) -> None:
    visit_id = door.enter(devices=(PHONE, USB))
    phone, usb = door.visits.get_visit(visit_id).devices
    door.visits.hand_back([phone.id])
    door.leave(visit_id, device_ids=(), signed={visit_id: PEN})
    (inside,) = door.visits.inside_now(door.area_id)
    assert not inside.visit.is_inside
    assert [each.id for each in inside.visit.unaccounted] == [usb.id]
    assert not inside.is_past_closing
    assert door.visits.check_visit(visit_id).is_sound
    door.clock.moment += HOUR
    door.visits.hand_back([usb.id], note="翌日に本人へ")
    assert door.visits.inside_now() == ()
    assert door.visits.check_visit(visit_id).is_sound, "what comes later is no part of what was signed"
    assert door.open_rows() == door.open_rows_anew() == []


def test_a_group_leaves_at_once_with_a_witness(door: Door) -> None:
    group = [(door.draft(f"搬入 {n}", devices=(PHONE,)), PEN) for n in range(8)]
    visit_ids = door.visits.enter_group(group).visit_ids
    devices = [each.id for visit_id in visit_ids for each in door.visits.get_visit(visit_id).owed]
    door.visits.leave(LeavingDraft(visit_ids, tuple(devices)), witness=door.witness)
    assert door.visits.inside_now() == ()
    kinds = [each.kind for each in door.visits.get_visit(visit_ids[7]).signatures]
    assert kinds == [VisitSigner.CARRIER_IN, VisitSigner.WITNESS_OUT]


def test_a_forgotten_leaving_is_entered_afterwards_with_its_reason(door: Door) -> None:
    entered_at = door.clock.moment
    visit_id = door.enter(devices=(PHONE,))
    door.clock.moment += 24 * HOUR
    at = entered_at + 3 * HOUR
    assert refused(lambda: door.leave(visit_id, at=at)) == "late_reason"
    late: dict[str, Any] = {"late_reason": "退室の記録を忘れた"}
    assert refused(lambda: door.leave(visit_id, at=entered_at - HOUR, **late)) == "left_at"
    assert refused(lambda: door.leave(visit_id, at=door.clock.moment + HOUR, **late)) == "left_at"
    door.leave(visit_id, at=at, **late)
    visit = door.visits.get_visit(visit_id)
    assert (visit.left_at, visit.left_late_reason) == (at, "退室の記録を忘れた")
    assert refused(lambda: door.leave(visit_id)) == "visit_ids"


def test_a_hand_back_is_entered_afterwards_with_its_reason(door: Door) -> None:
    visit_id = door.enter(devices=(PHONE,))
    (device,) = door.visits.get_visit(visit_id).devices
    entered_at = door.clock.moment
    door.clock.moment += 2 * HOUR

    def hand_back(**values: Any) -> Any:
        return lambda: door.visits.hand_back([device.id], **values)

    assert refused(hand_back(at=entered_at + HOUR)) == "late_reason"
    assert refused(hand_back(at=entered_at - HOUR, late_reason="記入もれ")) == "returned_at"
    hand_back(at=entered_at + HOUR, note="本人へ", late_reason="記入もれ")()
    (device,) = door.visits.get_visit(visit_id).devices
    assert device.returned_at == entered_at + HOUR
    assert device.return_note == "本人へ 記入もれ"
    assert refused(hand_back()) == "device_ids"
    assert len(door.open_rows()) == 1, "the visitor is inside"


def test_only_what_is_the_visitors_own_leaves_with_them(door: Door) -> None:
    first, second = (door.enter(name, devices=(PHONE, REFUSED_PHONE)) for name in ("一郎", "二郎"))
    other = door.visits.get_visit(second).devices[0].id
    not_in = door.visits.get_visit(first).devices[1].id
    assert refused(lambda: door.leave(first, device_ids=(other,))) == "device_ids"
    assert refused(lambda: door.leave(first, device_ids=(not_in,))) == "device_ids"
    assert refused(door.leave) == "device_ids"
    assert len(door.open_rows()) == 2


def test_nobody_witnesses_their_own_leaving(door: Door) -> None:
    staff_id = door.witness.staff_id
    visit_id = door.enter("", staff_id=staff_id)

    def leave(witness: Any) -> Any:
        return lambda: door.visits.leave(LeavingDraft((visit_id,)), witness=witness)

    assert refused(leave(door.witness)) == "witness"
    assert refused(leave(replace(door.staff("別の 職員"), name="舘花子"))) == "witness"
    assert refused(leave(replace(door.witness, staff_id=None, name="通りすがり"))) == "witness"
    leave(door.desk.actor)()


def test_a_clock_set_back_does_not_keep_anybody_inside(door: Door) -> None:
    entered_at = door.clock.moment
    visit_id = door.enter(devices=(PHONE,))
    door.clock.moment -= HOUR
    door.leave(visit_id)
    visit = door.visits.get_visit(visit_id)
    assert visit.left_at == visit.devices[0].returned_at == entered_at
