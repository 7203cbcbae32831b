"""The year's board as a table model: a row for each contract, a cell for each month from April to March."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from typing_extensions import override

from oversight.calendar import months_of, show_day
from oversight.reports import BoardRow, ReportLine, Standing, show_month
from oversight.words import _, mark
from ui.reports.rows import told_line
from ui.theme import Tone

Index = QModelIndex | QPersistentModelIndex
HEADS = (mark("委託先"), mark("契約"))
_NOWHERE = QModelIndex()


@dataclass(frozen=True)
class Sign:
    """What a cell shows: a sign that reads in grey, its tone, and its word for the key beneath."""

    sign: str
    tone: Tone
    word: str
    is_strong: bool = False


IN_TIME = Sign("✓", Tone.DONE, mark("期限内"))
CAME_LATE = Sign(mark("遅"), Tone.ATTENTION, mark("遅れて提出"))
OVERDUE = Sign("!", Tone.DANGER, mark("期限超過"), is_strong=True)
IS_RETURNED = Sign(mark("戻"), Tone.RETURNED, mark("差戻し中"))
WAITING = Sign(mark("受"), Tone.INFO, mark("確認待ち"))
AWAITED = Sign("…", Tone.INFO, mark("提出待ち"))
WAIVED = Sign(mark("免"), Tone.NEUTRAL, mark("免除"))
AHEAD = Sign("", Tone.NEUTRAL, mark("未到来"))
SIGNS = (IN_TIME, CAME_LATE, OVERDUE, IS_RETURNED, WAITING, AWAITED, WAIVED)
_BY_STANDING = {
    Standing.NOT_YET_DUE: AHEAD,
    Standing.AWAITED: AWAITED,
    Standing.OVERDUE: OVERDUE,
    Standing.RESUBMISSION_OVERDUE: OVERDUE,
    Standing.RETURNED: IS_RETURNED,
    Standing.WAIVED: WAIVED,
    Standing.RECEIVED: WAITING,
    Standing.UNDER_CHECK: WAITING,
    Standing.RESUBMITTED: WAITING,
}


def sign_of(line: ReportLine) -> Sign:
    """Return the sign of a month; what is found right says whether it came in time."""
    found = _BY_STANDING.get(line.standing)
    if found is not None:
        return found
    return CAME_LATE if line.days_late else IN_TIME


def told_cell(line: ReportLine) -> str:
    """Return why a cell is as it is, in lines: the month and its standing, the due day, what came when."""
    told = [
        f"{show_month(line.month)}　{told_line(line)}",
        _("提出期限 {day}").format(day=show_day(line.due_on, weekday=True)),
    ]
    if line.received_on is not None:
        told.append(_("受取日 {day}").format(day=show_day(line.received_on, weekday=True)))
    if line.resubmit_on is not None:
        told.append(_("再提出の期限 {day}").format(day=show_day(line.resubmit_on, weekday=True)))
    return "\n".join(told)


class BoardModel(QAbstractTableModel):
    """Rows of a year; ``line_at`` gives the month in a cell, or None."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._all: tuple[BoardRow, ...] = ()
        self.rows: Sequence[BoardRow] = ()
        self.months = months_of(2000)
        self.has_short_heads = False

    def show_year(self, rows: tuple[BoardRow, ...], year: int) -> None:
        """Show another year's rows."""
        self.beginResetModel()
        self._all = self.rows = rows
        self.months = months_of(year)
        self.endResetModel()

    def narrow(self, predicate: Callable[[BoardRow], bool]) -> None:
        """Show only the rows that pass."""
        self.beginResetModel()
        self.rows = [row for row in self._all if predicate(row)]
        self.endResetModel()

    def line_at(self, index: Index) -> ReportLine | None:
        """Return the month in a cell."""
        if not index.isValid() or index.column() < len(HEADS):
            return None
        return self.rows[index.row()].months[index.column() - len(HEADS)]

    @override
    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    @override
    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(HEADS) + len(self.months)

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        is_name = section < len(HEADS)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignLeft if is_name else Qt.AlignmentFlag.AlignHCenter
            return side | Qt.AlignmentFlag.AlignVCenter
        if role not in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return None
        if is_name:
            return _(HEADS[section])
        month = self.months[section - len(HEADS)].month
        if self.has_short_heads and role == Qt.ItemDataRole.DisplayRole:
            return str(month)
        return _("{month}月").format(month=month)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        head = self.rows[index.row()].contract
        if index.column() < len(HEADS):
            text = head.title if index.column() else head.contractor
            shown = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)
            return text if role in (*shown, Qt.ItemDataRole.AccessibleTextRole) else None
        line = self.line_at(index)
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return _(sign_of(line).sign) if line is not None and sign_of(line).sign else ""
            case Qt.ItemDataRole.ToolTipRole:
                return told_cell(line) if line is not None else _("この月の報告は要りません。")
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._aloud(head.contractor, head.title, index)
        return None

    def _aloud(self, contractor: str, title: str, index: Index) -> str:
        line = self.line_at(index)
        month = show_month(self.months[index.column() - len(HEADS)])
        told = told_line(line) if line is not None else _("対象外")
        return f"{contractor} {title} {month} {told}"
