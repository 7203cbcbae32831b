"""What is written into the cells of an office's workbook: changed texts, numbers that count on, answers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from models.marks import Mark
from oversight.checklist.workbook.numbering import running_number
from oversight.exchange.export import fitted
from oversight.personal_number import refuse_individual_number
from oversight.words import _

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_FIGURES = re.compile(r"\d+")
_NOT_FIRST = "、。，．,.）)」』ー"
_SIGNS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(frozen=True)
class FilledAnswer:
    """What an inspection says of an item: ``note`` is the finding, the reason, or whatever was noted."""

    mark: Mark | None = None
    note: str = ""


def refuse_numbers(answers: Mapping[str, FilledAnswer], head: Mapping[str, str]) -> None:
    """Refuse an Individual Number in what is to be written."""
    for answer in answers.values():
        refuse_individual_number(answer.note, field=_("備考"))
    for text in head.values():
        refuse_individual_number(text, field=_("見出しの欄"))


def put(sheet: Worksheet, name: str, text: str, *, is_figure: bool = False) -> None:
    """Write a text into a cell, or into the first cell of the merged area it lies in; never a formula.

    What was a number stays one, as long as the text is one; ``is_figure`` where the cell is new.
    """
    cell: Any = sheet[_anchor(sheet, name)]
    if (is_figure or holds_figure(cell.value)) and text.isascii() and text.isdecimal():
        cell.value = int(text)
        return
    cell.value = fitted(_SIGNS.sub("", text)) or None
    if text:
        cell.data_type = "s"


def holds_figure(value: object) -> bool:
    """Tell whether a cell's value is a number, not a text."""
    return isinstance(value, int | float) and not isinstance(value, bool)


def _anchor(sheet: Worksheet, name: str) -> str:
    for area in sheet.merged_cells.ranges:
        if name in area:
            return str(area).split(":", maxsplit=1)[0]
    return name


def spread(text: str, length_before: int, cells: int) -> list[str]:
    """Part a text among cells, each to about the length it had; no line begins with a comma."""
    each = max(-(-length_before // max(cells, 1)), 1)
    parts: list[str] = []
    left = text
    for _cell in range(cells - 1):
        at = min(each, len(left))
        while at < len(left) and left[at] in _NOT_FIRST:
            at += 1
        parts.append(left[:at])
        left = left[at:]
    return [*parts, left][:cells]


def renumbered(
    sections: Sequence[Sequence[str | None]], original: Sequence[Sequence[str]], leading: Sequence[str]
) -> list[list[str]]:
    """Return running numbers anew, by section; ``None`` stands for a new item: its form is its neighbour's.

    ``original`` are the numbers that stood there, ``leading`` the sections' own numbers. Each sequence (what
    stands around the count) counts on by itself, from where it began; sections begin anew where they did.
    """
    starts: dict[_Key, int] = {}
    for text in (text for section in original for text in section):
        found = running_number(text)
        if found is not None:
            starts.setdefault((found.before, found.after), found.count)
    last: dict[_Key, int] = {}
    begins_anew = _begins_anew(original)
    made: list[list[str]] = []
    for section, own in zip(sections, leading, strict=True):
        if begins_anew:
            last = {}
        beyond = _form_beyond(made[-1][-1], own) if made else ""
        made.append([_counted(form, starts, last) for form in _forms(section, beyond)])
    return made


def _form_beyond(before: str, own: str) -> str:
    """Return the form for a section of new items alone: that of the one before, with its own number (4-1)."""
    found = running_number(before)
    if found is None or not any(sign.isdecimal() for sign in found.before):
        return before
    return _FIGURES.sub(own, before, count=1) if own.isdecimal() else ""


_Key = tuple[str, str]


def _counted(form: str, starts: Mapping[_Key, int], last: dict[_Key, int]) -> str:
    found = running_number(form)
    if found is None:
        return form
    key = (found.before, found.after)
    last[key] = last.get(key, starts.get(key, 1) - 1) + 1
    return found.at(last[key])


def _begins_anew(original: Sequence[Sequence[str]]) -> bool:
    """Tell whether a later section begins with 1 in a form that an earlier one has used."""
    seen: set[_Key] = set()
    for section in original:
        for text in section:
            found = running_number(text)
            if found is not None and found.count == 1 and (found.before, found.after) in seen:
                return True
            seen |= {(found.before, found.after)} if found is not None else set()
    return False


def _forms(before: Sequence[str | None], beyond: str) -> list[str]:
    """Give each new item the number of the one before it, else of the one after, as its form."""
    forms = [text or "" for text in before]
    for at in range(1, len(forms)):
        forms[at] = forms[at] or forms[at - 1]
    for at in range(len(forms) - 2, -1, -1):
        forms[at] = forms[at] or forms[at + 1]
    return forms if any(before) else [beyond] * len(forms)
