"""盤: contracts × months of a fiscal year; arrows walk, Enter opens a month, every sign reads in grey."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)
from typing_extensions import override

from oversight.reports import BoardRow
from oversight.words import _
from ui.reports.board_model import HEADS, SIGNS, BoardModel, sign_of
from ui.theme import SIGN_ROLES, TONE_ROLES, current_theme
from ui.widgets.focus_ring import paint_ring
from ui.widgets.lead_focus import lead_focus
from ui.widgets.table_view import settle_table
from ui.widgets.text import note

_CELL, _CONTRACTOR, _TITLE = 52, 190, 230
_NARROW_CELL, _NARROW_TITLE = 40, 150
_OPENS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
Index = QModelIndex | QPersistentModelIndex


class Board(QWidget):
    """``opened`` carries the month on Enter or click; ``pointed`` the month under the cursor."""

    opened = Signal(object)
    pointed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.grid = BoardGrid()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.grid, 1)
        key = _("　").join(f"{_(each.sign)} {_(each.word)}" for each in SIGNS)
        self.legend = note(_("{key}　空白 未到来・対象外").format(key=key))
        column.addWidget(self.legend)
        lead_focus(self, self.grid)
        self.grid.opened.connect(self.opened)
        self.grid.pointed.connect(self.pointed)

    def show_year(self, rows: tuple[BoardRow, ...], year: int) -> None:
        """Show a year; the cursor stays on its cell if the contract is still there."""
        self.grid.keeping_cursor(lambda: self.grid.board.show_year(rows, year))

    @property
    def contracts(self) -> int:
        """Return how many contracts are shown."""
        return self.grid.board.rowCount()

    def narrow(self, predicate: Callable[[BoardRow], bool]) -> None:
        """Show only the contracts that pass."""
        self.grid.keeping_cursor(lambda: self.grid.board.narrow(predicate))


class BoardGrid(QTableView):
    """The table of the board."""

    opened = Signal(object)
    pointed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.board = BoardModel(self)
        self.setModel(self.board)
        self.setItemDelegate(CellPainter(self))
        self.setAccessibleName(_("契約と月の盤"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        settle_table(self)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setAccessibleName(_("見出し"))
        self.clicked.connect(self._open_index)
        self.selectionModel().currentChanged.connect(self._point)
        self._fit()

    def keeping_cursor(self, change: Callable[[], None]) -> None:
        """Change the rows; the cursor goes back to the same contract and month."""
        index = self.currentIndex()
        before = self.board.rows[index.row()].contract.contract_id if index.isValid() else None
        column = index.column()
        change()
        self._fit_columns()
        at = next((n for n, row in enumerate(self.board.rows) if row.contract.contract_id == before), None)
        if at is not None:
            self.selectionModel().blockSignals(True)
            self.setCurrentIndex(self.board.index(at, column))
            self.selectionModel().blockSignals(False)

    @Slot(QModelIndex)
    def _open_index(self, index: QModelIndex) -> None:
        line = self.board.line_at(index)
        if line is not None:
            self.opened.emit(line)

    @Slot(QModelIndex)
    def _point(self, index: QModelIndex) -> None:
        self.viewport().update()
        line = self.board.line_at(index)
        if line is not None:
            self.pointed.emit(line)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the month on Enter; other keys walk."""
        if event.key() in _OPENS and self.currentIndex().isValid():
            self._open_index(self.currentIndex())
            return
        super().keyPressEvent(event)

    @override
    def keyboardSearch(self, search: str) -> None:
        """Leave letters to shortcuts and to the input method."""

    # measures

    def _fit(self) -> None:
        theme = current_theme()
        self.verticalHeader().setDefaultSectionSize(theme.row_height)
        self.verticalHeader().setMinimumSectionSize(theme.row_height)
        self.horizontalHeader().setFixedHeight(theme.row_height)
        self._fit_columns()

    def _fit_columns(self) -> None:
        """Give the months their cells; names share the rest, the contractor gives way first."""
        theme, count = current_theme(), len(self.board.months)
        room = self.viewport().width()
        cell = theme.width(_CELL)
        is_narrow = room < theme.width(_CONTRACTOR + _TITLE) + cell * count
        self.board.has_short_heads = is_narrow
        if is_narrow:
            cell = theme.width(_NARROW_CELL)
        names = room - cell * count
        self.setColumnHidden(0, names < theme.width(_NARROW_TITLE * 2))
        shown = 1 if self.isColumnHidden(0) else 2
        name = max(names // shown, theme.width(_NARROW_TITLE))
        for column in range(len(HEADS)):
            self.setColumnWidth(column, name)
        for column in range(count):
            self.setColumnWidth(len(HEADS) + column, cell)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the room anew."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit_columns()

    @override
    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of theme or text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "board"):
            self._fit()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the cells, then the focus ring round the one under the cursor."""
        super().paintEvent(event)
        index = self.currentIndex()
        if self.hasFocus() and index.isValid():
            painter = QPainter(self.viewport())
            paint_ring(painter, self.visualRect(index))
            painter.end()


class CellPainter(QStyledItemDelegate):
    """Paints names as text and months as signs on their tone's ground."""

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        theme, box = current_theme(), option.rect
        model = index.model()
        assert isinstance(model, BoardModel)  # noqa: S101 - for the type checker
        line = model.line_at(index)
        painter.save()
        painter.fillRect(box, theme.colour("ground"))
        painter.setPen(theme.colour("line"))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        if index.column() < len(HEADS):
            _paint_name(painter, box, str(index.data()))
        elif line is not None:
            sign = sign_of(line)
            words, ground, _line = TONE_ROLES[sign.tone]
            if sign.sign:
                strong = SIGN_ROLES[sign.tone]
                painter.fillRect(
                    box.adjusted(1, 1, -1, -1), theme.colour(strong if sign.is_strong else ground)
                )
            painter.setPen(theme.colour("ground" if sign.is_strong else words))
            painter.setFont(theme.font("body", bold=sign.is_strong))
            painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), str(index.data()))
        painter.restore()

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the row's height; widths are the board's affair."""
        return QSize(0, current_theme().row_height)


def _paint_name(painter: QPainter, box: QRect, text: str) -> None:
    theme = current_theme()
    painter.setFont(theme.font("body"))
    painter.setPen(theme.colour("text"))
    inner = box.adjusted(theme.space(10), 0, -theme.space(6), -1)
    shown = QFontMetrics(painter.font()).elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
    painter.drawText(inner, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)
