"""Paints several words in one cell, each on a ground of its own."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from ui.theme import Tone, current_theme
from ui.widgets.row_painter import paint_tag

Index = QModelIndex | QPersistentModelIndex
BETWEEN = "　 "
"""Parts the words in the cell's text; wide enough for the grounds when the column is measured."""


class FlagPainter(QStyledItemDelegate):
    """Paints the words of a cell as tags; the first word tells most and is toned."""

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        theme = current_theme()
        box: QRect = option.rect
        painter.save()
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.fillRect(box, theme.colour("selected" if is_selected else "ground"))
        painter.setPen(theme.colour("line"))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        metrics = QFontMetrics(theme.font("note"))
        left, right = box.left() + theme.space(10), box.right() - theme.space(4)
        for place, word in enumerate(filter(None, str(index.data() or "").split(BETWEEN))):
            width = metrics.horizontalAdvance(word) + 2 * theme.space(8)
            if left + width > right:
                break
            tone = Tone.NEUTRAL if place else Tone.INFO
            paint_tag(painter, QRect(left, box.top(), width, box.height() - 1), word, tone)
            left += width + theme.space(4)
        painter.restore()
