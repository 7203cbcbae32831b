"""What is done about a finding, through a writing session; each step is kept with who, when and what.

Requested → plan → report → closure asked for → verified by another (docs/records.md#findings). A step out
of order is refused with what stands now.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from models.finding import Finding, FindingState, FindingStep, StepKind, Urgency, Verification
from models.inspection import Inspection, InspectionKind, InspectionState
from oversight.access import Actor
from oversight.choice_words import word_of
from oversight.desk import Desk
from oversight.errors import RefusedError
from oversight.findings.states import AWAITED, STANDING, TO_VERIFY
from oversight.words import _

_RECORDED = (InspectionState.FINALISED, InspectionState.CORRECTING)


def request(
    session: Session, desk: Desk, row: Finding, *, on: dt.date, urgency: Urgency, told_on: dt.date | None
) -> None:
    """Record that the correction was requested in writing; an urgent one was told on the spot before."""
    _allow(row, AWAITED)
    if urgency is Urgency.URGENT and told_on is None:
        raise RefusedError(
            _("緊急の指摘を口頭で伝えた日がありません。"), _("伝えた日を入力してください。"), field="told_on"
        )
    row.requested_on, row.urgency, row.told_on = on, urgency, told_on
    if row.state is FindingState.OPEN:
        row.state = FindingState.REQUESTED
    _note(session, desk, row, StepKind.REQUESTED, on=on, due_on=row.due_on)


def receive_plan(
    session: Session,
    desk: Desk,
    row: Finding,
    *,
    on: dt.date,
    plan: str,
    plan_until: dt.date,
    attachment_id: UUID | None = None,
) -> None:
    """Keep the contractor's plan: cause, measures, by when; ``attachment_id`` is the form it came on."""
    _allow(row, AWAITED)
    _owe(plan, "plan", _("改善計画がありません。"), _("原因と、これから行う措置を書いてください。"))
    row.state, row.plan, row.plan_until = FindingState.PLANNED, plan.strip(), plan_until
    _note(session, desk, row, StepKind.PLAN, on=on, said=plan, due_on=plan_until, attachment_id=attachment_id)


def report(
    session: Session,
    desk: Desk,
    row: Finding,
    *,
    corrected_on: dt.date,
    reply: str,
    on: dt.date | None = None,
    attachment_id: UUID | None = None,
) -> None:
    """Keep the contractor's report: what was done, and when; it may be kept anew until verified.

    ``on`` is the day it came, ``attachment_id`` the form it came on.
    """
    _allow(row, AWAITED | {FindingState.CORRECTED})
    _owe(reply, "reply", _("委託先の回答がありません。"), _("行った是正を書いてください。"))
    row.state, row.reply, row.corrected_on = FindingState.CORRECTED, reply.strip(), corrected_on
    _note(
        session,
        desk,
        row,
        StepKind.REPORT,
        on=on or desk.today(),
        said=reply,
        attachment_id=attachment_id,
    )


def extend(
    session: Session,
    desk: Desk,
    row: Finding,
    *,
    until: dt.date,
    reason: str,
    asked_by: Actor | None = None,
) -> None:
    """Give more time, with the reason; the acting person approves it, the first day stays on record.

    ``asked_by`` is who wrote it down where the approver only proved to be present.
    """
    _allow(row, AWAITED)
    _owe(reason, "reason", _("延長の理由がありません。"), _("理由を書いてください。"))
    if until <= row.due_on:
        raise RefusedError(
            _("今の期限より後の日ではありません。"), _("延ばす先の日を入力してください。"), field="until"
        )
    _set_due(row, until)
    said = reason if asked_by is None else _told_asked(reason, asked_by)
    _note(session, desk, row, StepKind.EXTENSION, on=desk.today(), said=said, due_on=until)


def _told_asked(reason: str, asked_by: Actor) -> str:
    return _("{reason}（申し出た職員: {name}）").format(reason=reason.strip(), name=asked_by.signature)


def refuse(session: Session, desk: Desk, row: Finding, *, reasons: str, due_on: dt.date) -> None:
    """Refuse a report: the finding is to be put right anew, by a day of its own."""
    _allow(row, TO_VERIFY)
    _owe(reasons, "reasons", _("認めない理由がありません。"), _("何が足りないかを書いてください。"))
    if due_on < desk.today():
        raise RefusedError(_("期限が過ぎた日です。"), _("今日以後の日にしてください。"), field="due_on")
    row.state = FindingState.REQUESTED
    row.closure_asked_on, row.closure_asked_by, row.closure_asked_id = None, "", None
    _set_due(row, due_on)
    _note(session, desk, row, StepKind.REFUSAL, on=desk.today(), said=reasons, due_on=due_on)


def ask_closure(session: Session, desk: Desk, row: Finding) -> None:
    """Ask that the finding be closed; another person is to verify it."""
    _allow(row, {FindingState.CORRECTED})
    row.state = FindingState.CLOSURE_ASKED
    row.closure_asked_on, row.closure_asked_by = desk.today(), desk.actor.signature
    row.closure_asked_id = desk.actor.staff_id
    _note(session, desk, row, StepKind.CLOSURE_ASKED, on=desk.today())


def confirm(session: Session, desk: Desk, row: Finding, *, how: Verification, said: str) -> None:
    """Verify the correction and close the finding: never by the person who asked for it."""
    _allow(row, {FindingState.CLOSURE_ASKED})
    actor = desk.actor
    if (row.closure_asked_id, row.closure_asked_by) == (actor.staff_id, actor.signature):
        raise RefusedError(
            _("完了を求めた本人は確認できません。"), _("別の職員が自分の鍵で開いて確認してください。")
        )
    _owe(said, "said", _("確認した内容がありません。"), _("何を見て確かめたかを書いてください。"))
    if how is Verification.REINSPECTION and not _was_reinspected(session, row):
        raise RefusedError(
            _("是正日以後の再検査の記録がありません。"),
            _("再検査を確定してから確認するか、書面で確認してください。"),
            field="how",
        )
    row.state, row.confirmed_how = FindingState.CLOSED, how
    row.confirmed_on, row.confirmed_by = desk.today(), actor.signature
    _note(session, desk, row, StepKind.CONFIRMED, on=desk.today(), said=said)


def _was_reinspected(session: Session, row: Finding) -> bool:
    return session.scalars(reinspections_of(row).limit(1)).first() is not None


def reinspections_of(row: Finding) -> Select[UUID]:
    """Return the query for the re-inspections on record that may verify a correction."""
    return select(Inspection.id).where(
        Inspection.contract_id == row.contract_id,
        Inspection.kind == InspectionKind.REINSPECTION,
        Inspection.state.in_(_RECORDED),
        Inspection.conducted_on >= row.corrected_on,
        Inspection.withdrawn_on.is_(None),
    )


def _set_due(row: Finding, day: dt.date) -> None:
    row.first_due_on = row.first_due_on or row.due_on
    row.due_on, row.due_explanation = day, ""


def _allow(row: Finding, states: Iterable[FindingState]) -> None:
    if row.state in set(states):
        return
    if row.state not in STANDING:
        raise RefusedError(_("この指摘はすでに終わっています。"))
    told = _("この指摘は「{state}」なので、その操作はできません。何も変更していません。")
    raise RefusedError(told.format(state=word_of(row.state)), _("一覧を開き直してください。"))


def _owe(text: str, field: str, sentence: str, remedy: str) -> None:
    if not text.strip():
        raise RefusedError(sentence, remedy, field=field)


def _note(
    session: Session,
    desk: Desk,
    row: Finding,
    kind: StepKind,
    *,
    on: dt.date,
    said: str = "",
    due_on: dt.date | None = None,
    attachment_id: UUID | None = None,
) -> None:
    count = select(func.count()).select_from(FindingStep).where(FindingStep.finding_id == row.id)
    session.add(
        FindingStep(
            finding_id=row.id,
            position=session.scalars(count).one(),
            kind=kind,
            happened_on=on,
            noted_by=desk.actor.signature,
            said=said.strip(),
            due_on=due_on,
            attachment_id=attachment_id,
        )
    )
