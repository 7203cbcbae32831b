"""Columns by their meaning: one word for each, whichever of XLSForm's spellings a form uses."""

from __future__ import annotations

from functools import lru_cache

OWN = "oversight_"
"""What the names of our own columns and sheets begin with; other programs pass over them."""
ROW = "oversight_row"
"""The column in which pyxform is handed the row of the workbook, so that it comes back with each question."""

_ALIASES = {
    "command": "type",
    "tag": "name",
    "value": "name",
    "caption": "label",
    "relevance": "relevant",
    "constraining_message": "constraint_message",
    "jr:constraintmsg": "constraint_message",
    "requiredmsg": "required_message",
    "jr:requiredmsg": "required_message",
    "calculate": "calculation",
    "count": "repeat_count",
    "jr:count": "repeat_count",
    "readonly": "read_only",
    "list name": "list_name",
    "noapperrorstring": "no_app_error_string",
    "set_form_title": "form_title",
    "title": "form_title",
    "set_form_id": "form_id",
    "id_string": "form_id",
}
_OUTER = ("bind", "control", "body", "media")
TEXTS = frozenset(("label", "hint", "guidance_hint", "constraint_message", "required_message", "form_title"))
"""Columns of words for people; the others hold names and expressions."""


@lru_cache(maxsize=1024)
def canonical(heading: str) -> str:
    """Return the one word for a heading: ``label`` for ``Caption::English`` and for ``label:ja``."""
    parts = heading.split("::") if "::" in heading else _parted(heading)
    words = ["_".join(part.split()).lower() for part in parts]
    word = words[1] if words[0] in _OUTER and len(words) > 1 else words[0]
    return _ALIASES.get(word, word)


def _parted(heading: str) -> list[str]:
    return [part.replace("\0", ":") for part in heading.replace("jr:", "jr\0").split(":")]
