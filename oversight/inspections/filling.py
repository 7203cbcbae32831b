"""An inspection's edition as it is filled: the one place that says how often each section stands in it.

An answer outlives its edition: what does not fit the item as it is asked now stays in the store and is passed
over (docs/checklists.md#editions). Moving back to the edition it was given in brings it back.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Protocol
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.evidence import Evidence
from models.inspection import Answer, Inspection, Photo
from models.marks import Mark
from oversight.checklist import AnswerGiven, Edition, FieldKind, Item
from oversight.checklist.adopting import edition_in_store
from oversight.checklist.fitting import fitting_values, settled_mark
from oversight.checklist.laying_out import Filled, lay_out
from oversight.checklist.unrolling import base_id
from oversight.desk import get_row
from oversight.faces import face_of
from oversight.inspections.drafts import AnswerDraft, SavedAnswer


class _AtItem(Protocol):
    @property
    def item_id(self) -> str:
        """The item it stands with."""


@dataclass(frozen=True)
class Filling:
    """An inspection's answers and its edition as they fill it; ``pictures`` counts by item (``fitted``)."""

    published: Edition
    repeats: Mapping[str, int]
    facts: Mapping[str, str]
    day: dt.date
    answers: Mapping[str, SavedAnswer]
    photos: Mapping[str, int]
    pictures: Mapping[str, int]

    @cached_property
    def filled(self) -> Filled:
        """The edition as it is filled, and what is asked in it now."""
        return self._laid_out(given(self.answers, self.photos))

    def with_answer(self, item_id: str, draft: AnswerDraft) -> Filled:
        """Return the edition as it would be filled with another answer to an item."""
        photos = self.photos.get(item_id, 0)
        answers = {**given(self.answers, self.photos), item_id: given_of(item_id, draft, photos)}
        return self._laid_out(answers)

    def _laid_out(self, answers: Mapping[str, AnswerGiven]) -> Filled:
        return lay_out(self.published, self.repeats, self.facts, answers, today=self.day)


def read_filling(session: Session, row: Inspection, edition: Edition | None = None) -> Filling:
    """Return an inspection's answers and its edition, or another ``edition``, as they fill it."""
    published = edition or edition_in_store(session, row.edition_id)
    photos = count_at_items(session, Photo, row.id)
    pictures = _pictures(session, row.id, photos)
    return Filling(
        published=published,
        repeats=row.repeats,
        facts=row.facts,
        day=day_of(row),
        answers=read_answers(session, row.id, published, pictures),
        photos=photos,
        pictures=pictures,
    )


def filled_edition(session: Session, inspection_id: UUID) -> Edition:
    """Return the edition of an inspection as it is filled."""
    return read_filling(session, get_row(session, Inspection, inspection_id)).filled.edition


def day_of(row: Inspection) -> dt.date:
    """Return the day of an inspection: what ``today()`` stands for in its conditions, then and ever after."""
    return row.conducted_on or row.planned_on


def read_answers(
    session: Session, inspection_id: UUID, published: Edition, pictures: Mapping[str, int] | None = None
) -> dict[str, SavedAnswer]:
    """Return the answers that stand, each as it fits its item in this edition."""
    if pictures is None:
        pictures = _pictures(session, inspection_id, count_at_items(session, Photo, inspection_id))
    query = select(Answer).where(Answer.inspection_id == inspection_id, Answer.withdrawn_on.is_(None))
    return {
        row.item_id: SavedAnswer(
            fitted(published, row.item_id, draft_of(row), pictures.get(row.item_id, 0)),
            row.answered_at,
            row.answered_by,
        )
        for row in session.scalars(query)
    }


def draft_of(row: Answer) -> AnswerDraft:
    """Return an answer as it lies in the store."""
    return face_of(AnswerDraft, row, values=dict(row.values))


def fitted(edition: Edition, item_id: str, draft: AnswerDraft, pictures: int) -> AnswerDraft:
    """Return an answer as it fits its item; as it is where the edition has no such item."""
    item = edition.find_item(base_id(item_id))
    return draft if item is None else settled(item, draft, pictures)


def settled(item: Item, draft: AnswerDraft, pictures: int) -> AnswerDraft:
    """Return an answer with the values that fit its item and the mark it then stands with."""
    values = fitting_values(item, draft.values)
    return replace(draft, values=values, mark=settled_mark(item, draft.mark, values, pictures))


def _pictures(session: Session, inspection_id: UUID, photos: Mapping[str, int]) -> dict[str, int]:
    """Count what may stand where a photo is asked for: photos, and other evidence in their place."""
    evidences = count_at_items(session, Evidence, inspection_id)
    return {item_id: photos.get(item_id, 0) + evidences.get(item_id, 0) for item_id in {*photos, *evidences}}


def count_at_items(
    session: Session, model: type[Photo] | type[Evidence], inspection_id: UUID
) -> dict[str, int]:
    """Return how many photos or pieces of evidence stand with each item."""
    query = (
        select(model.item_id, func.count())
        .where(model.inspection_id == inspection_id, model.withdrawn_on.is_(None))
        .group_by(model.item_id)
    )
    return dict(session.execute(query).all())


def given(
    answers: Mapping[str, SavedAnswer], photos: Mapping[str, int], evidences: Mapping[str, int] | None = None
) -> dict[str, AnswerGiven]:
    """Return the answers as the checklist's rules want them, each with the number of photos and evidence."""
    noted = evidences or {}
    return {
        item_id: given_of(item_id, saved.draft, photos.get(item_id, 0), noted.get(item_id, 0))
        for item_id, saved in answers.items()
    }


def given_of(item_id: str, draft: AnswerDraft, photos: int, evidences: int = 0) -> AnswerGiven:
    """Return one answer as the checklist's rules want it."""
    return AnswerGiven(
        item_id=item_id,
        mark=draft.mark,
        note=note_of(draft),
        values=draft.values,
        population=draft.population,
        sample_size=draft.sample_size,
        photos=photos,
        evidences=evidences,
    )


def note_of(draft: AnswerDraft) -> str:
    """Return the words an answer owes: the finding on 不適, the reason on 非該当."""
    return draft.finding_text if draft.mark is Mark.NONCONFORMING else draft.reason


def counted(rows: Iterable[_AtItem]) -> dict[str, int]:
    """Count rows by the item they stand with."""
    return dict(Counter(row.item_id for row in rows))


def asks_for_picture(item: Item | None) -> bool:
    """Tell whether an item is answered by its photo alone."""
    field = item.only_field if item is not None else None
    return field is not None and field.kind is FieldKind.PHOTO
