"""What is closed is really freed (docs/window.md#closing)."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ui.app import page_classes
from ui.crash_report import CrashReportDialog
from ui.desk_view import DeskView
from ui.notices import ConfirmDialog, Question
from ui.page import Page
from ui.settings.passphrase_dialog import PassphraseDialog
from ui.shell import Shell

PAGES = page_classes()


def is_freed(qtbot: QtBot, ghost: weakref.ref[QWidget], gone: list[bool]) -> bool:
    """Tell whether both halves are gone: Qt's object and Python's."""
    qtbot.waitUntil(lambda: bool(gone), timeout=5_000)
    for _turn in range(3):
        qtbot.wait(1)
        gc.collect()
    return ghost() is None


@pytest.mark.parametrize("kind", PAGES, ids=lambda page: page.key)
def test_a_page_is_freed_with_its_desk(
    shell: Shell, qtbot: QtBot, settle: Callable[[], None], kind: type[Page]
) -> None:
    view, gone = DeskView(shell, PAGES), []
    view.show()
    view.open(kind.key.value)
    settle()
    page = view.page
    assert isinstance(page, kind)
    page.destroyed.connect(lambda: gone.append(True))
    ghost: weakref.ref[QWidget] = weakref.ref(page)
    del page
    view.deleteLater()
    del view
    for _sweep in range(2):
        shell.background._let_go()
    assert is_freed(qtbot, ghost, gone)


def make_question(shell: Shell, parent: QWidget) -> QWidget:
    return ConfirmDialog(Question("外しますか", "戻せません。", "外す"), parent.update, parent)


def make_passphrase(shell: Shell, parent: QWidget) -> QWidget:
    return PassphraseDialog(shell, parent)


def make_report(shell: Shell, parent: QWidget) -> QWidget:
    return CrashReportDialog("builtins.ValueError", shell.notices, parent)


@pytest.mark.parametrize("make", [make_question, make_passphrase, make_report])
def test_a_closed_dialog_is_freed(
    shell: Shell, qtbot: QtBot, make: Callable[[Shell, QWidget], QWidget]
) -> None:
    room, gone = QWidget(), []
    qtbot.addWidget(room)
    room.show()
    dialog = make(shell, room)
    dialog.show()
    dialog.destroyed.connect(lambda: gone.append(True))
    ghost = weakref.ref(dialog)
    dialog.close()
    del dialog
    assert is_freed(qtbot, ghost, gone)
