"""Conducting: every answer is saved the moment it is given, and the place where one stands with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from uuid import UUID

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models.inspection import Answer, Attendee, Inspection, InspectionState
from models.marks import Conclusion
from oversight.checklist import FieldKind, Item
from oversight.checklist.adopting import edition_in_store
from oversight.desk import Desk, get_row
from oversight.errors import RefusedError
from oversight.inspection_years.states import CHANGEABLE, OPEN
from oversight.inspections.drafts import AnswerDraft, AttendeeDraft, Value
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
    """Save the answer to one item and return the moment; what belongs to another mark is kept with it."""
    inspection = open_inspection(session, inspection_id)
    if draft.sample_size is not None and draft.population is not None:
        _check_sample(draft.sample_size, draft.population)
    if draft.values:
        _check_numbers(edition_in_store(session, inspection.edition_id).find_item(item_id), draft.values)
    row = session.scalar(
        select(Answer).where(Answer.inspection_id == inspection_id, Answer.item_id == item_id)
    )
    if row is None:
        row = Answer(inspection_id=inspection_id, item_id=item_id)
        session.add(row)
    row.mark, row.correct_by = draft.mark, draft.correct_by
    row.finding_text, row.reason = draft.finding_text.strip(), draft.reason.strip()
    row.measure, row.evidence, row.note = (
        draft.measure.strip(),
        draft.evidence.strip(),
        draft.note.strip(),
    )
    row.values = dict(draft.values)
    row.population, row.sample_size = draft.population, draft.sample_size
    row.answered_at, row.answered_by = desk.clock.now(), desk.actor.signature
    stand_at(session, inspection_id, item_id)
    return row.answered_at


def _check_sample(sample_size: int, population: int) -> None:
    if sample_size > population or sample_size < 0:
        raise RefusedError(
            _("抽出数が母数を超えています。"), _("数を見直してください。"), field="sample_size"
        )


def _check_numbers(item: Item | None, values: Mapping[str, Value]) -> None:
    """Refuse a number outside what the inspection's own edition asks for."""
    for field in item.fields if item is not None else ():
        value = values.get(field.id)
        if field.kind is FieldKind.NUMBER and isinstance(value, int | float):
            wrong = field.number_rule.wrong(value)
            if wrong:
                told = _("{field}: {wrong}").format(field=field.label.spoken(), wrong=wrong)
                raise RefusedError(told, _("数を見直してください。"), field=field.id)


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
