"""Windows: session notifications (WTS) and power broadcasts, read from the native messages of the window.

Sources: Microsoft Learn, ``WM_WTSSESSION_CHANGE`` and ``WM_POWERBROADCAST`` (as of 2026-11). This file is
loaded on Windows only.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from ctypes import wintypes

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QCoreApplication, QObject
from PySide6.QtGui import QGuiApplication
from typing_extensions import override

from ui.lock_listener import LockListener

WM_WTSSESSION_CHANGE, WTS_SESSION_LOCK = 0x02B1, 0x7
WM_POWERBROADCAST, PBT_APMSUSPEND = 0x0218, 0x4
_THIS_SESSION = 0
_GENERIC = b"windows_generic_MSG"


class Message(ctypes.Structure):
    """The ``MSG`` of user32."""

    _fields_ = (
        ("hwnd", wintypes.HWND),
        ("message", wintypes.UINT),
        ("wParam", wintypes.WPARAM),
        ("lParam", wintypes.LPARAM),
        ("time", wintypes.DWORD),
        ("pt", wintypes.POINT),
    )


def means_lock(message: int, parameter: int) -> bool:
    """Tell whether a message says that the session locks or the machine goes to sleep."""
    return (message, parameter) in {
        (WM_WTSSESSION_CHANGE, WTS_SESSION_LOCK),
        (WM_POWERBROADCAST, PBT_APMSUSPEND),
    }


class _Filter(QAbstractNativeEventFilter):
    def __init__(self, lock: Callable[[], object]) -> None:
        super().__init__()
        self._lock = lock

    @override
    def nativeEventFilter(
        self, eventType: QByteArray | bytes | bytearray | memoryview, message: int
    ) -> object:
        """Look at each native message of the window's thread; keep none."""
        if bytes(eventType) == _GENERIC:  # type: ignore[arg-type]
            seen = Message.from_address(int(message))
            if means_lock(seen.message, seen.wParam):
                self._lock()
        return False, 0


class WindowsSessions(LockListener):
    """Calls ``lock`` when the session is locked or the machine is suspended."""

    def __init__(self, lock: Callable[[], object], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._filter = _Filter(lock)
        app = QCoreApplication.instance()
        if app is not None:
            app.installNativeEventFilter(self._filter)
        told = [self._register(int(each.winId())) for each in QGuiApplication.topLevelWindows()]
        self.is_listening = any(told)

    def _register(self, handle: int) -> bool:
        """Ask Windows to tell this window of its session."""
        library = ctypes.WinDLL("wtsapi32")  # type: ignore[attr-defined,unused-ignore]
        return bool(library.WTSRegisterSessionNotification(wintypes.HWND(handle), _THIS_SESSION))
