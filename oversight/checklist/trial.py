"""Trying a draft: which names its conditions speak of, and which items would be asked."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from oversight.checklist.answers import Answers, Facts
from oversight.checklist.edition import Edition
from oversight.checklist.expression import names_in
from oversight.checklist.logic import find_referred, relevant_items
from oversight.errors import OversightError


@dataclass(frozen=True)
class Trial:
    """The ids of the items asked; ``wrong`` says why that cannot be told, and all are then."""

    asked: frozenset[str]
    of: int
    wrong: str = ""


def names_asked(edition: Edition) -> tuple[str, ...]:
    """Return the facts and answers that conditions of items speak of: facts first, then in order."""
    spoken = {name for item in edition.items for name in names_in(item.condition)}
    facts = [fact.name for fact in edition.facts if fact.name in spoken]
    places = {item.id: place for place, item in enumerate(edition.items)}
    others = [name for name in spoken - set(facts) if _is_answer(edition, name)]
    return (*facts, *sorted(others, key=lambda name: (places[name.partition(".")[0]], name)))


def _is_answer(edition: Edition, name: str) -> bool:
    referred = find_referred(edition, name)
    return referred is not None and referred.item is not None


def try_out(edition: Edition, facts: Facts, answers: Answers, today: dt.date) -> Trial:
    """Return which items are asked."""
    everything = frozenset(item.id for item in edition.items)
    try:
        return Trial(relevant_items(edition, facts, answers, today=today), len(edition.items))
    except OversightError as refusal:
        return Trial(everything, len(edition.items), refusal.sentence)
