"""Long names and full pages: nothing is pushed out of the window, no lines run into one another."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.widgets.buttons import NameButton
from ui.widgets.error_box import ErrorBox

LONG = "独立行政法人とても長い名前の法人が四十文字をこえて続くときに欄がどう見えるかを確かめる協会"


@pytest.mark.parametrize("width", [120, 300, 2000])
def test_a_long_name_ends_in_an_ellipsis_and_is_told_whole(qtbot: QtBot, width: int) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    button = NameButton(LONG, spoken=f"委託先 {LONG} を開く")
    column.addWidget(button)
    page.resize(width, 80)
    page.show()
    qtbot.waitExposed(page)
    assert page.width() == width
    assert button.width() <= width
    assert (button.text() == LONG) == (width == 2000)
    assert button.toolTip() == LONG
    assert LONG in button.accessibleName()
    page.resize(2000, 80)
    qtbot.waitUntil(lambda: button.text() == LONG)


def test_an_error_keeps_the_height_of_its_lines_in_a_full_page(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    column = QVBoxLayout(page)
    box, rest = ErrorBox(), QWidget()
    rest.setMinimumHeight(60)
    column.addWidget(rest, 1)
    column.addWidget(box)
    page.resize(260, 200)
    page.show()
    box.say(LONG, LONG)
    qtbot.waitUntil(lambda: box.height() >= box.heightForWidth(box.width()) > 60)
    assert not box._sentence.geometry().intersects(box._remedy.geometry())
