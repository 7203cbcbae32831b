"""How many of a population to look at, and which: hypergeometric detection and a pick anybody can repeat.

A sample is large enough when, if the tolerable rate of the population had a defect, at least one defect
would be found with the confidence asked for. All is reckoned in whole numbers. Method, defaults and how to
repeat a pick: docs/checklists.md#sampling.
"""

from __future__ import annotations

import hashlib
import heapq
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from oversight.errors import RefusedError
from oversight.words import _

MOST_POPULATION = 1_000_000
"""More than this is not numbered one by one; a part of it is."""
ALGORITHM = "SHA-256/smallest"
"""The name of the way a pick is made, printed with its seed."""
RATE_BOUNDS = (1, 50)
CONFIDENCE_BOUNDS = (50, 99)
_SEED_OCTETS = 4


class Risk(StrEnum):
    """How much hangs on the items sampled: 低/中/高."""

    LOW = "low"
    MIDDLE = "middle"
    HIGH = "high"


@dataclass(frozen=True)
class SamplingRule:
    """``rate`` is the share of defects, in per cent, that must not go unseen; ``confidence`` in per cent."""

    rate: int
    confidence: int


DEFAULT_RULES = {
    Risk.LOW: SamplingRule(10, 90),
    Risk.MIDDLE: SamplingRule(5, 95),
    Risk.HIGH: SamplingRule(2, 95),
}
"""House defaults: no source gives a city numbers. The office may change them."""
DEFAULT_RATES = {risk.value: rule.rate for risk, rule in DEFAULT_RULES.items()}
DEFAULT_CONFIDENCES = {risk.value: rule.confidence for risk, rule in DEFAULT_RULES.items()}


@dataclass(frozen=True)
class Sample:
    """A sample drawn: ``picks`` are numbers of the population from 1, ascending."""

    population: int
    size: int
    rate: int
    confidence: int
    seed: str
    picks: tuple[int, ...]

    @property
    def told(self) -> str:
        """Return in words what the sample would find."""
        return told_detection(self.population, self.size, self.rate)


def rules_of(rates: Mapping[str, int], confidences: Mapping[str, int]) -> dict[Risk, SamplingRule]:
    """Return the office's rule for each risk; what is not set is the house's default."""
    return {
        risk: SamplingRule(rates.get(risk, rule.rate), confidences.get(risk, rule.confidence))
        for risk, rule in DEFAULT_RULES.items()
    }


def wrong_with_rules(rates: Mapping[str, int], confidences: Mapping[str, int]) -> str:
    """Return the setting whose numbers are out of bounds, or nothing."""
    for name, numbers, bounds in (
        ("sampling_rates", rates, RATE_BOUNDS),
        ("sampling_confidences", confidences, CONFIDENCE_BOUNDS),
    ):
        known = set(numbers) <= set(Risk)
        if not known or not all(bounds[0] <= number <= bounds[1] for number in numbers.values()):
            return name
    return ""


def defects_at(population: int, rate: int) -> int:
    """Return how many defects a population has at least, if ``rate`` per cent or more of it have one."""
    return -(-population * rate // 100)


def sample_size(population: int, rule: SamplingRule) -> int:
    """Return the smallest sample that finds one defect or more with the rule's confidence.

    The chance to miss all of ``d`` defects in ``n`` drawn from ``N`` is C(N−d, n) / C(N, n), the product of
    (N−d−i) / (N−i) for i below n. Nothing is drawn from nothing.
    """
    defects = defects_at(population, rule.rate)
    missed, drawn, size = 1, 1, 0
    while size < population and 100 * missed > (100 - rule.confidence) * drawn:
        missed *= population - defects - size
        drawn *= population - size
        size += 1
    return size


def detection_permille(population: int, defects: int, size: int) -> int:
    """Return the chance that a sample holds a defect, in whole thousandths, never rounded up."""
    sound = population - defects
    if size > sound:
        return 1000
    missed = drawn = 1
    for place in range(size):
        missed *= sound - place
        drawn *= population - place
        if 1000 * missed <= drawn:  # more only comes nearer to certain
            return 999
    return 1000 * (drawn - missed) // drawn


def told_detection(population: int, size: int, rate: int) -> str:
    """Return in words how surely a sample finds a defect, if as many as ``rate`` per cent have one."""
    chance = detection_permille(population, defects_at(population, rate), size)
    whole, tenth = divmod(chance, 10)
    return _(
        "母数{population:,}件のうち{rate}%（{defects:,}件）に不備があれば、{size:,}件を見れば"
        "{chance}%の確からしさで1件以上見つかる"
    ).format(
        population=population,
        rate=rate,
        defects=defects_at(population, rate),
        size=size,
        chance=f"{whole}.{tenth}" if tenth else whole,
    )


def told_size(population: int, rule: SamplingRule) -> str:
    """Return in words the sample a rule asks for of a population, and what it would find."""
    return told_detection(population, sample_size(population, rule), rule.rate)


def new_seed() -> str:
    """Draw a seed that nobody could know before: eight figures and letters."""
    return secrets.token_hex(_SEED_OCTETS)


def pick(seed: str, population: int, size: int) -> tuple[int, ...]:
    """Return ``size`` different numbers from 1 to ``population``, ascending; the same for the same seed.

    Each number k has the SHA-256 of the text ``seed:k`` (UTF-8); the smallest hashes win. A larger sample of
    the same seed holds the smaller one.
    """

    def rank(number: int) -> bytes:
        return hashlib.sha256(f"{seed}:{number}".encode()).digest()

    return tuple(sorted(heapq.nsmallest(size, range(1, population + 1), key=rank)))


def draw_sample(population: int, rule: SamplingRule, seed: str) -> Sample:
    """Draw a sample by a rule; refuse a population that is empty or too large, and an empty seed."""
    if not 1 <= population <= MOST_POPULATION:
        raise RefusedError(
            _("母数は1から{most:,}までにしてください。").format(most=MOST_POPULATION),
            _("大きいときは、1か月分などに区切って母数とします。"),
            field="population",
        )
    if not seed.strip():
        raise RefusedError(_("種がありません。"), _("文字か数字を入力してください。"), field="seed")
    size = sample_size(population, rule)
    picks = pick(seed.strip(), population, size)
    return Sample(population, size, rule.rate, rule.confidence, seed.strip(), picks)
