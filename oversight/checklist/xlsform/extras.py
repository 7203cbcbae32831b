"""What XLSForm cannot say of an edition, in columns and sheets of our own that other programs pass over.

Expressions travel twice: as XLSForm in their cells, and as the edition has them in ``oversight_more``, sealed
over the cells. Whoever changes a cell breaks the seal, and the cells are then read as any form's are.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from oversight.checklist.xlsform.book import Book, FormRow, FormSheet
from oversight.checklist.xlsform.columns import canonical
from oversight.checklist.xlsform.notes import SURVEY
from oversight.personal_number import lettered

ROLE, NAME, SEVERITY = "oversight_role", "oversight_name", "oversight_severity"
MORE, SEAL = "oversight_more", "oversight_seal"
COLUMNS = (ROLE, NAME, SEVERITY, MORE, SEAL)
EDITION, SOURCES, BASIS, RETIRED, LONG = (
    "oversight_edition",
    "oversight_sources",
    "oversight_basis",
    "oversight_retired",
    "oversight_long",
)
"""Our sheets. The last holds in pieces what is too long for ``oversight_more``, whose cell then names it."""
SEALED = ("type", "required", "relevant", "constraint", "choice_filter", "repeat_count")
"""The cells of a row that ``oversight_more`` says again."""


@dataclass(frozen=True)
class Extra:
    """Our columns of one row; ``more`` is empty where the seal is not that of the cells."""

    role: str = ""
    name: str = ""
    severity: str = ""
    more: Mapping[str, Any] = field(default_factory=dict)
    is_sealed: bool = False
    is_changed: bool = False


NOTHING = Extra()


@dataclass(frozen=True)
class Carried:
    """What our columns and sheets say; ``edition`` is empty for a form that is not ours."""

    rows: Mapping[int, Extra] = field(default_factory=dict)
    edition: Mapping[str, str] = field(default_factory=dict)
    sources: tuple[dict[str, Any], ...] = ()
    basis: Mapping[str, tuple[dict[str, Any], ...]] = field(default_factory=dict)
    retired: tuple[dict[str, Any], ...] = ()

    def of(self, row: int) -> Extra:
        """Return what stands in our columns of a row."""
        return self.rows.get(row, NOTHING)


def seal_of(cells: Iterable[str]) -> str:
    """Return the seal over the cells of a row, in the order of ``SEALED``."""
    return lettered(hashlib.sha256("\x1f".join(cells).encode("utf-8", "surrogatepass")).hexdigest()[:16])


def carried_in(book: Book) -> Carried:
    """Read our columns and sheets."""
    survey = book[SURVEY]
    own = [row for row in survey.rows if any(row.text(one) for one in COLUMNS)]
    rows = {row.number: _extra(survey, row, book) for row in own}
    basis: dict[str, tuple[dict[str, Any], ...]] = {}
    for texts in _rows(book, BASIS):
        one = {"source": texts.get("source", ""), **_both("clause", texts), **_some(texts, "as_of")}
        basis[texts.get("item", "")] = (*basis.get(texts.get("item", ""), ()), one)
    return Carried(
        rows,
        {texts.get("key", ""): texts.get("value", "") for texts in _rows(book, EDITION)},
        tuple(
            {"id": texts.get("id", ""), **_both("title", texts), **_some(texts, "as_of", "url", "locator")}
            for texts in _rows(book, SOURCES)
        ),
        basis,
        tuple(
            {"id": texts.get("id", ""), **_both("title", texts), **_some(texts, "reason")}
            for texts in _rows(book, RETIRED)
        ),
    )


def _rows(book: Book, name: str) -> list[Mapping[str, str]]:
    return [row.texts for row in book[name].rows] if name in book else []


def _both(key: str, texts: Mapping[str, str]) -> dict[str, Any]:
    told = {language: texts[f"{key}_{language}"] for language in ("ja", "en") if f"{key}_{language}" in texts}
    return {key: told} if told else {}


def _some(texts: Mapping[str, str], *keys: str) -> dict[str, str]:
    return {key: texts[key] for key in keys if key in texts}


def _extra(survey: FormSheet, row: FormRow, book: Book) -> Extra:
    cells = {canonical(one): row.text(one) for one in survey.headings}
    is_whole = row.text(SEAL) == seal_of(cells.get(one, "") for one in SEALED)
    text = row.text(MORE)
    if text == LONG:
        pieces = (one for one in _rows(book, LONG) if one.get("name") == cells.get("name"))
        text = "".join(one.get("text", "") for one in pieces)
    more = _mapping(text) if is_whole else {}
    return Extra(
        row.text(ROLE),
        row.text(NAME),
        row.text(SEVERITY),
        more,
        is_whole,
        bool(row.text(SEAL)) and not is_whole,
    )


def _mapping(text: str) -> Mapping[str, Any]:
    try:
        given = json.loads(text or "{}")
    except (ValueError, RecursionError):
        return {}
    return given if isinstance(given, dict) else {}
