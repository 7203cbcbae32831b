"""A table over frozen rows: arrows walk, Enter opens, a heading sorts; 2,400 rows without a pause."""

from __future__ import annotations

import math
from collections.abc import Callable, Hashable, Sequence
from typing import Generic

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QRect, Qt, Signal, Slot
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget
from typing_extensions import override

from oversight.words import _
from ui.theme import current_theme
from ui.widgets.columns import Column, Row
from ui.widgets.focus_ring import paint_ring
from ui.widgets.row_model import RowModel
from ui.widgets.row_painter import RowPainter
from ui.widgets.table_view import settle_table

_MEASURED_ROWS = 200
_WIDEST = 360
_NARROWEST = 170
"""A column that stretches and has no width of its own gives up room down to this, in pixels at 100 %."""
_OPENS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class RowTable(QTableView, Generic[Row]):
    """Shows rows of one kind.

    ``row_opened`` carries a row on Enter or double click; ``row_chosen`` the row under the cursor or
    None; ``counted`` how many are shown, and of how many.
    """

    row_opened = Signal(object)
    row_chosen = Signal(object)
    counted = Signal(int, int)

    def __init__(
        self,
        columns: Sequence[Column[Row]],
        *,
        name: str,
        key: Callable[[Row], Hashable] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._key: Callable[[Row], Hashable] = key or _whole_row
        self._chosen: Hashable = None
        self.rows_model: RowModel[Row] = RowModel(columns, self)
        self.setModel(self.rows_model)
        self.setItemDelegate(RowPainter(self))
        self.setAccessibleName(name)
        self._settle()
        self.activated.connect(self._open_index)
        self.selectionModel().currentRowChanged.connect(self._note_choice)
        self.rows_model.modelReset.connect(self._after_reset)

    def _settle(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        settle_table(self)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionsClickable(True)
        head.setSortIndicatorClearable(True)
        head.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        head.setMinimumSectionSize(40)
        head.setAccessibleName(_("見出し"))
        self.setSortingEnabled(True)
        self._fit_to_theme()

    # rows

    def replace_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows; the row under the cursor stays under it if it is still there."""
        self.rows_model.replace_rows(rows)
        self._fit_columns()

    def narrow(self, predicate: Callable[[Row], bool] | None) -> None:
        """Show only the rows that pass."""
        self.rows_model.narrow(predicate)

    @property
    def chosen(self) -> Row | None:
        """Return the row under the cursor."""
        index = self.currentIndex()
        return self.rows_model.shown[index.row()] if index.isValid() else None

    def choose(self, key: Hashable) -> bool:
        """Put the cursor on the row with a key; tell whether it is shown."""
        place = self.rows_model.position_of(key, self._key)
        if place >= 0:
            self._go_to(place)
        return place >= 0

    def choose_none(self) -> None:
        """Take the cursor off every row; nothing is told."""
        self._chosen = None
        self.selectionModel().clear()
        self.viewport().update()

    def choose_first(self) -> None:
        """Put the cursor on the first row, if there is one and none is chosen."""
        if self.rows_model.rowCount() and not self.currentIndex().isValid():
            self._go_to(0)

    def _go_to(self, place: int) -> None:
        flags = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        index = self.rows_model.index(place, 0)
        self.selectionModel().setCurrentIndex(index, flags)
        self.scrollTo(index)

    @Slot()
    def _after_reset(self) -> None:
        if self._chosen is not None and not self.choose(self._chosen):
            self._chosen = None
            self.row_chosen.emit(None)
        self.counted.emit(self.rows_model.rowCount(), len(self.rows_model.rows))
        self.viewport().update()

    @Slot(QModelIndex)
    def _open_index(self, index: QModelIndex) -> None:
        self.row_opened.emit(self.rows_model.shown[index.row()])

    @Slot(QModelIndex)
    def _note_choice(self, index: QModelIndex) -> None:
        if not index.isValid():
            return
        row = self.rows_model.shown[index.row()]
        self._chosen = self._key(row)
        self.row_chosen.emit(row)
        self.viewport().update()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open on Enter on every system; other keys walk."""
        if event.key() in _OPENS and self.currentIndex().isValid():
            self._open_index(self.currentIndex())
            return
        super().keyPressEvent(event)

    @override
    def keyboardSearch(self, search: str) -> None:
        """Leave letters to shortcuts and to the input method."""

    # measures

    def _fit_to_theme(self) -> None:
        theme = current_theme()
        self.verticalHeader().setDefaultSectionSize(theme.row_height)
        self.verticalHeader().setMinimumSectionSize(theme.row_height)
        self.horizontalHeader().setFixedHeight(theme.row_height)
        self._fit_columns()

    def _fit_columns(self) -> None:
        theme = current_theme()
        plain, bold = QFontMetrics(theme.font()), QFontMetrics(theme.font(bold=True))
        widths = []
        for column in self.rows_model.columns:
            widest = max(
                (plain.horizontalAdvance(column.text(row)) for row in self.rows_model.rows[:_MEASURED_ROWS]),
                default=0,
            )
            head = bold.horizontalAdvance(_(column.header)) + theme.space(36)
            fitting = min(max(widest, head), theme.width(_WIDEST))
            text = max(theme.width(column.width), head) if column.width else fitting
            # a text exactly as wide as its cell is elided: widths are rounded
            widths.append(text + theme.space(32 if column.is_tag else 20) + 2)
        widths = self._squeezed(widths)
        for place, width in enumerate(self._stretched(widths)):
            if not self.isColumnHidden(place):
                self.setColumnWidth(place, width)

    def _squeezed(self, widths: list[int]) -> list[int]:
        """Let columns give up room where there is too little; leave out those that can be spared.

        The first to be left out are those with nothing to say of any row.
        """
        columns, room = self.rows_model.columns, self.viewport().width()
        floor = current_theme().width(_NARROWEST)
        gives = [bool(column.stretch) and not column.width for column in columns]
        least = [min(width, floor) if given else width for given, width in zip(gives, widths, strict=True)]
        kept = {place for place, c in enumerate(columns) if c.spare or not self.isColumnHidden(place)}
        if sum(widths[place] for place in kept) > room:
            blank = {place for place in kept if columns[place].spare and self._is_blank(columns[place])}
            for place in blank:
                self.setColumnHidden(place, True)
            kept -= blank
        spared = sorted((p for p in kept if columns[p].spare), key=lambda p: columns[p].spare, reverse=True)
        for place in spared:
            is_out = sum(least[each] for each in kept) > room
            self.setColumnHidden(place, is_out)
            kept -= {place} if is_out else set()
        over = sum(widths[each] for each in kept) - room
        givers = {each: widths[each] - least[each] for each in kept}
        if over <= 0 or not sum(givers.values()):
            return widths
        part = min(1.0, over / sum(givers.values()))
        return [width - math.ceil(givers.get(at, 0) * part) for at, width in enumerate(widths)]

    def _is_blank(self, column: Column[Row]) -> bool:
        """Tell whether a column has nothing to say of any row."""
        rows = self.rows_model.rows
        return bool(rows) and not any(column.text(row) for row in rows)

    def _stretched(self, widths: list[int]) -> list[int]:
        """Share the room left among the columns that stretch; where none is shown, the last one takes it."""
        shares = [
            0 if self.isColumnHidden(place) else column.stretch
            for place, column in enumerate(self.rows_model.columns)
        ]
        if not any(shares):
            seen = [place for place in range(len(shares)) if not self.isColumnHidden(place)]
            shares = [int(place == seen[-1]) for place in range(len(shares))]
        shown = sum(width for place, width in enumerate(widths) if not self.isColumnHidden(place))
        spare = self.viewport().width() - shown
        if spare <= 0:
            return widths
        return [width + spare * share // sum(shares) for width, share in zip(widths, shares, strict=True)]

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
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "rows_model"):
            self._fit_to_theme()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the rows, then the focus ring round the row under the cursor."""
        super().paintEvent(event)
        index = self.currentIndex()
        if not self.hasFocus() or not index.isValid():
            return
        box = self.visualRect(index)
        right = self.horizontalHeader().length() - self.horizontalHeader().offset()
        painter = QPainter(self.viewport())
        paint_ring(painter, QRect(0, box.top(), min(right, self.viewport().width()), box.height()))
        painter.end()


def _whole_row(row: object) -> Hashable:
    return row
