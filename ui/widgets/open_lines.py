"""A box for several lines of text, with room between them."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QMimeData, Qt
from PySide6.QtGui import QTextBlockFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit
from typing_extensions import override

from ui.theme import current_theme

_OPEN = 130
"""Per cent of the font's height: the faces leave no room between lines of their own (as ``Prose``)."""


class OpenLines(QTextEdit):
    """Plain text of several lines; Tab leaves the box. ``QPlainTextEdit`` knows no height of lines."""

    def __init__(self, rows: int) -> None:
        super().__init__()
        self._rows = rows
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._open()
        self._fit()

    @override
    def setPlainText(self, text: str, /) -> None:
        """Replace the text; what stood there cannot be brought back by undoing."""
        super().setPlainText(text)
        self._open()

    @override
    def insertFromMimeData(self, source: QMimeData, /) -> None:
        """Take the text alone of what is pasted or dropped: its lines are spaced like those beside them."""
        if source.hasText():
            self.textCursor().insertText(source.text())
            self.ensureCursorVisible()

    def _open(self) -> None:
        """Give every line its height; lines begun later take it from the line before."""
        spaced = QTextBlockFormat()
        spaced.setLineHeight(_OPEN, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        told = self.blockSignals(True)  # the text itself does not change
        self.document().setUndoRedoEnabled(False)
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(spaced)
        self.document().setUndoRedoEnabled(True)
        self.blockSignals(told)

    def _fit(self) -> None:
        line = round(self.fontMetrics().lineSpacing() * _OPEN / 100)
        self.setFixedHeight(self._rows * line + current_theme().space(24))

    @override
    def changeEvent(self, event: QEvent) -> None:
        """Follow the text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()
