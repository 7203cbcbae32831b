"""A list and, beside it, the one thing chosen; where there is no room for both, one at a time."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QSplitter, QVBoxLayout, QWidget
from typing_extensions import override

from oversight.words import _
from ui.theme import current_theme
from ui.widgets.buttons import Button, ButtonKind
from ui.widgets.lead_focus import led_from
from ui.widgets.text import section

_SIDE_BY_SIDE = 900
_LIST_SHARE, _DETAIL_SHARE = 58, 42


class DetailSplit(QSplitter):
    """``detail_closed`` tells that the user closed the pane, ``took_all`` whether the list gave way to it."""

    detail_closed = Signal()
    took_all = Signal(bool)

    def __init__(self, listing: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setChildrenCollapsible(False)
        self.setHandleWidth(1)
        self._listing = listing
        self._pane = QWidget()
        self._heading = section("")
        self._close = Button(_("閉じる"), kind=ButtonKind.QUIET, icon="x")
        self._content: QWidget | None = None
        self._column = QVBoxLayout(self._pane)
        self._lay_out()
        self.addWidget(listing)
        self.addWidget(self._pane)
        self._pane.hide()
        self._close.clicked.connect(self._close_by_user)

    def _lay_out(self) -> None:
        space = current_theme().space
        self._column.setContentsMargins(space(20), 0, 0, 0)
        self._column.setSpacing(space(8))
        head = QHBoxLayout()
        head.addWidget(self._heading, 1)
        head.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self._column.addLayout(head)

    @property
    def listing(self) -> QWidget:
        """Return the list."""
        return self._listing

    @property
    def detail(self) -> QWidget | None:
        """Return what the pane shows."""
        return self._content

    def show_detail(self, heading: str, content: QWidget) -> None:
        """Show something in the pane; what was there is freed."""
        had_focus = self._has_focus()
        before, self._content = self._content, content
        self._heading.setText(heading)
        self._pane.setAccessibleName(heading)
        self._column.addWidget(content, 1)
        self._pane.show()
        self._share()
        if had_focus:  # before the old one goes: the focus would start again at the navigation
            takes_focus = bool(content.focusPolicy() & Qt.FocusPolicy.TabFocus)
            (led_from(content) or (content if takes_focus else self._close)).setFocus()
        self._free(before)

    def close_detail(self) -> None:
        """Close the pane and free what it showed."""
        had_focus = self._has_focus()
        before, self._content = self._content, None
        self._pane.hide()
        self._listing.show()
        self.took_all.emit(False)
        if had_focus:
            self._listing.setFocus()
        self._free(before)

    def _has_focus(self) -> bool:
        focused = QApplication.focusWidget()
        return focused is not None and self._pane.isAncestorOf(focused)

    def _free(self, content: QWidget | None) -> None:
        if content is not None:
            self._column.removeWidget(content)
            content.hide()
            content.deleteLater()

    @Slot()
    def _close_by_user(self) -> None:
        self.close_detail()
        self.detail_closed.emit()

    def _share(self) -> None:
        """Share the width between list and pane, or show the pane alone."""
        if self._content is None:
            return
        is_wide = self.width() >= current_theme().width(_SIDE_BY_SIDE)
        was_alone = self._listing.isHidden()
        self._listing.setVisible(is_wide)
        self.took_all.emit(not is_wide)
        self._close.setText(_("閉じる") if is_wide else _("一覧へ戻る"))
        if is_wide and (was_alone or self.sizes()[1] == 0):
            self.setSizes([self.width() * _LIST_SHARE // 100, self.width() * _DETAIL_SHARE // 100])

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Decide anew whether both fit."""
        super().resizeEvent(event)
        self._share()

    @override
    def changeEvent(self, event: QEvent) -> None:
        """Decide anew when the text size changes."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_content"):
            self._share()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close the pane on Escape."""
        if event.key() == Qt.Key.Key_Escape and self._content is not None:
            self._close_by_user()
            return
        super().keyPressEvent(event)
