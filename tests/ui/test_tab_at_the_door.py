"""Tab reaches every control at the door, in the settings, in the passphrase dialog, beside the journal."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from oversight.clock import FixedClock
from oversight.errors import DamagedHeaderError
from oversight.journal import Soundness, Verdict
from oversight.office import Office, open_office
from tests.ui.conftest import PASSPHRASE, USER_ID
from tests.ui.tab_walk import unreached
from ui.background import Background
from ui.journal.page import JournalPage
from ui.notices import Notices
from ui.settings.page import SettingsPage
from ui.settings.passphrase_dialog import PassphraseDialog
from ui.shell import Shell
from ui.vault import door
from ui.vault.create_page import CreatePage
from ui.vault.lock_cover import LockCover
from ui.vault.recover_page import RecoverPage
from ui.vault.recovery_offer import RecoveryOffer
from ui.vault.unlock_page import UnlockPage
from ui.window import Window

Settle = Callable[[], None]
KEYS = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab)


def spoiled(page: UnlockPage) -> UnlockPage:
    page._fail(DamagedHeaderError("壊れています。"))
    return page


@pytest.fixture
def vault_office(vault: Path, clock: FixedClock) -> Office:
    office = open_office(vault, user_id=USER_ID, passphrase=PASSPHRASE, clock=clock)
    office.settings.change(quick_unlock_allowed=True)
    return office


@pytest.mark.parametrize("key", KEYS, ids=lambda key: key.name)
@pytest.mark.parametrize("kind", ["unlock", "damaged", "create", "recover", "locked", "offer"])
def test_tab_reaches_every_control_at_the_door(
    kind: str,
    key: Qt.Key,
    background: Background,
    notices: Notices,
    clock: FixedClock,
    vault: Path,
    vault_office: Office,
    qtbot: QtBot,
    settle: Settle,
) -> None:
    entry = door.Entry(vault_office, vault, USER_ID)
    makers: dict[str, Callable[[], QWidget]] = {
        "unlock": lambda: UnlockPage(background, clock, vault),
        "damaged": lambda: spoiled(UnlockPage(background, clock, vault)),
        "create": lambda: CreatePage(background, clock, vault),
        "recover": lambda: RecoverPage(background, clock, vault),
        "locked": lambda: LockCover(background, clock, entry, "係長 福井 太郎"),
        "offer": lambda: RecoveryOffer(vault_office, background, notices),
    }
    window = Window(notices)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    page = makers[kind]()
    window.show_gate(page)
    begin(window, page)
    settle()
    assert unreached(window, key) == []
    vault_office.close()


@pytest.mark.parametrize("key", KEYS, ids=lambda key: key.name)
def test_tab_reaches_every_control_of_the_settings(
    key: Qt.Key, shell: Shell, vault_office: Office, qtbot: QtBot, settle: Settle
) -> None:
    shell.office = vault_office
    page = SettingsPage(shell)
    qtbot.addWidget(page)
    page.resize(1100, 768)
    page.show()
    page.on_show()
    begin(page, page.chips)
    settle()
    for chip in page.chips.chips:
        chip.click()
        settle()
        chip.setFocus()
        assert unreached(page, key) == [], chip.text()
    vault_office.close()


@pytest.mark.parametrize("key", KEYS, ids=lambda key: key.name)
def test_tab_reaches_every_control_of_the_passphrase_dialog(key: Qt.Key, shell: Shell, qtbot: QtBot) -> None:
    room = QWidget()
    qtbot.addWidget(room)
    room.resize(1366, 768)
    room.show()
    dialog = PassphraseDialog(shell, room)
    dialog.show()
    begin(dialog, dialog.old_field)
    assert unreached(dialog, key) == []
    dialog.close()


def test_tab_reaches_the_button_that_stops_verifying(shell: Shell, qtbot: QtBot, settle: Settle) -> None:
    page = JournalPage(shell)
    qtbot.addWidget(page)
    page.resize(1366, 768)
    page.show()
    page.on_show()
    settle()
    page.walk_row.tell(1, 2)
    begin(page, page.table)
    assert unreached(page) == []
    page._say_verdict(Verdict(Soundness.ROWS_DIFFER, 1, differing=200))
    assert unreached(page) == []


def begin(window: QWidget, first: QWidget) -> None:
    window.show()
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    first.setFocus()
