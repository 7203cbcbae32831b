"""One inspection beside the list: what it is, what may be done with it now, and its versions."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import Enum

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QAbstractButton,
    QButtonGroup,
    QFrame,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from oversight.access import Actor, may
from oversight.access import Deed as Right
from oversight.approvals import ApprovalsView
from oversight.calendar import show_day
from oversight.checklist.rows import EditionLine
from oversight.corrections import ResultNotices
from oversight.inspections import InspectionDetail, InspectionState, RecordRow, word_of
from oversight.words import _, _n, mark
from ui.giving_row import GivingRow
from ui.inspections.approval_part import ApprovalPart
from ui.inspections.blank_part import BlankPart
from ui.inspections.hints_box import HintsBox
from ui.inspections.move_form import NewerLine
from ui.inspections.result_notice import printed
from ui.inspections.rows import AHEAD, OPEN
from ui.inspections.signing.offer import SigningOffer
from ui.inspections.told import facts_of, told_record
from ui.inspections.tones import CONCLUSION_TONES
from ui.inspections.transcription_part import TranscriptionPart, awaits_check
from ui.paper_row import Make, PaperRow
from ui.shell import Shell
from ui.theme import Tone, current_theme
from ui.told_chasing import told_letter
from ui.tones import INSPECTION_TONES
from ui.widgets.buttons import Button, ButtonKind
from ui.widgets.facts import Facts
from ui.widgets.flow import Flow
from ui.widgets.lead_focus import lead_focus
from ui.widgets.text import Tag, note, prose, section


class Wish(Enum):
    """What may be asked of the pane: the verb, its icon, who may, and in which states."""

    CONDUCT = (mark("実施する"), "clipboard-check", Right.CONDUCT_INSPECTION, AHEAD)
    GO_ON = (mark("続きから実施する"), "clipboard-check", Right.CONDUCT_INSPECTION, OPEN)
    TRANSCRIBE = (mark("紙から転記する"), "notes", Right.CONDUCT_INSPECTION, AHEAD | OPEN)
    CHECK_PAPER = (mark("紙と照合する"), "list-check", Right.CONDUCT_INSPECTION, OPEN)
    CHANGE = (mark("計画を直す"), "pencil", Right.PLAN_INSPECTION, AHEAD)
    NOTIFY = (mark("通知を記録する"), "file-text", Right.PLAN_INSPECTION, AHEAD)
    CALL_OFF = (mark("取り止める"), "x", Right.PLAN_INSPECTION, AHEAD)
    RESULT = (
        mark("結果通知書を作る"),
        "file-text",
        Right.EDIT_FINDING,
        frozenset({InspectionState.FINALISED}),
    )
    CORRECT = (mark("訂正する"), "pencil", Right.CORRECT_RECORD, frozenset({InspectionState.FINALISED}))

    @property
    def word(self) -> str:
        """Return the verb in the language in use."""
        return _(self.value[0])

    @property
    def icon(self) -> str:
        """Return the icon's name."""
        return self.value[1]

    def is_open_to(self, actor: Actor, state: InspectionState) -> bool:
        """Tell whether a person may wish for it now; the deed itself decides again."""
        return state in self.value[3] and may(actor, self.value[2])


_NO_NOTICES = ResultNotices((), is_owed=False)


@dataclass(frozen=True)
class Shown:
    """An inspection with the number of its findings that stand, its approvals and its result notices.

    ``newer`` is the newest later edition of its checklist, where it may still move to one.
    """

    detail: InspectionDetail
    findings: int
    approvals: ApprovalsView
    results: ResultNotices = _NO_NOTICES
    newer: EditionLine | None = None


class InspectionPane(QScrollArea):
    """``wished`` carries a ``Wish``; ``findings_wanted`` asks for the findings of this inspection.

    ``move_wanted`` carries the newer edition whose changes are to be seen.

    ``approval_wished`` carries an ``ApprovalWish``.
    """

    wished = Signal(object)
    findings_wanted = Signal()
    move_wanted = Signal(object)
    approval_wished = Signal(object)

    def __init__(self, shell: Shell, shown: Shown, today: dt.date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shell, self.detail, self._results = shell, shown.detail, shown.results
        self._be_a_column()
        self.buttons: dict[Wish, Button] = {}
        self.papers: list[PaperRow] = []
        self.signings: list[SigningOffer] = []
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        self._group.buttonClicked.connect(self._tell)
        self._add_state(shown)
        self._add_deeds(today, shown.approvals)
        self._add_newer(shown.newer)
        self._add_approvals(shown.approvals)
        if shown.detail.transcription is not None:
            self._column.addWidget(TranscriptionPart(shown.detail.transcription))
        self._column.addWidget(Facts(facts_of(shown.detail)))
        self._column.addWidget(HintsBox(shell, shown.detail))
        self._add_notice()
        self._add_blank()
        self._add_records()
        self._add_workbook()
        self._add_results()
        self._column.addStretch(1)
        first = next(iter(self.buttons.values()), None)
        if first is not None:
            lead_focus(self, first)

    # building

    def _be_a_column(self) -> None:
        """Scroll one column of parts."""
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(_("検査の内容"))
        holder = QWidget()
        holder.setProperty("surface", "clear")
        self._column = QVBoxLayout(holder)
        room = current_theme().control["focus"] + current_theme().control["focus_outline"]
        self._column.setContentsMargins(room, room, current_theme().space(12), room)
        self._column.setSpacing(current_theme().space(12))
        self.setWidget(holder)

    def _add_state(self, shown: Shown) -> None:
        detail = shown.detail
        row = Flow()
        row.addWidget(Tag(word_of(detail.state), INSPECTION_TONES[detail.state]))
        if detail.conclusion is not None:
            row.addWidget(Tag(word_of(detail.conclusion), CONCLUSION_TONES[detail.conclusion]))
        if detail.photography_forbidden:
            row.addWidget(Tag(_("撮影禁止の区域"), Tone.ATTENTION))
        self._column.addLayout(row)
        if shown.findings:
            told = _n("指摘 {count}件を見る", shown.findings).format(count=shown.findings)
            self.findings_button = Button(told, kind=ButtonKind.QUIET, icon="flag")
            self.findings_button.clicked.connect(self.findings_wanted)
            self._column.addWidget(self.findings_button, 0, Qt.AlignmentFlag.AlignLeft)

    def _add_deeds(self, today: dt.date, approvals: ApprovalsView) -> None:
        detail, flow = self.detail, Flow()
        for wish in Wish:
            if wish is Wish.RESULT and not self._results.is_owed:
                continue
            if wish is Wish.CORRECT and approvals.is_under_way:
                continue
            if wish is Wish.CHECK_PAPER and not awaits_check(detail):
                continue
            if wish.is_open_to(self._shell.office.actor, detail.state):
                button = Button(wish.word, icon=wish.icon)
                self._group.addButton(button)
                self.buttons[wish] = button
                flow.addWidget(button)
        if self.buttons:
            self._column.addLayout(flow)
        if Wish.CONDUCT in self.buttons and detail.planned_on != today:
            told = _("予定日は{day}です。今日始めると、今日を実施日とします。")
            self._column.addWidget(note(told.format(day=show_day(detail.planned_on, weekday=True))))

    def _add_newer(self, newer: EditionLine | None) -> None:
        self._newer = newer
        if newer is not None and may(self._shell.office.actor, Right.CONDUCT_INSPECTION):
            self.newer_line = NewerLine(newer)
            self.newer_line.button.clicked.connect(self._want_move)
            self._column.addWidget(self.newer_line)

    @Slot()
    def _want_move(self) -> None:
        self.move_wanted.emit(self._newer)

    def _add_notice(self) -> None:
        detail = self.detail
        if detail.state not in AHEAD:
            return
        inspection_id = detail.id
        name = _("実施通知書_{number}.pdf").format(number=detail.number)
        self._column.addWidget(section(_("実施通知書")))
        self._add_paper(_("実施通知書"), name, lambda office: office.inspections.print_notice(inspection_id))

    def _add_blank(self) -> None:
        if self.detail.state in AHEAD | OPEN:
            self.blank = BlankPart(self._shell, self.detail)
            self.papers.append(self.blank.paper)
            self._column.addWidget(self.blank)

    def _add_approvals(self, view: ApprovalsView) -> None:
        if self.detail.records:
            self.approvals = ApprovalPart(view, self._shell.office.actor)
            self.approvals.wished.connect(self.approval_wished)
            self._column.addWidget(self.approvals)

    def _add_records(self) -> None:
        records = self.detail.records
        if records:
            self._column.addWidget(section(_("確定した記録")))
        for record in reversed(records):
            self._column.addWidget(prose(told_record(record)))
            signing = SigningOffer(self._shell, record.id, in_full=True)
            self.signings.append(signing)
            self._column.addWidget(signing)
            self._add_record_paper(record)

    def _add_record_paper(self, record: RecordRow) -> None:
        number, version, record_id = self.detail.number, record.number, record.id
        what = _("検査記録 第{version}版").format(version=version)
        name = _("実地検査記録_{number}_第{version}版.pdf").format(number=number, version=version)
        self._add_paper(what, name, lambda office: office.inspections.print_record(record_id))

    def _add_workbook(self) -> None:
        """Offer the office's own checklist in Excel, with the answers as they stand."""
        detail, inspection_id = self.detail, self.detail.id
        if not detail.has_workbook or detail.state is InspectionState.CALLED_OFF:
            return
        told = _("取り込んだExcelの点検表に、今の答えと、指摘や理由を書き入れます。")
        self.workbook = GivingRow(
            self._shell,
            _("点検表のExcel（元の様式）"),
            told,
            lambda office: office.inspections.fill_workbook(inspection_id),
        )
        self._column.addWidget(self.workbook)

    def _add_results(self) -> None:
        letters = self._results.letters
        if letters:
            self._column.addWidget(section(_("結果通知")))
        for letter in reversed(letters):
            self._column.addWidget(prose(told_letter(letter), "sub"))
            self._add_paper(
                f"{letter.title} {letter.number}", f"{letter.number}.pdf", printed(letter.letter_id)
            )

    def _add_paper(self, what: str, name: str, make: Make) -> None:
        paper = PaperRow(self._shell, what, name, make)
        self.papers.append(paper)
        self._column.addWidget(paper)

    @Slot(QAbstractButton)
    def _tell(self, pressed: QAbstractButton) -> None:
        self.wished.emit(next(wish for wish, button in self.buttons.items() if button is pressed))
