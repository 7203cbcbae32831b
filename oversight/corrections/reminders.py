"""The reminders of corrections due on a day; one that was made is never made again."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.orm import Session

from models.correction import LetterKind
from oversight.corrections import letter_texts
from oversight.corrections.chasing import ChasedFinding, list_chased
from oversight.corrections.letters import Issue, issue, told_contract
from oversight.desk import Desk
from oversight.findings import FindingRow
from oversight.reports import LetterRow, Rung
from oversight.words import _, speaking


@dataclass(frozen=True)
class DueFindingLetter:
    """A reminder that is due: one for each contract and step, about all findings at that step."""

    contract_id: UUID
    rung: Rung
    chased: tuple[ChasedFinding, ...]


def due_letters(chased: Iterable[ChasedFinding]) -> tuple[DueFindingLetter, ...]:
    """Return the reminders due among what is chased."""
    found: dict[tuple[UUID, str], list[ChasedFinding]] = defaultdict(list)
    rungs: dict[str, Rung] = {}
    for each in chased:
        rung = each.step.letter_due
        if rung is not None:
            found[each.finding.contract_id, rung.id].append(each)
            rungs[rung.id] = rung
    return tuple(
        DueFindingLetter(contract_id, rungs[rung_id], tuple(rows))
        for (contract_id, rung_id), rows in found.items()
    )


def left_to_do(chased: Iterable[ChasedFinding]) -> tuple[ChasedFinding, ...]:
    """Return the steps due that a person takes: calls, notices, consultations."""
    return tuple(each for each in chased if each.step.is_for_a_person)


def make_reminder(session: Session, desk: Desk, due: DueFindingLetter, on: dt.date) -> LetterRow | None:
    """Make one reminder; None where it has been made meanwhile."""
    rows = _still_due(session, due, on)
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


def _still_due(session: Session, due: DueFindingLetter, on: dt.date) -> tuple[FindingRow, ...]:
    same = (
        each
        for each in due_letters(list_chased(session, on))
        if (each.contract_id, each.rung.id) == (due.contract_id, due.rung.id)
    )
    wanted = {(each.finding.id, each.finding.due_on) for each in due.chased}
    return tuple(
        each.finding
        for letter in same
        for each in letter.chased
        if (each.finding.id, each.finding.due_on) in wanted
    )
