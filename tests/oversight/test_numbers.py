"""Numbers as people type them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight.numbers import NumberRule, number_from_text


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("12", "12"),
        ("１２．５", "12.5"),
        (" 1,234,567.8 ", "1234567.8"),
        ("１，２３４", "1234"),
        ("－５", "-5"),
        ("\u22120.5", "-0.5"),
        (".5", "0.5"),
        ("5.", "5"),
        ("+3", "3"),
        ("007", "7"),
    ],
)
def test_a_number_is_read_in_any_width(text: str, number: str) -> None:
    assert number_from_text(text) == Decimal(number)


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        ".",
        "-",
        "x",
        "1e5",
        "1_000",
        "0,5",
        "12,34",
        "1,2345",
        "1.2.3",
        "５人",
        "٣",
        "九",
        "nan",
        "9" * 31,
    ],
)
def test_what_is_no_number_is_not_guessed(text: str) -> None:
    assert number_from_text(text) is None


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    number = number_from_text(text)
    assert number is None or number.is_finite()


@given(st.integers(-(10**12), 10**12), st.integers(0, 6))
def test_a_number_shown_reads_back_the_same(units: int, decimals: int) -> None:
    exact = Decimal(units).scaleb(-decimals)
    rule = NumberRule(decimals, -(10.0**12), 10.0**12)
    taken = rule.taken(exact)
    assert number_from_text(rule.shown(taken)) == Decimal(str(taken))
    assert rule.wrong(exact) == ""


def test_why_a_number_is_refused_is_said() -> None:
    assert NumberRule().wrong(Decimal("0.5")) == "小数のない数（整数）で入力してください。"
    assert NumberRule(1).wrong(Decimal("0.55")) == "小数点より下は1桁までにしてください。"
    assert NumberRule(1, -5, 45.5).wrong(45.6) == "-5から45.5までの数にしてください。"
    assert NumberRule(1).wrong(float("nan")) == "数字で入力してください。"
    assert NumberRule(1).wrong(float("inf")) == "数字で入力してください。"
    assert NumberRule().wrong(Decimal("5.00")) == ""
    assert NumberRule().wrong(-1) == "0以上の数にしてください。"
    assert NumberRule(0, 1, 6000).wrong(6001) == "1から6,000までの数にしてください。"


def test_a_whole_number_is_kept_whole() -> None:
    assert repr(NumberRule(1).taken(Decimal("5.0"))) == "5"
    assert repr(NumberRule(1).taken(Decimal("5.5"))) == "5.5"
