"""Verifying the journal in the window: how far it is, stopped, and rows that are not what it says."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from sqlalchemy import text

import ui.background
from oversight.desk import Desk
from oversight.journal import Departure, JournalService, RowDifference, Soundness, Verdict
from oversight.office import Office
from ui.background import Background
from ui.journal.differences import MOST_SHOWN, DifferencesDetail
from ui.journal.page import JournalPage
from ui.shell import Shell
from ui.theme import Tone
from ui.widgets.text import Prose

Settle = Callable[[], None]


@pytest.fixture
def page(shell: Shell, qtbot: QtBot, settle: Settle) -> JournalPage:
    page = JournalPage(shell)
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show()
    page.on_show()
    settle()
    return page


@pytest.fixture
def heard(shell: Shell) -> list[Any]:
    heard: list[Any] = []
    shell.notices.raised.connect(heard.append)
    return heard


def slow(_self: JournalService, *, progress: Callable[[int, int], None]) -> Verdict:
    for done in range(10_000):
        progress(done, 10_000)
        time.sleep(0.005)
    return Verdict(Soundness.SOUND, 1)


def test_how_far_the_walk_is_shows_and_it_is_stopped_by_keyboard(
    page: JournalPage, heard: list[Any], qtbot: QtBot, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ui.background, "PATIENCE_MS", 20)
    monkeypatch.setattr(JournalService, "verify", slow)
    assert page.walk_row.isHidden()
    page.verify_button.click()
    qtbot.waitUntil(page.walk_row.isVisible)
    assert page.walk_row.said.text().endswith("%")
    assert page.walk_row.bar.accessibleName()
    page.walk_row.stop_button.setFocus()
    QTest.keyClick(page.walk_row.stop_button, Qt.Key.Key_Space)
    settle()
    assert page.walk_row.isHidden()
    assert page.verify_button.isEnabled()
    assert "途中で止めました" in heard[-1].sentence
    page.stop()  # nothing is under way: nothing happens


def test_rows_that_are_not_what_the_journal_says_are_named_beside_the_list(
    page: JournalPage, office: Office, desk: Desk, heard: list[Any], settle: Settle
) -> None:
    engine = desk.store.engine.execution_options(oversight_write=True)
    with engine.begin() as connection:
        connection.execute(text("UPDATE staff SET post = '市長'"))
    verified: list[Verdict] = []
    page.shell.journal_verified.connect(verified.append)
    page.verify_button.click()
    settle()
    assert verified[0].differing == 1
    assert (heard[-1].tone, "1件" in heard[-1].sentence) == (Tone.DANGER, True)
    (detail,) = page.findChildren(DifferencesDetail)
    shown = " ".join(label.text() for label in detail.findChildren(Prose))
    assert "職員 書換え（職）" in shown
    assert str(desk.actor.staff_id) in shown.replace("\u200b", "")
    assert "市長" not in shown


def test_beyond_a_hundred_rows_their_number_is_told(qtbot: QtBot, background: Background) -> None:
    rows = tuple(RowDifference(Departure.DELETED, "contract", f"x{n}") for n in range(MOST_SHOWN + 5))
    detail = DifferencesDetail(Verdict(Soundness.ROWS_DIFFER, 9, differing=205, differences=rows))
    qtbot.addWidget(detail)
    texts = [label.text() for label in detail.findChildren(Prose)]
    assert "ほか105件" in texts
    assert sum("契約 消去" in each for each in texts) == MOST_SHOWN
