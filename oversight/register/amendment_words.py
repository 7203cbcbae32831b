"""What an amendment changed, in the office's words: the stored before and after made readable."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from models.contract import ContractKind, ContractState, Medium, PeriodKind
from oversight.calendar import DueRule, show_day, show_period
from oversight.choice_words import word_of
from oversight.field_words import field_word, table_word
from oversight.register.contract_drafts import ContractDraft
from oversight.words import _, mark

_WEEKDAYS = (
    mark("月"), mark("火"), mark("水"), mark("木"), mark("金"), mark("土"), mark("日"), mark("祝日"),
)  # fmt: skip


@dataclass(frozen=True)
class FieldChange:
    """One changed field: its word, and its value before and after as text (several lines for parts)."""

    field: str
    word: str
    before: str
    after: str


def changes_of(
    before: Mapping[str, Any], after: Mapping[str, Any], names: Mapping[str, str]
) -> tuple[FieldChange, ...]:
    """Return what changed, in the order of the form.

    ``names`` gives the contractors' and sections' names by their identifiers as text.
    """
    return tuple(
        FieldChange(name, _word(name), _shown(name, before[name], names), _shown(name, after[name], names))
        for name in (each.name for each in fields(ContractDraft))
        if name in after
    )


def _word(name: str) -> str:
    table = _PART_TABLES.get(name)
    return table_word(table) if table else field_word("contract", name)


def _shown(name: str, value: Any, names: Mapping[str, str]) -> str:
    if value is None:
        return ""
    if name in {"contractor_id", "department_id"}:
        return names.get(value, "")
    show = _SHOWN.get(name)
    return show(value) if show else str(value)


def _lines(one: Callable[[Any], str]) -> Callable[[Any], str]:
    return lambda values: "\n".join(one(value) for value in values)


def _day(text: str) -> str:
    return show_day(dt.date.fromisoformat(text))


def _period(part: Mapping[str, Any]) -> str:
    start, end = dt.date.fromisoformat(part["starts_on"]), dt.date.fromisoformat(part["ends_on"])
    return f"{word_of(PeriodKind(part['kind']))} {show_period(start, end)}"


def _hours(part: Mapping[str, Any]) -> str:
    span = _("{start}～{end}").format(start=part["opens"][:5], end=part["closes"][:5])
    return f"{_(_WEEKDAYS[part['weekday']])} {span}"


def _place(part: Mapping[str, Any]) -> str:
    return " ".join(text for text in (part["name"], part["area"], part["address"]) if text)


def _system(part: Mapping[str, Any]) -> str:
    return _("{name}（基幹系）").format(name=part["name"]) if part["is_core"] else part["name"]


def _is_there(value: bool) -> str:
    return _("あり") if value else _("なし")


def _is_allowed(value: bool) -> str:
    return _("可") if value else _("不可")


_PART_TABLES = {
    "periods": "contract_period",
    "places": "place",
    "hours": "business_hours",
    "systems": "contract_system",
}
_SHOWN: dict[str, Callable[[Any], str]] = {
    "kind": lambda value: word_of(ContractKind(value)),
    "state": lambda value: word_of(ContractState(value)),
    "signed_on": _day,
    "amount_yen": "{:,}".format,
    "persons_count": "{:,}".format,
    "personal_data_items": _lines(str),
    "media": _lines(lambda value: word_of(Medium(value))),
    "handles_sensitive": _is_there,
    "handles_specific": _is_there,
    "subcontract_allowed": _is_allowed,
    "report_due_rule": lambda document: DueRule.read(document).words if document else "",
    "periods": _lines(_period),
    "places": _lines(_place),
    "hours": _lines(_hours),
    "systems": _lines(_system),
}
