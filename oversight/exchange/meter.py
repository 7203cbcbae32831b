"""The reach of a sheet, measured piece by piece before a parser lays it out as a rectangle.

The parser allots every cell between the first and the last filled one, so two cells far apart in a small
file would ask for more memory than there is and end the process. What is measured is what it will allot:
filled cells, by their reference (ISO/IEC 29500-1 18.3.1.4) or by counting repeats (ODF 1.3 part 3, 9.1).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from xml.parsers.expat import ExpatError, ParserCreate

_REFERENCE = re.compile(r"([A-Za-z]{0,9})(\d{1,10})")
_CONTENT = frozenset(("v", "is", "f"))
_SHEET_WORDS = (b"sheetData", b"table-row")


class DoctypeError(ValueError):
    """A part declares a document type: no office program writes one, entity bombs need one."""


class Meter:
    """Takes one part of a workbook, piece by piece; tells how far its filled cells reach.

    A part that is not XML (a picture) is passed over, unless it could be taken for a sheet: ``is_doubtful``.
    """

    def __init__(self) -> None:
        self.last_row = self.last_column = self.formulas_without_value = self.error_values = 0
        self.is_doubtful = False
        self._row = self._column = self._repeat = 0
        self._has_formula = self._has_value = self._is_value = self._has_sheet_word = False
        self._is_xml = True
        self._tail = b""
        self._parser = ParserCreate()
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text
        self._parser.StartDoctypeDeclHandler = self._doctype

    def feed(self, piece: bytes, *, is_last: bool = False) -> None:
        """Measure the next piece; ``is_last`` closes the part."""
        window = self._tail + piece
        self._has_sheet_word = self._has_sheet_word or any(word in window for word in _SHEET_WORDS)
        self._tail = window[-16:]
        if self._is_xml:
            try:
                self._parser.Parse(piece, is_last)
            except ExpatError:
                self._is_xml = False
        self.is_doubtful = self._has_sheet_word and not self._is_xml

    def _doctype(self, *_declared: object) -> None:
        raise DoctypeError

    def _start(self, tag: str, attributes: Mapping[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if name in _CONTENT:
            self._reach(self._row, self._column)
            self._has_formula = self._has_formula or name == "f"
            self._is_value = name == "v"
        elif name == "c":
            self._start_cell(attributes)
        elif name == "row":
            found = _REFERENCE.fullmatch(attributes.get("r", ""))
            self._row, self._column = (int(found[2]) if found else self._row + 1), 0
        else:
            self._start_of_opendocument(name, attributes)

    def _start_cell(self, attributes: Mapping[str, str]) -> None:
        found = _REFERENCE.fullmatch(attributes.get("r", ""))
        if found and found[1]:
            self._row, self._column = int(found[2]), _column(found[1])
        else:
            self._column += 1
        self._has_formula = self._has_value = self._is_value = False
        self.error_values += attributes.get("t") == "e"

    def _text(self, _text: str) -> None:
        self._has_value = self._has_value or self._is_value

    def _end(self, tag: str) -> None:
        name = tag.rpartition(":")[2]
        if name == "c" and self._has_formula and not self._has_value:
            self.formulas_without_value += 1
        self._is_value = False

    def _start_of_opendocument(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "table":
            self._row = self._column = self._repeat = 0
        elif name == "table-row":
            self._row, self._column = self._row + self._repeat, 0
            self._repeat = _repeats(attributes)
        elif name in {"table-cell", "covered-table-cell"}:
            self._column += _repeats(attributes)
            if any("value" in each or "formula" in each for each in attributes):
                self._reach(self._row + self._repeat, self._column)
        elif name == "p":
            self._reach(self._row + self._repeat, self._column)

    def _reach(self, row: int, column: int) -> None:
        self.last_row, self.last_column = max(self.last_row, row), max(self.last_column, column)


def _repeats(attributes: Mapping[str, str]) -> int:
    for name, value in attributes.items():
        if name.endswith("-repeated") and value.isdecimal():
            return int(value[:10])
    return 1


def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number
