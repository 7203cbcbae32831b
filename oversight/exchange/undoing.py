"""Taking an import back: what it made is withdrawn, what it changed is put back, unless changed since."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
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
from models.import_run import ImportRun, ImportState
from models.journal import JournalEntry
from models.tables import Base as AllTables
from oversight.desk import Desk
from oversight.exchange.outcomes import UndoOutcome
from oversight.field_words import table_word
from oversight.register.search_texts import renew_contract, renew_contracts_of
from oversight.words import _

_OWN_DEEDS = frozenset(("import_run.run", "import_run.undo"))
_AT_ONCE = 500  # identifiers in one question: every engine takes as many parameters


def put_back(session: Session, desk: Desk, run: ImportRun, reason: str) -> UndoOutcome:
    """Undo a run through a writing session; what was changed or come to be used since is left and named."""
    noted = (*reversed(run.made), *run.changed)
    rows = _rows(session, noted)
    traces = [_trace(rows[key], each) for each in noted if (key := (each["table"], each["id"])) in rows]
    left = _left_alone(session, traces, _touched_since(session, run))
    for each in traces:
        if each.unit in left:
            continue
        if each.old is not None:
            _restore(each.row, each.old)
        else:
            _withdraw(each.row, desk.today(), reason)
    session.flush()
    _renew(session, run)
    undone = sum(each.unit not in left for each in traces)
    return UndoOutcome(undone, tuple(_name(session.get_one(*unit)) for unit in left))


@dataclass(frozen=True)
class _Trace:
    """A row that a run made (no ``old``) or changed, and the unit it is undone with: a contract is one."""

    row: Base
    key: tuple[str, str]
    unit: tuple[type[Base], UUID]
    old: Mapping[str, Any] | None


def _rows(session: Session, noted: Sequence[Mapping[str, Any]]) -> dict[tuple[str, str], Base]:
    """Return the rows that a run noted, by table and identifier, a few hundred at a time."""
    ids: dict[str, list[UUID]] = {}
    for each in noted:
        ids.setdefault(each["table"], []).append(UUID(each["id"]))
    rows: dict[tuple[str, str], Base] = {}
    for table, wanted in ids.items():
        model: Any = _model(table)
        for piece in _pieces(wanted):
            found = session.scalars(select(model).where(model.id.in_(piece)))
            rows |= {(table, str(row.id)): row for row in found}
    return rows


def _pieces(ids: Iterable[UUID]) -> Iterator[list[UUID]]:
    wanted = list(ids)
    for start in range(0, len(wanted), _AT_ONCE):
        yield wanted[start : start + _AT_ONCE]


def _trace(row: Base, noted: Mapping[str, Any]) -> _Trace:
    model, row_id = type(row), UUID(noted["id"])
    contract_id = getattr(row, "contract_id", None)
    unit = (Contract, contract_id) if contract_id else (model, row_id)
    return _Trace(row, (noted["table"], noted["id"]), unit, noted.get("old"))


def _left_alone(
    session: Session, traces: Sequence[_Trace], touched: set[tuple[str, str]]
) -> dict[tuple[type[Base], UUID], None]:
    """Return the units to leave: touched since, or made by the run and used by a row that stays."""
    left = {each.unit: None for each in traces if each.key in touched}
    users = _users(session, [each for each in traces if each.old is None])
    units = {each.key: each.unit for each in traces}
    while True:
        staying = {
            used: None
            for used, user in users
            if used not in left and (user not in units or units[user] in left)
        }
        if not staying:
            return left
        left |= staying


def _users(session: Session, made: Sequence[_Trace]) -> list[tuple[tuple[type[Base], UUID], tuple[str, str]]]:
    """Return (unit made, key of a standing row that refers to it) over every foreign key of the store."""
    by_table: dict[str, dict[UUID, tuple[type[Base], UUID]]] = {}
    for each in made:
        by_table.setdefault(each.key[0], {})[UUID(each.key[1])] = each.unit
    found = []
    for mapper in AllTables.registry.mappers:
        for column in mapper.local_table.columns:
            for target in (key.column.table.name for key in column.foreign_keys):
                for row in _standing(session, mapper.class_, column, by_table.get(target, {})):
                    unit = by_table[target][getattr(row, column.name)]
                    found.append((unit, (row.__tablename__, str(row.id))))
    return found


def _standing(session: Session, model: Any, column: Any, ids: Mapping[UUID, object]) -> Iterator[Any]:
    """Yield the rows not withdrawn whose column holds one of the ids, a few hundred ids at a time."""
    for piece in _pieces(ids):
        query = select(model).where(column.in_(piece))
        if hasattr(model, "withdrawn_on"):
            query = query.where(model.withdrawn_on.is_(None))
        yield from session.scalars(query)


def _touched_since(session: Session, run: ImportRun) -> set[tuple[str, str]]:
    """Return the rows that people changed after the run, or later imports that have not been undone.

    What a later import changed and its undoing put back comes to nothing, and keeps nothing standing.
    """
    own = session.scalars(
        select(JournalEntry.sequence)
        .where(JournalEntry.subject == ImportRun.__tablename__, JournalEntry.row_id == str(run.id))
        .order_by(JournalEntry.sequence)
    ).first()
    query = (
        select(JournalEntry.subject, JournalEntry.row_id, JournalEntry.deed, JournalEntry.changes)
        .where(JournalEntry.sequence > (own or 0))
        .order_by(JournalEntry.sequence)
    )
    touched = _noted_by_later_runs(session, own or 0)
    moved: dict[tuple[str, str], dict[str, tuple[Any, Any]]] = {}
    for subject, row_id, deed, changes in session.execute(query):
        if deed not in _OWN_DEEDS:
            touched.add((subject, row_id))
            continue
        fields = moved.setdefault((subject, row_id), {})
        for name, (old, new) in json.loads(changes).items():
            fields[name] = (fields[name][0] if name in fields else old or None, new or None)
    return touched | {key for key, fields in moved.items() if any(old != new for old, new in fields.values())}


def _noted_by_later_runs(session: Session, after: int) -> set[tuple[str, str]]:
    """Return the rows that later imports, standing, made or changed: also where one came back to a value."""
    query = select(JournalEntry.row_id).where(
        JournalEntry.subject == ImportRun.__tablename__, JournalEntry.sequence > after
    )
    ids = {UUID(row_id) for row_id in session.scalars(query)}
    runs = session.scalars(
        select(ImportRun).where(ImportRun.id.in_(ids), ImportRun.state == ImportState.FINISHED)
    )
    return {(each["table"], each["id"]) for run in runs for each in (*run.made, *run.changed)}


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
        row.number = _freed(row.number, row.id)
    elif isinstance(row, Department):
        row.name = _freed(row.name, row.id)


def _freed(name: str, row_id: UUID) -> str:
    """Return a name that no other row bears; a whole identifier could read as an Individual Number."""
    return _("{number}（取下げ {mark}）").format(number=name, mark=row_id.hex[-8:])


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
