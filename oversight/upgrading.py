"""Bringing a store up to date: refuse a newer one, back up, migrate in one transaction, check, report.

Migrations run with SQLite's foreign keys off, switched before the transaction: Alembic's rebuilding of a
table would otherwise delete the children by cascade, and the switch is ignored inside a transaction. The
check after it, still inside the transaction, counts rows and looks for orphans; any failure leaves the old
store.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, Final

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, func, inspect, select, table, text

from oversight.backup import back_up_store, row_counts, verify_store
from oversight.clock import Clock
from oversight.engines import EmbeddedStore, embedded_store, store_errors
from oversight.errors import OversightError, StoreError
from oversight.vault.header_file import replace_file
from oversight.words import _

_VERSION_TABLE: Final = "alembic_version"
_MIGRATION_LOCK: Final = 7_146_820_431
"""Key of PostgreSQL's advisory lock: two machines do not migrate at once. Any number, always the same."""


@dataclass(frozen=True)
class UpgradeReport:
    """What was done: revisions and rows by table before and after, and the backup made first.

    ``before`` is None for a store that was empty.
    """

    before: str | None
    after: str
    backup: Path | None = None
    rows_before: Mapping[str, int] = field(default_factory=dict)
    rows_after: Mapping[str, int] = field(default_factory=dict)

    @property
    def was_created(self) -> bool:
        """Tell whether the store was made from nothing."""
        return self.before is None

    @property
    def was_upgraded(self) -> bool:
        """Tell whether an older store was brought up to date."""
        return self.before not in {None, self.after}


def bring_up_to_date(
    engine: Engine,
    *,
    store_path: Path | None,
    backups: Path,
    clock: Clock,
    script_location: Path | None = None,
) -> UpgradeReport:
    """Make the store behind ``engine`` fit the program; a store already up to date is only looked at.

    ``store_path`` is the encrypted file, None for the office server, whose backups its keeper makes.
    ``script_location`` is the folder of migrations, by default the product's own. Raise ``StoreError``: the
    store is newer, not Oversight's, or cannot be migrated; the store is then as it was.
    """
    scripts = _scripts(script_location or _own_scripts())
    with store_errors():
        before = _revision(engine, scripts)
        after = str(scripts.get_current_head())
        if before == after:
            return UpgradeReport(before, after)
        store = embedded_store(engine) if store_path is not None else None
        backup = None
        if store is not None and before is not None:
            backup = back_up_store(store, backups, clock=clock)
        counts = _migrate(engine, scripts, backup)
    if store is not None and backup is not None:
        _check_on_disk(engine, store, backup)
    return UpgradeReport(before, after, backup, *counts)


def _own_scripts() -> Path:
    return Path(str(resources.files("models.migrations")))


@cache
def _scripts(location: Path) -> ScriptDirectory:
    return ScriptDirectory.from_config(_config(location))


def _config(location: Path) -> Config:
    config = Config()
    config.set_main_option("script_location", str(location).replace("%", "%%"))
    return config


def _revisions(connection: Connection) -> tuple[str, ...]:
    return MigrationContext.configure(connection).get_current_heads()


def _knows(scripts: ScriptDirectory, revision: str) -> bool:
    return any(script.revision == revision for script in scripts.walk_revisions())


def _revision(engine: Engine, scripts: ScriptDirectory) -> str | None:
    """Return the store's revision, None for an empty store; refuse a newer or a foreign one."""
    with engine.connect() as connection:
        revisions = _revisions(connection)
        tables = set(inspect(connection).get_table_names()) - {_VERSION_TABLE}
    if any(not _knows(scripts, revision) for revision in revisions):
        raise StoreError(
            _("この保管庫は、このプログラムより新しい版で作られています。何も変更していません。"),
            _("新しい版の Oversight で開いてください。"),
        )
    if len(revisions) > 1 or (tables and not revisions):
        raise StoreError(
            _("この記録は Oversight のものではありません。何も変更していません。"),
            _("保管庫のフォルダーを選び直すか、控え（バックアップ）のフォルダーを開いてください。"),
        )
    return revisions[0] if revisions else None


def _migrate(
    engine: Engine, scripts: ScriptDirectory, backup: Path | None
) -> tuple[dict[str, int], dict[str, int]]:
    """Migrate in one transaction; return the rows by table before and after."""
    try:
        with _migrating(engine) as connection:
            before = _rows(connection)
            config = _config(Path(scripts.dir))
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
            after = _rows(connection)
            _refuse_loss(connection, before, after)
    except OversightError:
        raise
    except Exception as error:
        raise _failed(backup) from error
    return before, after


@contextmanager
def _migrating(engine: Engine) -> Iterator[Connection]:
    """Give a connection in a writing transaction, foreign keys off; commit at the end or roll back."""
    with store_errors(), engine.execution_options(oversight_write=True).connect() as connection:
        sqlite = _driver_of(connection) if connection.dialect.name == "sqlite" else None
        if sqlite is not None:
            sqlite.execute("PRAGMA foreign_keys = OFF")
        try:
            with connection.begin():
                if sqlite is None:
                    connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": _MIGRATION_LOCK})
                yield connection
        finally:
            if sqlite is not None:
                sqlite.execute("PRAGMA foreign_keys = ON")


def _driver_of(connection: Connection) -> Any:
    return connection.connection.driver_connection


def _rows(connection: Connection) -> dict[str, int]:
    if connection.dialect.name == "sqlite":
        counts = row_counts(_driver_of(connection))
    else:
        names = sorted(inspect(connection).get_table_names())
        counts = {
            name: connection.execute(select(func.count()).select_from(table(name))).scalar_one()
            for name in names
        }
    counts.pop(_VERSION_TABLE, None)
    return counts


def _refuse_loss(connection: Connection, before: Mapping[str, int], after: Mapping[str, int]) -> None:
    """Refuse a migration that lost rows of a table it keeps, or left rows without their parent."""
    lost = any(after[name] < count for name, count in before.items() if name in after)
    orphans: list[Any] = []
    if connection.dialect.name == "sqlite":
        orphans = _driver_of(connection).execute("PRAGMA foreign_key_check").fetchall()
    if lost or orphans:
        raise RuntimeError("a migration lost rows or left orphans")


def _check_on_disk(engine: Engine, store: EmbeddedStore, backup: Path) -> None:
    """Check the migrated file; put the backup's store back in its place if a page is broken."""
    engine.dispose()
    try:
        verify_store(store)
    except StoreError as error:
        _put_back(store.path, backup / store.path.name)
        raise _failed(backup) from error


def _put_back(path: Path, copy: Path) -> None:
    try:
        for ending in ("-wal", "-shm"):
            path.with_name(path.name + ending).unlink(missing_ok=True)
        replace_file(path, copy.read_bytes())
    except OSError as error:
        raise StoreError(
            _("更新した保管庫が壊れていて、更新前の状態に戻すこともできませんでした。"),
            _("このフォルダーを使わず、控えのフォルダー「{name}」を開いてください。").format(
                name=copy.parent.name
            ),
        ) from error


def _failed(backup: Path | None) -> StoreError:
    kept = _("更新前の控えは「{name}」にあります。").format(name=backup.name) if backup is not None else ""
    return StoreError(
        _("保管庫を新しい版に更新できませんでした。保管庫は更新前のまま残っています。"),
        kept + _("前の版の Oversight で開けます。更新できないことを情報システム担当に知らせてください。"),
    )
