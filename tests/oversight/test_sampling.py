"""How many to look at and which: held against brute force, and against a second way to repeat the pick."""

from __future__ import annotations

import hashlib
from collections import Counter
from math import comb

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight.errors import RefusedError
from oversight.sampling import (
    DEFAULT_CONFIDENCES,
    DEFAULT_RATES,
    DEFAULT_RULES,
    MOST_POPULATION,
    Risk,
    SamplingRule,
    defects_at,
    detection_permille,
    draw_sample,
    new_seed,
    pick,
    rules_of,
    sample_size,
    told_detection,
    wrong_with_rules,
)
from oversight.words import speaking

POPULATIONS = st.integers(1, 400)
RATES = st.integers(1, 50)
CONFIDENCES = st.integers(50, 99)


def misses(population: int, defects: int, size: int) -> tuple[int, int]:
    """Return the samples without a defect and all samples."""
    return comb(population - defects, size), comb(population, size)


@given(POPULATIONS, RATES, CONFIDENCES)
def test_the_sample_is_the_smallest_that_finds_one(population: int, rate: int, confidence: int) -> None:
    size = sample_size(population, SamplingRule(rate, confidence))

    def finds(number: int) -> bool:
        missed, drawn = misses(population, defects_at(population, rate), number)
        return 100 * (drawn - missed) >= confidence * drawn

    assert 1 <= size <= population
    assert finds(size)
    assert not finds(size - 1)


@given(st.integers(1, 9), st.data())
def test_the_chance_is_that_of_all_samples_counted_one_by_one(population: int, data: st.DataObject) -> None:
    from itertools import combinations

    defects = data.draw(st.integers(1, population))
    size = data.draw(st.integers(1, population))
    samples = list(combinations(range(population), size))
    found = sum(any(each < defects for each in sample) for sample in samples)
    assert detection_permille(population, defects, size) == 1000 * found // len(samples)


@given(POPULATIONS, st.data())
def test_the_chance_is_never_rounded_up(population: int, data: st.DataObject) -> None:
    defects, size = data.draw(st.integers(1, population)), data.draw(st.integers(0, population))
    missed, drawn = misses(population, defects, size)
    assert detection_permille(population, defects, size) == 1000 * (drawn - missed) // drawn


@given(POPULATIONS, RATES, CONFIDENCES)
def test_more_confidence_or_fewer_defects_never_need_a_smaller_sample(
    population: int, rate: int, confidence: int
) -> None:
    size = sample_size(population, SamplingRule(rate, confidence))
    assert sample_size(population, SamplingRule(rate, min(confidence + 1, 99))) >= size
    assert sample_size(population, SamplingRule(max(rate - 1, 1), confidence)) >= size


@given(POPULATIONS, RATES, CONFIDENCES)
def test_a_larger_population_with_as_many_defects_never_needs_a_smaller_sample(
    population: int, rate: int, confidence: int
) -> None:
    if defects_at(population + 1, rate) == defects_at(population, rate):
        rule = SamplingRule(rate, confidence)
        assert sample_size(population + 1, rule) >= sample_size(population, rule)


def test_the_sample_for_a_month_of_240_entries() -> None:
    rule = DEFAULT_RULES[Risk.MIDDLE]
    assert (rule.rate, rule.confidence, defects_at(240, rule.rate)) == (5, 95, 12)
    size = sample_size(240, rule)
    assert size == 52
    assert told_detection(240, size, rule.rate) == (
        "母数240件のうち5%（12件）に不備があれば、52件を見れば95%の確からしさで1件以上見つかる"
    )
    with speaking("en"):
        assert "95%" in told_detection(240, size, rule.rate)
    assert "100%" in told_detection(10, 10, 10)
    assert "94.7%" in told_detection(240, size - 1, rule.rate)


def test_the_largest_population_is_reckoned_and_drawn_at_once() -> None:
    sample = draw_sample(MOST_POPULATION, SamplingRule(1, 99), "種")
    assert sample.size == len(set(sample.picks)) == 459
    assert detection_permille(MOST_POPULATION, 10_000, 500_000) == 999


@given(st.text(min_size=1, max_size=10), POPULATIONS, st.data())
def test_a_pick_has_no_repeats_and_is_the_same_for_the_same_seed(
    seed: str, population: int, data: st.DataObject
) -> None:
    seed = seed.encode("utf-8", "ignore").decode()
    size = data.draw(st.integers(0, population))
    picks = pick(seed, population, size)
    assert len(set(picks)) == size
    assert list(picks) == sorted(picks)
    assert not picks or (picks[0] >= 1 and picks[-1] <= population)
    assert picks == pick(seed, population, size)
    assert set(picks) <= set(pick(seed, population, min(size + 1, population)))


def test_the_pick_can_be_repeated_by_the_documented_way() -> None:
    ranked = sorted(
        (hashlib.sha256(f"a1b2c3d4:{number}".encode()).hexdigest(), number) for number in range(1, 11)
    )
    assert sorted(number for _hash, number in ranked[:4]) == list(pick("a1b2c3d4", 10, 4)) == WORKED_EXAMPLE


WORKED_EXAMPLE = [3, 6, 9, 10]
"""As docs/checklists.md#sampling has it."""


def test_other_seeds_pick_otherwise_and_every_number_alike() -> None:
    picks = [pick(f"{seed:08x}", 40, 10) for seed in range(2000)]
    assert len(set(picks)) > 1990
    counts = Counter(number for each in picks for number in each)
    expected = 2000 * 10 / 40
    chi_square = sum((counts[number] - expected) ** 2 / (expected * 0.75) for number in range(1, 41))
    assert chi_square < 80  # 39 degrees of freedom: passed in 99.99 % of cases, and the seeds are fixed


def test_a_new_seed_is_short_and_another_each_time() -> None:
    seeds = {new_seed() for _each in range(50)}
    assert len(seeds) == 50
    assert {len(seed) for seed in seeds} == {8}


@pytest.mark.parametrize(
    ("population", "seed", "field"),
    [(0, "a", "population"), (MOST_POPULATION + 1, "a", "population"), (10, " ", "seed")],
)
def test_what_cannot_be_sampled_is_refused(population: int, seed: str, field: str) -> None:
    with pytest.raises(RefusedError) as refusal:
        draw_sample(population, SamplingRule(5, 95), seed)
    assert refusal.value.field == field


def test_a_sample_tells_all_that_repeats_it() -> None:
    sample = draw_sample(240, SamplingRule(5, 95), " a1b2 ")
    assert (sample.seed, sample.rate, sample.confidence, sample.size) == ("a1b2", 5, 95, len(sample.picks))
    assert sample.told == told_detection(240, sample.size, 5)


def test_the_office_may_set_its_own_rules_within_bounds() -> None:
    assert rules_of({}, {}) == DEFAULT_RULES
    assert rules_of({"low": 20}, {"low": 80})[Risk.LOW] == SamplingRule(20, 80)
    assert wrong_with_rules(DEFAULT_RATES, DEFAULT_CONFIDENCES) == ""
    assert wrong_with_rules({"low": 0}, {}) == "sampling_rates"
    assert wrong_with_rules({"all": 5}, {}) == "sampling_rates"
    assert wrong_with_rules({}, {"high": 100}) == "sampling_confidences"
