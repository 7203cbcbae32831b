"""What is planted at the doors of the made-up city: seven irregularities, and what a report does not tell."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from uuid import UUID

from models.device import Treatment, WitnessMethod
from models.worker import Employment, Worker, WorkerState
from oversight.demo.comings import MOVERS, group, moment, movers, stay
from oversight.demo.doors import (
    ARCHIVE,
    FORMER_ENGINEER,
    SERVER_ROOM,
    WORK_ROOM,
    DemoArea,
    DemoPerson,
    Doors,
)
from oversight.demo.entries import Brought, Entry
from oversight.devices import CarrierSign, DoorPointKind, EntryDraft
from oversight.errors import RefusedError
from oversight.office import Office

_DAY, _HOUR = dt.timedelta(days=1), dt.timedelta(hours=1)
_ON_PAPER = "停電のため紙に記録した"
_LEAVER, _STRANGER, _FORGETFUL, _STILL_THERE = "堀 千夏", "舘 つむぎ", "野呂 実", "安田 進"
"""Names that nobody else bears."""

Planted = tuple[Entry, ...]
"""What is planted in one area."""


def planted(doors: Doors) -> Iterator[Entry]:
    """Yield all entries that are not ordinary."""
    for contract in doors.strange:
        rooms = doors.areas[contract.id]
        yield from _camera(doors, rooms[WORK_ROOM])
        yield from _expired(doors, rooms[SERVER_ROOM])
        yield from _too_many(doors, rooms[SERVER_ROOM])
        yield from _archive(doors, rooms[ARCHIVE])
        yield from group(doors, rooms[ARCHIVE], doors.days[-15], movers())
        yield from group(doors, rooms[ARCHIVE], doors.days[-30], movers()[:3])
    for contract_id, figures in doors.told.items():
        if figures["devices"] < figures["permits"]:
            yield from _stranger(doors, doors.areas[contract_id][WORK_ROOM])


def _camera(doors: Doors, area: DemoArea) -> Planted:
    """A camera was let in where none may be: entered afterwards, as the door would have refused it."""
    engineer = replace(FORMER_ENGINEER, name="成田 陽菜")
    entered_at = moment(doors.days[-9], 15)
    return (
        Entry(
            area,
            engineer,
            "壁面の点検",
            entered_at,
            entered_at + _HOUR,
            (Brought("camera", Treatment.ADMITTED),),
            late_by=2 * _HOUR,
            late_reason=_ON_PAPER,
            passed=(DoorPointKind.BANNED,),
            truths=("door_camera", "door_banned"),
        ),
    )


def _expired(doors: Doors, area: DemoArea) -> Planted:
    """A permit was used some days after its last."""
    permit = next(each for each in doors.permits[area.id] if each.holder == FORMER_ENGINEER)
    entered_at = moment(doors.days[-6], 10)
    return (
        Entry(
            area,
            FORMER_ENGINEER,
            "機器の点検",
            entered_at,
            entered_at + 2 * _HOUR,
            (Brought("laptop", Treatment.ADMITTED, permit=permit),),
            late_by=3 * _HOUR,
            late_reason=_ON_PAPER,
            passed=(DoorPointKind.PERMIT,),
            truths=("door_expired_permit",),
        ),
    )


def _too_many(doors: Doors, area: DemoArea) -> Planted:
    """One more entered than may be inside."""
    most = area.room.max_persons or 0
    people = [replace(each, organisation=FORMER_ENGINEER.organisation) for each in movers()[: most + 1]]
    came = [
        replace(each, purpose="故障した機器の交換", devices=())
        for each in group(doors, area, doors.days[-7], people)
    ]
    last = replace(
        came[-1],
        passed=(DoorPointKind.OVER_MOST,),
        exception_reason="重い機器を運び出すのに5人が要るため",
        truths=("door_over_most",),
    )
    return (*came[:-1], last)


def _archive(doors: Doors, area: DemoArea) -> Planted:
    """A leaver, a device not handed back, one who never left; two recorded afterwards."""
    contract_id = area.contract.id
    leaver = DemoPerson(_LEAVER, area.contract.contractor, worker_id=_leaver(doors, contract_id))
    forgetful, still_there = (DemoPerson(name, MOVERS) for name in (_FORGETFUL, _STILL_THERE))
    kept = Brought("smartphone", kept_at="ロッカー12", is_returned=False)
    regular = doors.register.dice.choice(doors.regulars[contract_id])
    came = {
        name: stay(doors, area, person, doors.days[-at], place)
        for name, person, at, place in (
            ("leaver", leaver, 5, 4),
            ("device", forgetful, 4, 5),
            ("open", still_there, 1, 6),
            ("entry", regular, 3, 7),
            ("exit", regular, 2, 7),
        )
    }
    return (
        replace(
            came["leaver"],
            purpose="私物の引取り",
            passed=(DoorPointKind.LEAVER,),
            exception_reason="置いていた私物を渡すため",
            truths=("door_leaver",),
        ),
        replace(came["device"], devices=(kept,), truths=("door_not_returned",)),
        replace(came["open"], left_at=None, devices=(), truths=("door_left_open",)),
        replace(came["entry"], late_by=8 * _HOUR, late_reason=_ON_PAPER),
        replace(came["exit"], exit_late_reason="退室の記録を忘れ、本人に聞いた"),
    )


def _leaver(doors: Doors, contract_id: UUID) -> UUID:
    """Put somebody on the roster who has been struck from it."""
    last = doors.days[-20]
    return doors.register.put(
        Worker,
        contract_id=contract_id,
        name=_LEAVER,
        kana="ホリ チナツ",
        employer="",
        employment=Employment.EMPLOYEE,
        state=WorkerState.STRUCK,
        role="入力・照合",
        starts_on=last - 400 * _DAY,
        oath_on=last - 400 * _DAY,
        ends_on=last,
        trained_on=last - 100 * _DAY,
        entry_card_number="",
    )


def _stranger(doors: Doors, area: DemoArea) -> Iterator[Entry]:
    """Somebody comes each month for the contractor who is not on its roster."""
    stranger = DemoPerson(_STRANGER, area.contract.contractor)
    months = {(day.year, day.month): day for day in reversed(doors.days)}
    doors.register.truths.visitor_not_on_roster.append(f"{area.contract.number} {_STRANGER}")
    for day in sorted(months.values()):
        yield replace(stay(doors, area, stranger, day, 5), devices=())


def attempt(office: Office, doors: Doors) -> None:
    """Let the founder try to be their own witness, and note a device that nobody declared."""
    truths = doors.register.truths
    for contract in doors.strange:
        area = doors.areas[contract.id][WORK_ROOM]
        own = EntryDraft(
            area.id,
            staff_id=office.actor.staff_id,
            purpose="委託業務の確認",
            carries_nothing=True,
            witnessed_how=WitnessMethod.SIGHT,
        )
        with suppress(RefusedError):
            office.visits.enter(own, signed=CarrierSign(declined_reason="急ぎ"), witness=office.actor)
        truths.door_own_witness.append(area.told)
        note = "机3番の引出しに、電源の入ったスマートフォン1台。"
        office.visits.note_found_device(area.id, "smartphone", note)
        truths.door_undeclared.append(area.told)
