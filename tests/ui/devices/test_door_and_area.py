"""From an area's pane to its door and back, in the real window: the keys go on where one left."""

from __future__ import annotations

from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from oversight.office import Office
from tests.ui.devices.at_the_door import enter
from tests.ui.inspections.inspection_site import Settle
from tests.ui.opening import opened_window
from ui.devices.area_pane import AreaPane
from ui.devices.areas_page import AreasPage
from ui.devices.door_page import DoorPage
from ui.looks import Look, Looks
from ui.notices import Notices
from ui.shell import Shell
from ui.window import Window


@pytest.fixture
def window(shell: Shell, notices: Notices, qtbot: QtBot) -> Window:
    return opened_window(shell, notices, qtbot, AreasPage)


@pytest.mark.parametrize("percent", [100, 200])
@pytest.mark.parametrize("has_change", [False, True])
def test_escape_closes_the_door_and_then_the_pane(
    window: Window, shell: Shell, office: Office, area_id: UUID, settle: Settle, looks: Looks,
    percent: int, has_change: bool,
) -> None:  # fmt: skip
    looks.choose(Look(text_percent=percent))  # a look chosen makes the desk anew
    window.open_desk(shell, (AreasPage,))
    settle()
    assert window.desk is not None
    page = window.desk.page
    assert isinstance(page, AreasPage)
    assert page.table.choose(area_id)
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    settle()
    assert page.split is not None
    pane = page.split.detail
    assert isinstance(pane, AreaPane)
    pane.door_button.setFocus()
    QTest.keyClick(pane.door_button, Qt.Key.Key_Space)
    settle()
    door = window.layers.currentWidget()
    assert isinstance(door, DoorPage)
    if has_change:
        enter(door, settle)
    QTest.keyClick(focused(window), Qt.Key.Key_Escape)
    settle()
    settle()
    assert window.layers.currentWidget() is window.desk
    again = page.split.detail
    assert isinstance(again, AreaPane)
    assert again is not pane, "what it shows was read anew"
    assert again.door_button.hasFocus(), "one goes on where one left"
    QTest.keyClick(focused(window), Qt.Key.Key_Escape)
    assert page.split.detail is None


def focused(window: Window) -> QWidget:
    """Return what a key pressed now goes to."""
    widget = window.focusWidget()
    assert widget is not None
    return widget
