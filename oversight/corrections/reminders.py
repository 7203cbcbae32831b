"""The reminders of corrections due on a day; one that was made is never made again."""

from __future__ import annotations

import datetime as dt

from sqlalchemy.orm import Session

from models.correction import LetterKind
from oversight.corrections import letter_texts
from oversight.corrections.chasing import ChasedFinding, list_chased
from oversight.corrections.letters import Issue, issue, told_contract
from oversight.desk import Desk
from oversight.reports import DueLetter, LetterRow
from oversight.reports.climbing import still_due
from oversight.words import _, speaking


def make_reminder(
    session: Session, desk: Desk, due: DueLetter[ChasedFinding], on: dt.date
) -> LetterRow | None:
    """Make one reminder; None where it has been made meanwhile."""
    rows = tuple(each.finding for each in still_due(due, list_chased(session, on)))
    if not rows:
        return None
    rung = due.rung
    answer_by = on + dt.timedelta(days=rung.answer_days) if rung.answer_days else None
    with speaking("ja"):  # the city writes to its contractors in Japanese, whatever the window speaks
        first = rows[0]
        text = letter_texts.reminder_text(rung, rows, told_contract(first), first.contractor, answer_by)
        made = Issue(
            LetterKind.REMINDER,
            due.contract_id,
            on,
            _(rung.signer),
            _(rung.title),
            text,
            rows,
            rung=rung.id,
            answer_by=answer_by,
        )
        return issue(session, desk, made)
