"""Navigation at the left, one page at the right; pages are made when first opened and kept."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Slot
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QWidget
from typing_extensions import override

from oversight.words import _n
from ui.actions import bind
from ui.dropped import paths_of
from ui.help_panel import HelpPanel
from ui.navigation import Navigation
from ui.page import Page
from ui.rooms import OpenFiles, Room
from ui.shell import Shell
from ui.shortcuts import PAGES, Shortcut


class DeskView(QWidget):
    """What a signed-in person works at."""

    def __init__(self, shell: Shell, pages: Sequence[type[Page]]) -> None:
        super().__init__()
        self.shell = shell
        self._classes = {page.key.value: page for page in pages}
        self._pages: dict[str, Page] = {}
        self.navigation = Navigation()
        self.stack = QStackedWidget()
        self.help = HelpPanel()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.navigation)
        row.addWidget(self.stack, 1)
        row.addWidget(self.help)
        self.setAcceptDrops(True)
        self._add_rooms(pages)
        self._listen()
        if pages:
            self.open(pages[0].key.value)

    def _add_rooms(self, pages: Sequence[type[Page]]) -> None:
        for place, page in enumerate(pages):
            shortcut = PAGES[place] if place < len(PAGES) else None
            self.navigation.add_room(page.key.value, page.icon, _n(page.title, 2), shortcut)
        actor = self.shell.office.actor
        self.navigation.say_who("", actor.signature, is_encrypted=self.shell.office.vault is not None)

    def _listen(self) -> None:
        self.navigation.room_wanted.connect(self.open)
        self.navigation.lock_wanted.connect(self.shell.lock)
        self.shell.page_wanted.connect(self.open)
        self.shell.page_asked.connect(self.ask)
        self.shell.badge_changed.connect(self.navigation.show_count)
        self.shell.looks.redressed.connect(self.navigation.fit)
        bind(Shortcut.FIND, self, self.go_to_search)
        bind(Shortcut.EXPLAIN, self, self.explain)

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files and folders on any page that has no use of its own for them."""
        if paths_of(event.mimeData()):
            event.acceptProposedAction()

    @override
    def dropEvent(self, event: QDropEvent) -> None:
        """Look at what is dropped as monthly reports that came in."""
        self.open(Room.REPORTS, OpenFiles(paths_of(event.mimeData())))

    @property
    def page(self) -> Page | None:
        """Return the page in sight."""
        page = self.stack.currentWidget()
        return page if isinstance(page, Page) else None

    def page_of(self, room: Room) -> Page | None:
        """Return the page of a room if it was opened before."""
        return self._pages.get(room.value)

    @property
    def has_unsaved(self) -> bool:
        """Tell whether any page holds something typed and not saved."""
        return any(page.has_unsaved() for page in self._pages.values())

    @Slot(str)
    @Slot(str, object)
    def open(self, room: str, request: object = None) -> None:
        """Go to a room; a room that does not exist is passed over."""
        page = self._page_for(room)
        if page is None:
            return
        was_in_sight = self.stack.currentWidget() is page and page.isVisible()
        if request is not None:
            page.on_open(request)
        self.navigation.mark_room(room)
        self.stack.setCurrentWidget(page)
        self.help.hide()
        if was_in_sight:
            page.on_show()

    def _page_for(self, room: str) -> Page | None:
        if room in self._classes and room not in self._pages:
            self._pages[room] = self._classes[room](self.shell)
            self.stack.addWidget(self._pages[room])
        return self._pages.get(room)

    @Slot(str, object)
    def ask(self, room: str, request: object) -> None:
        """Let a room's page answer a request without going there."""
        page = self._page_for(room)
        if page is not None:
            page.on_open(request)

    @Slot()
    def go_to_search(self) -> None:
        """Put the cursor into the page's search field."""
        field = self.page.find_field() if self.page is not None else None
        if field is not None:
            field.setFocus()
            if isinstance(field, QLineEdit):
                field.selectAll()

    @Slot()
    def explain(self) -> None:
        """Explain the page beside it, or take the explanation away."""
        if self.help.isVisible():
            self.help.hide()
            return
        page = self.page
        if page is not None:
            self.help.explain(_n(page.title, 2), page.help_text())
