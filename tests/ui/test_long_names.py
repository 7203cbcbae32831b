"""Long names and full pages: nothing is pushed out of the window, no lines run into one another."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ui.widgets.buttons import ButtonKind, NameButton, NameToggle
from ui.widgets.error_box import ErrorBox
from ui.widgets.fields import TextField
from ui.widgets.flow import Flow
from ui.widgets.pane import Pane
from ui.widgets.text import Tag, Wrapping

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


def test_long_names_among_others_keep_within_a_narrow_pane(qtbot: QtBot) -> None:
    pane = Pane("区域")
    qtbot.addWidget(pane)
    row = Flow()
    pressed = NameToggle(LONG, spoken=f"{LONG} が退室する")
    button = NameButton(LONG, spoken=LONG, kind=ButtonKind.LINE, icon="user")
    name = Wrapping(LONG, "strong")
    for widget in (name, Tag("在室"), pressed, button):
        row.addWidget(widget)
    pane.column.addLayout(row)
    pane.end()
    pane.resize(260, 400)
    pane.show()
    qtbot.waitExposed(pane)
    for widget in (name, pressed, button):
        assert pane.viewport().rect().contains(widget.mapTo(pane.viewport(), widget.rect().bottomRight()))
    assert name.height() > pressed.fontMetrics().height() * 3
    assert pressed.text().endswith("…")
    assert pressed.toolTip() == LONG
    pane.resize(3000, 400)
    qtbot.waitUntil(lambda: pressed.text() == LONG)
    assert name.height() < button.height()


def test_the_lines_of_a_long_label_stand_apart(qtbot: QtBot) -> None:
    field = TextField("name", LONG)
    qtbot.addWidget(field)
    one, more = field._label.heightForWidth(3000), field._label.heightForWidth(300)
    assert more > 2 * one > 2 * field.fontMetrics().height()
