"""Leaving and handing back: several at once, afterwards with a reason, and what stays red."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Engine, update

from models.device import DeviceReturn, VisitSigner
from models.signature import SignatureMethod
from oversight.clock import JAPAN
from oversight.devices import CarrierSign, DeclaredDevice, HandBackDraft, LeavingDraft
from tests.oversight.devices.door_site import HOUR, LAPTOP, PHONE, REFUSED_PHONE, Door
from tests.oversight.devices.test_entering import refused
from tests.oversight.inspections.signed_site import drawing
from tests.tampering import take_pictures_away, tamper

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
    door.hand_back(phone.id)
    door.leave(visit_id, device_ids=(), signed={visit_id: PEN})
    (inside,) = door.visits.inside_now(door.area_id)
    assert not inside.visit.is_inside
    assert [each.id for each in inside.visit.unaccounted] == [usb.id]
    assert not inside.is_past_closing
    assert door.visits.check_visit(visit_id).is_sound
    door.clock.moment += HOUR
    door.hand_back(usb.id, note="翌日に本人へ")
    assert door.visits.inside_now() == ()
    assert door.visits.check_visit(visit_id).is_sound, "what comes later is no part of what was signed"
    assert door.open_rows() == door.open_rows_anew() == []


def test_a_group_leaves_at_once_with_a_witness(door: Door) -> None:
    group = [(door.draft(f"搬入 {n}", devices=(PHONE,)), PEN) for n in range(8)]
    visit_ids = door.visits.enter_group(group).visit_ids
    devices = [each.id for visit_id in visit_ids for each in door.visits.get_visit(visit_id).owed]
    unsigned = LeavingDraft(visit_ids, tuple(devices), signed=dict.fromkeys(visit_ids[:7], PEN))
    assert refused(lambda: door.visits.leave(unsigned, witness=door.witness)) == "persons.7.signed"
    assert len(door.visits.inside_now()) == 8, "all or nobody"
    signed = replace(unsigned, signed=dict.fromkeys(visit_ids, PEN))
    door.visits.leave(signed, witness=door.witness)
    assert door.visits.inside_now() == ()
    kinds = [each.kind for each in door.visits.get_visit(visit_ids[7]).signatures]
    assert kinds == [VisitSigner.CARRIER_IN, VisitSigner.CARRIER_OUT, VisitSigner.WITNESS_OUT]
    assert all(door.visits.check_visit(each).is_sound for each in visit_ids)


def test_any_one_of_a_group_may_stay(door: Door) -> None:
    visit_ids = door.visits.enter_group([(door.draft(f"搬入 {n}"), PEN) for n in range(8)]).visit_ids
    door.visits.leave(LeavingDraft(visit_ids[1:]))
    assert [each.visit.id for each in door.visits.inside_now()] == [visit_ids[0]]


def test_who_takes_something_back_signs_and_who_carried_nothing_need_not(door: Door) -> None:
    carrier, other = door.enter("一郎", devices=(PHONE,)), door.enter("二郎")
    assert refused(lambda: door.leave(carrier, signed={})) == "signed"
    wrong = CarrierSign(typed_name="別人", was_spoken=True)
    assert refused(lambda: door.leave(carrier, signed={carrier: wrong})) == "typed_name"
    door.leave(carrier, signed={carrier: CarrierSign(typed_name="一郎", was_spoken=True)})
    door.leave(other, signed={})
    methods = [each.method for each in door.visits.get_visit(carrier).signatures]
    assert methods == [SignatureMethod.PEN, SignatureMethod.TYPED]
    assert [each.kind for each in door.visits.get_visit(other).signatures] == [VisitSigner.CARRIER_IN]


def test_each_later_handing_back_is_signed_for_by_itself(door: Door) -> None:
    visit_id = door.enter(devices=(PHONE, USB, replace(PHONE, class_id="tablet")))
    phone, usb, tablet = (each.id for each in door.visits.get_visit(visit_id).devices)
    door.leave(visit_id, device_ids=(phone,))
    assert refused(lambda: door.hand_back(usb, signed={})) == "signed"
    door.hand_back(usb, signed={visit_id: PEN})
    door.visits.hand_back(HandBackDraft((tablet,), signed={visit_id: PEN}), witness=door.witness)
    kinds = [(each.kind, each.handing) for each in door.visits.get_visit(visit_id).signatures]
    assert kinds == [
        (VisitSigner.CARRIER_IN, 0),
        (VisitSigner.CARRIER_OUT, 0),
        (VisitSigner.CARRIER_BACK, 1),
        (VisitSigner.CARRIER_BACK, 2),
        (VisitSigner.WITNESS_BACK, 2),
    ]
    assert door.visits.check_visit(visit_id).is_sound


@pytest.mark.parametrize(
    "change", [{"note": "別の事実"}, {"handing": 2}, {"returned_at": dt.datetime(2026, 1, 1, tzinfo=JAPAN)}]
)
def test_a_handing_back_tampered_with_is_told(door: Door, engine: Engine, change: dict[str, Any]) -> None:
    visit_id = door.enter(devices=(PHONE, USB))
    phone, usb = (each.id for each in door.visits.get_visit(visit_id).devices)
    door.leave(visit_id, device_ids=(phone,))
    door.hand_back(usb)
    tamper(engine, update(DeviceReturn).where(DeviceReturn.visit_device_id == usb).values(**change))
    check = door.visits.check_visit(visit_id)
    assert check.is_unchanged
    assert check.unsound == (VisitSigner.CARRIER_BACK,)


def test_a_picture_of_a_signature_taken_away_is_told(door: Door, engine: Engine) -> None:
    if engine.dialect.name != "sqlite":
        pytest.skip("only here can a row be taken from under a foreign key")
    visit_id = door.enter()
    take_pictures_away(engine)
    assert door.visits.check_visit(visit_id).unsound == (VisitSigner.CARRIER_IN,)


def test_several_visitors_devices_are_handed_back_at_once_each_signing(door: Door) -> None:
    first, second = (door.enter(name, devices=(PHONE,)) for name in ("一郎", "二郎"))
    devices = tuple(door.visits.get_visit(each).devices[0].id for each in (first, second))
    assert refused(lambda: door.hand_back(*devices, signed={first: PEN})) == "persons.1.signed"
    own = replace(door.staff("二 郎"), name="二郎")
    draft = HandBackDraft(devices, signed={first: PEN, second: PEN})
    assert refused(lambda: door.visits.hand_back(draft, witness=own)) == "persons.1.witness"
    assert all(each.visit.owed for each in door.visits.inside_now())
    door.visits.hand_back(draft)
    assert not any(each.visit.owed for each in door.visits.inside_now())
    assert refused(lambda: door.visits.hand_back(HandBackDraft(()))) == "device_ids"


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
        return lambda: door.hand_back(device.id, **{"signed": {}, **values})

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
