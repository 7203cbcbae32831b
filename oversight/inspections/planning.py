"""Planning: which contract and place, when, who, how; the notice; calling off."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.base import new_id
from models.contract import Contract, ContractPeriod, PeriodKind, Place
from models.contractor import Contractor
from models.inspection import Inspection, InspectionMethod, InspectionState, Inspector, PaperGround
from oversight.calendar import fiscal_year_of, show_fiscal_year_short, show_short
from oversight.checklist.series import edition_for_plan
from oversight.desk import Desk, check_version, get_row, touch
from oversight.errors import RefusedError
from oversight.inspection_years.states import CHANGEABLE, RECORDED
from oversight.inspections.drafts import InspectorDraft, PlanDraft
from oversight.inspections.method_rules import Circumstances, check_method, ground_of_paper
from oversight.inspections.visiting import check_visited
from oversight.register import facts_of_contract, has_subcontract
from oversight.settings import read_settings
from oversight.words import _

if TYPE_CHECKING:
    from collections.abc import Iterable


def circumstances_of(session: Session, contract_id: UUID) -> Circumstances:
    """Return what of the contract decides the method."""
    contract = get_row(session, Contract, contract_id)
    contractor = get_row(session, Contractor, contract.contractor_id)
    periods = session.scalars(
        select(ContractPeriod).where(
            ContractPeriod.contract_id == contract_id,
            ContractPeriod.kind == PeriodKind.SERVICE,
            ContractPeriod.withdrawn_on.is_(None),
        )
    ).all()
    certificates = [day for day in (contractor.privacy_mark_until, contractor.iso27001_until) if day]
    return Circumstances(
        persons_count=contract.persons_count,
        contract_days=sum((each.ends_on - each.starts_on).days + 1 for each in periods) or None,
        is_subcontracted=has_subcontract(session, contract_id),
        handles_specific=contract.handles_specific,
        certified_until=max(certificates, default=None),
    )


def check_plan(session: Session, draft: PlanDraft) -> PaperGround | None:
    """Refuse a plan that breaks a rule: method, times, people, a place of another contract.

    Return the condition that allows paper, where paper is the method.
    """
    circumstances = circumstances_of(session, draft.contract_id)
    settings = read_settings(session)
    ground = check_method(draft.method, draft.method_reason, circumstances, settings, draft.planned_on)
    _check_times(draft)
    _check_inspectors(draft.inspectors)
    check_visited(session, draft.contract_id, draft.subcontract_id)
    if draft.place_id is not None:
        place = get_row(session, Place, draft.place_id)
        if place.contract_id != draft.contract_id:
            raise RefusedError(
                _("その場所は、この契約の履行場所ではありません。"),
                _("この契約の場所から選んでください。"),
                field="place_id",
            )
    return ground


def check_ground(session: Session, row: Inspection, on: dt.date) -> None:
    """Rule on paper anew, on the day it is to stand in for a visit; refuse it if the contract has changed."""
    if row.method is InspectionMethod.PAPER:
        circumstances = circumstances_of(session, row.contract_id)
        row.paper_ground = ground_of_paper(circumstances, read_settings(session), on)


def _check_times(draft: PlanDraft) -> None:
    start, end = draft.planned_from, draft.planned_until
    if start is not None and end is not None and end <= start:
        raise RefusedError(
            _("終了の予定が開始より前です。"), _("時刻を見直してください。"), field="planned_until"
        )
    first, last = draft.period_from, draft.period_until
    if first is not None and last is not None and last < first:
        raise RefusedError(
            _("対象期間の終わりが始まりより前です。"), _("期間を見直してください。"), field="period_until"
        )


def _check_inspectors(inspectors: Iterable[InspectorDraft]) -> None:
    people = tuple(inspectors)
    if not people:
        raise RefusedError(_("検査員がいません。"), _("検査員を1人以上選んでください。"), field="inspectors")
    if sum(each.is_lead for each in people) != 1:
        raise RefusedError(_("主任検査員は1人です。"), _("1人だけ選んでください。"), field="inspectors")


def plan(session: Session, desk: Desk, draft: PlanDraft) -> Inspection:
    """Write the plan through a writing session; the edition of the checklist in use is kept with it."""
    ground = check_plan(session, draft)
    edition_id = edition_for_plan(session, draft.edition_id)
    year = fiscal_year_of(draft.planned_on)
    previous = previous_of(session, draft.contract_id, draft.planned_on)
    row = Inspection(
        id=new_id(),
        number=next_number(session, year),
        fiscal_year=year,
        contract_id=draft.contract_id,
        edition_id=edition_id,
        previous_id=previous.id if previous else None,
        state=InspectionState.PLANNED,
        paper_ground=ground,
    )
    _fill(row, draft)
    row.facts = facts_for(session, row, desk.today())
    session.add(row)
    session.flush()
    put_inspectors(session, desk, row.id, draft.inspectors)
    return row


def change_plan(
    session: Session, desk: Desk, inspection_id: UUID, draft: PlanDraft, version: int | None
) -> Inspection:
    """Change a plan that has not been carried out."""
    row = get_row(session, Inspection, inspection_id)
    check_version(row, version)
    _refuse_begun(row)
    row.paper_ground = check_plan(session, draft)
    _set_day(row, draft.planned_on)
    _fill(row, draft)
    touch(row)
    put_inspectors(session, desk, row.id, draft.inspectors)
    return row


def move(session: Session, inspection_id: UUID, day: dt.date, version: int | None) -> Inspection:
    """Put a planned inspection on another day, one on which the office is open; all else stays."""
    row = get_row(session, Inspection, inspection_id)
    check_version(row, version)
    _refuse_begun(row)
    closed = read_settings(session).closing_days.calendar().reason_closed(day)
    if closed is not None:
        raise RefusedError(
            _("{day}は閉庁日（{reason}）です。動かしていません。").format(day=show_short(day), reason=closed),
            _("開庁日を選んでください。閉庁日に行う検査は「計画を直す」で日を入力します。"),
            field="planned_on",
        )
    check_ground(session, row, day)
    _set_day(row, day)
    return row


def notify(
    session: Session, inspection_id: UUID, notice_number: str, notice_on: dt.date, version: int | None
) -> Inspection:
    """Record that the notice goes out, with its document number and day."""
    row = get_row(session, Inspection, inspection_id)
    check_version(row, version)
    if row.state not in CHANGEABLE:
        raise RefusedError(_("始めた検査の通知は変えられません。"))
    row.notice_number, row.notice_on = notice_number.strip(), notice_on
    row.state = InspectionState.NOTIFIED
    return row


def _refuse_begun(row: Inspection) -> None:
    if row.state not in CHANGEABLE:
        raise RefusedError(
            _("始めた検査の計画は変えられません。"), _("必要なら取り止めて、計画し直してください。")
        )


def _set_day(row: Inspection, day: dt.date) -> None:
    """Set the day; a notice that named another day has to go out again."""
    if row.planned_on != day and row.state is InspectionState.NOTIFIED:
        row.state, row.notice_on = InspectionState.PLANNED, None
    row.planned_on, row.fiscal_year = day, fiscal_year_of(day)


def _fill(row: Inspection, draft: PlanDraft) -> None:
    row.place_id, row.subcontract_id = draft.place_id, draft.subcontract_id
    row.kind, row.method, row.method_reason = draft.kind, draft.method, draft.method_reason.strip()
    row.planned_on, row.planned_from, row.planned_until = (
        draft.planned_on,
        draft.planned_from,
        draft.planned_until,
    )
    row.period_from, row.period_until = draft.period_from, draft.period_until
    row.purpose, row.remarks = draft.purpose.strip(), draft.remarks.strip()


def put_inspectors(
    session: Session, desk: Desk, inspection_id: UUID, drafts: Iterable[InspectorDraft]
) -> None:
    """Replace the inspectors: the same person's row is kept, those gone are withdrawn."""
    query = select(Inspector).where(
        Inspector.inspection_id == inspection_id, Inspector.withdrawn_on.is_(None)
    )
    old = {(row.staff_id, row.name): row for row in session.scalars(query)}
    for position, draft in enumerate(drafts):
        row = old.pop((draft.staff_id, draft.name.strip()), None)
        if row is None:
            row = Inspector(inspection_id=inspection_id, staff_id=draft.staff_id, name=draft.name.strip())
            session.add(row)
        row.post, row.is_lead, row.position = draft.post.strip(), draft.is_lead, position
    for row in old.values():
        row.withdrawn_on, row.withdrawn_reason = desk.today(), _("検査員から外れた")


def next_number(session: Session, year: int) -> str:
    """Return the next number of a fiscal year, such as R8-0412."""
    prefix = show_fiscal_year_short(year) + "-"
    newest = (
        select(Inspection.number)
        .where(Inspection.number.startswith(prefix))
        .order_by(func.length(Inspection.number).desc(), Inspection.number.desc())
        .limit(1)
    )
    last = session.scalar(newest) or f"{prefix}0"
    return f"{prefix}{int(last.removeprefix(prefix)) + 1:04d}"


def previous_of(session: Session, contract_id: UUID, before: dt.date) -> Inspection | None:
    """Return the contract's last recorded inspection before a day."""
    query = (
        select(Inspection)
        .where(
            Inspection.contract_id == contract_id,
            Inspection.state.in_(RECORDED),
            Inspection.conducted_on < before,
        )
        .order_by(Inspection.conducted_on.desc())
        .limit(1)
    )
    return session.scalars(query).first()


def facts_for(session: Session, row: Inspection, today: dt.date) -> dict[str, str]:
    """Return the facts that conditions of the checklist ask for: the contract's and the inspection's."""
    return {
        **facts_of_contract(session, row.contract_id, today),
        "前回検査": "yes" if row.previous_id else "no",
        "検査方法": row.method.value,
    }
