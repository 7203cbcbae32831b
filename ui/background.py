"""The only threading: one worker for the store, a pool for the rest; results come home to the window.

Work is a plain function. Its result is handed to ``done`` on the window's thread, through a receiver
that is a QObject's method; work whose owner is gone is dropped. What fails and has no ``failed`` of its
own goes to the one funnel (``ui.notices``).
"""

from __future__ import annotations

import gc
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, QTimer, Signal, SignalInstance, Slot
from typing_extensions import override

from oversight.errors import OversightError, StoppedError

Answer = TypeVar("Answer")
Failed = Callable[[Exception], None]
Told = Callable[[int, int], None]
"""Takes how much of long work is done, and of how much."""
PATIENCE_MS = 300
"""A progress sign shows when something takes longer than this."""
_TELL_SECONDS = 0.1
_POOL_THREADS = 2
_SWEEP_MS = 1000


@dataclass(eq=False)
class Errand:
    """One piece of work on its way: what to run, and whom to tell."""

    work: Callable[[], Any]
    done: Callable[[Any], None]
    failed: Failed | None
    owner: QObject
    what: str
    answer: Any = None
    error: Exception | None = None
    told: Told | None = None
    is_stopped: bool = False

    @property
    def is_wanted(self) -> bool:
        """Tell whether the owner still lives."""
        return shiboken6.isValid(self.owner)

    def perform(self) -> None:
        """Run the work in a worker and keep its answer or its error; skip it when nobody waits."""
        if not self.is_wanted:
            return
        try:
            self.answer = self.work()
        except Exception as error:  # carried home, to the one funnel
            self.error = error


class _Telling:
    """What long work calls, in its worker: tells the window now and then, and ends the work once stopped."""

    def __init__(self, errand: Errand, went_on: SignalInstance) -> None:
        self._errand, self._went_on = errand, went_on
        self._tell_at = time.monotonic() + PATIENCE_MS / 1000

    def __call__(self, done: int, total: int) -> None:
        if self._errand.is_stopped or not self._errand.is_wanted:
            raise StoppedError
        if time.monotonic() >= self._tell_at:
            self._tell_at = time.monotonic() + _TELL_SECONDS
            self._went_on.emit(self._errand, done, total)


class _Sweeper(QObject):
    """Keeps Python's collection of cycles on the window's thread.

    Left to itself, Python collects in whichever thread happens to allocate. A cycle may hold widgets, and
    a widget destroyed in a worker deadlocks or crashes. While workers live, the automatic collection is
    off and a timer in the window's thread does it, by Python's own thresholds.
    """

    _count = 0
    swept = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        _Sweeper._count += 1
        gc.disable()
        self._timer = QTimer(self, interval=_SWEEP_MS)
        self._timer.timeout.connect(self._sweep)
        self._timer.start()

    def close(self) -> None:
        """Give the collection back to Python once no workers are left."""
        if self._timer.isActive():
            self._timer.stop()
            _Sweeper._count -= 1
            if not _Sweeper._count:
                gc.enable()

    @Slot()
    def _sweep(self) -> None:
        counts, thresholds = gc.get_count(), gc.get_threshold()
        due = [age for age, count in enumerate(counts) if thresholds[age] and count > thresholds[age]]
        if due:
            gc.collect(due[-1])
        self.swept.emit()


class _Carrier(QRunnable):
    def __init__(self, errand: Errand, home: Background) -> None:
        super().__init__()
        self._errands, self._home = [errand], home

    @override
    def run(self) -> None:  # three lines: coverage is blind in a QRunnable, and Qt may keep it for a while
        errand = self._errands.pop()
        errand.perform()
        self._home.came_home.emit(errand)


class Background(QObject):
    """Runs work off the window's thread.

    ``waiting`` says what is being waited for once it takes longer than 0.3 s, and an empty text when
    nothing is; ``failed`` carries errors nobody else takes.
    """

    came_home = Signal(object)
    went_on = Signal(object, int, int)
    waiting = Signal(str)
    failed = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = QThreadPool(self)
        self._store.setMaxThreadCount(1)
        self._store.setExpiryTimeout(-1)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(_POOL_THREADS)
        self._errands: list[Errand] = []
        self._resting: list[Errand] = []
        self._rested: list[Errand] = []
        self._sweeper = _Sweeper(self)
        self._sweeper.swept.connect(self._let_go)
        self._closing = False
        self._patience = QTimer(self, singleShot=True, interval=PATIENCE_MS)
        self._patience.timeout.connect(self._show_waiting)
        self.came_home.connect(self._receive, Qt.ConnectionType.QueuedConnection)
        self.went_on.connect(self._tell_how_far, Qt.ConnectionType.QueuedConnection)

    def run(
        self,
        work: Callable[[], Answer],
        done: Callable[[Answer], None],
        failed: Failed | None = None,
        *,
        owner: QObject,
        what: str = "",
    ) -> None:
        """Run ``work`` on the store's one worker, in turn, then ``done`` with its answer in the window.

        ``owner`` is the QObject that waits: when it is destroyed first, the work is skipped or its
        answer dropped. ``what`` is the office's word for it (「契約を読んでいます」).
        """
        self._start(self._store, Errand(work, done, failed, owner, what))

    def run_aside(
        self,
        work: Callable[[], Answer],
        done: Callable[[Answer], None],
        failed: Failed | None = None,
        *,
        owner: QObject,
        what: str = "",
    ) -> None:
        """Run work that does not touch the store, or reads so long that nobody should wait behind it."""
        self._start(self._pool, Errand(work, done, failed, owner, what))

    def run_long(
        self,
        work: Callable[[Told], Answer],
        done: Callable[[Answer], None],
        failed: Failed,
        *,
        told: Told,
        owner: QObject,
        what: str = "",
    ) -> Errand:
        """Run work aside that takes seconds; it is handed a function to call often with done and total.

        ``told`` hears of it in the window, from 0.3 s on. The errand can be handed to ``stop``: the work then
        ends at its next call, and ``failed`` is told a ``StoppedError``.
        """
        errand = Errand(lambda: None, done, failed, owner, what, told=told)
        telling = _Telling(errand, self.went_on)
        errand.work = lambda: work(telling)
        self._start(self._pool, errand)
        return errand

    def stop(self, errand: Errand | None = None) -> None:
        """Stop one long errand, or all of them: nothing may read on once the vault is locked."""
        for each in self._errands if errand is None else [errand]:
            each.is_stopped = True

    @property
    def is_idle(self) -> bool:
        """Tell whether nothing is under way."""
        return not self._errands

    def close(self) -> None:
        """Take no more work, forget what has not begun, and wait for what has."""
        self._closing = True
        self.stop()
        for pool in (self._store, self._pool):
            pool.clear()
            pool.waitForDone()
        self._errands.clear()
        self._patience.stop()
        self._sweeper.close()

    def _start(self, pool: QThreadPool, errand: Errand) -> None:
        if self._closing:
            return
        self._errands.append(errand)
        if not self._patience.isActive():
            self._patience.start()
        pool.start(_Carrier(errand, self))

    @Slot(object, int, int)
    def _tell_how_far(self, errand: Errand, done: int, total: int) -> None:
        if errand in self._errands and errand.told is not None and errand.is_wanted:
            errand.told(done, total)

    @Slot(object)
    def _receive(self, errand: Errand) -> None:
        if errand in self._errands:
            self._errands.remove(errand)
        self._resting.append(errand)
        if self.is_idle:
            self._patience.stop()
            self.waiting.emit("")
        if self._closing or not errand.is_wanted:
            return
        if errand.error is None:
            errand.done(errand.answer)
            return
        if errand.failed is None or not isinstance(errand.error, OversightError):
            self.failed.emit(errand.error)  # our own bugs reach the funnel whoever else is told
        if errand.failed is not None:
            errand.failed(errand.error)

    @Slot()
    def _let_go(self) -> None:
        """Forget errands a while after they came home.

        The worker's frame may outlive the coming home by a moment; were its reference the last one, the
        errand's owner would be destroyed in the worker.
        """
        self._rested, self._resting = self._resting, []

    @Slot()
    def _show_waiting(self) -> None:
        if self._errands:
            self.waiting.emit(self._errands[0].what or "…")


def watch_threads(report: Callable[[BaseException], None]) -> None:
    """Hand what escapes any thread to the crash report."""

    def hook(escaped: threading.ExceptHookArgs) -> None:
        if escaped.exc_value is not None:
            report(escaped.exc_value)

    threading.excepthook = hook
