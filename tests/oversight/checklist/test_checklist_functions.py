"""The functions of conditions answer as ODK answers; none of them can fail."""

from __future__ import annotations

import datetime as dt
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight.checklist.expression import Asking, compile_condition
from oversight.checklist.functions import FUNCTIONS
from oversight.checklist.values import Value


def value_of(source: str) -> Value:
    return compile_condition(source).step(Asking(lambda _name: "", dt.date(2026, 12, 1)))


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("abs(-2.5)", 2.5),
        ("floor(-1.5)", -2.0),
        ("floor(1.9)", 1.0),
        ("ceiling(1.1)", 2.0),
        ("ceiling(-1.9)", -1.0),
        ("floor(1 div 0)", math.inf),
        ("round(2.5)", 3.0),
        ("round(-2.5)", -2.0),
        ("round(1.005, 2)", 1.01),
        ("round(1234.5, -2)", 1200.0),
        ("round(1 div 0)", math.inf),
        ("min(3, '', 1)", 1.0),
        ("max(-3, 'x', -1)", -1.0),
        ("pow(2, 10)", 1024.0),
        ("pow(10, 1000)", math.inf),
        ("pow(-10, 1001)", -math.inf),
        ("pow(0, -1)", math.inf),
        ("sqrt(9)", 3.0),
        ("checklist(2, 3, true(), '', 1)", True),
        ("checklist(-1, 1, true(), 'x', 1)", False),
        ("checklist(3, -1, true(), 'x')", False),
        ("weighted-checklist(5, 7, true(), 2, 'x', 4, '', 9)", True),
        ("weighted-checklist(5, 7, true(), 2)", False),
        ("substr('hello', 1)", "ello"),
        ("substr('hello', 1, 3)", "el"),
        ("substr('hello', -3, -1)", "ll"),
        ("substr('hello', -9, 99)", "hello"),
        ("substr('hello', 'x', 2)", "he"),
        ("substring('12345', 2, 3)", "234"),
        ("substring('12345', 1.5, 2.6)", "234"),
        ("substring('12345', 2)", "2345"),
        ("substring('12345', 0 div 0, 3)", ""),
        ("substring-before('1999/04/01', '/')", "1999"),
        ("substring-before('1999', '/')", ""),
        ("substring-after('1999/04/01', '/')", "04/01"),
        ("substring-after('1999', '/')", ""),
        ("translate('--aaa--', 'abc-', 'ABC')", "AAA"),
        ("translate('aa', 'aa', 'bc')", "bb"),
        ("ends-with('点検表', '表')", True),
        ("selected-at('a b c', 1)", "b"),
        ("selected-at('a b c', 3)", ""),
        ("selected-at('a b c', 'x')", ""),
        ("boolean-from-string('TRUE')", True),
        ("boolean-from-string(1)", True),
        ("boolean-from-string('yes')", False),
        ("join('、', 'あ', 2)", "あ、2"),
    ],
)
def test_a_function_answers_as_in_odk(source: str, value: Value) -> None:
    assert value_of(source) == value


@pytest.mark.parametrize("source", ["round(1, 31)", "round(1, 'x')", "pow(-8, 0.5)", "sqrt(-1)", "max('')"])
def test_what_has_no_answer_is_not_a_number(source: str) -> None:
    assert math.isnan(float(value_of(source)))  # type: ignore[arg-type]


values = st.one_of(st.text(max_size=8), st.floats(), st.booleans(), st.dates())


@given(name=st.sampled_from(sorted(FUNCTIONS)), given_values=st.lists(values, min_size=5, max_size=5))
def test_no_function_fails_whatever_it_is_given(name: str, given_values: list[Value]) -> None:
    function = FUNCTIONS[name]
    for count in range(function.least, 1 + (5 if function.most is None else function.most)):
        assert isinstance(function.call(*given_values[:count]), str | float | bool | dt.date)
