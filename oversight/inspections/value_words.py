"""The value of a field as papers and windows tell it: with its unit, days in the era, choices in words."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from oversight.calendar import parse_day, show_day, show_wareki
from oversight.checklist import Choice, ExtraField, FieldKind
from oversight.checklist.answers import FieldValue
from oversight.words import _

JOINT = "、"
"""Between choices on a frozen record, which is Japanese."""


def written_value(field: ExtraField, value: FieldValue) -> str:
    """Return a value as the frozen record keeps it, in Japanese."""
    if field.kind is FieldKind.DATE:
        return show_wareki(dt.date.fromisoformat(str(value)))
    if field.choices:
        return JOINT.join(choice.label.ja for choice in _chosen(field, str(value)))
    return f"{_number(field, value)}{field.unit.ja}"


def told_value(field: ExtraField, value: FieldValue | None) -> str:
    """Return a value in the language in use; nothing where there is none."""
    if value is None or value == "":
        return ""
    if field.kind is FieldKind.DATE:
        return show_day(dt.date.fromisoformat(str(value)))
    if field.choices:
        return _("、").join(choice.label.spoken() for choice in _chosen(field, str(value)))
    return f"{_number(field, value)} {field.unit.spoken()}".rstrip()


def spoken_value(field: ExtraField, written: str) -> str:
    """Return a value the frozen record keeps, told in the language in use."""
    if field.kind is FieldKind.DATE:
        return show_day(parse_day(written).day)
    if field.choices:
        chosen = next(_read(field.choices, written), None)
        return _("、").join(one.label.spoken() for one in chosen) if chosen is not None else written
    unit = field.unit.ja
    if not unit or not written.endswith(unit):
        return written
    return f"{written.removesuffix(unit)} {field.unit.spoken()}".rstrip()


def _number(field: ExtraField, value: FieldValue) -> str:
    return f"{value:.{field.decimals}f}" if field.decimals and isinstance(value, int | float) else str(value)


def _chosen(field: ExtraField, value: str) -> list[Choice]:
    """Return the choices made, in the order they are offered, each value once."""
    values = set(value.split()) if field.kind is FieldKind.CHOICES else {value}
    found = {choice.value: choice for choice in reversed(field.choices) if choice.value in values}
    return list(reversed(found.values()))


def _read(choices: Sequence[Choice], written: str) -> Iterator[list[Choice]]:
    """Yield the ways to read written words as choices in their order; a word may hold the joint itself."""
    for at, choice in enumerate(choices):
        if written == choice.label.ja:
            yield [choice]
        elif written.startswith(choice.label.ja + JOINT):
            rest = written.removeprefix(choice.label.ja + JOINT)
            yield from ([choice, *others] for others in _read(choices[at + 1 :], rest))
