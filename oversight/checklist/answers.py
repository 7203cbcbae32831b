"""What an inspector has answered, as the rules of a checklist take it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from models.marks import Mark

FieldValue = str | int | float | dt.date


@dataclass(frozen=True)
class AnswerGiven:
    """The answer to one item.

    ``note`` is the finding text on 不適 and the reason on 非該当. ``values`` are by field id; a day may
    stand as a date or as ``YYYY-MM-DD``. ``photos`` counts the photos that stand with the item,
    ``evidences`` the whole pieces of evidence of other kinds.
    """

    item_id: str
    mark: Mark | None = None
    note: str = ""
    values: Mapping[str, FieldValue | None] = field(default_factory=dict)
    sample_size: int | None = None
    population: int | None = None
    photos: int = 0
    evidences: int = 0


Answers = Mapping[str, AnswerGiven]
"""Answers by item id."""

Facts = Mapping[str, Any]
"""Facts by name: truth value, text, number, day or a list of texts; one that is absent is not known."""
