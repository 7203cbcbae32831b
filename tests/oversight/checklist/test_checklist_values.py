from __future__ import annotations

import datetime as dt
import math
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.marks import Mark
from oversight.checklist.values import as_number, as_text, as_truth, day_from_text, is_equal, value_from


@pytest.mark.parametrize(
    ("held", "value"),
    [
        (None, ""),
        (True, "yes"),
        (False, "no"),
        (3, 3.0),
        (Decimal("2.5"), 2.5),
        (dt.date(2026, 4, 1), dt.date(2026, 4, 1)),
        (dt.datetime(2026, 4, 1, 9, tzinfo=dt.UTC), dt.date(2026, 4, 1)),
        (["system", "paper"], "paper system"),
        (Mark.CONFORMING, "conforming"),
        ("髙橋", "髙橋"),
    ],
)
def test_what_a_record_holds_becomes_a_value(held: object, value: object) -> None:
    assert value_from(held) == value


@pytest.mark.parametrize(
    ("text", "number"),
    [(" 12 ", 12.0), ("-3.5", -3.5), (".5", 0.5), ("4.", 4.0), ("1970-01-02", 1.0)],
)
def test_a_text_that_is_a_number_or_a_day_counts_as_one(text: str, number: float) -> None:
    assert as_number(text) == number


@pytest.mark.parametrize("text", ["", " ", "三", "１２", "1e3", "inf", "nan", "1_000", "2024-02-30", "1 2"])
def test_any_other_text_is_not_a_number(text: str) -> None:
    assert math.isnan(as_number(text))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (5.0, "5"),
        (-0.5, "-0.5"),
        (math.nan, "NaN"),
        (math.inf, "Infinity"),
        (-math.inf, "-Infinity"),
        (True, "true"),
        (False, "false"),
        (dt.date(2026, 4, 1), "2026-04-01"),
        ("x", "x"),
    ],
)
def test_text_of_a_value_is_as_xpath_writes_it(value: str | float | bool | dt.date, text: str) -> None:
    assert as_text(value) == text


@pytest.mark.parametrize("value", ["", 0.0, math.nan, False])
def test_empty_zero_and_not_a_number_are_not_true(value: str | float | bool) -> None:
    assert not as_truth(value)


@pytest.mark.parametrize("value", ["false", "0", -1.0, True, dt.date(1970, 1, 1)])
def test_all_else_is_true(value: str | float | bool | dt.date) -> None:
    assert as_truth(value)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("5", 5.0),
        ("5.0", 5.0),
        (True, "x"),
        (False, ""),
        (dt.date(2026, 4, 1), "2026-04-01"),
        (dt.date(1970, 1, 2), 1.0),
    ],
)
def test_values_of_different_kinds_are_equal_where_xpath_says_so(
    left: str | float | bool | dt.date, right: str | float | bool | dt.date
) -> None:
    assert is_equal(left, right)
    assert is_equal(right, left)


@pytest.mark.parametrize(("left", "right"), [("5", "5.0"), ("", 0.0), (math.nan, math.nan), ("x", False)])
def test_values_that_only_look_alike_are_not_equal(
    left: str | float | bool, right: str | float | bool
) -> None:
    assert not is_equal(left, right)


@settings(deadline=None)
@given(st.dates())
def test_a_day_written_out_is_the_same_day(day: dt.date) -> None:
    assert day_from_text(day.isoformat()) == day
    assert as_number(day) == as_number(day.isoformat())
