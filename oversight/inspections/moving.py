"""Moving an inspection that is not recorded yet to another edition: what changes, what becomes of answers.

No answer is touched by it: what the new edition does not ask stays in the store, is left out of the record,
and is there again after moving back (docs/checklists.md#editions). A recorded inspection keeps its edition
for ever.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from sqlalchemy.orm import Session

from models.checklist import ChecklistEdition
from models.inspection import Inspection, InspectionState
from oversight.checklist import Edition, Item
from oversight.checklist.adopting import edition_in_store
from oversight.checklist.differences import Difference, differences
from oversight.checklist.series import read_standings
from oversight.choice_words import word_of
from oversight.desk import Desk, get_row
from oversight.errors import RefusedError
from oversight.inspection_years.states import AHEAD
from oversight.inspections.conducting import note_pictures
from oversight.inspections.drafts import AnswerDraft
from oversight.inspections.filling import Filling, asks_for_picture, read_filling
from oversight.inspections.value_words import told_value
from oversight.words import _


class Fate(StrEnum):
    """What becomes of the answer to an item."""

    KEPT = "kept"
    VALUE_DROPPED = "value_dropped"
    NOT_ASKED = "not_asked"
    NEW = "new"


@dataclass(frozen=True)
class AnswerFate:
    """What becomes of an answer; ``lost`` tells what of it the record will not hold."""

    fate: Fate
    item_id: str
    title: str
    lost: str = ""


@dataclass(frozen=True)
class MovePreview:
    """What a move would change, in the order of the checklist."""

    edition_id: UUID
    title: str
    number_in_words: str
    differences: tuple[Difference, ...]
    answers: tuple[AnswerFate, ...]

    def of(self, fate: Fate) -> tuple[AnswerFate, ...]:
        """Return the answers that fare so."""
        return tuple(each for each in self.answers if each.fate is fate)


def preview(session: Session, inspection_id: UUID, edition_id: UUID) -> MovePreview:
    """Tell what moving would change; raise ``RefusedError`` where it is not possible."""
    row = get_row(session, Inspection, inspection_id)
    _refuse(session, row, edition_id)
    edition = edition_in_store(session, edition_id)
    before, after = read_filling(session, row), read_filling(session, row, edition)
    return MovePreview(
        edition_id=edition_id,
        title=edition.title.spoken(),
        number_in_words=edition.number_in_words,
        differences=differences(before.published, edition),
        answers=(*_answered(before, after), *_new(before, after)),
    )


def move(session: Session, desk: Desk, inspection_id: UUID, edition_id: UUID) -> Inspection:
    """Let an inspection that is not recorded yet ask by another edition from now on."""
    row = get_row(session, Inspection, inspection_id)
    _refuse(session, row, edition_id)
    row.edition_id = edition_id
    session.flush()
    filling = read_filling(session, row)
    for item in filling.filled.edition.items:
        if asks_for_picture(item) and filling.pictures.get(item.id) and item.id not in filling.answers:
            note_pictures(session, desk, row, item.id)
    return row


def may_move(row: Inspection) -> bool:
    """Tell whether an inspection is not recorded yet, and not called off."""
    return row.state in AHEAD


def _refuse(session: Session, row: Inspection, edition_id: UUID) -> None:
    if row.state is InspectionState.CALLED_OFF:
        raise RefusedError(_("取り止めた検査の点検表は変えられません。"))
    if not may_move(row):
        raise RefusedError(
            _("確定した記録の点検表は変えられません。"),
            _("記録は、検査したときの版のまま残ります。訂正も同じ版で行います。"),
        )
    if edition_id == row.edition_id:
        raise RefusedError(_("この検査の点検表は、もうその版です。"))
    new, old = (
        get_row(session, ChecklistEdition, edition_id),
        get_row(session, ChecklistEdition, row.edition_id),
    )
    in_use = {standing.edition_id for standing in read_standings(session).values()}
    if new.series != old.series and edition_id not in in_use:
        raise RefusedError(
            _("その点検表の版は、今は使われていません。"),
            _("使われている点検表から選んでください。"),
            field="edition_id",
        )


def _answered(before: Filling, after: Filling) -> Iterator[AnswerFate]:
    """Yield what becomes of each answer the inspection now shows."""
    asked = set(after.filled.asked)
    for item_id in before.filled.asked:
        saved, item = before.answers.get(item_id), before.filled.edition.find_item(item_id)
        if saved is None or item is None or (saved.draft.mark is None and not saved.draft.values):
            continue
        if item_id not in asked:
            yield AnswerFate(Fate.NOT_ASKED, item_id, item.title.spoken(), _told_answer(item, saved.draft))
            continue
        lost = _lost(item, saved.draft, after.answers[item_id].draft)
        yield AnswerFate(
            Fate.VALUE_DROPPED if lost else Fate.KEPT, item_id, _title(after.filled.edition, item), lost
        )


def _new(before: Filling, after: Filling) -> Iterator[AnswerFate]:
    """Yield the items asked for the first time and not answered."""
    known = set(before.filled.asked)
    for item_id in after.filled.asked:
        saved, item = after.answers.get(item_id), after.filled.edition.find_item(item_id)
        if item is not None and item_id not in known and (saved is None or saved.draft.mark is None):
            yield AnswerFate(Fate.NEW, item_id, item.title.spoken())


def _title(edition: Edition, item: Item) -> str:
    return (edition.find_item(item.id) or item).title.spoken()


def _lost(item: Item, before: AnswerDraft, after: AnswerDraft) -> str:
    told = [] if before.mark is None or after.mark is not None else [word_of(before.mark)]
    gone = {name: value for name, value in before.values.items() if name not in after.values}
    return _("、").join([*told, *_told_values(item, gone)])


def _told_answer(item: Item, draft: AnswerDraft) -> str:
    told = [] if draft.mark is None else [word_of(draft.mark)]
    return _("、").join([*told, *_told_values(item, dict(draft.values))])


def _told_values(item: Item, values: dict[str, str | int | float]) -> Iterator[str]:
    for field in item.fields:
        if field.id in values:
            told = told_value(field, values[field.id])
            yield _("{field}「{value}」").format(field=field.label.spoken(), value=told)
