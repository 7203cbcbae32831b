"""Which corrections are to be chased and how: calls, promises and letters, each noted at its finding.

Chased is what was asked for in writing and has not been reported; a new day (an extension, a report sent
back) starts the ladder anew (docs/records.md#chasing-of-findings).
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass
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
from oversight.reports import ContactDraft, ContactRow, Step
from oversight.reports.climbing import Noted, Past, check_contact, contact_columns, contact_row
from oversight.reports.ladder import next_step
from oversight.words import _

CHASED = frozenset({FindingState.REQUESTED, FindingState.PLANNED})
"""Asked for in writing, and the report has not come; before the request there is nothing to remind of."""


FindingContactDraft = ContactDraft[UUID]
"""A call, mail, visit or consultation about a finding, named by its identifier."""


@dataclass(frozen=True)
class ChasedFinding:
    """A correction that is awaited: what was done so far, what comes next."""

    finding: FindingRow
    past: Past
    step: Step

    @property
    def contract_id(self) -> UUID:
        """The contract it was found under."""
        return self.finding.contract_id

    @property
    def awaited(self) -> tuple[UUID, dt.date]:
        """Which finding is awaited, and by which day."""
        return self.finding.id, self.finding.due_on


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


def _noted(session: Session, ids: set[UUID]) -> defaultdict[tuple[UUID, dt.date], Noted]:
    """Return what was noted, by finding and the day it was awaited by, in the order it happened."""
    found: defaultdict[tuple[UUID, dt.date], Noted] = defaultdict(Noted)
    contacts = select(FindingContact).where(
        FindingContact.finding_id.in_(ids), FindingContact.withdrawn_on.is_(None)
    )
    for row in session.scalars(contacts.order_by(FindingContact.happened_on, FindingContact.id)):
        found[row.finding_id, row.due_on].contacts.append(row)
    letters = select(FindingLetterItem).where(
        FindingLetterItem.finding_id.in_(ids),
        FindingLetterItem.rung != "",
        FindingLetterItem.withdrawn_on.is_(None),
    )
    for item in session.scalars(letters):
        found[item.finding_id, item.due_on].letters.append(item)
    return found


def chased_of(session: Session, finding_id: UUID, on: dt.date) -> ChasedFinding | None:
    """Return one finding on the ladder, or None where nothing is awaited (yet)."""
    return next((row for row in list_chased(session, on) if row.finding.id == finding_id), None)


def note_contact(session: Session, desk: Desk, draft: FindingContactDraft) -> FindingContact:
    """Note a contact; it takes the step of the ladder that it answers."""
    today, finding_id = desk.today(), draft.about
    check_contact(draft, today)
    chased = chased_of(session, finding_id, today)
    if chased is None:
        raise RefusedError(
            _("この指摘は、いま督促の対象ではありません。"),
            _("督促は、文書で是正を求め、期限が近づくか過ぎた指摘に記録します。"),
        )
    row = FindingContact(
        id=new_id(),
        finding_id=get_row(session, Finding, finding_id).id,
        due_on=chased.finding.due_on,
        **contact_columns(draft, chased.step, desk),
    )
    session.add(row)
    return row


def list_contacts(session: Session, finding_id: UUID) -> tuple[ContactRow, ...]:
    """Return the contacts about a finding, in the order they happened."""
    query = select(FindingContact).where(
        FindingContact.finding_id == finding_id, FindingContact.withdrawn_on.is_(None)
    )
    rows = session.scalars(query.order_by(FindingContact.happened_on, FindingContact.id))
    return tuple(map(contact_row, rows))
