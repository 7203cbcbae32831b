"""Line breaking held against JIS X 4051's classes, written down here a second time."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight.papers.kinsoku import break_lines, may_break

JIS_NEVER_FIRST = (
    "）〕］｝〉》」』】、。，．・：；？！ヽヾゝゞ々ー"
    "ァィゥェォッャュョヮヵヶぁぃぅぇぉっゃゅょゎ"
    ",.)]}:;!?％℃°′″”’…―～"
)
JIS_NEVER_LAST = "（〔［｛〈《「『【“‘([{￥＄〒§"
WIDTH = 24


def lines_of(text: str, width: float = WIDTH) -> list[str]:
    widths = [0.5 if sign < "\u2000" else 1.0 for sign in text]
    return [text[line.start : line.end] for line in break_lines(text, widths, width)]


def punctuated_text(fragments: int, seed: int = 7) -> str:
    dice = random.Random(seed)
    words = [
        "検査",
        "委託先",
        "データ",
        "チェック",
        "株式会社",
        "きょう",
        "ウォッチ",
        "USBメモリ",
        "ID",
        "第3条",
        "12,000件",
        "年",
    ]
    signs = [
        "、",
        "。",
        "（",
        "）",
        "「",
        "」",
        "『",
        "』",
        "・",
        "：",
        "？",
        "！",
        "ー",
        "々",
        "％",
        "“",
        "”",
        "…",
        "〒",
        "￥",
    ]
    made = []
    for _each in range(fragments):
        made.append(dice.choice(words))
        made.append("".join(dice.choice(signs) for _sign in range(dice.randrange(3))))
    return "".join(made)


def test_1500_punctuated_fragments_have_no_forbidden_line_start_or_end() -> None:
    lines = lines_of(punctuated_text(1500))
    assert len(lines) > 200
    assert [line for line in lines[1:] if line[0] in JIS_NEVER_FIRST] == []
    assert [line for line in lines[:-1] if line.rstrip()[-1] in JIS_NEVER_LAST] == []


def test_lines_are_filled_as_far_as_the_rules_allow() -> None:
    lines = lines_of(punctuated_text(1500))
    widths = [sum(0.5 if sign < "\u2000" else 1.0 for sign in line) for line in lines[:-1]]
    assert max(widths) <= WIDTH
    assert sum(widths) / len(widths) > WIDTH - 3


def test_a_latin_word_is_not_broken() -> None:
    assert lines_of("委託先のOversightという製品", 7) == ["委託先の", "Oversightとい", "う製品"]


def test_a_latin_word_longer_than_a_line_is_broken_after_a_joint() -> None:
    assert lines_of("https://example.invalid/abcdefghijklmnop", 10) == [
        "https://example.",
        "invalid/abcdefghijkl",
        "mnop",
    ]


def test_a_string_without_any_joint_is_broken_where_the_line_is_full() -> None:
    assert lines_of("a" * 50, 10) == ["a" * 20, "a" * 20, "a" * 10]


@pytest.mark.parametrize("kept", ["1,200人", "第12条", "5％", "10時", "２０件", "3.5%", "￥500", "……", "――"])
def test_a_number_stays_with_its_unit_and_a_pair_stays_a_pair(kept: str) -> None:
    assert [at for at in range(1, len(kept)) if may_break(kept, at)] == []


@pytest.mark.parametrize(
    ("text", "at", "allowed"),
    [
        ("検査員", 1, True),
        ("検査、", 2, False),
        ("「検", 1, False),
        ("検「", 1, True),
        ("a b", 1, False),
        ("a b", 2, True),
        ("10\u00a0kg", 3, False),
        ("①②", 1, True),
        ("検A", 1, True),
        ("ab", 1, False),
        ("éa", 1, False),
    ],
)
def test_each_rule_allows_or_forbids_a_break(text: str, at: int, *, allowed: bool) -> None:
    assert may_break(text, at) is allowed


def test_a_newline_ends_a_line_and_an_empty_line_stays() -> None:
    assert lines_of("一\n\n二") == ["一", "", "二"]


def test_only_the_end_of_a_paragraph_counts_as_last() -> None:
    lines = break_lines("検査検査\n記録", [1.0] * 7, 3)
    assert [line.last for line in lines] == [False, True, True]


def test_the_first_line_may_have_another_room() -> None:
    lines = break_lines("一二三四五六七", [1.0] * 7, 2, 4)
    assert [line.end - line.start for line in lines] == [2, 4, 1]


def test_blanks_at_the_end_of_a_line_do_not_count_for_its_width() -> None:
    lines = break_lines("一二  三", [1.0] * 5, 2)
    assert [(line.start, line.end, line.width) for line in lines] == [(0, 4, 2.0), (4, 5, 1.0)]


def test_nothing_but_forbidden_signs_still_ends() -> None:
    assert lines_of("、" * 30, 10) == ["、" * 10] * 3


@given(st.text(st.sampled_from("検査、。「」（）ァーAb1 　\n-/…％件"), max_size=200), st.integers(1, 12))
def test_lines_hold_the_text_whole_and_fit(text: str, width: int) -> None:
    widths = [0.0 if sign == "\n" else 1.0 for sign in text]
    lines = break_lines(text, widths, width)
    assert "".join(text[line.start : line.end] for line in lines) == text.replace("\n", "")
    assert all(line.width <= width or line.end - line.start == 1 for line in lines)
    assert len(lines) >= text.count("\n") + 1


@given(st.text(max_size=80), st.floats(0.1, 20))
def test_any_text_at_all_can_be_broken(text: str, width: float) -> None:
    lines = break_lines(text, [1.0] * len(text), width)
    assert sum(line.end - line.start for line in lines) == len(text.replace("\n", ""))
