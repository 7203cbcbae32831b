"""The approval of a record beside it: its route, who decided when and what was said, and what may be done."""

from __future__ import annotations

from enum import Enum

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QVBoxLayout, QWidget

from oversight.access import Actor, Deed, may
from oversight.approvals import ApprovalRow, ApprovalsView, Decision, Happening, HistoryRow, StepRow
from oversight.words import _, mark
from ui.inspections.tones import APPROVAL_TONES
from ui.theme import current_theme
from ui.widgets.buttons import Button, ButtonKind
from ui.widgets.days import moment_in_full
from ui.widgets.facts import Fact, Facts
from ui.widgets.flow import Flow
from ui.widgets.text import Tag, note, section


class ApprovalWish(Enum):
    """What may be asked for: the verb and its icon."""

    DRAFT = (mark("起案する"), "file-export")
    DECIDE = (mark("決裁する"), "check")
    COLLEAGUE = (mark("ほかの職員がこの端末で決裁する"), "users")
    WITHDRAW = (mark("起案を取り下げる"), "x")

    @property
    def word(self) -> str:
        """Return the verb in the language in use."""
        return _(self.value[0])

    @property
    def icon(self) -> str:
        """Return the icon's name."""
        return self.value[1]


def wishes(view: ApprovalsView, actor: Actor) -> tuple[ApprovalWish, ...]:
    """Return what a person may ask for now; the deed itself decides again."""
    newest = view.newest
    under_way = newest is not None and newest.next_step is not None
    allowed = {
        ApprovalWish.DRAFT: view.may_draft,
        ApprovalWish.DECIDE: newest is not None and (newest.may_decide or newest.may_stand_in),
        ApprovalWish.COLLEAGUE: under_way and may(actor, Deed.DECIDE_APPROVAL),
        ApprovalWish.WITHDRAW: under_way and newest is not None and newest.may_withdraw,
    }
    return tuple(wish for wish, is_open in allowed.items() if is_open)


class ApprovalPart(QWidget):
    """``wished`` carries an ``ApprovalWish``."""

    wished = Signal(object)

    def __init__(self, view: ApprovalsView, actor: Actor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = view
        self.buttons: dict[ApprovalWish, Button] = {}
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        self._group.buttonClicked.connect(self._tell)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(current_theme().space(12))
        self._column.addWidget(section(_("決裁")))
        if view.newest is not None:
            self._add_standing(view.newest)
        elif view.may_draft:
            self._column.addWidget(note(_("この版は、まだ起案されていません。")))
        self._add_buttons(wishes(view, actor))
        self._add_history()

    def _add_standing(self, row: ApprovalRow) -> None:
        tags = Flow()
        tags.addWidget(Tag(row.standing.word, APPROVAL_TONES[row.standing]))
        self._column.addLayout(tags)
        self._column.addWidget(Facts(route_facts(row)))

    def _add_buttons(self, wanted: tuple[ApprovalWish, ...]) -> None:
        flow = Flow()
        for wish in wanted:
            kind = ButtonKind.LINE if wish is not ApprovalWish.COLLEAGUE else ButtonKind.QUIET
            button = Button(wish.word, kind=kind, icon=wish.icon)
            self._group.addButton(button)
            self.buttons[wish] = button
            flow.addWidget(button)
        if wanted:
            self._column.addLayout(flow)

    def _add_history(self) -> None:
        """Add what happened before, where there is more than the newest drafting tells."""
        drafted = [row for row in self.view.history if row.happening is Happening.DRAFTED]
        corrected = any(row.happening is Happening.CORRECTED for row in self.view.history)
        if len(drafted) < 2 and not (drafted and corrected):
            return
        self._column.addWidget(section(_("これまでの経過")))
        self._column.addWidget(Facts([history_fact(row) for row in self.view.history]))

    @Slot(QAbstractButton)
    def _tell(self, pressed: QAbstractButton) -> None:
        self.wished.emit(next(wish for wish, button in self.buttons.items() if button is pressed))


def route_facts(row: ApprovalRow) -> list[Fact]:
    """Return the drafting and each step of its route, in order, as label and value."""
    drafted = _("第{version}版　{who}").format(version=row.version, who=row.drafted_by)
    return [
        (_("起案"), _lines(drafted, moment_in_full(row.drafted_at), row.comment)),
        *((step.post, told_step(step, awaited=step.position == row.position)) for step in row.steps),
    ]


def told_step(step: StepRow, *, awaited: bool) -> str:
    """Tell a step: who decided, when, and what was said; or whom it awaits."""
    if step.decided_at is None or step.decision is None:
        waiting = _("決裁待ち（{who}）") if awaited else _("この後（{who}）")
        return waiting.format(who=step.held_by)
    who = step.decided_by
    if step.proxy_for:
        who = _("{who}（{named}の代決）").format(who=who, named=step.proxy_for)
    verb = _("承認") if step.decision is Decision.APPROVED else _("差戻")
    why = _("代決の理由: {reason}").format(reason=step.proxy_reason) if step.proxy_reason else ""
    told = _("{verb}　{who}").format(verb=verb, who=who)
    return _lines(told, moment_in_full(step.decided_at), why, step.comment)


def history_fact(row: HistoryRow) -> Fact:
    """Return one thing that happened: the version and what as label; when, by whom and what was said."""
    label = _("第{version}版 {what}").format(version=row.version, what=row.happening.word)
    moment = moment_in_full(row.at) if row.at is not None else _("訂正中")
    who = _("{who}（{named}の代決）").format(who=row.by, named=row.proxy_for) if row.proxy_for else row.by
    return label, _lines(who, moment, row.said)


def _lines(*parts: str) -> str:
    return "\n".join(part for part in parts if part)
