"""Which corrections are to be chased and how: calls, promises and letters, each noted at its finding.

Chased is what was asked for in writing and has not been reported; a new day (an extension, a report sent
back) starts the ladder anew (docs/records.md#chasing-of-findings).
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.base import new_id
from models.correction import FindingContact, FindingLetterItem
from models.finding import Finding, FindingState
from oversight.corrections.ladder import finding_ladder
from oversight.desk import Desk, get_row
from oversight.errors import RefusedError
from oversight.findings import FindingRow
from oversight.findings.reading import list_findings
from oversight.reports import ContactKind, ContactRow, Step
from oversight.reports.chasing import Past, check_contact, taken_by
from oversight.reports.ladder import next_step
from oversight.words import _

CHASED = frozenset({FindingState.REQUESTED, FindingState.PLANNED})
"""Asked for in writing, and the report has not come; before the request there is nothing to remind of."""


@dataclass(frozen=True)
class FindingContactDraft:
    """A call, mail, visit or consultation about a finding."""

    finding_id: UUID
    kind: ContactKind
    happened_on: dt.date
    person: str = ""
    said: str = ""
    promised_on: dt.date | None = None


@dataclass(frozen=True)
class ChasedFinding:
    """A correction that is awaited: what was done so far, what comes next."""

    finding: FindingRow
    past: Past
    step: Step


@dataclass
class _Noted:
    taken: set[str] = field(default_factory=set)
    contacts: int = 0
    letters: int = 0
    promised_on: dt.date | None = None

    def past(self) -> Past:
        return Past(self.contacts, self.letters, frozenset(self.taken), self.promised_on)


def list_chased(session: Session, on: dt.date) -> tuple[ChasedFinding, ...]:
    """Return what is awaited and on the ladder on a day, the longest awaited first."""
    rungs = finding_ladder(session)
    until = on + dt.timedelta(days=max(0, -rungs[0].days))
    rows = [
        row
        for row in list_findings(session, on, standing_only=True)
        if row.state in CHASED and row.due_on <= until
    ]
    noted = _noted(session, {row.id for row in rows})
    chased = []
    for row in rows:
        past = noted[row.id, row.due_on].past()
        chased.append(
            ChasedFinding(row, past, next_step(rungs, row.due_on, past.taken, past.promised_on, on))
        )
    return tuple(chased)


def _noted(session: Session, ids: set[UUID]) -> defaultdict[tuple[UUID, dt.date], _Noted]:
    """Return what was noted, by finding and the day it was awaited by, in the order it happened."""
    found: defaultdict[tuple[UUID, dt.date], _Noted] = defaultdict(_Noted)
    contacts = select(FindingContact).where(
        FindingContact.finding_id.in_(ids), FindingContact.withdrawn_on.is_(None)
    )
    for row in session.scalars(contacts.order_by(FindingContact.happened_on, FindingContact.id)):
        noted = found[row.finding_id, row.due_on]
        noted.contacts += 1
        noted.taken |= {row.rung} - {""}
        noted.promised_on = row.promised_on or noted.promised_on
    letters = select(FindingLetterItem).where(
        FindingLetterItem.finding_id.in_(ids),
        FindingLetterItem.rung != "",
        FindingLetterItem.withdrawn_on.is_(None),
    )
    for item in session.scalars(letters):
        noted = found[item.finding_id, item.due_on]
        noted.letters += 1
        noted.taken.add(item.rung)
    return found


def chased_of(session: Session, finding_id: UUID, on: dt.date) -> ChasedFinding | None:
    """Return one finding on the ladder, or None where nothing is awaited (yet)."""
    return next((row for row in list_chased(session, on) if row.finding.id == finding_id), None)


def note_contact(session: Session, desk: Desk, draft: FindingContactDraft) -> FindingContact:
    """Note a contact; it takes the step of the ladder that it answers."""
    today = desk.today()
    check_contact(draft.happened_on, draft.promised_on, draft.said, today)
    chased = chased_of(session, draft.finding_id, today)
    if chased is None:
        raise RefusedError(
            _("この指摘は、いま督促の対象ではありません。"),
            _("督促は、文書で是正を求め、期限が近づくか過ぎた指摘に記録します。"),
        )
    row = FindingContact(
        id=new_id(),
        finding_id=get_row(session, Finding, draft.finding_id).id,
        kind=draft.kind,
        rung=taken_by(draft.kind, chased.step),
        due_on=chased.finding.due_on,
        happened_on=draft.happened_on,
        person=draft.person.strip(),
        said=draft.said.strip(),
        promised_on=draft.promised_on,
        noted_by=desk.actor.signature,
    )
    session.add(row)
    return row


def withdraw_contact(desk: Desk, row: FindingContact, *, reason: str) -> None:
    """Take back a contact noted by mistake; its step is open again."""
    if not reason.strip():
        raise RefusedError(_("取り消す理由がありません。"), _("理由を書いてください。"), field="reason")
    row.withdrawn_on, row.withdrawn_reason = desk.today(), reason.strip()


def list_contacts(session: Session, finding_id: UUID) -> tuple[ContactRow, ...]:
    """Return the contacts about a finding, in the order they happened."""
    query = select(FindingContact).where(
        FindingContact.finding_id == finding_id, FindingContact.withdrawn_on.is_(None)
    )
    return tuple(
        ContactRow(
            row.id,
            row.kind,
            row.happened_on,
            row.person,
            row.said,
            row.promised_on,
            row.noted_by,
            row.version,
        )
        for row in session.scalars(query.order_by(FindingContact.happened_on, FindingContact.id))
    )
