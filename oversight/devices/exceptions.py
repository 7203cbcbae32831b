"""What a door lets nobody in with: each breach of the rule that holds, and when it is let pass all the same.

A leaver and one too many are let in with a reason. What has already happened is entered afterwards as it
was: the log tells the truth. Either way it is noted as a point. Nobody ever witnesses themselves.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from models.department import Staff
from models.device import DevicePermit, DoorPointKind, Handling, Treatment
from oversight.access import Actor
from oversight.desk import get_row
from oversight.devices.arrivals import Arrival, is_own_name
from oversight.devices.permits import covers
from oversight.devices.rules import Holding
from oversight.devices.visit_rows import DeclaredDevice
from oversight.errors import RefusedError
from oversight.japanese import fold
from oversight.words import _


@dataclass(frozen=True)
class Attempt:
    """Who was to witness what they themselves carried, and where."""

    area_id: UUID
    contract_id: UUID
    person: str
    organisation: str
    staff_id: UUID | None


class OwnWitnessError(RefusedError):
    """The carrier was to be their own witness; the attempt itself is noted as a point."""

    def __init__(self, attempt: Attempt) -> None:
        super().__init__(
            _("入室者本人は、立会職員になれません。"),
            _("別の職員に立ち会ってもらってください。"),
            field="witness",
        )
        self.attempt = attempt


@dataclass(frozen=True)
class Breach:
    """A breach of what holds: why it is refused, and what to do."""

    kind: DoorPointKind
    sentence: str
    remedy: str
    field: str

    @property
    def refusal(self) -> RefusedError:
        """Return it as a refusal."""
        return RefusedError(self.sentence, self.remedy, field=self.field)


@dataclass(frozen=True)
class Doorway:
    """What a group finds at the door: the rule, who is inside already, how many come, who witnesses."""

    session: Session
    contract_id: UUID
    holding: Holding
    inside: int
    coming: int
    witness: Actor | None


_REASONED = frozenset({DoorPointKind.LEAVER, DoorPointKind.OVER_MOST})


def refuse_breaches(doorway: Doorway, arrival: Arrival, place: int) -> tuple[DoorPointKind, ...]:
    """Refuse an arrival that breaks the rule; return the kinds of what is let pass with a reason.

    ``place`` counts the group from 0.
    """
    _refuse_wrong_witness(doorway, arrival)
    passed = []
    for breach in _breaches(doorway, arrival, place):
        has_reason = breach.kind in _REASONED and arrival.draft.exception_reason.strip()
        if not (arrival.is_late or has_reason):
            raise breach.refusal
        passed.append(breach.kind)
    return tuple(dict.fromkeys(passed))


def is_same_person(witness: Actor, person: str, staff_id: UUID | None) -> bool:
    """Tell whether a witness is the carrier, by the register or by name."""
    is_same = witness.staff_id is not None and witness.staff_id == staff_id
    return is_same or fold(witness.name) == fold(person)


def refuse_no_staff(session: Session, witness: Actor) -> None:
    """Refuse a witness who is not of the city, or no longer."""
    row = get_row(session, Staff, witness.staff_id) if witness.staff_id is not None else None
    if row is None or row.left_on is not None:
        raise RefusedError(
            _("立会いは、市の職員だけができます。"),
            _("市の職員に立ち会ってもらってください。"),
            field="witness",
        )


def _refuse_wrong_witness(doorway: Doorway, arrival: Arrival) -> None:
    draft, witness = arrival.draft, doorway.witness
    if (
        is_same_person(witness, draft.person, draft.staff_id)
        if witness
        else is_own_name(draft.person, draft.witness_written)
    ):
        raise OwnWitnessError(
            Attempt(draft.area_id, doorway.contract_id, draft.person, draft.organisation, draft.staff_id)
        )
    if witness is not None:
        refuse_no_staff(doorway.session, witness)
    if draft.witnessed_how is None and (witness is not None or draft.witness_written.strip()):
        raise RefusedError(
            _("持込みのないことを確かめた方法がありません。"),
            _("目視・申告・金属探知から選んでください。"),
            field="witnessed_how",
        )


def _breaches(doorway: Doorway, arrival: Arrival, place: int) -> Iterator[Breach]:
    yield from _person_breaches(doorway, arrival)
    most = doorway.holding.max_persons
    if most is not None and doorway.inside + place + 1 > most:
        yield _over_most(most)
    if doorway.holding.two_persons_by and doorway.inside + doorway.coming < 2:
        yield Breach(
            DoorPointKind.ALONE,
            _("この区域には、1人では入れません。"),
            _("2人以上を一組にして記録してください。"),
            "person",
        )
    for number, device in enumerate(arrival.draft.devices):
        if device.treatment is Treatment.ADMITTED:
            yield from _device_breaches(doorway, arrival, device, f"devices.{number}")


def _over_most(most: int) -> Breach:
    return Breach(
        DoorPointKind.OVER_MOST,
        _("入室の上限（{count}人）を超えます。").format(count=most),
        _("退室を待つか、入れる理由を書いてください。"),
        "exception_reason",
    )


def _person_breaches(doorway: Doorway, arrival: Arrival) -> Iterator[Breach]:
    if arrival.is_leaver:
        yield Breach(
            DoorPointKind.LEAVER,
            _("この従事者は、抹消されたか従事期間が終わっています。"),
            _("入室させないか、入れる理由を書いてください。"),
            "exception_reason",
        )
    has_witness = doorway.witness is not None or (arrival.is_late and arrival.draft.witness_written.strip())
    if doorway.holding.witness_by and not has_witness:
        yield Breach(
            DoorPointKind.UNWITNESSED,
            _("この区域には、市の職員の立会いが要ります。"),
            _("市の職員が、自分の暗証番号かパスフレーズで立ち会ってください。"),
            "witness",
        )
    if doorway.holding.escort_by and arrival.draft.staff_id is None and not arrival.draft.escort:
        yield Breach(
            DoorPointKind.UNESCORTED,
            _("この区域では、市の職員でない人に、市の職員の付添いが要ります。"),
            _("付き添う市の職員を選んでください。"),
            "escort_id",
        )


def _device_breaches(
    doorway: Doorway, arrival: Arrival, device: DeclaredDevice, start: str
) -> Iterator[Breach]:
    said = doorway.holding.devices[device.class_id].handling
    if said is Handling.BANNED:
        yield Breach(
            DoorPointKind.BANNED,
            _("この区域に持ち込めない種類の機器です。"),
            _("持ち込ませず、断るか預かってください。"),
            f"{start}.treatment",
        )
    elif said is Handling.ALLOWED and device.permit_id is None:
        return
    elif not has_valid_permit(doorway.session, arrival, device):
        yield Breach(
            DoorPointKind.PERMIT,
            _("この人のこの機器に、今日この区域で有効な持込許可がありません。"),
            _("許可を確かめるか、断るか預かってください。"),
            f"{start}.permit_id",
        )


def has_valid_permit(session: Session, arrival: Arrival, device: DeclaredDevice) -> bool:
    """Tell whether the permit named is for this one device of this person, here and on this day."""
    if device.permit_id is None or device.count != 1:
        return False
    permit = get_row(session, DevicePermit, device.permit_id)
    is_this = not device.serial.strip() or fold(device.serial) == fold(permit.serial)
    return is_this and covers(permit, arrival.draft.area_id, device.class_id, arrival.day, arrival.carrier)
