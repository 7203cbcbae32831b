"""What a page is handed: the office, the ways to work, to speak and to go elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from oversight.change import Change
from oversight.clock import Clock
from ui.background import Background, Failed
from ui.looks import Looks
from ui.notices import Notices
from ui.refresh import Refresh
from ui.rooms import Room

if TYPE_CHECKING:
    from oversight.office import Office

Answer = TypeVar("Answer")


class Shell(QObject):
    """Lives from unlocking to locking. The window listens to its signals; pages call its methods."""

    page_wanted = Signal(str, object)
    badge_changed = Signal(str, int)
    page_asked = Signal(str, object)
    cover_wanted = Signal(object, bool)
    uncover_wanted = Signal()
    lock_wanted = Signal()
    journal_verified = Signal(object)
    goes_on_changed = Signal(bool)

    def __init__(
        self,
        *,
        office: Office,
        background: Background,
        notices: Notices,
        refresh: Refresh,
        looks: Looks,
        clock: Clock,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.office = office
        self.background = background
        self.notices = notices
        self.refresh = refresh
        self.looks = looks
        self.clock = clock
        self.copied = ""
        self.goes_on = True

    def read(
        self,
        work: Callable[[], Answer],
        done: Callable[[Answer], None],
        failed: Failed | None = None,
        *,
        owner: QObject,
        what: str = "",
    ) -> None:
        """Read from the store off the window's thread; ``done`` takes the rows."""
        self.background.run(work, done, failed, owner=owner, what=what)

    def do(
        self,
        deed: Callable[[], Change],
        done: Callable[[Change], None] | None = None,
        failed: Failed | None = None,
        *,
        owner: QObject,
        what: str = "",
    ) -> None:
        """Do a writing deed off the window's thread, tell every page what it touched, then ``done``."""

        def home(change: Change) -> None:
            if done is not None:
                done(change)
            self.refresh.changed.emit(change)

        self.background.run(deed, home, failed, owner=owner, what=what)

    def open(self, room: Room, request: object = None) -> None:
        """Go to a room; ``request`` reaches its page's ``on_open`` (which rows, which record)."""
        self.page_wanted.emit(room.value, request)

    def set_badge(self, room: Room, count: int) -> None:
        """Show a count beside a room in the navigation; 0 takes it away."""
        self.badge_changed.emit(room.value, count)

    def open_over(self, room: Room, request: object) -> None:
        """Let a room's page answer a request over whatever covers the window; one comes back to that."""
        self.page_asked.emit(room.value, request)

    def cover(self, widget: QWidget, *, over: bool = False) -> None:
        """Give the whole window to a widget (conducting an inspection); freed by ``uncover``.

        With ``over`` it lies over what covers the window already, which is back when it is freed.
        """
        self.cover_wanted.emit(widget, over)

    def uncover(self) -> None:
        """Give the window back to navigation and page."""
        self.uncover_wanted.emit()

    def copy(self, text: str) -> None:
        """Put a text on the clipboard; it is taken off again when the vault is locked."""
        self.copied = text
        QGuiApplication.clipboard().setText(text)

    def keep_goes_on(self, is_on: bool) -> None:
        """Remember whether an inspection goes on to the next item after 適; told by ``goes_on_changed``."""
        self.goes_on = is_on
        self.goes_on_changed.emit(is_on)

    def lock(self) -> None:
        """Lock at once."""
        self.lock_wanted.emit()
