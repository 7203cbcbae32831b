"""The window: the gate until the vault is open; then navigation at the left and one page at the right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QMainWindow, QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid
from typing_extensions import override

from oversight.words import _
from ui.actions import bind
from ui.notices import NoticeBar, Notices, Question
from ui.shortcuts import Shortcut
from ui.theme import current_theme
from ui.widgets.focus_ring import FocusRing
from ui.widgets.lead_focus import led_from

if TYPE_CHECKING:
    from ui.desk_view import DeskView
    from ui.page import Page
    from ui.shell import Shell

SMALLEST = (1024, 640)
FIRST = (1366, 768)


class Window(QMainWindow):
    """Holds one of: the gate, the desk (navigation and page), or what covers the desk.

    ``closing`` tells that the user closes the window, before it is gone.
    """

    closing = Signal()

    def __init__(self, notices: Notices) -> None:
        super().__init__()
        self.setWindowTitle(_("委託監督台帳"))
        self.notices = notices
        self.bar = NoticeBar(notices)
        self.layers = QStackedWidget()
        self.desk: DeskView | None = None
        self._gate: QWidget | None = None
        self._covers: list[tuple[QWidget, QWidget | None]] = []
        self._may_lose = False
        self._waiting = QLabel(self)
        self._lay_out()
        self._ring = FocusRing(self)
        self.resize(*FIRST)
        self.setMinimumSize(*SMALLEST)
        bind(Shortcut.DISMISS_NOTICE, self, self.bar.dismiss)

    def _lay_out(self) -> None:
        ground = QWidget()
        ground.setProperty("surface", "ground")
        ground.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(ground)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.bar)
        column.addWidget(self.layers, 1)
        self.setCentralWidget(ground)
        self._waiting.setProperty("tag", True)
        self._waiting.setProperty("tone", "info")
        self._waiting.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._waiting.hide()

    # what is shown

    def show_gate(self, gate: QWidget) -> None:
        """Show the way in; it hides everything else at once."""
        if self._gate is not None and self._gate is not gate:
            self._free(self._gate)
        self._gate = gate
        if self.layers.indexOf(gate) < 0:
            self.layers.addWidget(gate)
        self.layers.setCurrentWidget(gate)
        gate.setFocus()

    def open_desk(self, shell: Shell, pages: Sequence[type[Page]]) -> DeskView:
        """Show navigation and the first page for an office just opened."""
        from ui.desk_view import DeskView

        self.close_desk()
        self.desk = DeskView(shell, pages)
        self.layers.addWidget(self.desk)
        shell.cover_wanted.connect(self.cover)
        shell.uncover_wanted.connect(self.uncover)
        self.show_desk()
        return self.desk

    def show_desk(self) -> None:
        """Show the desk, or what covers it, as it was left."""
        front = self._covers[-1][0] if self._covers else self.desk
        if front is not None:
            self.layers.setCurrentWidget(front)
            front.setFocus()
        if self._gate is not None:
            self._free(self._gate)
            self._gate = None

    def close_desk(self) -> None:
        """Free the desk with all its pages."""
        self._free_covers()
        if self.desk is not None:
            shell = self.desk.shell
            shell.cover_wanted.disconnect(self.cover)  # a desk made anew listens once, not twice
            shell.uncover_wanted.disconnect(self.uncover)
            self._free(self.desk)
            self.desk = None

    @Slot(object)
    @Slot(object, bool)
    def cover(self, widget: QWidget, over: bool = False) -> None:
        """Give the whole window to a widget; what had the focus gets it back afterwards.

        With ``over`` what covers the desk already stays beneath.
        """
        if not over:
            self._free_covers()
        self._covers.append((widget, self.focusWidget()))
        if self.desk is not None:  # the desk's own key for it is out of sight with the desk
            bind(Shortcut.LOCK, widget, self.desk.shell.lock)
        self.layers.addWidget(widget)
        self.layers.setCurrentWidget(widget)
        widget.setFocus()

    @Slot()
    def uncover(self) -> None:
        """Free what covers the desk and show what lies beneath."""
        if not self._covers:
            return
        covering, left = self._covers.pop()
        beneath = self._covers[-1][0] if self._covers else self.desk
        if beneath is not None and self.layers.currentWidget() is covering:
            self.layers.setCurrentWidget(beneath)
        self._free(covering)
        self._take_up_again(left)

    def _free_covers(self) -> None:
        while self._covers:
            self.uncover()

    def _take_up_again(self, left: QWidget | None) -> None:
        """Give the focus back to what had it, or to the page: never to whatever comes next."""
        page = self._covers[-1][0] if self._covers else self.desk.page if self.desk is not None else None
        if page is None:
            return
        known = left if left is not None and isValid(left) and page.isAncestorOf(left) else None
        for widget in (known, led_from(page), *page.findChildren(QWidget)):
            if widget is not None and _takes_focus(widget):
                widget.setFocus()
                return

    def _free(self, widget: QWidget) -> None:
        self.layers.removeWidget(widget)
        widget.hide()
        widget.deleteLater()

    # waiting

    @Slot(str)
    def say_waiting(self, what: str) -> None:
        """Say what is being waited for; an empty text takes the sign away."""
        self._waiting.setText(what)
        self._waiting.setVisible(bool(what))
        self._place_waiting()

    def _place_waiting(self) -> None:
        self._waiting.adjustSize()
        space = current_theme().space(16)
        self._waiting.move(
            self.width() - self._waiting.width() - space, self.height() - self._waiting.height() - space
        )
        self._waiting.raise_()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the sign of waiting in its corner."""
        super().resizeEvent(event)
        self._place_waiting()

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        """Say or ask once if something typed or drawn would be lost; else tell that the window closes."""
        if self._is_held():
            event.ignore()
            return
        if self.desk is not None and self.desk.has_unsaved and not self._may_lose:
            event.ignore()
            self.notices.ask(
                Question(
                    _("保存していない入力があります"),
                    _("このまま閉じると、入力の途中の内容は失われます。保存済みの記録は残ります。"),
                    _("保存せずに閉じる"),
                    is_dangerous=True,
                ),
                self._close_anyway,
                parent=self,
            )
            return
        self.closing.emit()
        super().closeEvent(event)

    def _is_held(self) -> bool:
        """Tell whether what covers the desk holds the window back, as it says itself."""
        if not self._covers:
            return False
        from ui.covering_page import CoveringPage  # the first window covers nothing

        front = self._covers[-1][0]
        return isinstance(front, CoveringPage) and front.holds_back()

    def _close_anyway(self) -> None:
        self._may_lose = True
        self.close()


def _takes_focus(widget: QWidget) -> bool:
    by_key = widget.focusPolicy() & Qt.FocusPolicy.TabFocus
    return bool(by_key) and widget.isVisible() and widget.isEnabled()
