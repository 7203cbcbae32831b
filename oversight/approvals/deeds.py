"""What is done on the way of a record, through a writing session: draft, decide, take back."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.approval import Approval, ApprovalStep, Decision
from models.base import new_id
from models.contract import Contract
from models.department import Staff
from models.inspection import Inspection, InspectionState
from oversight.approvals.course import Course, read_course
from oversight.approvals.route import CHIEF, EVERY, HEAD, RouteStep, kept_route, read_routes
from oversight.approvals.rows import DecisionDraft, Standing
from oversight.approvals.versions import newest_approval, newest_record
from oversight.desk import Desk, get_row
from oversight.errors import ChangedMeanwhileError, RefusedError
from oversight.settings import read_settings
from oversight.words import _, speaking


def refuse_under_way(session: Session, inspection_id: UUID) -> None:
    """Refuse to open a record for correction while it is being approved."""
    record = newest_record(session, inspection_id)
    row = newest_approval(session, record.id) if record is not None else None
    if row is not None and read_course(session, row).standing is Standing.UNDER_WAY:
        raise RefusedError(
            _("決裁の途中の記録は訂正できません。何も変更していません。"),
            _("差し戻してもらうか、起案を取り下げてから訂正してください。"),
        )


def draft(session: Session, desk: Desk, inspection_id: UUID, comment: str) -> Approval:
    """Send the newest version on its section's route, as the route stands now."""
    drafter, inspection = _staff_id(desk), get_row(session, Inspection, inspection_id)
    record = newest_record(session, inspection_id)
    if record is None or inspection.state is not InspectionState.FINALISED:
        raise RefusedError(_("起案できるのは、確定した記録だけです。"), _("先に記録を確定してください。"))
    before = newest_approval(session, record.id)
    _refuse_again(session, before)
    route = _route_of(session, inspection)
    row = Approval(
        id=new_id(),
        inspection_id=inspection_id,
        record_id=record.id,
        number=before.number + 1 if before is not None else 1,
        steps=len(route),
        route=kept_route(route),
        drafted_at=desk.clock.now(),
        drafted_id=drafter,
        drafted_name=desk.actor.name,
        drafted_by=desk.actor.signature,
        comment=comment.strip(),
    )
    session.add(row)
    session.flush()
    return row


def _staff_id(desk: Desk) -> UUID:
    if desk.actor.staff_id is None:
        raise RefusedError(
            _("起案できる職員ではありません。"), _("職員として登録された人が起案してください。")
        )
    return desk.actor.staff_id


def _refuse_again(session: Session, before: Approval | None) -> None:
    standing = read_course(session, before).standing if before is not None else None
    if standing is Standing.UNDER_WAY:
        raise RefusedError(_("この版は、もう起案されています。"), _("決裁を待ってください。"))
    if standing is Standing.APPROVED:
        raise RefusedError(
            _("この版は、もう決裁が済んでいます。"), _("直すには「訂正する」で次の版を作ってください。")
        )


def _route_of(session: Session, inspection: Inspection) -> tuple[RouteStep, ...]:
    contract = get_row(session, Contract, inspection.contract_id)
    routes = read_routes(read_settings(session).approval_routes)
    route = routes.get(contract.department_id.hex, routes[EVERY])
    return tuple(replace(step, holder=_holder(session, step, contract)) for step in route)


def _holder(session: Session, step: RouteStep, contract: Contract) -> str:
    """Return who holds a post: the staff named, else the contract's own chief or head."""
    if step.staff:
        names = dict(session.execute(select(Staff.id, Staff.name).where(Staff.id.in_(step.staff))).all())
        with speaking("ja"):  # kept with the approval, whatever the window speaks
            return _("、").join(names[each] for each in step.staff if each in names)
    named = {CHIEF: contract.section_chief, HEAD: contract.section_head}
    return named.get(step.post, "").strip()


def decide(
    session: Session, desk: Desk, approval_id: UUID, entered: DecisionDraft, position: int | None
) -> ApprovalStep:
    """Decide the next step: pass it, or send the record back with a reason.

    ``position`` is the step the caller saw; another decided meanwhile is refused.
    """
    course = read_course(session, get_row(session, Approval, approval_id))
    if position is not None and position != len(course.decided) + 1:
        raise ChangedMeanwhileError(
            _("この段階は、先に決裁されています。何も変更していません。"), _("開き直してください。")
        )
    course.check(desk.actor, is_proxy=entered.is_proxy, decision=entered.decision)
    _check_words(entered)
    row = _step(desk, course, entered)
    session.add(row)
    session.flush()
    if entered.decision is Decision.RETURNED and entered.opens_correction:
        inspection = get_row(session, Inspection, course.row.inspection_id)
        inspection.state, inspection.correction_reason = InspectionState.CORRECTING, row.comment
    return row


def _check_words(entered: DecisionDraft) -> None:
    if entered.decision is Decision.RETURNED and not entered.comment.strip():
        raise RefusedError(
            _("差し戻す理由がありません。"), _("何を直すかを書いてください。"), field="comment"
        )
    if entered.is_proxy and not entered.proxy_reason.strip():
        raise RefusedError(
            _("代決の理由がありません。"), _("なぜ代わりに決裁するかを書いてください。"), field="proxy_reason"
        )


def _step(desk: Desk, course: Course, entered: DecisionDraft) -> ApprovalStep:
    step = course.route[len(course.decided)]
    proxy_for = (entered.proxy_for.strip() or step.holder or step.post) if entered.is_proxy else ""
    return ApprovalStep(
        id=new_id(),
        approval_id=course.row.id,
        position=len(course.decided) + 1,
        decision=entered.decision,
        post=step.post,
        decided_at=desk.clock.now(),
        decided_id=desk.actor.staff_id,
        decided_name=desk.actor.name,
        decided_by=desk.actor.signature,
        proxy_for=proxy_for,
        proxy_reason=entered.proxy_reason.strip() if entered.is_proxy else "",
        comment=entered.comment.strip(),
    )


def withdraw(session: Session, desk: Desk, approval_id: UUID, reason: str) -> ApprovalStep:
    """Take one's own drafting back before anyone has decided; the version can be drafted again."""
    course = read_course(session, get_row(session, Approval, approval_id))
    if not course.may_withdraw(desk.actor):
        raise RefusedError(
            _("取り下げられるのは、自分が起案し、まだだれも決裁していないものだけです。"),
            _("決裁が始まった後は、決裁する職員に差し戻してもらってください。"),
        )
    row = _step(desk, course, DecisionDraft(Decision.WITHDRAWN, reason))
    row.post = ""
    session.add(row)
    session.flush()
    return row
