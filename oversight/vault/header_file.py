"""Reading and replacing ``vault.json``: whole or not at all, with the one before kept beside it."""

from __future__ import annotations

import contextlib
import errno
import os
import time
from pathlib import Path
from typing import Final

from oversight.errors import VaultError
from oversight.vault.header import Header, damaged_header, header_from_text, header_text
from oversight.words import _

HEADER_NAME: Final = "vault.json"
PREVIOUS_NAME: Final = "vault.json.previous"
_MOST_OCTETS: Final = 1024 * 1024
_PAUSES_SECONDS: Final = (0.05, 0.1, 0.2, 0.4)


def read_header(folder: Path) -> Header:
    """Read the header of the vault in ``folder``; raise ``VaultError`` on whatever is wrong with it."""
    return header_from_text(_read(folder / HEADER_NAME))


def write_header(folder: Path, header: Header, *, revoking: bool = False) -> None:
    """Replace the header. On any failure the one before stands.

    The header before is kept as ``vault.json.previous``, unless the change takes a key away
    (``revoking``): then the old one must not come back, and the copy is the new header too.
    """
    text = header_text(header)
    path = folder / HEADER_NAME
    try:
        if revoking:
            replace_file(folder / PREVIOUS_NAME, text)
        elif path.exists():
            replace_file(folder / PREVIOUS_NAME, path.read_bytes())
        replace_file(path, text)
    except OSError as error:
        raise writing_failed(error) from error


def put_back_previous_header(folder: Path) -> None:
    """Put ``vault.json.previous`` in the place of a damaged header, which is kept as ``vault.json.damaged``.

    Raise ``VaultError`` when the previous header is missing or damaged too, or the present one is sound.
    """
    try:
        read_header(folder)
    except VaultError:
        pass
    else:
        raise VaultError(_("鍵ファイル（vault.json）は壊れていません。何も変更していません。"))
    text = header_text(header_from_text(_read(folder / PREVIOUS_NAME)))
    path = folder / HEADER_NAME
    try:
        if path.exists():
            path.replace(path.with_name("vault.json.damaged"))
        replace_file(path, text)
    except OSError as error:
        raise writing_failed(error) from error


def replace_file(path: Path, content: bytes) -> None:
    """Replace a file's content in one step that a power cut leaves done or undone.

    Raise ``OSError``; the file is then as it was, and nothing lies beside it.
    """
    fresh = path.with_name(path.name + ".new")
    try:
        with fresh.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        _move_over(fresh, path)
    except OSError:
        with contextlib.suppress(OSError):
            fresh.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make a change of names in a folder durable, where the system lets a folder be opened (not Windows)."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def writing_failed(error: OSError) -> VaultError:
    """Return the sentence for a file of the vault that could not be written."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return VaultError(
            _("ディスクに空きがないため、保管庫に書けません。前の状態のまま残っています。"),
            _("不要なファイルを消して空きを作ってから、もう一度試してください。"),
        )
    return VaultError(
        _("保管庫のフォルダーに書けません。前の状態のまま残っています。"),
        _("フォルダーの書き込み権限と、読み取り専用でないことを確かめてください。"),
    )


def _move_over(fresh: Path, path: Path) -> None:
    """Rename over a file; on Windows a virus scanner may hold it for a moment."""
    for pause_seconds in _PAUSES_SECONDS:
        try:
            fresh.replace(path)
        except PermissionError:
            time.sleep(pause_seconds)
        else:
            return
    fresh.replace(path)


def _read(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            text = file.read(_MOST_OCTETS + 1)
    except FileNotFoundError as error:
        raise VaultError(
            _("このフォルダーは Oversight の保管庫ではありません。鍵ファイル（{name}）がありません。").format(
                name=path.name
            ),
            _("保管庫のフォルダーを選び直すか、控え（バックアップ）のフォルダーを開いてください。"),
        ) from error
    except OSError as error:
        raise VaultError(
            _("保管庫の鍵ファイル（vault.json）を読めません。"),
            _("フォルダーの読み取り権限と、ディスクがつながっていることを確かめてください。"),
        ) from error
    if len(text) > _MOST_OCTETS:
        raise damaged_header()
    return text
