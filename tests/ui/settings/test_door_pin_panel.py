"""One's own PIN in the settings: set, changed, taken away with the passphrase; a colleague's removed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from oversight.clock import FixedClock
from oversight.errors import RefusedError
from oversight.office import Office, open_office
from tests.cheap_keys import TINY
from tests.ui.conftest import PASSPHRASE, USER_ID
from tests.ui.opening import opened_panel, shell_on
from tests.ui.test_names import nameless
from ui.background import Background
from ui.looks import Looks
from ui.notices import Notices, Question
from ui.settings.colleagues_panel import ColleaguesPanel
from ui.settings.door_pin_panel import DoorPinPanel
from ui.settings.page import SettingsPage
from ui.shell import Shell

PIN, OTHER_PIN = "758203", "580264"
Settle = Callable[[], None]


@pytest.fixture
def vault_office(vault: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    monkeypatch.setattr("oversight.people.pin_digest.COST", TINY)
    office = open_office(vault, user_id=USER_ID, passphrase=PASSPHRASE, clock=clock)
    yield office
    office.close()


@pytest.fixture
def vault_shell(
    vault_office: Office, background: Background, notices: Notices, looks: Looks, clock: FixedClock
) -> Shell:
    return shell_on(vault_office, background, notices, looks, clock)


@pytest.fixture
def panel(vault_shell: Shell, qtbot: QtBot, settle: Settle) -> DoorPinPanel:
    return opened_panel(DoorPinPanel(vault_shell), qtbot, settle)


def fill(panel: DoorPinPanel, pin: str, again: str = "", passphrase: str = PASSPHRASE) -> None:
    panel.passphrase.set_value(passphrase)
    panel.pin.set_value(pin)
    panel.again.set_value(again or pin)


def press_set(panel: DoorPinPanel, settle: Settle) -> None:
    panel.set_button.click()
    settle()
    settle()


def proven(office: Office, pin: str) -> bool:
    assert office.actor.staff_id is not None
    try:
        return office.door_pins.prove(office.actor.staff_id, pin).name == "福井 太郎"
    except RefusedError:
        return False


def test_a_pin_is_set_changed_and_taken_away(
    panel: DoorPinPanel, vault_office: Office, settle: Settle
) -> None:
    assert panel.standing.text() == "まだ決めていません"
    assert not panel.remove_button.isEnabled()
    assert nameless(panel) == []
    fill(panel, PIN)
    press_set(panel, settle)
    assert proven(vault_office, PIN)
    assert "使えます（" in panel.standing.text()
    assert panel.set_button.text() == "暗証番号を変える"
    assert (panel.passphrase.value(), panel.pin.value(), panel.again.value()) == ("", "", "")
    assert not panel.is_changed
    fill(panel, OTHER_PIN)
    press_set(panel, settle)
    assert proven(vault_office, OTHER_PIN)
    assert not proven(vault_office, PIN)
    panel.remove_button.click()
    settle()
    assert panel.passphrase.error, "without the passphrase nothing is taken away"
    panel.passphrase.set_value(PASSPHRASE)
    panel.remove_button.click()
    settle()
    settle()
    assert vault_office.door_pins.own() is None
    assert panel.standing.text() == "まだ決めていません"


def test_what_is_wrong_shows_at_its_field_and_no_figure_is_shown(
    panel: DoorPinPanel, vault_office: Office, settle: Settle
) -> None:
    fill(panel, PIN, OTHER_PIN)
    press_set(panel, settle)
    assert panel.again.error
    fill(panel, "123456")
    press_set(panel, settle)
    assert "順に並んだ" in panel.pin.error
    assert panel.pin.value() == ""
    fill(panel, PIN, passphrase="違うパスフレーズです")
    press_set(panel, settle)
    assert panel.passphrase.error
    assert panel.isEnabled()
    assert vault_office.door_pins.own() is None
    for field in (panel.pin, panel.again):
        assert field.line.echoMode() is QLineEdit.EchoMode.Password


def test_a_blocked_one_says_so(panel: DoorPinPanel, vault_office: Office, settle: Settle) -> None:
    fill(panel, PIN)
    press_set(panel, settle)
    for _try in range(5):
        assert not proven(vault_office, OTHER_PIN)
    panel.read()
    settle()
    assert panel.standing.text() == "続けて間違えたため使えません"


def test_where_there_are_no_keys_it_says_so(shell: Shell, qtbot: QtBot, settle: Settle) -> None:
    panel = DoorPinPanel(shell)
    qtbot.addWidget(panel)
    panel.read()
    settle()
    assert panel.fields == {}
    assert not panel.is_changed


def test_an_administrator_takes_a_colleagues_pin_away(
    vault_shell: Shell, vault_office: Office, qtbot: QtBot, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault_office.door_pins.set_own(passphrase=PASSPHRASE, pin=PIN)
    panel = ColleaguesPanel(vault_shell)
    qtbot.addWidget(panel)
    asked: list[Question] = []

    def agree(question: Question, deed: Callable[[], None], **_where: object) -> None:
        asked.append(question)
        deed()

    monkeypatch.setattr(vault_shell.notices, "ask", agree)
    panel.read()
    settle()
    assert not panel.pin_button.isEnabled()
    panel.ask_to_remove_pin()
    assert asked == []
    panel.table.choose(vault_office.actor.staff_id)
    assert panel.pin_button.isEnabled()
    panel.pin_button.click()
    settle()
    settle()
    assert len(asked) == 1
    assert vault_office.door_pins.own() is None
    assert not panel.pin_button.isEnabled()


def test_the_page_of_settings_leads_there_and_asks_before_it_is_left(
    vault_shell: Shell, qtbot: QtBot, settle: Settle
) -> None:
    page = SettingsPage(vault_shell)
    qtbot.addWidget(page)
    page.on_show()
    settle()
    assert not page.has_unsaved()
    page.door_pin.pin.set_value(PIN)
    assert page.has_unsaved()
