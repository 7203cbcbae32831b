"""Keeps what is half entered or half written: saved a moment after each change, never after its end."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from ui.shell import Shell

_SAVE_MS = 400
"""How long after a change what is half entered is saved."""


class DraftSaver(QObject):
    """``write`` returns the work that saves what stands there now, or None; ``saved`` follows each save.

    ``failed`` is told what no save could write; without it, the notices are.
    """

    saved = Signal()

    def __init__(
        self,
        shell: Shell,
        write: Callable[[], Callable[[], None] | None],
        parent: QObject,
        *,
        failed: Callable[[Exception], None] | None = None,
    ) -> None:
        super().__init__(parent)
        self._shell, self._write = shell, write
        self._tell_failed = failed or shell.notices.show_error
        self._under_way = 0
        self._after: Callable[[], None] | None = None
        self.timer = QTimer(self, singleShot=True, interval=_SAVE_MS)
        self.timer.timeout.connect(self.save)

    @Slot()
    def touch(self) -> None:
        """Note a change: it is saved a moment later."""
        self.timer.start()

    def flush(self) -> None:
        """Save at once what waits to be saved."""
        if self.timer.isActive():
            self.timer.stop()
            self.save()

    @Slot()
    def save(self) -> None:
        """Save what stands there now."""
        work = self._write()
        if work is not None:
            self._under_way += 1
            self._shell.read(work, self._saved, self._failed, owner=self)

    def once_saved(self, deed: Callable[[], None]) -> None:
        """Do what ends a draft once no save of it is under way: a late one would bring it back."""
        self.timer.stop()
        if self._under_way:
            self._after = deed
        else:
            deed()

    def _saved(self, _nothing: None) -> None:
        self.saved.emit()
        self._end()

    def _failed(self, error: Exception) -> None:
        self._tell_failed(error)
        self._end()

    def _end(self) -> None:
        self._under_way -= 1
        if not self._under_way and self._after is not None:
            after, self._after = self._after, None
            after()
