"""After recording and after approval nothing changes, whatever the road; what is open still does."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import Engine, delete, insert, select, text, update
from sqlalchemy.orm import Session

from models.approval import Approval, ApprovalStep
from models.approval import Decision as Word
from models.base import new_id
from models.freezing import APPEND_ONLY, PARTS
from models.inspection import (
    Answer,
    Attendee,
    Inspection,
    InspectionRecord,
    InspectionState,
    Inspector,
    Photo,
)
from models.journal import JournalEntry
from models.tables import Base
from oversight.approvals import Decision, DecisionDraft
from oversight.engines import store_errors
from oversight.errors import OversightError, RefusedError
from oversight.inspections import (
    AnswerDraft,
    AttendeeDraft,
    InspectionsService,
    InspectorDraft,
    Mark,
    PlanDraft,
)
from oversight.inspections.record_document import document_from_record, record_from_document
from oversight.journal import JournalService
from oversight.store import WritingSession
from tests.oversight.approvals.approval_site import DAY, Way

FROZEN = (*APPEND_ONLY, *PARTS, "inspection")
Deed = Callable[[WritingSession, Way], Any]


def rows(engine: Engine) -> dict[str, list[Any]]:
    """Return every row of the frozen tables as it lies in the store."""
    with engine.connect() as connection:
        return {
            table.name: sorted(map(repr, connection.execute(select(table)).all()))
            for table in Base.metadata.sorted_tables
            if table.name in FROZEN
        }


@pytest.fixture(params=["recorded", "approved"])
def frozen(request: pytest.FixtureRequest, way: Way) -> Way:
    if request.param == "approved":
        way.approve_all()
    return way


def first(session: Session, model: type[Any]) -> Any:
    return session.scalars(select(model)).first()


def _set(model: type[Any], **values: Any) -> Deed:
    def change(session: WritingSession, _way: Way) -> None:
        row = first(session, model)
        for name, value in values.items():
            setattr(row, name, value)
        session.flush()

    return change


def _delete_one(model: type[Any]) -> Deed:
    def take_out(session: WritingSession, _way: Way) -> None:
        session.delete(first(session, model))
        session.flush()

    return take_out


def _add(make: Callable[[Way], Any]) -> Deed:
    def add(session: WritingSession, way: Way) -> None:
        session.add(make(way))
        session.flush()

    return add


def _many(session: WritingSession, way: Way) -> None:
    values = {"id": new_id(), "inspection_id": way.inspection_id, "name": "後から", "version": 1}
    session.add_many(Attendee, [{**values, "withdrawn_reason": ""}])


def _record(way: Way) -> InspectionRecord:
    return InspectionRecord(
        inspection_id=way.inspection_id,
        number=2,
        finalised_at=way.clock.now(),
        finalised_by="だれか",
        document_hash="0",
        journal_sequence=1,
        journal_hash="0",
        document=b"x",
    )


SESSION_ROADS: dict[str, Deed] = {
    "record changed": _set(InspectionRecord, document=b"forged"),
    "record's hash changed": _set(InspectionRecord, document_hash="0" * 64),
    "record deleted": _delete_one(InspectionRecord),
    "version slipped in": _add(_record),
    "answer changed": _set(Answer, note="後から"),
    "answer deleted": _delete_one(Answer),
    "answer added": _add(
        lambda way: Answer(inspection_id=way.inspection_id, item_id="ADD-99", answered_at=way.clock.now())
    ),
    "attendee changed": _set(Attendee, name="別人"),
    "attendees added at once": _many,
    "inspector changed": _set(Inspector, name="別人"),
    "inspector deleted": _delete_one(Inspector),
    "conclusion changed": _set(Inspection, closing_talk="書き換え"),
    "inspection back to its plan": _set(Inspection, state=InspectionState.PLANNED),
    "inspection back to under way": _set(Inspection, state=InspectionState.IN_PROGRESS),
    "correction without a reason": _set(Inspection, state=InspectionState.CORRECTING, correction_reason=" "),
    "correction with something else": _set(
        Inspection, state=InspectionState.CORRECTING, correction_reason="誤り", closing_talk="書き換え"
    ),
    "inspection deleted": _delete_one(Inspection),
    "bulk update of answers": lambda session, _way: session.execute(update(Answer).values(note="x")),
    "bulk delete of answers": lambda session, _way: session.execute(delete(Answer)),
    "bulk update of records": lambda session, _way: session.execute(
        update(InspectionRecord).values(finalised_by="別人")
    ),
    "bulk delete of records": lambda session, _way: session.execute(delete(InspectionRecord)),
    "bulk update of inspections": lambda session, _way: session.execute(
        update(Inspection).values(opinion="x")
    ),
    "bulk update of the journal": lambda session, _way: session.execute(
        update(JournalEntry).values(actor="x")
    ),
    "bulk delete of the journal": lambda session, _way: session.execute(delete(JournalEntry)),
    "photo slipped in": lambda session, way: session.execute(
        insert(Photo).values(
            id=new_id(), inspection_id=way.inspection_id, item_id="a", attachment_id=new_id(), version=1
        )
    ),
    "text: answer": lambda session, _way: session.execute(text("UPDATE answer SET note = 'x'")),
    "text: record": lambda session, _way: session.execute(text("DELETE FROM inspection_record")),
    "text: state": lambda session, _way: session.execute(text("UPDATE inspection SET state = 'planned'")),
}


def test_no_session_changes_what_was_recorded(frozen: Way, engine: Engine) -> None:
    before = rows(engine)
    store, actor = frozen.desk.store, frozen.desk.actor
    for name, road in SESSION_ROADS.items():
        with pytest.raises(OversightError) as refused, store.writing(actor, "inspection.change") as session:
            road(session, frozen)
        assert isinstance(refused.value, RefusedError), name
        assert "確定した記録は変えられません" in refused.value.sentence, name
        assert rows(engine) == before, name


RAW = [
    "UPDATE inspection_record SET reason = 'x'",
    "DELETE FROM inspection_record",
    "UPDATE answer SET mark = 'nonconforming'",
    "UPDATE answer SET version = version + 1",
    "DELETE FROM answer",
    "DELETE FROM attendee",
    "UPDATE inspector SET name = 'x'",
    "UPDATE inspection SET conclusion = NULL",
    "UPDATE inspection SET state = 'called_off'",
    "UPDATE inspection SET state = 'correcting'",
    "UPDATE inspection SET state = 'correcting', correction_reason = 'x', number = 'R8-9999'",
    "UPDATE inspection SET withdrawn_on = '2026-11-24'",
    "UPDATE journal_entry SET reason = 'x'",
    "DELETE FROM journal_entry WHERE sequence = 1",
]
SQLITE_ONLY = [
    "INSERT OR REPLACE INTO answer SELECT * FROM answer",
    "INSERT OR REPLACE INTO inspection_record SELECT * FROM inspection_record",
    "INSERT OR REPLACE INTO inspection SELECT * FROM inspection",
    "UPDATE OR REPLACE inspection_record SET number = number + 1",
    "INSERT OR REPLACE INTO journal_entry SELECT * FROM journal_entry",
]
POSTGRES_ONLY = [
    "TRUNCATE inspection_record CASCADE",
    "TRUNCATE journal_entry",
    "INSERT INTO answer SELECT * FROM answer ON CONFLICT (id) DO UPDATE SET note = 'x'",
]
APPROVED = [
    "UPDATE approval_step SET decided_by = 'x'",
    "DELETE FROM approval_step",
    "UPDATE approval SET steps = 1",
    "DELETE FROM approval",
]


def refuse_all(engine: Engine, wanted: list[str]) -> None:
    before = rows(engine)
    for statement in wanted:
        with (
            pytest.raises(RefusedError, match="変えられません"),
            store_errors(),
            engine.execution_options(oversight_write=True).begin() as connection,
        ):
            connection.execute(text(statement))
        assert rows(engine) == before, statement


def test_no_statement_on_the_stores_connection_changes_what_was_recorded(frozen: Way, engine: Engine) -> None:
    own = SQLITE_ONLY if engine.dialect.name == "sqlite" else POSTGRES_ONLY
    refuse_all(engine, [*RAW, *own])


def test_no_statement_changes_an_approval_or_adds_to_one_that_ended(way: Way, engine: Engine) -> None:
    way.approve_all()
    refuse_all(engine, APPROVED)
    before = rows(engine)
    row = way.newest()
    again = ApprovalStep(
        approval_id=row.id,
        position=3,
        decision=Word.APPROVED,
        post="部長",
        decided_at=way.clock.now(),
        decided_id=way.people["課長 三郎"].staff_id,
        decided_name="x",
        decided_by="x",
    )
    with pytest.raises(RefusedError), way.desk.store.writing(way.desk.actor, "approval.draft") as session:
        session.add(again)
    with pytest.raises(RefusedError), way.desk.store.writing(way.desk.actor, "approval.draft") as session:
        kept = session.get_one(Approval, row.id)
        values = {each.key: getattr(kept, each.key) for each in Approval.__mapper__.column_attrs}
        session.add(Approval(**{**values, "id": new_id(), "number": 2}))
    assert rows(engine) == before


def test_steps_are_taken_in_order_and_not_after_a_return(way: Way, engine: Engine) -> None:
    way.draft()
    values: dict[str, Any] = {
        "approval_id": way.newest().id,
        "decision": Word.APPROVED,
        "post": "課長",
        "decided_at": way.clock.now(),
        "decided_id": way.people["課長 三郎"].staff_id,
        "decided_name": "x",
        "decided_by": "x",
    }
    store, actor = way.desk.store, way.desk.actor
    with pytest.raises(RefusedError), store.writing(actor, "approval_step.approve") as session:
        session.add(ApprovalStep(position=2, **values))
    way.decide("係長 二郎", DecisionDraft(Decision.RETURNED, "直す"))
    with pytest.raises(RefusedError), store.writing(actor, "approval_step.approve") as session:
        session.add(ApprovalStep(position=2, **values))
    assert len(rows(engine)["approval_step"]) == 1


def test_no_deed_of_a_service_changes_what_was_recorded(frozen: Way, engine: Engine) -> None:
    service, inspection_id = frozen.inspections, frozen.inspection_id
    item_id = service.get_inspection(inspection_id).asked[0]
    before = rows(engine)
    deeds: list[Callable[[], object]] = [
        lambda: service.save_answer(inspection_id, item_id, AnswerDraft(mark=Mark.CONFORMING)),
        lambda: service.put_attendees(inspection_id, [AttendeeDraft("別人")]),
        lambda: service.conclude(inspection_id, conclusion=None),
        lambda: service.add_photo(inspection_id, item_id, content=b"\xff\xd8\xff", file_name="a.jpg"),
        lambda: service.finalise(inspection_id),
        lambda: service.start(inspection_id),
        lambda: service.call_off(inspection_id, reason="やめる"),
        lambda: service.start_correction(inspection_id, reason=" "),
    ]
    for deed in deeds:
        with pytest.raises(RefusedError):
            deed()
        assert rows(engine) == before
    service.stand_at(inspection_id, item_id)
    assert rows(engine) == before


def test_who_may_not_correct_does_not_open_an_approved_record(way: Way, engine: Engine) -> None:
    way.approve_all()
    before = rows(engine)
    auditor = InspectionsService(way.desk.of_person(way.people["監査 四郎"]))
    with pytest.raises(OversightError, match="権限"):
        auditor.start_correction(way.inspection_id, reason="直したい")
    assert rows(engine) == before


def test_a_correction_opens_it_and_closes_it_again(frozen: Way, engine: Engine) -> None:
    service, inspection_id, desk = frozen.inspections, frozen.inspection_id, frozen.desk
    service.start_correction(inspection_id, reason="件数の誤り")
    before = rows(engine)
    item_id = service.get_inspection(inspection_id).asked[0]
    changed = service.get_inspection(inspection_id).answers[item_id].draft
    service.save_answer(inspection_id, item_id, replace(changed, note="直した"))
    with engine.execution_options(oversight_write=True).begin() as connection:
        connection.execute(text("UPDATE attendee SET post = '所長代理'"))
    assert rows(engine)["attendee"] != before["attendee"]
    for values in ({"correction_reason": ""}, {"state": InspectionState.CALLED_OFF}):
        with pytest.raises(RefusedError), desk.store.writing(desk.actor, "inspection.change") as session:
            _set(Inspection, **values)(session, frozen)
    frozen.finalise_again()
    assert len(rows(engine)["inspection_record"]) == 2
    refuse_all(engine, RAW)
    assert JournalService(frozen.desk).verify().differing == 1  # the post changed past the program


def test_a_plan_is_never_corrected(way: Way, engine: Engine) -> None:
    contract_id = way.inspections.list_inspections()[0].contract_id
    lead = (InspectorDraft("福井 太郎", is_lead=True),)
    planned = way.inspections.plan_inspection(PlanDraft(contract_id, DAY, inspectors=lead)).row_id
    with pytest.raises(RefusedError), way.desk.store.writing(way.desk.actor, "inspection.change") as session:
        row = session.get_one(Inspection, planned)
        row.state, row.correction_reason = InspectionState.CORRECTING, "訂正"
    way.inspections.call_off(planned or new_id(), reason="契約の解除")


def test_a_version_stays_verifiable_and_its_approval_with_it(way: Way, engine: Engine) -> None:
    way.approve_all()
    record = way.inspections.get_inspection(way.inspection_id).records[0]
    paper = way.inspections.print_record(record.id).pdf
    way.inspections.start_correction(way.inspection_id, reason="件数の誤り")
    way.inspections.conclude(
        way.inspection_id,
        conclusion=way.inspections.get_inspection(way.inspection_id).conclusion,
        closing_talk="訂正した講評。",
    )
    way.finalise_again()
    way.approve_all()
    assert way.inspections.print_record(record.id).pdf == paper
    with way.desk.reading() as session:
        kept = session.get_one(InspectionRecord, record.id)
        document = record_from_document(kept.document)
        assert document.record_hash == kept.document_hash == record.document_hash
        assert (
            document_from_record(document.__class__(**{**vars(document), "record_hash": ""}))[1]
            == record.document_hash
        )
    assert [row.version for row in way.view().history] == [1, 1, 1, 2, 2, 2, 2]
