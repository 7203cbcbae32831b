"""What is done at a door until the process is killed: each deed is drawn from the seed and who is inside.

What one deed records together bears one label that ends in how many rows it is: fewer are a deed in part.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from random import Random
from uuid import UUID

from models.device import Treatment, WitnessMethod
from oversight.access import Actor, PinWitness
from oversight.clock import MachineClock
from oversight.devices import (
    CarrierSign,
    DeclaredDevice,
    EntryDraft,
    HandBackDraft,
    InsideRow,
    LeavingDraft,
    SheetDraft,
    SheetLine,
    VisitsService,
)
from tests.oversight.inspections.signed_site import drawing

_DEVICES = (
    DeclaredDevice("smartphone", kept_at="ロッカー3"),
    DeclaredDevice("usb_memory", 2, kept_at="封印 12"),
    DeclaredDevice("medical", treatment=Treatment.ADMITTED),
    DeclaredDevice("camera", treatment=Treatment.REFUSED),
)
_DRAWN = drawing()

DoorDeed = Callable[[VisitsService], object]


@dataclass(frozen=True)
class DoorTask:
    """Which door, who records and who witnesses there; the first deed to draw is ``number``."""

    path: Path
    key: bytes
    staff_id: UUID
    witness_id: UUID
    area_id: UUID
    seed: str
    number: int


def deed_for(task: DoorTask, number: int, service: VisitsService) -> DoorDeed:
    """Draw a deed from the seed and from who is inside."""
    drawn = _Drawn(task, number, Random(f"{task.seed}:{number}"))
    rows = service.inside_now(task.area_id)
    inside = [each for each in rows if each.visit.is_inside]
    left_behind = [each for each in rows if each.visit.unaccounted]
    dice = drawn.dice
    if len(inside) > 6 or (inside and dice.random() < 0.3):
        return drawn.leaving(dice.sample(inside, min(len(inside), 3)))
    if left_behind and (len(left_behind) > 6 or dice.random() < 0.3):
        return drawn.handing_back(dice.sample(left_behind, min(len(left_behind), 3)))
    return dice.choices(
        (drawn.entering, drawn.keying, drawn.draft, drawn.half_a_sheet, drawn.found), (40, 10, 15, 15, 10)
    )[0](rows)


@dataclass(frozen=True)
class _Drawn:
    """One deed as the dice fall."""

    task: DoorTask
    number: int
    dice: Random

    def label(self, what: str, count: int) -> str:
        return f"{what} {self.number}-{count}"

    def sign(self, person: str) -> CarrierSign:
        ways = (
            CarrierSign(_DRAWN),
            CarrierSign(typed_name=person, was_spoken=True),
            CarrierSign(declined_reason="試験のため"),
        )
        return self.dice.choice(ways)

    def witness(self) -> Actor | None:
        kind = self.dice.choice((None, PinWitness, Actor))
        return kind(self.task.witness_id, "舘 花子", "主任") if kind else None

    def people(self, most: Sequence[int]) -> list[str]:
        return [f"従事 {self.dice.randrange(10**9)}" for _person in range(self.dice.choice(most))]

    def brought(self) -> tuple[DeclaredDevice, ...]:
        return tuple(self.dice.sample(_DEVICES, self.dice.randrange(4)))

    def entering(self, _rows: Sequence[InsideRow]) -> DoorDeed:
        """Draw one, three or eight who come together, some of them escorted."""
        names, witness = self.people((1, 1, 3, 8)), self.witness()
        group = []
        for name in names:
            devices = self.brought()
            draft = EntryDraft(
                self.task.area_id,
                name,
                "委託先",
                self.label("入力", len(names)),
                devices=devices,
                carries_nothing=not devices,
                exception_reason="試験",
                witnessed_how=WitnessMethod.SIGHT if witness else None,
                escort_id=self.dice.choice((None, self.task.witness_id)),
            )
            group.append((draft, self.sign(name)))
        return lambda service: service.enter_group(group, witness=witness)

    def leaving(self, rows: Sequence[InsideRow]) -> DoorDeed:
        """Leave with all that was brought, or leave it behind."""
        visits, witness = [each.visit for each in rows], self.witness()
        devices = tuple(device.id for each in visits for device in each.owed)
        devices = devices if self.dice.random() < 0.5 else ()
        draft = LeavingDraft(
            tuple(each.id for each in visits),
            devices,
            self.label("退室", len(devices)),
            signed={each.id: self.sign(each.person) for each in visits},
        )
        return lambda service: service.leave(draft, witness=witness)

    def handing_back(self, rows: Sequence[InsideRow]) -> DoorDeed:
        """Hand back after the leaving, all of it or one device of several."""
        visits, witness = [each.visit for each in rows], self.witness()
        most = self.dice.choice((1, 9))
        devices = tuple(device.id for each in visits for device in each.owed[:most])
        draft = HandBackDraft(
            devices,
            self.label("後日", len(devices)),
            signed={each.id: self.sign(each.person) for each in visits},
        )
        return lambda service: service.hand_back(draft, witness=witness)

    def keying(self, _rows: Sequence[InsideRow]) -> DoorDeed:
        """Key in a sheet; on some of its lines nobody left."""
        names = self.people((1, 4))
        lines = tuple(self._line(place, name, len(names)) for place, name in enumerate(names, 1))
        draft = SheetDraft(self.task.area_id, f"T{self.number}", "照合 次郎", lines)
        return lambda service: service.key_in(draft)

    def _line(self, place: int, name: str, count: int) -> SheetLine:
        now, devices = MachineClock().now().replace(second=0, microsecond=0), self.brought()
        entered_at = now - timedelta(minutes=self.dice.choice((30, 50)))
        return SheetLine(
            place,
            entered_at,
            self.dice.choice((None, entered_at + timedelta(minutes=20))),
            name,
            "委託先",
            self.label("転記", count),
            devices=devices,
            carries_nothing=not devices,
            are_back=self.dice.random() < 0.5,
        )

    def draft(self, _rows: Sequence[InsideRow]) -> DoorDeed:
        """Keep an entry half made."""
        kept = {"number": self.number, "person": "書きかけ"}
        return lambda service: service.save_draft(self.task.area_id, kept)

    def half_a_sheet(self, _rows: Sequence[InsideRow]) -> DoorDeed:
        """Keep a sheet half keyed in."""
        kept = {"number": self.number, "lines": ["書きかけ"]}
        return lambda service: service.save_sheet_draft(self.task.area_id, kept)

    def found(self, rows: Sequence[InsideRow]) -> DoorDeed:
        """Find a device that nobody declared; sometimes it is known whose it is."""
        whose = self.dice.choice((None, *(each.visit.id for each in rows[:1])))
        note = f"机{self.number}番の下"
        return lambda service: service.note_found_device(
            self.task.area_id, "smartphone", note, visit_id=whose
        )
