"""One month's report beside the list: where it stands and why, what may be done with it now."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QWidget

from oversight.access import Actor, may
from oversight.access import Deed as Right
from oversight.calendar import show_short
from oversight.choice_words import word_of
from oversight.papers import Paper
from oversight.reports import (
    Chased,
    ContactRow,
    FilingRow,
    LetterRow,
    MonthDetail,
    ReturnRow,
    Standing,
    tell_step,
)
from oversight.words import _, mark
from ui.paper_row import PaperRow
from ui.reports.filing import FilingCard
from ui.reports.rows import IN_HAND, NOT_HERE, RETURNED, STANDING_TONES, told_standing
from ui.reports.told import facts_of, told_return
from ui.shell import Shell
from ui.theme import Tone
from ui.told_chasing import told_contact, told_letter
from ui.widgets.buttons import Button, ButtonKind
from ui.widgets.facts import Facts
from ui.widgets.flow import Flow
from ui.widgets.lead_focus import lead_focus
from ui.widgets.pane import Pane
from ui.widgets.text import Tag, note, prose, section

if TYPE_CHECKING:
    from oversight.office import Office

AWAITED_FROM_THEM = frozenset(
    {Standing.AWAITED, Standing.OVERDUE, Standing.RETURNED, Standing.RESUBMISSION_OVERDUE}
)
_FRESH = frozenset({Standing.RECEIVED, Standing.RESUBMITTED})
_HERE = IN_HAND | RETURNED | {Standing.CHECKED}


class Wish(Enum):
    """What may be asked of the pane: the verb, its icon, who may, and where the report must stand."""

    RECEIVE = (mark("受け取りを記録する"), "file-import", Right.RECEIVE_REPORT, NOT_HERE)
    FORM_PDF = (mark("様式（PDF）"), "file-type-pdf", Right.RECEIVE_REPORT, NOT_HERE | RETURNED)
    FORM_BOOK = (mark("様式（Excel）"), "file-text", Right.RECEIVE_REPORT, NOT_HERE | RETURNED)
    ENTER = (mark("紙の報告を入力する"), "pencil", Right.RECEIVE_REPORT, NOT_HERE | RETURNED | IN_HAND)
    CONTACT = (mark("連絡を記録する"), "notes", Right.CHASE_REPORT, AWAITED_FROM_THEM)
    RECEIVE_AGAIN = (mark("再提出を記録する"), "file-import", Right.RECEIVE_REPORT, RETURNED)
    BEGIN_CHECK = (mark("確認を始める"), "list-check", Right.CHECK_REPORT, _FRESH)
    CHECK = (mark("確認済にする"), "circle-check", Right.CHECK_REPORT, IN_HAND)
    CHIEF = (mark("係長の確認をする"), "circle-check", Right.CHECK_REPORT, frozenset({Standing.CHECKED}))
    RETURN = (mark("差し戻す"), "arrow-back-up", Right.CHECK_REPORT, IN_HAND | {Standing.CHECKED})
    CLOSE = (mark("完結する"), "lock", Right.CLOSE_REPORT, frozenset({Standing.CHECKED}))
    WAIVE = (mark("免除する"), "x", Right.WAIVE_REPORT, NOT_HERE)
    END_WAIVER = (mark("免除を取り消す"), "refresh", Right.WAIVE_REPORT, frozenset({Standing.WAIVED}))
    WITHDRAW = (mark("受け取りを取り消す"), "trash", Right.RECEIVE_REPORT, _HERE)

    @property
    def word(self) -> str:
        """Return the verb in the language in use."""
        return _(self.value[0])

    @property
    def icon(self) -> str:
        """Return the icon's name."""
        return self.value[1]

    def is_open_to(self, actor: Actor, standing: Standing) -> bool:
        """Tell whether a person may wish for it now; the deed itself decides again."""
        return standing in self.value[3] and may(actor, self.value[2])


@dataclass(frozen=True)
class Shown:
    """A month with what was done to get its report, and what comes next (None where nothing is awaited)."""

    detail: MonthDetail
    chased: Chased | None
    contacts: tuple[ContactRow, ...]
    letters: tuple[LetterRow, ...]
    filings: tuple[FilingRow, ...] = ()


class MonthPane(Pane):
    """``wished`` carries a ``Wish``; ``contract_wanted`` asks for the contract's own pane.

    ``contact_unwanted`` carries a contact that was noted by mistake, ``dismissal_wanted`` and
    ``finding_wanted`` an attention point, ``log_wanted`` an area whose entry log is to be looked at.
    """

    wished = Signal(object)
    contract_wanted = Signal()
    contact_unwanted = Signal(object)
    dismissal_wanted = Signal(object)
    finding_wanted = Signal(object)
    log_wanted = Signal(object)

    def __init__(self, shell: Shell, shown: Shown, parent: QWidget | None = None) -> None:
        super().__init__(_("月次報告の内容"), parent)
        self._shell, self._shown, self.detail = shell, shown, shown.detail
        self.papers: list[PaperRow] = []
        self.filings: list[FilingCard] = []
        self.withdrawals: list[Button] = []
        self.buttons: dict[Wish, Button] = {}
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        self._group.buttonClicked.connect(self._tell)
        self.column.addLayout(self._tags())
        self.column.addLayout(self._deeds(shell.office.actor))
        has_open = any(point.is_open for row in shown.filings for point in row.points)
        parts = [self._add_filings, self._add_facts]
        for add in parts if has_open else reversed(parts):  # what is to be decided comes before what is known
            add()
        self._add_returns()
        self._add_chasing()
        self.end()
        lead_focus(self, next(iter(self.buttons.values()), self.contract_button))

    def _tags(self) -> Flow:
        month, row = self.detail.month, Flow()
        told = told_standing(month.standing, month.days_late, is_here=month.received_on is not None)
        row.addWidget(Tag(told, STANDING_TONES[month.standing]))
        if self.detail.contract.handles_specific:
            row.addWidget(Tag(_("特定個人情報"), Tone.INFO))
        return row

    def _deeds(self, actor: Actor) -> Flow:
        flow = Flow()
        for wish in Wish:
            if wish.is_open_to(actor, self.detail.month.standing) and self._makes_sense(wish):
                button = Button(wish.word, icon=wish.icon)
                self._group.addButton(button)
                self.buttons[wish] = button
                flow.addWidget(button)
        self.contract_button = Button(_("契約を開く"), kind=ButtonKind.QUIET, icon="file-text")
        self.contract_button.clicked.connect(self.contract_wanted)
        flow.addWidget(self.contract_button)
        return flow

    def _makes_sense(self, wish: Wish) -> bool:
        """Tell whether a wish is worth offering: what is here with its answers is not typed in again.

        The route goes from the chief to the head.
        """
        if wish in (Wish.CHIEF, Wish.CLOSE):
            return self.detail.awaits_chief is (wish is Wish.CHIEF)
        is_in_hand = self.detail.month.standing in IN_HAND
        return wish is not Wish.ENTER or not is_in_hand or not self._shown.filings

    def _add_facts(self) -> None:
        self.column.addWidget(Facts(facts_of(self.detail)))

    def _add_filings(self) -> None:
        for row in self._shown.filings:
            card = FilingCard(self._shell, row)
            card.dismissal_wanted.connect(self.dismissal_wanted)
            card.finding_wanted.connect(self.finding_wanted)
            card.log_wanted.connect(self.log_wanted)
            self.filings.append(card)
            self.column.addWidget(card)

    def _add_returns(self) -> None:
        returns = self.detail.month.returns
        if returns:
            self.column.addWidget(section(_("差戻の経過")))
        for row in returns:
            self.column.addWidget(prose(told_return(row), "sub"))
            self.column.addWidget(prose(row.reasons))
            self._add_return_letter(row)

    def _add_return_letter(self, row: ReturnRow) -> None:
        key, number = self.detail.key, row.number

        def make(office: Office) -> Paper:
            return office.filings.print_return(key, number)

        stem = f"{self.detail.contract.number}_{key.month:%Y-%m}_{number}"
        what = _("差戻通知書 第{number}回").format(number=number)
        paper = PaperRow(self._shell, what, _("差戻通知書_{stem}.pdf").format(stem=stem), make)
        self.papers.append(paper)
        self.column.addWidget(paper)

    def _add_chasing(self) -> None:
        """Tell what was done to get the report, the newest first, and what comes next."""
        shown = self._shown
        if shown.chased is None and not shown.contacts and not shown.letters:
            return
        self.column.addWidget(section(_("督促の経過")))
        if shown.chased is not None:
            self.column.addWidget(prose(_("次: {step}").format(step=tell_step(shown.chased.step))))
            self._add_skipped(shown.chased)
        for contact in reversed(shown.contacts):
            self.column.addWidget(prose(told_contact(contact), "sub"))
            if contact.said:
                self.column.addWidget(prose(contact.said))
            self._add_withdrawal(contact)
        for letter in reversed(shown.letters):
            self.column.addWidget(prose(told_letter(letter), "sub"))
            self._add_letter(letter)

    def _add_skipped(self, chased: Chased) -> None:
        skipped = _("、").join(_(rung.title) for rung in chased.step.skipped)
        if skipped:
            self.column.addWidget(note(_("行わずに過ぎた段階: {titles}").format(titles=skipped)))

    def _add_withdrawal(self, contact: ContactRow) -> None:
        if not may(self._shell.office.actor, Right.CHASE_REPORT):
            return
        told = _("{day} {kind}の記録を取り消す")
        button = Button(
            told.format(day=show_short(contact.happened_on), kind=word_of(contact.kind)),
            kind=ButtonKind.QUIET,
            icon="trash",
        )
        button.clicked.connect(partial(self.contact_unwanted.emit, contact))
        self.withdrawals.append(button)
        self.column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def _add_letter(self, letter: LetterRow) -> None:
        def make(office: Office) -> Paper:
            return office.chasing.print_letter(letter.letter_id)

        paper = PaperRow(self._shell, f"{letter.title} {letter.number}", f"{letter.number}.pdf", make)
        self.papers.append(paper)
        self.column.addWidget(paper)

    @Slot(QAbstractButton)
    def _tell(self, pressed: QAbstractButton) -> None:
        self.wished.emit(next(wish for wish, button in self.buttons.items() if button is pressed))
