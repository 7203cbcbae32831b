"""Says at once where a mark is the contrary of what the contractor reported; it stops nothing."""

from __future__ import annotations

from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from oversight.inspections import Contradiction, Mark, Statement
from oversight.inspections.focus import contradicted
from oversight.words import _
from ui.theme import Tone, current_theme, set_look
from ui.widgets.text import Tag, note, prose


class ContradictionBox(QWidget):
    """Stands beneath the answers of an item; in sight only while there is a contradiction."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._item_id = ""
        self._statements: tuple[Statement, ...] = ()
        self.said = prose("")
        self.box = QFrame()
        self.box.setProperty("piece", "notice")
        set_look(self.box, tone="attention")
        space = current_theme().space
        inner = QVBoxLayout(self.box)
        inner.setContentsMargins(space(12), space(8), space(12), space(8))
        inner.setSpacing(space(4))
        inner.addWidget(Tag(_("⚠ 委託先の月次報告と食い違います"), Tone.ATTENTION))
        inner.addWidget(self.said)
        inner.addWidget(
            note(_("見たとおりに記録してください。食い違いは、確定した記録と検査記録書に残ります。"))
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, space(12), 0, 0)
        column.addWidget(self.box)
        self.hide()

    def show_item(self, item_id: str, statements: tuple[Statement, ...]) -> None:
        """Take what the contractor reported of an item."""
        self._item_id, self._statements = item_id, statements

    def show_mark(self, mark: Mark | None) -> None:
        """Say what a mark contradicts, aloud too where it is new."""
        found = contradicted(mark, self._statements) if mark is not None else ()
        told = "\n".join(Contradiction(self._item_id, mark, each).told() for each in found if mark)
        is_new = bool(told) and told != self.said.text()
        self.said.say(told)
        self.setVisible(bool(told))
        if is_new:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, told))
