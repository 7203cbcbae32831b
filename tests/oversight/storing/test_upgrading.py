"""Bringing a store up to date: newer refused, older backed up and migrated, failures leave the old store."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import Engine, inspect, text

from oversight import upgrading
from oversight.backup import list_backups
from oversight.clock import FixedClock
from oversight.engines import embedded_engine
from oversight.errors import OversightError, StoreError
from oversight.upgrading import UpgradeReport, bring_up_to_date
from oversight.vault import UnlockedVault
from tests.oversight.vault.vault_site import MORNING, Site

SMALL = Path(__file__).parent / "small_migrations"
FAILING = """
import sqlalchemy as sa
from alembic import op
revision = "three"
down_revision = "two"
def upgrade():
    op.execute("{statement}")
"""


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[UnlockedVault]:
    vault = Site(tmp_path / "保管庫").create()
    yield vault
    vault.close()


@pytest.fixture
def engine(vault: UnlockedVault) -> Iterator[Engine]:
    engine = embedded_engine(vault.store_path, vault.key, create=True)
    yield engine
    engine.dispose()


def scripts_with(tmp_path: Path, *left_out: str, third: str = "") -> Path:
    """Copy the small migrations to a place of their own, less some, plus a third one."""
    folder = tmp_path / f"移行 100%-{uuid4().hex}"
    shutil.copytree(SMALL, folder, ignore=shutil.ignore_patterns("__pycache__", *left_out))
    if third:
        (folder / "versions" / "three.py").write_text(FAILING.format(statement=third), encoding="utf-8")
    return folder


def upgrade(engine: Engine, vault: UnlockedVault, scripts: Path) -> UpgradeReport:
    return bring_up_to_date(
        engine,
        store_path=vault.store_path,
        backups=vault.folder / "backups",
        clock=FixedClock(MORNING),
        script_location=scripts,
    )


def old_store(engine: Engine, vault: UnlockedVault, tmp_path: Path) -> None:
    """Bring the store to revision one, with rows."""
    upgrade(engine, vault, scripts_with(tmp_path, "two_*"))
    with engine.execution_options(oversight_write=True).begin() as connection:
        connection.execute(text("INSERT INTO contractor VALUES (1, '委託先')"))
        connection.execute(text("INSERT INTO contract VALUES (1, '検査', 1), (2, '検査', 1)"))


def columns(engine: Engine) -> set[str]:
    with engine.connect() as connection:
        return {column["name"] for column in inspect(connection).get_columns("contractor")}


def test_empty_store_is_made_at_the_newest_revision(engine: Engine, vault: UnlockedVault) -> None:
    report = upgrade(engine, vault, SMALL)
    assert (report.before, report.after, report.backup) == (None, "two", None)
    assert report.was_created
    assert not report.was_upgraded
    assert columns(engine) == {"id", "name", "kana"}
    assert list_backups(vault.folder / "backups") == []


def test_store_up_to_date_is_only_looked_at(engine: Engine, vault: UnlockedVault) -> None:
    upgrade(engine, vault, SMALL)
    report = upgrade(engine, vault, SMALL)
    assert report == UpgradeReport("two", "two")
    assert not report.was_created
    assert not report.was_upgraded


def test_older_store_is_backed_up_and_keeps_its_children(
    engine: Engine, vault: UnlockedVault, tmp_path: Path
) -> None:
    old_store(engine, vault, tmp_path)
    report = upgrade(engine, vault, scripts_with(tmp_path))
    assert (report.before, report.after) == ("one", "two")
    assert report.was_upgraded
    assert report.rows_before == report.rows_after == {"contract": 2, "contractor": 1}
    assert columns(engine) == {"id", "name", "kana"}
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM contract")).scalar() == 2
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
    (made,) = list_backups(vault.folder / "backups")
    assert report.backup == made.folder
    old = embedded_engine(made.folder / "store.db", vault.key)
    assert columns(old) == {"id", "name"}
    old.dispose()


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM contract WHERE id = 2",
        "DELETE FROM contractor",
        "UPDATE contract SET contractor_id = 9",
        "SELECT * FROM nonsense",
    ],
    ids=["rows lost", "orphans and rows lost", "orphans", "bug"],
)
def test_migration_that_fails_leaves_the_old_store(
    engine: Engine, vault: UnlockedVault, tmp_path: Path, statement: str
) -> None:
    old_store(engine, vault, tmp_path)
    with pytest.raises(StoreError, match="更新前のまま") as caught:
        upgrade(engine, vault, scripts_with(tmp_path, third=statement))
    (made,) = list_backups(vault.folder / "backups")
    assert made.folder.name in caught.value.remedy
    assert columns(engine) == {"id", "name"}
    with engine.connect() as connection:
        assert connection.execute(text("SELECT version_num FROM alembic_version")).scalar() == "one"
        assert connection.execute(text("SELECT count(*) FROM contract")).scalar() == 2
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def test_new_store_that_cannot_be_made_stays_empty(
    engine: Engine, vault: UnlockedVault, tmp_path: Path
) -> None:
    with pytest.raises(StoreError, match="更新できませんでした") as caught:
        upgrade(engine, vault, scripts_with(tmp_path, third="SELECT * FROM nonsense"))
    assert caught.value.remedy
    with engine.connect() as connection:
        assert inspect(connection).get_table_names() == []


def test_failure_of_the_world_during_migration_keeps_its_own_sentence(
    engine: Engine, vault: UnlockedVault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old_store(engine, vault, tmp_path)

    def full(_connection: object) -> dict[str, int]:
        raise StoreError("空きがない", "空きを作る")

    monkeypatch.setattr(upgrading, "_rows", full)
    with pytest.raises(OversightError, match="空きがない"):
        upgrade(engine, vault, scripts_with(tmp_path))
    assert columns(engine) == {"id", "name"}


def test_newer_store_is_refused_untouched(engine: Engine, vault: UnlockedVault, tmp_path: Path) -> None:
    upgrade(engine, vault, SMALL)
    before = vault.store_path.read_bytes()
    with pytest.raises(StoreError, match="新しい版") as caught:
        upgrade(engine, vault, scripts_with(tmp_path, "two_*"))
    assert caught.value.remedy
    assert vault.store_path.read_bytes() == before


def test_store_of_another_program_is_refused(engine: Engine, vault: UnlockedVault) -> None:
    with engine.execution_options(oversight_write=True).begin() as connection:
        connection.execute(text("CREATE TABLE diary (id integer)"))
    with pytest.raises(StoreError, match="Oversight のものではありません") as caught:
        upgrade(engine, vault, SMALL)
    assert caught.value.remedy


def test_store_that_breaks_while_it_is_migrated_is_put_back(
    engine: Engine, vault: UnlockedVault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old_store(engine, vault, tmp_path)

    def broken(_store: object) -> dict[str, int]:
        raise StoreError("壊れている", "控えを開く")

    monkeypatch.setattr(upgrading, "verify_store", broken)
    with pytest.raises(StoreError, match="更新前のまま"):
        upgrade(engine, vault, scripts_with(tmp_path))
    assert columns(engine) == {"id", "name"}
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM contract")).scalar() == 2


def test_store_that_cannot_even_be_put_back_names_the_backup(
    engine: Engine, vault: UnlockedVault, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old_store(engine, vault, tmp_path)

    def broken(_store: object) -> dict[str, int]:
        raise StoreError("壊れている", "控えを開く")

    def refuse(_path: Path, _content: bytes) -> None:
        raise OSError

    monkeypatch.setattr(upgrading, "verify_store", broken)
    monkeypatch.setattr(upgrading, "replace_file", refuse)
    with pytest.raises(StoreError, match="戻すこともできません") as caught:
        upgrade(engine, vault, scripts_with(tmp_path))
    (made,) = list_backups(vault.folder / "backups")
    assert made.folder.name in caught.value.remedy


def test_office_server_is_brought_up_to_date_without_a_backup_of_ours(server: Engine, tmp_path: Path) -> None:
    def bring(scripts: Path) -> UpgradeReport:
        return bring_up_to_date(
            server,
            store_path=None,
            backups=tmp_path / "backups",
            clock=FixedClock(MORNING),
            script_location=scripts,
        )

    assert bring(scripts_with(tmp_path, "two_*")).was_created
    with server.execution_options(oversight_write=True).begin() as connection:
        connection.execute(text("INSERT INTO contractor VALUES (1, '委託先')"))
        connection.execute(text("INSERT INTO contract VALUES (1, '検査', 1)"))
    with pytest.raises(StoreError, match="更新前のまま") as caught:
        bring(scripts_with(tmp_path, third="DELETE FROM contract"))
    assert "控え" not in caught.value.remedy
    report = bring(scripts_with(tmp_path))
    assert (report.before, report.after, report.backup) == ("one", "two", None)
    assert report.rows_after == {"contract": 1, "contractor": 1}
    assert not (tmp_path / "backups").exists()


def test_products_own_migrations_make_a_store(engine: Engine, vault: UnlockedVault) -> None:
    report = bring_up_to_date(
        engine, store_path=vault.store_path, backups=vault.folder / "backups", clock=FixedClock(MORNING)
    )
    assert report.was_created
    assert "contractor" in report.rows_after
