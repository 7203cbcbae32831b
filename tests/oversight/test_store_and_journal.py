"""A deed is one transaction with one journal entry a row; a broken chain shows as what it is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import Engine, delete, select, text, update

from models.base import new_id
from models.department import Department, Role
from models.journal import JournalEntry, JournalHead
from oversight.access import Deed
from oversight.desk import Desk, check_version, get_row
from oversight.errors import (
    ChangedMeanwhileError,
    NotFoundError,
    NotPermittedError,
    OversightError,
    RefusedError,
)
from oversight.journal import Head, JournalService, Link, Soundness, seal_of, verify_chain
from oversight.ledger.chain import GENESIS, link_hash
from oversight.personal_number import PersonalNumberError
from tests.tampering import past_the_store, tamper

INDIVIDUAL_NUMBER = "123456789018"


def add(desk: Desk, name: str, reason: str = "") -> Department:
    with desk.writing(Deed.EDIT_REGISTER, "department.add", reason) as session:
        row = Department(name=name)
        session.add(row)
    return row


def test_a_deed_writes_one_entry_for_each_row(desk: Desk) -> None:
    before = JournalService(desk).count()
    with desk.writing(Deed.EDIT_REGISTER, "department.add", "新設") as session:
        session.add_all([Department(name="介護保険課", kana="カイゴ"), Department(name="戸籍住民課")])
    entries = JournalService(desk).list_entries(limit=2)
    assert JournalService(desk).count() == before + 2
    assert {entry.changes[-1].new for entry in entries} == {"介護保険課", "戸籍住民課"}
    assert {entry.reason for entry in entries} == {"新設"}
    assert {entry.actor for entry in entries} == {"係長 福井 太郎"}
    assert {(entry.subject, entry.action) for entry in entries} == {("所管課", "追加")}


def test_a_change_tells_old_and_new_once_even_after_several_flushes(desk: Desk) -> None:
    row = add(desk, "介護保険課")
    with desk.writing(Deed.EDIT_REGISTER, "department.change") as session:
        loaded = get_row(session, Department, row.id)
        loaded.phone = "011-211-0000"
        session.flush()
        loaded.phone = "011-211-2167"
    (entry,) = JournalService(desk).list_entries(row_id=str(row.id), limit=1)
    assert [(each.word, each.old, each.new) for each in entry.changes] == [("電話", "", "011-211-2167")]


def test_a_removed_row_is_journalled_with_what_it_held(desk: Desk) -> None:
    row = add(desk, "廃止課")
    with desk.writing(Deed.EDIT_REGISTER, "department.withdraw") as session:
        session.delete(get_row(session, Department, row.id))
    (entry,) = JournalService(desk).list_entries(row_id=str(row.id), limit=1)
    assert entry.action == "削除"
    assert ("名称", "廃止課", "") in [(each.word, each.old, each.new) for each in entry.changes]


def test_many_rows_at_once_are_journalled_like_single_ones(desk: Desk) -> None:
    rows = [{"id": new_id(), "name": f"課{n}", "kana": "", "version": 1} for n in range(5)]
    with desk.writing(Deed.EDIT_REGISTER, "department.add") as session:
        session.add_many(Department, rows)
        session.add_many(Department, [])
    assert len(JournalService(desk).list_entries(subject="department")) == 5
    assert JournalService(desk).verify().is_sound


def test_many_rows_at_once_are_looked_through_for_individual_numbers(desk: Desk) -> None:
    row = {"id": new_id(), "name": f"課 {INDIVIDUAL_NUMBER}", "version": 1}
    with (
        pytest.raises(PersonalNumberError),
        desk.writing(Deed.EDIT_REGISTER, "department.add") as session,
    ):
        session.add_many(Department, [row])
    assert JournalService(desk).list_entries(subject="department") == ()


def test_a_deed_that_fails_leaves_neither_row_nor_entry(desk: Desk) -> None:
    before = JournalService(desk).count()
    with pytest.raises(RuntimeError), desk.writing(Deed.EDIT_REGISTER, "department.add") as session:
        session.add(Department(name="消える課"))
        session.flush()
        raise RuntimeError
    with desk.reading() as session:
        assert session.scalar(select(Department)) is None
    assert JournalService(desk).count() == before


def test_reading_writes_nothing(desk: Desk) -> None:
    with desk.reading() as session:
        session.add(Department(name="幽霊課"))
        session.flush()
    with desk.reading() as session:
        assert session.scalar(select(Department)) is None


def test_an_auditor_changes_nothing(desk_as: Callable[..., Desk]) -> None:
    with pytest.raises(NotPermittedError, match="検査員・管理職・個人情報担当"):
        add(desk_as(Role.AUDITOR), "課")


def test_an_individual_number_is_refused_and_never_echoed(desk: Desk) -> None:
    with pytest.raises(PersonalNumberError) as refusal:
        add(desk, f"課 {INDIVIDUAL_NUMBER}")
    assert "名称" in str(refusal.value)
    assert "1234" not in str(refusal.value)
    assert "1234" not in repr(refusal.value)


def test_a_manager_may_declare_with_a_reason_and_the_journal_hides_the_digits(desk: Desk) -> None:
    with desk.declaring_not_individual_number("契約番号である"):
        row = add(desk, f"課 {INDIVIDUAL_NUMBER}", "新設")
    (entry,) = JournalService(desk).list_entries(row_id=str(row.id))
    assert entry.reason == "新設 / 契約番号である"
    assert INDIVIDUAL_NUMBER not in repr(entry)
    with desk.reading() as session:
        assert get_row(session, Department, row.id).name == f"課 {INDIVIDUAL_NUMBER}"


def test_declaring_needs_a_reason_and_a_manager(desk: Desk, desk_as: Callable[..., Desk]) -> None:
    with pytest.raises(RefusedError), desk.declaring_not_individual_number(" "):
        pass
    with (
        pytest.raises(NotPermittedError),
        desk_as(Role.INSPECTOR).declaring_not_individual_number("違う"),
    ):
        pass


def test_a_stale_version_is_refused(desk: Desk) -> None:
    row = add(desk, "課")
    with desk.reading() as session:
        loaded = get_row(session, Department, row.id)
        check_version(loaded, None)
        check_version(loaded, 1)
        with pytest.raises(ChangedMeanwhileError):
            check_version(loaded, 2)
        with pytest.raises(NotFoundError):
            get_row(session, Department, new_id())


def test_two_people_writing_the_same_row_one_is_told(desk: Desk, engine: Engine) -> None:
    row = add(desk, "課")
    with desk.writing(Deed.EDIT_REGISTER, "department.change") as session:
        get_row(session, Department, row.id).phone = "1"
    with (
        pytest.raises(ChangedMeanwhileError),
        desk.writing(Deed.EDIT_REGISTER, "department.change") as session,
    ):
        session.add(row)
        row.phone = "2"


def test_a_sound_journal_is_sound_with_its_own_anchor(desk: Desk) -> None:
    add(desk, "課")
    service = JournalService(desk)
    head = service.head()
    add(desk, "課2")
    verdict = service.verify([Head(head.sequence, head.hash[:12])])
    assert verdict.is_sound
    assert verdict.entries == service.head().sequence


def three_departments(desk: Desk) -> JournalService:
    for name in ("甲", "乙", "丙"):
        add(desk, name)
    return JournalService(desk)


def test_a_changed_entry_shows(desk: Desk, engine: Engine) -> None:
    service = three_departments(desk)
    tamper(engine, update(JournalEntry).where(JournalEntry.sequence == 2).values(reason="別の理由"))
    verdict = service.verify()
    assert (verdict.soundness, verdict.fault_at) == (Soundness.CHANGED, 2)


def test_a_cut_off_tail_shows(desk: Desk, engine: Engine) -> None:
    service = three_departments(desk)
    tamper(engine, delete(JournalEntry).where(JournalEntry.sequence >= 3))
    assert service.verify().soundness is Soundness.CUT_OFF


def test_a_cut_off_tail_with_a_rewritten_head_shows_against_a_printed_anchor(
    desk: Desk, engine: Engine
) -> None:
    service = three_departments(desk)
    printed = service.head()
    tamper(engine, delete(JournalEntry).where(JournalEntry.sequence >= 3))
    with engine.connect() as connection:
        last = connection.execute(
            select(JournalEntry.__table__.c.hash).where(JournalEntry.__table__.c.sequence == 2)
        ).scalar_one()
    tamper(engine, delete(Department).where(Department.name.in_(["乙", "丙"])))
    tamper(engine, update(JournalHead).values(sequence=2, hash=last))
    assert service.verify().is_sound
    assert service.verify([printed]).soundness is Soundness.CUT_OFF


def test_a_hole_in_the_middle_shows(desk: Desk, engine: Engine) -> None:
    service = three_departments(desk)
    tamper(engine, delete(JournalEntry).where(JournalEntry.sequence == 2))
    verdict = service.verify()
    assert (verdict.soundness, verdict.fault_at) == (Soundness.CUT_OFF, 3)


def test_reordered_entries_show(desk: Desk, engine: Engine) -> None:
    service = three_departments(desk)
    with past_the_store(engine) as connection:
        for old, new in ((2, 99), (3, 2), (99, 3)):
            connection.execute(
                text("UPDATE journal_entry SET sequence = :new WHERE sequence = :old"),
                {"old": old, "new": new},
            )
    verdict = service.verify()
    assert (verdict.soundness, verdict.fault_at) == (Soundness.REORDERED, 2)


def test_a_rewritten_head_shows(desk: Desk, engine: Engine) -> None:
    service = three_departments(desk)
    tamper(engine, update(JournalHead).values(hash="f" * 64))
    assert service.verify().soundness is Soundness.CHANGED


def chain(reasons: list[str]) -> list[Link]:
    links, previous = [], GENESIS
    for sequence, reason in enumerate(reasons, start=1):
        at = dt.datetime(2026, 11, 24, tzinfo=dt.UTC)
        link = Link(sequence, at, "", "誰か", "x.add", "x", "1", "added", "{}", reason, previous, "")
        link = Link(**{**vars(link), "hash": link_hash(link)})
        previous = link.hash
        links.append(link)
    return links


@given(st.lists(st.text(max_size=5), min_size=2, max_size=8), st.data())
def test_any_single_edit_of_any_entry_is_found(reasons: list[str], data: st.DataObject) -> None:
    links = chain(reasons)
    head = Head(len(links), links[-1].hash)
    assert verify_chain(map(seal_of, links), head).is_sound
    at = data.draw(st.integers(0, len(links) - 1))
    name = data.draw(st.sampled_from(["actor", "deed", "subject", "row_id", "action", "changes", "reason"]))
    links[at] = Link(**{**vars(links[at]), name: getattr(links[at], name) + "x"})
    verdict = verify_chain(map(seal_of, links), head)
    assert (verdict.soundness, verdict.fault_at) == (Soundness.CHANGED, at + 1)


def test_an_empty_journal_is_sound() -> None:
    assert verify_chain([], Head(0, GENESIS)).is_sound


def test_errors_carry_a_sentence_and_a_remedy() -> None:
    assert str(OversightError("起きたこと。", "すること。")) == "起きたこと。 すること。"


def test_going_back_keeps_what_was_noted_of_a_row_before(desk: Desk) -> None:
    with desk.store.trying() as session:
        row = Department(name="介護保険課")
        session.add(row)
        session.flush()
        session.journalling.bookmark()
        row.name = "高齢福祉課"
        session.flush()
        session.journalling.go_back()
        (noted,) = session.journalling.noted_rows()
    assert noted.changes["name"] == (None, "介護保険課")
