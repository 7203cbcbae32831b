"""Linux: systemd-logind's signals for the session's lock and for sleep (org.freedesktop.login1)."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import SLOT, QObject, Slot
from PySide6.QtDBus import QDBusConnection
from typing_extensions import override

from ui.lock_listener import LockListener
from ui.sleep_hold import SleepHold

_SERVICE = "org.freedesktop.login1"
_PATH = "/org/freedesktop/login1"
_MANAGER, _SESSION = f"{_SERVICE}.Manager", f"{_SERVICE}.Session"
_SAVERS = (
    ("org.freedesktop.ScreenSaver", "/org/freedesktop/ScreenSaver"),
    ("org.gnome.ScreenSaver", "/org/gnome/ScreenSaver"),
)


class LoginSession(LockListener):
    """Calls ``lock`` on the session's lock signal, on the screen saver and before sleep, which it holds back.

    Without a bus (a container, an old system) it stays silent; ``is_listening`` says which.
    """

    def __init__(self, lock: Callable[[], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lock = lock
        system, session = QDBusConnection.systemBus(), QDBusConnection.sessionBus()
        self.is_listening = system.isConnected()
        self.hold = SleepHold(system, self)
        if system.isConnected():
            self._hear(system, (_SERVICE, _PATH, _MANAGER, "PrepareForSleep"), SLOT("sleeping(bool)"))
            self._hear(system, (_SERVICE, "", _SESSION, "Lock"), SLOT("locked()"))
        if session.isConnected():
            for name, path in _SAVERS:
                self._hear(session, ("", path, name, "ActiveChanged"), SLOT("sleeping(bool)"))

    def _hear(self, bus: QDBusConnection, signal: tuple[str, str, str, str], slot: object) -> None:
        """Connect a signal of the bus (service, path, interface, name) to a slot of this object."""
        # the stub asks for bytes, PySide itself only takes what SLOT gives: a str
        bus.connect(*signal, self, slot)  # type: ignore[call-overload]

    @override
    def keys_held(self) -> None:
        """Let sleep wait for the lock."""
        self.hold.take()

    @override
    def keys_wiped(self) -> None:
        """Let the machine sleep."""
        self.hold.let_go()

    @Slot(bool)
    def sleeping(self, is_beginning: bool) -> None:
        """Lock when sleep or the screen saver begins."""
        if is_beginning:
            self._lock()

    @Slot()
    def locked(self) -> None:
        """Lock with the session."""
        self._lock()
