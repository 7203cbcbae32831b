"""One finding beside the list: what was found, what is asked for, each step done, and its deeds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from oversight.access import Actor, Deed, may
from oversight.calendar import show_day
from oversight.findings import AWAITED, TO_VERIFY, FindingRow, FindingState, StepRow, Urgency
from oversight.inspections import word_of
from oversight.reports import show_month
from oversight.words import _, _n, mark
from ui.findings.rows import STATE_TONES
from ui.theme import Tone
from ui.tones import SEVERITY_TONES
from ui.widgets.buttons import Button, ButtonKind
from ui.widgets.facts import Fact, Facts
from ui.widgets.flow import Flow
from ui.widgets.pane import Pane
from ui.widgets.text import Tag, section


class Wish(Enum):
    """A deed on a finding, in its verb."""

    REQUEST = mark("是正を求めたことを記録する")
    PLAN = mark("改善計画を記録する")
    REPORT = mark("委託先の是正報告を記録する")
    REFUSE = mark("是正報告を差し戻す")
    ASK_CLOSURE = mark("完了の確認を求める")
    CONFIRM = mark("是正を確認して完了にする")
    EXTEND = mark("是正期限を延長する")

    @property
    def word(self) -> str:
        """Return the verb in the language in use."""
        return _(self.value)


_STATES = {
    Wish.REQUEST: AWAITED,
    Wish.PLAN: AWAITED,
    Wish.REPORT: AWAITED | {FindingState.CORRECTED},
    Wish.REFUSE: TO_VERIFY,
    Wish.ASK_CLOSURE: frozenset({FindingState.CORRECTED}),
    Wish.CONFIRM: frozenset({FindingState.CLOSURE_ASKED}),
    Wish.EXTEND: AWAITED,
}
_NEXT = {
    FindingState.OPEN: Wish.REQUEST,
    FindingState.REQUESTED: Wish.REPORT,
    FindingState.PLANNED: Wish.REPORT,
    FindingState.CORRECTED: Wish.ASK_CLOSURE,
    FindingState.CLOSURE_ASKED: Wish.CONFIRM,
}
"""What comes next, and stands out."""


class FindingPane(Pane):
    """``wished`` carries the deed asked for; ``source_wanted`` and ``earlier_wanted`` lead elsewhere."""

    wished = Signal(object)
    source_wanted = Signal()
    earlier_wanted = Signal()

    def __init__(
        self, finding: FindingRow, steps: Sequence[StepRow], actor: Actor, parent: QWidget | None = None
    ) -> None:
        super().__init__(_("指摘の内容"), parent)
        self.finding = finding
        self.buttons: dict[Wish, Button] = {}
        self.source_button = Button(_told_source(finding))
        self.earlier_button = Button(_("前の指摘 {number} を見る").format(number=finding.earlier_number))
        self.column.addLayout(self._tags())
        self.column.addLayout(self._deeds(actor))
        self.column.addWidget(Facts(tuple(_facts(finding))))
        self._add_steps(steps)
        self.end()

    def _tags(self) -> Flow:
        finding, row = self.finding, Flow()
        row.addWidget(Tag(word_of(finding.severity), SEVERITY_TONES[finding.severity]))
        if finding.urgency is Urgency.URGENT:
            row.addWidget(Tag(word_of(finding.urgency), Tone.DANGER))
        row.addWidget(Tag(word_of(finding.state), STATE_TONES[finding.state]))
        if finding.days_overdue:
            told = _n("期限超過 {days}日", finding.days_overdue).format(days=finding.days_overdue)
            row.addWidget(Tag(told, Tone.DANGER))
        if finding.repeated:
            row.addWidget(Tag(_("再指摘"), Tone.DANGER))
        return row

    def _deeds(self, actor: Actor) -> Flow:
        state, flow = self.finding.state, Flow()
        for wish, states in _STATES.items():
            deed = Deed.EXTEND_FINDING if wish is Wish.EXTEND else Deed.EDIT_FINDING
            if state not in states or not may(actor, deed):
                continue
            kind = ButtonKind.PRIMARY if _NEXT.get(state) is wish else ButtonKind.LINE
            button = self.buttons[wish] = Button(wish.word, kind=kind)
            button.clicked.connect(partial(self.wished.emit, wish))
            flow.addWidget(button)
        for link, signal in (
            (self.source_button, self.source_wanted),
            (self.earlier_button, self.earlier_wanted),
        ):
            flow.addWidget(link)
            link.clicked.connect(signal)
        self.earlier_button.setHidden(not self.finding.earlier_number)
        return flow

    def _add_steps(self, steps: Sequence[StepRow]) -> None:
        if steps:
            self.column.addWidget(section(_("これまでの対応")))
            self.column.addWidget(Facts([(show_day(step.happened_on), _told_step(step)) for step in steps]))


def _told_step(step: StepRow) -> str:
    head = f"{word_of(step.kind)}　{step.noted_by}".strip()
    due = _("期限 {day}").format(day=show_day(step.due_on, weekday=True)) if step.due_on else ""
    return "\n".join(filter(None, (head, step.said, due)))


def _facts(finding: FindingRow) -> Iterator[Fact]:
    yield _("事実"), finding.fact
    yield _("求める措置"), finding.measure
    yield _("是正期限"), _told_due(finding)
    yield _("前の指摘"), _told_earlier(finding)
    yield _("改善計画"), finding.plan
    yield _("完了の予定日"), show_day(finding.plan_until)
    yield _("委託先の回答"), finding.reply
    yield _("是正日"), show_day(finding.corrected_on)
    yield _("確認"), _told_confirmed(finding)
    yield _("点検項目"), finding.item_id
    yield _("根拠"), finding.basis
    yield _("検査日"), show_day(finding.found_on)
    yield _("契約"), f"{finding.contract_number} {finding.contract_title}"
    yield _("委託先"), finding.contractor
    yield _("所管課"), finding.department


def _told_due(finding: FindingRow) -> str:
    """Return the day; an unmoved one explains itself, only steps over closed days are worth reading."""
    moved = _("（{reason}）").format(reason=finding.due_explanation) if "→" in finding.due_explanation else ""
    due = show_day(finding.due_on, weekday=True) + moved
    if finding.first_due_on is None:
        return due
    first = _("初めの期限 {day}").format(day=show_day(finding.first_due_on, weekday=True))
    return f"{due}\n{first}"


def _told_earlier(finding: FindingRow) -> str:
    if not finding.earlier_number:
        return ""
    closed = (
        _("{day} 完了").format(day=show_day(finding.earlier_closed_on))
        if finding.earlier_closed_on
        else _("完了していない")
    )
    told = _("{number}　{closed}").format(number=finding.earlier_number, closed=closed)
    if finding.raised_from is None:
        return told
    raised = _("再指摘のため重大性を{before}から{after}に引き上げ").format(
        before=finding.raised_from, after=finding.severity
    )
    return f"{told}\n{raised}"


def _told_confirmed(finding: FindingRow) -> str:
    if finding.confirmed_on is None:
        return ""
    how = word_of(finding.confirmed_how) if finding.confirmed_how else ""
    return f"{show_day(finding.confirmed_on)}　{finding.confirmed_by}　{how}".rstrip()


def _told_source(finding: FindingRow) -> str:
    if finding.report_month is not None:
        return _("{month}の月次報告を開く").format(month=show_month(finding.report_month))
    return _("検査 {number} を開く").format(number=finding.inspection_number)
