"""Paints a table's cells: text, tags, the line beneath; every size from the theme."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from ui.theme import TONE_ROLES, Tone, current_theme
from ui.widgets.row_model import TONE_ROLE, RowModel

Index = QModelIndex | QPersistentModelIndex


class RowPainter(QStyledItemDelegate):
    """Paints the cells of a ``RowModel``."""

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        theme = current_theme()
        box: QRect = option.rect
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.fillRect(box, theme.colour("selected" if is_selected else "ground"))
        painter.setPen(theme.colour("line"))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        model = index.model()
        column = model.columns[index.column()] if isinstance(model, RowModel) else None
        tone = index.data(TONE_ROLE)
        text = str(index.data() or "")
        painter.setFont(theme.font("body", figures=bool(column and column.figures)))
        inner = box.adjusted(theme.space(10), 0, -theme.space(10), -1)
        if column is not None and column.is_tag and tone is not None and text:
            paint_tag(painter, inner, text, tone)
        else:
            role = TONE_ROLES[tone][0] if isinstance(tone, Tone) else "text"
            painter.setPen(theme.colour("on_selected" if is_selected and tone is None else role))
            align = column.align.value if column is not None else Qt.AlignmentFlag.AlignVCenter
            shown = QFontMetrics(painter.font()).elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
            painter.drawText(inner, int(align), shown)
        painter.restore()

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the row's height; widths are the table's affair."""
        return QSize(0, current_theme().row_height)


def paint_tag(painter: QPainter, box: QRect, text: str, tone: Tone) -> None:
    """Paint a word on its tone's ground at the left of a box."""
    theme = current_theme()
    words, ground, line = TONE_ROLES[tone]
    painter.setFont(theme.font("note"))
    metrics = QFontMetrics(painter.font())
    pad = theme.space(8)
    width = min(metrics.horizontalAdvance(text) + 2 * pad, box.width())
    height = round(metrics.height() * 1.3) + 4
    tag = QRectF(box.left() + 0.5, box.top() + (box.height() - height) // 2 + 0.5, width, height)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(theme.colour(line))
    painter.setBrush(theme.colour(ground))
    painter.drawRoundedRect(tag, 4, 4)
    painter.setPen(theme.colour(words))
    shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, round(width) - pad)
    painter.drawText(tag, int(Qt.AlignmentFlag.AlignCenter), shown)
