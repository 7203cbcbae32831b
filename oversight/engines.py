"""The two engines of the store: one encrypted SQLite file, or PostgreSQL in the office.

On both, a connection with the execution option ``oversight_write=True`` writes: its transaction takes the
write lock at once (SQLite: ``BEGIN IMMEDIATE``). Any other reads one unchanging state of the store. What was
read counts only once its transaction has ended: the end is where broken pages come to light.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool

from oversight.errors import StoreError
from oversight.store_faults import damaged_store, fault_of, full_disk, missing_store, store_errors
from oversight.vault.keys import SecretKey
from oversight.words import _

if TYPE_CHECKING:
    from sqlcipher3.dbapi2 import Connection as SqliteConnection

__all__ = [
    "EmbeddedStore",
    "damaged_store",
    "embedded_engine",
    "embedded_store",
    "office_engine",
    "open_connection",
    "refuse_broken_pages",
    "store_errors",
]

BUSY_TIMEOUT_MS: Final = 5000
CACHE_KIB: Final = 128 * 1024
_STORE_OPTION: Final = "oversight_store"
_SMALLEST_STORE_OCTETS: Final = 512
_LOG_INDEX_OCTETS: Final = 64 * 1024
_IO_ERROR: Final = 10


@dataclass(frozen=True)
class EmbeddedStore:
    """Where an encrypted store lies and the key that opens it."""

    path: Path
    key: SecretKey


def embedded_engine(path: Path, key: SecretKey | bytes, *, create: bool = False) -> Engine:
    """Return an engine on an encrypted SQLite file, its key proven by reading a page.

    A missing or empty file is a ``StoreError`` unless ``create`` is set: a store that is gone must never come
    back as an empty one. The key is kept by reference: once it is closed, no new connection opens.
    """
    import sqlcipher3.dbapi2

    store = EmbeddedStore(path, key if isinstance(key, SecretKey) else SecretKey(key))
    _refuse_missing(path, create)
    engine = create_engine(
        "sqlite+pysqlite://",
        module=sqlcipher3.dbapi2,
        creator=lambda: open_connection(store, create=create),
        poolclass=QueuePool,
        pool_size=4,
        max_overflow=4,
        pool_timeout=30,
        pool_use_lifo=True,  # the connection with the warm page cache first
        hide_parameters=True,
        execution_options={_STORE_OPTION: store},
    )
    event.listen(engine, "begin", _begin_sqlite)
    event.listen(engine, "commit", _end_sqlite)
    event.listen(engine, "rollback", _end_sqlite)
    try:
        engine.connect().close()
    except BaseException:
        engine.dispose()
        raise
    return engine


def embedded_store(engine: Engine) -> EmbeddedStore | None:
    """Return where the engine's encrypted file lies, or None for an engine of the office server."""
    store = engine.get_execution_options().get(_STORE_OPTION)
    return store if isinstance(store, EmbeddedStore) else None


def open_connection(store: EmbeddedStore, *, create: bool = False) -> SqliteConnection:
    """Open a bare connection to an encrypted file; raise ``StoreError`` unless the key opens it.

    It may be handed from thread to thread, but serves one at a time; transactions are begun by hand.
    """
    from sqlcipher3 import dbapi2

    mode = "rwc" if create else "rw"
    try:
        connection = dbapi2.connect(
            f"{store.path.resolve().as_uri()}?mode={mode}",
            uri=True,
            isolation_level=None,
            check_same_thread=False,
            timeout=BUSY_TIMEOUT_MS / 1000,
        )
    except dbapi2.Error as error:
        raise _fault(error) from error
    try:
        _unlock(connection, store.key)
        _set_up(connection)
        refuse_broken_pages(connection)
    except dbapi2.Error as error:
        connection.close()
        raise _opening_fault(error, store.path) from error
    except BaseException:
        connection.close()
        raise
    return connection


def refuse_broken_pages(connection: SqliteConnection) -> None:
    """Raise ``StoreError`` if this connection ever met a page whose seal was broken.

    SQLCipher hands such a page out as zeros and fails only at the next page (seen in 4.19): an answer made
    from a broken last page would pass as sound. The status stays, so asking at the end is enough.
    """
    if connection.execute("PRAGMA cipher_status").fetchone() != ("1",):
        raise damaged_store()


def office_engine(url: str | URL) -> Engine:
    """Return an engine on the office's PostgreSQL (``postgresql+psycopg://…``)."""
    engine = create_engine(
        url,
        hide_parameters=True,
        pool_pre_ping=True,
        connect_args={"connect_timeout": 10, "application_name": "oversight"},
    )
    event.listen(engine, "begin", _begin_postgres)
    return engine


def _refuse_missing(path: Path, create: bool) -> None:
    try:
        octets = path.stat().st_size
    except FileNotFoundError as error:
        if create:
            return
        raise missing_store() from error
    except OSError as error:
        raise StoreError(
            _("保管庫の記録本体を開けません。"),
            _("フォルダーの権限と、ディスクがつながっていることを確かめてください。"),
        ) from error
    if octets < _SMALLEST_STORE_OCTETS and not (create and octets == 0):
        raise damaged_store()


def _unlock(connection: SqliteConnection, key: SecretKey) -> None:
    connection.execute("PRAGMA cipher_log_level = NONE")
    literal = key.hex_for_sqlcipher()
    try:
        connection.set_key(literal)
    finally:
        literal[:] = bytes(len(literal))
    connection.execute("SELECT count(*) FROM sqlite_master").fetchone()


def _set_up(connection: SqliteConnection) -> None:
    for pragma in (
        "journal_mode = WAL",
        "synchronous = FULL",
        "foreign_keys = ON",
        "recursive_triggers = ON",  # what INSERT OR REPLACE takes out is looked at as a DELETE is
        f"busy_timeout = {BUSY_TIMEOUT_MS}",
        "temp_store = MEMORY",
        f"cache_size = -{CACHE_KIB}",
    ):
        connection.execute(f"PRAGMA {pragma}").fetchone()


def _fault(error: Exception) -> Exception:
    return fault_of(error) or error


def _opening_fault(error: Exception, path: Path) -> Exception:
    """Return what a failure at opening means; of a full disk SQLite says no more here than an I/O error."""
    if getattr(error, "sqlite_errorcode", 0) & 0xFF == _IO_ERROR and _is_full(path):
        return full_disk()
    return _fault(error)


def _is_full(path: Path) -> bool:
    try:
        return shutil.disk_usage(path.parent).free < _LOG_INDEX_OCTETS
    except OSError:
        return False


def _writes(connection: Connection) -> bool:
    return bool(connection.get_execution_options().get("oversight_write", False))


def _begin_sqlite(connection: Connection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE" if _writes(connection) else "BEGIN")


def _end_sqlite(connection: Connection) -> None:
    """Let no transaction end well, and no connection be used again, after a broken page."""
    if connection.invalidated:
        return
    driver: Any = connection.connection.driver_connection
    try:
        refuse_broken_pages(driver)
    except StoreError:
        connection.invalidate()
        raise


def _begin_postgres(connection: Connection) -> None:
    if not _writes(connection):
        connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
