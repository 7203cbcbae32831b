"""A new key for the store: the old one opens nothing more, and a killed run loses nothing."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from oversight.engines import EmbeddedStore, embedded_engine, open_connection
from oversight.errors import StoreError, VaultError, WrongPassphraseError
from oversight.rekeying import rotate_key
from oversight.vault import SecretKey, UnlockedVault
from tests.oversight.storing.conftest import ROWS, fill
from tests.oversight.vault.vault_site import PASSPHRASE, USER_ID, Site

OTHER_PASSPHRASE = "川沿い を 歩いて 帰る 道"


@pytest.fixture
def site(tmp_path: Path) -> Site:
    return Site(tmp_path / "保管庫")


@pytest.fixture
def vault(site: Site) -> Iterator[UnlockedVault]:
    vault = site.create()
    engine = embedded_engine(vault.store_path, vault.key, create=True)
    fill(engine)
    engine.dispose()
    yield vault
    vault.close()


def _rows(vault: UnlockedVault) -> int:
    engine = embedded_engine(vault.store_path, vault.key)
    with engine.connect() as connection:
        rows: int = connection.execute(text("SELECT count(*) FROM contract")).scalar_one()
    engine.dispose()
    return rows


def _names(site: Site) -> set[str]:
    return {path.name for path in site.folder.iterdir() if path.name.startswith("store")}


def test_old_key_opens_nothing_more(vault: UnlockedVault, site: Site) -> None:
    vault.add_slot(user_id="tachi", passphrase=OTHER_PASSPHRASE)
    copied = SecretKey(vault.key.octets())
    renewed = rotate_key(vault, user_id=USER_ID, passphrase=PASSPHRASE)
    assert vault.key.is_closed
    assert _rows(renewed) == ROWS
    assert _names(site) == {"store-2.db"}
    assert renewed.slot_id == site.read().unlock(USER_ID, PASSPHRASE).slot_id
    assert _rows(site.read().unlock(USER_ID, PASSPHRASE)) == ROWS
    with pytest.raises(StoreError):
        open_connection(EmbeddedStore(renewed.store_path, copied))
    with pytest.raises(WrongPassphraseError):
        site.read().unlock("tachi", OTHER_PASSPHRASE)


def test_colleague_is_given_a_key_again(vault: UnlockedVault, site: Site) -> None:
    renewed = rotate_key(vault, user_id=USER_ID, passphrase=PASSPHRASE)
    renewed.add_slot(user_id="tachi", passphrase=OTHER_PASSPHRASE)
    assert _rows(site.read().unlock("tachi", OTHER_PASSPHRASE)) == ROWS


def test_key_may_be_renewed_again(vault: UnlockedVault, site: Site) -> None:
    first = rotate_key(vault, user_id=USER_ID, passphrase=PASSPHRASE)
    second = rotate_key(first, user_id=USER_ID, passphrase=PASSPHRASE)
    assert _rows(second) == ROWS
    assert _names(site) == {"store-3.db"}


def test_wrong_passphrase_changes_nothing(vault: UnlockedVault, site: Site) -> None:
    with pytest.raises(WrongPassphraseError):
        rotate_key(vault, user_id=USER_ID, passphrase="違う")
    assert _rows(vault) == ROWS


def test_run_killed_before_its_last_step_leaves_the_old_vault(vault: UnlockedVault, site: Site) -> None:
    (site.folder / "store-2.db").write_bytes(b"half")
    assert _rows(site.read().unlock(USER_ID, PASSPHRASE)) == ROWS
    assert _rows(rotate_key(vault, user_id=USER_ID, passphrase=PASSPHRASE)) == ROWS


def test_full_disk_at_the_last_step_leaves_the_old_vault(
    vault: UnlockedVault, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object, **_options: object) -> None:
        raise VaultError("空きがない", "空きを作る")

    monkeypatch.setattr("oversight.vault.unlocked.write_header", refuse)
    with pytest.raises(VaultError, match="空きがない"):
        rotate_key(vault, user_id=USER_ID, passphrase=PASSPHRASE)
    assert _names(site) == {"store.db"}
    assert _rows(vault) == ROWS
    assert _rows(site.read().unlock(USER_ID, PASSPHRASE)) == ROWS


def test_damaged_store_is_not_sealed_anew(vault: UnlockedVault, site: Site) -> None:
    octets = bytearray(vault.store_path.read_bytes())
    octets[-2000] ^= 1
    vault.store_path.write_bytes(octets)
    with pytest.raises(StoreError, match="壊れている"):
        rotate_key(vault, user_id=USER_ID, passphrase=PASSPHRASE)
    assert _names(site) == {"store.db"}


def test_old_file_that_is_still_held_does_not_stop_the_change(
    vault: UnlockedVault, site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_path: Path, **_options: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "unlink", refuse)
    renewed = rotate_key(vault, user_id=USER_ID, passphrase=PASSPHRASE)
    monkeypatch.undo()
    assert _rows(renewed) == ROWS
