"""Which items of an edition are asked, given the facts and what was answered so far.

As in ODK, an item that is not asked counts as empty wherever another condition speaks of it, whatever was
answered before it fell away. Conditions are therefore asked in the order in which they lean on one another.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from graphlib import CycleError, TopologicalSorter

from oversight.checklist.answers import Answers, Facts
from oversight.checklist.edition import Edition, ExtraField, Fact, FieldKind, Item, Section
from oversight.checklist.expression import Asking, Condition, compile_condition
from oversight.checklist.unrolling import base_id
from oversight.checklist.values import Value, as_number, value_from
from oversight.errors import RefusedError
from oversight.words import _


@dataclass(frozen=True)
class Referred:
    """What a name in a condition stands for: a fact, an item's mark, a field of an item, a repeating section.

    The name of an item answered by its value stands for its one field. An item of a section that is filled
    not even once stands for nothing: it has none of the four.
    """

    fact: Fact | None = None
    item: Item | None = None
    field: ExtraField | None = None
    section: Section | None = None


def find_referred(edition: Edition, name: str) -> Referred | None:
    """Return what ``${name}`` stands for: a fact, an item, its field (``A-01.count``), a section."""
    fact = edition.find_fact(name)
    if fact is not None:
        return Referred(fact=fact)
    item_id, dot, field_id = name.partition(".")
    item = edition.find_item(item_id)
    if item is None:
        return _find_section(edition, name, item_id)
    if not dot:
        return Referred(item=item, field=item.only_field)
    field = item.find_field(field_id)
    return None if field is None else Referred(item=item, field=field)


def _find_section(edition: Edition, name: str, item_id: str) -> Referred | None:
    if any(item.id == item_id for section in edition.absent for item in section.items):
        return Referred()
    sections = (*edition.sections, *edition.absent)
    section = next((one for one in sections if one.id == name and one.repeats), None)
    return None if section is None else Referred(section=section)


def items_leaned_on(edition: Edition, condition: Condition) -> frozenset[str]:
    """Return the ids of the items a condition speaks of."""
    referred = (find_referred(edition, name) for name in condition.names)
    return frozenset(one.item.id for one in referred if one is not None and one.item is not None)


def find_circle(leaning: Mapping[str, Iterable[str]]) -> tuple[str, ...]:
    """Return one circle in "leans on" relations as the ids along it, or nothing."""
    try:
        TopologicalSorter(leaning).prepare()
    except CycleError as error:
        circle: list[str] = error.args[1]
        return tuple(circle)
    return ()


@dataclass(frozen=True)
class Plan:
    """The conditions of an edition, read, in an order in which each comes after those it leans on."""

    order: tuple[tuple[str, Condition], ...]
    always: frozenset[str]


@lru_cache(maxsize=16)
def plan_of(edition: Edition) -> Plan:
    """Read all conditions of an edition; raise ``RefusedError`` on an unknown name or a circle."""
    conditions = {item.id: compile_condition(item.condition) for item in edition.items if item.condition}
    for item_id, condition in conditions.items():
        _refuse_unknown(edition, item_id, condition)
    leaning = {item_id: items_leaned_on(edition, one) for item_id, one in conditions.items()}
    circle = find_circle(leaning)
    if circle:
        raise RefusedError(
            _("点検項目の条件が堂々巡りになっています: {items}").format(items=" → ".join(circle)),
            _("点検表の版を直してください。"),
        )
    order = tuple(TopologicalSorter(leaning).static_order())
    return Plan(
        order=tuple((item_id, conditions[item_id]) for item_id in order if item_id in conditions),
        always=frozenset(item.id for item in edition.items if not item.condition),
    )


def _refuse_unknown(edition: Edition, item_id: str, condition: Condition) -> None:
    for name in sorted(condition.names):
        if find_referred(edition, name) is None:
            raise RefusedError(
                _("{item} の条件にある「{name}」は、事実にも点検項目にもありません。").format(
                    item=item_id, name=name
                ),
                _("点検表の版を直してください。"),
            )


class Relevance:
    """Which items are asked, and what each name stands for then.

    ``today`` comes from the caller's clock; only an expression that calls ``today()`` is refused without it.
    A fact that is not given is empty; a field that asks for a photo stands for the number of photos at its
    item, empty when there is none; a repeating section stands for how often it is filled. Facts and answers
    the edition does not know are passed over.
    """

    def __init__(
        self, edition: Edition, facts: Facts, answers: Answers, *, today: dt.date | None = None
    ) -> None:
        self._edition, self._facts, self._answers, self._today = edition, facts, answers, today
        plan = plan_of(edition)
        self.items: set[str] = set(plan.always)
        for item_id, condition in plan.order:
            if condition.holds(self.value_of, today):
                self.items.add(item_id)

    def value_of(self, name: str) -> Value:
        """Return the value of a name; empty where its item is not asked."""
        referred = find_referred(self._edition, name)
        if referred is None:
            return ""
        if referred.fact is not None:
            return value_from(self._facts.get(name))
        if referred.section is not None:
            return float(sum(base_id(one.id) == name for one in self._edition.sections))
        return self._answered(referred.item, referred.field)

    def _answered(self, item: Item | None, field: ExtraField | None) -> Value:
        answer = None if item is None else self._answers.get(item.id)
        if answer is None or answer.item_id not in self.items:
            return ""
        if field is None:
            return value_from(answer.mark)
        if field.kind is FieldKind.PHOTO:
            return value_from(answer.photos or None)
        return value_from(answer.values.get(field.id))

    def holds(self, source: str, current: Value = "", *, of_value: bool = False) -> bool:
        """Tell whether an expression is true now; an empty one is."""
        if not source:
            return True
        return compile_condition(source, of_value=of_value).holds(self.value_of, self._today, current)

    def number(self, source: str) -> float:
        """Return the number an expression stands for now."""
        step = compile_condition(source).step
        return as_number(step(Asking(self.value_of, self._today)))


def relevant_items(
    edition: Edition, facts: Facts, answers: Answers, *, today: dt.date | None = None
) -> frozenset[str]:
    """Return the ids of the items that are asked (``Relevance``)."""
    return frozenset(Relevance(edition, facts, answers, today=today).items)
