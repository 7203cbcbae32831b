"""The journal is read in the office's words, whatever the store holds."""

from __future__ import annotations

from enum import StrEnum

import pytest
from sqlalchemy import Enum

from models.tables import Base
from oversight.journal.values import _word, is_reference, told_value

CHOICES = [
    (table.name, column.name, member)
    for table in Base.metadata.sorted_tables
    for column in table.c
    if isinstance(column.type, Enum) and column.type.enum_class is not None
    for member in column.type.enum_class
]


@pytest.mark.parametrize(("table", "field", "member"), CHOICES)
def test_every_choice_has_its_word(table: str, field: str, member: StrEnum) -> None:
    assert told_value(table, field, member.value) != member.value


@pytest.mark.parametrize(
    ("table", "field", "value", "told"),
    [
        ("inspection", "conclusion", "serious", "重大な不適合あり"),
        ("contract", "state", "closed", "終結"),
        ("finding", "state", "closed", "完了"),
        ("monthly_report", "state", "returned", "差戻"),
        ("answer", "answered_at", "2025-10-07T01:00:05+00:00", "2025-10-07 10:00:05"),
        ("contract_period", "starts_on", "2026-04-01", "令和8年4月1日"),
        ("contract", "handles_specific", True, "はい"),
        ("contract", "handles_specific", False, "いいえ"),
        ("contract", "personal_data_items", ["氏名", "住所"], "氏名、住所"),
        (
            "contract",
            "report_due_rule",
            {"kind": "next_month_day", "number": 10},
            "kind: next_month_day、number: 10",
        ),
        ("contract", "title", "2026-04-01", "2026-04-01"),
        ("handling_area", "closes_at", "18:30:00", "18:30"),
        ("visit_signature", "strokes", "sha256:0a1b", "要約値 0a1b"),
        ("contract", "title", None, ""),
        ("contract", "state", "■■■■", "■■■■"),
        ("contract_period", "starts_on", "いつか", "いつか"),
        ("no_table", "field", "値", "値"),
        ("contract", "no_field", 5, "5"),
    ],
)
def test_a_value_is_told_by_what_it_is(table: str, field: str, value: object, told: str) -> None:
    assert told_value(table, field, value) == told


def test_identifiers_of_other_rows_are_known_as_such() -> None:
    assert is_reference("contract", "contractor_id")
    assert not is_reference("contract", "title")
    assert is_reference("door_point", "key")
    assert not is_reference("no_table", "field")


def test_a_choice_without_a_word_comes_as_it_is() -> None:
    assert _word(Unknown.ONE) == "one"


class Unknown(StrEnum):
    """A kind no subject knows."""

    ONE = "one"
