"""Locks by itself: after minutes without a hand on the machine, when the screen locks, before it sleeps."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QWindow
from typing_extensions import override

from ui.lock_listener import LockListener

_HANDS = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseMove,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
    QEvent.Type.TouchUpdate,
    QEvent.Type.TabletMove,
    QEvent.Type.TabletPress,
}
_MINUTE_MS = 60_000


class LockWatch(QObject):
    """``lock_due`` tells that the vault must be locked now."""

    lock_due = Signal()

    def __init__(self, app: QGuiApplication, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._idle = QTimer(self, singleShot=True, timerType=Qt.TimerType.PreciseTimer)
        self._idle.timeout.connect(self.lock_due)
        self._watched: set[int] = set()
        self._system: LockListener | None = None
        app.focusWindowChanged.connect(self._watch_window)
        self._watch_window(app.focusWindow())

    def start(self, minutes: int) -> None:
        """Count from now; listen to the system's own lock and sleep."""
        self._idle.start(minutes * _MINUTE_MS)
        if self._system is None:
            self._system = _listen_to_system(self)
        if self._system is not None:
            self._system.keys_held()

    def stop(self) -> None:
        """Count no more: the vault is being locked."""
        self._idle.stop()

    def keys_wiped(self) -> None:
        """Let the system sleep: there is nothing left to wipe."""
        if self._system is not None:
            self._system.keys_wiped()

    @property
    def is_counting(self) -> bool:
        """Tell whether an idle machine would lock."""
        return self._idle.isActive()

    @property
    def remaining_ms(self) -> int:
        """Return how long until it locks; -1 while it does not count."""
        return self._idle.remainingTime()

    @Slot(QWindow)
    def _watch_window(self, window: QWindow | None) -> None:
        """Look at the input of each window that comes to the front: only windows' events, so it is cheap."""
        if window is not None and id(window) not in self._watched:
            self._watched.add(id(window))
            window.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Begin counting anew at each touch."""
        if event.type() in _HANDS and self._idle.isActive():
            self._idle.start()
        return False


def _listen_to_system(watch: LockWatch) -> LockListener | None:
    """Listen where the system tells of lock and sleep; elsewhere the idle count alone remains."""
    import platform

    if platform.system() == "Windows":
        from ui.lock_watch_windows import WindowsSessions

        return WindowsSessions(watch.lock_due.emit, watch)
    if platform.system() == "Linux":
        from ui.lock_watch_linux import LoginSession

        return LoginSession(watch.lock_due.emit, watch)
    return None
