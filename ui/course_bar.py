"""A bar that shows how far a long work has come, with the button that stops it."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Slot
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from oversight.exchange import Course
from oversight.words import _, mark
from ui.theme import current_theme
from ui.widgets.buttons import Button
from ui.widgets.text import quiet_line

_LOOK_MS = 100
ROWS, FILES = mark("{done:,}/{total:,}行"), mark("{done:,}/{total:,}件")


class CourseBar(QWidget):
    """Hidden until ``start``; looks at the course now and then, for the worker must not touch widgets."""

    def __init__(self, what: str, *, counted: str = ROWS) -> None:
        super().__init__()
        self._counted = counted
        self._course = Course()
        self.bar = QProgressBar()
        self.bar.setAccessibleName(what)
        self.bar.setTextVisible(False)
        self.said = quiet_line()
        self.stop_button = Button(_("止める"), icon="x")
        self.stop_button.setAccessibleDescription(_("途中で止めます。"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(current_theme().space(12))
        row.addWidget(self.bar, 1)
        row.addWidget(self.said)
        row.addWidget(self.stop_button)
        self._timer = QTimer(self, interval=_LOOK_MS)
        self._timer.timeout.connect(self._look)
        self.stop_button.clicked.connect(self.stop)
        self.hide()

    def start(self) -> Course:
        """Show the bar and return the course to be run."""
        self._course = Course()
        self.stop_button.setEnabled(True)
        self._look()
        self._timer.start()
        self.show()
        return self._course

    def end(self) -> None:
        """Hide the bar."""
        self._timer.stop()
        self.hide()

    @Slot()
    def stop(self) -> None:
        """Ask the work to stop; it does at its next row, or finishes if none is left."""
        self._course.is_stopping = True
        self.stop_button.setEnabled(False)

    @Slot()
    def _look(self) -> None:
        done, total = self._course.done, self._course.total
        self.bar.setMaximum(total)  # none yet: the bar shows that something goes on
        self.bar.setValue(done)
        self.said.setText(_(self._counted).format(done=done, total=total) if total else "")
