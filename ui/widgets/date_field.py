"""A day, typed as the office writes it (令和6年4月1日, R6.4.1, 2024/4/1) or picked from a calendar.

What was understood stands beneath while one types, with a warning where the text disagrees with itself.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from PySide6.QtCore import QDate, QPoint, Qt, Slot
from PySide6.QtWidgets import QCalendarWidget, QFrame, QToolButton, QVBoxLayout, QWidget
from typing_extensions import override

from oversight.calendar import parse_day, show_day
from oversight.errors import OversightError
from oversight.words import _
from ui.theme import set_look
from ui.widgets.buttons import Button, ButtonKind
from ui.widgets.days import day_typed
from ui.widgets.fields import TextField
from ui.widgets.text import note


class DateField(TextField):
    """A day; ``value`` is a ``datetime.date`` or None. ``typed`` keeps what was written."""

    def __init__(self, name: str, label: str, *, width: int = 260, **rest: Any) -> None:
        super().__init__(name, label, placeholder=_("例: R6.4.1、令和6年4月1日"), width=width, **rest)
        self._day: dt.date | None = None
        self._problem = ""
        self._read = note("")
        self._read.hide()
        self.column.insertWidget(2, self._read)
        self.line.textChanged.connect(self._understand)

    @override
    def _beside(self) -> tuple[QWidget, ...]:
        self.pick_button = Button(_("暦"), kind=ButtonKind.QUIET, icon="calendar")
        self.pick_button.setAccessibleName(_("{label}を暦から選ぶ").format(label=self.label))
        self.pick_button.clicked.connect(self._open_calendar)
        return (self.pick_button,)

    @override
    def value(self) -> dt.date | None:  # type: ignore[override]
        return self._day

    @property
    def typed(self) -> str:
        """Return the text as it was written."""
        return self.line.text().strip()

    @property
    def understood(self) -> str:
        """Return what stands beneath the field."""
        return self._read.text()

    @property
    @override
    def is_empty(self) -> bool:
        return not self.typed

    @override
    def set_value(self, value: Any) -> None:
        self.line.setText("" if value is None else day_typed(value))

    @override
    def wrong(self) -> str:
        return super().wrong() or self._problem

    @Slot()
    @override
    def _note_edit(self) -> None:
        """Understand the text before it is told: Qt tells of an edit before it tells of the new text."""
        self._understand()
        super()._note_edit()

    @Slot()
    def _understand(self) -> None:
        warnings = self._parse()
        shown = show_day(self._day, weekday=True)
        self._read.setText("\n".join(filter(None, (shown, *warnings))))
        self._read.setVisible(bool(self._read.text()))
        set_look(self._read, role="warning" if warnings else "note")

    def _parse(self) -> tuple[str, ...]:
        """Understand what stands there; return the warnings."""
        self._day, self._problem = None, ""
        if not self.typed:
            return ()
        try:
            typed = parse_day(self.typed)
        except OversightError as error:
            self._problem = str(error)
            return ()
        self._day = typed.day
        return tuple(typed.warnings)

    @Slot()
    def _open_calendar(self) -> None:
        popup = CalendarPopup(self)
        popup.calendar.activated.connect(self._pick)
        popup.calendar.clicked.connect(self._pick)
        if self._day is not None:
            popup.calendar.setSelectedDate(QDate(self._day.year, self._day.month, self._day.day))
        popup.open_under(self.line)

    @Slot(QDate)
    def _pick(self, day: QDate) -> None:
        self.line.setText(day_typed(dt.date(day.year(), day.month(), day.day())))
        for popup in self.findChildren(CalendarPopup):
            popup.close()
        self.line.setFocus()
        self._note_edit()


class CalendarPopup(QFrame):
    """A month to pick a day from; weeks begin on Sunday as on Japanese calendars."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setProperty("piece", "floating")
        self.calendar = QCalendarWidget()
        self.calendar.setFirstDayOfWeek(Qt.DayOfWeek.Sunday)
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.calendar.setAccessibleName(_("暦"))
        names = {"qt_calendar_prevmonth": _("前の月"), "qt_calendar_nextmonth": _("次の月")}
        for button in self.calendar.findChildren(QToolButton):
            button.setAccessibleName(names.get(button.objectName(), button.text()))
        column = QVBoxLayout(self)
        column.addWidget(self.calendar)

    def open_under(self, widget: QWidget) -> None:
        """Show the month beneath a widget, with the keyboard in it."""
        self.move(widget.mapToGlobal(QPoint(0, widget.height() + 4)))
        self.show()
        self.calendar.setFocus()
