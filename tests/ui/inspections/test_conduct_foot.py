"""The bar beneath: nothing is clipped or covered, however long the words and small the window."""

from __future__ import annotations

from itertools import combinations

import pytest
from PySide6.QtCore import QSize
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from ui.inspections.conduct.foot import Foot

TOLD = "SUB-06 は「適」。戻って直す、という言葉がもっと長いとき"


def buttons_of(foot: Foot) -> list[QPushButton]:
    return [each for each in foot.findChildren(QPushButton) if each.isVisible()]


def lines_of(foot: Foot) -> int:
    return len({each.y() + each.height() // 2 for each in buttons_of(foot)})


@pytest.mark.parametrize(("width", "lines"), [(1400, 1), (700, 2), (420, 3)])
def test_no_button_is_clipped_or_covered(qtbot: QtBot, width: int, lines: int) -> None:
    foot = Foot()
    qtbot.addWidget(foot)
    foot.resize(QSize(width, 300))
    foot.show()
    foot.say_given(TOLD)
    qtbot.waitUntil(lambda: lines_of(foot) == lines)
    for one, other in combinations(buttons_of(foot), 2):
        assert not one.geometry().intersects(other.geometry())
    for button in buttons_of(foot):
        assert button.width() >= min(button.sizeHint().width(), foot.contentsRect().width() - 80)


def test_the_way_on_stands_at_the_right_end_of_one_line(qtbot: QtBot) -> None:
    foot = Foot()
    qtbot.addWidget(foot)
    foot.resize(QSize(1400, 100))
    foot.show()
    inner = foot.layout().contentsMargins().right()  # type: ignore[union-attr]
    qtbot.waitUntil(lambda: foot.next_button.geometry().right() == foot.width() - inner - 1)
    place = foot.next_button.geometry()
    foot.say_given(TOLD)
    qtbot.wait(20)
    assert foot.next_button.geometry() == place
