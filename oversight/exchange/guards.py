"""What is looked at before a workbook is opened: size, damage, passwords, bombs, far too many rows.

A workbook is a zip archive; its directory may lie. So the sizes it claims are checked first, and then the
parts are unpacked piece by piece, counting, never further than the limit (bounded memory).
"""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from oversight.errors import RefusedError
from oversight.exchange.meter import Meter, Tally
from oversight.exchange.sheet_names import sheet_of_part
from oversight.words import _

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PIECE = 1 << 18
_METHODS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_LIGHT_BYTES, _LIGHT_CELLS, _LIGHT_ELEMENTS, _LIGHT_SPREAD = 60 << 20, 400_000, 2_000_000, 200_000
_FAR_BEYOND = 5  # up to here rows are counted to the end, so that the sentence tells how many
ROWS_ABOVE = 20
"""Rows that may stand above the headings: a title, a date, an empty line."""


@dataclass(frozen=True)
class Limits:
    """How much is taken in at once."""

    file_bytes: int = 30 * 1024 * 1024
    unpacked_bytes: int = 300 * 1024 * 1024
    rows: int = 50_000
    columns: int = 200
    cells: int = 2_500_000
    """Cells of the rectangle that a table fills: 50,000 rows of 40 columns pass."""
    elements: int = 10_000_000
    """XML elements of all parts: two a cell, one a shared text."""
    signs: int = 40_000_000
    """Signs in all cells, a shared text counted for each cell that shows it: readers copy it."""


@dataclass(frozen=True)
class SheetFacts:
    """What unpacking a workbook's sheets showed."""

    has_macros: bool = False
    formulas_without_value: int = 0
    error_values: int = 0
    hidden_rows: int = 0
    is_1904: bool = False
    is_light: bool = False
    """So small that the whole workbook, formats and all, may be held in memory to be written again."""


class DamagedFileError(RefusedError):
    """A file cannot be read."""


class ProtectedFileError(RefusedError):
    """A file wants a password."""


class OversizeFileError(RefusedError):
    """A file is too large, or grows too large when it is opened."""


def too_many_rows(rows: int, limits: Limits) -> RefusedError:
    """Return the refusal of a table with too many rows."""
    sentence = _("{rows}行以上あります。一度に取り込めるのは{limit}行までです。何も取り込んでいません。")
    return OversizeFileError(
        sentence.format(rows=f"{rows:,}", limit=f"{limits.rows:,}"),
        _("ファイルを分けて取り込んでください。"),
        field="file",
    )


def too_far(rows: int, columns: int) -> RefusedError:
    """Return the refusal of a table that reaches too far to the right or, being wide, too far down."""
    sentence = _("表が大きすぎます（{rows}行×{columns}列）。何も取り込んでいません。")
    return OversizeFileError(
        sentence.format(rows=f"{rows:,}", columns=f"{columns:,}"),
        _("離れた所に書かれたセルを消すか、要る列だけを別のファイルに写してください。"),
        field="file",
    )


def _binary_workbook() -> RefusedError:
    return RefusedError(
        _("バイナリ形式（.xlsb）のファイルは読めません。何も取り込んでいません。"),
        _("Excelで開き、.xlsxで保存し直してください。"),
        field="file",
    )


def damaged() -> RefusedError:
    """Return the refusal of a file that cannot be read."""
    return DamagedFileError(
        _("ファイルが壊れているか、表計算のファイルではありません。何も取り込んでいません。"),
        _("Excelで開いて保存し直すか、CSVで保存して選び直してください。"),
        field="file",
    )


def protected() -> RefusedError:
    """Return the refusal of a file with a password."""
    return ProtectedFileError(
        _("パスワードで保護されています。何も取り込んでいません。"),
        _("Excelで開き、パスワードを外して保存してから選び直してください。"),
        field="file",
    )


def bomb() -> RefusedError:
    """Return the refusal of a file that grows too large when it is opened."""
    return OversizeFileError(
        _("展開すると大きくなりすぎるファイルです。何も取り込んでいません。"),
        _("送り主に確かめてください。正しいファイルなら、必要な表だけを別のファイルに写してください。"),
        field="file",
    )


def read_file(path: Path, limits: Limits | None = None) -> bytes:
    """Read a file that a person chose; a far too large one is refused before it is read."""
    limits = limits or Limits()
    try:
        with path.open("rb") as stream:
            content = stream.read(limits.file_bytes + 1)
    except OSError as error:
        raise RefusedError(
            _("ファイルを開けません。"),
            _("ほかのソフトで開いていれば閉じ、ファイルがあるか確かめてください。"),
            field="file",
        ) from error
    check_size(content, limits)
    return content


def check_size(content: bytes, limits: Limits) -> None:
    """Refuse an empty or too large file."""
    if not content:
        raise DamagedFileError(
            _("ファイルが空です。"), _("中身のあるファイルを選んでください。"), field="file"
        )
    if len(content) > limits.file_bytes:
        megabytes = limits.file_bytes // (1024 * 1024)
        raise OversizeFileError(
            _("ファイルが大きすぎます（{size}MBまで）。").format(size=megabytes),
            _("ファイルを分けて取り込んでください。"),
            field="file",
        )


def is_ole(content: bytes) -> bool:
    """Tell whether the file is an OLE container: an old .xls, or an encrypted .xlsx."""
    return content.startswith(_OLE)


def is_encrypted_ole(content: bytes) -> bool:
    """Tell whether an OLE container wraps an encrypted workbook (MS-OFFCRYPTO 2.3.2: EncryptedPackage)."""
    return is_ole(content) and "EncryptedPackage".encode("utf-16-le") in content


def _with_sheet(refusal: OversizeFileError, sheet: str) -> OversizeFileError:
    """Return the refusal naming the sheet it is about, where that can be told."""
    if not sheet:
        return refusal
    sentence = _("シート「{sheet}」: {told}").format(sheet=sheet, told=refusal.sentence)
    return OversizeFileError(sentence, refusal.remedy, field=refusal.field)


def look_into_workbook(content: bytes, limits: Limits) -> SheetFacts:
    """Unpack a workbook's parts piece by piece; refuse damage, bombs and too many rows."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            _check_directory(parts, limits)
            facts = _unpack(archive, parts, limits)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError) as error:
        raise damaged() from error
    return facts


def _check_directory(parts: list[zipfile.ZipInfo], limits: Limits) -> None:
    if any(part.compress_type not in _METHODS for part in parts):
        raise damaged()  # office files know two (ECMA-376-2 annex B); others unpack in one go
    if sum(part.file_size for part in parts) > limits.unpacked_bytes:
        raise bomb()
    if any(part.flag_bits & 1 for part in parts):
        raise protected()
    if any(part.filename.lower() == "xl/workbook.bin" for part in parts):
        raise _binary_workbook()  # its sheets are not XML and cannot be measured


def _unpack(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo], limits: Limits) -> SheetFacts:
    """Unpack every part within the limit; a sheet may bear any name, so every part is measured."""
    tally = Tally()
    for part in parts:
        try:
            with archive.open(part) as stream:
                _walk(stream, tally, limits)
        except OversizeFileError as refusal:
            raise _with_sheet(refusal, sheet_of_part(archive, part.filename)) from None
    if tally.signs_shown > limits.signs:
        raise bomb()
    return SheetFacts(
        has_macros=any(part.filename.lower().endswith("vbaproject.bin") for part in parts),
        formulas_without_value=tally.formulas_without_value,
        error_values=tally.error_values,
        hidden_rows=tally.hidden_rows,
        is_1904=tally.is_1904,
        is_light=_is_light(tally, sum(part.file_size for part in parts)),
    )


def _is_light(tally: Tally, unpacked_bytes: int) -> bool:
    return (
        unpacked_bytes <= _LIGHT_BYTES
        and max(tally.cells, tally.area) <= _LIGHT_CELLS
        and tally.elements <= _LIGHT_ELEMENTS
        and tally.spread <= _LIGHT_SPREAD
    )


def _walk(stream: IO[bytes], tally: Tally, limits: Limits) -> None:
    """Read one part to its end and measure it; never hold more than a piece.

    The stream ends where the directory says, and refuses a part whose check sum then is another.
    """
    meter = Meter(tally)
    while piece := stream.read(_PIECE):
        meter.feed(piece)
        if meter.last_row > limits.rows * _FAR_BEYOND:
            raise too_many_rows(meter.last_row, limits)
        if tally.elements > limits.elements or tally.signs > limits.signs:
            raise bomb()
    meter.feed(b"", is_last=True)
    if meter.is_doubtful:
        raise damaged()
    check_reach(meter.last_row, meter.last_column, limits)


def check_reach(rows: int, columns: int, limits: Limits) -> None:
    """Refuse a rectangle with too many rows, columns or cells; a title may stand above the table."""
    if rows > limits.rows + ROWS_ABOVE:
        raise too_many_rows(rows, limits)
    if columns > limits.columns or rows * columns > limits.cells:
        raise too_far(rows, columns)
