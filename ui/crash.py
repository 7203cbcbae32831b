"""Our own bugs: kept on this machine for the next start, sent nowhere, without record contents.

A report names the kind of error and the lines of code it passed. It leaves out the error's message and
every value, because those may quote a record.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler, qVersion

from oversight import __version__
from ui.background import watch_threads

if TYPE_CHECKING:
    from oversight.clock import Clock

FILE_NAME = "last_crash.txt"
_DEEPEST = 40
_log = logging.getLogger("ui.crash")
_qt_log = logging.getLogger("ui.qt")
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def describe(error: BaseException, clock: Clock) -> str:
    """Return a report: versions, the chain of error kinds, and the frames each passed."""
    import platform

    lines = [
        f"Oversight {__version__}, Python {platform.python_version()}, Qt {qVersion()}, {platform.system()}",
        f"{clock.now():%Y-%m-%d %H:%M} UTC",
    ]
    link: BaseException | None = error
    while link is not None:
        lines.append(f"{type(link).__module__}.{type(link).__qualname__}")
        lines.extend(_frames(link))
        link = link.__cause__ or link.__context__
    return "\n".join(lines) + "\n"


def _frames(error: BaseException) -> list[str]:
    import traceback

    frames = traceback.extract_tb(error.__traceback__)[-_DEEPEST:]
    return [f"  {_place(frame.filename)}:{frame.lineno} {frame.name}" for frame in frames]


def _place(filename: str) -> str:
    """Return a file's place inside the program: its folders may name the user of the machine."""
    return "/".join(Path(filename).parts[-3:])


class CrashBook:
    """Keeps the last crash in a folder; ``tell`` is called with each error as it is caught."""

    def __init__(self, folder: Path, clock: Clock | None = None) -> None:
        self._path = folder / FILE_NAME
        self._clock = clock
        self._kept: BaseException | None = None
        self.tell: Callable[[BaseException], None] | None = None

    def keep(self, error: BaseException) -> None:
        """Write the report of an error, once; a full disk is no reason to fail twice."""
        if error is self._kept:
            return
        self._kept = error
        _log.error("unexpected %s", type(error).__name__)
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._path.write_text(describe(error, self._clock or _machine_clock()), encoding="utf-8")
        except OSError:
            _log.warning("the crash report could not be written")

    def take_last(self) -> str:
        """Return the last start's report, or nothing, and forget it."""
        try:
            text = self._path.read_text(encoding="utf-8")
            self._path.unlink()
        except (OSError, UnicodeDecodeError):
            return ""
        return text

    def catch(self, error: BaseException) -> None:
        """Keep an error nobody caught, and tell the window."""
        self.keep(error)
        if self.tell is not None:
            self.tell(error)

    def watch(self) -> None:
        """Catch what escapes slots, threads and Qt itself, for the rest of the process."""
        sys.excepthook = self._escaped
        watch_threads(self.catch)
        qInstallMessageHandler(log_qt_message)

    def _escaped(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        self.catch(error)


def log_qt_message(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    """Write Qt's own messages to the log."""
    _qt_log.log(_LEVELS.get(kind, logging.WARNING), "%s", message)


def _machine_clock() -> Clock:
    from oversight.clock import MachineClock

    return MachineClock()
