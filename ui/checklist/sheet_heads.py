"""The heads of a sheet: a column's letters with its role, a row's number with its kind; pressed, they ask."""

from __future__ import annotations

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QMouseEvent, QPainter
from PySide6.QtWidgets import QHeaderView, QWidget
from typing_extensions import override

from oversight.checklist.workbook import KIND_WORDS, ROLE_WORDS, ColumnRole
from oversight.words import _
from ui.checklist.sheet_model import KIND_TONES, SheetModel, letters_of
from ui.theme import Tone, current_theme
from ui.widgets.row_painter import paint_tag

_NUMBER_SIGNS = "0,000"
LEFT = int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
RIGHT = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)


class SheetHead(QHeaderView):
    """One head of the table of a sheet; ``asked`` carries which column or row was pressed."""

    asked = Signal(int)

    def __init__(self, orientation: Qt.Orientation, model: SheetModel, parent: QWidget) -> None:
        super().__init__(orientation, parent)
        self._sheet_model = model
        self.setHighlightSections(False)
        is_of_columns = orientation == Qt.Orientation.Horizontal
        self.setAccessibleName(_("列の役割") if is_of_columns else _("行の種類"))
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Tell what was pressed; unlike Qt's own head, select nothing."""
        at = self.logicalIndexAt(event.position().toPoint())
        if at >= 0 and event.button() == Qt.MouseButton.LeftButton:
            self.asked.emit(at)

    def fit(self) -> None:
        """Take the room that the longest word needs."""
        theme = current_theme()
        if self.orientation() == Qt.Orientation.Horizontal:
            self.setFixedHeight(theme.row_height + round(theme.text_px("note") * 1.5))
            return
        words = [_(word) for word in KIND_WORDS.values()]
        note, figures = QFontMetrics(theme.font("note")), QFontMetrics(theme.font("note", figures=True))
        widest = max(note.horizontalAdvance(word) for word in words)
        self.setFixedWidth(
            figures.horizontalAdvance(_NUMBER_SIGNS) + widest + theme.space(16) + 2 * theme.space(10) + 4
        )
        self.setDefaultSectionSize(theme.row_height)

    @override
    def sizeHint(self) -> QSize:
        """Keep the measures of ``fit``."""
        return QSize(self.width(), self.height())

    @override
    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:
        """Paint letters above the role, or the number beside the kind."""
        theme = current_theme()
        painter.save()
        painter.fillRect(rect, theme.colour("panel"))
        painter.setPen(theme.colour("line"))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.drawLine(rect.topRight(), rect.bottomRight())
        inner = rect.adjusted(theme.space(8), 2, -theme.space(6), -2)
        if self.orientation() == Qt.Orientation.Horizontal:
            self._paint_column(painter, inner, logicalIndex)
        else:
            self._paint_row(painter, inner, logicalIndex)
        painter.restore()

    def _paint_column(self, painter: QPainter, box: QRect, column: int) -> None:
        theme, role = current_theme(), self._sheet_model.sheet.roles[column]
        painter.setFont(theme.font("note", bold=True))
        painter.setPen(theme.colour("sub"))
        letters = QRect(box.left(), box.top(), box.width(), round(theme.text_px("note") * 1.5))
        painter.drawText(letters, LEFT, letters_of(column))
        tag = QRect(box.left(), letters.bottom(), box.width(), box.bottom() - letters.bottom())
        is_used = role is not ColumnRole.IGNORED
        paint_tag(painter, tag, f"{_(ROLE_WORDS[role])} ▾", Tone.INFO if is_used else Tone.NEUTRAL)

    def _paint_row(self, painter: QPainter, box: QRect, place: int) -> None:
        theme, row = current_theme(), self._sheet_model.row_at(place)
        painter.setFont(theme.font("note", figures=True))
        painter.setPen(theme.colour("sub"))
        width = QFontMetrics(painter.font()).horizontalAdvance(_NUMBER_SIGNS)
        painter.drawText(QRect(box.left(), box.top(), width, box.height()), RIGHT, f"{row.number:,}")
        tag = box.adjusted(width + theme.space(8), 0, 0, 0)
        paint_tag(painter, tag, _(KIND_WORDS[row.kind]), KIND_TONES[row.kind])
