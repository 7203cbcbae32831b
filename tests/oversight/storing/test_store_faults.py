"""What the databases' failures read like: a sentence, a remedy, no SQL, no value."""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace

import pytest
from sqlalchemy import Engine, ForeignKey, create_engine, text
from sqlalchemy.exc import IntegrityError, OperationalError, ProgrammingError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from sqlalchemy.pool import QueuePool
from sqlcipher3 import dbapi2

from oversight.engines import EmbeddedStore, embedded_engine, office_engine, open_connection, store_errors
from oversight.errors import ChangedMeanwhileError, OversightError, StoreError
from oversight.store_faults import fault_of

SECRET = "山田太郎"


@contextmanager
def expected(kind: type[OversightError], sentence: str) -> Iterator[None]:
    """Expect a failure with a remedy and without SQL or values, in its causes too."""
    with pytest.raises(kind, match=sentence) as caught, store_errors():
        yield
    assert caught.value.remedy
    assert SECRET not in "".join(traceback.format_exception(caught.value))
    assert "INSERT" not in str(caught.value)


class _Ground(DeclarativeBase):
    pass


class Numbered(_Ground):
    __tablename__ = "numbered"

    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str]
    version: Mapped[int] = mapped_column()
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012


class Child(_Ground):
    __tablename__ = "child"

    id: Mapped[int] = mapped_column(primary_key=True)
    parent_id: Mapped[int] = mapped_column(ForeignKey("numbered.id"))


@pytest.fixture
def writing(store: EmbeddedStore) -> Iterator[Engine]:
    engine = embedded_engine(store.path, store.key, create=True).execution_options(oversight_write=True)
    _Ground.metadata.create_all(engine)
    yield engine
    engine.dispose()


def _insert(engine: Engine, count: int = 1) -> None:
    with engine.begin() as connection:
        for number in range(count):
            connection.execute(
                Numbered.__table__.insert(),  # type: ignore[attr-defined]
                {"id": number, "name": SECRET * 500, "version": 1},
            )


def test_full_disk_leaves_the_state_before(writing: Engine) -> None:
    with writing.connect() as connection:
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.execute("PRAGMA max_page_count = 6")
    with expected(StoreError, "空きがない"):
        _insert(writing, 50)
    with writing.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM numbered")).scalar() == 0


def test_read_only_store_is_told(writing: Engine) -> None:
    with writing.connect() as connection:
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.execute("PRAGMA query_only = ON")
    with expected(StoreError, "読み取り専用"):
        _insert(writing)


def _break_last_page(writing: Engine, store: EmbeddedStore) -> None:
    """Break the page that a scan reads last: there, SQLCipher's own check comes too late."""
    _insert(writing, 50)
    writing.dispose()
    octets = bytearray(store.path.read_bytes())
    octets[-2000] ^= 1
    store.path.write_bytes(octets)


def test_broken_last_page_never_passes_as_sound(writing: Engine, store: EmbeddedStore) -> None:
    _break_last_page(writing, store)
    for _again in range(2):
        with expected(StoreError, "壊れている"), writing.connect() as connection:
            connection.execute(text("SELECT sum(length(name)) FROM numbered")).scalar()
    with expected(StoreError, "壊れている"), Session(writing) as session:
        session.execute(text("SELECT name FROM numbered")).all()
        session.rollback()


def test_nothing_is_committed_on_the_ground_of_a_broken_page(writing: Engine, store: EmbeddedStore) -> None:
    _break_last_page(writing, store)
    with expected(StoreError, "壊れている"), writing.begin() as connection:
        connection.execute(text("SELECT sum(length(name)) FROM numbered")).scalar()
    with expected(StoreError, "壊れている"), Session(writing) as session:
        session.add(Numbered(id=100, name="x", version=1))
        session.flush()
        session.execute(text("SELECT name FROM numbered")).all()
        session.commit()
    with writing.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM numbered WHERE id = 100")).scalar() == 0


def test_row_changed_meanwhile_is_told(writing: Engine) -> None:
    _insert(writing)
    with expected(ChangedMeanwhileError, "先に変更"), Session(writing) as session:
        row = session.get_one(Numbered, 0)
        session.execute(text("UPDATE numbered SET version = 7"))
        row.name = SECRET
        session.flush()


def test_broken_rule_of_a_table_is_our_bug_and_names_no_value(writing: Engine) -> None:
    _insert(writing)
    with (
        pytest.raises(IntegrityError, match=r"UNIQUE constraint failed: numbered\.id") as caught,
        store_errors(),
    ):
        _insert(writing)
    assert SECRET not in "".join(traceback.format_exception(caught.value))


def test_wrong_statement_is_our_bug_and_quotes_nothing(writing: Engine) -> None:
    with (
        pytest.raises(OperationalError) as caught,
        store_errors(),
        writing.connect() as connection,
    ):
        connection.execute(text("SELECT json(:name)"), {"name": SECRET}).scalar()
    assert SECRET not in "".join(traceback.format_exception(caught.value))
    assert "SQLITE_ERROR" in str(caught.value)


def test_no_connection_left_in_the_pool_is_told() -> None:
    engine = create_engine("sqlite://", poolclass=QueuePool, pool_size=1, max_overflow=0, pool_timeout=0.01)
    with engine.connect(), expected(StoreError, "ほかの処理"):
        engine.connect()
    engine.dispose()


def test_bare_connections_failures_are_told_too(writing: Engine, store: EmbeddedStore) -> None:
    connection = open_connection(store)
    connection.execute("PRAGMA query_only = ON")
    with expected(StoreError, "読み取り専用"):
        connection.execute("DELETE FROM numbered")
    with pytest.raises(dbapi2.OperationalError), store_errors():
        connection.execute("SELECT nonsense")
    connection.close()


@pytest.mark.parametrize(
    ("code", "sentence"),
    [
        (3, "開けません"),
        (5, "ほかの処理"),
        (517, "ほかの処理"),
        (6, "ほかの処理"),
        (7, "メモリー"),
        (8, "読み取り専用"),
        (10, "ディスクの読み書き"),
        (266, "ディスクの読み書き"),
        (11, "壊れている"),
        (13, "空きがない"),
        (14, "開けません"),
        (26, "壊れている"),
    ],
)
def test_every_failure_of_the_file_has_a_sentence(code: int, sentence: str) -> None:
    error = dbapi2.OperationalError("fixed text")
    error.sqlite_errorcode = code
    with expected(StoreError, sentence):
        raise error


def test_error_without_a_code_is_our_bug() -> None:
    assert fault_of(dbapi2.OperationalError("x")) is None


@pytest.mark.parametrize(
    ("state", "kind", "sentence"),
    [
        ("08006", StoreError, "接続が切れ"),
        ("57P01", StoreError, "接続が切れ"),
        ("57014", StoreError, "ほかの処理"),
        ("28P01", StoreError, "断られ"),
        ("3D000", StoreError, "断られ"),
        ("25006", StoreError, "読み取り専用"),
        ("40001", ChangedMeanwhileError, "先に変更"),
        ("40P01", ChangedMeanwhileError, "先に変更"),
        ("53100", StoreError, "空きがない"),
        ("53200", StoreError, "メモリー"),
        ("53300", StoreError, "ほかの処理"),
        ("55P03", StoreError, "ほかの処理"),
        ("58030", StoreError, "ディスクの読み書き"),
        ("XX001", StoreError, "壊れている"),
    ],
)
def test_every_failure_of_the_server_has_a_sentence(
    state: str, kind: type[OversightError], sentence: str
) -> None:
    class ServerError(Exception):
        sqlstate = state
        diag = SimpleNamespace(constraint_name=None)

    with expected(kind, sentence):
        raise OperationalError("INSERT", {"name": SECRET}, ServerError(SECRET))


def test_server_that_is_not_there_is_told_without_its_name() -> None:
    engine = office_engine("postgresql+psycopg://someone:secret@localhost:1/none")
    with expected(StoreError, "接続が切れ"), engine.connect():
        pass


def test_broken_rule_on_the_server_names_the_rule_and_no_value(server: Engine) -> None:
    writing = server.execution_options(oversight_write=True)
    with writing.begin() as connection:
        connection.execute(text("CREATE TABLE person (name text CONSTRAINT no_name CHECK (name = ''))"))
    with (
        pytest.raises(IntegrityError, match="SQLSTATE 23514 no_name") as caught,
        store_errors(),
        writing.begin() as connection,
    ):
        connection.execute(text("INSERT INTO person VALUES (:name)"), {"name": SECRET})
    assert SECRET not in "".join(traceback.format_exception(caught.value))
    with pytest.raises(ProgrammingError, match="SQLSTATE 42P01"), store_errors(), server.connect() as reader:
        reader.execute(text("SELECT * FROM missing"))


def test_connection_cut_by_the_server_is_told(server: Engine) -> None:
    with server.connect() as victim, server.execution_options(oversight_write=True).connect() as other:
        pid = victim.execute(text("SELECT pg_backend_pid()")).scalar()
        other.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": pid})
        with expected(StoreError, "接続が切れ"):
            victim.execute(text("SELECT 1"))
