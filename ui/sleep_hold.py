"""Holds sleep back until the keys are wiped: a delay inhibitor of systemd-logind.

logind tells that sleep is near and then waits for whoever holds a delay, five seconds at most
(``InhibitDelayMaxSec``; https://systemd.io/INHIBITOR_LOCKS/, as of systemd 257). The hold is a file
descriptor: closing it lets go, and so does the end of the process, however it ends.
"""

from __future__ import annotations

import os

from PySide6.QtCore import QObject, Slot
from PySide6.QtDBus import QDBusConnection, QDBusMessage, QDBusPendingCallWatcher, QDBusUnixFileDescriptor

from oversight.words import _

_SERVICE, _PATH = "org.freedesktop.login1", "/org/freedesktop/login1"
_MANAGER = f"{_SERVICE}.Manager"
_PATIENCE_MS = 2000


class SleepHold(QObject):
    """``take`` while there are keys to wipe, ``let_go`` once they are wiped; any number of times.

    It never waits for the bus; without logind it holds nothing.
    """

    def __init__(self, bus: QDBusConnection, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bus = bus
        self._wanted = False
        self._asked = False
        self._descriptor = -1

    @property
    def is_held(self) -> bool:
        """Tell whether sleep would wait for this program."""
        return self._descriptor >= 0

    def take(self) -> None:
        """Ask logind to wait before it sleeps."""
        self._wanted = True
        if self._asked or self.is_held or not self._bus.isConnected():
            return
        call = QDBusMessage.createMethodCall(_SERVICE, _PATH, _MANAGER, "Inhibit")
        call.setArguments(["sleep", "Oversight", _("スリープの前に鍵を消すため"), "delay"])
        self._asked = True
        watcher = QDBusPendingCallWatcher(self._bus.asyncCall(call, _PATIENCE_MS), self)
        watcher.finished.connect(self._answered)

    def let_go(self) -> None:
        """Let the machine sleep."""
        self._wanted = False
        descriptor, self._descriptor = self._descriptor, -1
        if descriptor >= 0:
            os.close(descriptor)

    @Slot(QDBusPendingCallWatcher)
    def _answered(self, watcher: QDBusPendingCallWatcher) -> None:
        """Keep what logind gave, or close it at once if it came too late."""
        self._asked = False
        answer = watcher.reply().arguments()
        watcher.deleteLater()
        if answer and isinstance(answer[0], QDBusUnixFileDescriptor):
            self._descriptor = answer[0].takeFileDescriptor()
            if not self._wanted:
                self.let_go()
