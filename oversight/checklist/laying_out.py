"""The edition as one inspection fills it, and what is asked in it now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from oversight.checklist.allowed import parts_owed
from oversight.checklist.answers import Answers, Facts
from oversight.checklist.edition import Edition
from oversight.checklist.logic import Relevance
from oversight.checklist.unrolling import unroll


@dataclass(frozen=True)
class Filled:
    """An edition with each repeating section as often as it is filled, and what is asked in it now."""

    edition: Edition
    relevance: Relevance

    @property
    def asked(self) -> tuple[str, ...]:
        """The ids of the items asked, in the order of the checklist."""
        return tuple(item.id for item in self.edition.items if item.id in self.relevance.items)


def lay_out(
    published: Edition,
    repeats: Mapping[str, int],
    facts: Facts,
    answers: Answers,
    *,
    today: dt.date | None = None,
) -> Filled:
    """Lay an edition out for one inspection.

    ``repeats`` says how often a section is filled to which the inspector adds, once where it says nothing;
    the other counts are reckoned from the answers.
    """
    reckoned = {section.id: 0 for section in published.sections if section.repeat_count}
    added = {name: count for name, count in repeats.items() if name not in reckoned}
    filled = _filled(unroll(published, {**added, **reckoned}), facts, answers, today)
    for _each in reckoned:  # one count may lean on another
        edition = unroll(published, {**added, **parts_owed(published, filled.relevance)})
        if edition is filled.edition:
            break
        filled = _filled(edition, facts, answers, today)
    return filled


def _filled(edition: Edition, facts: Facts, answers: Answers, today: dt.date | None) -> Filled:
    return Filled(edition, Relevance(edition, facts, answers, today=today))
