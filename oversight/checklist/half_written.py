"""A draft that is half written, read as an edition: what is missing is blank.

For looking at a draft while it is written: its preview, which items would be asked, what differs from the
edition it is based on. What is published is read by ``reading`` alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from models.marks import Severity
from oversight.checklist.edition import AnswerKind, Edition, FactKind, FieldKind, Need
from oversight.checklist.expression import names_in
from oversight.checklist.reading import edition_from_document
from oversight.checklist.values import day_from_text

_LONG_AGO = "0001-01-01"
_RULES = ("finding_on_nonconforming", "reason_on_not_applicable", "severity_a_forbids_no_problem")

Document = Mapping[str, Any]


def edition_as_written(document: Document) -> Edition:
    """Return what a draft says so far as an edition; no fault of it raises."""
    rules = document.get("rules") or {}
    return edition_from_document(
        {
            **document,
            "id": document.get("id") or "draft",
            "number": document.get("number") or 1,
            "title": _words(document.get("title")),
            "published_on": _day(document.get("published_on")),
            "facts": [_fact(one) for one in document.get("facts", ())],
            "sources": [_source(one) for one in document.get("sources", ())],
            "rules": {**dict.fromkeys(_RULES, True), **rules},
            "sections": [_section(one) for one in document.get("sections", ())],
            "retired": [_named(one) for one in document.get("retired", ())],
        }
    )


def edition_of_one(document: Document, item: Document) -> Edition:
    """Return an edition that asks one item alone, with the sources and facts of the whole."""
    return edition_as_written({**document, "sections": [{"id": "one", "items": [item]}]})


def edition_around(document: Document, source: str) -> Edition:
    """Return an edition of what an expression speaks of alone: cheap to read at each sign typed."""
    names = {name.partition(".")[0] for name in names_in(source)}
    sections = [
        {**section, "items": [one for one in section.get("items", ()) if one.get("id") in names]}
        for section in document.get("sections", ())
    ]
    return edition_as_written({**document, "sections": sections, "sources": [], "retired": []})


def _words(given: Any) -> dict[str, str]:
    both = given if isinstance(given, Mapping) else {}
    return {"ja": str(both.get("ja", "")), "en": str(both.get("en", ""))}


def _day(given: Any) -> str:
    return str(given) if day_from_text(str(given)) else _LONG_AGO


def _one_of(kinds: type[StrEnum], given: Any, otherwise: StrEnum) -> Any:
    return given if given in list(kinds) else otherwise


def _named(given: Document) -> dict[str, Any]:
    return {**given, "id": str(given.get("id", "")), "title": _words(given.get("title"))}


def _fact(given: Document) -> dict[str, Any]:
    kind = _one_of(FactKind, given.get("kind"), FactKind.TEXT)
    label = _words(given.get("label"))
    return {
        **given,
        "name": str(given.get("name", "")),
        "kind": kind,
        "label": label,
        "choices": _choices(given),
    }


def _choices(given: Document) -> list[dict[str, Any]]:
    return [
        {**one, "value": str(one.get("value", "")), "label": _words(one.get("label"))}
        for one in given.get("choices", ())
    ]


def _source(given: Document) -> dict[str, Any]:
    return {**_named(given), "as_of": _day(given.get("as_of"))}


def _section(given: Document) -> dict[str, Any]:
    return {**_named(given), "items": [_item(one) for one in given.get("items", ())]}


def _item(given: Document) -> dict[str, Any]:
    return {
        **_named(given),
        "look_at": _words(given.get("look_at")),
        "basis": [_basis(one) for one in given.get("basis", ())],
        "severity": _one_of(Severity, given.get("severity"), Severity.C),
        "answer": _one_of(AnswerKind, given.get("answer"), AnswerKind.MARK),
        "fields": [_field(one) for one in given.get("fields", ())],
    }


def _basis(given: Document) -> dict[str, Any]:
    own = given.get("as_of")
    return {
        "source": str(given.get("source", "")),
        "clause": _words(given.get("clause")),
        **({"as_of": str(own)} if day_from_text(str(own)) else {}),
    }


def _field(given: Document) -> dict[str, Any]:
    made = {
        **given,
        "id": str(given.get("id", "")),
        "kind": _one_of(FieldKind, given.get("kind"), FieldKind.TEXT),
        "label": _words(given.get("label")),
        "need": _one_of(Need, given.get("need"), Need.ADVISED),
        "choices": _choices(given),
    }
    for name in ("unit", "sample_of", "constraint_message"):
        if name in given:
            made[name] = _words(given[name])
    return made
