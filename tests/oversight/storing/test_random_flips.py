"""10,000 random single-bit flips over header, store and write-ahead log: no crash, no wrong plaintext."""

from __future__ import annotations

import random
from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import text

from oversight.engines import EmbeddedStore, embedded_engine, store_errors
from oversight.errors import OversightError
from oversight.vault import UnlockedVault
from tests.oversight.storing.conftest import ROWS, fill
from tests.oversight.vault.vault_site import PASSPHRASE, USER_ID, Site

SEED = 20261124
HEADER_FLIPS = 4000
STORE_FLIPS = 4000
LOG_FLIPS = 2000
Rows = frozenset[tuple[object, ...]]
QUERY = text(
    "SELECT contractor.id, name, note FROM contractor LEFT JOIN contract ON contractor_id = contractor.id"
)


def flip(octets: bytes, place: int, chance: random.Random) -> bytes:
    flipped = bytearray(octets)
    flipped[place] ^= 1 << chance.randrange(8)
    return bytes(flipped)


def read_all(store: EmbeddedStore) -> Rows:
    with store_errors():
        engine = embedded_engine(store.path, store.key)
        try:
            with engine.connect() as connection:
                return frozenset(tuple(row) for row in connection.execute(QUERY))
        finally:
            engine.dispose()


def outcome(error: OversightError) -> str:
    assert error.sentence
    assert error.remedy
    return type(error).__name__


@pytest.fixture
def vault(tmp_path: Path) -> UnlockedVault:
    vault = Site(tmp_path / "保管庫").create()
    engine = embedded_engine(vault.store_path, vault.key, create=True)
    fill(engine)
    engine.dispose()
    return vault


@pytest.mark.slow
def test_flipped_header_never_opens_with_another_key(vault: UnlockedVault, tmp_path: Path) -> None:
    chance, seen = random.Random(SEED), Counter[str]()
    code = vault.make_recovery_code()
    path = vault.folder / "vault.json"
    sound = path.read_bytes()
    site = Site(vault.folder)
    for number in range(HEADER_FLIPS):
        path.write_bytes(flip(sound, chance.randrange(len(sound)), chance))
        try:
            read = site.read()
            opened = read.unlock(USER_ID, PASSPHRASE) if number % 2 else read.unlock_with_recovery_code(code)
        except OversightError as error:
            seen[outcome(error)] += 1
        else:
            assert opened.key.matches(vault.key)
            seen["opened"] += 1
    assert seen == {"DamagedHeaderError": HEADER_FLIPS}


@pytest.mark.slow
def test_flipped_store_never_gives_another_row(vault: UnlockedVault) -> None:
    chance, seen = random.Random(SEED), Counter[str]()
    store = EmbeddedStore(vault.store_path, vault.key)
    sound, rows = store.path.read_bytes(), read_all(store)
    assert len(rows) == ROWS
    for _number in range(STORE_FLIPS):
        store.path.write_bytes(flip(sound, chance.randrange(len(sound)), chance))
        try:
            assert read_all(store) == rows
        except OversightError as error:
            seen[outcome(error)] += 1
        else:
            seen["same rows"] += 1
    assert seen["StoreError"] > STORE_FLIPS // 2
    assert set(seen) <= {"StoreError", "same rows"}


@pytest.mark.slow
def test_flipped_log_gives_rows_that_once_were_or_none(vault: UnlockedVault) -> None:
    """SQLite ends a log at its first broken frame: what was committed after it is lost, never altered.

    That loss shows where the journal's head is anchored outside the store (on papers), not here.
    """
    chance, seen = random.Random(SEED), Counter[str]()
    store = EmbeddedStore(vault.store_path, vault.key)
    log = store.path.with_name(store.path.name + "-wal")
    states = [read_all(store)]
    engine = embedded_engine(store.path, store.key)
    for number in range(3):
        with engine.execution_options(oversight_write=True).begin() as connection:
            connection.execute(text("UPDATE contract SET note = :note"), {"note": f"改{number}" * 90})
        with engine.connect() as connection:
            states.append(frozenset(tuple(row) for row in connection.execute(QUERY)))
    sound, sound_log = store.path.read_bytes(), log.read_bytes()
    engine.dispose()
    for _number in range(LOG_FLIPS):
        store.path.write_bytes(sound)
        log.write_bytes(flip(sound_log, chance.randrange(len(sound_log)), chance))
        store.path.with_name(store.path.name + "-shm").unlink(missing_ok=True)
        try:
            state = states.index(read_all(store))
        except OversightError as error:
            seen[outcome(error)] += 1
        else:
            seen[f"state {state}"] += 1
    assert set(seen) <= {"StoreError", *(f"state {number}" for number in range(len(states)))}
    assert seen["state 0"] > 0
