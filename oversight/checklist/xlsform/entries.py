"""Questions gathered to what an edition asks: facts, items with their fields, and what is left out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from oversight.checklist.xlsform.extras import Carried
from oversight.checklist.xlsform.kinds import Kind, Way, kind_of
from oversight.checklist.xlsform.names import field_id
from oversight.checklist.xlsform.questions import Question

FINDING, REASON, POPULATION, SAMPLE = "_finding", "_reason", "_population", "_sample"
"""Ends of the names our own export gives to what every marked item asks for; no field's id begins so."""


@dataclass
class Entry:
    """One item to be, or one fact: its question, and the questions that belong to it."""

    question: Question
    kind: Kind
    is_fact: bool = False
    fields: list[tuple[str, Question, Kind]] = field(default_factory=list)
    samples: dict[str, Question] = field(default_factory=dict)
    """The question for the population of a field, by the id of the field."""
    notes: list[Question] = field(default_factory=list)
    """The notes that stand before the question."""


@dataclass
class Gathered:
    """All questions of a form, each in its room."""

    entries: list[Entry] = field(default_factory=list)
    calculated: list[Question] = field(default_factory=list)
    dropped: list[tuple[Question, Kind]] = field(default_factory=list)
    helping: list[Question] = field(default_factory=list)
    """Questions our own export adds; the edition asks them by itself."""
    notes: list[Question] = field(default_factory=list)
    """Notes after which no question comes."""


def gather(questions: Iterable[Question], carried: Carried) -> Gathered:
    """Put every question into its room."""
    found = Gathered()
    items: dict[str, Entry] = {}
    for question in questions:
        kind, role = kind_of(question), carried.of(question.row).role
        if kind.way is Way.MARKED and (role == "value" or _owner(question, items) is not None):
            kind = Kind(Way.ASKED, "choice")
        if kind.way is Way.CALCULATED:
            found.calculated.append(question)
        elif kind.way is Way.DROPPED:
            found.dropped.append((question, kind))
        elif kind.way is Way.NOTE:
            found.notes.append(question)
        elif not _belongs(question, kind, items, found):
            entry = Entry(question, kind, role == "fact", notes=found.notes)
            found.notes = []
            found.entries.append(entry)
            if kind.way is Way.MARKED and role != "fact":
                items[question.name] = entry
    return found


def _owner(question: Question, items: dict[str, Entry]) -> Entry | None:
    """Return the marked item in the same group whose name a question's own begins with."""
    name, dot, _rest = question.name.partition(".")
    entry = items.get(name) if dot else None
    return entry if entry is not None and entry.question.part.name == question.part.name else None


def _belongs(question: Question, kind: Kind, items: dict[str, Entry], found: Gathered) -> bool:
    """Put a question to the marked item whose name its own begins with; ``False`` where there is none."""
    entry = _owner(question, items)
    if entry is None:
        return False
    rest = question.name.partition(".")[2]
    id_, _dot, end = rest.partition(".")
    if rest in (FINDING, REASON) or end == SAMPLE:
        found.helping.append(question)
    elif end == POPULATION:
        entry.samples[id_] = question
        found.helping.append(question)
    elif end:
        return False
    else:
        entry.fields.append((_free_id(field_id(rest), entry), question, kind))
    return True


def _free_id(wanted: str, entry: Entry) -> str:
    taken = {one for one, _question, _kind in entry.fields}
    number, name = 1, wanted
    while name in taken:
        number += 1
        name = f"{wanted[:90]}_{number}"
    return name
