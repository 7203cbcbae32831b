"""What the monthly report's answers say of the checklist's items: docs/records.md#items-that-stand-first.

The correspondence is data (``checklists/report_bearings_1.yaml``), beside the questions and the checklist.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib import resources
from typing import Any

from models.report_filing import PointKind
from oversight.checklist.yaml_file import document_from_yaml
from oversight.report_form.answers import Answer
from oversight.report_form.questions import Question, QuestionKind

BUILTIN_FILE = "report_bearings_1.yaml"


class Speaks(StrEnum):
    """Whether an answer says that an item is in order, that it is not, or neither."""

    FOR = "for"
    AGAINST = "against"
    TOLD = "told"


@dataclass(frozen=True)
class Bearing:
    """A question with the items its answers speak of."""

    question: str
    items: tuple[str, ...]
    answers: Mapping[str, Speaks]

    def of(self, question: Question, answer: Answer) -> Speaks | None:
        """Return what an answer says of the items; ``None`` where it says nothing."""
        return self.answers.get(answer_key(question, answer))


@dataclass(frozen=True)
class PointBearing:
    """A kind of attention point with the items it bears on."""

    point: PointKind
    items: tuple[str, ...]


@dataclass(frozen=True)
class BearingSet:
    """The correspondence of one question set with the checklists it holds for, each by its ``id``."""

    id: str
    questions: str
    checklists: tuple[str, ...]
    bearings: tuple[Bearing, ...]
    points: tuple[PointBearing, ...]

    def of_question(self, question_id: str) -> Iterator[Bearing]:
        """Yield what a question bears on."""
        return (each for each in self.bearings if each.question == question_id)

    def items_of_point(self, kind: PointKind, details: Mapping[str, Any]) -> tuple[str, ...]:
        """Return the items a point bears on: its kind's, and those of the question it is about."""
        own = [item for each in self.points if each.point is kind for item in each.items]
        asked = [item for each in self.of_question(str(details.get("question", ""))) for item in each.items]
        return tuple(dict.fromkeys([*own, *asked]))


def answer_key(question: Question, answer: Answer) -> str:
    """Return the key of an answer: a choice's value, nil, none, some or given; empty for no answer."""
    if answer.unread or answer == Answer():
        return ""
    if question.kind is QuestionKind.NUMBER:
        return "some" if answer.value else "none"
    if answer.is_nil:
        return "nil"
    return str(answer.value) if question.kind is QuestionKind.CHOICE else "given"


@cache
def builtin_bearings() -> BearingSet:
    """Return the correspondence that ships with the product."""
    content = (resources.files("checklists") / BUILTIN_FILE).read_bytes()
    return bearings_from_document(document_from_yaml(content))


def bearings_from_document(document: Mapping[str, Any]) -> BearingSet:
    """Build it from its document; raise what ``cattrs`` raises over one of another shape."""
    from cattrs import Converter

    return Converter(forbid_extra_keys=True).structure(document, BearingSet)
