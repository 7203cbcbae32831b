"""The head of an edition made from a form: its id, number, title, sources and rules."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from models.marks import Mark
from oversight.checklist.edition import Rules
from oversight.checklist.xlsform.context import Reading
from oversight.checklist.xlsform.extras import Carried
from oversight.checklist.xlsform.items import FORM
from oversight.checklist.xlsform.names import section_id
from oversight.checklist.xlsform.notes import SETTINGS
from oversight.checklist.xlsform.pyxform_door import plain

TRUTHS = ("finding_on_nonconforming", "reason_on_not_applicable", "severity_a_forbids_no_problem")
MARKS = ("values_owed_on", "samples_owed_on")


def head_of(survey: Any, stem: str, carried: Carried, reading: Reading, today: dt.date) -> dict[str, Any]:
    """Return all of an edition's document but its facts and sections."""
    given = carried.edition
    title = _title(survey, stem, given, reading)
    head = {
        "id": given.get("id") or section_id(str(survey.id_string or stem or "xlsform")),
        "number": _number(given.get("number", "")),
        "title": title,
        "published_on": given.get("published_on") or today.isoformat(),
        "sources": list(carried.sources),
        "rules": _rules(given),
    }
    return {**head, "retired": list(carried.retired)} if carried.retired else head


def _title(survey: Any, stem: str, given: Mapping[str, str], reading: Reading) -> dict[str, str]:
    own = {key: given[f"title_{key}"] for key in ("ja", "en") if given.get(f"title_{key}")}
    if "ja" in own:
        return own
    told = reading.words(plain(str(survey.title or "")), 0, "form_title", sheet=SETTINGS)
    return told or {"ja": stem or FORM}


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and 0 < len(text) < 10 and int(text) else 1


def _rules(given: Mapping[str, str]) -> dict[str, Any]:
    usual = Rules()
    rules: dict[str, Any] = {}
    for key in TRUTHS:
        rules[key] = given[key] == "true" if key in given else getattr(usual, key)
    for key in MARKS:
        marks = given[key].split() if key in given else [one.value for one in getattr(usual, key)]
        rules[key] = [one for one in marks if one in tuple(Mark)]
    return rules


def with_source(document: dict[str, Any], today: dt.date) -> dict[str, Any]:
    """Add the form itself to the sources where an item rests on it."""
    items = [item for section in document["sections"] for item in section["items"]]
    if any(basis.get("source") == FORM for item in items for basis in item["basis"]):
        source = {"id": FORM, "title": document["title"], "as_of": today.isoformat()}
        if all(one["id"] != FORM for one in document["sources"]):
            document["sources"].append(source)
    return document
