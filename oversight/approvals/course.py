"""The course of an approval: what was decided, who decides next, who may (docs/records.md#approval)."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.approval import Approval, ApprovalStep, Decision
from models.inspection import Inspector
from oversight.access import Actor, Deed, may
from oversight.approvals.route import RouteStep, read_route
from oversight.approvals.rows import Standing
from oversight.errors import RefusedError
from oversight.japanese import fold
from oversight.settings import read_settings
from oversight.words import _


@dataclass(frozen=True)
class Course:
    """One approval with its decisions; ``inspected_by`` are those who inspected, by identifier and name.

    ``lets_inspector_end`` is the office's setting that one of them may be the last to decide.
    """

    row: Approval
    decided: tuple[ApprovalStep, ...]
    route: tuple[RouteStep, ...]
    inspected_by: tuple[tuple[UUID | None, str], ...]
    lets_inspector_end: bool

    @property
    def standing(self) -> Standing:
        """Return where it stands."""
        return standing_of(
            self.decided[-1].decision if self.decided else None, len(self.decided), self.row.steps
        )

    @property
    def next_step(self) -> RouteStep | None:
        """Return the step that decides next, or None where none does."""
        return self.route[len(self.decided)] if self.standing is Standing.UNDER_WAY else None

    @property
    def is_at_last(self) -> bool:
        """Tell whether the step that decides next is the last."""
        return len(self.decided) == self.row.steps - 1

    def may_decide(self, actor: Actor) -> bool:
        """Tell whether a person may decide now in their own right."""
        step = self.next_step
        return step is not None and self._is_free(actor) and self._is_own(step, actor)

    def may_stand_in(self, actor: Actor) -> bool:
        """Tell whether a person may decide now for another."""
        step = self.next_step
        free = step is not None and self._is_free(actor) and not self._is_own(step, actor)
        return free and step is not None and step.may_stand_in(actor)

    def may_withdraw(self, actor: Actor) -> bool:
        """Tell whether a person may take the drafting back: the drafter, before the first decision."""
        return not self.decided and actor.staff_id == self.row.drafted_id

    def check(self, actor: Actor, *, is_proxy: bool, decision: Decision) -> None:
        """Refuse a person who may not decide now, with the rule that bars them."""
        step = self.next_step
        if step is None:
            raise self._over()
        barred = self._barred(actor, decision)
        if barred is not None:
            raise barred
        if self._is_own(step, actor):
            if is_proxy:
                raise RefusedError(
                    _("ご本人の段階です。代決にはなりません。"),
                    _("代決を選ばずに決裁してください。"),
                    field="is_proxy",
                )
            return
        if not step.may_stand_in(actor):
            raise RefusedError(
                _("「{post}」の段階を決裁できる職員ではありません。何も変更していません。").format(
                    post=step.post
                ),
                _("決裁できるのは {who} です。").format(who=step.told),
            )
        if not is_proxy:
            raise RefusedError(
                _("「{post}」の段階は {who} が決裁します。").format(post=step.post, who=step.told),
                _("代わりに決裁するときは「代決」を選び、理由を書いてください。"),
                field="is_proxy",
            )

    def _over(self) -> RefusedError:
        told = _("この決裁は「{standing}」なので、決裁できません。").format(standing=self.standing.word)
        return RefusedError(told, _("一覧を開き直してください。"))

    def _is_own(self, step: RouteStep, actor: Actor) -> bool:
        """Tell whether a step is a person's own: whoever has passed one in their own right has had theirs."""
        had = any(each.decided_id == actor.staff_id and not each.proxy_for for each in self.decided)
        return step.is_held_by(actor) and not had

    def _is_free(self, actor: Actor) -> bool:
        return self._barred(actor, Decision.APPROVED) is None

    def _barred(self, actor: Actor, decision: Decision) -> RefusedError | None:
        if actor.staff_id is None or not may(actor, Deed.DECIDE_APPROVAL):
            return RefusedError(
                _("決裁できる職員ではありません。"), _("職員として登録された人が決裁してください。")
            )
        if actor.staff_id == self.row.drafted_id:
            return RefusedError(
                _("自分が起案した記録は決裁できません。"), _("ほかの職員が決裁してください。")
            )
        ends = decision is Decision.APPROVED and self.is_at_last and not self.lets_inspector_end
        if ends and self._inspected(actor):
            return RefusedError(
                _("検査をした職員は、最後の決裁をできません。"), _("検査をしていない職員が決裁してください。")
            )
        return None

    def _inspected(self, actor: Actor) -> bool:
        return any(
            actor.staff_id == staff_id if staff_id is not None else fold(name) == fold(actor.name)
            for staff_id, name in self.inspected_by
        )


def standing_of(last: Decision | None, decided: int, steps: int) -> Standing:
    """Return where an approval stands, from its last decision and how many there were of how many steps."""
    if last is Decision.RETURNED:
        return Standing.RETURNED
    if last is Decision.WITHDRAWN:
        return Standing.WITHDRAWN
    return Standing.APPROVED if decided >= steps else Standing.UNDER_WAY


def read_course(session: Session, row: Approval) -> Course:
    """Return an approval with all that bears on who decides next."""
    decided = select(ApprovalStep).where(ApprovalStep.approval_id == row.id).order_by(ApprovalStep.position)
    people = select(Inspector.staff_id, Inspector.name).where(
        Inspector.inspection_id == row.inspection_id, Inspector.withdrawn_on.is_(None)
    )
    return Course(
        row,
        tuple(session.scalars(decided)),
        read_route(row.route),
        tuple((staff_id, name) for staff_id, name in session.execute(people)),
        read_settings(session).inspector_may_approve_last,
    )
