"""What the store itself refuses, by triggers, whatever the road (docs/security.md#what-the-store-refuses).

The one place of their text. A store gets them when its tables are made and after every run of migrations
(``models/migrations/env.py``), whatever table was rebuilt meanwhile; a later migration need not care. To
guard one table more, add it to a tuple here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

from sqlalchemy import Connection, MetaData, event, inspect, text

APPEND_ONLY: Final = (
    "checklist_edition",
    "inspection_record",
    "journal_entry",
    "approval",
    "approval_step",
    "signature",
    "signature_voiding",
    "visit",
    "visit_device",
    "visit_signature",
    "visit_exit",
    "device_return",
)
"""Tables whose rows are never changed or taken out, from the moment they exist."""

PARTS: Final = ("answer", "photo", "attendee", "inspector", "evidence", "transcription")
"""Tables whose rows belong to an inspection (``inspection_id``) and stand still once it is recorded."""

MOVING: Final = frozenset({"state", "correction_reason", "version"})
"""What the step into a correction changes of a recorded inspection; nothing else may change with it."""

SQLSTATE: Final = "OV001"
REFUSAL: Final = "oversight: frozen"
_RAISING: Final = f"RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = '{SQLSTATE}';"
_PREFIX: Final = "oversight_"
_LAST: Final = "approval"
"""The table that came with the triggers: an older store has none yet."""

_RECORDED: Final = (
    "EXISTS (SELECT 1 FROM inspection i WHERE i.id = {row}.inspection_id AND i.state = 'finalised')"
    " AND EXISTS (SELECT 1 FROM inspection_record r WHERE r.inspection_id = {row}.inspection_id)"
)
_UNASKED: Final = (
    "EXISTS (SELECT 1 FROM inspection_record r WHERE r.inspection_id = NEW.inspection_id)"
    " AND NOT EXISTS (SELECT 1 FROM inspection i"
    " WHERE i.id = NEW.inspection_id AND i.state = 'correcting')"
)
_STANDING: Final = (
    "EXISTS (SELECT 1 FROM approval a WHERE a.record_id = NEW.record_id AND NOT EXISTS"
    " (SELECT 1 FROM approval_step s WHERE s.approval_id = a.id AND s.decision <> 'approved'))"
)
_OUT_OF_ORDER: Final = (
    "NEW.position <> (SELECT count(*) + 1 FROM approval_step s WHERE s.approval_id = NEW.approval_id)"
    " OR NEW.position > (SELECT a.steps FROM approval a WHERE a.id = NEW.approval_id)"
    " OR EXISTS (SELECT 1 FROM approval_step s"
    " WHERE s.approval_id = NEW.approval_id AND s.decision <> 'approved')"
)
_HAS_RECORD: Final = "EXISTS (SELECT 1 FROM inspection_record r WHERE r.inspection_id = OLD.id)"

Rule = tuple[str, str, str, str]
"""A trigger: its name without the prefix, the table, what it watches, and when it refuses."""


def freeze(connection: Connection) -> None:
    """Put the triggers on all tables there are, in place of those there were; an older store gets none."""
    thaw(connection)
    for statement in statements(connection):
        connection.exec_driver_sql(statement)


def thaw(connection: Connection) -> None:
    """Take the triggers off: before tables are rebuilt, and for nothing else."""
    for name, table in present(connection):
        if connection.dialect.name == "sqlite":
            connection.exec_driver_sql(f"DROP TRIGGER {name}")
        else:
            connection.exec_driver_sql(f"DROP TRIGGER {name} ON {table}")
            connection.exec_driver_sql(f"DROP FUNCTION IF EXISTS {name}()")


def present(connection: Connection) -> tuple[tuple[str, str], ...]:
    """Return the triggers of this module that a store has, each with its table, by name."""
    query = (
        "SELECT name, tbl_name FROM sqlite_master WHERE type = 'trigger'"
        if connection.dialect.name == "sqlite"
        else "SELECT t.tgname, c.relname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid"
        " WHERE NOT t.tgisinternal AND pg_table_is_visible(c.oid)"
    )
    rows = connection.execute(text(query)).all()
    return tuple(sorted((name, table) for name, table in rows if name.startswith(_PREFIX)))


def statements(connection: Connection) -> tuple[str, ...]:
    """Return the statements that make the triggers of a store with the tables and columns it has."""
    looked = inspect(connection)
    tables = set(looked.get_table_names())
    if _LAST not in tables:
        return ()
    columns = sorted(str(each["name"]) for each in looked.get_columns("inspection"))
    if connection.dialect.name == "sqlite":
        return tuple(_sqlite(rule) for rule in _rules(tables, columns, "IS NOT"))
    rules = _rules(tables, columns, "IS DISTINCT FROM")
    made = [statement for rule in rules for statement in _postgres(rule)]
    return (*made, *(each for table in APPEND_ONLY if table in tables for each in _no_truncating(table)))


def _rules(tables: set[str], columns: list[str], differs: str) -> Iterator[Rule]:
    for table in filter(tables.__contains__, APPEND_ONLY):
        yield f"{table}_unchanged", table, "UPDATE", "1 = 1"
        yield f"{table}_kept", table, "DELETE", "1 = 1"
    for table in filter(tables.__contains__, PARTS):
        old, new = _RECORDED.format(row="OLD"), _RECORDED.format(row="NEW")
        yield f"{table}_added", table, "INSERT", new
        yield f"{table}_changed", table, "UPDATE", f"({old}) OR ({new})"
        yield f"{table}_taken_out", table, "DELETE", old
    yield "inspection_recorded", "inspection", "UPDATE", _changes_recorded(columns, differs)
    yield "inspection_corrected", "inspection", "UPDATE", _corrects_unasked()
    yield "inspection_kept", "inspection", "DELETE", _HAS_RECORD
    yield "inspection_record_unasked", "inspection_record", "INSERT", _UNASKED
    yield "approval_standing", "approval", "INSERT", _STANDING
    yield "approval_step_in_order", "approval_step", "INSERT", _OUT_OF_ORDER


def _changes_recorded(columns: list[str], differs: str) -> str:
    """Refuse any change of a recorded inspection but the step into a correction."""
    others = " OR ".join(f"NEW.{name} {differs} OLD.{name}" for name in columns if name not in MOVING)
    return f"OLD.state = 'finalised' AND {_HAS_RECORD} AND (NEW.state <> 'correcting' OR {others})"


def _corrects_unasked() -> str:
    """Refuse a correction of what is not recorded, one without a reason, and one that ends unrecorded."""
    unasked = "NEW.state = 'correcting' AND OLD.state NOT IN ('finalised', 'correcting')"
    unexplained = "NEW.state = 'correcting' AND trim(NEW.correction_reason) = ''"
    unrecorded = "OLD.state = 'correcting' AND NEW.state NOT IN ('correcting', 'finalised')"
    return f"({unasked}) OR ({unexplained}) OR ({unrecorded})"


def _sqlite(rule: Rule) -> str:
    name, table, watched, refused = rule
    return (
        f"CREATE TRIGGER {_PREFIX}{name} BEFORE {watched} ON {table} FOR EACH ROW WHEN {refused}"
        f" BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    )


def _postgres(rule: Rule) -> tuple[str, str]:
    name, table, watched, refused = rule
    row = "OLD" if watched == "DELETE" else "NEW"
    looking = f"IF {refused} THEN {_RAISING} END IF; RETURN {row};"
    each = f"BEFORE {watched} ON {table} FOR EACH ROW"
    return _function(_PREFIX + name, looking), _trigger(_PREFIX + name, each)


def _no_truncating(table: str) -> tuple[str, str]:
    """PostgreSQL empties a table without looking at its rows, unless it is told so."""
    name = f"{_PREFIX}{table}_not_emptied"
    return _function(name, _RAISING), _trigger(name, f"BEFORE TRUNCATE ON {table}")


def _function(name: str, body: str) -> str:
    return f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$"


def _trigger(name: str, when: str) -> str:
    return f"CREATE TRIGGER {name} {when} EXECUTE FUNCTION {name}()"


def freeze_with(metadata: MetaData) -> None:
    """Let a store whose tables are made from the models have the triggers as one that was migrated has."""
    event.listen(metadata, "after_create", _freeze_made)


def _freeze_made(_target: MetaData, connection: Connection, **_rest: Any) -> None:
    freeze(connection)
