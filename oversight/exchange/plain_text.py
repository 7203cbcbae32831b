"""Rows of a text file: CSV or tab-separated, in the encodings that offices send."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator

from oversight.errors import RefusedError
from oversight.exchange.guards import ROWS_ABOVE, Limits, damaged, too_far, too_many_rows
from oversight.words import _

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_LEGACY = ("cp932", "euc_jp", "euc_jis_2004")
_FOREIGN = re.compile(r"\s*(%PDF|<\?xml|<html|<!doctype|\{\\rtf)", re.IGNORECASE)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f]")
_ODD = re.compile("[\uff61-\uff9f\ue000-\uf8ff]")
_HEAD = 4096
_ZEROS = 20  # one byte in so many is a zero in a UTF-16 text with separators and line ends
TextRow = tuple[int, tuple[str | None, ...]]


def read_text_rows(content: bytes, limits: Limits) -> list[TextRow]:
    """Return (row number from 1, cells without outer blanks, empty ones None) of a text file.

    Rows are counted as Excel shows them: a line break within quotes starts none.
    """
    text = _decoded(content).rstrip("\x1a")  # the end mark that old programs write
    if _FOREIGN.match(text) or _CONTROL.search(text):
        raise damaged()
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        return list(_rows(reader, text.count("\n"), limits))
    except csv.Error as error:
        raise _unquoted(reader.line_num) from error


def _rows(reader: Iterator[list[str]], lines: int, limits: Limits) -> Iterator[TextRow]:
    cells = 0
    for at, row in enumerate(reader, start=1):
        if at > limits.rows + ROWS_ABOVE:
            raise too_many_rows(lines, limits)
        cells += len(row)
        if len(row) > limits.columns or cells > limits.cells:
            raise too_far(at, len(row))
        yield at, tuple(cell.strip() or None for cell in row)


def _delimiter(text: str) -> str:
    """Tell commas, tabs and semicolons apart: most of the first rows have the same number of columns.

    A title without any may stand above, and a cell may hold nothing but another's sign.
    """
    head = text[:_HEAD]
    return max(",\t;", key=lambda sign: _even_rows(head, sign))


def _even_rows(head: str, sign: str) -> tuple[int, int]:
    """Return how many rows share one number of columns above one, and that number."""
    rows = csv.reader(io.StringIO(head, newline=""), delimiter=sign)
    widths = Counter(len(row) for row in rows if len(row) > 1)
    return max(((count, width) for width, count in widths.items()), default=(0, 0))


def _unquoted(line: int) -> RefusedError:
    return RefusedError(
        _('{line}行目までのどこかで、引用符（"）が閉じていないか余分です。何も取り込んでいません。').format(
            line=f"{line:,}"
        ),
        _("Excelで開いて確かめ、CSVで保存し直してください。"),
        field="file",
    )


def _decoded(content: bytes) -> str:
    for mark, encoding in (*_MARKS, *_unmarked_utf16(content)):
        if content.startswith(mark):
            return _owed(_strictly(content, encoding))
    text = _strictly(content, "utf-8")
    if text is not None:
        return text
    texts = [text for encoding in _LEGACY if (text := _strictly(content, encoding)) is not None]
    return _owed(min(texts, key=lambda text: len(_ODD.findall(text)), default=None))


def _unmarked_utf16(content: bytes) -> Iterator[tuple[bytes, str]]:
    """Yield the byte order of a UTF-16 text without its mark: commas and figures have a zero on one side."""
    head = content[:_HEAD]
    even, odd = head[::2].count(0), head[1::2].count(0)
    if not len(content) % 2 and max(even, odd) * _ZEROS > len(head) and max(even, odd) > 2 * min(even, odd):
        yield b"", "utf-16-le" if odd > even else "utf-16-be"


def _strictly(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        return None


def _owed(text: str | None) -> str:
    if text is None:
        raise RefusedError(
            _("文字コードを読み取れません。何も取り込んでいません。"),
            _("CSVをUTF-8かシフトJISで保存し直してください。"),
            field="file",
        )
    return text
