"""A process that conducts an inspection until it is killed: store, inspection and actor on the command line.

It answers as the keyboard does and prints one line each time the window says that all is saved: where it
stands now, and what was answered.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from oversight.access import Actor, Role
from oversight.clock import MachineClock
from oversight.desk import Desk
from oversight.engines import embedded_engine
from oversight.office import Office, open_store
from ui.background import Background
from ui.crash import CrashBook
from ui.inspections.conduct.mode import ConductMode
from ui.inspections.conduct.opening import open_conduct
from ui.looks import Look, Looks
from ui.notices import Notices
from ui.refresh import Refresh
from ui.shell import Shell
from ui.singletons import hold_singletons
from ui.theme import load_first_fonts
from ui.window import Window


def open_mode(path: Path, key: bytes, inspection_id: UUID, staff_id: UUID) -> tuple[Window, ConductMode]:
    """Open the mode in a window of its own."""
    hold_singletons()
    app = QApplication([])
    load_first_fonts()
    clock, background = MachineClock(), Background()
    notices = Notices(CrashBook(Path(tempfile.gettempdir())))
    actor = Actor(staff_id, "福井 太郎", "係長", frozenset({Role.INSPECTOR}))
    shell = Shell(
        office=Office(Desk(open_store(embedded_engine(path, key), clock), clock, actor)),
        background=background,
        notices=notices,
        refresh=Refresh(),
        looks=Looks(app, Look("ja", "light", 100)),
        clock=clock,
    )
    window = Window(notices)
    window.open_desk(shell, ())
    window.show()
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    open_conduct(shell, inspection_id, owner=shell)
    while not isinstance(window.layers.currentWidget(), ConductMode):
        QTest.qWait(5)
    mode = window.layers.currentWidget()
    assert isinstance(mode, ConductMode)
    return window, mode


def conduct(path: Path, key: bytes, inspection_id: UUID, staff_id: UUID) -> None:
    """Answer items until killed."""
    window, mode = open_mode(path, key, inspection_id, staff_id)
    while True:
        answered = mode.course.position
        QTest.keyClick(QApplication.focusWidget() or window, Qt.Key.Key_2)
        QTest.keyClicks(QApplication.focusWidget() or window, f"found at {answered}")
        mode.answering.keep()
        wait_until_saved(mode)
        print("SAVED", answered, mode.course.position, flush=True)  # noqa: T201 - read by the test
        mode.go_on()


def wait_until_saved(mode: ConductMode) -> None:
    """Wait until the window says that all is saved."""
    while not (mode.side.saved.text().startswith("保存済み") and mode.saver.is_saved):
        QTest.qWait(1)


if __name__ == "__main__":
    conduct(Path(sys.argv[1]), bytes.fromhex(sys.argv[2]), UUID(sys.argv[3]), UUID(sys.argv[4]))
