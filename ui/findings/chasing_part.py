"""What was done to get a correction reported, the newest first, and what comes next."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from oversight.access import Actor, Deed, may
from oversight.calendar import show_short
from oversight.corrections import ChasedFinding
from oversight.inspections import word_of
from oversight.reports import ContactRow, tell_step
from oversight.words import _
from ui.findings.shown import Shown
from ui.theme import current_theme
from ui.told_chasing import told_contact
from ui.widgets.buttons import Button, ButtonKind
from ui.widgets.text import note, prose, section


class ChasingPart(QWidget):
    """``contact_unwanted`` carries a contact noted by mistake; hidden where there is nothing to tell."""

    contact_unwanted = Signal(object)

    def __init__(self, actor: Actor, shown: Shown) -> None:
        super().__init__()
        self._may = may(actor, Deed.CHASE_REPORT)
        self.withdrawals: list[Button] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(current_theme().space(8))
        self._column.addWidget(section(_("督促の経過")))
        if shown.chased is not None:
            self._add_next(shown.chased)
        for contact in reversed(shown.contacts):
            self._add_contact(contact)
        self.setVisible(shown.chased is not None or bool(shown.contacts))

    def _add_next(self, chased: ChasedFinding) -> None:
        self._column.addWidget(prose(_("次: {step}").format(step=tell_step(chased.step))))
        skipped = _("、").join(_(rung.title) for rung in chased.step.skipped)
        if skipped:
            self._column.addWidget(note(_("行わずに過ぎた段階: {titles}").format(titles=skipped)))

    def _add_contact(self, contact: ContactRow) -> None:
        self._column.addWidget(prose(told_contact(contact), "sub"))
        if contact.said:
            self._column.addWidget(prose(contact.said))
        if not self._may:
            return
        told = _("{day} {kind}の記録を取り消す")
        button = Button(
            told.format(day=show_short(contact.happened_on), kind=word_of(contact.kind)),
            kind=ButtonKind.QUIET,
            icon="trash",
        )
        button.clicked.connect(partial(self.contact_unwanted.emit, contact))
        self.withdrawals.append(button)
        self._column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
