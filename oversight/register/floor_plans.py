"""The floor plan of a place (平面図), for sketches. It may be confidential: it lies in the store only."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.attachment import Attachment
from models.contract import Place
from oversight.access import Deed
from oversight.attachments import attach, media_type_of
from oversight.change import Change, Subject
from oversight.desk import Desk, get_row
from oversight.errors import RefusedError
from oversight.words import _

_TYPES = frozenset({"image/jpeg", "image/png"})


@dataclass(frozen=True)
class PlaceWithPlan:
    """A place of a contract and the plan kept for it, if any; ``attachment_id`` leads to its picture."""

    id: UUID
    name: str
    attachment_id: UUID | None
    file_name: str


class FloorPlanDeeds:
    """Puts, replaces and takes away floor plans; part of the register of contracts."""

    _desk: Desk

    def list_floor_plans(self, contract_id: UUID) -> tuple[PlaceWithPlan, ...]:
        """Return the places of a contract, each with its plan."""
        query = (
            select(Place.id, Place.name, Place.floor_plan_id, Attachment.file_name)
            .outerjoin(Attachment, Place.floor_plan_id == Attachment.id)
            .where(Place.contract_id == contract_id, Place.withdrawn_on.is_(None))
            .order_by(Place.name, Place.id)
        )
        with self._desk.reading() as session:
            return tuple(
                PlaceWithPlan(place_id, name, plan_id, file_name or "")
                for place_id, name, plan_id, file_name in session.execute(query)
            )

    def put_floor_plan(self, place_id: UUID, *, content: bytes, file_name: str) -> Change:
        """Keep a JPEG or PNG as the plan of a place; one that was there is no longer its plan."""
        if content and media_type_of(content) not in _TYPES:
            raise RefusedError(
                _("平面図はJPEGかPNGです。"), _("別のファイルを選んでください。"), field="file"
            )
        with self._desk.writing(Deed.EDIT_REGISTER, "place.put_plan") as session:
            row = _standing(session, place_id)
            row.floor_plan_id = attach(session, self._desk, content=content, file_name=file_name).id
        return Change.of(Subject.CONTRACT, Subject.ATTACHMENT, row_id=row.contract_id)

    def withdraw_floor_plan(self, place_id: UUID, *, reason: str) -> Change:
        """Let a place have no plan any more; sketches drawn on it stay as they are."""
        if not reason.strip():
            raise RefusedError(_("外す理由がありません。"), _("理由を書いてください。"), field="reason")
        with self._desk.writing(Deed.EDIT_REGISTER, "place.withdraw_plan", reason.strip()) as session:
            row = _standing(session, place_id)
            row.floor_plan_id = None
        return Change.of(Subject.CONTRACT, row_id=row.contract_id)


def _standing(session: Session, place_id: UUID) -> Place:
    row = get_row(session, Place, place_id)
    if row.withdrawn_on is not None:
        raise RefusedError(_("この履行場所は、契約から除かれています。"))
    return row
