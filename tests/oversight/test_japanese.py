"""What is searched is found however it is written; numbers and codes are brought into one form."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight.contact import is_phone, is_postal_code, normalise_phone, normalise_postal_code
from oversight.corporate_number import parse_corporate_number, show_corporate_number
from oversight.errors import RefusedError
from oversight.japanese import fold, listed, search_text_of


@pytest.mark.parametrize(
    ("written", "searched"),
    [
        ("髙橋水道", "高橋"),
        ("サッポロ", "ｻｯﾎﾟﾛ"),
        ("サッポロ", "さっぽろ"),
        ("株式会社北海", "㈱北海"),
        ("株式会社北海", "（株）北海"),
        ("𠮷野印刷", "吉野"),
        ("葛\U000e0100城", "葛城"),
        ("渡邉", "渡辺"),
        ("渡邊", "渡辺"),
        ("山﨑", "山崎"),
        ("濵田", "浜田"),
        ("ＡＢＣシステム", "abc"),
        ("データー入力", "データ入力"),
        ("R8-0001", "r80001"),
    ],
)
def test_one_spelling_finds_the_other(written: str, searched: str) -> None:
    assert fold(searched) in fold(written)


def test_different_names_stay_different() -> None:
    assert fold("佐藤") != fold("左藤")
    assert fold("北海印刷") not in fold("南海印刷")


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    once = fold(text)
    assert fold(once) == once


def test_no_match_runs_across_two_parts() -> None:
    assert fold("京都") not in search_text_of("東京", "都庁")
    assert search_text_of("", "・") == ""


@pytest.mark.parametrize(
    "written", ["7000012050002", "T7000012050002", "７０００-０１２０-５０００２", " 7000012050002 "]
)
def test_a_corporate_number_is_read_however_it_is_written(written: str) -> None:
    assert parse_corporate_number(written) == "7000012050002"


@pytest.mark.parametrize(
    ("written", "word"),
    [("700001205000", "13桁"), ("7000012050003", "検査数字"), ("70000120500x2", "検査数字")],
)
def test_a_wrong_corporate_number_says_what_is_wrong(written: str, word: str) -> None:
    with pytest.raises(RefusedError, match=word) as refusal:
        parse_corporate_number(written)
    assert refusal.value.field == "corporate_number"


def test_no_corporate_number_is_no_fault() -> None:
    assert parse_corporate_number("  ") == ""
    assert show_corporate_number("") == ""
    assert show_corporate_number("7000012050002") == "7-0000-1205-0002"


@pytest.mark.parametrize("written", ["060-8611", "0608611", "〒060-8611", "〒０６０－８６１１"])
def test_a_postal_code_is_brought_into_one_form(written: str) -> None:
    assert normalise_postal_code(written) == "060-8611"
    assert is_postal_code(written)


def test_what_is_no_postal_code_stays_as_written() -> None:
    assert normalise_postal_code(" 不明 ") == "不明"
    assert not is_postal_code("60-8611")


@pytest.mark.parametrize(
    "written",
    ["011-211-2167", "０１１－２１１－２１６７", "090-1234-5678", "0120-000-000", "011-211-2167 内線5"],
)
def test_a_telephone_number_is_known(written: str) -> None:
    assert is_phone(written)
    assert normalise_phone(written).isascii() or "内線" in written


def test_what_is_no_telephone_number_is_told() -> None:
    assert not is_phone("12345")


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", ()),
        ("規程、台帳", ("規程", "台帳")),
        ("規程\n 台帳 ,規程，写し\n", ("規程", "台帳", "写し")),
        ("、,\n", ()),
    ],
)
def test_a_list_is_parted_by_lines_and_commas_and_names_nothing_twice(
    text: str, parts: tuple[str, ...]
) -> None:
    assert listed(text) == parts
