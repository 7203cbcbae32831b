"""The names a condition may speak of, each with its words: facts, items, their fields, repeating sections."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from oversight.checklist.editing import places_of_items
from oversight.words import _
from ui.checklist.tree_model import told

Offered = tuple[str, str]


def names_offered(document: Mapping[str, Any]) -> list[Offered]:
    """Return names and words: facts first."""
    return [*_facts(document), *_sections(document), *_items(document)]


def _facts(document: Mapping[str, Any]) -> Iterator[Offered]:
    for fact in document.get("facts", ()):
        name = str(fact.get("name", ""))
        yield name, _("事実: {label}").format(label=told(fact.get("label")))


def _sections(document: Mapping[str, Any]) -> Iterator[Offered]:
    for section in document.get("sections", ()):
        if section.get("repeats"):
            yield (
                str(section.get("id", "")),
                _("区分の回数: {title}").format(title=told(section.get("title"))),
            )


def _items(document: Mapping[str, Any]) -> Iterator[Offered]:
    for _place, item in places_of_items(document):
        item_id = str(item.get("id", ""))
        yield item_id, f"{item_id} {told(item.get('title'))}"
        if item.get("answer") == "value":
            continue
        for field in item.get("fields", ()):
            yield f"{item_id}.{field.get('id', '')}", f"{item_id} › {told(field.get('label'))}"
