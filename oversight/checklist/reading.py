"""From an edition's file, or its document in the store, to an ``Edition``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import cache
from importlib import resources
from itertools import chain
from typing import Any

from models.marks import Mark, Severity
from oversight.checklist.edition import (
    AnswerKind,
    Basis,
    Bilingual,
    Choice,
    Edition,
    ExtraField,
    Fact,
    FactKind,
    FieldKind,
    Item,
    Need,
    Retired,
    Rules,
    Section,
    Source,
)
from oversight.checklist.faults import individual_number_faults
from oversight.checklist.schema import schema_faults
from oversight.checklist.yaml_file import document_from_yaml
from oversight.errors import RefusedError
from oversight.words import _

BUILTIN_EDITIONS = ("edition_1.yaml",)
"""The files in ``checklists/`` that ship with the product, oldest first."""

Document = Mapping[str, Any]


def read_edition(content: bytes) -> Edition:
    """Read an edition file (YAML); raise ``RefusedError`` with the first fault of its shape.

    An Individual Number anywhere in it refuses it as well.

    What the linter finds beyond the schema (circles, unknown names) is ``lint``'s to say.
    """
    document = document_from_yaml(content)
    for fault in chain(individual_number_faults(document), schema_faults(document)):
        raise RefusedError(
            _("点検表として読めません: {fault}").format(fault=fault.sentence),
            _("点検表の検査（oversight checklist lint）で、すべての誤りを確かめてください。"),
        )
    return edition_from_document(document)


@cache
def builtin_editions() -> tuple[Edition, ...]:
    """Return the editions that ship with the product, oldest first.

    They are held to the schema and the linter by the tests and are not checked again at each start.
    """
    folder = resources.files("checklists")
    return tuple(
        edition_from_document(document_from_yaml((folder / name).read_bytes())) for name in BUILTIN_EDITIONS
    )


def edition_from_document(document: Document) -> Edition:
    """Build an edition from a document that is sound by the schema (checked, or adopted by its hash)."""
    sources = tuple(_source(given) for given in document["sources"])
    days = {source.id: source.as_of for source in sources}
    return Edition(
        id=document["id"],
        number=document["number"],
        title=_bilingual(document["title"]),
        published_on=dt.date.fromisoformat(document["published_on"]),
        facts=tuple(_fact(given) for given in document.get("facts", ())),
        sources=sources,
        rules=_rules(document["rules"]),
        sections=tuple(_section(given, days) for given in document["sections"]),
        retired=tuple(_retired(given) for given in document.get("retired", ())),
    )


def _bilingual(given: Document) -> Bilingual:
    return Bilingual(given["ja"], given.get("en", ""))


def _optional(given: Document, key: str) -> Bilingual:
    return _bilingual(given[key]) if key in given else Bilingual()


def _fact(given: Document) -> Fact:
    return Fact(given["name"], FactKind(given["kind"]), _bilingual(given["label"]), _choices(given))


def _choices(given: Document) -> tuple[Choice, ...]:
    return tuple(
        Choice(one["value"], _bilingual(one["label"]), one.get("condition", ""))
        for one in given.get("choices", ())
    )


def _retired(given: Document) -> Retired:
    return Retired(given["id"], _bilingual(given["title"]), given.get("reason", ""))


def _source(given: Document) -> Source:
    return Source(
        id=given["id"],
        title=_bilingual(given["title"]),
        as_of=dt.date.fromisoformat(given["as_of"]),
        url=given.get("url", ""),
        locator=given.get("locator", ""),
    )


def _rules(given: Document) -> Rules:
    return Rules(
        finding_on_nonconforming=given["finding_on_nonconforming"],
        reason_on_not_applicable=given["reason_on_not_applicable"],
        severity_a_forbids_no_problem=given["severity_a_forbids_no_problem"],
        values_owed_on=tuple(Mark(word) for word in given.get("values_owed_on", ())),
        samples_owed_on=tuple(Mark(word) for word in given.get("samples_owed_on", ())),
    )


def _section(given: Document, days: Mapping[str, dt.date]) -> Section:
    items = tuple(_item(one, days) for one in given["items"])
    return Section(
        given["id"],
        _bilingual(given["title"]),
        items,
        repeats=given.get("repeats", False),
        repeat_count=given.get("repeat_count", ""),
    )


def _item(given: Document, days: Mapping[str, dt.date]) -> Item:
    return Item(
        id=given["id"],
        title=_bilingual(given["title"]),
        look_at=_optional(given, "look_at"),
        basis=tuple(_basis(one, days) for one in given["basis"]),
        severity=Severity(given["severity"]),
        fields=tuple(_field(one) for one in given.get("fields", ())),
        condition=given.get("condition", ""),
        answer=AnswerKind(given.get("answer", AnswerKind.MARK)),
    )


def _basis(given: Document, days: Mapping[str, dt.date]) -> Basis:
    """Build a basis; its day is its own or that of its source.

    A source missing from the table has no day: the linter names it, and the reader must not fall over it.
    """
    own = given.get("as_of")
    as_of = dt.date.fromisoformat(own) if own else days.get(given["source"], dt.date.min)
    return Basis(given["source"], as_of, _optional(given, "clause"))


def _field(given: Document) -> ExtraField:
    return ExtraField(
        id=given["id"],
        kind=FieldKind(given["kind"]),
        label=_bilingual(given["label"]),
        need=Need(given["need"]),
        unit=_optional(given, "unit"),
        sample_of=_bilingual(given["sample_of"]) if "sample_of" in given else None,
        decimals=given.get("decimals"),
        minimum=given.get("minimum"),
        maximum=given.get("maximum"),
        choices=_choices(given),
        constraint=given.get("constraint", ""),
        constraint_message=_optional(given, "constraint_message"),
    )
