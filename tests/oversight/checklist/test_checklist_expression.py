from __future__ import annotations

import datetime as dt
import operator
from collections.abc import Callable, Mapping
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oversight.checklist import compile_condition
from oversight.checklist.values import Value
from oversight.errors import RefusedError

TODAY = dt.date(2026, 11, 24)


def holds(source: str, names: Mapping[str, Value] | None = None, today: dt.date | None = TODAY) -> bool:
    given_names = names or {}
    return compile_condition(source).holds(lambda name: given_names.get(name, ""), today)


@pytest.mark.parametrize(
    "source",
    [
        "${特定個人情報} = 'yes'",
        "${特定個人情報} = \"yes\" and not(${再委託} = 'yes')",
        "${ 特定個人情報 }='yes'",
        "${SUB-01} = '' or false()",
        "selected(${媒体}, 'paper') and not(selected (${媒体}, 'data'))",
        "count-selected(${媒体}) = 2",
        "if(${人数} > 100, ${特定個人情報}, 'no') = 'yes'",
        "coalesce(${SUB-01}, 'none') = 'none'",
        "coalesce(${特定個人情報}, 'none') = 'yes'",
        "string-length(${特定個人情報}) = 3",
        "regex(${番号}, 'R[0-9]+-[0-9]{3}')",
        "${締結日} <= today()",
        "${締結日} = '2026-04-01'",
        "${締結日} < date('2026-04-02') and ${締結日} > '2026-03-31'",
        "date(${締結日}) = ${締結日}",
        "string(date('2026-13-01')) = ''",
        "today() - ${締結日} > 200",
        "${人数}-1 = 119",
        "(${人数} + 30) div 3 = 50 and ${人数} mod 7 = 1 and ${人数} * 2 >= 240",
        "-${人数} < 0 and +${人数} = 120",
        "int(${人数} div 7) = 17 and int(-2.5) = -2",
        "1 div 0 > 1e6 and -1 div 0 < 0",
        "concat('a', 1, true()) = 'a1true'",
        "contains('取扱区域', '区域') and starts-with('取扱区域', '取扱')",
        "normalize-space('  a   b ') = 'a b'",
        "number('12') = 12 and boolean('x') and string(1.50) = '1.5'",
        "true() and not(false())",
        "'it is ${not a name}' != ''",
        "${人数} != 5",
    ],
)
def test_conditions_an_officer_may_write_are_understood(source: str) -> None:
    names: dict[str, Value] = {
        "特定個人情報": "yes",
        "再委託": "no",
        "媒体": "paper system",
        "人数": 120.0,
        "番号": "R6-001",
        "締結日": dt.date(2026, 4, 1),
    }
    assert holds(source, names)


@pytest.mark.parametrize(
    "source",
    [
        "${人数} > 0",
        "${人数} <= 0",
        "${人数} = 0",
        "0 div 0 = 0 div 0",
        "int('x') = 0",
        "5 mod 0 = 0",
        "1 div 0 mod 2 = 0",
        "regex('R6-0012', 'R[0-9]+-[0-9]{3}')",
        "selected('', '')",
        "${特定個人情報}",
    ],
)
def test_an_empty_answer_makes_no_comparison_true(source: str) -> None:
    assert not holds(source)


def test_a_condition_knows_the_names_it_speaks_of() -> None:
    condition = compile_condition("${再委託} = 'yes' or ${SUB-01} = ${再委託}")
    assert condition.names == {"再委託", "SUB-01"}
    assert not condition.uses_today


def test_a_condition_is_read_once() -> None:
    assert compile_condition("${再委託} = 'yes'") is compile_condition("${再委託} = 'yes'")


def test_today_without_a_clock_is_refused() -> None:
    assert compile_condition("today() > 0").uses_today
    with pytest.raises(RefusedError, match=r"today\(\)"):
        holds("today() > 0", today=None)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("", "誤り"),
        ("${a} =", "誤り"),
        ("${a} = 'yes", "誤り"),
        ("because nobody knows", "誤り"),
        ("1 < 2 < 3", "誤り"),
        ("(" * 1500 + "1" + ")" * 400, "誤り"),
        ("pulldata('x')", "pulldata"),
        ("count()", "誤り"),
        ("selected(${a})", "誤り"),
        ("string-length()", "string-length"),
        ("concat('a')", "誤り"),
        ("${a", "閉じて"),
        ("$a = 1", "閉じて"),
        ("${} = 1", "名前のない"),
        ("/data/a = 1", "使えない書き方"),
        (". = 1", "使えない書き方"),
        ("${a}[1]", "使えない書き方"),
        ("${a} | ${b}", "使えない書き方"),
        ("*", "使えない書き方"),
        ("名前 = 'yes'", "使えない書き方"),
        ("regex(${a}, ${b})", "regex"),
        ("regex(${a}, '[')", "regex"),
        ("'" + "a" * 2000 + "' = ''", "長すぎ"),
    ],
)
def test_what_is_not_offered_is_refused_with_a_sentence(source: str, words: str) -> None:
    with pytest.raises(RefusedError, match=words) as refusal:
        compile_condition(source)
    assert "XLSForm" in refusal.value.remedy


Tree = tuple[str, Callable[[Mapping[str, str]], bool]]
NAMES = ["特定個人情報", "再委託", "SUB-01", "a.b"]


def leaf(name: str, sign: str, value: str) -> Tree:
    compare = operator.eq if sign == "=" else operator.ne
    return f"${{{name}}} {sign} '{value}'", lambda given: bool(compare(given[name], value))


def joined(word: str, left: Tree, right: Tree) -> Tree:
    if word == "and":
        return f"({left[0]}) and ({right[0]})", lambda given: left[1](given) and right[1](given)
    return f"({left[0]}) or ({right[0]})", lambda given: left[1](given) or right[1](given)


def turned(tree: Tree) -> Tree:
    return f"not({tree[0]})", lambda given: not tree[1](given)


VALUES = st.sampled_from(["yes", "no", ""])
LEAVES = st.builds(leaf, st.sampled_from(NAMES), st.sampled_from(["=", "!="]), VALUES)
TREES = st.recursive(
    LEAVES,
    lambda inner: st.one_of(
        st.builds(turned, inner), st.builds(joined, st.sampled_from(["and", "or"]), inner, inner)
    ),
    max_leaves=12,
)


@settings(deadline=None)
@given(TREES, st.fixed_dictionaries(dict.fromkeys(NAMES, VALUES)))
def test_and_or_not_mean_what_they_mean_in_python(tree: Tree, given_names: dict[str, str]) -> None:
    source, expected = tree
    assert compile_condition(source).holds(given_names.__getitem__) == expected(given_names)


SIGNS: dict[str, Callable[[float, float], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "=": operator.eq,
    "!=": operator.ne,
}


@settings(deadline=None)
@given(st.integers(-999, 999), st.sampled_from(sorted(SIGNS)), st.integers(-999, 999), st.booleans())
def test_numbers_compare_as_in_python_however_they_are_held(
    left: int, sign: str, right: int, as_words: bool
) -> None:
    held: Value = str(left) if as_words else float(left)
    assert holds(f"${{n}} {sign} {right}", {"n": held}) == SIGNS[sign](left, right)


@settings(deadline=None)
@given(st.floats(allow_nan=True), st.floats(allow_nan=True))
def test_arithmetic_never_fails(left: float, right: float) -> None:
    for sign in ("+", "-", "*", "div", "mod"):
        assert holds(f"${{a}} {sign} ${{b}} = 1", {"a": left, "b": right}) in (True, False)


@settings(deadline=None)
@given(st.dates(), st.dates())
def test_days_compare_in_time(first: dt.date, second: dt.date) -> None:
    assert holds("${a} < ${b}", {"a": first, "b": second.isoformat()}) == (first < second)
    assert holds("${a} = ${b}", {"a": first, "b": second}) == (first == second)
    assert holds("${b} - ${a} = ${n}", {"a": first, "b": second, "n": float((second - first).days)})


@settings(deadline=None)
@given(st.text(max_size=80))
def test_no_text_makes_reading_a_condition_crash(source: str) -> None:
    with suppress(RefusedError):
        assert compile_condition(source).source == source


def test_remainder_takes_the_sign_of_the_dividend() -> None:
    assert holds("-5 mod 3 = -2 and 5 mod -3 = 2")
