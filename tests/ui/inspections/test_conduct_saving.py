"""Every answer is saved when given; what is not saved is said, kept and tried again."""

from __future__ import annotations

import logging
import threading
from typing import Any

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from oversight.access import Actor, Role
from oversight.errors import StoreError
from oversight.inspections import InspectionsService, Mark
from tests.ui.inspections.inspection_site import Conduct, Settle, Site, press, type_text
from ui.inspections.conduct.mode import ConductMode
from ui.notices import Notice
from ui.window import Window

NUMBER = "1234 5678 9018"
"""Twelve digits with a valid check digit: they look like an Individual Number."""


class FullDisk:
    """A disk that is full until it is emptied."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.is_full = True
        save = InspectionsService.save_answer

        def save_answer(service: InspectionsService, *given: Any, **named: Any) -> Any:
            if self.is_full:
                raise StoreError("空き容量がありません。", "不要なファイルを消してください。")
            return save(service, *given, **named)

        monkeypatch.setattr(InspectionsService, "save_answer", save_answer)


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> FullDisk:
    return FullDisk(monkeypatch)


def test_a_mark_is_saved_at_once_and_its_moment_shown(
    mode: ConductMode, window: Window, site: Site, settle: Settle
) -> None:
    assert mode.side.saved.text() == ""
    press(window, Qt.Key.Key_1)
    settle()
    assert mode.side.saved.text() == "保存済み 09:00:00"
    assert site.detail(mode.course.detail.id).answers["ORG-01"].draft.mark is Mark.CONFORMING


def test_text_is_saved_after_a_pause_and_until_then_not_called_saved(
    mode: ConductMode, window: Window, site: Site, settle: Settle, qtbot: QtBot
) -> None:
    press(window, Qt.Key.Key_2)
    settle()
    type_text("kijutsu")
    assert mode.side.saved.text() == "保存しています…"
    inspection_id = mode.course.detail.id
    qtbot.waitUntil(lambda: mode.side.saved.text().startswith("保存済み"), timeout=5_000)
    assert site.detail(inspection_id).answers["ORG-01"].draft.finding_text == "kijutsu"


def test_text_is_saved_when_its_field_is_left(
    mode: ConductMode, window: Window, site: Site, settle: Settle
) -> None:
    mode.stage.item.panel.evidence.setFocus()
    type_text("meibo p.3")
    mode.stage.item.panel.note.setFocus()
    assert not mode.answering.is_waiting
    settle()
    assert site.detail(mode.course.detail.id).answers["ORG-01"].draft.evidence == "meibo p.3"


def test_what_did_not_change_is_not_written_again(
    mode: ConductMode, window: Window, site: Site, settle: Settle
) -> None:
    before = site.office.journal.count()
    for _turn in range(3):
        mode.go_on()
        mode.go_back()
    settle()
    assert site.office.journal.count() == before


def test_quick_changes_of_one_item_keep_their_order(
    mode: ConductMode, window: Window, site: Site, settle: Settle
) -> None:
    gate = threading.Event()
    mode.shell.background.run(lambda: gate.wait(10), lambda _: None, owner=mode)
    mode.side.goes_on.set_checked(False)
    for key in (Qt.Key.Key_1, Qt.Key.Key_2):
        press(window, key)
    press(window, Qt.Key.Key_Escape)
    press(window, Qt.Key.Key_3)
    assert mode.side.saved.text() == "保存しています…"
    gate.set()
    settle()
    assert site.detail(mode.course.detail.id).answers["ORG-01"].draft.mark is Mark.NOT_APPLICABLE


def test_a_failing_save_is_said_and_tried_again(
    mode: ConductMode, window: Window, site: Site, settle: Settle, full_disk: FullDisk
) -> None:
    inspection_id = mode.course.detail.id
    press(window, Qt.Key.Key_1)
    settle()
    box = mode.side.unsaved
    assert box.isVisible()
    assert "まだ保存されていません" in box.accessibleName()
    assert "空き容量がありません。" in box.accessibleName()
    assert not mode.side.saved.isVisible()
    box.retry_button.click()
    settle()
    assert box.isVisible()
    full_disk.is_full = False
    box.retry_button.click()
    settle()
    assert not box.isVisible()
    assert mode.side.saved.text().startswith("保存済み")
    assert site.detail(inspection_id).answers["ORG-01"].draft.mark is Mark.CONFORMING


def test_a_later_answer_does_not_hide_the_one_that_failed(
    mode: ConductMode, window: Window, site: Site, settle: Settle, full_disk: FullDisk
) -> None:
    press(window, Qt.Key.Key_1)
    settle()
    full_disk.is_full = False
    press(window, Qt.Key.Key_3)
    settle()
    assert mode.side.unsaved.isVisible()
    assert not mode.saver.is_saved
    mode.saver.retry()
    settle()
    answers = site.detail(mode.course.detail.id).answers
    assert [answers[each].draft.mark for each in ("ORG-01", "ORG-02")] == [
        Mark.CONFORMING,
        Mark.NOT_APPLICABLE,
    ]


def test_our_own_bug_in_a_save_is_told_and_nothing_is_called_saved(
    mode: ConductMode,
    window: Window,
    settle: Settle,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    def broken(*_given: object, **_named: object) -> None:
        raise KeyError("x")

    monkeypatch.setattr(InspectionsService, "save_answer", broken)
    with caplog.at_level(logging.ERROR, logger="ui.crash"):
        press(window, Qt.Key.Key_1)
        settle()
    assert mode.side.unsaved.isVisible()
    assert mode.side.unsaved.retry_button.isVisible()


# leaving


def test_leaving_waits_for_what_is_being_saved(
    mode: ConductMode, window: Window, site: Site, settle: Settle
) -> None:
    gate = threading.Event()
    inspection_id = mode.course.detail.id
    mode.shell.background.run(lambda: gate.wait(10), lambda _: None, owner=mode)
    press(window, Qt.Key.Key_2)
    type_text("kakikake")
    mode.close_mode()
    assert window.layers.currentWidget() is mode
    gate.set()
    settle()
    assert window.layers.currentWidget() is window.desk
    assert site.detail(inspection_id).answers["ORG-01"].draft.finding_text == "kakikake"


def test_what_cannot_be_saved_holds_back_once_and_is_then_given_up(
    mode: ConductMode, window: Window, settle: Settle, full_disk: FullDisk
) -> None:
    told: list[Notice] = []
    mode.shell.notices.raised.connect(told.append)
    press(window, Qt.Key.Key_1)
    settle()
    mode.close_mode()
    settle()
    assert window.layers.currentWidget() is mode
    assert "まだ保存されていない" in told[-1].sentence
    mode.close_mode()
    settle()
    assert window.layers.currentWidget() is window.desk


def test_the_window_closes_only_once_everything_is_saved(
    mode: ConductMode, window: Window, site: Site, settle: Settle
) -> None:
    gate = threading.Event()
    inspection_id = mode.course.detail.id
    mode.shell.background.run(lambda: gate.wait(10), lambda _: None, owner=mode)
    press(window, Qt.Key.Key_2)
    type_text("saigo no ichigyou")
    window.close()
    assert window.isVisible()
    gate.set()
    settle()
    assert not window.isVisible()
    assert site.detail(inspection_id).answers["ORG-01"].draft.finding_text == "saigo no ichigyou"


def test_the_window_stays_while_something_cannot_be_saved(
    mode: ConductMode, window: Window, settle: Settle, full_disk: FullDisk
) -> None:
    press(window, Qt.Key.Key_1)
    settle()
    window.close()
    assert window.isVisible()
    window.close()
    assert not window.isVisible()


def test_locking_saves_what_is_typed_before_the_office_closes(
    mode: ConductMode, window: Window, site: Site, settle: Settle
) -> None:
    from PySide6.QtWidgets import QWidget

    order: list[str] = []
    inspection_id = mode.course.detail.id
    press(window, Qt.Key.Key_2)
    type_text("tochuu")
    mode.saver.stored.connect(order.append)
    window.show_gate(QWidget())  # what Session.lock does, and then:
    mode.shell.background.run(lambda: None, lambda _: order.append("closed"), owner=mode)
    settle()
    assert order[-2:] == ["answer:ORG-01", "closed"]
    assert site.detail(inspection_id).answers["ORG-01"].draft.finding_text == "tochuu"


def test_what_the_lock_kept_from_being_saved_is_tried_again_after_it(
    mode: ConductMode, window: Window, site: Site, settle: Settle, full_disk: FullDisk
) -> None:
    from PySide6.QtWidgets import QWidget

    press(window, Qt.Key.Key_1)
    settle()
    window.show_gate(QWidget())
    full_disk.is_full = False
    window.show_desk()
    settle()
    assert mode.saver.is_saved
    assert site.detail(mode.course.detail.id).answers["ORG-01"].draft.mark is Mark.CONFORMING


# what looks like an Individual Number


def test_an_individual_number_is_refused_at_its_field_with_its_place(
    mode: ConductMode, window: Window, site: Site, settle: Settle
) -> None:
    press(window, Qt.Key.Key_2)
    settle()
    type_text(f"meibo ni {NUMBER}")
    mode.answering.keep()
    settle()
    field = mode.stage.item.panel.finding.finding_text
    assert "10文字目" in field.error
    assert NUMBER not in field.error
    assert mode.side.unsaved.isVisible()
    assert not mode.side.unsaved.retry_button.isVisible()
    assert mode.stage.item.panel.number_box.isVisible()
    assert site.detail(mode.course.detail.id).answers["ORG-01"].draft.finding_text == ""
    mode.go("ORG-05")
    mode.go("ORG-01")
    assert "10文字目" in field.error
    field.set_value("uketsuke bangou 3")
    mode.answering.keep()
    settle()
    assert field.error == ""
    assert not mode.side.unsaved.isVisible()


def test_a_manager_may_declare_that_it_is_none_with_a_reason(
    mode: ConductMode, window: Window, site: Site, settle: Settle
) -> None:
    press(window, Qt.Key.Key_2)
    settle()
    type_text(NUMBER)
    mode.answering.keep()
    settle()
    box = mode.stage.item.panel.number_box
    box.declare_button.click()
    assert box.reason.error
    box.reason.set_value("機器の製造番号")
    box.declare_button.click()
    settle()
    assert not box.isVisible()
    assert mode.saver.is_saved
    assert site.detail(mode.course.detail.id).answers["ORG-01"].draft.finding_text == NUMBER
    assert site.office.journal.list_entries(limit=1)[0].reason == "機器の製造番号"


def test_who_may_not_declare_is_not_offered_to(
    site: Site, conduct: Conduct, window: Window, settle: Settle
) -> None:
    inspection_id = site.plan()
    actor = site.office.actor
    inspector = Actor(actor.staff_id, actor.name, actor.post, frozenset({Role.INSPECTOR}))
    object.__setattr__(site.office.desk, "actor", inspector)
    mode = conduct(inspection_id)
    press(window, Qt.Key.Key_2)
    type_text(NUMBER)
    mode.answering.keep()
    settle()
    box = mode.stage.item.panel.number_box
    assert box.isVisible()
    assert not box.declare_button.isVisible()


def test_leaving_with_a_refused_text_goes_to_it_first(
    mode: ConductMode, window: Window, settle: Settle
) -> None:
    press(window, Qt.Key.Key_2)
    type_text(NUMBER)
    mode.answering.keep()
    settle()
    mode.go("PHY-01")
    mode.close_mode()
    settle()
    assert mode.course.position == "ORG-01"
    mode.close_mode()
    settle()
    assert window.layers.currentWidget() is window.desk


def test_a_sample_larger_than_its_population_is_refused_at_the_field(
    mode: ConductMode, window: Window, settle: Settle
) -> None:
    mode.go("HUM-01")
    fields = mode.stage.item.panel.fields
    fields["population"].set_value(5)
    fields["sample_size"].set_value(10)
    mode.answering.keep()
    settle()
    assert "母数" in fields["sample_size"].error


def test_an_unreadable_number_or_day_is_said_at_once(mode: ConductMode, settle: Settle) -> None:
    mode.go("ORG-09")
    day = mode.stage.item.panel.fields["last_audit_on"]
    day.setFocus()
    type_text("sakunen")
    mode.answering.keep()
    settle()
    assert day.error
    assert mode.course.draft_of("ORG-09").values == {}
