"""Points of the door as they are noted, listed and decided."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.base import new_id
from models.contract import Contract, Place
from models.contractor import Contractor
from models.device import DoorPoint, DoorPointKind, HandlingArea
from models.finding import Finding
from models.journal import JournalHead
from models.report_filing import PointState
from oversight.desk import Desk
from oversight.devices.areas import read_area
from oversight.devices.classes import class_words, classes_of
from oversight.devices.door_point_words import tell_point
from oversight.devices.door_points import FoundPoint
from oversight.devices.exceptions import Attempt
from oversight.devices.visit_reading import list_inside
from oversight.errors import RefusedError
from oversight.findings.from_points import PointFindingDraft, PointSource, finding_of_point, open_point
from oversight.japanese import fold
from oversight.settings import read_settings
from oversight.words import _


@dataclass(frozen=True)
class DoorPointRow:
    """A point of the door: ``told`` says what wants a look, ``finding`` the number of what it became."""

    id: UUID
    version: int
    kind: DoorPointKind
    told: str
    area_id: UUID
    area: str
    contract_id: UUID
    contract: str
    contractor: str
    visit_id: UUID | None
    noticed_at: dt.datetime
    state: PointState
    reason: str
    finding_id: UUID | None
    finding: str
    decided_on: dt.date | None
    decided_by: str

    @property
    def is_open(self) -> bool:
        """Tell whether it is still to be decided."""
        return self.state is PointState.OPEN


@dataclass(frozen=True)
class DoorToday:
    """What the first page counts: points nobody decided, and visits that go on past the closing hour.

    ``areas`` are those in which there is one or the other.
    """

    points: frozenset[UUID] = frozenset()
    past_closing: frozenset[UUID] = frozenset()
    areas: frozenset[UUID] = frozenset()


def read_today(session: Session, now: dt.datetime) -> DoorToday:
    """Return what stands behind the numbers of the first page."""
    query = select(DoorPoint.id, DoorPoint.area_id).where(*_standing(True, None))
    points = session.execute(query).all()
    late = [row.visit for row in list_inside(session, now) if row.is_past_closing]
    return DoorToday(
        frozenset(point_id for point_id, _area in points),
        frozenset(visit.id for visit in late),
        frozenset({*(area_id for _point, area_id in points), *(visit.area_id for visit in late)}),
    )


def list_points(session: Session, *, open_only: bool, area_id: UUID | None) -> tuple[DoorPointRow, ...]:
    """Return points, the newest first."""
    words = class_words(read_settings(session).device_classes)
    query = (
        select(DoorPoint, HandlingArea.name, Place.name, Contract, Contractor.name, Finding.number)
        .join(HandlingArea, DoorPoint.area_id == HandlingArea.id)
        .join(Place, HandlingArea.place_id == Place.id)
        .join(Contract, DoorPoint.contract_id == Contract.id)
        .join(Contractor, Contract.contractor_id == Contractor.id)
        .outerjoin(Finding, DoorPoint.finding_id == Finding.id)
        .where(*_standing(open_only, area_id))
        .order_by(DoorPoint.noticed_at.desc(), DoorPoint.id.desc())
    )
    return tuple(_row(found, words) for found in session.execute(query))


def unnoted(session: Session, found: Iterable[FoundPoint]) -> list[FoundPoint]:
    """Return those found that no point is noted of."""
    found = list(found)
    keys = select(DoorPoint.kind, DoorPoint.key).where(DoorPoint.key.in_({each.key for each in found}))
    known = {(kind, key) for kind, key in session.execute(keys)}
    return [each for each in found if (each.kind.value, each.key) not in known]


def note_points(session: Session, desk: Desk, found: Iterable[FoundPoint]) -> list[UUID]:
    """Note what is not noted yet; of two desks that find the same one notes it."""
    session.get(JournalHead, 1, with_for_update=True, populate_existing=True)
    rows = [
        DoorPoint(
            id=new_id(),
            kind=each.kind.value,
            key=each.key,
            area_id=each.area_id,
            contract_id=each.contract_id,
            visit_id=each.visit_id,
            noticed_at=desk.clock.now(),
            details=each.details,
            state=PointState.OPEN,
        )
        for each in unnoted(session, found)
    ]
    session.add_all(rows)
    return [row.id for row in rows]


def found_device(
    session: Session, area_id: UUID, class_id: str, note: str, visit_id: UUID | None
) -> FoundPoint:
    """Return the point of a device found inside that nobody declared."""
    if class_id not in {each.id for each in classes_of(read_settings(session).device_classes)}:
        raise RefusedError(
            _("機器の種類が一覧にありません。"), _("種類を選び直してください。"), field="class_id"
        )
    if not note.strip():
        raise RefusedError(
            _("見つけた様子がありません。"), _("どこで、どのように見つけたかを書いてください。"), field="note"
        )
    details = {"device": class_id, "note": note.strip()}
    contract_id = read_area(session, area_id).contract_id
    return FoundPoint(DoorPointKind.FOUND, str(new_id()), area_id, contract_id, visit_id, details)


def attempted(desk: Desk, attempt: Attempt) -> FoundPoint:
    """Return the point of who was to be their own witness: once a day, person and area."""
    who = str(attempt.staff_id or hashlib.sha256(fold(attempt.person).encode()).hexdigest())
    key = f"{attempt.area_id}:{who}:{desk.today().isoformat()}"
    details = {"person": attempt.person, "organisation": attempt.organisation}
    return FoundPoint(DoorPointKind.OWN_WITNESS, key, attempt.area_id, attempt.contract_id, details=details)


def make_finding(
    session: Session, desk: Desk, point_id: UUID, draft: PointFindingDraft, version: int | None
) -> Finding:
    """Make a finding of a point; it is numbered by the month in which the point was noticed."""
    row = open_point(session, DoorPoint, point_id, version)
    month = desk.today().replace(day=1)
    return finding_of_point(session, desk, row, draft, PointSource(row.contract_id, month))


def _standing(open_only: bool, area_id: UUID | None) -> Sequence[Any]:
    conditions: list[Any] = [DoorPoint.withdrawn_on.is_(None)]
    if open_only:
        conditions.append(DoorPoint.state == PointState.OPEN)
    if area_id is not None:
        conditions.append(DoorPoint.area_id == area_id)
    return conditions


def _row(found: Any, words: dict[str, str]) -> DoorPointRow:
    point, area, place, contract, contractor, finding = found
    kind = DoorPointKind(point.kind)
    return DoorPointRow(
        point.id,
        point.version,
        kind,
        tell_point(kind, point.details, words),
        point.area_id,
        f"{place} {area}",
        point.contract_id,
        f"{contract.number} {contract.title}",
        contractor,
        point.visit_id,
        point.noticed_at,
        point.state,
        point.reason,
        point.finding_id,
        finding or "",
        point.decided_on,
        point.decided_by,
    )
