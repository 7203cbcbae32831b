"""A form to be sent out: its identity, what the city knows, and what every field is called and labelled."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from oversight.calendar import show_day
from oversight.report_form.answers import Cell
from oversight.report_form.identity import FormIdentity
from oversight.report_form.questions import Question, QuestionSet, Table
from oversight.words import _


@dataclass(frozen=True)
class HeadFact:
    """A line at the head of a form; one with a ``name`` comes back with the answers.

    The contractor writes an open one. ``height`` is the row's in a workbook, in points; 0 leaves it open.
    """

    label: str
    value: str
    name: str = ""
    is_open: bool = False
    height: int = 0


KnownRow = Mapping[str, str]
"""What the city knows of one worker, body, place or medium: column → text."""

BLANK_ROWS = 8
"""Rows of each table on a form that is not about a contract the city has."""

CONTRACT_FIELD, MONTH_FIELD, CODE_FIELD = "contract_number", "month", "form_code"
"""Fields of a blank form, where the contractor writes which contract and month it is for, and the code."""

HEAD_FIELDS = frozenset({CONTRACT_FIELD, MONTH_FIELD, CODE_FIELD})


@dataclass(frozen=True)
class FormData:
    """What is printed on a form and filled in for the contractor; a blank form knows nothing.

    ``guidance`` replaces what a form says of how to fill it in.
    """

    questions: QuestionSet
    city: str = ""
    section: str = ""
    phone: str = ""
    contract_id: UUID | None = None
    contract_number: str = ""
    contract_title: str = ""
    contractor: str = ""
    month: dt.date | None = None
    due_on: dt.date | None = None
    known: Mapping[str, Sequence[KnownRow]] = field(default_factory=dict)

    guidance: tuple[str, ...] = ()

    @property
    def made_on(self) -> dt.date:
        """Return the day the file says it was made on, so that the same form gives the same bytes."""
        return self.month or self.questions.published_on

    @property
    def leaves_room_for_check(self) -> bool:
        """Tell whether the city notes its own check on the form."""
        return True

    @property
    def offers_nil(self) -> bool:
        """Tell whether 該当なし answers any question."""
        return any(question.nil for question in self.questions.questions)

    def head_facts(self) -> Iterator[HeadFact]:
        """Yield what stands at the head, in the language in use."""
        month = f"{self.month:%Y/%m}" if self.month else ""
        yield HeadFact(_("契約番号"), self.contract_number, CONTRACT_FIELD, is_open=self.is_blank)
        yield HeadFact(_("件名"), self.contract_title)
        yield HeadFact(_("受託者"), self.contractor)
        yield HeadFact(_("対象月"), month, MONTH_FIELD, is_open=self.is_blank)
        yield HeadFact(_("提出期限"), show_day(self.due_on, weekday=True))
        yield HeadFact(_("提出先"), " ".join(filter(None, (self.city, self.section, self.phone))))

    @property
    def is_blank(self) -> bool:
        """Tell whether the contractor has to write which contract and month it is for."""
        return self.month is None

    def known_rows(self, table: Table) -> Sequence[KnownRow]:
        """Return what the city knows for a table."""
        return self.known.get(table.id, ())

    def row_count(self, table: Table) -> int:
        """Return how many rows a table has on this form."""
        return BLANK_ROWS if self.is_blank else len(self.known_rows(table)) + table.spare

    @property
    def code(self) -> str:
        """Return the code of the form's identity."""
        return FormIdentity(self.contract_id, self.month, self.questions.content_hash[:8]).code


@dataclass(frozen=True)
class FiledForm:
    """A form as it came back: its code, what was written into its fields, and the labels beside them.

    ``texts`` holds whatever else can be read in the file, to be searched for Individual Numbers.
    """

    code: str
    fields: Mapping[str, Cell]
    labels: Mapping[str, str]
    texts: Sequence[str] = ()


def label_of(number: int, question: Question) -> str:
    """Return a question as it is printed: 4 受領した件数（件）. Forms are in Japanese."""
    unit = f"（{question.unit.ja}）" if question.unit.ja else ""
    return f"{number} {question.label.ja}{unit}"


def labels_of(questions: QuestionSet) -> Iterator[tuple[str, str]]:
    """Yield what a form must show beside each answer: field → label, tables' columns as ``workers.name``."""
    for number, question in questions.numbered():
        yield question.id, label_of(number, question)
    for table in questions.tables:
        for column in table.columns:
            yield f"{table.id}.{column.id}", column.label.ja
