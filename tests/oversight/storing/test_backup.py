"""A backup is a folder that opens as a vault itself, verified before it has its name."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from oversight import backup as backup_module
from oversight.backup import back_up, copy_store, keep_newest, list_backups, verify_store
from oversight.clock import FixedClock
from oversight.engines import EmbeddedStore, embedded_engine, open_connection
from oversight.errors import StoreError, VaultError
from oversight.vault import InstanceLock, SecretKey, UnlockedVault, read_vault
from tests.oversight.storing.conftest import ROWS, fill
from tests.oversight.vault.vault_site import MORNING, PASSPHRASE, TINY, USER_ID, Site


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(MORNING)


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[UnlockedVault]:
    vault = Site(tmp_path / "保管庫").create()
    yield vault
    vault.close()


@pytest.fixture
def engine(vault: UnlockedVault) -> Iterator[Engine]:
    engine = embedded_engine(vault.store_path, vault.key, create=True)
    fill(engine)
    yield engine
    engine.dispose()


def test_backup_of_a_vault_in_use_opens_as_a_vault(
    vault: UnlockedVault, engine: Engine, clock: FixedClock, tmp_path: Path
) -> None:
    writing = engine.execution_options(oversight_write=True)
    with writing.connect() as busy:
        busy.execute(text("DELETE FROM contract"))
        folder = back_up(vault, tmp_path / "控え", clock=clock)
        busy.rollback()
    assert folder.name == "backup-20261124T000000Z"
    assert {path.name for path in folder.iterdir()} == {"vault.json", "store.db"}
    opened = read_vault(folder, parameters=TINY).unlock(USER_ID, PASSPHRASE)
    copied = embedded_engine(opened.store_path, opened.key)
    with copied.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM contract")).scalar() == ROWS
        assert connection.execute(text("SELECT name FROM contractor WHERE id = 7")).scalar() == "委託先7"
    copied.dispose()


def test_backup_holds_nothing_in_the_clear(
    vault: UnlockedVault, engine: Engine, clock: FixedClock, tmp_path: Path
) -> None:
    folder = back_up(vault, tmp_path / "控え", clock=clock)
    for path in folder.iterdir():
        assert "委託先".encode() not in path.read_bytes()
        assert b"SQLite format" not in path.read_bytes()


def test_backups_of_one_second_have_their_own_names(
    vault: UnlockedVault, engine: Engine, clock: FixedClock, tmp_path: Path
) -> None:
    folders = [back_up(vault, tmp_path, clock=clock) for _turn in range(11)]
    clock.moment += dt.timedelta(days=1)
    folders.append(back_up(vault, tmp_path, clock=clock))
    listed = list_backups(tmp_path)
    assert [found.folder for found in listed] == folders[::-1]
    assert listed[-1].made_at == MORNING
    assert listed[0].made_at == MORNING + dt.timedelta(days=1)


def test_only_the_newest_stay_and_other_folders_are_left_alone(
    vault: UnlockedVault, engine: Engine, clock: FixedClock, tmp_path: Path
) -> None:
    backups = tmp_path / "控え"
    for name in ("写真", "backup-20269999T000000Z", "backup-20250101T000000Z"):
        (backups / name).mkdir(parents=True)
    (backups / "写真" / "vault.json").write_bytes(b"")
    (backups / "backup-20269999T000000Z" / "vault.json").write_bytes(b"")
    folders = []
    for _turn in range(4):
        clock.moment += dt.timedelta(hours=1)
        folders.append(back_up(vault, backups, clock=clock, keep=2))
    assert [found.folder for found in list_backups(backups)] == [folders[3], folders[2]]
    keep_newest(backups, 0)
    assert [found.folder for found in list_backups(backups)] == [folders[3]]
    left = {path.name for path in backups.iterdir()} - {folders[3].name}
    assert left == {"写真", "backup-20269999T000000Z", "backup-20250101T000000Z"}


def test_backup_that_was_opened_as_a_vault_is_never_deleted(
    vault: UnlockedVault, engine: Engine, clock: FixedClock, tmp_path: Path
) -> None:
    first = back_up(vault, tmp_path / "控え", clock=clock)
    with InstanceLock(first):
        pass
    back_up(vault, tmp_path / "控え", clock=clock, keep=1)
    assert first.is_dir()


def test_folder_that_is_missing_has_no_backups(tmp_path: Path) -> None:
    assert list_backups(tmp_path / "missing") == []


def test_damaged_store_becomes_no_backup(
    vault: UnlockedVault, engine: Engine, clock: FixedClock, tmp_path: Path
) -> None:
    engine.dispose()
    octets = bytearray(vault.store_path.read_bytes())
    octets[-2000] ^= 1
    vault.store_path.write_bytes(octets)
    with pytest.raises(StoreError, match="壊れている") as caught:
        back_up(vault, tmp_path / "控え", clock=clock)
    assert caught.value.remedy
    assert list((tmp_path / "控え").iterdir()) == []


def test_damaged_header_becomes_no_backup(
    vault: UnlockedVault, engine: Engine, clock: FixedClock, tmp_path: Path
) -> None:
    (vault.folder / "vault.json").write_bytes(b"{")
    with pytest.raises(VaultError, match="壊れています"):
        back_up(vault, tmp_path / "控え", clock=clock)
    assert list((tmp_path / "控え").iterdir()) == []


def test_place_that_cannot_be_written_is_told(
    vault: UnlockedVault, engine: Engine, clock: FixedClock, tmp_path: Path
) -> None:
    (tmp_path / "控え").write_bytes(b"")
    with pytest.raises(StoreError, match="作れませんでした") as caught:
        back_up(vault, tmp_path / "控え", clock=clock)
    assert caught.value.remedy


def test_copy_that_differs_is_refused(
    vault: UnlockedVault, engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup_module, "verify_store", lambda _store: {"contract": 1})
    with pytest.raises(StoreError):
        copy_store(EmbeddedStore(vault.store_path, vault.key), EmbeddedStore(tmp_path / "copy.db", vault.key))


def test_what_a_killed_run_left_is_cleared_away(
    vault: UnlockedVault, engine: Engine, clock: FixedClock, tmp_path: Path
) -> None:
    left = tmp_path / "控え" / ".partial-0"
    left.mkdir(parents=True)
    (left / "store.db").write_bytes(b"half")
    assert list_backups(tmp_path / "控え") == []
    folder = back_up(vault, tmp_path / "控え", clock=clock)
    assert list((tmp_path / "控え").iterdir()) == [folder]


def test_copy_may_be_under_another_key(vault: UnlockedVault, engine: Engine, tmp_path: Path) -> None:
    target = EmbeddedStore(tmp_path / "copy.db", SecretKey.generate())
    copy_store(EmbeddedStore(vault.store_path, vault.key), target)
    assert verify_store(target) == {"contract": ROWS, "contractor": ROWS}
    with pytest.raises(StoreError):
        open_connection(EmbeddedStore(target.path, vault.key))


def test_inner_tables_of_a_search_index_do_not_count(vault: UnlockedVault, engine: Engine) -> None:
    with engine.execution_options(oversight_write=True).begin() as connection:
        connection.execute(text("CREATE VIRTUAL TABLE search USING fts5(words)"))
        connection.execute(text('CREATE TABLE "odd ""name" (id integer PRIMARY KEY AUTOINCREMENT)'))
    engine.dispose()
    counts = verify_store(EmbeddedStore(vault.store_path, vault.key))
    assert counts == {"contract": ROWS, "contractor": ROWS, 'odd "name': 0}


@pytest.mark.parametrize("place", [5000, -2000, -90, -10])
def test_flipped_bit_anywhere_fails_the_check(vault: UnlockedVault, engine: Engine, place: int) -> None:
    engine.dispose()
    octets = bytearray(vault.store_path.read_bytes())
    octets[place] ^= 1
    vault.store_path.write_bytes(octets)
    with pytest.raises(StoreError, match="壊れている"):
        verify_store(EmbeddedStore(vault.store_path, vault.key))
