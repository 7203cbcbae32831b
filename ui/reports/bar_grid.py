"""Rows of bars with their figures: arrows walk the values, each is told in words, and reads in grey."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from PySide6.QtCore import (
    QAbstractTableModel,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QRect,
    QSize,
    Qt,
    Slot,
)
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)
from typing_extensions import override

from oversight.words import _
from ui.theme import current_theme
from ui.widgets.focus_ring import paint_ring

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_NAME, _LEAST_NAME, _CELL = 190, 110, 34
_BAR = 22
_LEAST_ROWS = 3


class Head(NamedTuple):
    """The word over a column, and the one where there is little room."""

    word: str
    short: str


@dataclass(frozen=True)
class Bar:
    """One value: ``share`` of its frame from 0 to 1 (None: no bar), its figure, and all of it in words."""

    share: float | None
    figure: str
    told: str


@dataclass(frozen=True)
class BarRow:
    """The values of one section, or of all."""

    name: str
    bars: tuple[Bar, ...]
    is_whole: bool = False


class BarModel(QAbstractTableModel):
    """Names in the first column, bars in the others."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.heads: tuple[Head, ...] = ()
        self.has_short_heads = False
        self.rows: Sequence[BarRow] = ()

    def show_rows(self, heads: tuple[Head, ...], rows: Sequence[BarRow]) -> None:
        """Show other values."""
        self.beginResetModel()
        self.heads, self.rows = heads, rows
        self.endResetModel()

    def bar_at(self, index: Index) -> Bar | None:
        """Return the value in a cell; None in the column of names."""
        return self.rows[index.row()].bars[index.column() - 1] if index.column() else None

    @override
    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    @override
    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.heads) + 1

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignHCenter if section else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        if not section:
            return _("所管課")
        head = self.heads[section - 1]
        return head.short if self.has_short_heads and role == Qt.ItemDataRole.DisplayRole else head.word

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        bar, name = self.bar_at(index), self.rows[index.row()].name
        if role == Qt.ItemDataRole.DisplayRole:
            return bar.figure if bar is not None else name
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return bar.told if bar is not None else name
        return None


class BarGrid(QTableView):
    """The table of bars; ``upright`` bars stand under their figures, the others lie under them."""

    def __init__(self, name: str, *, upright: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.upright = upright
        self.bars = BarModel(self)
        self.setModel(self.bars)
        self.setItemDelegate(BarPainter(self))
        self.setAccessibleName(name)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setAccessibleName(_("見出し"))
        self.horizontalHeader().setMinimumSectionSize(1)
        self.selectionModel().currentChanged.connect(self._repaint)
        self._fit()

    def show_rows(self, heads: tuple[Head, ...], rows: Sequence[BarRow]) -> None:
        """Show other values; the cursor keeps its place where there still is one."""
        before = self.currentIndex()
        row, column = before.row(), before.column()
        self.bars.show_rows(heads, rows)
        self._fit()
        if 0 <= row < len(rows) and column <= len(heads):
            self.setCurrentIndex(self.bars.index(row, column))

    @Slot()
    def _repaint(self) -> None:
        """Paint anew: the ring goes with the cursor."""
        self.viewport().update()

    @override
    def keyboardSearch(self, search: str) -> None:
        """Leave letters to shortcuts and to the input method."""

    def _fit(self) -> None:
        theme = current_theme()
        bar = theme.space(_BAR if self.upright else _BAR / 2)
        height = QFontMetrics(theme.font("note")).height() + bar + theme.space(8)
        self.verticalHeader().setMinimumSectionSize(height)
        self.verticalHeader().setDefaultSectionSize(height)
        self.horizontalHeader().setFixedHeight(theme.row_height)
        rows = min(max(len(self.bars.rows), 1), _LEAST_ROWS)
        below = self.horizontalScrollBar().sizeHint().height()
        self.setMinimumHeight(theme.row_height + height * rows + below)
        self._fit_columns()

    def _fit_columns(self) -> None:
        """Give each value the room its head and figure need; names take what is left."""
        theme, count = current_theme(), len(self.bars.heads)
        if not count:
            return
        room = self.viewport().width()
        self.bars.has_short_heads = False
        cells = self._needed()
        least = max(theme.width(_LEAST_NAME), self.horizontalHeader().sectionSizeHint(0))
        if sum(cells) + least > room:
            self.bars.has_short_heads = True
            cells = self._needed()
        name = max(min(room - sum(cells), theme.width(_NAME)), least)
        spare = max(room - name - sum(cells), 0) // count
        self.setColumnWidth(0, name)
        for column, cell in enumerate(cells, start=1):
            self.setColumnWidth(column, cell + spare)

    def _needed(self) -> list[int]:
        """Return the width of each value's column: its head's, or a figure's."""
        header, least = self.horizontalHeader(), current_theme().width(_CELL)
        return [max(header.sectionSizeHint(at), least) for at in range(1, len(self.bars.heads) + 1)]

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
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "bars"):
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


class BarPainter(QStyledItemDelegate):
    """Paints a name as text, a value as a figure over its bar in a frame."""

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        theme, box, model, grid = current_theme(), option.rect, index.model(), self.parent()
        assert isinstance(model, BarModel) and isinstance(grid, BarGrid)  # noqa: S101, PT018 - for the checker
        is_whole, bar = model.rows[index.row()].is_whole, model.bar_at(index)
        painter.save()
        painter.fillRect(box, theme.colour("panel" if is_whole else "ground"))
        painter.setPen(theme.colour("line"))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        painter.setPen(theme.colour("text"))
        if bar is None:
            _paint_name(painter, box, str(index.data()), is_whole=is_whole)
        else:
            _paint_bar(painter, box, bar, upright=grid.upright)
        painter.restore()

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return nothing: heights and widths are the grid's affair."""
        return QSize()


def _paint_name(painter: QPainter, box: QRect, text: str, *, is_whole: bool) -> None:
    theme = current_theme()
    painter.setFont(theme.font("body", bold=is_whole))
    inner = box.adjusted(theme.space(10), 0, -theme.space(6), -1)
    shown = QFontMetrics(painter.font()).elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
    painter.drawText(inner, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), shown)


def _paint_bar(painter: QPainter, box: QRect, bar: Bar, *, upright: bool) -> None:
    theme = current_theme()
    painter.setFont(theme.font("note", figures=True))
    if bar.share is None:
        painter.drawText(box, int(Qt.AlignmentFlag.AlignCenter), bar.figure)
        return
    edge, line = theme.space(4), QFontMetrics(painter.font()).height()
    top = QRect(box.left(), box.top() + edge // 2, box.width(), line)
    painter.drawText(top, int(Qt.AlignmentFlag.AlignCenter), bar.figure)
    frame = QRect(
        box.left() + edge, top.bottom() + 1, box.width() - 2 * edge, box.bottom() - top.bottom() - edge
    )
    filled = QRect(frame)
    if upright:
        filled.setTop(frame.bottom() + 1 - round(frame.height() * bar.share))
    else:
        filled.setWidth(round(frame.width() * bar.share))
    painter.fillRect(filled, theme.colour("action"))
    painter.setPen(theme.colour("rule"))
    painter.drawRect(frame.adjusted(0, 0, -1, -1))
