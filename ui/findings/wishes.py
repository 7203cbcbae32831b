"""What may be asked of a finding: the verb, in which states, and who may."""

from __future__ import annotations

from enum import Enum

from oversight.access import Actor, Deed, may
from oversight.findings import AWAITED, TO_VERIFY, FindingState
from oversight.words import _, mark


class Wish(Enum):
    """A deed on a finding, in its verb."""

    LETTER = mark("是正要求書を作る")
    REQUEST = mark("是正を求めたことを記録する")
    PLAN = mark("改善計画を記録する")
    REPORT = mark("委託先の是正報告を記録する")
    ATTACH = mark("証跡のファイルを付ける")
    REFUSE = mark("是正報告を差し戻す")
    ASK_CLOSURE = mark("完了の確認を求める")
    REINSPECT = mark("再検査を計画する")
    CONFIRM = mark("是正を確認して完了にする")
    CLOSURE_LETTER = mark("完了通知書を作る")
    EXTEND = mark("是正期限を延長する")
    CONTACT = mark("連絡を記録する")

    @property
    def word(self) -> str:
        """Return the verb in the language in use."""
        return _(self.value)

    def is_open_to(self, actor: Actor, state: FindingState) -> bool:
        """Tell whether a person may wish for it now; the deed itself decides again."""
        return state in _STATES[self] and may(actor, _DEEDS.get(self, Deed.EDIT_FINDING))


_DEEDS = {Wish.CONTACT: Deed.CHASE_REPORT, Wish.REINSPECT: Deed.PLAN_INSPECTION}
_STATES = {
    Wish.LETTER: AWAITED,
    Wish.REQUEST: AWAITED,
    Wish.PLAN: AWAITED,
    Wish.REPORT: AWAITED | {FindingState.CORRECTED},
    Wish.ATTACH: TO_VERIFY,
    Wish.REFUSE: TO_VERIFY,
    Wish.ASK_CLOSURE: frozenset({FindingState.CORRECTED}),
    Wish.REINSPECT: TO_VERIFY,
    Wish.CONFIRM: frozenset({FindingState.CLOSURE_ASKED}),
    Wish.CLOSURE_LETTER: frozenset({FindingState.CLOSED}),
    Wish.EXTEND: AWAITED,
    Wish.CONTACT: AWAITED,
}
NEXT = {
    FindingState.OPEN: Wish.LETTER,
    FindingState.REQUESTED: Wish.REPORT,
    FindingState.PLANNED: Wish.REPORT,
    FindingState.CORRECTED: Wish.ASK_CLOSURE,
    FindingState.CLOSURE_ASKED: Wish.CONFIRM,
}
"""What comes next, and stands out."""
