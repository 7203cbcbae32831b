"""Numbers in the many forms that offices write: told from words, parted from titles, counted on."""

from __future__ import annotations

import pytest

from oversight.checklist.workbook.filling import renumbered, spread
from oversight.checklist.workbook.numbering import (
    are_running,
    is_number,
    number_key,
    running_number,
    split_leading,
)


@pytest.mark.parametrize(
    "text",
    [
        "1",
        "１",
        "1-1",
        "１－２",
        "(1)",
        "（３）",
        "①",
        "⑮",
        "ア",
        "ｱ",
        "1.2.3",
        "1-(1)-ア",
        "第1",
        "第２章",
        "Ⅰ",
        "Ⅳ.",
        "一",
        "十二",
        "No.3",
        "A",
        "問3",
        "HUM-01",
        "1)",
        "1.",
    ],
)
def test_a_number_is_known_in_every_form(text: str) -> None:
    assert is_number(text)


@pytest.mark.parametrize(
    "text", ["", "規程", "アクセス", "組織的安全管理措置", "適", "1年以内に", "※", "-", "令和8年", "x" * 40]
)
def test_words_are_no_numbers(text: str) -> None:
    assert not is_number(text)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("１　組織的安全管理措置", ("1", "組織的安全管理措置")),
        ("Ⅰ．組織", ("I", "組織")),
        ("第1　組織", ("第1", "組織")),
        ("第２章 人", ("第2章", "人")),
        ("(1)規程", ("(1)", "規程")),
        ("①規程", ("(1)", "規程")),
        ("ア　規程", ("ア", "規程")),
        ("1-1 規程", ("1-1", "規程")),
        ("アクセス権", ("", "アクセス権")),
        ("3年に1回", ("", "3年に1回")),
        ("一般の規程", ("", "一般の規程")),
        ("1　㈱北海", ("1", "㈱北海")),
        ("1　" + "㈱１" * 200, ("1", "㈱１" * 200)),
    ],
)
def test_a_leading_number_is_parted_from_the_words_as_they_are_written(
    text: str, parts: tuple[str, str]
) -> None:
    assert split_leading(text) == parts


def test_the_steps_of_a_number_are_told() -> None:
    assert number_key("1-(1)-ア") == ("1", "1", "ア")
    assert number_key("規程") == ()


@pytest.mark.parametrize(
    ("text", "following"),
    [
        ("9", "10"),
        ("１９", "２０"),
        ("1-9", "1-10"),
        ("(3)", "(4)"),
        ("③", "④"),
        ("⑳", "㉑"),
        ("ア", "イ"),
        ("ｱ", "ｲ"),
        ("1-(1)-ウ", "1-(1)-エ"),
        ("九", "十"),
        ("十", "十一"),
        ("十九", "二十"),
        ("二十", "二十一"),
        ("09", "10"),
        ("００９", "０１０"),
        ("1.2.3", "1.2.4"),
    ],
)
def test_a_number_counts_on_in_its_own_form(text: str, following: str) -> None:
    found = running_number(text)
    assert found is not None
    assert found.at(found.count) == text
    assert found.at(found.count + 1) == following


@pytest.mark.parametrize("text", ["", "甲", "A", "十十"])
def test_what_cannot_count_on_is_told(text: str) -> None:
    assert running_number(text) is None


@pytest.mark.parametrize(
    ("numbers", "expected"),
    [
        (["1", "2", "3"], True),
        (["(1)", "(2)", "(1)", "(2)"], True),
        (["1-1", "1-2", "2-1"], True),
        (["1", "3"], False),
        (["1", "甲"], False),
        ([], False),
    ],
)
def test_running_numbers_are_told_from_others(numbers: list[str], expected: bool) -> None:
    assert are_running(numbers) is expected


@pytest.mark.parametrize(
    ("sections", "original", "leading", "expected"),
    [
        ([["1", None], ["3"]], [["1", "2"], ["3"]], ["", ""], [["1", "2"], ["3"]]),
        ([["①", None], ["②"]], [["①"], ["①", "②"]], ["", ""], [["①", "②"], ["①"]]),
        ([["1-1"], [None, None]], [["1-1"]], ["", "4"], [["1-1"], ["4-1", "4-2"]]),
        ([["1-1"], [None]], [["1-1"]], ["", ""], [["1-1"], [""]]),
        ([["5", "6"], [None]], [["5", "6"]], ["", ""], [["5", "6"], ["7"]]),
        ([["甲", None]], [["甲"]], [""], [["甲", "甲"]]),
    ],
)
def test_numbers_are_written_anew_section_by_section(
    sections: list[list[str | None]], original: list[list[str]], leading: list[str], expected: list[list[str]]
) -> None:
    assert renumbered(sections, original, leading) == expected


def test_a_text_is_parted_without_a_comma_at_the_head_of_a_line() -> None:
    assert spread("規程を定め、周知したか。", 10, 2) == ["規程を定め、", "周知したか。"]
    assert spread("短い", 40, 2) == ["短い", ""]
    assert spread("一つ", 2, 1) == ["一つ"]
