"""What is done to monthly reports, through a writing session: receive, return, check, close, waive.

Each step names who and when. A step out of order is refused with what stands now and what would do.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.base import new_id
from models.contract import Contract
from models.monthly_report import MonthlyReport, OwedReport, ReportReturn, ReportState, ReportWaiver
from oversight.calendar import DueRule, month_of, show_day
from oversight.desk import Desk, check_version, get_row
from oversight.errors import RefusedError
from oversight.japanese import fold
from oversight.reports.owed import DueDays
from oversight.reports.rows import Standing
from oversight.reports.told import show_month
from oversight.settings import read_settings
from oversight.words import _, speaking

IN_HAND = frozenset({ReportState.RECEIVED, ReportState.UNDER_CHECK, ReportState.RESUBMITTED})
"""States in which the report lies with the city and has not been found right yet."""


@dataclass(frozen=True)
class ReceiptDraft:
    """A report that has come in: for which month, on which day (到達日), by whom."""

    contract_id: UUID
    month: dt.date
    received_on: dt.date
    submitted_by: str = ""
    remarks: str = ""


@dataclass(frozen=True)
class WaiverDraft:
    """Months to excuse, both included, and why."""

    contract_id: UUID
    first_month: dt.date
    last_month: dt.date
    reason: str


def receive(session: Session, desk: Desk, draft: ReceiptDraft) -> MonthlyReport:
    """Record a report; its due day is kept as it holds today, whatever changes later."""
    month = month_of(draft.month)
    owed = session.get(OwedReport, (draft.contract_id, month))
    if owed is None:
        raise _not_owed(session, draft.contract_id, month)
    _refuse_future(draft.received_on, desk.today(), "received_on")
    contract = get_row(session, Contract, draft.contract_id)
    row = MonthlyReport(
        id=new_id(),
        contract_id=contract.id,
        month=month,
        due_on=owed.due_on,
        due_told=_told(session, DueRule.read(contract.report_due_rule), month),
        state=ReportState.RECEIVED,
        received_on=draft.received_on,
        submitted_by=draft.submitted_by.strip(),
        remarks=draft.remarks.strip(),
    )
    session.add(row)
    return row


def _told(session: Session, rule: DueRule, month: dt.date) -> str:
    with speaking("ja"):
        return DueDays(read_settings(session).closing_days.calendar()).of(rule, month).explanation


def _not_owed(session: Session, contract_id: UUID, month: dt.date) -> RefusedError:
    query = select(MonthlyReport.received_on).where(
        MonthlyReport.contract_id == contract_id,
        MonthlyReport.month == month,
        MonthlyReport.withdrawn_on.is_(None),
    )
    received_on = session.scalars(query).one_or_none()
    if received_on is not None:
        sentence = _("{month}は{day}に受け取り済みです。").format(
            month=show_month(month), day=show_day(received_on)
        )
        return RefusedError(
            sentence, _("受け取りを直すには、先の受け取りを取り消してください。"), field="month"
        )
    sentence = _("この契約は{month}の報告を出すことになっていません。").format(month=show_month(month))
    return RefusedError(sentence, _("月か契約の履行期間を見直してください。"), field="month")


def _refuse_future(day: dt.date, today: dt.date, field: str) -> None:
    if day > today:
        raise RefusedError(_("まだ来ていない日です。"), _("到達した日を入力してください。"), field=field)


def begin_check(row: MonthlyReport) -> None:
    """Take a report up for checking."""
    _step(row, {ReportState.RECEIVED, ReportState.RESUBMITTED}, ReportState.UNDER_CHECK)


def send_back(
    session: Session, desk: Desk, row: MonthlyReport, *, reasons: str, resubmit_on: dt.date
) -> ReportReturn:
    """Return a report with reasons and a day of its own; the original due day stays."""
    if not reasons.strip():
        raise RefusedError(
            _("差し戻す理由がありません。"), _("何を直すかを書いてください。"), field="reasons"
        )
    if resubmit_on < desk.today():
        raise RefusedError(
            _("再提出の期限が過ぎた日です。"), _("今日以後の日にしてください。"), field="resubmit_on"
        )
    _step(row, IN_HAND | {ReportState.CHECKED}, ReportState.RETURNED)
    row.resubmit_on, row.checked_on, row.checked_by = resubmit_on, None, ""
    row.chief_checked_on, row.chief_checked_by = None, ""
    number = select(func.coalesce(func.max(ReportReturn.number), 0)).where(ReportReturn.report_id == row.id)
    returned = ReportReturn(
        id=new_id(),
        report_id=row.id,
        number=session.scalars(number).one() + 1,
        returned_on=desk.today(),
        returned_by=desk.actor.signature,
        reasons=reasons.strip(),
        resubmit_on=resubmit_on,
    )
    session.add(returned)
    return returned


def resubmit(session: Session, desk: Desk, row: MonthlyReport, *, received_on: dt.date) -> None:
    """Record that a returned report has come again."""
    _refuse_future(received_on, desk.today(), "received_on")
    _step(row, {ReportState.RETURNED}, ReportState.RESUBMITTED)
    row.resubmit_on = None
    newest = (
        select(ReportReturn)
        .where(ReportReturn.report_id == row.id)
        .order_by(ReportReturn.number.desc())
        .limit(1)
    )
    returned = session.scalars(newest).one()
    if received_on < returned.returned_on:
        raise RefusedError(
            _("差し戻した日より前の日です。"), _("再び届いた日を入力してください。"), field="received_on"
        )
    returned.resubmitted_on = received_on


def check(desk: Desk, row: MonthlyReport) -> None:
    """Find a report right: who and when."""
    _step(row, IN_HAND, ReportState.CHECKED)
    row.checked_on, row.checked_by = desk.today(), desk.actor.signature


def check_by_chief(session: Session, desk: Desk, row: MonthlyReport) -> None:
    """Let the section's chief find it right as well (係長): who and when; for another as proxy (代決)."""
    _step(row, {ReportState.CHECKED}, ReportState.CHECKED)
    contract = get_row(session, Contract, row.contract_id)
    row.chief_checked_on, row.chief_checked_by = desk.today(), _signed_for(desk, contract.section_chief)


def close(session: Session, desk: Desk, row: MonthlyReport) -> None:
    """Close a checked report as the contract's route says: the chief (where named), then the head.

    Nothing changes after that.
    """
    contract = get_row(session, Contract, row.contract_id)
    if row.state is ReportState.CHECKED and contract.section_chief and row.chief_checked_on is None:
        sentence = _("係長（{name}）の確認がまだです。完結していません。").format(name=contract.section_chief)
        raise RefusedError(sentence, _("先に「係長の確認をする」を行ってください。"))
    _step(row, {ReportState.CHECKED}, ReportState.CLOSED)
    row.closed_on, row.closed_by = desk.today(), _signed_for(desk, contract.section_head)


def _signed_for(desk: Desk, named: str) -> str:
    """Return the signature of who acts; where the contract names another, it says for whom (代決)."""
    signature = desk.actor.signature
    if not named or fold(named) == fold(desk.actor.name):
        return signature
    with speaking("ja"):  # kept as evidence, whatever the window speaks
        return _("{who}（{named}の代決）").format(who=signature, named=named)


def withdraw(desk: Desk, row: MonthlyReport, *, reason: str) -> None:
    """Take back a receipt entered by mistake; the month is owed again."""
    if not reason.strip():
        raise RefusedError(_("取り消す理由がありません。"), _("理由を書いてください。"), field="reason")
    if row.state is ReportState.CLOSED:
        raise RefusedError(_("完結した報告の受け取りは取り消せません。"))
    row.withdrawn_on, row.withdrawn_reason = desk.today(), reason.strip()


def waive(session: Session, desk: Desk, draft: WaiverDraft) -> ReportWaiver:
    """Excuse months; a waived month is counted as waived, never as done."""
    first, last = month_of(draft.first_month), month_of(draft.last_month)
    if not draft.reason.strip():
        raise RefusedError(_("免除する理由がありません。"), _("理由を書いてください。"), field="reason")
    if last < first:
        raise RefusedError(
            _("免除の終わりが始まりより前です。"), _("月を見直してください。"), field="last_month"
        )
    owed = select(OwedReport.month).where(
        OwedReport.contract_id == draft.contract_id, OwedReport.month >= first, OwedReport.month <= last
    )
    if session.scalars(owed).first() is None:
        raise RefusedError(
            _("その月に免除する報告がありません。"), _("月を見直してください。"), field="first_month"
        )
    row = ReportWaiver(
        id=new_id(),
        contract_id=draft.contract_id,
        first_month=first,
        last_month=last,
        reason=draft.reason.strip(),
        approved_on=desk.today(),
        approved_by=desk.actor.signature,
    )
    session.add(row)
    return row


def standing_report(session: Session, report_id: UUID, version: int | None) -> MonthlyReport:
    """Return a report to be changed; refuse a withdrawn one and a stale copy."""
    row = get_row(session, MonthlyReport, report_id)
    check_version(row, version)
    if row.withdrawn_on is not None:
        raise RefusedError(_("この受け取りは取り消されています。"), _("一覧を開き直してください。"))
    return row


def _step(row: MonthlyReport, allowed: set[ReportState] | frozenset[ReportState], after: ReportState) -> None:
    if row.state not in allowed:
        sentence = _("この報告は「{state}」なので、その操作はできません。何も変更していません。")
        needed = _("・").join(Standing(state.value).word for state in ReportState if state in allowed)
        raise RefusedError(
            sentence.format(state=Standing(row.state.value).word),
            _("「{states}」の報告にできる操作です。").format(states=needed),
        )
    row.state = after
