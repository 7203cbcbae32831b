"""A finding from request to verification by another, on both engines; extended, refused, repeated."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from uuid import UUID

import pytest

from models.department import Role
from oversight.clock import FixedClock
from oversight.desk import Desk
from oversight.errors import ChangedMeanwhileError, NotPermittedError, RefusedError
from oversight.findings import (
    FindingRow,
    FindingsService,
    FindingState,
    Severity,
    StepKind,
    Urgency,
    Verification,
    raised,
)
from oversight.home import HomeService
from oversight.inspections import AnswerDraft, InspectionKind, InspectionsService, Mark
from tests.factories import adopt_editions, make_contract
from tests.oversight.inspections.test_inspections import PHONE_FOUND, finalised, planned

TODAY = dt.date(2026, 11, 24)
PLAN_UNTIL = dt.date(2026, 11, 30)


@pytest.fixture
def contract_id(desk: Desk) -> UUID:
    adopt_editions(desk)
    return make_contract(desk, core_system="介護保険", handles_specific=True)


@pytest.fixture
def service(desk: Desk, contract_id: UUID) -> FindingsService:
    inspections = InspectionsService(desk)
    finalised(inspections, planned(inspections, contract_id), DEV_01=PHONE_FOUND)
    return FindingsService(desk)


@pytest.fixture
def other(desk_as: Callable[..., Desk]) -> FindingsService:
    return FindingsService(desk_as(Role.INSPECTOR))


def only(service: FindingsService) -> FindingRow:
    (row,) = service.list_findings()
    return row


def reported(service: FindingsService) -> FindingRow:
    service.record_correction(only(service).id, corrected_on=TODAY, reply="預け場所を設けた。")
    return only(service)


def test_each_step_is_kept_with_who_when_and_what(service: FindingsService, other: FindingsService) -> None:
    row = only(service)
    assert (row.state, row.severity, row.urgency) == (FindingState.OPEN, Severity.A, Urgency.NORMAL)
    service.request_correction(
        row.id, requested_on=TODAY, urgency=Urgency.URGENT, told_on=TODAY, version=row.version
    )
    assert (only(service).state, only(service).urgency) == (FindingState.REQUESTED, Urgency.URGENT)
    service.receive_plan(row.id, received_on=TODAY, plan="原因 周知不足 措置 預け箱", plan_until=PLAN_UNTIL)
    planned_row = only(service)
    assert (planned_row.state, planned_row.plan_until) == (FindingState.PLANNED, PLAN_UNTIL)
    service.request_correction(row.id, requested_on=TODAY)
    assert only(service).state is FindingState.PLANNED
    reported(service)
    service.ask_closure(row.id)
    other.confirm(row.id, how=Verification.PAPER, said="写真で確かめた")
    closed = only(service)
    assert (closed.state, closed.confirmed_on, closed.confirmed_by, closed.confirmed_how) == (
        FindingState.CLOSED,
        TODAY,
        "主任 舘 花子",
        Verification.PAPER,
    )
    assert service.list_findings(standing_only=True) == ()
    steps = service.list_steps(row.id)
    assert [step.kind for step in steps] == [
        StepKind.REQUESTED,
        StepKind.PLAN,
        StepKind.REQUESTED,
        StepKind.REPORT,
        StepKind.CLOSURE_ASKED,
        StepKind.CONFIRMED,
    ]
    assert [step.noted_by for step in steps] == ["係長 福井 太郎"] * 5 + ["主任 舘 花子"]
    assert steps[-1].said == "写真で確かめた"
    with pytest.raises(RefusedError, match="すでに終わって"):
        reported(service)


def test_nobody_verifies_what_they_asked_to_close(service: FindingsService, other: FindingsService) -> None:
    row = reported(service)
    with pytest.raises(RefusedError, match="できません"):
        other.confirm(row.id, how=Verification.PAPER, said="見た")
    service.ask_closure(row.id)
    with pytest.raises(RefusedError, match="本人"):
        service.confirm(row.id, how=Verification.PAPER, said="見た")
    with pytest.raises(RefusedError, match="確認した内容"):
        other.confirm(row.id, how=Verification.PAPER, said=" ")
    assert only(service).state is FindingState.CLOSURE_ASKED


def test_a_reinspection_has_to_be_on_record(
    service: FindingsService, other: FindingsService, desk: Desk, contract_id: UUID
) -> None:
    row = reported(service)
    service.ask_closure(row.id)
    with pytest.raises(RefusedError, match="再検査の記録"):
        other.confirm(row.id, how=Verification.REINSPECTION, said="再検査で見た")
    inspections = InspectionsService(desk)
    finalised(inspections, planned(inspections, contract_id, kind=InspectionKind.REINSPECTION))
    other.confirm(row.id, how=Verification.REINSPECTION, said="再検査で見た")
    (closed,) = [each for each in service.list_findings() if each.id == row.id]
    assert closed.confirmed_how is Verification.REINSPECTION


def test_more_time_is_given_by_a_manager_with_a_reason_and_the_first_day_stays(
    service: FindingsService, other: FindingsService
) -> None:
    row = only(service)
    later = row.due_on + dt.timedelta(days=10)
    with pytest.raises(NotPermittedError):
        other.extend(row.id, until=later, reason="部品待ち")
    with pytest.raises(RefusedError, match="理由"):
        service.extend(row.id, until=later, reason=" ")
    with pytest.raises(RefusedError, match="後の日"):
        service.extend(row.id, until=row.due_on, reason="部品待ち")
    service.extend(row.id, until=later, reason="部品待ち")
    service.extend(row.id, until=later + dt.timedelta(days=1), reason="まだ届かない")
    extended = only(service)
    assert (extended.due_on, extended.first_due_on) == (later + dt.timedelta(days=1), row.due_on)
    assert [step.due_on for step in service.list_steps(row.id)] == [later, later + dt.timedelta(days=1)]


def test_a_manager_who_is_present_approves_what_another_asked_for(
    service: FindingsService, other: FindingsService, desk: Desk
) -> None:
    row = only(service)
    later = row.due_on + dt.timedelta(days=10)
    other.extend(row.id, until=later, reason="部品待ち", approver=desk.actor)
    (step,) = service.list_steps(row.id)
    assert (step.noted_by, step.due_on) == (desk.actor.signature, later)
    assert step.said.startswith("部品待ち（申し出た職員: ")


def test_a_report_found_wanting_is_awaited_again_and_becomes_late(
    service: FindingsService, desk: Desk, clock: FixedClock
) -> None:
    row = reported(service)
    with pytest.raises(RefusedError, match="理由"):
        service.refuse_correction(row.id, reasons="", due_on=PLAN_UNTIL)
    with pytest.raises(RefusedError, match="過ぎた日"):
        service.refuse_correction(row.id, reasons="写真がない", due_on=TODAY - dt.timedelta(days=1))
    service.ask_closure(row.id)
    view = HomeService(desk).view()
    assert view.findings_to_verify == {row.id}
    assert not view.findings_open
    service.refuse_correction(row.id, reasons="写真がない", due_on=PLAN_UNTIL)
    back = only(service)
    assert (back.state, back.due_on, back.first_due_on) == (FindingState.REQUESTED, PLAN_UNTIL, row.due_on)
    assert (back.closure_asked_on, back.closure_asked_by) == (None, "")
    clock.moment += dt.timedelta(days=8)
    assert only(service).days_overdue == 2
    assert HomeService(desk).view().findings_overdue == {row.id}


@pytest.mark.parametrize(
    "wrong",
    [
        lambda service, row: service.receive_plan(row, received_on=TODAY, plan=" ", plan_until=PLAN_UNTIL),
        lambda service, row: service.record_correction(row, corrected_on=TODAY, reply=" "),
        lambda service, row: service.request_correction(row, requested_on=TODAY, urgency=Urgency.URGENT),
        lambda service, row: service.ask_closure(row),
        lambda service, row: service.refuse_correction(row, reasons="足りない", due_on=PLAN_UNTIL),
    ],
)
def test_a_step_without_its_words_or_out_of_order_changes_nothing(
    service: FindingsService, wrong: Callable[[FindingsService, UUID], object]
) -> None:
    row = only(service)
    with pytest.raises(RefusedError):
        wrong(service, row.id)
    assert only(service) == row
    assert service.list_steps(row.id) == ()


def test_a_stale_copy_and_a_mere_reader_are_refused(
    service: FindingsService, desk_as: Callable[..., Desk]
) -> None:
    row = only(service)
    with pytest.raises(ChangedMeanwhileError):
        service.request_correction(row.id, requested_on=TODAY, version=row.version + 1)
    with pytest.raises(NotPermittedError):
        FindingsService(desk_as(Role.AUDITOR)).ask_closure(row.id)


def test_an_item_that_fails_again_is_raised_and_names_the_earlier_closure(
    service: FindingsService, other: FindingsService, desk: Desk, contract_id: UUID, clock: FixedClock
) -> None:
    first = only(service)
    minor = AnswerDraft(mark=Mark.NONCONFORMING, finding_text="掲示が古い。", measure="差し替え")
    inspections = InspectionsService(desk)
    item_id = next(
        item.id
        for item in inspections.get_inspection(first.inspection_id).edition.items  # type: ignore[arg-type]
        if item.severity is Severity.C
    )
    key = item_id.replace("-", "_")
    clock.moment += dt.timedelta(days=1)
    finalised(inspections, planned(inspections, contract_id, clock.today()), **{key: minor})
    (low,) = [row for row in service.list_findings() if row.item_id == item_id]
    assert (low.severity, low.repeated, low.raised_from) == (Severity.C, False, None)
    service.record_correction(low.id, corrected_on=clock.today(), reply="差し替えた")
    service.ask_closure(low.id)
    other.confirm(low.id, how=Verification.PAPER, said="写真")
    clock.moment += dt.timedelta(days=200)
    finalised(inspections, planned(inspections, contract_id, clock.today()))
    clock.moment += dt.timedelta(days=200)
    finalised(
        inspections, planned(inspections, contract_id, clock.today()), **{key: minor}, DEV_01=PHONE_FOUND
    )
    rows = {row.item_id: row for row in service.list_findings() if row.repeated}
    assert (rows[item_id].severity, rows[item_id].raised_from) == (Severity.B, Severity.C)
    assert (rows[item_id].earlier_number, rows[item_id].earlier_closed_on) == (
        low.number,
        dt.date(2026, 11, 25),
    )
    assert 28 <= (rows[item_id].due_on - clock.today()).days <= 40
    assert (rows["DEV-01"].severity, rows["DEV-01"].raised_from) == (Severity.A, None)
    assert (rows["DEV-01"].earlier_number, rows["DEV-01"].earlier_closed_on) == (first.number, None)
    assert raised(Severity.B) is Severity.A
