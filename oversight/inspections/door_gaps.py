"""No record is finalised while a device of its visit is not accounted for (docs/records.md#devices)."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.device import HandlingArea, OpenVisit, Visit
from oversight.inspections.rows import GapRow
from oversight.owed_devices import owes
from oversight.words import _

DOOR = "door"
"""Where such a gap is mended: not at an item, but at the door."""
_SHOWN_PERSONS = 3


def read_door_gaps(session: Session, inspection_id: UUID) -> tuple[GapRow, ...]:
    """Return one gap for each area in which something brought for the inspection is not accounted for."""
    query = (
        select(HandlingArea.name, Visit.person)
        .select_from(OpenVisit)
        .join(Visit, OpenVisit.visit_id == Visit.id)
        .join(HandlingArea, OpenVisit.area_id == HandlingArea.id)
        .where(OpenVisit.inspection_id == inspection_id, owes(OpenVisit.visit_id))
        .order_by(HandlingArea.name, Visit.number)
    )
    persons: dict[str, list[str]] = {}
    for area, person in session.execute(query):
        persons.setdefault(area, []).append(person)
    return tuple(GapRow(DOOR, _told(area, names)) for area, names in persons.items())


def _told(area: str, names: list[str]) -> str:
    shown = _("、").join(names[:_SHOWN_PERSONS])
    if len(names) > _SHOWN_PERSONS:
        shown = _("{names}ほか").format(names=shown)
    sentence = _("「{area}」に持ち込んだか預けた機器の返却・持出しが記録されていません（{names}）。")
    return sentence.format(area=area, names=shown)
