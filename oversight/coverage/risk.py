"""Which contracts are visited first: points from a table the office edits, and why. Pure.

The factors are those a council asks about; the points are a house default, no source gives numbers
(docs/records.md#risk). The table is kept in the office's settings; an empty one stands for the default.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from oversight.errors import RefusedError
from oversight.words import _, _n, mark

HIGHEST = 99
"""No factor gives more points than this."""


class Factor(StrEnum):
    """What makes a visit more urgent."""

    SPECIFIC = "specific"
    SUBCONTRACTED = "subcontracted"
    SEVERE_FINDINGS = "severe_findings"
    LATE_REPORTS = "late_reports"
    MONTHS_SINCE = "months_since"
    NEVER_SEEN = "never_seen"

    @property
    def word(self) -> str:
        """Return the factor in words."""
        return _(_WORDS[self])


_WORDS = {
    Factor.SPECIFIC: mark("特定個人情報"),
    Factor.SUBCONTRACTED: mark("再委託"),
    Factor.SEVERE_FINDINGS: mark("A指摘（過去3年）"),
    Factor.LATE_REPORTS: mark("月次報告の遅れ（過去12か月）"),
    Factor.MONTHS_SINCE: mark("前の実地からの月数"),
    Factor.NEVER_SEEN: mark("実地検査をしたことがない"),
}
SEVERE_YEARS, LATE_MONTHS = 3, 12
"""How far back A findings and late reports count."""


@dataclass(frozen=True)
class RiskRule:
    """``points`` for each ``step`` counted, ``most`` in all; ``step`` is 1 where nothing is counted."""

    factor: Factor
    points: int
    step: int = 1
    most: int = HIGHEST


DEFAULT_RULES = (
    RiskRule(Factor.SPECIFIC, 3),
    RiskRule(Factor.SUBCONTRACTED, 2),
    RiskRule(Factor.SEVERE_FINDINGS, 3, most=6),
    RiskRule(Factor.LATE_REPORTS, 1, most=3),
    RiskRule(Factor.MONTHS_SINCE, 1, step=6, most=4),
    RiskRule(Factor.NEVER_SEEN, 4),
)

RiskFacts = Mapping[Factor, int]
"""How often each factor holds for a contract; a factor that is there or not is 1 or 0."""


@dataclass(frozen=True)
class RiskPart:
    """What one factor gives."""

    factor: Factor
    count: int
    points: int


@dataclass(frozen=True)
class Risk:
    """The points of a contract and what they come from, most first."""

    parts: tuple[RiskPart, ...] = ()

    @property
    def points(self) -> int:
        """Return the sum."""
        return sum(part.points for part in self.parts)


def risk_of(facts: RiskFacts, rules: Sequence[RiskRule]) -> Risk:
    """Return the points that the rules give for the facts; what gives none is left out."""
    parts = [
        RiskPart(
            rule.factor, facts[rule.factor], min(facts[rule.factor] // rule.step * rule.points, rule.most)
        )
        for rule in rules
        if facts.get(rule.factor)
    ]
    return Risk(tuple(sorted((part for part in parts if part.points), key=lambda part: -part.points)))


def tell_risk(risk: Risk) -> str:
    """Return what the points come from: 特定個人情報 +3、A指摘（過去3年）2件 +6; or that there are none."""
    return _("、").join(_told(part) for part in risk.parts) or _("加点なし")


def _told(part: RiskPart) -> str:
    match part.factor:
        case Factor.SEVERE_FINDINGS:
            told = _n("A指摘（過去3年）{count}件", part.count)
        case Factor.LATE_REPORTS:
            told = _n("月次報告の遅れ（過去12か月）{count}か月分", part.count)
        case Factor.MONTHS_SINCE:
            told = _n("前の実地から{count}か月", part.count)
        case _:
            told = part.factor.word
    return _("{factor} +{points}").format(factor=told.format(count=part.count), points=part.points)


def read_rules(stored: Iterable[Mapping[str, Any]]) -> tuple[RiskRule, ...]:
    """Return the office's table, a row for each factor; the default's row where it has none."""
    own = {Factor(each["factor"]): RiskRule(**{**each, "factor": Factor(each["factor"])}) for each in stored}
    return tuple(own.get(rule.factor, rule) for rule in DEFAULT_RULES)


def stored_rules(rules: Iterable[RiskRule]) -> list[dict[str, Any]]:
    """Return a table as settings keep it; refuse points and steps that make no sense."""
    for rule in rules:
        for name, low in (("points", 0), ("step", 1), ("most", 0)):
            if not low <= getattr(rule, name) <= HIGHEST:
                raise RefusedError(
                    _("設定できない値です。"),
                    _("{low}から{high}までの数にしてください。").format(low=low, high=HIGHEST),
                    field=f"{rule.factor}.{name}",
                )
    return [asdict(rule) for rule in rules]
