"""The ladder: which step a late report is at, after what was done and promised."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight.errors import RefusedError
from oversight.reports.ladder import (
    DEFAULT_LADDER,
    Channel,
    Rung,
    Standing,
    next_step,
    read_ladder,
    stored_ladder,
    tell_step,
)

D = dt.date
DUE = D(2026, 11, 10)
IDS = [rung.id for rung in DEFAULT_LADDER]


def step(day: D, *taken: str, promised: D | None = None) -> tuple[Standing, str, D | None]:
    found = next_step(DEFAULT_LADDER, DUE, taken, promised, day)
    return found.standing, found.rung.id if found.rung else "", found.on


@pytest.mark.parametrize(
    ("day", "taken", "expected"),
    [
        (D(2026, 11, 4), (), (Standing.AHEAD, "notice", D(2026, 11, 5))),
        (D(2026, 11, 5), (), (Standing.DUE, "notice", D(2026, 11, 5))),
        (D(2026, 11, 10), ("notice",), (Standing.AHEAD, "call", D(2026, 11, 11))),
        (D(2026, 11, 11), (), (Standing.DUE, "call", D(2026, 11, 11))),
        (D(2026, 11, 16), ("call",), (Standing.AHEAD, "reminder", D(2026, 11, 17))),
        (D(2026, 11, 17), ("call",), (Standing.DUE, "reminder", D(2026, 11, 17))),
        (D(2026, 11, 24), ("call", "reminder"), (Standing.DUE, "demand", D(2026, 11, 24))),
        (D(2026, 11, 24), ("demand",), (Standing.AHEAD, "measures", D(2026, 12, 10))),
        (D(2026, 12, 10), ("demand",), (Standing.DUE, "measures", D(2026, 12, 10))),
        (D(2027, 3, 1), ("measures",), (Standing.TOP, "", None)),
    ],
)
def test_each_day_has_its_step(day: D, taken: tuple[str, ...], expected: tuple[Standing, str, D]) -> None:
    assert step(day, *taken) == expected


def test_only_the_highest_step_reached_is_due_and_what_was_passed_over_is_said() -> None:
    found = next_step(DEFAULT_LADDER, DUE, ("call",), None, D(2026, 12, 20))
    assert (found.standing, found.rung) == (Standing.DUE, DEFAULT_LADDER[-1])
    assert [rung.id for rung in found.skipped] == ["reminder", "demand"]
    assert next_step(DEFAULT_LADDER, DUE, (), None, D(2026, 11, 11)).skipped == ()


def test_a_promise_pauses_the_ladder_through_its_day() -> None:
    promised = D(2026, 11, 20)
    assert step(D(2026, 11, 18), "call", promised=promised) == (Standing.PAUSED, "", promised)
    assert step(promised, "call", promised=promised) == (Standing.PAUSED, "", promised)
    assert step(D(2026, 11, 21), "call", promised=promised) == (Standing.DUE, "reminder", D(2026, 11, 17))


@given(
    st.integers(-10, 120),
    st.sets(st.sampled_from(IDS)),
    st.none() | st.integers(-10, 120).map(lambda days: DUE + dt.timedelta(days=days)),
)
def test_a_step_taken_is_never_due_again_and_none_is_due_before_its_day(
    days: int, taken: set[str], promised: D | None
) -> None:
    day = DUE + dt.timedelta(days=days)
    found = next_step(DEFAULT_LADDER, DUE, taken, promised, day)
    if found.standing is Standing.DUE:
        assert found.rung is not None
        assert found.rung.id not in taken
        assert found.on is not None
        assert found.on <= day
        assert promised is None or promised < day
    if found.standing is Standing.AHEAD:
        assert found.on is not None
        assert found.on > day


def test_the_offices_own_ladder_is_kept_in_order_of_days() -> None:
    own = (
        Rung("b", 20, "催告", "課長", Channel.LETTER, "{months}まで"),
        Rung("a", 3, "電話", "", Channel.CALL),
    )
    assert [rung.id for rung in read_ladder(stored_ladder(own))] == ["a", "b"]
    assert read_ladder(stored_ladder(own))[1] == own[0]
    assert read_ladder([]) == DEFAULT_LADDER
    assert read_ladder(stored_ladder(DEFAULT_LADDER)) == DEFAULT_LADDER


@pytest.mark.parametrize(
    ("day", "taken", "promised", "told"),
    [
        (D(2026, 11, 17), (), None, "本日 文書督促"),
        (D(2026, 11, 17), ("reminder",), None, "11/24(火) 催告"),
        (D(2026, 11, 17), (), D(2026, 11, 25), "約束の11/25(水)まで停止"),
        (D(2026, 12, 17), ("measures",), None, "すべての段階が済み"),
    ],
)
def test_a_step_is_told_in_a_few_words(day: D, taken: tuple[str, ...], promised: D | None, told: str) -> None:
    assert tell_step(next_step(DEFAULT_LADDER, DUE, taken, promised, day)) == told


@pytest.mark.parametrize(
    ("rungs", "field", "told"),
    [
        ((Rung("a", 3, "", "", Channel.CALL), Rung("a", 4, "", "", Channel.CALL)), "days", "二つ"),
        ((Rung("a", 3, "", "", Channel.CALL), Rung("b", 3, "", "", Channel.CALL)), "days", "二つ"),
        ((Rung("a", 3, "", "", Channel.LETTER, "{secret}"),), "wording", "secret"),
        ((Rung("a", 3, "", "", Channel.LETTER, "{}"),), "wording", "置き換え"),
        ((Rung("a", 3, "", "", Channel.LETTER, "閉じない {"),), "wording", "置き換え"),
        ((Rung("a", 3, "", "", Channel.LETTER, "  "),), "wording", "文面がありません"),
    ],
)
def test_a_ladder_that_cannot_be_climbed_or_worded_is_refused(
    rungs: tuple[Rung, ...], field: str, told: str
) -> None:
    with pytest.raises(RefusedError, match=told) as refused:
        stored_ladder(rungs)
    assert refused.value.field == field
