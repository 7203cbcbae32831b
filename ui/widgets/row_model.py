"""A thin face over frozen rows (docs/window.md#lists): replaced in one call, sorted and narrowed in place."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from typing import Any, Generic

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from oversight.words import _
from ui.theme import Tone
from ui.widgets.columns import Column, Row

Index = QModelIndex | QPersistentModelIndex
TONE_ROLE = int(Qt.ItemDataRole.UserRole) + 1
SORT_ROLE = int(Qt.ItemDataRole.UserRole) + 2
_NOWHERE = QModelIndex()


class RowModel(QAbstractTableModel, Generic[Row]):
    """Rows as a Qt table; holds no store and asks for nothing."""

    def __init__(self, columns: Sequence[Column[Row]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self._rows: tuple[Row, ...] = ()
        self._shown: list[Row] = []
        self._predicate: Callable[[Row], bool] | None = None
        self._sorting: tuple[int, Qt.SortOrder] | None = None

    @property
    def rows(self) -> tuple[Row, ...]:
        """Return all rows, in the order given."""
        return self._rows

    @property
    def shown(self) -> list[Row]:
        """Return the rows that pass the filter, in the order shown."""
        return self._shown

    def replace_rows(self, rows: Sequence[Row]) -> None:
        """Show other rows, under the same filter and order."""
        self._rows = tuple(rows)
        self._arrange()

    def narrow(self, predicate: Callable[[Row], bool] | None) -> None:
        """Show only the rows that pass; ``None`` shows all."""
        self._predicate = predicate
        self._arrange()

    @override
    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column; a negative column restores the order given."""
        self._sorting = (column, order) if column >= 0 else None
        self._arrange()

    def _arrange(self) -> None:
        self.beginResetModel()
        passing = self._predicate
        shown = [row for row in self._rows if passing(row)] if passing else list(self._rows)
        if self._sorting is not None:
            column, order = self._sorting
            shown.sort(key=self.columns[column].order, reverse=order == Qt.SortOrder.DescendingOrder)
        self._shown = shown
        self.endResetModel()

    @override
    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return the number of rows shown."""
        return 0 if parent.isValid() else len(self._shown)

    @override
    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self.columns)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return text, phrase, alignment or tone of a cell."""
        if not index.isValid():
            return None
        column, row = self.columns[index.column()], self._shown[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return column.text(row)
            case Qt.ItemDataRole.AccessibleTextRole:
                return column.read_aloud(row)
            case Qt.ItemDataRole.TextAlignmentRole:
                return column.align.value
            case _ if role == TONE_ROLE:
                return self._tone(column, row)
        return None

    def _tone(self, column: Column[Row], row: Row) -> Tone | None:
        return column.tone(row) if column.tone is not None else None

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return a column's heading in the language in use."""
        if orientation == Qt.Orientation.Horizontal and 0 <= section < len(self.columns):
            if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
                return _(self.columns[section].header)
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return self.columns[section].align.value
        if role == Qt.ItemDataRole.DisplayRole:
            return str(section + 1)
        return None

    def position_of(self, key: Hashable, key_of: Callable[[Row], Hashable]) -> int:
        """Return where the row with a key is shown, or -1."""
        return next((place for place, row in enumerate(self._shown) if key_of(row) == key), -1)
