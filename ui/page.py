"""The base of all pages: a title that says what is shown and how many, chips, one table, a detail pane."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import QBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from oversight.change import Change
from oversight.words import _n
from ui.rooms import Room
from ui.shell import Shell
from ui.theme import current_theme
from ui.widgets.detail_split import DetailSplit
from ui.widgets.flow import Flow
from ui.widgets.text import sub, title

if TYPE_CHECKING:
    from oversight.office import Office


class Page(QWidget):
    """One room, one question.

    Subclasses set ``key``, ``title`` (marked with ``mark``) and ``icon``, build their widgets in
    ``__init__`` and read their rows in ``on_show``.
    """

    key: ClassVar[Room]
    title: ClassVar[str]
    icon: ClassVar[str]

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self.shell = shell
        self.setProperty("surface", "ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(_n(self.title, 2))
        self.split: DetailSplit | None = None
        space = current_theme().space
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(space(28), space(16), space(28), space(12))
        self.column.setSpacing(space(10))
        self._heading = title(_n(self.title, 2))
        self._said = sub("")
        self._button_holder, self._filter_holder = QWidget(), QWidget()
        self._buttons = Flow(self._button_holder)
        self._buttons.setSpacing(space(12))
        self._filters = Flow(self._filter_holder)
        self._lay_out_head()
        shell.refresh.changed.connect(self._hear)

    def _lay_out_head(self) -> None:
        space = current_theme().space
        words = QVBoxLayout()
        words.setSpacing(space(6))
        words.addWidget(self._heading)
        words.addWidget(self._said)
        self._head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._head.setSpacing(space(8))
        self._head.addLayout(words, 1)
        self._head.addWidget(self._button_holder)
        self.column.addLayout(self._head)
        self.column.addWidget(self._filter_holder)

    # what pages are built with

    @property
    def office(self) -> Office:
        """Return the office of the person signed in; its services run through ``shell.read`` and ``do``."""
        return self.shell.office

    def say_title(self, text: str) -> None:
        """Say in the title what is shown."""
        self._heading.setText(text)
        self.fit_head()
        self.setAccessibleName(text)

    def say(self, text: str) -> None:
        """Say beneath the title how many there are."""
        self._said.setText(text)

    def add_button(self, button: QWidget) -> None:
        """Add a button at the top right; where the title leaves no room, the buttons go beneath it."""
        self._buttons.addWidget(button)
        self.fit_head()

    def add_filter(self, widget: QWidget) -> None:
        """Add chips or a search field to the line under the title."""
        self._filters.addWidget(widget)

    def show_tools(self, are_shown: bool) -> None:
        """Show buttons and filters, or hide them while something else stands in the list's place."""
        self._button_holder.setVisible(are_shown)
        self._filter_holder.setVisible(are_shown)

    def set_body(self, widget: QWidget, *, with_detail: bool = False) -> None:
        """Fill the page; ``with_detail`` adds the pane of ``show_detail``."""
        if with_detail:
            self.split = DetailSplit(widget)
            self.split.took_all.connect(self._give_way)
            widget = self.split
        self.column.addWidget(widget, 1)

    def show_detail(self, heading: str, content: QWidget) -> None:
        """Show the one thing chosen in the detail pane; what was there is freed."""
        if self.split is not None:
            self.split.show_detail(heading, content)

    def close_detail(self) -> None:
        """Close the detail pane."""
        if self.split is not None:
            self.split.close_detail()

    # hooks

    def on_show(self) -> None:
        """Read the rows: called each time the page comes into sight."""

    def on_change(self, change: Change) -> None:
        """Hear what a deed touched while the page is in sight; read again if it concerns the page."""

    def on_open(self, request: object) -> None:
        """Take the request of ``Shell.open`` (which rows, which record); called before ``on_show``."""

    def help_text(self) -> str:
        """Explain the page in some sentences (F1)."""
        return ""

    def find_field(self) -> QWidget | None:
        """Return the field that Ctrl+F goes to."""
        return None

    def on_change_unseen(self, change: Change) -> None:
        """Do what a change asks for while the page is out of sight; the next ``on_show`` reads the rest."""

    def has_unsaved(self) -> bool:
        """Tell whether leaving or locking would lose what was typed."""
        return False

    # machinery

    @Slot(object)
    def _hear(self, change: Change) -> None:
        if self.isVisible():
            self.on_change(change)
        else:
            self.on_change_unseen(change)

    @Slot(bool)
    def _give_way(self, is_alone: bool) -> None:
        """Leave the height to the detail where the list gives way to it: its filters have nothing to do."""
        for part in (self._said, self._button_holder, self._filter_holder):
            part.setHidden(is_alone)

    def fit_head(self) -> None:
        """Set the buttons beside the title, or beneath it where there is no room for both."""
        self._buttons.invalidate()  # a button that came or went is not counted until then
        self._button_holder.updateGeometry()
        needed = self._heading.sizeHint().width() + self._buttons.sizeHint().width() + self._head.spacing()
        margins = self.column.contentsMargins()
        is_wide = needed <= self.width() - margins.left() - margins.right()
        sideways, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._head.setDirection(sideways if is_wide else down)
        # an aligned widget is as wide as it likes to be: beneath the title its buttons must wrap instead
        top_left = Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft
        self._head.setAlignment(self._button_holder, top_left if is_wide else Qt.AlignmentFlag(0))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Set the buttons beside the title or beneath it."""
        super().resizeEvent(event)
        self.fit_head()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Read the rows when the page comes into sight."""
        super().showEvent(event)
        if not event.spontaneous():
            self.on_show()
