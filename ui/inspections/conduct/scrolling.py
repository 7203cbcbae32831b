"""A page of the mode that scrolls where the text is large and the screen small, and is never cut."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt, Slot
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QVBoxLayout, QWidget

from ui.inspections.conduct.keys import is_typing
from ui.theme import current_theme
from ui.widgets.fields import Field
from ui.widgets.tab_chain import TabChain

_SIDE, _TOP = 40, 24


class Scrolling(QScrollArea):
    """Holds a column of widgets; the one with the focus is brought into sight."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        space = current_theme().space
        holder = QWidget()
        holder.setProperty("surface", "clear")
        self.column = QVBoxLayout(holder)
        self.column.setContentsMargins(space(_SIDE), space(_TOP), space(_SIDE), space(16))
        self.column.setSpacing(space(16))
        self.setWidget(holder)
        TabChain(holder)
        self.verticalScrollBar().rangeChanged.connect(self._fit)

    @Slot(int, int)
    def _fit(self, _least: int, most: int) -> None:
        """Let the scroll bar take its room from the margin, so that nothing moves when it comes.

        What grows while one types (the fields that a mark asks for) must not push the text out of sight.
        """
        side, top = current_theme().space(_SIDE), current_theme().space(_TOP)
        bar = self.verticalScrollBar().sizeHint().width() if most > 0 else 0
        self.column.setContentsMargins(side, top, side - bar, current_theme().space(16))
        if is_typing():
            self.bring_focus_into_sight()

    @Slot()
    def bring_focus_into_sight(self) -> None:
        """Scroll until the field with the focus stands wholly in sight, or at least its top."""
        focused, holder = QApplication.focusWidget(), self.widget()
        if focused is None or holder is None or not holder.isAncestorOf(focused):
            return
        field = _field_of(focused)
        top, room = field.mapTo(holder, QPoint(0, 0)).y(), current_theme().space(16)
        bar, seen = self.verticalScrollBar(), self.viewport().height()
        lowest = top + field.height() + room - seen
        bar.setValue(min(max(bar.value(), lowest), max(top - room, 0)))


def _field_of(widget: QWidget) -> QWidget:
    """Return the field a control stands in, with its label and what is said beneath; else the control."""
    link: QWidget | None = widget
    while link is not None and not isinstance(link, Field):
        link = link.parentWidget()
    return link or widget
