"""Twelve figures with a valid check digit are refused by any road; nothing else is; nothing is echoed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from stdnum.jp import cn

from oversight.personal_number import (
    PersonalNumberError,
    Spot,
    find_individual_numbers,
    mask,
    refuse_individual_number,
    scan_mapping,
)

VALID = "123456789018"


def check_digit(eleven: str) -> str:
    """Compute the check digit as 省令 5条 words it, apart from the product's code."""
    total = 0
    for n, figure in enumerate(reversed(eleven), start=1):
        total += int(figure) * (n + 1 if n <= 6 else n - 5)
    return str(0 if total % 11 <= 1 else 11 - total % 11)


@pytest.mark.parametrize(
    "text",
    [
        VALID,
        "1234-5678-9018",
        "1234 5678 9018",
        "１２３４５６７８９０１８",
        "１２３４－５６７８－９０１８",
        "1234・5678・9018",
        "1234ー5678ー9018",
        "1234  -  5678 9018",
        "1 2 3 4 5 6 7 8 9 0 1 8",
        "1234\n5678\n9018",
        "1234\u200b5678\u200b9018",
        f"番号は{VALID}です",
        f"2026-11-24 {VALID}",
        f"{VALID} 2026",
        f"受付{VALID}_写し.jpg",
    ],
)
def test_an_individual_number_is_found_however_it_is_written(text: str) -> None:
    assert len(find_individual_numbers(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "",
        "番号なし",
        "123456789012",
        "7000012050002",
        "011-211-2167",
        "090-1234-5678",
        "1123456789018",
        "12345678901",
        f"1{VALID}",
        f"{VALID}0",
        "2026-11-24 10:30:15",
        "R8-0001 令和8年11月24日 10時30分",
    ],
)
def test_other_figures_are_left_alone(text: str) -> None:
    assert find_individual_numbers(text) == ()


def test_the_refusal_names_field_and_position_and_no_figure() -> None:
    with pytest.raises(PersonalNumberError) as refusal:
        refuse_individual_number(f"備考です{VALID}", field="備考")
    told = str(refusal.value) + repr(refusal.value) + repr(refusal.value.__dict__)
    assert "5文字目" in told
    assert "「備考」" in told
    assert "3456" not in told
    assert refusal.value.remedy
    refuse_individual_number("何もない", field="備考")


def test_a_mask_keeps_the_length_and_hides_every_figure() -> None:
    text = f"甲 {VALID} 乙 1234-5678-9018 丙"
    masked = mask(text)
    assert len(masked) == len(text)
    assert not any(sign.isdigit() for sign in masked)
    assert mask("無事") == "無事"


def test_a_mapping_is_scanned_field_by_field() -> None:
    assert scan_mapping({"a": VALID, "b": "x"}) == {"a": (Spot(0, 12),)}


@given(st.text(alphabet="0123456789", min_size=11, max_size=11))
def test_every_number_with_a_valid_check_digit_is_found(eleven: str) -> None:
    assert find_individual_numbers(eleven + check_digit(eleven)) == (Spot(0, 12),)


@given(st.text(alphabet="0123456789", min_size=11, max_size=11), st.integers(1, 9))
def test_a_wrong_check_digit_is_no_number(eleven: str, off: int) -> None:
    wrong = str((int(check_digit(eleven)) + off) % 10)
    assert find_individual_numbers(eleven + wrong) == ()


@given(st.integers(0, 10**12 - 1))
def test_a_corporate_number_is_never_taken_for_one(body: int) -> None:
    digits = f"{body:012d}"
    assert find_individual_numbers(cn.calc_check_digit(digits) + digits) == ()


@given(st.text())
def test_any_text_is_looked_through_and_masked_to_its_own_length(text: str) -> None:
    assert len(mask(text)) == len(text)


def test_a_megabyte_is_looked_through_to_its_end() -> None:
    text = "令和6年4月1日 電話 011-211-2167 件数 1,234 件。" * 30_000
    assert find_individual_numbers(text) == ()
    assert find_individual_numbers(text + VALID) == (Spot(len(text), len(text) + 12),)
