"""The encrypted engine: the key proven at open, one writer, readers in peace; and the office server's."""

from __future__ import annotations

import shutil
import subprocess
import sys
import threading
from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session
from sqlcipher3 import dbapi2

from oversight.engines import (
    CACHE_KIB,
    EmbeddedStore,
    embedded_engine,
    embedded_store,
    office_engine,
    open_connection,
    store_errors,
)
from oversight.errors import OversightError, StoreError, VaultError
from oversight.vault import SecretKey

ROOT = Path(__file__).parents[3]


def test_store_is_set_up_as_designed(filled: Engine) -> None:
    expected = {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "temp_store": 2,
        "cache_size": -CACHE_KIB,
        "busy_timeout": 5000,
    }
    with filled.connect() as connection:
        found = {name: connection.exec_driver_sql(f"PRAGMA {name}").scalar() for name in expected}
    assert found == expected


def test_nothing_lies_in_the_clear_while_the_store_is_in_use(filled: Engine, store: EmbeddedStore) -> None:
    with filled.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM contractor")).scalar() == 40
        for path in store.path.parent.iterdir():
            octets = path.read_bytes()
            assert "委託先".encode() not in octets
            assert b"contractor" not in octets
            assert b"SQLite format" not in octets
    assert {path.name for path in store.path.parent.iterdir()} == {"store.db", "store.db-wal", "store.db-shm"}
    filled.dispose()
    assert {path.name for path in store.path.parent.iterdir()} == {"store.db"}


def test_octets_will_do_as_a_key(filled: Engine, store: EmbeddedStore) -> None:
    engine = embedded_engine(store.path, bytes(store.key.octets()))
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM contract")).scalar() == 40
    engine.dispose()


def test_wrong_key_is_told_at_open_and_says_nothing_on_the_terminal(
    filled: Engine, store: EmbeddedStore, capfd: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(StoreError, match="壊れているか、この鍵の記録ではありません") as caught:
        embedded_engine(store.path, SecretKey.generate())
    assert caught.value.remedy
    assert capfd.readouterr() == ("", "")


def test_lost_store_never_comes_back_empty(store: EmbeddedStore) -> None:
    with pytest.raises(StoreError, match="ファイルがありません") as caught:
        embedded_engine(store.path, store.key)
    assert caught.value.remedy
    assert not store.path.exists()


@pytest.mark.parametrize("octets", [0, 1, 511])
def test_store_cut_to_nothing_is_damage(store: EmbeddedStore, octets: int) -> None:
    store.path.write_bytes(b"x" * octets)
    with pytest.raises(StoreError, match="壊れている"):
        embedded_engine(store.path, store.key)


def test_empty_file_left_by_a_broken_creation_may_be_filled(store: EmbeddedStore) -> None:
    store.path.write_bytes(b"")
    embedded_engine(store.path, store.key, create=True).dispose()
    store.path.write_bytes(b"x")
    with pytest.raises(StoreError, match="壊れている"):
        embedded_engine(store.path, store.key, create=True)


def test_folder_in_the_place_of_the_store_is_told(store: EmbeddedStore) -> None:
    store.path.mkdir()
    (store.path / "x").write_bytes(b"")
    with pytest.raises(OversightError) as caught:
        open_connection(store)
    assert caught.value.remedy


def test_store_that_cannot_be_looked_at_is_told(
    store: EmbeddedStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(_path: Path, **_options: object) -> object:
        raise PermissionError

    monkeypatch.setattr(Path, "stat", refuse)
    with pytest.raises(StoreError, match="開けません") as caught:
        embedded_engine(store.path, store.key)
    assert caught.value.remedy


def test_locked_vault_opens_no_further_connection(filled: Engine, store: EmbeddedStore) -> None:
    filled.dispose()
    store.key.close()
    with pytest.raises(VaultError, match="施錠"):
        filled.connect()


def test_engine_knows_its_store_and_the_office_server_has_none(filled: Engine, store: EmbeddedStore) -> None:
    assert embedded_store(filled) == store
    assert embedded_store(filled.execution_options(oversight_write=True)) == store
    assert embedded_store(office_engine("postgresql+psycopg://nowhere/none")) is None
    assert "SecretKey(…)" in repr(embedded_store(filled))


def test_reader_sees_one_unchanging_state(filled: Engine) -> None:
    writing = filled.execution_options(oversight_write=True)
    with filled.connect() as reader:
        assert reader.execute(text("SELECT count(*) FROM contract")).scalar() == 40
        with writing.begin() as writer:
            writer.execute(text("DELETE FROM contract WHERE id = 0"))
        assert reader.execute(text("SELECT count(*) FROM contract")).scalar() == 40
        reader.rollback()
        assert reader.execute(text("SELECT count(*) FROM contract")).scalar() == 39


def test_two_writers_in_threads_take_turns_and_lose_nothing(filled: Engine) -> None:
    writing = filled.execution_options(oversight_write=True)
    errors: list[BaseException] = []

    def count_up() -> None:
        try:
            for _turn in range(25):
                with store_errors(), Session(writing) as session:
                    number = session.execute(text("SELECT max(id) FROM contractor")).scalar_one()
                    session.execute(
                        text("INSERT INTO contractor VALUES (:id, :name)"),
                        {"id": number + 1, "name": f"新{number}"},
                    )
                    session.commit()
        except BaseException as error:
            errors.append(error)

    threads = [threading.Thread(target=count_up) for _number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not errors
    with filled.connect() as connection:
        assert connection.execute(text("SELECT count(*), max(id) FROM contractor")).one() == (90, 89)


def test_writer_that_waits_too_long_is_told(filled: Engine) -> None:
    writing = filled.execution_options(oversight_write=True)
    with writing.begin() as first:
        first.execute(text("DELETE FROM contract"))
        with writing.connect() as second:
            driver = second.connection.driver_connection
            assert driver is not None
            driver.execute("PRAGMA busy_timeout = 10")
            with pytest.raises(StoreError, match="ほかの処理") as caught, store_errors():
                second.execute(text("DELETE FROM contractor"))
            assert caught.value.remedy
            driver.execute("PRAGMA busy_timeout = 5000")


def test_deed_that_fails_is_undone_whole_tables_included(filled: Engine) -> None:
    writing = filled.execution_options(oversight_write=True)
    with pytest.raises(ZeroDivisionError), writing.begin() as connection:
        connection.execute(text("CREATE TABLE extra (id integer)"))
        connection.execute(text("DELETE FROM contractor"))
        raise ZeroDivisionError
    with filled.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM contract")).scalar() == 40
        assert (
            connection.execute(text("SELECT count(*) FROM sqlite_master WHERE name = 'extra'")).scalar() == 0
        )


def test_connection_given_up_on_can_still_be_rolled_back(filled: Engine) -> None:
    with filled.connect() as connection:
        connection.execute(text("SELECT 1"))
        connection.invalidate()
        connection.rollback()
        assert connection.execute(text("SELECT count(*) FROM contract")).scalar() == 40


WRITER = """
import sys
from pathlib import Path
from types import SimpleNamespace
from sqlalchemy import text
from oversight.engines import embedded_engine
engine = embedded_engine(Path(sys.argv[1]), bytes(range(32))).execution_options(oversight_write=True)
number = 1000
while True:
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO contractor VALUES (:id, 'x' || :id)"), {"id": number})
    print(number, flush=True)
    number += 1
"""


def test_nothing_acknowledged_is_lost_when_the_process_is_killed(
    filled: Engine, store: EmbeddedStore
) -> None:
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(store.path)], stdout=subprocess.PIPE, text=True, cwd=ROOT
    )
    assert writer.stdout is not None
    acknowledged = [int(writer.stdout.readline()) for _turn in range(20)]
    writer.kill()
    writer.communicate()
    with filled.connect() as connection:
        kept = set(connection.execute(text("SELECT id FROM contractor WHERE id >= 1000")).scalars())
    assert set(acknowledged) <= kept


def test_name_of_the_folder_may_hold_any_sign(tmp_path: Path, filled: Engine, store: EmbeddedStore) -> None:
    filled.dispose()
    folder = tmp_path / "保管 %41#庫?&mode=ro"
    shutil.move(store.path.parent, folder)
    engine = embedded_engine(folder / "store.db", store.key)
    with engine.execution_options(oversight_write=True).begin() as connection:
        connection.execute(text("DELETE FROM contractor"))
    engine.dispose()


def test_reader_of_the_office_server_sees_one_unchanging_state(server: Engine) -> None:
    writing = server.execution_options(oversight_write=True)
    with writing.begin() as connection:
        connection.execute(text("CREATE TABLE contractor (id integer)"))
    with server.connect() as reader:
        assert reader.execute(text("SELECT count(*) FROM contractor")).scalar() == 0
        with writing.begin() as writer:
            writer.execute(text("INSERT INTO contractor VALUES (1)"))
        assert reader.execute(text("SELECT count(*) FROM contractor")).scalar() == 0


@pytest.mark.parametrize(
    ("free", "sentence"), [(0, "空きがない"), (10**9, "ディスクの読み書き"), (None, "ディスクの読み書き")]
)
def test_opening_on_a_full_disk_is_told_as_what_it_is(
    store: EmbeddedStore, monkeypatch: pytest.MonkeyPatch, free: int | None, sentence: str
) -> None:
    embedded_engine(store.path, store.key, create=True).dispose()

    def refuse(*_given: object) -> None:
        error = dbapi2.OperationalError("disk I/O error")
        error.sqlite_errorcode = 10
        raise error

    def usage(_path: object) -> SimpleNamespace:
        if free is None:
            raise OSError
        return SimpleNamespace(free=free)

    monkeypatch.setattr("oversight.engines._set_up", refuse)
    monkeypatch.setattr("shutil.disk_usage", usage)
    with pytest.raises(StoreError, match=sentence) as caught:
        embedded_engine(store.path, store.key)
    assert caught.value.remedy
