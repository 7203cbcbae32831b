"""The questions of the monthly handling report, as plain frozen facts: docs/records.md#report-forms.

An edition of the questions is immutable once published and is known by the hash of its content, so that a
report that came in keeps the questions it answered.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, cached_property
from importlib import resources
from typing import TYPE_CHECKING, Any

from oversight.checklist.edition import Bilingual, Choice, Need, Source, document_hash
from oversight.checklist.yaml_file import document_from_yaml
from oversight.words import _

if TYPE_CHECKING:
    from cattrs import Converter

_NO_TEXT = Bilingual()
BUILTIN_SETS = ("monthly_report_1.yaml",)
"""The files in ``checklists/`` that ship with the product, oldest first."""
CORRECTION_SETS = ("correction_report_1.yaml",)
"""Those of the reports of correction."""


class QuestionKind(StrEnum):
    """What a question or a column takes."""

    NUMBER = "number"
    DATE = "date"
    TEXT = "text"
    CHOICE = "choice"


@dataclass(frozen=True)
class When:
    """A question is asked only where another has been answered by a value."""

    question: str
    value: str


@dataclass(frozen=True)
class Question:
    """One question. ``nil``: 該当なし answers it too; ``jump``: its count is held against last month's."""

    id: str
    kind: QuestionKind
    label: Bilingual
    basis: tuple[str, ...]
    nil: bool = False
    jump: bool = False
    long: bool = False
    unit: Bilingual = _NO_TEXT
    need: Need = Need.REQUIRED
    when: When | None = None
    choices: tuple[Choice, ...] = ()

    def choice_of(self, value: object) -> Choice | None:
        """Return the choice of a value, or ``None``."""
        return next((each for each in self.choices if each.value == value), None)


@dataclass(frozen=True)
class Column:
    """A column of a table; ``known`` is filled in by the city from its register."""

    id: str
    kind: QuestionKind
    label: Bilingual
    known: bool = False


@dataclass(frozen=True)
class Table:
    """Rows about people, places, bodies or media, with ``spare`` empty rows for new ones."""

    id: str
    label: Bilingual
    spare: int
    columns: tuple[Column, ...]


@dataclass(frozen=True)
class Section:
    """Questions that belong together, and the table below them."""

    id: str
    title: Bilingual
    questions: tuple[Question, ...]
    table: Table | None = None


@dataclass(frozen=True)
class QuestionSet:
    """An edition of the questions; ``content_hash`` is SHA-256 in hexadecimal over its canonical JSON."""

    id: str
    number: int
    title: Bilingual
    published_on: dt.date
    sources: tuple[Source, ...]
    sections: tuple[Section, ...]
    content_hash: str

    @cached_property
    def _questions_by_id(self) -> Mapping[str, Question]:
        return {question.id: question for section in self.sections for question in section.questions}

    @property
    def questions(self) -> tuple[Question, ...]:
        """All questions in order."""
        return tuple(self._questions_by_id.values())

    @property
    def tables(self) -> tuple[Table, ...]:
        """All tables in order."""
        return tuple(section.table for section in self.sections if section.table is not None)

    def find_question(self, question_id: str) -> Question | None:
        """Return the question of that id, or ``None``."""
        return self._questions_by_id.get(question_id)

    def numbered(self) -> Iterator[tuple[int, Question]]:
        """Yield the questions with their numbers as printed, from 1."""
        yield from enumerate(self.questions, start=1)

    @property
    def number_in_words(self) -> str:
        """第1版."""
        return _("第{number}版").format(number=self.number)


@cache
def builtin_sets() -> tuple[QuestionSet, ...]:
    """Return the editions that ship with the product, oldest first."""
    return _sets(BUILTIN_SETS)


@cache
def correction_sets() -> tuple[QuestionSet, ...]:
    """Return the editions of the report of correction, oldest first."""
    return _sets(CORRECTION_SETS)


def _sets(names: Iterable[str]) -> tuple[QuestionSet, ...]:
    folder = resources.files("checklists")
    return tuple(set_from_document(document_from_yaml((folder / name).read_bytes())) for name in names)


def current_set() -> QuestionSet:
    """Return the newest edition: what is sent out now."""
    return builtin_sets()[-1]


def find_set(content_hash: str) -> QuestionSet | None:
    """Return the edition of a hash (or of the beginning of one, 8 signs or more), or ``None``."""
    return _find(builtin_sets(), content_hash)


def find_correction_set(content_hash: str) -> QuestionSet | None:
    """Return the edition of the report of correction of a hash, or ``None``."""
    return _find(correction_sets(), content_hash)


def _find(sets: Iterable[QuestionSet], content_hash: str) -> QuestionSet | None:
    if len(content_hash) < 8:
        return None
    return next((each for each in sets if each.content_hash.startswith(content_hash)), None)


def set_from_document(document: Mapping[str, Any]) -> QuestionSet:
    """Build an edition from its document; raise what ``cattrs`` raises over one of another shape."""
    given = {**document, "content_hash": document_hash(document)}
    return _converter().structure(given, QuestionSet)


@cache
def _converter() -> Converter:
    from cattrs import Converter

    converter = Converter(forbid_extra_keys=True)
    converter.register_structure_hook(dt.date, lambda text, _kind: dt.date.fromisoformat(text))
    return converter
