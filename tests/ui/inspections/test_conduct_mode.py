"""The mode as a whole: last year's answers, names read aloud, no trace when closed."""

from __future__ import annotations

import datetime as dt
import gc
import weakref

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from oversight.inspections import AnswerDraft, Mark
from tests.ui.inspections.inspection_site import Conduct, Settle, Site, press
from tests.ui.test_names import nameless
from ui.inspections.conduct.mode import ConductMode
from ui.looks import Look, Looks
from ui.shell import Shell
from ui.window import Window

FINGER = 44
LAST_YEAR = dt.date(2025, 10, 14)
ROSTER = AnswerDraft(
    mark=Mark.NONCONFORMING,
    finding_text="名簿にない従事者が1名いた。",
    values={"mismatched": 1},
    population=30,
    sample_size=10,
)


def test_last_years_answer_stands_beside_each_item(site: Site, conduct: Conduct, settle: Settle) -> None:
    site.finalised(LAST_YEAR, own={"HUM-02": ROSTER})
    mode = conduct(site.plan())
    mode.go("ORG-01")
    head = mode.stage.item.head
    assert (head.previous_day.text(), head.previous_mark.text()) == ("前回 令和7年10月14日", "適")
    assert not head.previous_text.isVisible()
    mode.go("HUM-02")
    assert head.previous_mark.text() == "不適"
    assert head.previous_text.text() == "前回の指摘: 名簿にない従事者が1名いた。"


def test_without_a_last_inspection_nothing_is_said_of_it(mode: ConductMode) -> None:
    assert not mode.stage.item.head.previous_day.isVisible()
    assert not mode.stage.item.head.previous_mark.isVisible()


def test_an_item_shows_its_basis_with_the_day_it_is_known_to_stand(mode: ConductMode) -> None:
    mode.go("DEV-01")
    head = mode.stage.item.head
    assert head.item_id.text() == "DEV-01"
    assert head.severity.text() == "A 重大"
    assert head.place.text() == "持込機器 1/8"
    assert "令和7年9月24日時点" in head.basis.text()
    assert head.look_at.text().startswith("見るもの: ")


def test_a_finding_gets_the_computed_day_unless_another_is_given(
    mode: ConductMode, window: Window, settle: Settle
) -> None:
    mode.go("DEV-01")
    press(window, Qt.Key.Key_2)
    finding = mode.stage.item.panel.finding
    assert finding.correct_by.value() == dt.date(2026, 12, 1)
    assert finding.explained.text() == "市の既定: 検査の日から7日 → 12/1(火)"
    assert mode.course.draft_of("DEV-01").correct_by is None
    finding.correct_by.line.setText("R8.11.30")
    finding.correct_by.edited.emit()
    assert "変更しています" in finding.explained.text()
    mode.answering.keep()
    assert mode.course.draft_of("DEV-01").correct_by == dt.date(2026, 11, 30)


def test_a_reason_is_taken_from_the_phrases(mode: ConductMode, window: Window, settle: Settle) -> None:
    press(window, Qt.Key.Key_3)
    reason = mode.stage.item.panel.reason
    for phrase in (0, 0, 1):
        reason.phrases[phrase].click()
    mode.answering.keep()
    settle()
    expected = "この取扱いを行っていない、該当する設備・機器がない"
    assert mode.course.draft_of("ORG-01").reason == expected


def test_what_belongs_to_one_item_does_not_show_at_another(mode: ConductMode, window: Window) -> None:
    mode.go("HUM-01")
    assert set(mode.stage.item.panel.fields) >= {"population", "sample_size", "without_oath"}
    mode.go("ORG-01")
    assert "population" not in mode.stage.item.panel.fields
    mode.go("ORG-02")
    press(window, Qt.Key.Key_3)
    assert not mode.stage.item.panel.fields["responsible_persons"].isVisible()


@pytest.mark.parametrize("place", ["ORG-01", "HUM-02", "closing", "finish"])
def test_every_control_of_the_mode_has_a_name(
    mode: ConductMode, window: Window, settle: Settle, place: str
) -> None:
    mode.go(place)
    if place == "closing":
        mode.stage.closing.attendees.add()
    if place == "HUM-02":
        press(window, Qt.Key.Key_2)
    settle()
    assert nameless(mode) == []


@pytest.mark.parametrize("percent", [100, 200])
def test_every_control_is_large_enough_for_a_finger_and_nothing_is_cut(
    site: Site, conduct: Conduct, window: Window, looks: Looks, percent: int
) -> None:
    looks.choose(Look("ja", "light", percent))
    window.resize(1366, 768)
    mode = conduct(site.plan())
    for place in ("DEV-01", "closing", "finish"):
        mode.go(place)
        low = [
            button.text() or button.accessibleName()
            for button in mode.findChildren(QPushButton)
            if button.isVisible() and button.height() < FINGER
        ]
        assert low == []
        view = mode.stage.currentWidget()
        assert view is not None
        inside = view.findChild(QPushButton)
        assert inside is not None
        assert mode.width() <= window.width()
        assert mode.foot.geometry().bottom() <= window.height()
        narrow = [
            button.text()
            for button in mode.foot.findChildren(QPushButton)
            if button.isVisible() and button.width() < button.sizeHint().width()
        ]
        assert narrow == []


def test_words_that_wrap_get_their_height_at_the_first_showing(
    site: Site, conduct: Conduct, window: Window, looks: Looks
) -> None:
    looks.choose(Look("en", "light", 200))
    window.resize(1366, 768)
    sections = conduct(site.plan()).side.sections
    before = [button.height() for button in sections.buttons.values()]
    for button in sections.buttons.values():
        button.fit(sections.width())
    assert before == [button.height() for button in sections.buttons.values()]
    assert len(set(before)) > 1, "some words take two lines"


def test_a_closed_mode_is_freed(
    site: Site, conduct: Conduct, window: Window, shell: Shell, settle: Settle, qtbot: QtBot
) -> None:
    mode, gone = conduct(site.plan()), []
    press(window, Qt.Key.Key_1)
    mode.go("closing")
    mode.stage.closing.attendees.add()
    mode.go("finish")
    mode.destroyed.connect(lambda: gone.append(True))
    ghost = weakref.ref(mode)
    mode.close_mode()
    settle()
    del mode
    qtbot.waitUntil(lambda: bool(gone), timeout=5_000)
    for _sweep in range(2):
        shell.background._let_go()
    for _turn in range(3):
        qtbot.wait(1)
        gc.collect()
    assert ghost() is None


def test_whether_to_go_on_is_remembered(
    mode: ConductMode, site: Site, conduct: Conduct, shell: Shell
) -> None:
    told: list[bool] = []
    shell.goes_on_changed.connect(told.append)
    assert mode.side.goes_on.is_checked()
    mode.side.goes_on.box.click()
    assert (told, shell.goes_on) == ([False], False)
    again = conduct(mode.course.detail.id)
    assert not again.side.goes_on.is_checked()
