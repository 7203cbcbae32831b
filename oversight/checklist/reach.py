"""Whether an item can ever be asked: every possible answer is tried.

Proven only where it can be: a condition that leans on a number, a day, a text or ``today()`` has endless
answers and is taken as reachable, and so is one with more than ``MOST_TRIALS`` combinations.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from itertools import chain, combinations, product
from math import prod

from models.marks import GIVEN_MARKS
from oversight.checklist.answers import Facts
from oversight.checklist.edition import Choice, Edition, ExtraField, Fact, FactKind, FieldKind
from oversight.checklist.expression import Condition
from oversight.checklist.logic import find_referred, items_leaned_on, plan_of
from oversight.checklist.values import NO, YES, Value, value_from

MOST_TRIALS = 100_000
MOST_CHOICES = 12
"""The most choices of a fact that may take several: 2¹² combinations."""


def is_reachable(edition: Edition, item_id: str, facts: Facts | None = None) -> bool:
    """Tell whether some facts and answers lead to the item being asked, or none can be ruled out.

    With ``facts`` they are those; one that is not among them is not known. The edition's conditions must be
    sound: ``plan_of`` raises ``RefusedError`` otherwise.
    """
    return Reach(edition, facts=facts).is_reachable(item_id)


class Reach:
    """What the items of an edition lean on, reckoned once for all of them.

    ``going`` is called often while answers are tried; what it raises ends the trying. With ``facts`` they are
    those; one that is not among them is not known.
    """

    def __init__(
        self, edition: Edition, going: Callable[[], None] = lambda: None, *, facts: Facts | None = None
    ) -> None:
        self._edition, self._going, self._facts = edition, going, facts
        self._order = dict(plan_of(edition).order)
        self._places = {one: place for place, one in enumerate(self._order)}
        self._leaning = {one: items_leaned_on(edition, condition) for one, condition in self._order.items()}
        self._domains: dict[str, Sequence[Value]] = {}

    def is_reachable(self, item_id: str) -> bool:
        """Tell whether some facts and answers lead to the item being asked, or none can be ruled out."""
        if item_id not in self._order:
            return True
        conditions = self._conditions_leading_to(item_id)
        if any(condition.uses_today for condition in conditions.values()):
            return True
        names = sorted({name for condition in conditions.values() for name in condition.names})
        domains = [self._domain_of(name) for name in names]
        if not all(domains) or prod(map(len, domains)) > MOST_TRIALS:
            return True
        likely = {pair for condition in conditions.values() for pair in condition.compared}
        first = [
            sorted(domain, key=lambda value: (name, value) not in likely)
            for name, domain in zip(names, domains, strict=True)
        ]
        return any(self._leads(conditions, item_id, names, values) for values in product(*first))

    def _leads(
        self,
        conditions: Mapping[str, Condition],
        item_id: str,
        names: Sequence[str],
        values: Sequence[Value],
    ) -> bool:
        self._going()
        return item_id in _asked(conditions, dict(zip(names, values, strict=True)))

    def _conditions_leading_to(self, item_id: str) -> dict[str, Condition]:
        """Return the conditions of the item and all it leans on, each after those it leans on itself."""
        needed, waiting = {item_id}, [item_id]
        while waiting:
            further = self._leaning.get(waiting.pop(), frozenset()) - needed
            needed |= further
            waiting.extend(further)
        conditional = sorted(needed & self._places.keys(), key=self._places.__getitem__)
        return {one: self._order[one] for one in conditional}

    def _domain_of(self, name: str) -> Sequence[Value]:
        if name not in self._domains:
            self._domains[name] = _domain(self._edition, name, self._facts)
        return self._domains[name]


def _domain(edition: Edition, name: str, facts: Facts | None) -> Sequence[Value]:
    """Return every value a name may have, or nothing when they are endless."""
    referred = find_referred(edition, name)
    if referred is None or referred.section is not None:
        return ()
    if referred.fact is not None:
        return _fact_domain(referred.fact) if facts is None else (value_from(facts.get(name)),)
    if referred.field is not None:
        return _field_domain(referred.field)
    return ("", *(mark.value for mark in GIVEN_MARKS))


def _fact_domain(fact: Fact) -> Sequence[Value]:
    if fact.kind is FactKind.YES_NO:
        return ("", YES, NO)
    several = fact.kind is FactKind.CHOICES
    return _choice_domain(fact.choices, several=several)


def _field_domain(field: ExtraField) -> Sequence[Value]:
    return _choice_domain(field.choices, several=field.kind is FieldKind.CHOICES)


def _choice_domain(offered: Sequence[Choice], *, several: bool) -> Sequence[Value]:
    choices = list(dict.fromkeys(choice.value for choice in offered))
    if not choices:
        return ()
    if not several:
        return ("", *choices)
    if len(choices) <= MOST_CHOICES:
        sets = chain.from_iterable(combinations(choices, count) for count in range(len(choices) + 1))
        return [" ".join(sorted(chosen)) for chosen in sets]
    return ()


def _asked(conditions: Mapping[str, Condition], trial: Mapping[str, Value]) -> frozenset[str]:
    asked: set[str] = set()

    def value_of(name: str) -> Value:
        return "" if name in conditions and name not in asked else trial[name]

    for item_id, condition in conditions.items():
        if condition.holds(value_of):
            asked.add(item_id)
    return frozenset(asked)
