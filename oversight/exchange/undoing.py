"""Taking an import back: what it made is withdrawn, what it changed is put back, unless changed since."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from enum import Enum
from typing import Any
from uuid import UUID

from sqlalchemy import Enum as SqlEnum
from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from models.base import Base
from models.contract import Contract
from models.contractor import Contractor
from models.department import Department
from models.import_run import ImportRun
from models.journal import JournalEntry
from models.tables import Base as AllTables
from oversight.desk import Desk
from oversight.exchange.outcomes import UndoOutcome
from oversight.field_words import table_word
from oversight.register.search_texts import renew_contract, renew_contracts_of


def put_back(session: Session, desk: Desk, run: ImportRun, reason: str) -> UndoOutcome:
    """Undo a run through a writing session; rows with later journal entries are left alone and named."""
    touched = _touched_since(session, run)
    undone, left = 0, []
    for each in (*reversed(run.made), *run.changed):
        row = session.get(_model(each["table"]), UUID(each["id"]))
        if row is None:
            continue
        if (each["table"], each["id"]) in touched:
            left.append(_name(row))
            continue
        if "old" in each:
            _restore(row, each["old"])
        else:
            _withdraw(row, desk.today(), reason)
        undone += 1
    session.flush()
    _renew(session, run)
    return UndoOutcome(undone, tuple(left))


def _touched_since(session: Session, run: ImportRun) -> set[tuple[str, str]]:
    own = session.scalars(
        select(JournalEntry.sequence)
        .where(JournalEntry.subject == ImportRun.__tablename__, JournalEntry.row_id == str(run.id))
        .order_by(JournalEntry.sequence)
    ).first()
    query = select(JournalEntry.subject, JournalEntry.row_id).where(JournalEntry.sequence > (own or 0))
    return {(subject, row_id) for subject, row_id in session.execute(query)}


def _model(table: str) -> type[Base]:
    return next(
        mapper.class_ for mapper in AllTables.registry.mappers if mapper.class_.__tablename__ == table
    )


def _name(row: Base) -> str:
    own = getattr(row, "number", None) or getattr(row, "name", "")
    return f"{table_word(row.__tablename__)} {own}".strip()


def _withdraw(row: Any, today: dt.date, reason: str) -> None:
    """Withdraw a row of the register and free the numbers and names that only one may bear."""
    row.withdrawn_on, row.withdrawn_reason = today, reason
    if isinstance(row, Contractor):
        row.corporate_number = None
    elif isinstance(row, Contract):
        row.number = f"{row.number}（取消し {row.id}）"
    elif isinstance(row, Department):
        row.name = f"{row.name}（取消し {row.id}）"


def _restore(row: Base, old: Mapping[str, Any]) -> None:
    columns = inspect(type(row)).column_attrs
    for name, value in old.items():
        setattr(row, name, _stored(columns[name].columns[0].type, value))


def _stored(kind: Any, value: Any) -> Any:
    """Return a value of the journal's JSON as the column holds it."""
    if value is None:
        return "" if kind.python_type is str and not isinstance(kind, SqlEnum) else None
    if isinstance(kind, SqlEnum) and kind.enum_class is not None:
        enum: type[Enum] = kind.enum_class
        return enum(value)
    python = kind.python_type
    if python in (dt.date, dt.datetime, dt.time):
        return python.fromisoformat(value)
    return UUID(value) if python is UUID else value


def _renew(session: Session, run: ImportRun) -> None:
    """Bring what rows are found by up to date after old values came back."""
    for each in run.changed:
        row = session.get(_model(each["table"]), UUID(each["id"]))
        if isinstance(row, Contract):
            renew_contract(session, row)
        elif isinstance(row, Contractor):
            renew_contracts_of(session, row)
