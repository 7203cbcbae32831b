"""How a year of a contract is covered: exactly one of six ways (docs/records.md#coverage). Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from models.inspection import InspectionKind, InspectionMethod, PaperGround
from oversight.choice_words import word_of
from oversight.inspection_years.years import CoverYear
from oversight.words import _, mark

COUNTING = frozenset({InspectionKind.REGULAR, InspectionKind.SPECIAL, InspectionKind.AFTER_INCIDENT})
"""Kinds that look at the whole operation; a check before signing or a re-inspection of findings does not."""


class Cover(StrEnum):
    """How a year is covered."""

    ON_SITE = "on_site"
    REMOTE = "remote"
    PAPER = "paper"
    WAIVED = "waived"
    OPEN = "open"
    MISSED = "missed"

    @property
    def word(self) -> str:
        """Return the standing in words."""
        return _(_WORDS[self])

    @property
    def is_done(self) -> bool:
        """Tell whether an inspection covers the year; a waived year was never inspected."""
        return self in _BY_INSPECTION

    @property
    def is_lacking(self) -> bool:
        """Tell whether the year is still without an inspection and not excused."""
        return self in (Cover.OPEN, Cover.MISSED)


_WORDS = {
    Cover.ON_SITE: mark("実地"),
    Cover.REMOTE: mark("遠隔"),
    Cover.PAPER: mark("書面"),
    Cover.WAIVED: mark("免除"),
    Cover.OPEN: mark("未実施"),
    Cover.MISSED: mark("未実施のまま終了"),
}
_BY_METHOD = {
    InspectionMethod.VISIT: Cover.ON_SITE,
    InspectionMethod.VIDEO: Cover.REMOTE,
    InspectionMethod.PHOTOS: Cover.REMOTE,
    InspectionMethod.PAPER: Cover.PAPER,
}
_BY_INSPECTION = (Cover.ON_SITE, Cover.REMOTE, Cover.PAPER)


@dataclass(frozen=True, slots=True)
class Visit:
    """A recorded inspection of the contractor itself, as far as it may cover a year."""

    inspection_id: UUID
    number: str
    contract_id: UUID
    kind: InspectionKind
    method: InspectionMethod
    method_reason: str
    paper_ground: PaperGround | None
    conducted_on: dt.date

    @property
    def cover(self) -> Cover:
        """Return how it covers a year."""
        return _BY_METHOD[self.method]


@dataclass(frozen=True, slots=True)
class Excuse:
    """A standing waiver of a year: who approved, when, why."""

    waiver_id: UUID
    version: int
    approved_on: dt.date
    approved_by: str
    reason: str


@dataclass(frozen=True, slots=True)
class Covering:
    """How a year is covered, and by what: a visit, an excuse, or neither."""

    cover: Cover
    visit: Visit | None = None
    excuse: Excuse | None = None


def covering_of(year: CoverYear, visits: Sequence[Visit], excuse: Excuse | None, today: dt.date) -> Covering:
    """Return how a year is covered: by the best visit in it, an excuse, or not (yet).

    On site comes before remote, remote before paper; of equals the latest. A visit that came too late
    for the work, but within the year, still covers it. ``visits`` may hold those of other years.
    """
    within = [
        each
        for each in visits
        if each.kind in COUNTING and year.starts_on <= each.conducted_on <= year.ends_on
    ]
    if within:
        best = max(within, key=lambda each: (-_BY_INSPECTION.index(each.cover), each.conducted_on))
        return Covering(best.cover, visit=best)
    if excuse is not None:
        return Covering(Cover.WAIVED, excuse=excuse)
    return Covering(Cover.MISSED if today > year.due_on else Cover.OPEN)


def tell_covering(covering: Covering) -> str:
    """Return what covers the year beyond its word: the reason, the rule, who approved; or nothing."""
    visit, excuse = covering.visit, covering.excuse
    if excuse is not None:
        return _("{who}承認　{reason}").format(who=excuse.approved_by, reason=excuse.reason)
    if visit is None or visit.method is InspectionMethod.VISIT:
        return ""
    if visit.method is not InspectionMethod.PAPER:
        return visit.method_reason
    told = word_of(visit.paper_ground) if visit.paper_ground else _("条件の記録なし")
    return _("{ground}　{reason}").format(ground=told, reason=visit.method_reason)
