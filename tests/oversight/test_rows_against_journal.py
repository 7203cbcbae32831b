"""A row changed, deleted or inserted past the journal is found, named by table and identifier alone."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, delete, insert, select, text, update

from models.attachment import Attachment
from models.base import Base, new_id
from models.contract import BusinessHours, Contract
from models.contractor import Contractor
from models.department import Department, Staff
from models.journal import JournalEntry
from models.setting import Setting
from oversight.access import Deed
from oversight.desk import Desk, get_row
from oversight.errors import StoppedError
from oversight.journal import Departure, JournalService, RowDifference, Soundness
from oversight.ledger.entries import moment_text
from oversight.ledger.noting import changes_text
from oversight.ledger.present import PresentTable, tell_id
from oversight.ledger.replay import differing_fields, first_of, journalled_tables
from oversight.settings import SettingsService
from tests.factories import make_contract
from tests.tampering import tamper

INDIVIDUAL_NUMBER = "123456789018"


def differences(desk: Desk) -> set[tuple[Departure, str, str, tuple[str, ...]]]:
    verdict = JournalService(desk).verify()
    assert verdict.is_sound is (verdict.differing == 0)
    assert (verdict.soundness is Soundness.ROWS_DIFFER) is bool(verdict.differing)
    assert len(verdict.differences) == verdict.differing
    return {(each.departure, each.table, each.row_id, each.fields) for each in verdict.differences}


def department(desk: Desk, name: str = "介護保険課", **values: str) -> Department:
    with desk.writing(Deed.EDIT_REGISTER, "department.add") as session:
        row = Department(name=name, **values)
        session.add(row)
    return row


@pytest.fixture
def register(desk: Desk, engine: Engine) -> Desk:
    """Fill rows of every kind of column: days, moments, times, numbers, lists, documents, files."""
    contract_id = make_contract(desk)
    with desk.writing(Deed.EDIT_REGISTER, "contract.change") as session:
        session.add(
            BusinessHours(contract_id=contract_id, weekday=0, opens=dt.time(9), closes=dt.time(17, 30))
        )
        content = b"\x89PNG"
        session.add(
            Attachment(
                sha256="0" * 64,
                media_type="image/png",
                size_bytes=len(content),
                added_at=desk.clock.now(),
                content=content,
            )
        )
        row = get_row(session, Contract, contract_id)
        row.amount_yen, row.remarks, row.media = 0, '一行目\n二行目\t"引用" \\ 髙𠮷\x7f', ["紙", "USB"]
    with desk.writing(Deed.EDIT_REGISTER, "contract.change") as session:
        row = get_row(session, Contract, contract_id)
        row.amount_yen, row.remarks, row.handles_specific = 1_200_000, "", True
    SettingsService(desk).change(auto_lock_minutes=7, reason="試験")
    return desk


def test_rows_that_only_deeds_have_touched_are_what_the_journal_says(register: Desk) -> None:
    assert differences(register) == set()


TAMPERINGS: list[tuple[type[Base], str, Any]] = [
    (Contract, "title", "別の契約"),
    (Contract, "amount_yen", 1),
    (Contract, "amount_yen", None),
    (Contract, "remarks", "書き足し"),
    (Contract, "handles_specific", False),
    (Contract, "handles_sensitive", True),
    (Contract, "media", ["紙"]),
    (Contract, "inspection_cycle", "never"),
    (Contract, "signed_on", dt.date(2020, 4, 1)),
    (BusinessHours, "opens", dt.time(8)),
    (BusinessHours, "weekday", 7),
    (Attachment, "content", b"\x89PNX"),
    (Attachment, "added_at", dt.datetime(2020, 1, 1, tzinfo=dt.UTC)),
    (Setting, "value", {"auto_lock_minutes": 60}),
    (Staff, "roles", ["administrator"]),
    (Staff, "slot_id", new_id()),
]


@pytest.mark.parametrize(("model", "field", "value"), TAMPERINGS)
def test_a_field_changed_past_the_journal_is_named(
    register: Desk, engine: Engine, model: type[Base], field: str, value: Any
) -> None:
    with register.reading() as session:
        row_id = session.scalars(select(model)).first().id  # type: ignore[union-attr]
    tamper(engine, update(model).where(model.__table__.c.id == row_id).values({field: value}))
    assert differences(register) == {(Departure.CHANGED, model.__tablename__, str(row_id), (field,))}


def test_a_row_deleted_past_the_journal_is_named(register: Desk, engine: Engine) -> None:
    row = department(register)
    tamper(engine, delete(Department).where(Department.id == row.id))
    assert differences(register) == {(Departure.DELETED, "department", str(row.id), ())}


def test_a_row_inserted_past_the_journal_is_named(register: Desk, engine: Engine) -> None:
    row_id = new_id()
    tamper(engine, insert(Department).values(id=row_id, name="架空課", version=1))
    assert differences(register) == {(Departure.INSERTED, "department", str(row_id), ())}


def test_a_removed_row_put_back_past_the_journal_is_named(register: Desk, engine: Engine) -> None:
    row = department(register)
    with register.writing(Deed.EDIT_REGISTER, "department.remove") as session:
        session.delete(get_row(session, Department, row.id))
    assert differences(register) == set()
    tamper(engine, insert(Department).values(id=row.id, name=row.name, version=1))
    assert differences(register) == {(Departure.INSERTED, "department", str(row.id), ())}


def test_a_change_past_the_journal_shows_even_after_a_deed_has_written_over_it(
    register: Desk, engine: Engine
) -> None:
    row = department(register, phone="011-211-0000")
    tamper(engine, update(Department).where(Department.id == row.id).values(phone="011-999-9999"))
    with register.writing(Deed.EDIT_REGISTER, "department.change") as session:
        get_row(session, Department, row.id).phone = "011-211-2167"
    assert differences(register) == {(Departure.CHANGED, "department", str(row.id), ("phone",))}


def test_differences_are_counted_whole_and_named_up_to_a_number(
    register: Desk, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("oversight.journal.service.MOST_NAMED", 2)
    for name in ("甲", "乙", "丙"):
        department(register, name)
    tamper(engine, delete(Department).where(Department.name.in_(["甲", "乙", "丙"])))
    verdict = JournalService(register).verify()
    assert (verdict.differing, len(verdict.differences)) == (3, 2)


def test_what_is_found_names_no_contents(register: Desk, engine: Engine) -> None:
    with register.reading() as session:
        name = session.scalars(select(Contractor)).one().name
    tamper(engine, update(Contractor).values(name="架空産業"))
    verdict = JournalService(register).verify()
    assert verdict.differing == 1
    assert name not in repr(verdict)
    assert "架空産業" not in repr(verdict)


def test_a_broken_chain_is_told_before_rows_are_looked_at(register: Desk, engine: Engine) -> None:
    row = department(register)
    tamper(
        engine,
        delete(Department).where(Department.id == row.id),
        update(JournalEntry).where(JournalEntry.sequence == 2).values(reason="別の理由"),
    )
    verdict = JournalService(register).verify()
    assert (verdict.soundness, verdict.differing) == (Soundness.CHANGED, 0)


def test_declared_digits_are_blacked_out_in_the_journal_and_still_fit_their_row(desk: Desk) -> None:
    with desk.declaring_not_individual_number("契約番号である"):
        row = department(desk, f"課 {INDIVIDUAL_NUMBER}")
        with desk.writing(Deed.EDIT_REGISTER, "department.change") as session:
            get_row(session, Department, row.id).bureau = f"局 {INDIVIDUAL_NUMBER}"
    assert differences(desk) == set()
    assert INDIVIDUAL_NUMBER not in repr(JournalService(desk).list_entries())


def test_two_amounts_side_by_side_are_no_individual_number(desk: Desk) -> None:
    contract_id = make_contract(desk)
    for yen in (123_456, 789_018):
        with desk.writing(Deed.EDIT_REGISTER, "contract.change") as session:
            get_row(session, Contract, contract_id).amount_yen = yen
    (entry, *_older) = JournalService(desk).list_entries(row_id=str(contract_id))
    assert [(each.old, each.new) for each in entry.changes] == [("123456", "789018")]
    assert differences(desk) == set()


@given(
    st.recursive(
        st.none() | st.booleans() | st.text(max_size=20),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(max_size=3), inner),
        max_leaves=6,
    )
)
def test_the_changes_of_any_document_can_be_read_again(document: Any) -> None:
    pair = json.loads(changes_text("setting", {"value": (None, {"a": document})}))["value"]
    assert pair[0] is None
    assert set(pair[1]) == {"a"}


def test_an_entry_that_was_made_unreadable_is_listed_and_found(desk: Desk, engine: Engine) -> None:
    for changes in ("{", "[1]", '{"name": 3}'):
        tamper(engine, update(JournalEntry).where(JournalEntry.sequence == 1).values(changes=changes))
        assert JournalService(desk).list_entries()[-1].changes == ()
    tamper(engine, update(JournalEntry).where(JournalEntry.sequence == 1).values(action="x"))
    assert JournalService(desk).list_entries()[-1].action == "x"
    assert JournalService(desk).verify().soundness is Soundness.CHANGED


def test_an_entry_that_is_no_text_any_more_is_a_changed_one(desk: Desk) -> None:
    engine = desk.store.engine
    if engine.dialect.name == "sqlite":
        tamper(engine, text("UPDATE journal_entry SET deed = x'00ff' WHERE sequence = 1"))
        verdict = JournalService(desk).verify()
        assert (verdict.soundness, verdict.fault_at) == (Soundness.CHANGED, 1)


@pytest.mark.parametrize(
    ("statement", "field"),
    [
        ("UPDATE contract SET media = '{broken'", "media"),
        ("UPDATE contract SET handles_specific = 'x'", "handles_specific"),
        ("UPDATE contract SET remarks = x'00ff'", "remarks"),
        ("UPDATE contract SET amount_yen = 1.5", "amount_yen"),
        ("UPDATE staff SET slot_id = 'short'", "slot_id"),
        ("UPDATE business_hours SET opens = 'noon'", "opens"),
        ("UPDATE attachment SET added_at = 5", "added_at"),
    ],
)
def test_values_that_no_program_writes_are_named_and_never_crash(
    register: Desk, engine: Engine, statement: str, field: str
) -> None:
    if engine.dialect.name == "sqlite":
        with engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA ignore_check_constraints = ON")
            connection.exec_driver_sql(statement)
            connection.commit()
            connection.exec_driver_sql("PRAGMA ignore_check_constraints = OFF")
        assert {each[3] for each in differences(register)} == {(field,)}


def test_progress_is_told_and_what_it_raises_stops_the_work(register: Desk) -> None:
    told: list[tuple[int, int]] = []
    JournalService(register).verify(progress=lambda done, total: told.append((done, total)))
    assert [done for done, _total in told] == sorted(done for done, _total in told)
    assert {total for _done, total in told} == {told[-1][0]}

    def stop(_done: int, _total: int) -> None:
        raise StoppedError

    with pytest.raises(StoppedError):
        JournalService(register).verify(progress=stop)
    assert JournalService(register).verify().is_sound


def test_every_table_but_the_journals_own_and_derived_ones_is_held_against_it() -> None:
    left_out = set(Base.metadata.tables) - {table.name for table in journalled_tables()}
    journal, derived = {"journal_entry", "journal_head"}, {"owed_report", "open_visit"}
    assert left_out == journal | derived | {"checklist_draft", "door_pin", "sketch_draft", "visit_draft"}


def test_what_a_deed_leaves_out_is_empty_or_the_columns_own_default() -> None:
    table = PresentTable(Contract)
    assert differing_fields(table, [("added", "{}")], {"inspection_cycle": "fiscal_year"}) == ()
    assert differing_fields(table, [("added", "{}")], {"inspection_cycle": "never"}) == ("inspection_cycle",)
    assert differing_fields(table, [("added", '{"title":[null,""]}')], {}) == ()
    gone_and_back = [
        ("added", '{"title":[null,"甲"]}'),
        ("removed", '{"title":["甲",null]}'),
        ("added", "{}"),
    ]
    assert differing_fields(table, gone_and_back, {}) == ()
    assert differing_fields(table, [("changed", '{"no_column_any_more":["甲","乙"]}')], {}) == ()


def test_first_of_counts_on_after_the_last_it_names() -> None:
    each = RowDifference(Departure.DELETED, "department", "x")
    assert first_of([each] * 3, 2) == (3, (each, each))


def test_identifiers_and_moments_read_alike_from_both_engines() -> None:
    known = new_id()
    assert tell_id(known) == tell_id(known.hex) == str(known)
    moment = dt.datetime(2026, 11, 24, 9, 0, 0, 5, tzinfo=dt.UTC)
    assert moment_text(moment) == moment_text("2026-11-24 09:00:00.000005") == moment.isoformat()
    assert moment_text(None) is None
