"""Leaving the mode, and closing the window from inside it: never before what was given is saved."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Signal, Slot
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from ui.inspections.conduct.saving import Saver

Deed = Callable[[], object]


class Leaving(QObject):
    """Waits for what is being saved. What cannot be saved is told once; the second wish to leave counts.

    ``held_back`` says what is not saved. ``keep`` takes what stands on the screen; ``what_is_open`` goes
    to something neither saved nor on its way and says what it is, or says nothing.
    """

    held_back = Signal(str)

    def __init__(
        self,
        saver: Saver,
        *,
        keep: Deed,
        what_is_open: Callable[[], str],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self._saver = saver
        self._keep, self._what_is_open = keep, what_is_open
        self._then: Deed | None = None
        self._was_told = False
        self._window: QWidget | None = None
        saver.settled.connect(self._go_on)

    def watch(self, window: QWidget) -> None:
        """Hold the window's closing too until everything is saved."""
        if self._window is not window:
            self._window = window
            window.installEventFilter(self)

    def forget(self) -> None:
        """Begin anew: the user goes on working."""
        self._was_told = False

    def leave(self, then: Deed) -> bool:
        """Do ``then`` as soon as everything is saved; tell whether it was done at once."""
        self._keep()
        self._then = then
        if self._saver.is_busy:
            return False
        return self._go_on()

    @Slot()
    def _go_on(self) -> bool:
        then = self._then
        if then is None or self._holds_back():
            return False
        self._then = None
        then()
        return True

    def _holds_back(self) -> bool:
        told = "" if self._was_told else self._what_is_open()
        if not told:
            self._saver.discard()
            return False
        self._was_told, self._then = True, None
        self.held_back.emit(told)
        return True

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let the window close only once everything is saved."""
        if event.type() != QEvent.Type.Close or watched is not self._window:
            return False
        if self.leave(_nothing):
            return False
        if self._then is not None:
            self._then = self._window.close
        event.ignore()
        return True


def _nothing() -> None:
    """Do no more than has been done: the window goes on closing."""
