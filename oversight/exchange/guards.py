"""What is looked at before a workbook is opened: size, damage, passwords, bombs, far too many rows.

A workbook is a zip archive; its directory may lie. So the sizes it claims are checked first, and then the
sheets are unpacked piece by piece, counting, never further than the limit (bounded memory).
"""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import dataclass
from typing import IO

from oversight.errors import RefusedError
from oversight.words import _

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PIECE = 1 << 18
_NO_VALUE = (b"</f></c>", b"</f><v></v>", b"</f><v/>", b"</f><v />")


@dataclass(frozen=True)
class Limits:
    """How much is taken in at once."""

    file_bytes: int = 30 * 1024 * 1024
    unpacked_bytes: int = 300 * 1024 * 1024
    rows: int = 50_000
    columns: int = 200


@dataclass(frozen=True)
class SheetFacts:
    """What unpacking a workbook's sheets showed."""

    has_macros: bool = False
    formulas_without_value: int = 0


def too_many_rows(rows: int, limits: Limits) -> RefusedError:
    """Return the refusal of a table with too many rows."""
    sentence = _("{rows}行以上あります。一度に取り込めるのは{limit}行までです。何も取り込んでいません。")
    return RefusedError(
        sentence.format(rows=f"{rows:,}", limit=f"{limits.rows:,}"),
        _("ファイルを分けて取り込んでください。"),
        field="file",
    )


def damaged() -> RefusedError:
    """Return the refusal of a file that cannot be read."""
    return RefusedError(
        _("ファイルが壊れているか、表計算のファイルではありません。何も取り込んでいません。"),
        _("Excelで開いて保存し直すか、CSVで保存して選び直してください。"),
        field="file",
    )


def protected() -> RefusedError:
    """Return the refusal of a file with a password."""
    return RefusedError(
        _("パスワードで保護されています。何も取り込んでいません。"),
        _("Excelで開き、パスワードを外して保存してから選び直してください。"),
        field="file",
    )


def _bomb() -> RefusedError:
    return RefusedError(
        _("展開すると大きくなりすぎるファイルです。何も取り込んでいません。"),
        _("送り主に確かめてください。正しいファイルなら、必要な表だけを別のファイルに写してください。"),
        field="file",
    )


def check_size(content: bytes, limits: Limits) -> None:
    """Refuse an empty or too large file."""
    if not content:
        raise RefusedError(_("ファイルが空です。"), _("中身のあるファイルを選んでください。"), field="file")
    if len(content) > limits.file_bytes:
        megabytes = limits.file_bytes // (1024 * 1024)
        raise RefusedError(
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


def look_into_workbook(content: bytes, limits: Limits) -> SheetFacts:
    """Unpack a workbook's parts piece by piece; refuse damage, bombs and too many rows."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
            _check_directory(parts, limits)
            formulas = _unpack(archive, parts, limits)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError) as error:
        raise damaged() from error
    names = [part.filename.lower() for part in parts]
    return SheetFacts(any(name.endswith("vbaproject.bin") for name in names), formulas)


def _check_directory(parts: list[zipfile.ZipInfo], limits: Limits) -> None:
    if sum(part.file_size for part in parts) > limits.unpacked_bytes:
        raise _bomb()
    if any(part.flag_bits & 1 for part in parts):
        raise protected()


def _unpack(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo], limits: Limits) -> int:
    """Unpack every part within the limit; return the number of formulas without a value."""
    budget, formulas = limits.unpacked_bytes, 0
    for part in parts:
        with archive.open(part) as stream:
            used, without_value = _walk(stream, part.filename, budget, limits)
        budget -= used
        formulas += without_value
    return formulas


def _walk(stream: IO[bytes], name: str, budget: int, limits: Limits) -> tuple[int, int]:
    """Read one part to its end, counting rows and formulas of a sheet; never hold more than a piece."""
    is_sheet = name.startswith("xl/worksheets/") and name.endswith(".xml")
    used = rows = formulas = 0
    tail = b""
    while piece := stream.read(_PIECE):
        used += len(piece)
        if used > budget:
            raise _bomb()
        if is_sheet:
            window = tail + piece
            rows += window.count(b"<row ") - tail.count(b"<row ")
            formulas += sum(window.count(sign) - tail.count(sign) for sign in _NO_VALUE)
            tail = window[-16:]
            if rows > limits.rows + 100:
                raise too_many_rows(rows, limits)
    return used, formulas
