"""One finding beside the list: what was found, what is asked for, what the contractor did, and its deeds."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QScrollArea, QVBoxLayout, QWidget

from oversight.access import Actor, Deed, may
from oversight.calendar import show_day
from oversight.inspections import FindingRow, FindingState, word_of
from oversight.words import _, _n
from ui.findings.rows import SEVERITY_TONES, STANDING, STATE_TONES
from ui.theme import Tone, current_theme
from ui.widgets.buttons import Button
from ui.widgets.flow import Flow
from ui.widgets.text import Tag, note, prose

_LABEL_WIDTH = 88


class FindingPane(QScrollArea):
    """``correction_wanted``, ``closing_wanted`` and ``inspection_wanted`` tell which button was pressed."""

    correction_wanted = Signal()
    closing_wanted = Signal()
    inspection_wanted = Signal()

    def __init__(self, finding: FindingRow, actor: Actor, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.finding = finding
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(_("指摘の内容"))
        self.correct_button = Button(_("委託先の是正報告を記録する"), icon="pencil")
        self.close_button = Button(_("是正を確認して完了にする"), icon="circle-check")
        self.inspection_button = Button(_("検査 {number} を開く").format(number=finding.inspection_number))
        holder = QWidget()
        holder.setProperty("surface", "clear")
        column = QVBoxLayout(holder)
        room = current_theme().control["focus"] + current_theme().control["focus_outline"]
        column.setContentsMargins(room, room, current_theme().space(12), room)
        column.setSpacing(current_theme().space(12))
        column.addLayout(self._tags())
        column.addLayout(self._deeds(actor))
        column.addWidget(_facts(finding))
        column.addStretch(1)
        self.setWidget(holder)

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
        for button in (self.correct_button, self.close_button, self.inspection_button):
            flow.addWidget(button)
        self.correct_button.setHidden(not may_edit or finding.state not in STANDING)
        self.close_button.setHidden(not may_edit or finding.state is not FindingState.CORRECTED)
        self.correct_button.clicked.connect(self.correction_wanted)
        self.close_button.clicked.connect(self.closing_wanted)
        self.inspection_button.clicked.connect(self.inspection_wanted)
        return flow


def _facts(finding: FindingRow) -> QWidget:
    # an unmoved day explains itself; only steps over closed days are worth reading
    moved = _("（{reason}）").format(reason=finding.due_explanation) if "→" in finding.due_explanation else ""
    due = show_day(finding.due_on, weekday=True) + moved
    return _grid(
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


def _grid(facts: tuple[tuple[str, str], ...]) -> QWidget:
    """Make labels and values beneath one another; what is empty is left out."""
    theme, holder = current_theme(), QWidget()
    grid = QGridLayout(holder)
    grid.setContentsMargins(0, 0, 0, 0)
    grid.setHorizontalSpacing(theme.space(12))
    grid.setVerticalSpacing(theme.space(6))
    grid.setColumnStretch(1, 1)
    grid.setColumnMinimumWidth(0, theme.width(_LABEL_WIDTH))
    top = Qt.AlignmentFlag.AlignTop
    for place, (label, value) in enumerate(fact for fact in facts if fact[1]):
        words = prose(value)
        words.setAccessibleName(f"{label} {value}")
        grid.addWidget(note(label), place, 0, top)
        grid.addWidget(words, place, 1, top)
    return holder
