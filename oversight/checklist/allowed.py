"""What a field takes at this moment: the choices offered, and whether its constraint holds."""

from __future__ import annotations

from collections.abc import Mapping

from oversight.checklist.answers import FieldValue
from oversight.checklist.edition import Choice, Edition, ExtraField, FieldKind
from oversight.checklist.logic import Relevance
from oversight.checklist.unrolling import parts_wanted
from oversight.checklist.values import as_text, value_from
from oversight.words import _


def offered_choices(field: ExtraField, relevance: Relevance) -> tuple[Choice, ...]:
    """Return the choices whose condition holds, in their order."""
    return tuple(choice for choice in field.choices if relevance.holds(choice.condition))


def fault_of(field: ExtraField, value: FieldValue | None, relevance: Relevance) -> str:
    """Return what is wrong with a value altogether: its bounds, the choices offered, its constraint."""
    if field.kind is FieldKind.NUMBER and isinstance(value, int | float):
        wrong = field.number_rule.wrong(value)
        if wrong:
            return wrong
    return what_is_wrong(field, value, relevance)


def what_is_wrong(field: ExtraField, value: FieldValue | None, relevance: Relevance) -> str:
    """Return what is wrong with a value beside its bounds, as a sentence; nothing of one that is empty.

    It is held to the choices offered now and to the constraint (``ExtraField``).
    """
    given = value_from(value)
    if as_text(given).strip() == "":
        return ""
    if field.choices and not _chosen(field, as_text(given)) <= {
        one.value for one in offered_choices(field, relevance)
    }:
        return _("選べる答えの中にありません。")
    if relevance.holds(field.constraint, given, of_value=True):
        return ""
    return field.constraint_message.spoken() or _("入れられる値の決まりに合いません。")


def _chosen(field: ExtraField, text: str) -> set[str]:
    return set(text.split()) if field.kind is FieldKind.CHOICES else {text}


def parts_owed(edition: Edition, relevance: Relevance) -> Mapping[str, int]:
    """Return how often each section is filled whose count is reckoned from answers, by its id."""
    return {
        section.id: parts_wanted(relevance.number(section.repeat_count))
        for section in edition.sections
        if section.repeat_count
    }
