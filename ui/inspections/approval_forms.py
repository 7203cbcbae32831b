"""The forms of approval: a drafting sent or taken back, a decision by oneself or by a colleague here."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from oversight.approvals import ApprovalRow, ApprovalsView, Decision, DecisionDraft, StepRow
from oversight.change import Change
from oversight.words import _
from ui.deed_form import DeedForm
from ui.inspections.approval_part import ApprovalWish
from ui.reauthentication import Reauthentication
from ui.shell import Shell
from ui.widgets.choice_fields import OneOfField
from ui.widgets.fields import Field, MultiLineField, TextField

_OPENING = "opening"
"""Beside the two decisions: a return that opens the record for its next version."""


def approval_form(shell: Shell, wish: ApprovalWish, view: ApprovalsView) -> DeedForm:
    """Return the form of what was asked for."""
    newest = view.newest
    if newest is None or wish is ApprovalWish.DRAFT:
        return _draft_form(shell, view)
    if wish is ApprovalWish.WITHDRAW:
        return _withdraw_form(shell, newest)
    return _decision_form(shell, newest, by_colleague=wish is ApprovalWish.COLLEAGUE)


def _draft_form(shell: Shell, view: ApprovalsView) -> DeedForm:
    service, inspection_id = shell.office.approvals, view.inspection_id
    return DeedForm(
        shell,
        heading=_("記録を起案する"),
        verb=_("起案する"),
        explained=_(
            "確定した最新の版を、所管課の決裁の段階に回します。回している間は訂正できません。"
            "起案した人は、同じ記録を決裁できません。"
        ),
        fields=(MultiLineField("comment", _("添える言葉")),),
        deed=lambda values: service.draft(inspection_id, comment=values["comment"]),
    )


def _withdraw_form(shell: Shell, row: ApprovalRow) -> DeedForm:
    service, approval_id = shell.office.approvals, row.id
    return DeedForm(
        shell,
        heading=_("起案を取り下げる"),
        verb=_("起案を取り下げる"),
        explained=_("まだだれも決裁していない起案を取り下げます。取り下げたことは経過に残ります。"),
        fields=(MultiLineField("reason", _("取り下げる理由")),),
        deed=lambda values: service.withdraw(approval_id, reason=values["reason"]),
    )


def _decision_form(shell: Shell, row: ApprovalRow, *, by_colleague: bool) -> DeedForm:
    step = row.steps[row.position - 1]
    proof = Reauthentication(shell, label=_("決裁する職員")) if by_colleague else None
    asks_proxy = by_colleague or row.may_stand_in
    own = _fields(step, asks_proxy=asks_proxy, stands_in=not by_colleague)
    service, approval_id, position = shell.office.approvals, row.id, row.position

    def deed(values: Mapping[str, Any]) -> Change:
        acting = service.as_person(proof.prove(values)) if proof is not None else service
        return acting.decide(approval_id, decision_typed(values), position=position)

    return DeedForm(
        shell,
        heading=_("「{post}」の決裁").format(post=step.post),
        verb=_("決裁を記録する"),
        explained=_explained(step, by_colleague=by_colleague),
        fields=(*(proof.fields if proof is not None else ()), *own),
        deed=deed,
    )


def _explained(step: StepRow, *, by_colleague: bool) -> str:
    told = _("この段階を決裁できるのは {who} です。決裁は後から変えられません。").format(who=step.held_by)
    if not by_colleague:
        return told
    return told + _("決裁する本人が自分のパスフレーズを入れます。記録には、その人の決裁として残ります。")


def _fields(step: StepRow, *, asks_proxy: bool, stands_in: bool) -> Sequence[Field]:
    decisions = (
        (Decision.APPROVED, _("承認する")),
        (Decision.RETURNED, _("起案者に差し戻す")),
        (_OPENING, _("差し戻して訂正を始める")),
    )
    fields: list[Field] = [
        OneOfField("decision", _("決裁"), decisions, is_required=True),
        MultiLineField("comment", _("意見（差し戻すときは理由）")),
    ]
    if asks_proxy:
        stances = ((False, _("本人として")), (True, _("代わりに（代決）")))
        stance = OneOfField("is_proxy", _("立場"), stances, is_required=True)
        stance.set_value(stands_in)
        fields += [
            stance,
            TextField("proxy_for", _("代決する相手（空欄なら {who}）").format(who=_named(step))),
            TextField("proxy_reason", _("代決の理由")),
        ]
    return fields


def _named(step: StepRow) -> str:
    return step.holder or step.post


def decision_typed(values: Mapping[str, Any]) -> DecisionDraft:
    """Return the decision as typed into the form."""
    chosen = values["decision"]
    return DecisionDraft(
        decision=Decision.RETURNED if chosen == _OPENING else chosen,
        comment=values["comment"],
        is_proxy=bool(values.get("is_proxy")),
        proxy_for=values.get("proxy_for", ""),
        proxy_reason=values.get("proxy_reason", ""),
        opens_correction=chosen == _OPENING,
    )
