"""The classes of devices in Settings: added, renamed, ordered, dropped; what it does to rules is said."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from oversight.access import Actor, Role
from oversight.desk import Desk
from oversight.devices import DEFAULT_CLASSES, AreaDraft
from oversight.office import Office
from tests.factories import make_contract, make_place
from tests.ui.inspections.inspection_site import Settle
from tests.ui.opening import opened_panel
from tests.ui.test_names import nameless
from ui.looks import Look, Looks
from ui.settings.device_classes_panel import DeviceClassesPanel
from ui.settings.door_rules_panel import DoorRulesPanel
from ui.shell import Shell


def opened(shell: Shell, qtbot: QtBot, settle: Settle) -> DeviceClassesPanel:
    return opened_panel(DeviceClassesPanel(shell), qtbot, settle)


@pytest.fixture
def panel(shell: Shell, qtbot: QtBot, settle: Settle) -> DeviceClassesPanel:
    return opened(shell, qtbot, settle)


def confirmed(panel: DeviceClassesPanel, settle: Settle) -> str:
    """Press save, read what the change does, and confirm it."""
    panel.save_button.click()
    told = "\n".join(label.text() for label in panel.asked.findChildren(QLabel))
    yes = next(each for each in panel.asked.findChildren(QPushButton) if each.text() == "この内容で保存する")
    yes.click()
    settle()
    return told


def ids(office: Office) -> list[str]:
    return [each.id for each in office.areas.list_classes()]


def test_the_houses_own_list_is_shown_whole_and_nothing_counts_as_changed(
    panel: DeviceClassesPanel, looks: Looks
) -> None:
    assert panel.form.typed() == DEFAULT_CLASSES
    assert nameless(panel) == []
    looks.choose(Look("en", "dark", 200))
    panel._show(DEFAULT_CLASSES)
    assert panel.form.fields["0.word"].value() == "Smartphone"
    assert not panel.is_changed


def test_a_class_is_added_and_the_rules_that_hold_for_it_are_said_before_it_is_saved(
    panel: DeviceClassesPanel, office: Office, settle: Settle
) -> None:
    panel.add_button.click()
    at = len(DEFAULT_CLASSES)
    panel.save_button.click()
    assert panel.form.fields[f"{at}.word"].error
    panel.form.fields[f"{at}.word"].set_value("ドローン")
    assert panel.is_changed
    told = confirmed(panel, settle)
    assert "基幹系システムを使う区域: 持込禁止" in told
    assert office.areas.list_classes()[-1].word == "ドローン"
    assert not panel.is_changed


def test_a_class_is_renamed_moved_and_taken_off_with_the_cursor_where_one_goes_on(
    panel: DeviceClassesPanel, office: Office, settle: Settle
) -> None:
    panel.form.fields["0.word"].set_value("スマホ")
    panel.form.buttons["move1", 0].click()
    assert QApplication.focusWidget() is panel.form.buttons["move1", 1]
    assert panel.form.fields["1.word"].value() == "スマホ"
    panel.save_button.click()
    settle()
    assert ids(office)[:2] == ["mobile_phone", "smartphone"]
    assert office.areas.list_classes()[1].told == "スマホ"
    at = ids(office).index("game_console")
    panel.form.buttons["remove", at].click()
    assert QApplication.focusWidget() is panel.add_button
    assert "ゲーム機" in confirmed(panel, settle)
    assert "game_console" not in ids(office)
    panel.default_button.click()
    confirmed(panel, settle)
    assert office.areas.list_all_classes()[0] == DEFAULT_CLASSES


def test_a_used_class_leaves_the_choice_and_stays_on_the_list_and_in_the_rules(
    shell: Shell, office: Office, desk: Desk, qtbot: QtBot, settle: Settle
) -> None:
    area = office.areas.add_area(AreaDraft(make_place(desk, make_contract(desk)), "作業室")).row_id
    assert area is not None
    office.visits.note_found_device(area, "medical", "机の上")
    panel = opened(shell, qtbot, settle)
    at = ids(office).index("medical")
    assert ("remove", at) not in panel.form.buttons
    panel.form.fields[f"{at}.in_use"].set_value(False)
    assert "選べなくなります" in confirmed(panel, settle)
    assert "medical" not in ids(office)
    rules = DoorRulesPanel(shell)
    qtbot.addWidget(rules)
    rules.read()
    settle()
    assert "medical" in rules.form.fields["0.allowed"].value()
    assert not rules.is_changed, "a rule keeps what it says of a class no longer offered"
    panel.form.fields[f"{at}.word"].set_value("スマートフォン")
    panel.save_button.click()
    settle()
    assert office.areas.list_all_classes()[0][at].word == "医療機器（申告）", "no two of one name"


def test_who_may_not_set_only_reads(shell: Shell, office: Office, qtbot: QtBot, settle: Settle) -> None:
    object.__setattr__(office.desk, "actor", Actor(None, "監査 四郎", roles=frozenset({Role.AUDITOR})))
    panel = opened(shell, qtbot, settle)
    assert panel.form.buttons == {}
    assert not panel.save_button.isVisible()
