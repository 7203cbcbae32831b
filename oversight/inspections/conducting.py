"""Conducting: every answer is saved the moment it is given, and the place where one stands with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models.inspection import Answer, Attendee, Inspection, InspectionState
from models.marks import Conclusion, Mark
from oversight.checklist import Item
from oversight.checklist.adopting import edition_in_store
from oversight.checklist.allowed import fault_of
from oversight.checklist.fitting import fits
from oversight.checklist.unrolling import base_id
from oversight.desk import Desk, get_row
from oversight.errors import RefusedError
from oversight.inspection_years.states import CHANGEABLE, OPEN
from oversight.inspections.drafts import AnswerDraft, AttendeeDraft
from oversight.inspections.filling import Filling, asks_for_picture, read_filling, settled
from oversight.inspections.planning import check_ground, facts_for, previous_of
from oversight.words import _


def open_inspection(session: Session, inspection_id: UUID) -> Inspection:
    """Return an inspection that is being conducted or corrected; refuse any other."""
    row = get_row(session, Inspection, inspection_id)
    if row.state not in OPEN:
        raise RefusedError(
            _("この検査は実施中ではありません。回答は変えられません。"),
            _("確定した記録を直すには「訂正する」を選んでください。"),
        )
    return row


def start(
    session: Session, desk: Desk, inspection_id: UUID, conducted_on: dt.date | None = None
) -> Inspection:
    """Start a planned inspection, today or on the day it was conducted; one under way is left as it is."""
    row = get_row(session, Inspection, inspection_id)
    if row.state in OPEN:
        return row
    if row.state not in CHANGEABLE:
        raise RefusedError(_("この検査は始められません。"), _("一覧で状態を確かめてください。"))
    row.state, row.started_at = InspectionState.IN_PROGRESS, desk.clock.now()
    hold_on(session, row, conducted_on or desk.today())
    return row


def hold_on(session: Session, row: Inspection, day: dt.date) -> None:
    """Set the day an inspection was conducted on, with what depends on it: ground, last time, facts."""
    check_ground(session, row, day)
    row.conducted_on = day
    previous = previous_of(session, row.contract_id, day)
    row.previous_id = previous.id if previous else None
    row.facts = facts_for(session, row, day)


def save_answer(
    session: Session, desk: Desk, inspection_id: UUID, item_id: str, draft: AnswerDraft
) -> dt.datetime:
    """Save the answer to one item and return the moment; what belongs to another mark is kept with it.

    So are values that fit the item in another edition only. An item answered by its value gets its mark from
    the value.
    """
    inspection = open_inspection(session, inspection_id)
    if draft.sample_size is not None and draft.population is not None:
        _check_sample(draft.sample_size, draft.population)
    item, pictures = _item_answered(session, inspection, item_id, draft)
    row = _answer_row(session, inspection_id, item_id)
    _put(row, item, draft, pictures)
    row.answered_at, row.answered_by = desk.clock.now(), desk.actor.signature
    stand_at(session, inspection_id, item_id)
    return row.answered_at


def _item_answered(
    session: Session, inspection: Inspection, item_id: str, draft: AnswerDraft
) -> tuple[Item, int]:
    """Return the item that is answered and how many pictures stand with it, once its values are taken.

    A mark without values leans on no other answer unless sections repeat: the others are then not read.
    """
    published = edition_in_store(session, inspection.edition_id)
    own = published.find_item(item_id)
    has_parts = any(section.repeats for section in published.sections)
    if own is not None and not (draft.values or has_parts or asks_for_picture(own)):
        return own, 0
    filling = read_filling(session, inspection, published)
    item = filling.filled.edition.find_item(item_id)
    if item is None:
        raise RefusedError(
            _("その点検項目は、この検査の点検表にありません。"), _("検査を開き直してください。")
        )
    _check_values(filling, item, draft)
    return item, filling.pictures.get(item_id, 0)


def _answer_row(session: Session, inspection_id: UUID, item_id: str) -> Answer:
    """Return the row of an item's answer; one withdrawn stands again, and a new one is made."""
    row = session.scalar(
        select(Answer).where(Answer.inspection_id == inspection_id, Answer.item_id == item_id)
    )
    if row is None:
        row = Answer(inspection_id=inspection_id, item_id=item_id, values={})
        session.add(row)
    row.withdrawn_on, row.withdrawn_reason = None, ""
    return row


def _put(row: Answer, item: Item, given: AnswerDraft, pictures: int) -> None:
    draft = settled(item, given, pictures)
    fields = {field.id: field for field in item.fields}
    elsewhere = {
        name: value
        for name, value in (row.values or {}).items()
        if name not in fields or not fits(fields[name], value)
    }
    row.mark, row.correct_by = draft.mark, draft.correct_by
    row.finding_text, row.reason = draft.finding_text.strip(), draft.reason.strip()
    row.measure, row.evidence, row.note = (
        draft.measure.strip(),
        draft.evidence.strip(),
        draft.note.strip(),
    )
    row.values = {**elsewhere, **draft.values}
    if item.sample is not None or draft.population is not None or draft.sample_size is not None:
        row.population, row.sample_size = draft.population, draft.sample_size


def note_pictures(session: Session, desk: Desk, inspection: Inspection, item_id: str) -> None:
    """Mark an item that its photo answers by what stands with it now; others are left as they are."""
    session.flush()
    item = edition_in_store(session, inspection.edition_id).find_item(base_id(item_id))
    if not asks_for_picture(item):
        return
    filling = read_filling(session, inspection)
    row = _answer_row(session, inspection.id, item_id)
    if row.mark is not Mark.NOT_APPLICABLE:
        row.mark = Mark.RECORDED if filling.pictures.get(item_id) else None
    row.answered_at, row.answered_by = desk.clock.now(), desk.actor.signature


def _check_sample(sample_size: int, population: int) -> None:
    if sample_size > population or sample_size < 0:
        raise RefusedError(
            _("抽出数が母数を超えています。"), _("数を見直してください。"), field="sample_size"
        )


def _check_values(filling: Filling, item: Item, draft: AnswerDraft) -> None:
    """Refuse a value the inspection's own edition does not take now; one that stands already is a gap."""
    before = filling.answers.get(item.id)
    kept = before.draft.values if before is not None else {}
    new = {name: value for name, value in draft.values.items() if kept.get(name) != value}
    if not new:
        return
    relevance = filling.with_answer(item.id, draft).relevance
    for field in item.fields:
        value = new.get(field.id)
        if value in (None, ""):
            continue
        if fits(field, value) or field.choices:
            wrong = fault_of(field, value, relevance)
        else:
            wrong = _("この欄に入れられる形ではありません。")
        if wrong:
            told = _("{field}: {wrong}").format(field=field.label.spoken(), wrong=wrong)
            raise RefusedError(told, _("入力を見直してください。"), field=field.id)


def stand_at(session: Session, inspection_id: UUID, item_id: str) -> None:
    """Remember the item on the screen, so that the inspection reopens there; it is no evidence."""
    session.execute(
        update(Inspection)
        .where(Inspection.id == inspection_id, Inspection.state.in_(OPEN))
        .values(current_item=item_id)
        .execution_options(synchronize_session=False)
    )


def put_attendees(session: Session, desk: Desk, inspection_id: UUID, drafts: Iterable[AttendeeDraft]) -> None:
    """Replace the people of the contractor who attend; those gone are withdrawn."""
    open_inspection(session, inspection_id)
    query = select(Attendee).where(Attendee.inspection_id == inspection_id, Attendee.withdrawn_on.is_(None))
    old = {row.name: row for row in session.scalars(query)}
    for position, draft in enumerate(drafts):
        name = draft.name.strip()
        if not name:
            raise RefusedError(_("立会者の氏名がありません。"), _("氏名を入力してください。"), field="name")
        row = old.pop(name, None)
        if row is None:
            row = Attendee(inspection_id=inspection_id, name=name)
            session.add(row)
        row.post, row.organisation = draft.post.strip(), draft.organisation.strip()
        row.role, row.position = draft.role.strip(), position
    for row in old.values():
        row.withdrawn_on, row.withdrawn_reason = desk.today(), _("立会者から外れた")


def conclude(
    session: Session,
    desk: Desk,
    inspection_id: UUID,
    *,
    conclusion: Conclusion | None,
    closing_talk: str,
    opinion: str,
    documents_checked: tuple[str, ...],
) -> Inspection:
    """Keep the conclusion, the closing talk, the contractor's opinion and the documents looked at."""
    row = open_inspection(session, inspection_id)
    row.conclusion = conclusion
    row.closing_talk, row.opinion = closing_talk.strip(), opinion.strip()
    row.opinion_heard_on = desk.today() if row.opinion else None
    documents = [each.strip() for each in documents_checked if each.strip()]
    if documents != row.documents_checked:
        row.documents_checked = documents
    return row
