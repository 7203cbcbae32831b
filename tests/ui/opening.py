"""Opens a window or a panel as the tests look at it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from oversight.clock import FixedClock
from oversight.office import Office
from ui.background import Background
from ui.looks import Looks
from ui.notices import Notices
from ui.page import Page
from ui.refresh import Refresh
from ui.shell import Shell
from ui.window import Window

Settle = Callable[[], None]


Shown = TypeVar("Shown", bound=QWidget)


def shell_on(
    office: Office, background: Background, notices: Notices, looks: Looks, clock: FixedClock
) -> Shell:
    """Hand a page what the window would hand it, on a real office."""
    background.failed.connect(notices.show_error)
    return Shell(
        office=office,
        background=background,
        notices=notices,
        refresh=Refresh(),
        looks=looks,
        clock=clock,
    )


def opened_window(shell: Shell, notices: Notices, qtbot: QtBot, *pages: type[Page]) -> Window:
    """Open a window with the pages named, as large as a laptop's screen."""
    window = Window(notices)
    qtbot.addWidget(window)
    window.open_desk(shell, pages)
    window.resize(1366, 768)
    window.show()
    return window


@contextmanager
def active_window(
    shell: Shell, notices: Notices, qtbot: QtBot, settle: Settle, *pages: type[Page]
) -> Iterator[Window]:
    """Hold a window in front that takes keys, until its desk is closed."""
    window = opened_window(shell, notices, qtbot, *pages)
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    settle()
    yield window
    window.close_desk()
    settle()


def opened_panel(panel: Shown, qtbot: QtBot, settle: Settle) -> Shown:
    """Show a panel of the settings with what it reads."""
    qtbot.addWidget(panel)
    panel.resize(1000, 700)
    panel.show()
    panel.read()  # type: ignore[attr-defined]
    settle()
    return panel
