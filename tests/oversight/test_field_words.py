"""Every table and every field that the journal can name has a word of the office."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from models.tables import Base
from oversight.field_words import deed_word, field_word, table_word
from oversight.ledger.noting import SILENT

SILENT_TABLES = {"journal_entry", "journal_head"}
TABLES = [table for table in Base.metadata.sorted_tables if table.name not in SILENT_TABLES]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_table_and_its_fields_have_words(table: object) -> None:
    name = table.name  # type: ignore[attr-defined]
    assert table_word(name) != name
    columns = [column.name for column in table.columns if column.name not in SILENT]  # type: ignore[attr-defined]
    assert [column for column in columns if field_word(name, column) == column] == []


def test_a_field_with_a_word_of_its_own_uses_it() -> None:
    assert field_word("staff", "name") == "氏名"
    assert field_word("contractor", "name") == "名称"


def test_what_has_no_word_stands_as_it_is() -> None:
    assert field_word("contractor", "colour") == "colour"
    assert table_word("planet") == "planet"
    assert deed_word("planet.shine") == "planet.shine"
    assert deed_word("contractor.add") == "委託先: 登録"


def test_every_deed_that_is_written_has_words() -> None:
    sources = Path(__file__).resolve().parents[2] / "oversight"
    named = re.compile(r'"([a-z_]+\.[a-z_]+)"')
    tables = {table.name for table in Base.metadata.sorted_tables} | {"vault"}
    deeds = {
        deed
        for path in sources.rglob("*.py")
        for deed in named.findall(path.read_text(encoding="utf-8"))
        if deed.partition(".")[0] in tables and not deed.endswith((".json", ".lock"))
    }
    assert len(deeds) > 20
    assert [deed for deed in sorted(deeds) if deed_word(deed) == deed] == []
