"""One finding beside the list: what was found, what is asked for, each step done, and its deeds."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from oversight.calendar import show_day
from oversight.findings import FindingState, Urgency
from oversight.inspections import word_of
from oversight.reports import FormKind
from oversight.words import _, _n
from ui.findings.chasing_part import ChasingPart
from ui.findings.evidence_part import EvidencePart
from ui.findings.letters_part import LettersPart
from ui.findings.rows import STATE_TONES
from ui.findings.shown import Shown
from ui.findings.told import facts_of, told_source, told_step
from ui.findings.wishes import NEXT, Wish
from ui.shell import Shell
from ui.theme import Tone
from ui.tones import SEVERITY_TONES
from ui.widgets.buttons import Button, ButtonKind, MenuButton
from ui.widgets.facts import Facts
from ui.widgets.flow import Flow
from ui.widgets.pane import Pane
from ui.widgets.text import Tag, section

__all__ = ["FindingPane", "Wish"]

_FIRST = 3
"""How many facts come before the deeds: what was found, what is asked for, by when."""


class FindingPane(Pane):
    """``wished`` carries the deed asked for; ``source_wanted`` and ``earlier_wanted`` lead elsewhere.

    ``form_wanted`` carries a ``FormKind``, or None for the forms of the whole inspection;
    ``contact_unwanted`` a contact that was noted by mistake.
    """

    wished = Signal(object)
    source_wanted = Signal()
    earlier_wanted = Signal()
    form_wanted = Signal(object)
    contact_unwanted = Signal(object)

    def __init__(self, shell: Shell, shown: Shown, parent: QWidget | None = None) -> None:
        super().__init__(_("指摘の内容"), parent)
        self._shell, self.shown, self.finding = shell, shown, shown.finding
        self.buttons: dict[Wish, Button] = {}
        self.forms_button = MenuButton(_("是正報告書の様式を渡す"), icon="file-text")
        self.source_button = Button(told_source(self.finding))
        number = self.finding.earlier_number
        self.earlier_button = Button(_("前の指摘 {number} を見る").format(number=number))
        facts = tuple(facts_of(self.finding))
        self.column.addLayout(self._tags())
        self.column.addWidget(Facts(facts[:_FIRST]))
        self.column.addLayout(self._deeds())
        self.column.addWidget(Facts(facts[_FIRST:]))
        self._add_steps()
        self.evidence = EvidencePart(shell, shown.evidence)
        self.letters = LettersPart(shell, shown.letters)
        self.chasing = ChasingPart(shell.office.actor, shown)
        self.chasing.contact_unwanted.connect(self.contact_unwanted)
        for part in (self.evidence, self.letters, self.chasing):
            self.column.addWidget(part)
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

    def _deeds(self) -> Flow:
        state, flow = self.finding.state, Flow()
        for wish in Wish:
            if not wish.is_open_to(self._shell.office.actor, state) or not self._makes_sense(wish):
                continue
            button = self.buttons[wish] = Button(wish.word, kind=self._kind(wish))
            button.clicked.connect(partial(self.wished.emit, wish))
            flow.addWidget(button)
        self._offer_forms()
        flow.addWidget(self.forms_button)
        for link, signal in (
            (self.source_button, self.source_wanted),
            (self.earlier_button, self.earlier_wanted),
        ):
            flow.addWidget(link)
            link.clicked.connect(signal)
        self.earlier_button.setHidden(not self.finding.earlier_number)
        return flow

    def _kind(self, wish: Wish) -> ButtonKind:
        is_next = NEXT.get(self.finding.state) is wish
        if wish is Wish.CLOSURE_LETTER:
            is_next = not self.shown.is_closure_told
        return ButtonKind.PRIMARY if is_next else ButtonKind.LINE

    def _makes_sense(self, wish: Wish) -> bool:
        """Tell whether a wish is worth offering: only what is on the ladder is chased."""
        return wish is not Wish.CONTACT or self.shown.chased is not None

    def _offer_forms(self) -> None:
        self.forms_button.offer("PDF", partial(self.form_wanted.emit, FormKind.PDF))
        self.forms_button.offer("Excel", partial(self.form_wanted.emit, FormKind.WORKBOOK))
        whole = _("同じ検査の指摘すべて（フォルダーへ）")
        self.forms_button.offer(whole, partial(self.form_wanted.emit, None))
        is_over = self.finding.state in (FindingState.CLOSED, FindingState.DROPPED)
        self.forms_button.setHidden(is_over)

    def _add_steps(self) -> None:
        steps = self.shown.steps
        if steps:
            self.column.addWidget(section(_("これまでの対応")))
            self.column.addWidget(Facts([(show_day(step.happened_on), told_step(step)) for step in steps]))
