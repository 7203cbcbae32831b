"""A fiscal year's weeks as a table model: a row for each week from Monday, a cell for each day."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import (
    QAbstractTableModel,
    QByteArray,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from typing_extensions import override

from oversight.calendar import first_day, last_day, show_day, show_short
from oversight.coverage import CalendarYear, DayEntry
from oversight.inspections import InspectionState, word_of
from oversight.words import _, _n, mark

Index = QModelIndex | QPersistentModelIndex
WEEKDAYS = (mark("月"), mark("火"), mark("水"), mark("木"), mark("金"), mark("土"), mark("日"))
MIME = "application/x-oversight-inspection"
MOVABLE = frozenset({InspectionState.PLANNED, InspectionState.NOTIFIED})
_ONE = dt.timedelta(days=1)
_NOWHERE = QModelIndex()


def told_entry(entry: DayEntry) -> str:
    """Return an inspection in a line: number, contractor, contract, state, who."""
    head = entry.contract
    people = _("、").join(member.name for member in entry.team)
    told = f"{entry.number} {head.contractor} {head.title}　{word_of(entry.state)}　{people}"
    if not entry.clashing:
        return told
    clash = _("{names}はこの日にほかの検査もあります。").format(names=_("、").join(entry.clashing))
    return f"{told}　{clash}"


class CalendarModel(QAbstractTableModel):
    """The days of a year; ``dropped`` carries an inspection let go over a day."""

    dropped = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.calendar = CalendarYear(2000, (), {})
        self.today = dt.date.min
        self.picked: UUID | None = None
        self._days: dict[dt.date, list[DayEntry]] = {}
        self._monday = dt.date(2000, 4, 3)
        self._weeks = 0

    def show_year(self, calendar: CalendarYear, today: dt.date) -> None:
        """Show another year, or the same one read again."""
        self.beginResetModel()
        self.calendar, self.today = calendar, today
        first, last = first_day(calendar.year), last_day(calendar.year)
        self._monday = first - _ONE * first.weekday()
        self._weeks = (last - self._monday).days // 7 + 1
        days: dict[dt.date, list[DayEntry]] = defaultdict(list)
        for entry in calendar.entries:
            days[entry.day].append(entry)
        self._days = dict(days)
        self.endResetModel()

    # days and places

    def day_at(self, index: Index) -> dt.date | None:
        """Return the day of a cell, None outside the year."""
        if not index.isValid():
            return None
        day = self._monday + _ONE * (index.row() * 7 + index.column())
        return day if self.holds(day) else None

    def holds(self, day: dt.date) -> bool:
        """Tell whether a day lies in the year shown."""
        return first_day(self.calendar.year) <= day <= last_day(self.calendar.year)

    def index_of(self, day: dt.date) -> QModelIndex:
        """Return the cell of a day."""
        at = (day - self._monday).days
        return self.index(at // 7, at % 7)

    def entries_on(self, day: dt.date | None) -> Sequence[DayEntry]:
        """Return the inspections of a day."""
        return self._days.get(day, ()) if day is not None else ()

    def entry_of(self, inspection_id: UUID | None) -> DayEntry | None:
        """Return an inspection of the year."""
        entries = self.calendar.entries
        return next((entry for entry in entries if entry.inspection_id == inspection_id), None)

    def picked_on(self, day: dt.date | None) -> DayEntry | None:
        """Return the inspection picked on a day: the one chosen, else the day's first."""
        entries = self.entries_on(day)
        chosen = next((entry for entry in entries if entry.inspection_id == self.picked), None)
        return chosen or (entries[0] if entries else None)

    def open_day(self, day: dt.date, step: int, weeks: int = 0) -> dt.date | None:
        """Return the next open day that way, from so many weeks away on; None past the year."""
        day += _ONE * (7 * weeks if weeks else step)
        while self.holds(day) and day in self.calendar.closed:
            day += _ONE * step
        return day if self.holds(day) else None

    # Qt

    @override
    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else self._weeks

    @override
    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else 7

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _(WEEKDAYS[section])
        return None

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        day = self.day_at(index)
        if day is None:
            return _("この年度の外") if role == Qt.ItemDataRole.AccessibleTextRole else None
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return show_short(day)
            case Qt.ItemDataRole.AccessibleTextRole | Qt.ItemDataRole.ToolTipRole:
                return self._told(day)
        return None

    def _told(self, day: dt.date) -> str:
        entries = self.entries_on(day)
        head = [show_day(day, weekday=True), self.calendar.closed.get(day, "")]
        head.append(_n("検査{count}件", len(entries)).format(count=len(entries)) if entries else "")
        return "\n".join((" ".join(filter(None, head)), *map(told_entry, entries)))

    # dragging

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        if self.day_at(index) is None:
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDropEnabled
        return flags | Qt.ItemFlag.ItemIsDragEnabled if self.entries_on(self.day_at(index)) else flags

    @override
    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    @override
    def mimeTypes(self) -> list[str]:
        return [MIME]

    @override
    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        carried = QMimeData()
        entry = self.picked_on(self.day_at(indexes[0])) if indexes else None
        if entry is not None:
            carried.setData(MIME, QByteArray(str(entry.inspection_id).encode()))
        return carried

    @override
    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        entry = self.entry_of(_carried(data))
        day = self.day_at(parent)
        if entry is None or day is None or day == entry.day:
            return False
        self.dropped.emit(entry, day)
        return False  # nothing is taken out here: the rows are read again after the deed


def _carried(data: QMimeData) -> UUID | None:
    content = bytes(data.data(MIME).data())
    return UUID(content.decode()) if content else None
