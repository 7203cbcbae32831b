"""What the door is told and shown: a visit as it is entered, as it stands, who is inside."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from models.device import Treatment, VisitSigner, WitnessMethod
from models.signature import SignatureMethod
from oversight.change import Change
from oversight.devices.kept_rule import holding_as_kept
from oversight.devices.rules import Said
from oversight.inspections.signature_rows import Drawing


@dataclass(frozen=True)
class DeclaredDevice:
    """Devices of one class as declared; ``kept_at`` is the locker or seal number of deposited ones.

    Without ``permit_id`` a permit that covers an admitted device is looked for.
    """

    class_id: str
    count: int = 1
    treatment: Treatment = Treatment.DEPOSITED
    kept_at: str = ""
    serial: str = ""
    permit_id: UUID | None = None


@dataclass(frozen=True)
class EntryDraft:
    """One person at the door: from the roster (``worker_id``), of the city (``staff_id``) or typed.

    Name and employer of a roster entry and of staff are those of the register. ``entered_at`` says that it
    is entered afterwards and wants ``late_reason``; ``witness_written`` is then the name that stands on
    paper, ``sheet`` the paper's number and line. ``exception_reason`` says why the door lets in what it
    would otherwise refuse. ``escort_id`` is the member of staff who stays with them inside; afterwards
    ``escort`` may be the name that stands on paper.
    """

    area_id: UUID
    person: str = ""
    organisation: str = ""
    purpose: str = ""
    worker_id: UUID | None = None
    staff_id: UUID | None = None
    inspection_id: UUID | None = None
    devices: tuple[DeclaredDevice, ...] = ()
    carries_nothing: bool = False
    group_id: UUID | None = None
    entered_at: dt.datetime | None = None
    late_reason: str = ""
    exception_reason: str = ""
    witnessed_how: WitnessMethod | None = None
    witness_written: str = ""
    escort: str = ""
    escort_id: UUID | None = None
    sheet: str = ""


@dataclass(frozen=True)
class CarrierSign:
    """What a carrier gives: a drawing; or the name typed and said aloud; or why they do not sign."""

    drawing: Drawing | None = None
    typed_name: str = ""
    was_spoken: bool = False
    declined_reason: str = ""


@dataclass(frozen=True)
class Entered:
    """What entering made: the visits and their numbers in the area's log, in the order given."""

    visit_ids: tuple[UUID, ...]
    numbers: tuple[int, ...]
    change: Change


@dataclass(frozen=True)
class VisitDeviceRow:
    """Devices of one class of a visit, and when they were handed back or checked out.

    ``checked_out_how`` says how taking them out is checked, as their permit has it.
    """

    id: UUID
    position: int
    device_class: str
    class_word: str
    count: int
    treatment: Treatment
    kept_at: str
    serial: str
    permit_id: UUID | None
    permit_number: str
    checked_out_how: str
    returned_at: dt.datetime | None
    return_note: str

    @property
    def is_owed(self) -> bool:
        """Tell whether it must still be handed back or checked out."""
        return self.treatment is not Treatment.REFUSED and self.returned_at is None


@dataclass(frozen=True)
class VisitSignatureRow:
    """A signature at the door."""

    kind: VisitSigner
    name: str
    post: str
    staff_id: UUID | None
    method: SignatureMethod
    declined_reason: str
    picture_id: UUID | None
    signed_at: dt.datetime
    taken_by: str
    handing: int


@dataclass(frozen=True)
class VisitRow:
    """A visit with its devices, its leaving and its signatures.

    ``rule`` is the rule that held, as kept; ``exceptions`` are the kinds of points (``DoorPointKind``) with
    which it was let in all the same.
    """

    id: UUID
    area_id: UUID
    contract_id: UUID
    number: int
    entered_at: dt.datetime
    person: str
    organisation: str
    worker_id: UUID | None
    staff_id: UUID | None
    inspection_id: UUID | None
    purpose: str
    carries_nothing: bool
    group_id: UUID | None
    late_reason: str
    witness: str
    witness_id: UUID | None
    witnessed_how: WitnessMethod | None
    escort: str
    escort_id: UUID | None
    sheet: str
    document_hash: str
    recorded_at: dt.datetime
    recorded_by: str
    rule: dict[str, Any]
    exceptions: tuple[str, ...]
    devices: tuple[VisitDeviceRow, ...]
    signatures: tuple[VisitSignatureRow, ...]
    left_at: dt.datetime | None
    left_late_reason: str

    def said_of(self, class_id: str) -> Said | None:
        """Return what the rule that held said of a class of devices; None for one it did not know."""
        return holding_as_kept(self.rule).devices.get(class_id)

    @property
    def is_inside(self) -> bool:
        """Tell whether the visitor has not left."""
        return self.left_at is None

    @property
    def owed(self) -> tuple[VisitDeviceRow, ...]:
        """Return the devices still to be handed back or checked out."""
        return tuple(each for each in self.devices if each.is_owed)

    @property
    def unaccounted(self) -> tuple[VisitDeviceRow, ...]:
        """Return the devices nobody accounted for when the visitor left: red until they are."""
        return () if self.is_inside else self.owed

    @property
    def is_open(self) -> bool:
        """Tell whether the visit is not over."""
        return self.is_inside or bool(self.owed)


@dataclass(frozen=True)
class InsideRow:
    """A visit that is not over; ``closes_at`` is the moment its area closed or closes on that day."""

    visit: VisitRow
    area: str
    closes_at: dt.datetime
    is_past_closing: bool


@dataclass(frozen=True)
class Regular:
    """Who enters often, with their last declaration: nothing need be typed.

    A locker that holds something now is left out of it, and a permit is looked for when they enter.
    ``times`` counts among the area's last entries; ``is_leaver`` tells that the roster entry has ended.
    """

    person: str
    organisation: str
    worker_id: UUID | None
    staff_id: UUID | None
    purpose: str
    devices: tuple[DeclaredDevice, ...]
    carries_nothing: bool
    times: int
    last_at: dt.datetime
    is_leaver: bool


@dataclass(frozen=True)
class WitnessCount:
    """How often somebody witnessed in a month, and when last."""

    name: str
    staff_id: UUID | None
    times: int
    last_at: dt.datetime


@dataclass(frozen=True)
class VisitCheck:
    """A visit held against what was signed: ``is_unchanged`` for its own hash, and each signature's."""

    visit_id: UUID
    is_unchanged: bool
    unsound: tuple[VisitSigner, ...] = ()

    @property
    def is_sound(self) -> bool:
        """Tell whether all is as it was signed."""
        return self.is_unchanged and not self.unsound
