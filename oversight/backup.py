"""Backups: a backup is a folder that opens as a vault itself, encrypted as the vault is.

To go back to one, open its folder, or copy the folder to where the vault shall lie; nothing needs restoring.
A backup opens with the passphrases of the day it was made. Nothing lies in the clear at any moment: SQLCipher
copies page by page into a file under the same key.
"""

from __future__ import annotations

import datetime as dt
import re
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final
from uuid import uuid4

from oversight.clock import Clock
from oversight.engines import EmbeddedStore, damaged_store, open_connection, refuse_broken_pages, store_errors
from oversight.errors import StoreError
from oversight.vault.header_file import HEADER_NAME, read_header, replace_file, sync_folder
from oversight.vault.lock_file import LOCK_NAME
from oversight.words import _

if TYPE_CHECKING:
    from sqlcipher3.dbapi2 import Connection as SqliteConnection

    from oversight.vault import UnlockedVault

_STAMP: Final = "%Y%m%dT%H%M%SZ"
_NAME: Final = re.compile(r"backup-(\d{8}T\d{6}Z)(?:-(\d+))?")
_PARTIAL: Final = ".partial-"


@dataclass(frozen=True)
class Backup:
    """One backup: its folder, which opens as a vault, and the moment it was made (UTC)."""

    folder: Path
    made_at: dt.datetime


def back_up(vault: UnlockedVault, backups: Path, *, clock: Clock, keep: int | None = None) -> Path:
    """Copy an unlocked vault, in use or not, into a new folder under ``backups``; return that folder.

    The copy is opened, its pages' seals checked and its rows counted before it gets its name. With ``keep``,
    only so many of the newest backups stay. Raise ``StoreError``; an unfinished copy leaves nothing behind.
    """
    return back_up_store(EmbeddedStore(vault.store_path, vault.key), backups, clock=clock, keep=keep)


def back_up_store(store: EmbeddedStore, backups: Path, *, clock: Clock, keep: int | None = None) -> Path:
    """Copy a store and the ``vault.json`` beside it; otherwise as ``back_up``."""
    partial = backups / f"{_PARTIAL}{uuid4().hex}"
    try:
        with store_errors():
            _clear_partial(backups)
            partial.mkdir(parents=True)
            _copy_header(store.path.parent, partial)
            copy_store(store, EmbeddedStore(partial / store.path.name, store.key))
            folder = _free_folder(backups, clock.now())
            partial.rename(folder)
            sync_folder(backups)
    except OSError as error:
        raise StoreError(
            _("控え（バックアップ）を作れませんでした。保管庫は元のままです。"),
            _("控えの場所に空きがあり、書き込めることを確かめてから、もう一度試してください。"),
        ) from error
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    if keep is not None:
        keep_newest(backups, keep)
    return folder


def copy_store(source: EmbeddedStore, target: EmbeddedStore) -> None:
    """Copy one unchanging state of a store to a new file, under the target's key, and verify it.

    Raise ``StoreError`` if the source is damaged or the copy differs.
    """
    reading = open_connection(source)
    try:
        reading.execute("BEGIN")
        expected = row_counts(reading)
        writing = open_connection(target, create=True)
        try:
            reading.backup(writing)
            refuse_broken_pages(reading)  # else a broken last page would be sealed anew
        finally:
            writing.close()
    finally:
        reading.close()
    if verify_store(target) != expected:
        raise damaged_store()


def verify_store(store: EmbeddedStore) -> dict[str, int]:
    """Check every page's seal and the structure of a store no one writes to; return its rows by table.

    Raise ``StoreError`` on any damage.
    """
    with store_errors():
        connection = open_connection(store)
        try:
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            broken = connection.execute("PRAGMA cipher_integrity_check").fetchall()
            sound = connection.execute("PRAGMA quick_check(1)").fetchall() == [("ok",)]
            if broken or not sound:
                raise damaged_store()
            return row_counts(connection)
        finally:
            connection.close()


def row_counts(connection: SqliteConnection) -> dict[str, int]:
    """Return the number of rows of each ordinary table; the inner tables of a search index do not count."""
    tables = connection.execute("PRAGMA table_list").fetchall()
    names = sorted(name for schema, name, kind, *_rest in tables if (schema, kind) == ("main", "table"))
    return {name: _count(connection, name) for name in names if not name.startswith("sqlite_")}


def list_backups(backups: Path) -> list[Backup]:
    """Return the finished backups under a folder, newest first; a missing folder has none."""
    if not backups.is_dir():
        return []
    found = [(_order_of(folder), folder) for folder in backups.iterdir() if (folder / HEADER_NAME).is_file()]
    ordered = sorted((order, folder) for order, folder in found if order is not None)
    return [Backup(folder, made_at) for (made_at, _number), folder in reversed(ordered)]


def keep_newest(backups: Path, count: int) -> None:
    """Delete all but the newest ``count`` backups (at least one stays).

    Folders of other names stay, and so does a backup that was opened as a vault: work may lie in it.
    """
    for backup in list_backups(backups)[max(count, 1) :]:
        if not (backup.folder / LOCK_NAME).exists():
            shutil.rmtree(backup.folder, ignore_errors=True)


def _count(connection: SqliteConnection, name: str) -> int:
    quoted = name.replace('"', '""')
    row: tuple[int] = connection.execute(f'SELECT count(*) FROM "{quoted}"').fetchone()  # noqa: S608 - quoted
    return row[0]


def _copy_header(folder: Path, target: Path) -> None:
    header = read_header(folder)  # a damaged header must not become a backup
    del header
    replace_file(target / HEADER_NAME, (folder / HEADER_NAME).read_bytes())


def _free_folder(backups: Path, moment: dt.datetime) -> Path:
    stem = f"backup-{moment.astimezone(dt.UTC).strftime(_STAMP)}"
    number = 1
    while (folder := backups / (stem if number == 1 else f"{stem}-{number}")).exists():
        number += 1
    return folder


def _order_of(folder: Path) -> tuple[dt.datetime, int] | None:
    matched = _NAME.fullmatch(folder.name)
    if matched is None:
        return None
    try:
        moment = dt.datetime.strptime(matched[1], _STAMP).replace(tzinfo=dt.UTC)
    except ValueError:
        return None
    return moment, int(matched[2] or 1)


def _clear_partial(backups: Path) -> None:
    """Remove what a killed run left; the instance lock keeps another run from being at work."""
    for left in backups.glob(f"{_PARTIAL}*"):
        shutil.rmtree(left, ignore_errors=True)
