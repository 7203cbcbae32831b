"""The sheet of choices of a form: one list for each set of choices, shared where two are the same."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from models.marks import Mark
from oversight.checklist.edition import Bilingual, Choice
from oversight.checklist.values import NO, YES
from oversight.checklist.xlsform.choices import OFFERED, filter_of
from oversight.checklist.xlsform.form_names import FormNames
from oversight.checklist.xlsform.languages import both
from oversight.checklist.xlsform.names import Namer
from oversight.words import mark

ENGLISH, JAPANESE = "English (en)", "日本語 (ja)"
LABELS = (f"label::{JAPANESE}", f"label::{ENGLISH}")
_MARKS = (
    (Mark.CONFORMING, mark("適")),
    (Mark.NONCONFORMING, mark("不適")),
    (Mark.NOT_APPLICABLE, mark("非該当")),
)
_TRUTHS = ((YES, mark("はい")), (NO, mark("いいえ")))
LONGEST_CELL = 32_000
"""Characters of a cell that every spreadsheet holds."""
Row = dict[str, str]


def word(text: str) -> Bilingual:
    """Return a word of the catalogue in both languages."""
    languages = both(text)
    return Bilingual(languages["ja"], languages["en"])


MARKS_LIST, TRUTHS_LIST = "marks", "yes_no"


@dataclass
class ChoiceLists:
    """The lists written so far."""

    names: FormNames
    rows: list[Row] = field(default_factory=list)
    has_doubles: bool = False
    _known: dict[tuple[Choice, ...], str] = field(default_factory=dict)
    _namer: Namer = field(default_factory=lambda: Namer((MARKS_LIST, TRUTHS_LIST)))

    def marks(self) -> str:
        """Return the list of the three marks."""
        return self._fixed(MARKS_LIST, [Choice(value, word(text)) for value, text in _MARKS])

    def truths(self) -> str:
        """Return the list of yes and no."""
        return self._fixed(TRUTHS_LIST, [Choice(value, word(text)) for value, text in _TRUTHS])

    def of(self, choices: tuple[Choice, ...], wanted: str) -> str:
        """Return the list of some choices, written when it is first asked for."""
        if choices not in self._known:
            name = re.sub(r"[^\w-]", "_", wanted)
            self._known[choices] = self._namer.give(name)
            self._write(self._known[choices], choices)
        return self._known[choices]

    def filter(self, choices: tuple[Choice, ...]) -> tuple[str, dict[str, str]]:
        """Return the filter of some choices, and their conditions by their keys.

        The filter is empty where no choice has a condition, or where a cell cannot hold it.
        """
        keys = _keys(choices)
        conditions = {key: self.names.expression(condition) for condition, key in keys.items()}
        text = filter_of(conditions) if keys else ""
        is_sayable = all(conditions.values()) and len(text) <= LONGEST_CELL
        return text if is_sayable else "", {key: condition for condition, key in keys.items()}

    def _fixed(self, name: str, choices: Sequence[Choice]) -> str:
        if all(row["list_name"] != name for row in self.rows):
            self._write(name, choices)
        return name

    def _write(self, name: str, choices: Sequence[Choice]) -> None:
        keys = _keys(choices)
        values = [choice.value for choice in choices]
        self.has_doubles = self.has_doubles or len(set(values)) < len(values)
        for choice in choices:
            labels = dict(zip(LABELS, (choice.label.ja, choice.label.en), strict=True))
            offered = keys.get(choice.condition, "")
            self.rows.append({"list_name": name, "name": choice.value, **labels, OFFERED: offered})


def _keys(choices: Sequence[Choice]) -> dict[str, str]:
    """Return a key for each condition, in their order."""
    conditions = dict.fromkeys(choice.condition for choice in choices if choice.condition)
    return {condition: f"c{number}" for number, condition in enumerate(conditions, start=1)}
