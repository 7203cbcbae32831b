"""What is being entered: kept after each step, one for each area and person at the desk, until recorded.

A visit at the door, and a paper sheet that is keyed in: the one does not touch the other.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, delete, insert, select, update
from sqlalchemy.orm import Session

from models.base import new_id
from models.device import VisitDraft
from oversight.desk import Desk
from oversight.prose import refuse_in_row


class DraftOf(StrEnum):
    """What a draft is of; the value stands behind the person at the desk in ``saved_by``."""

    VISIT = ""
    SHEET = "/sheet"


def save_draft(
    session: Session, desk: Desk, area_id: UUID, draft: dict[str, Any], of: DraftOf = DraftOf.VISIT
) -> None:
    """Keep what was entered so far in place of what was kept before."""
    refuse_in_row(VisitDraft, {"draft": _without_identifiers(draft)})
    now = desk.clock.now()
    kept = session.scalar(select(VisitDraft.id).where(*_own(desk, area_id, of)))
    if kept is not None:
        changed = update(VisitDraft).where(VisitDraft.id == kept).values(draft=draft, saved_at=now)
        session.execute(changed)
        return
    row = {"id": new_id(), "area_id": area_id, "saved_by": _who(desk, of), "saved_at": now, "draft": draft}
    session.execute(insert(VisitDraft).values(row))


def read_draft(
    session: Session, desk: Desk, area_id: UUID, of: DraftOf = DraftOf.VISIT
) -> dict[str, Any] | None:
    """Return what this person was entering for an area, if anything."""
    found = session.scalar(select(VisitDraft.draft).where(*_own(desk, area_id, of)))
    return None if found is None else dict(found)


def drop_draft(session: Session, desk: Desk, area_id: UUID, of: DraftOf = DraftOf.VISIT) -> None:
    """Forget what this person was entering for an area."""
    session.execute(delete(VisitDraft).where(*_own(desk, area_id, of)))


def _own(desk: Desk, area_id: UUID, of: DraftOf) -> tuple[ColumnElement[bool], ...]:
    return VisitDraft.area_id == area_id, VisitDraft.saved_by == _who(desk, of)


def _who(desk: Desk, of: DraftOf) -> str:
    """Return the person at the desk by identifier: two may bear one name and post."""
    return f"{desk.actor.staff_id or desk.actor.signature}{of.value}"


def _without_identifiers(value: Any) -> Any:
    """Return a draft without the identifiers in it: their figures may look like an Individual Number."""
    if isinstance(value, dict):
        return {name: _without_identifiers(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_without_identifiers(inner) for inner in value]
    return "" if isinstance(value, str) and _is_identifier(value) else value


def _is_identifier(text: str) -> bool:
    try:
        return str(UUID(text)) == text
    except ValueError:
        return False
