"""A whole checklist answered at once, for tests that begin where an inspection's answers stand."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from oversight.access import Deed
from oversight.inspections import AnswerDraft, InspectionDetail, InspectionsService, Mark, conducting

ENTERED: dict[str, str | int | float] = {"number": 1, "date": "2026-11-20", "text": "所長 山﨑"}
"""What stands in an item's fields, by their kind."""


def conforming(detail: InspectionDetail, item_id: str) -> AnswerDraft:
    """Return an answer 適 with all that its item asks for."""
    item = detail.edition.find_item(item_id)
    assert item is not None
    return AnswerDraft(
        mark=Mark.CONFORMING,
        values={field.id: ENTERED[field.kind] for field in item.fields if field.kind in ENTERED},
        population=30 if item.sample else None,
        sample_size=10 if item.sample else None,
    )


def answer_all(
    service: InspectionsService, inspection_id: UUID, own: Mapping[str, AnswerDraft] | None = None
) -> None:
    """Answer every item in one deed: conforming, or as ``own`` says of it."""
    detail, desk = service.get_inspection(inspection_id), service._desk
    with desk.writing(Deed.CONDUCT_INSPECTION, "answer.answer") as session:
        for item_id in detail.asked:
            draft = (own or {}).get(item_id) or conforming(detail, item_id)
            conducting.save_answer(session, desk, inspection_id, item_id, draft)
