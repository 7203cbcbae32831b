"""暦: a year's weeks with their inspections; arrows walk, Space picks, Alt and arrows move, Enter opens."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QVBoxLayout, QWidget
from typing_extensions import override

from oversight.calendar import show_day
from oversight.coverage import CalendarYear, DayEntry
from oversight.words import _
from ui.coverage.calendar_model import MOVABLE, CalendarModel, told_entry
from ui.coverage.day_painter import DayPainter, cell_height, entry_at
from ui.theme import current_theme
from ui.widgets.buttons import Button, ButtonKind
from ui.widgets.flow import Flow
from ui.widgets.focus_ring import paint_ring
from ui.widgets.lead_focus import lead_focus
from ui.widgets.text import note

_OPENS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_LEAST_WEEKS = 2
_STEPS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (-1, -1),
    Qt.Key.Key_Down: (1, 1),
}
"""Key → direction and weeks."""


class CalendarView(QWidget):
    """``opened`` carries an inspection, ``move_wanted`` an inspection and the day it is to go to."""

    opened = Signal(object)
    move_wanted = Signal(object, object)

    def __init__(self, *, may_move: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.grid = CalendarGrid(may_move=may_move)
        self.said = note("")
        self.earlier_button = Button(_("前の開庁日へ動かす"), kind=ButtonKind.QUIET, icon="chevron-left")
        self.later_button = Button(_("次の開庁日へ動かす"), kind=ButtonKind.QUIET, icon="chevron-right")
        self.open_button = Button(_("検査を開く"), kind=ButtonKind.QUIET, icon="clipboard-check")
        self._may_move = may_move
        self._lay_out()
        lead_focus(self, self.grid)
        self.grid.opened.connect(self.opened)
        self.grid.move_wanted.connect(self.move_wanted)
        self.grid.pointed.connect(self._say)
        self.earlier_button.clicked.connect(self._move_earlier)
        self.later_button.clicked.connect(self._move_later)
        self.open_button.clicked.connect(self.grid.open_picked)
        self._say(None)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().space(6))
        column.addWidget(self.grid, 1)
        column.addWidget(self.said)
        buttons = Flow()
        for button in (self.earlier_button, self.later_button, self.open_button):
            buttons.addWidget(button)
        column.addLayout(buttons)
        keys = _(
            "矢印で日を歩き、Spaceでその日の検査を選び、Altと矢印で開庁日へ動かします。Enterで検査を開きます。"
        )
        column.addWidget(note(keys))

    def show_year(self, calendar: CalendarYear, today: dt.date) -> None:
        """Show a year; the cursor stays on its day, or on the inspection that was moved."""
        self.grid.show_year(calendar, today)

    @Slot(object)
    def _say(self, entry: DayEntry | None) -> None:
        """Say what is picked, and offer what can be done with it."""
        told = _("この日に検査はありません。")
        if entry is not None:
            told = f"{show_day(entry.day, weekday=True)}　{told_entry(entry)}"
        self.said.setText(told)
        is_movable = self._may_move and entry is not None and entry.state in MOVABLE
        for button in (self.earlier_button, self.later_button):
            button.setEnabled(is_movable)
        self.open_button.setEnabled(entry is not None)

    @Slot()
    def _move_earlier(self) -> None:
        self.grid.move_picked(-1, 0)

    @Slot()
    def _move_later(self) -> None:
        self.grid.move_picked(1, 0)


class CalendarGrid(QTableView):
    """The weeks."""

    opened = Signal(object)
    move_wanted = Signal(object, object)
    pointed = Signal(object)

    def __init__(self, *, may_move: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._may_move = may_move
        self.days = CalendarModel(self)
        self.setModel(self.days)
        self.setItemDelegate(DayPainter(self))
        self.setAccessibleName(_("検査の暦"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setFrameShape(QTableView.Shape.NoFrame)
        self.setDragEnabled(may_move)
        self.setAcceptDrops(may_move)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragDrop)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setAccessibleName(_("曜日"))
        self.selectionModel().currentChanged.connect(self._point)
        self.days.dropped.connect(self.move_wanted)
        self._fit()

    def show_year(self, calendar: CalendarYear, today: dt.date) -> None:
        """Show a year; the cursor goes to the inspection picked, else stays on its day, else is on today."""
        day = self.days.day_at(self.currentIndex())
        is_other = calendar.year != self.days.calendar.year
        self._fit()
        self.days.show_year(calendar, today)
        picked = self.days.entry_of(self.days.picked)
        wanted = picked.day if picked is not None else day if day is not None and not is_other else today
        if not self.days.holds(wanted):
            wanted = dt.date(calendar.year, 4, 1)
        index = self.days.index_of(wanted)
        self.setCurrentIndex(index)
        self.days.picked = picked.inspection_id if picked is not None else None
        middle = QAbstractItemView.ScrollHint.PositionAtCenter
        self.scrollTo(index, middle if is_other else QAbstractItemView.ScrollHint.EnsureVisible)
        self._tell()

    @property
    def picked(self) -> DayEntry | None:
        """Return the inspection picked on the day under the cursor."""
        return self.days.picked_on(self.days.day_at(self.currentIndex()))

    @Slot()
    def open_picked(self) -> None:
        """Ask for the inspection picked."""
        if self.picked is not None:
            self.opened.emit(self.picked)

    def move_picked(self, step: int, weeks: int) -> None:
        """Ask for the inspection picked to go to another open day."""
        entry = self.picked
        if entry is None or not self._may_move:
            return
        day = self.days.open_day(entry.day, step, weeks)
        if day is not None:
            self.days.picked = entry.inspection_id
            self.move_wanted.emit(entry, day)

    @Slot(QModelIndex)
    def _point(self, _index: QModelIndex) -> None:
        self.days.picked = None
        self._tell()

    def _tell(self) -> None:
        self.viewport().update()
        self.pointed.emit(self.picked)

    def _pick_next(self) -> None:
        entries = self.days.entries_on(self.days.day_at(self.currentIndex()))
        if entries:
            at = next(n for n, entry in enumerate(entries) if entry is self.picked)
            self.days.picked = entries[(at + 1) % len(entries)].inspection_id
            self._tell()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open, pick or move; other keys walk."""
        key = Qt.Key(event.key())
        if key in _OPENS:
            self.open_picked()
        elif key == Qt.Key.Key_Space:
            self._pick_next()
        elif key in _STEPS and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.move_picked(*_STEPS[key])
        else:
            super().keyPressEvent(event)

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Pick the inspection under the mouse, which a drag then takes along."""
        super().mousePressEvent(event)
        self._pick_at(event.position().toPoint())

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the inspection under the mouse."""
        if self._pick_at(event.position().toPoint()):
            self.open_picked()

    def _pick_at(self, point: QPoint) -> bool:
        index = self.indexAt(point)
        entries = self.days.entries_on(self.days.day_at(index))
        at = entry_at(point.y() - self.visualRect(index).top()) if entries else -1
        if 0 <= at < len(entries):
            self.days.picked = entries[at].inspection_id
            self._tell()
            return True
        return False

    @override
    def keyboardSearch(self, search: str) -> None:
        """Leave letters to shortcuts and to the input method."""

    def _fit(self) -> None:
        theme = current_theme()
        self.verticalHeader().setMinimumSectionSize(cell_height())
        self.verticalHeader().setDefaultSectionSize(cell_height())
        self.horizontalHeader().setFixedHeight(theme.row_height)
        self.setMinimumHeight(theme.row_height + _LEAST_WEEKS * cell_height())

    @override
    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of theme or text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "days"):
            self._fit()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the days, then the focus ring round the one under the cursor."""
        super().paintEvent(event)
        index = self.currentIndex()
        if self.hasFocus() and index.isValid():
            painter = QPainter(self.viewport())
            paint_ring(painter, self.visualRect(index))
            painter.end()
