"""F1: explains the page beside it, with the keys that work there; nothing modal."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from oversight.words import _
from ui.shortcuts import Scope, Shortcut
from ui.theme import current_theme
from ui.widgets.buttons import IconButton
from ui.widgets.text import key_cap, note, prose, section

_WIDTH = 320
_GENERAL = (Shortcut.PAGE_1, Shortcut.PAGE_13)


class HelpPanel(QFrame):
    """A column at the right."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("piece", "help")
        self._heading, self._text = section(""), prose("")
        self._close = IconButton("x", _("説明を閉じる"))
        self._close.clicked.connect(self.hide)
        space = current_theme().space
        column = QVBoxLayout(self)
        column.setContentsMargins(space(16), space(16), space(8), space(16))
        head = QHBoxLayout()
        head.addWidget(self._heading, 1)
        head.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)
        column.addWidget(self._scrolling(), 1)
        self.hide()

    def _scrolling(self) -> QScrollArea:
        holder = QWidget()
        holder.setProperty("surface", "clear")
        lines = QVBoxLayout(holder)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.addWidget(self._text)
        keys = QFormLayout()
        keys.setVerticalSpacing(current_theme().space(8))
        keys.setRowWrapPolicy(QFormLayout.RowWrapPolicy.DontWrapRows)
        shown = [
            key
            for key in Shortcut
            if key.scope in (Scope.WINDOW, Scope.PAGE) and not key.name.startswith("PAGE_")
        ]
        for key in shown:
            keys.addRow(key_cap(key.shown), note(key.word))
        keys.addRow(key_cap("Ctrl+1…9, 0, -, ^, \\"), note(_("画面を切り替える")))
        keys.addRow(key_cap("Enter"), note(_("選んだ行を開く")))
        keys.addRow(key_cap("Esc"), note(_("戻る・閉じる")))
        lines.addLayout(keys)
        lines.addStretch(1)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setAccessibleName(_("この画面の説明"))
        area.setWidget(holder)
        return area

    def explain(self, heading: str, text: str) -> None:
        """Show the explanation of a page."""
        self._heading.setText(heading)
        self._text.setText(text)
        self.setFixedWidth(current_theme().space(_WIDTH))
        self.show()
        self._close.setFocus()
