"""Closing days are read from lines as people write them, and written back so that they read again."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight.closing_days import DEFAULT_RULES
from oversight.closing_lines import days_of, lines_of_days, lines_of_rules, rules_of
from oversight.errors import RefusedError
from oversight.words import use_language

DAYS = st.dates(dt.date(1990, 1, 1), dt.date(2090, 12, 31))
WORDS = st.sampled_from(["年末年始", "庁舎停電", "開市記念日", "閉庁日"])
ENDS = st.builds(lambda day: f"{day:%m-%d}", DAYS)
DATED = st.one_of(st.just(""), st.builds(dt.date.isoformat, DAYS))
RULES = st.fixed_dictionaries({"first": ENDS, "last": ENDS, "word": WORDS, "from": DATED, "until": DATED})


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_default_reads_back(language: str) -> None:
    use_language(language)
    (rule,) = rules_of(lines_of_rules(DEFAULT_RULES))
    assert {**rule, "word": ""} == {**DEFAULT_RULES[0], "word": ""}


@given(st.lists(RULES, max_size=4), st.sampled_from(["ja", "en"]))
def test_ranges_written_as_lines_read_back(rules: list[dict[str, str]], language: str) -> None:
    use_language("ja")
    named = [{**rule, "word": "休み" if language == "en" else rule["word"]} for rule in rules]
    use_language(language)
    assert rules_of(lines_of_rules(named)) == named


@given(st.dictionaries(st.builds(dt.date.isoformat, DAYS), WORDS, max_size=5))
def test_days_written_as_lines_read_back(days: dict[str, str]) -> None:
    assert days_of(lines_of_days(days)) == days


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("年末年始 12/29～1/3", ("12-29", "01-03", "", "")),
        ("年末年始　１２月３１日～１月５日 H18.3.31まで", ("12-31", "01-05", "", "2006-03-31")),
        ("年末年始 12/29-1/3 令和6年4月1日から", ("12-29", "01-03", "2024-04-01", "")),
        ("8/13～8/15", ("08-13", "08-15", "", "")),
    ],
)
def test_a_range_is_read_as_people_write_it(line: str, rule: tuple[str, str, str, str]) -> None:
    (read,) = rules_of(line)
    assert (read["first"], read["last"], read["from"], read["until"]) == rule
    assert read["word"]


@pytest.mark.parametrize("line", ["年末年始", "年末年始 12/29", "年末年始 12/29～1/3 昔から"])
def test_a_line_that_is_no_range_is_refused_by_its_words(line: str) -> None:
    with pytest.raises(RefusedError) as refusal:
        rules_of(line)
    assert "年末年始" in refusal.value.sentence


def test_a_line_that_is_no_day_is_refused_by_its_words() -> None:
    with pytest.raises(RefusedError) as refusal:
        days_of("令和8年12月10日 停電\n停電")
    assert "停電" in refusal.value.sentence
