"""Paints a day of the calendar: its number, why it is closed, and its inspections as signs with names."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem
from typing_extensions import override

from oversight.coverage import DayEntry
from oversight.inspections import InspectionState
from oversight.words import _, _n, mark
from ui.coverage.calendar_model import CalendarModel
from ui.theme import SIGN_ROLES, TONE_ROLES, Tone, current_theme
from ui.tones import INSPECTION_TONES

Index = QModelIndex | QPersistentModelIndex
SIGNS = {
    InspectionState.NOTIFIED: mark("通"),
    InspectionState.IN_PROGRESS: mark("検"),
    InspectionState.CORRECTING: mark("訂"),
    InspectionState.FINALISED: "✓",
}
"""What stands before a name, so that a state reads in grey."""
SHOWN = 3
"""So many inspections of a day are shown by name; of more, how many more."""


def head_height() -> int:
    """Return the height of the line with the day's number."""
    return round(current_theme().text_px("note") * 1.5) + 2


def entry_height() -> int:
    """Return the height of the line of an inspection."""
    return round(current_theme().text_px("note") * 1.5) + 4


def cell_height() -> int:
    """Return the height of a day."""
    return head_height() + SHOWN * entry_height() + current_theme().space(6)


def entry_at(below: int) -> int:
    """Return which inspection lies so many pixels below a day's upper edge; -1 over its number."""
    return (below - head_height()) // entry_height()


class DayPainter(QStyledItemDelegate):
    """Paints the cells of a ``CalendarModel``."""

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one day."""
        model = index.model()
        assert isinstance(model, CalendarModel)  # noqa: S101 - for the type checker
        theme, box, day = current_theme(), option.rect, model.day_at(index)
        painter.save()
        closed = "" if day is None else model.calendar.closed.get(day, "")
        painter.fillRect(box, theme.colour("panel" if closed or day is None else "ground"))
        painter.setPen(theme.colour("line"))
        painter.drawLine(box.bottomLeft(), box.bottomRight())
        painter.drawLine(box.topRight(), box.bottomRight())
        if day is not None:
            _paint_head(painter, box, day, closed, is_today=day == model.today)
            self._paint_entries(painter, box, model, day)
        painter.restore()

    def _paint_entries(self, painter: QPainter, box: QRect, model: CalendarModel, day: dt.date) -> None:
        entries = model.entries_on(day)
        shown = entries if len(entries) <= SHOWN else entries[: SHOWN - 1]
        for at, entry in enumerate(shown):
            is_picked = entry.inspection_id == model.picked
            _paint_entry(painter, _line(box, at), entry, is_picked=is_picked)
        more = len(entries) - len(shown)
        if more:
            painter.setPen(current_theme().colour("sub"))
            painter.setFont(current_theme().font("note"))
            told = _n("ほか{count}件", more).format(count=more)
            painter.drawText(_line(box, len(shown)), int(Qt.AlignmentFlag.AlignVCenter), told)

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the day's height; widths are shared."""
        return QSize(0, cell_height())


def _line(box: QRect, at: int) -> QRect:
    space = current_theme().space(4)
    top = box.top() + head_height() + at * entry_height()
    return QRect(box.left() + space, top, box.width() - 2 * space, entry_height() - 2)


def _paint_head(painter: QPainter, box: QRect, day: dt.date, closed: str, *, is_today: bool) -> None:
    theme = current_theme()
    is_named = is_today or day.day == 1 or day.weekday() == 0
    number = f"{day.month}/{day.day}" if is_named else str(day.day)
    if is_today:
        number = _("{day} 今日").format(day=number)
    painter.setFont(theme.font("note", bold=is_today or day.day == 1))
    painter.setPen(theme.colour("action" if is_today else "sub" if closed else "text"))
    space = theme.space(6)
    line = QRect(box.left() + space, box.top() + 1, box.width() - 2 * space, head_height())
    painter.drawText(line, int(Qt.AlignmentFlag.AlignVCenter), number)
    if closed and day.weekday() < 5:
        left = QFontMetrics(painter.font()).horizontalAdvance(number) + space
        room = line.adjusted(left, 0, 0, 0)
        painter.setFont(theme.font("note"))
        shown = QFontMetrics(painter.font()).elidedText(closed, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight), shown)


def _paint_entry(painter: QPainter, line: QRect, entry: DayEntry, *, is_picked: bool) -> None:
    """Paint an inspection: its tone's ground and edge, its contractor; a clash bears a sign."""
    theme = current_theme()
    tone = Tone.DANGER if entry.clashing else INSPECTION_TONES[entry.state]
    words, ground, _edge = TONE_ROLES[tone]
    painter.fillRect(line, theme.colour("selected" if is_picked else ground))
    painter.fillRect(QRect(line.left(), line.top(), 3, line.height()), theme.colour(SIGN_ROLES[tone]))
    if is_picked:
        painter.setPen(theme.colour("action"))
        painter.drawRect(line.adjusted(0, 0, -1, -1))
    painter.setPen(theme.colour("on_selected" if is_picked else words))
    painter.setFont(theme.font("note"))
    sign = "!" if entry.clashing else SIGNS.get(entry.state, "")
    text = f"{_(sign) if sign else ''} {entry.contract.contractor}".strip()
    room = line.adjusted(theme.space(6), 0, -2, 0)
    shown = QFontMetrics(painter.font()).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter), shown)
