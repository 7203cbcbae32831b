"""The table that turns codes back into text."""

from __future__ import annotations

import re

from oversight.papers.tounicode import write_tounicode


def test_a_character_beyond_the_first_plane_is_written_as_two_units() -> None:
    assert "<01> <D842DFB7>" in write_tounicode(["", "𠮷"])


def test_a_sequence_is_written_whole() -> None:
    assert "<01> <845BDB40DD00>" in write_tounicode(["", "葛\U000e0100"])


def test_blocks_hold_no_more_than_100_entries() -> None:
    table = write_tounicode([chr(0x4E00 + code) for code in range(256)])
    assert re.findall(r"(\d+) beginbfchar", table) == ["100", "100", "56"]
    assert table.count("endbfchar") == 3


def test_a_code_without_text_is_left_out() -> None:
    table = write_tounicode(["", "検"])
    assert "<00> <" not in table.split("endcodespacerange")[1]
    assert "<0000>" not in table
