"""What stands above the photos not yet added: how far they are read, and one deed for all of them."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from oversight.words import _
from ui.theme import current_theme
from ui.widgets.buttons import Button, ButtonKind
from ui.widgets.flow import Flow
from ui.widgets.text import quiet_line

_BAR = 240


class ReadingRow(QWidget):
    """How far the photos are read, and a button that stops it."""

    stop_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bar, self.told = QProgressBar(), quiet_line()
        self.bar.setTextVisible(False)
        self.bar.setMaximumWidth(current_theme().space(_BAR))
        self.bar.setAccessibleName(_("写真を読んでいます"))
        self.stop_button = Button(_("読むのをやめる"), kind=ButtonKind.QUIET, icon="x")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.told)
        row = QHBoxLayout()
        row.setSpacing(current_theme().space(12))
        row.addWidget(self.bar, 1)
        row.addWidget(self.stop_button)
        row.addStretch(1)
        column.addLayout(row)
        self.stop_button.clicked.connect(self.stop_wanted)
        self.hide()

    @Slot(int, int)
    def show_progress(self, done: int, total: int) -> None:
        """Show how many of how many are read."""
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self.told.setText(_("写真を読んでいます {done}/{total}").format(done=done, total=total))
        self.show()


class TogetherRow(QWidget):
    """One deed for the photos in sight that are not yet added; dropping all asks for a second press."""

    add_wanted = Signal()
    drop_wanted = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.add_button, self.more = Button(""), quiet_line()
        self.drop_button = Button("", kind=ButtonKind.QUIET)
        self._asked = False
        row = Flow(self)
        row.addWidget(self.add_button)
        row.addWidget(self.drop_button)
        row.addWidget(self.more)
        self.add_button.clicked.connect(self.add_wanted)
        self.drop_button.clicked.connect(self._drop)
        self.hide()

    def show_count(self, count: int, more: int) -> None:
        """Show for how many photos the deeds would be, and how many more wait; for one, its own do."""
        self._asked = False
        self.add_button.setText(_("この{count}枚を加える").format(count=count))
        self.drop_button.setText(_("{count}枚をすべてやめる").format(count=count + more))
        self.more.setText(_("このあと{more}枚あります").format(more=more))
        self.more.setVisible(more > 0)
        self.setVisible(count > 1)

    @Slot()
    def _drop(self) -> None:
        if not self._asked:
            self._asked = True
            self.drop_button.setText(_("本当にすべてやめる"))
            return
        self.drop_wanted.emit()
