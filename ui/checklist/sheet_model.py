"""One sheet of an office's workbook as it is, with what was understood of its columns and rows."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from oversight.checklist.workbook import (
    KIND_WORDS,
    ROLE_WORDS,
    ColumnRole,
    RowKind,
    SheetRow,
    SheetUnderstood,
)
from oversight.checklist.workbook.understood import cell_name
from oversight.words import _
from ui.theme import Tone

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
KIND_TONES = {
    RowKind.HEADING: Tone.NEUTRAL,
    RowKind.SECTION: Tone.INFO,
    RowKind.ITEM: Tone.DONE,
    RowKind.CONTINUED: Tone.DONE,
    RowKind.IGNORED: Tone.NEUTRAL,
}
_NOTHING = SheetUnderstood("", (), (), is_used=False)


def letters_of(column: int) -> str:
    """Return how Excel calls a column, counted from 0: A, B … AA."""
    return cell_name(column, 1)[:-1]


class SheetModel(QAbstractTableModel):
    """A face over a sheet that was understood; replaced whole, painted anew as far as it is in sight."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.sheet = _NOTHING

    def show_sheet(self, sheet: SheetUnderstood) -> None:
        """Show a sheet; the same one understood otherwise keeps cursor and place."""
        before = self.sheet
        is_same = before.name == sheet.name and len(before.rows) == len(sheet.rows)
        if not is_same or len(before.roles) != len(sheet.roles):
            self.beginResetModel()
            self.sheet = sheet
            self.endResetModel()
            return
        self.sheet = sheet
        last = self.index(len(sheet.rows) - 1, len(sheet.roles) - 1)
        self.dataChanged.emit(self.index(0, 0), last)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, last.column())
        self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, last.row())

    def row_at(self, place: int) -> SheetRow:
        """Return the row at a place in the list."""
        return self.sheet.rows[place]

    def place_of(self, number: int) -> int:
        """Return where the row that Excel numbers so stands in the list; -1 where it is blank."""
        return next((at for at, row in enumerate(self.sheet.rows) if row.number == number), -1)

    def is_quiet(self, index: Index) -> bool:
        """Tell whether a cell is not taken in: its row or its column is not used."""
        row = self.row_at(index.row())
        if row.kind in (RowKind.SECTION, RowKind.HEADING):
            return False
        return row.kind is RowKind.IGNORED or self.sheet.roles[index.column()] is ColumnRole.IGNORED

    @override
    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return the number of rows that are not blank."""
        return 0 if parent.isValid() else len(self.sheet.rows)

    @override
    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(self.sheet.roles)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the text of a cell, or the phrase that says where it is and what it was taken for."""
        if not index.isValid():
            return None
        row, column = self.row_at(index.row()), index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return " ".join(row.cell(column).split())
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.cell(column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return _("{row}行目 {kind}　{column}列 {role}　{text}").format(
                row=row.number,
                kind=_(KIND_WORDS[row.kind]),
                column=letters_of(column),
                role=_(ROLE_WORDS[self.sheet.roles[column]]),
                text=row.cell(column),
            )
        return None

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Return a column's letters with its role, or a row's number with its kind."""
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        if orientation == Qt.Orientation.Horizontal:
            if not 0 <= section < len(self.sheet.roles):
                return None
            return f"{letters_of(section)}　{_(ROLE_WORDS[self.sheet.roles[section]])}"
        if not 0 <= section < len(self.sheet.rows):
            return None
        row = self.row_at(section)
        return f"{row.number:,}　{_(KIND_WORDS[row.kind])}"
