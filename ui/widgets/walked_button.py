"""A button of a group that arrows walk through in its order, also where the group takes several lines."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QScrollArea, QWidget
from typing_extensions import override

from ui.theme import current_theme
from ui.widgets.buttons import ToggleButton

_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1}


class WalkedButton(ToggleButton):
    """One of a ``QButtonGroup``; Qt itself would stop at the end of each line."""

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk with the arrows; where one alone is pressed, who walks from it presses (as Qt has it)."""
        step = _STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        buttons = [button for button in self.group().buttons() if button.isVisible() and button.isEnabled()]
        place = buttons.index(self) + step
        if 0 <= place < len(buttons):
            if self.isChecked() and self.group().exclusive():
                buttons[place].click()
            buttons[place].setFocus(Qt.FocusReason.TabFocusReason)
            bring_into_sight(buttons[place])


def bring_into_sight(widget: QWidget) -> None:
    """Scroll what a widget lies in until it is seen: Qt does so for Tab, not for a focus that is set."""
    area = widget.parentWidget()
    while area is not None and not isinstance(area, QScrollArea):
        area = area.parentWidget()
    if area is not None:
        area.ensureWidgetVisible(widget, 0, current_theme().space(16))
