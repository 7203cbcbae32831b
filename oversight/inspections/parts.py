"""The parts of sections that repeat, as the inspector adds them: rooms, persons, devices.

The last part is taken out with all that stands in it; adding one again brings that back.
"""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.evidence import Evidence
from models.inspection import Answer, Inspection, Photo
from oversight.checklist.adopting import edition_in_store
from oversight.checklist.edition import Section
from oversight.checklist.unrolling import MOST_PARTS, part_id
from oversight.desk import Desk
from oversight.errors import RefusedError
from oversight.inspections.conducting import open_inspection
from oversight.words import _, mark

_DROPPED = mark("繰り返しの区分を外した")
"""Why what stood in a part is withdrawn; kept in Japanese, so that it is known again."""


def add_part(session: Session, inspection_id: UUID, section_id: str) -> int:
    """Fill a section once more and return how often that is; what was taken out with the part returns."""
    row = open_inspection(session, inspection_id)
    section, count = _standing(session, row, section_id)
    if count >= MOST_PARTS:
        told = _("「{section}」は{count}までです。加えていません。")
        raise RefusedError(told.format(section=section.title.spoken(), count=MOST_PARTS))
    row.repeats = {**row.repeats, section_id: count + 1}
    for each in _standing_in(session, row, section, count + 1):
        if each.withdrawn_reason == _DROPPED:
            each.withdrawn_on, each.withdrawn_reason = None, ""
    return count + 1


def drop_part(session: Session, desk: Desk, inspection_id: UUID, section_id: str) -> int:
    """Take out the last part of a section with all that stands in it; return how often it is filled then."""
    row = open_inspection(session, inspection_id)
    section, count = _standing(session, row, section_id)
    if not count:
        told = _("「{section}」は1つもありません。").format(section=section.title.spoken())
        raise RefusedError(told, _("検査を開き直してください。"))
    for each in _standing_in(session, row, section, count):
        if each.withdrawn_on is None:
            each.withdrawn_on, each.withdrawn_reason = desk.today(), _DROPPED
    row.repeats = {**row.repeats, section_id: count - 1}
    return count - 1


def _standing(session: Session, row: Inspection, section_id: str) -> tuple[Section, int]:
    """Return a section to which the inspector adds, and how often it is filled."""
    edition = edition_in_store(session, row.edition_id)
    section = next((one for one in edition.sections if one.id == section_id and one.repeats), None)
    if section is None or section.repeat_count:
        raise RefusedError(
            _("この区分は、検査員が増やしたり減らしたりするものではありません。"),
            _("検査を開き直してください。"),
        )
    return section, int(row.repeats.get(section_id, 1))


def _standing_in(
    session: Session, row: Inspection, section: Section, number: int
) -> Iterator[Answer | Photo | Evidence]:
    items = [part_id(item.id, number) for item in section.items]
    yield from session.scalars(
        select(Answer).where(Answer.inspection_id == row.id, Answer.item_id.in_(items))
    )
    yield from session.scalars(select(Photo).where(Photo.inspection_id == row.id, Photo.item_id.in_(items)))
    yield from session.scalars(
        select(Evidence).where(Evidence.inspection_id == row.id, Evidence.item_id.in_(items))
    )
