"""Several lines of text have room between them however they came, and typing can be undone."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from ui.widgets.open_lines import OpenLines


@pytest.fixture
def lines(qtbot: QtBot) -> OpenLines:
    lines = OpenLines(3)
    qtbot.addWidget(lines)
    lines.resize(300, lines.height())
    lines.show()
    return lines


def pitch(lines: OpenLines) -> float:
    """Return the distance of the last two lines in heights of the font."""
    cursor = lines.textCursor()
    cursor.movePosition(QTextCursor.MoveOperation.End)
    last = lines.cursorRect(cursor).top()
    cursor.movePosition(QTextCursor.MoveOperation.Up)
    return (last - lines.cursorRect(cursor).top()) / lines.fontMetrics().lineSpacing()


def typed(lines: OpenLines) -> None:
    QTest.keyClicks(lines, "one")
    QTest.keyClick(lines, Qt.Key.Key_Return)
    QTest.keyClicks(lines, "two")


def given(lines: OpenLines) -> None:
    lines.setPlainText("一行目\n二行目")


def pasted(lines: OpenLines) -> None:
    data = QMimeData()
    data.setText("一行目\n二行目")
    data.setHtml("<h1>一行目</h1><p>二行目</p>")
    lines.insertFromMimeData(data)


def wrapped(lines: OpenLines) -> None:
    lines.setPlainText("長い文章" * 12)


@pytest.mark.parametrize("come", [typed, given, pasted, wrapped])
def test_lines_have_room_between_them(lines: OpenLines, come: object) -> None:
    come(lines)  # type: ignore[operator]
    assert 1.25 <= pitch(lines) <= 1.4
    lines.selectAll()
    QTest.keyClick(lines, Qt.Key.Key_Delete)
    typed(lines)
    assert 1.25 <= pitch(lines) <= 1.4


def test_what_is_pasted_comes_without_its_looks(lines: OpenLines) -> None:
    pasted(lines)
    assert lines.toPlainText() == "一行目\n二行目"
    assert lines.textCursor().charFormat().fontWeight() <= 400


def test_typing_is_undone_and_the_text_that_stood_there_stays(lines: OpenLines, qtbot: QtBot) -> None:
    given(lines)
    with qtbot.waitSignal(lines.textChanged):
        QTest.keyClicks(lines, "x")
    lines.undo()
    lines.undo()
    assert lines.toPlainText() == "一行目\n二行目"
    assert 1.25 <= pitch(lines) <= 1.4
