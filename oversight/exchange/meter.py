"""A workbook's weight, measured piece by piece before any reader of workbooks lays it out.

The readers allot every cell between the first and the last filled one, copy a shared text for each cell
that shows it and repeat what is said to be repeated: a small file could ask for more memory than there is
and end the process. What is measured is what they will allot: filled cells, by their reference (ISO/IEC
29500-1 18.3.1.4) or by counting repeats (ODF 1.3 part 3, 9.1), and the signs of all texts shown.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import repeat
from xml.parsers.expat import ExpatError, ParserCreate

_REFERENCE = re.compile(r"([A-Za-z]{0,9})(\d{1,10})")
_CONTENT = frozenset(("v", "is", "f"))
_TEXTS = frozenset(("t", "v", "p"))
_SHEET_WORDS = (b"sheetData", b"table-row")
_DEEPEST = 200
_LONGEST_TAG = 4 << 20
_MOST_SHARED = 5_000_000
_TRUE = frozenset(("1", "true"))


class UnsoundPartError(ValueError):
    """A part is made as no office program makes it: with a document type, endless tags, endless depth."""


@dataclass
class Tally:
    """What all parts of a workbook come to together."""

    elements: int = 0
    cells: int = 0
    area: int = 0
    """Cells of the rectangles that the sheets span, cells with nothing but a format included."""
    spread: int = 0
    """Cells that merged ranges and links cover."""
    formulas_without_value: int = 0
    error_values: int = 0
    hidden_rows: int = 0
    is_1904: bool = False
    """Serial days count from 1904-01-01 (ISO/IEC 29500-1 18.17.4.1)."""
    signs: int = 0
    _lengths: array[int] = field(default_factory=lambda: array("q"))
    _uses: array[int] = field(default_factory=lambda: array("q"))

    def start_shared(self) -> None:
        """Begin the next shared text."""
        self._lengths.append(0)

    def lengthen_shared(self, signs: int) -> None:
        """Count signs of the shared text begun last."""
        self._lengths[-1] += signs

    def use_shared(self, at: int) -> None:
        """Count a cell that shows a shared text."""
        if not 0 <= at < _MOST_SHARED:
            raise UnsoundPartError
        if at >= len(self._uses):
            self._uses.extend(repeat(0, at + 1 - len(self._uses)))
        self._uses[at] += 1

    @property
    def signs_shown(self) -> int:
        """Return the signs in all cells, a shared text counted for each cell that shows it."""
        return self.signs + sum(
            length * uses for length, uses in zip(self._lengths, self._uses, strict=False)
        )


class Meter:
    """Takes one part of a workbook, piece by piece; tells how far its filled cells reach.

    A part that is not XML (a picture) is passed over, unless it could be taken for a sheet: ``is_doubtful``.
    """

    def __init__(self, tally: Tally) -> None:
        self.last_row = self.last_column = 0
        self.is_doubtful = False
        self._tally = tally
        self._furthest_row = self._furthest_column = self._depth = self._fed = 0
        self._row = self._column = self._repeat = self._times = 0
        self._has_formula = self._has_value = self._has_sheet_word = False
        self._is_shared_text = False
        self._into = self._kind = self._index = ""
        self._is_xml = True
        self._tail = b""
        self._acts = self._list_acts()
        self._parser = ParserCreate()
        self._parser.buffer_text = True
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
            self._parse(piece, is_last)
        self.is_doubtful = self._has_sheet_word and not self._is_xml
        if is_last:
            self._tally.area += self._furthest_row * self._furthest_column

    def _parse(self, piece: bytes, is_last: bool) -> None:
        try:
            self._parser.Parse(piece, is_last)
        except ExpatError:
            self._is_xml = False
            return
        self._fed += len(piece)
        if self._fed - self._parser.CurrentByteIndex > _LONGEST_TAG:
            raise UnsoundPartError  # the parser keeps a tag until it is whole

    def _doctype(self, *_declared: object) -> None:
        raise UnsoundPartError

    def _list_acts(self) -> dict[str, Callable[[Mapping[str, str]], None]]:
        return {
            "c": self._start_cell,
            "row": self._start_row,
            "si": self._start_shared,
            "mergeCell": self._spread,
            "hyperlink": self._spread,
            "conditionalFormatting": self._list_ranges,
            "dataValidation": self._list_ranges,
            "workbookPr": self._start_book,
            "table": self._start_table,
            "table-row": self._start_repeated_row,
            "table-cell": self._start_repeated_cell,
            "covered-table-cell": self._start_repeated_cell,
        }

    def _start(self, tag: str, attributes: Mapping[str, str]) -> None:
        name = tag.rpartition(":")[2]
        self._tally.elements += 1
        self._depth += 1
        if self._depth > _DEEPEST:
            raise UnsoundPartError
        if name in _CONTENT:
            self._reach(self._row, self._column)
            self._has_formula = self._has_formula or name == "f"
        act = self._acts.get(name)
        if act is not None:
            act(attributes)
        elif name in _TEXTS:
            self._start_text(name)

    def _start_text(self, name: str) -> None:
        if name == "p":
            self._reach(self._row + self._repeat, self._column)
        if self._is_shared_text:
            self._into = "shared"
        else:
            self._into = "index" if name == "v" and self._kind == "s" else name

    def _start_row(self, attributes: Mapping[str, str]) -> None:
        found = _REFERENCE.fullmatch(attributes.get("r", ""))
        self._row, self._column = (int(found[2]) if found else self._row + 1), 0
        self._tally.hidden_rows += attributes.get("hidden") in _TRUE

    def _start_cell(self, attributes: Mapping[str, str]) -> None:
        found = _REFERENCE.fullmatch(attributes.get("r", ""))
        if found and found[1]:
            self._row, self._column = int(found[2]), _column(found[1])
        else:
            self._column += 1
        self._has_formula = self._has_value = False
        self._kind, self._index, self._times = attributes.get("t", ""), "", 1
        self._tally.cells += 1
        self._tally.error_values += self._kind == "e"
        self._furthest_row = max(self._furthest_row, self._row)
        self._furthest_column = max(self._furthest_column, self._column)

    def _start_shared(self, _attributes: Mapping[str, str]) -> None:
        self._is_shared_text = True
        self._tally.start_shared()

    def _start_book(self, attributes: Mapping[str, str]) -> None:
        self._tally.is_1904 = self._tally.is_1904 or attributes.get("date1904") in _TRUE

    def _spread(self, attributes: Mapping[str, str]) -> None:
        first, _colon, last = attributes.get("ref", "").partition(":")
        start, end = _REFERENCE.fullmatch(first), _REFERENCE.fullmatch(last or first)
        if start and end:
            rows = abs(int(end[2]) - int(start[2])) + 1
            self._tally.spread += rows * (abs(_column(end[1]) - _column(start[1])) + 1)

    def _list_ranges(self, attributes: Mapping[str, str]) -> None:
        self._tally.elements += attributes.get("sqref", "").count(" ")

    def _text(self, text: str) -> None:
        if self._into == "shared":
            self._tally.lengthen_shared(len(text))
        elif self._into:
            self._has_value = self._has_value or self._into in {"v", "index"}
            if self._into == "index":
                self._index += text
            else:
                self._tally.signs += len(text) * self._times

    def _end(self, tag: str) -> None:
        name = tag.rpartition(":")[2]
        self._depth -= 1
        if name == "c":
            self._end_cell()
        elif name == "si":
            self._is_shared_text = False
        if name in _TEXTS:
            self._into = ""

    def _end_cell(self) -> None:
        if self._has_formula and not self._has_value:
            self._tally.formulas_without_value += 1
        if self._index:
            self._tally.use_shared(int(self._index))

    def _start_table(self, _attributes: Mapping[str, str]) -> None:
        self._row = self._column = self._repeat = 0

    def _start_repeated_row(self, attributes: Mapping[str, str]) -> None:
        self._row, self._column = self._row + self._repeat, 0
        self._repeat = _repeats(attributes)

    def _start_repeated_cell(self, attributes: Mapping[str, str]) -> None:
        repeats = _repeats(attributes)
        self._column += repeats
        self._times = repeats * self._repeat
        if any("value" in each or "formula" in each for each in attributes):
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
