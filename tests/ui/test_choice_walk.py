"""Going through the buttons of a choice by arrows, in one line and in several."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea
from pytestqt.qtbot import QtBot

from ui.widgets.chips import ChipRow, ChipSpec
from ui.widgets.choice_fields import OneOfField

WORDS = tuple((number, f"選択肢の言葉 その{number}") for number in range(5))


@pytest.fixture(params=[1200, 220])
def field(request: pytest.FixtureRequest, qtbot: QtBot) -> OneOfField:
    field = OneOfField("kind", "種別", WORDS)
    qtbot.addWidget(field)
    field.resize(request.param, 400)
    field.show()
    qtbot.waitExposed(field)
    field.activateWindow()
    field.buttons[0].setFocus()
    return field


@pytest.mark.parametrize(
    ("onwards", "back"), [(Qt.Key.Key_Right, Qt.Key.Key_Left), (Qt.Key.Key_Down, Qt.Key.Key_Up)]
)
def test_arrows_reach_every_button_in_order(field: OneOfField, onwards: Qt.Key, back: Qt.Key) -> None:
    def press(key: Qt.Key) -> int:
        focused = QApplication.focusWidget()
        assert focused is not None
        QTest.keyClick(focused, key)
        return next(at for at, button in enumerate(field.buttons) if button.hasFocus())

    assert [press(onwards) for _ in WORDS] == [1, 2, 3, 4, 4]
    assert field.value() is None, "walking alone chooses nothing"
    assert [press(back) for _ in WORDS] == [3, 2, 1, 0, 0]


def test_walking_from_the_chosen_one_chooses(field: OneOfField, qtbot: QtBot) -> None:
    QTest.keyClick(field.buttons[0], Qt.Key.Key_Space)
    with qtbot.waitSignal(field.edited):
        QTest.keyClick(field.buttons[0], Qt.Key.Key_Right)
    assert field.value() == 1


@pytest.mark.parametrize("one", [True, False])
@pytest.mark.parametrize("width", [1200, 220])
def test_arrows_reach_every_chip_also_over_several_lines(qtbot: QtBot, width: int, *, one: bool) -> None:
    row = ChipRow([ChipSpec(value, word) for value, word in WORDS], name="種類", one=one)
    qtbot.addWidget(row)
    row.resize(width, 400)
    row.show()
    qtbot.waitExposed(row)
    row.activateWindow()
    QTest.qWaitForWindowActive(row)
    row.chips[0].setFocus()
    walked = []
    for _press in WORDS:
        QTest.keyClick(QApplication.focusWidget() or row, Qt.Key.Key_Right)
        walked.append(next(at for at, chip in enumerate(row.chips) if chip.hasFocus()))
    assert walked == [1, 2, 3, 4, 4]
    assert row.chosen == ({4} if one else set())


def test_the_button_walked_to_is_brought_into_sight(qtbot: QtBot) -> None:
    field = OneOfField("kind", "種別", WORDS)
    area = QScrollArea()
    qtbot.addWidget(area)
    area.setWidgetResizable(True)
    area.setWidget(field)
    area.resize(220, 120)
    area.show()
    qtbot.waitExposed(area)
    for button in field.buttons:
        QTest.keyClick(button, Qt.Key.Key_Down)
    last = field.buttons[-1]
    assert area.viewport().rect().contains(last.mapTo(area.viewport(), last.rect().center()))
