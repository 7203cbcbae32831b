"""At an item on devices: what the entry log shows of it, and the way into the log of that month."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from oversight.inspections import EntryEvidence
from oversight.reports import show_month
from oversight.words import _
from ui.theme import Tone, current_theme, set_look
from ui.widgets.buttons import Button, ButtonKind
from ui.widgets.flow import Flow
from ui.widgets.text import Tag, prose


class EntryBox(QWidget):
    """Stands beneath the answers; in sight only where the log holds something.

    ``log_wanted`` carries a ``LogMonth``.
    """

    log_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shown: EntryEvidence | None = None
        self.tag, self.said = Tag(""), prose("")
        self.buttons: list[Button] = []
        self.box = QFrame()
        self.box.setProperty("piece", "notice")
        space = current_theme().space
        inner = QVBoxLayout(self.box)
        inner.setContentsMargins(space(12), space(8), space(12), space(8))
        inner.setSpacing(space(4))
        inner.addWidget(self.tag)
        inner.addWidget(self.said)
        ways = QWidget()
        self._ways = Flow(ways)
        inner.addWidget(ways)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, space(12), 0, 0)
        column.addWidget(self.box)
        self.hide()

    def show_evidence(self, evidence: EntryEvidence | None) -> None:
        """Show what the log shows of an item, aloud too where it is new; nothing takes the box away."""
        is_new = evidence is not None and evidence != self.shown
        self.shown = evidence
        self.setVisible(evidence is not None)
        if evidence is None or not is_new:
            return
        tone = Tone.ATTENTION if evidence.is_contrary else Tone.INFO
        word = _("⚠ 入退室記録（要確認）") if evidence.is_contrary else _("入退室記録")
        self.tag.say(word, tone)
        set_look(self.box, tone="attention" if evidence.is_contrary else "info")
        self.said.say(evidence.told)
        self._make_ways(evidence)
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, f"{word} {evidence.told}"))

    def _make_ways(self, evidence: EntryEvidence) -> None:
        for button in self.buttons:
            self._ways.removeWidget(button)
            button.deleteLater()
        self.buttons = []
        is_one_area = len({log.area_id for log in evidence.logs}) == 1
        for log in evidence.logs:
            month = show_month(log.month)
            whole = _("{area} {month}の記録を開く").format(area=log.area, month=month)
            told = _("{month}の記録を開く").format(month=month) if is_one_area else whole
            button = Button(told, kind=ButtonKind.QUIET, icon="clipboard-list")
            button.setAccessibleName(whole)
            button.setToolTip(whole)
            button.clicked.connect(partial(self.log_wanted.emit, log))
            self._ways.addWidget(button)
            self.buttons.append(button)
