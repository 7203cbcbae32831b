"""Editions of the checklist (点検表の版): what an inspector is asked, as plain frozen facts.

An edition is immutable once published and is known by the hash of its content, so that an inspection keeps
its edition for ever and formatting of the file does not matter (docs/checklists.md#editions). A source
carries the day up to which its text is known to stand.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import Field, dataclass, field, fields, is_dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any

from typing_extensions import override

from models.marks import Mark, Severity
from oversight.calendar.shown import show_day
from oversight.numbers import MOST, NumberRule
from oversight.words import _, language

LATER = {"later": True}
"""``metadata`` of a field that came after edition 1: at its default it is left out, so that no hash moves."""


@dataclass(frozen=True)
class Bilingual:
    """A text in Japanese and, where the office has one, in English."""

    ja: str = ""
    en: str = ""

    def spoken(self) -> str:
        """Return the text in the language in use; what has no English is told in Japanese."""
        return (self.en or self.ja) if language() == "en" else self.ja


class FactKind(StrEnum):
    """What values a fact about the contract or the inspection may take."""

    YES_NO = "yes_no"
    CHOICE = "choice"
    CHOICES = "choices"
    NUMBER = "number"
    DATE = "date"
    TEXT = "text"


class FieldKind(StrEnum):
    """What an item asks for beside its mark; the letters N, D, T, P of ``tests/checklists/catalogue.tsv``."""

    NUMBER = "number"
    DATE = "date"
    TEXT = "text"
    PHOTO = "photo"
    CHOICE = "choice"
    CHOICES = "choices"


class AnswerKind(StrEnum):
    """How an item is answered: by 適 / 不適 / 非該当, or by the value of its one field alone (記入)."""

    MARK = "mark"
    VALUE = "value"


class Need(StrEnum):
    """Whether a field is owed (必須) or advised (推奨)."""

    REQUIRED = "required"
    ADVISED = "advised"


@dataclass(frozen=True)
class Choice:
    """One value of a fact or of a field. ``condition`` is empty when the choice is always offered."""

    value: str
    label: Bilingual
    condition: str = ""


@dataclass(frozen=True)
class Fact:
    """Something known of the contract or the inspection that conditions may ask: ``${特定個人情報}``."""

    name: str
    kind: FactKind
    label: Bilingual
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True)
class Source:
    """A text that items rest on. ``as_of`` is the day up to which it is known to stand."""

    id: str
    title: Bilingual
    as_of: dt.date
    url: str = ""
    locator: str = ""


@dataclass(frozen=True)
class Basis:
    """A clause (根拠条項) of the source with that id; empty where the source alone is named."""

    source: str
    as_of: dt.date
    clause: Bilingual = Bilingual()


@dataclass(frozen=True)
class ExtraField:
    """A number, date, text, photo or choice asked for beside the mark, or in its place.

    ``sample_of`` names the population (母数) of a count; population and sample size are then asked with it.
    ``decimals``, ``minimum`` and ``maximum`` bound a number: without them it is whole and not below 0.
    ``constraint`` is a condition in which ``.`` stands for the value; what breaks it is refused with
    ``constraint_message``. The value of a field with several choices is their values, parted by spaces.
    """

    id: str
    kind: FieldKind
    label: Bilingual
    need: Need
    unit: Bilingual = Bilingual()
    sample_of: Bilingual | None = None
    decimals: int | None = None
    minimum: float | None = None
    maximum: float | None = None
    choices: tuple[Choice, ...] = ()
    constraint: str = ""
    constraint_message: Bilingual = Bilingual()

    @property
    def is_required(self) -> bool:
        """Tell whether the field is owed, not merely advised."""
        return self.need is Need.REQUIRED

    @property
    def number_rule(self) -> NumberRule:
        """The numbers the field takes."""
        low = 0 if self.minimum is None else self.minimum
        return NumberRule(self.decimals or 0, low, MOST if self.maximum is None else self.maximum)

    @property
    def is_sample(self) -> bool:
        """Tell whether the number is counted in a sample of a population."""
        return self.sample_of is not None


@dataclass(frozen=True)
class Item:
    """One item (点検項目). ``condition`` is empty when the item is always asked.

    An item answered by its value has exactly one field, and its name in a condition stands for that value.
    """

    id: str
    title: Bilingual
    look_at: Bilingual
    basis: tuple[Basis, ...]
    severity: Severity
    fields: tuple[ExtraField, ...] = ()
    condition: str = ""
    answer: AnswerKind = field(default=AnswerKind.MARK, metadata=LATER)

    def find_field(self, field_id: str) -> ExtraField | None:
        """Return the field of that id, or ``None``."""
        return next((one for one in self.fields if one.id == field_id), None)

    @property
    def only_field(self) -> ExtraField | None:
        """The field whose value is the answer; ``None`` where the item is marked."""
        return self.fields[0] if self.answer is AnswerKind.VALUE and self.fields else None

    @property
    def sample(self) -> ExtraField | None:
        """The number counted in a sample, if the item asks for one."""
        return next((one for one in self.fields if one.is_sample), None)


@dataclass(frozen=True)
class Section:
    """A section of the checklist with its items in order.

    A section that ``repeats`` is filled once for each room, person or device: as often as the inspector adds
    one, or as often as the expression ``repeat_count`` says (``oversight.checklist.unrolling``).
    """

    id: str
    title: Bilingual
    items: tuple[Item, ...]
    repeats: bool = field(default=False, metadata=LATER)
    repeat_count: str = ""


@dataclass(frozen=True)
class Retired:
    """An item an earlier edition had: its id is never given to another question."""

    id: str
    title: Bilingual
    reason: str = ""


@dataclass(frozen=True)
class Rules:
    """When a record is complete (docs/checklists.md#completeness).

    Required fields are owed when the mark is one of ``values_owed_on``; sample counts on ``samples_owed_on``.
    """

    finding_on_nonconforming: bool = True
    reason_on_not_applicable: bool = True
    severity_a_forbids_no_problem: bool = True
    values_owed_on: tuple[Mark, ...] = (Mark.CONFORMING,)
    samples_owed_on: tuple[Mark, ...] = (Mark.CONFORMING, Mark.NONCONFORMING)


@dataclass(frozen=True, eq=False)
class Edition:
    """One edition. Two editions are the same when their content is.

    ``absent`` holds the repeating sections that an inspection fills not even once
    (``oversight.checklist.unrolling``); an edition itself has none.
    """

    id: str
    number: int
    title: Bilingual
    published_on: dt.date
    facts: tuple[Fact, ...]
    sources: tuple[Source, ...]
    rules: Rules
    sections: tuple[Section, ...]
    retired: tuple[Retired, ...] = ()
    absent: tuple[Section, ...] = field(default=(), metadata=LATER)

    @cached_property
    def items(self) -> tuple[Item, ...]:
        """All items in the order of the checklist."""
        return tuple(item for section in self.sections for item in section.items)

    @cached_property
    def content_hash(self) -> str:
        """SHA-256, in hexadecimal, over the canonical JSON of the content."""
        return document_hash(document_from_edition(self))

    @property
    def number_in_words(self) -> str:
        """第1版."""
        return _("第{number}版").format(number=self.number)

    @cached_property
    def _items_by_id(self) -> Mapping[str, Item]:
        return {item.id: item for item in self.items}

    @cached_property
    def _sources_by_id(self) -> Mapping[str, Source]:
        return {source.id: source for source in self.sources}

    @cached_property
    def _facts_by_name(self) -> Mapping[str, Fact]:
        return {fact.name: fact for fact in self.facts}

    def find_item(self, item_id: str) -> Item | None:
        """Return the item of that id, or ``None``."""
        return self._items_by_id.get(item_id)

    def find_source(self, source_id: str) -> Source | None:
        """Return the source of that id, or ``None``."""
        return self._sources_by_id.get(source_id)

    def find_fact(self, name: str) -> Fact | None:
        """Return the fact of that name, or ``None``."""
        return self._facts_by_name.get(name)

    def section_of(self, item_id: str) -> Section | None:
        """Return the section an item stands in, or ``None``."""
        return next((part for part in self.sections if any(i.id == item_id for i in part.items)), None)

    def cite(self, basis: Basis) -> str:
        """Return one line for a basis: title, clause and the day it was known to stand."""
        source = self.find_source(basis.source)
        title = source.title.spoken() if source else basis.source
        named = f"{title} {basis.clause.spoken()}".rstrip()
        return _("{title}（{day}現在）").format(title=named, day=show_day(basis.as_of))

    @override
    def __eq__(self, other: object) -> bool:
        return isinstance(other, Edition) and self.content_hash == other.content_hash

    @override
    def __hash__(self) -> int:
        return hash(self.content_hash)


def document_from_edition(edition: Edition) -> dict[str, Any]:
    """Return the edition as a document (what YAML, JSON and the store hold): dicts, lists, texts, numbers.

    What is empty is left out, as a file may leave it out: absent and empty are the same.
    """
    return document_from_part(edition)


def document_from_part(part: Any) -> dict[str, Any]:
    """Return a part of an edition (an item, a field, a choice) as a document has it."""
    plain = {one.name: _plain(getattr(part, one.name)) for one in fields(part) if not _is_left_out(part, one)}
    return {name: value for name, value in plain.items() if value not in (None, "", [], {})}


def _is_left_out(part: Any, one: Field[Any]) -> bool:
    return "later" in one.metadata and getattr(part, one.name) == one.default


def _plain(value: Any) -> Any:
    if is_dataclass(value):
        return document_from_part(value)
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, StrEnum):
        return value.value
    return value.isoformat() if isinstance(value, dt.date) else value


def document_hash(document: Mapping[str, Any]) -> str:
    """Return SHA-256, in hexadecimal, over canonical JSON: keys sorted, no spaces, UTF-8."""
    text = json.dumps(document, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
