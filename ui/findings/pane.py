"""One finding beside the list: what was found, what is asked for, what the contractor did, and its deeds."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from oversight.access import Actor, Deed, may
from oversight.calendar import show_day
from oversight.inspections import FindingRow, FindingState, word_of
from oversight.reports import show_month
from oversight.words import _, _n
from ui.findings.rows import STANDING, STATE_TONES
from ui.theme import Tone
from ui.tones import SEVERITY_TONES
from ui.widgets.buttons import Button
from ui.widgets.facts import Facts
from ui.widgets.flow import Flow
from ui.widgets.pane import Pane
from ui.widgets.text import Tag


class FindingPane(Pane):
    """``correction_wanted``, ``closing_wanted`` and ``source_wanted`` tell which button was pressed."""

    correction_wanted = Signal()
    closing_wanted = Signal()
    source_wanted = Signal()

    def __init__(self, finding: FindingRow, actor: Actor, parent: QWidget | None = None) -> None:
        super().__init__(_("指摘の内容"), parent)
        self.finding = finding
        self.correct_button = Button(_("委託先の是正報告を記録する"), icon="pencil")
        self.close_button = Button(_("是正を確認して完了にする"), icon="circle-check")
        self.source_button = Button(_told_source(finding))
        self.column.addLayout(self._tags())
        self.column.addLayout(self._deeds(actor))
        self.column.addWidget(_facts(finding))
        self.end()

    def _tags(self) -> Flow:
        finding, row = self.finding, Flow()
        row.addWidget(Tag(word_of(finding.severity), SEVERITY_TONES[finding.severity]))
        row.addWidget(Tag(word_of(finding.state), STATE_TONES[finding.state]))
        if finding.days_overdue:
            told = _n("期限超過 {days}日", finding.days_overdue).format(days=finding.days_overdue)
            row.addWidget(Tag(told, Tone.DANGER))
        if finding.repeated:
            row.addWidget(Tag(_("再指摘"), Tone.DANGER))
        return row

    def _deeds(self, actor: Actor) -> Flow:
        finding, flow = self.finding, Flow()
        may_edit = may(actor, Deed.EDIT_FINDING)
        for button in (self.correct_button, self.close_button, self.source_button):
            flow.addWidget(button)
        self.correct_button.setHidden(not may_edit or finding.state not in STANDING)
        self.close_button.setHidden(not may_edit or finding.state is not FindingState.CORRECTED)
        self.correct_button.clicked.connect(self.correction_wanted)
        self.close_button.clicked.connect(self.closing_wanted)
        self.source_button.clicked.connect(self.source_wanted)
        return flow


def _facts(finding: FindingRow) -> Facts:
    # an unmoved day explains itself; only steps over closed days are worth reading
    moved = _("（{reason}）").format(reason=finding.due_explanation) if "→" in finding.due_explanation else ""
    due = show_day(finding.due_on, weekday=True) + moved
    return Facts(
        (
            (_("事実"), finding.fact),
            (_("求める措置"), finding.measure),
            (_("是正期限"), due),
            (_("委託先の回答"), finding.reply),
            (_("是正日"), show_day(finding.corrected_on)),
            (_("点検項目"), finding.item_id),
            (_("根拠"), finding.basis),
            (_("検査日"), show_day(finding.found_on)),
            (_("契約"), f"{finding.contract_number} {finding.contract_title}"),
            (_("委託先"), finding.contractor),
            (_("所管課"), finding.department),
        )
    )


def _told_source(finding: FindingRow) -> str:
    if finding.report_month is not None:
        return _("{month}の月次報告を開く").format(month=show_month(finding.report_month))
    return _("検査 {number} を開く").format(number=finding.inspection_number)
