"""A visit and what belongs to it is never changed or taken out, whatever the road."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine, delete, select, text, update

from models.device import DeviceReturn, Visit, VisitDevice, VisitExit, VisitSignature
from models.freezing import APPEND_ONLY
from models.tables import Base
from oversight.devices import CarrierSign
from oversight.engines import store_errors
from oversight.errors import RefusedError
from tests.oversight.devices.door_site import PHONE, Door
from tests.oversight.inspections.signed_site import drawing

KEPT = (Visit, VisitDevice, VisitSignature, VisitExit, DeviceReturn)
RAW = [
    "UPDATE visit SET person = '別人'",
    "UPDATE visit SET document_hash = '0'",
    "UPDATE visit SET witness = '', witness_id = NULL",
    "UPDATE visit_device SET treatment = 'refused'",
    "UPDATE visit_device SET kept_at = 'x'",
    "UPDATE visit_signature SET signed_hash = '0'",
    "UPDATE visit_exit SET late_reason = ''",
    "UPDATE device_return SET note = 'x'",
    "UPDATE device_return SET handing = 9",
    "UPDATE visit_signature SET handing = 9",
    "UPDATE visit SET escort = '別の 職員'",
    "DELETE FROM device_return",
    "DELETE FROM visit_exit",
    "DELETE FROM visit_signature",
    "DELETE FROM visit_device",
    "DELETE FROM visit",
]
SQLITE_ONLY = [
    f"INSERT OR REPLACE INTO {each.__tablename__} SELECT * FROM {each.__tablename__}" for each in KEPT
]
POSTGRES_ONLY = [
    "TRUNCATE visit CASCADE",
    "TRUNCATE device_return",
    "INSERT INTO visit SELECT * FROM visit ON CONFLICT (id) DO UPDATE SET person = 'x'",
]


@pytest.fixture
def ended(door: Door) -> Door:
    """Let somebody in and out again, so that each table has a row."""
    visit_id = door.enter(area_id=door.core_id, devices=(PHONE,), witness=door.witness)
    door.leave(visit_id, signed={visit_id: CarrierSign(drawing=drawing())})
    return door


def rows(engine: Engine) -> list[str]:
    with engine.connect() as connection:
        tables = [each for each in Base.metadata.sorted_tables if each.name in APPEND_ONLY]
        return [repr(row) for table in tables for row in connection.execute(select(table))]


def test_no_statement_changes_what_the_door_recorded(ended: Door, engine: Engine) -> None:
    before = rows(engine)
    assert len(before) > len(KEPT)
    for statement in [*RAW, *(SQLITE_ONLY if engine.dialect.name == "sqlite" else POSTGRES_ONLY)]:
        with (
            pytest.raises(RefusedError, match="変えられません"),
            store_errors(),
            engine.execution_options(oversight_write=True).begin() as connection,
        ):
            connection.execute(text(statement))
        assert rows(engine) == before, statement


def test_no_session_changes_it_either(ended: Door, engine: Engine) -> None:
    before = rows(engine)
    store, actor = ended.desk.store, ended.desk.actor
    for model in KEPT:
        with pytest.raises(RefusedError), store.writing(actor, "visit.change") as session:
            session.execute(delete(model))
        with pytest.raises(TypeError), store.writing(actor, "visit.change") as session:
            session.delete(session.scalars(select(model)).first())
        assert rows(engine) == before
    with pytest.raises(RefusedError), store.writing(actor, "visit.change") as session:
        session.execute(update(Visit).values(person="別人"))
    with pytest.raises(TypeError), store.writing(actor, "visit.change") as session:
        row = session.scalars(select(Visit)).one()
        row.person = "別人"
    assert rows(engine) == before
