"""Climbing the ladder, whatever is awaited: contacts noted, letters due, the deed of a day.

Monthly reports and corrections are chased alike; each says what it awaits and keeps its own tables.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, field
from typing import Any, Generic, Protocol, TypeVar
from uuid import UUID

from sqlalchemy.orm import Session

from models.report_chasing import ContactKind
from oversight.access import Deed
from oversight.desk import Desk
from oversight.errors import RefusedError
from oversight.reports.ladder import Channel, Rung, Standing, Step
from oversight.words import _

_TAKES = {
    Channel.NOTICE: frozenset({ContactKind.CALL, ContactKind.MAIL, ContactKind.VISIT}),
    Channel.CALL: frozenset({ContactKind.CALL, ContactKind.MAIL, ContactKind.VISIT}),
    Channel.CONSULTATION: frozenset({ContactKind.CONSULTATION}),
    Channel.LETTER: frozenset[ContactKind](),
}
"""Which contacts take a step; a letter's step is taken by the letter alone."""


# What was done so far


class TakesRung(Protocol):
    """A row that takes a step of the ladder, or none where ``rung`` is empty."""

    rung: str


class KeptContact(Protocol):
    """A row of a contact."""

    id: UUID
    kind: ContactKind
    rung: str
    happened_on: dt.date
    person: str
    said: str
    promised_on: dt.date | None
    noted_by: str
    version: int


class KeptLetter(Protocol):
    """A row of a letter."""

    id: UUID
    number: str
    contract_id: UUID
    rung: str
    title: str
    issued_on: dt.date
    answer_by: dt.date | None
    made_by: str
    attachment_id: UUID


@dataclass(frozen=True)
class Past:
    """What was done so far about what is awaited, and the newest promise."""

    contacts: int = 0
    letters: int = 0
    taken: frozenset[str] = frozenset()
    promised_on: dt.date | None = None


@dataclass
class Noted:
    """The rows noted about what is awaited, in the order they happened."""

    contacts: list[KeptContact] = field(default_factory=list)
    letters: list[TakesRung] = field(default_factory=list)

    def past(self) -> Past:
        """Return what they come to."""
        rungs = [row.rung for row in self.contacts] + [row.rung for row in self.letters]
        promises = [row.promised_on for row in self.contacts if row.promised_on is not None]
        newest = promises[-1] if promises else None
        return Past(len(self.contacts), len(self.letters), frozenset(rungs) - {""}, newest)


# Contacts

AboutT = TypeVar("AboutT")


@dataclass(frozen=True)
class ContactDraft(Generic[AboutT]):
    """A call, mail, visit or consultation about what is awaited."""

    about: AboutT
    kind: ContactKind
    happened_on: dt.date
    person: str = ""
    said: str = ""
    promised_on: dt.date | None = None


@dataclass(frozen=True)
class ContactRow:
    """A contact as panes show it."""

    contact_id: UUID
    kind: ContactKind
    happened_on: dt.date
    person: str
    said: str
    promised_on: dt.date | None
    noted_by: str
    version: int


def check_contact(draft: ContactDraft[Any], today: dt.date) -> None:
    """Refuse a contact of a day to come, one that says nothing, and a promise for a day before it."""
    if draft.happened_on > today:
        raise RefusedError(
            _("まだ来ていない日です。"), _("連絡した日を入力してください。"), field="happened_on"
        )
    if draft.promised_on is not None and draft.promised_on < draft.happened_on:
        raise RefusedError(
            _("約束の日が連絡した日より前です。"),
            _("約束された提出日を入力してください。"),
            field="promised_on",
        )
    if not (draft.said.strip() or draft.promised_on):
        raise RefusedError(
            _("連絡の内容がありません。"), _("話したことか、約束の日を残してください。"), field="said"
        )


def contact_columns(draft: ContactDraft[Any], step: Step, desk: Desk) -> dict[str, Any]:
    """Return what the row of a contact holds beside what it is about; it takes the step that it answers."""
    return {
        "kind": draft.kind,
        "rung": _taken_by(draft.kind, step),
        "happened_on": draft.happened_on,
        "person": draft.person.strip(),
        "said": draft.said.strip(),
        "promised_on": draft.promised_on,
        "noted_by": desk.actor.signature,
    }


def _taken_by(kind: ContactKind, step: Step) -> str:
    """Return the step of the ladder that a contact takes, or an empty text."""
    rung = step.rung
    if rung is None or step.standing is not Standing.DUE or kind not in _TAKES[rung.channel]:
        return ""
    return rung.id


def contact_row(row: KeptContact) -> ContactRow:
    """Return a contact as panes show it."""
    return ContactRow(
        row.id,
        row.kind,
        row.happened_on,
        row.person,
        row.said,
        row.promised_on,
        row.noted_by,
        row.version,
    )


# Letters


@dataclass(frozen=True)
class LetterRow:
    """A letter as lists show it."""

    letter_id: UUID
    number: str
    contract_id: UUID
    rung: str
    title: str
    issued_on: dt.date
    answer_by: dt.date | None
    made_by: str
    attachment_id: UUID


def letter_row(row: KeptLetter) -> LetterRow:
    """Return a letter as lists show it."""
    return LetterRow(
        row.id,
        row.number,
        row.contract_id,
        row.rung,
        row.title,
        row.issued_on,
        row.answer_by,
        row.made_by,
        row.attachment_id,
    )


class Awaited(Protocol):
    """What is chased."""

    @property
    def contract_id(self) -> UUID:
        """The contract it is owed under."""
        ...

    @property
    def awaited(self) -> Hashable:
        """What is awaited, and by which day: a new day starts the ladder anew."""
        ...

    @property
    def step(self) -> Step:
        """What comes next."""
        ...


ChasedT = TypeVar("ChasedT", bound=Awaited)


@dataclass(frozen=True)
class DueLetter(Generic[ChasedT]):
    """A letter that is due: one for each contract and step, about all that is awaited at that step."""

    contract_id: UUID
    rung: Rung
    chased: tuple[ChasedT, ...]


@dataclass(frozen=True)
class ChaseOutcome(Generic[ChasedT]):
    """What a day's chasing made and what is left to a person: calls, notices, consultations."""

    letters: tuple[LetterRow, ...]
    to_do: tuple[ChasedT, ...]


def due_letters(chased: Iterable[ChasedT]) -> tuple[DueLetter[ChasedT], ...]:
    """Return the letters due among what is chased."""
    found: dict[tuple[UUID, str], list[ChasedT]] = defaultdict(list)
    rungs: dict[str, Rung] = {}
    for each in chased:
        rung = each.step.letter_due
        if rung is not None:
            found[each.contract_id, rung.id].append(each)
            rungs[rung.id] = rung
    return tuple(
        DueLetter(contract_id, rungs[rung_id], tuple(rows)) for (contract_id, rung_id), rows in found.items()
    )


def still_due(due: DueLetter[ChasedT], chased: Iterable[ChasedT]) -> tuple[ChasedT, ...]:
    """Return what a letter is still due about, among what is chased by now."""
    wanted = {each.awaited for each in due.chased}
    same = (
        letter
        for letter in due_letters(chased)
        if (letter.contract_id, letter.rung.id) == (due.contract_id, due.rung.id)
    )
    return tuple(each for letter in same for each in letter.chased if each.awaited in wanted)


def chase(
    desk: Desk,
    verb: str,
    chased: tuple[ChasedT, ...],
    make: Callable[[Session, DueLetter[ChasedT]], LetterRow | None],
) -> ChaseOutcome[ChasedT]:
    """Make exactly the letters due among what is chased, each in a transaction of its own.

    ``make`` returns None for a letter that has been made meanwhile.
    """
    letters = []
    for due in due_letters(chased):
        with desk.writing(Deed.CHASE_REPORT, verb) as session:
            made = make(session, due)
        letters += [made] if made is not None else []
    return ChaseOutcome(tuple(letters), tuple(each for each in chased if each.step.is_for_a_person))
