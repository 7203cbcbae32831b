from __future__ import annotations

import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from oversight.clock import FixedClock
from oversight.errors import OversightError
from oversight.office import Office, open_office
from oversight.people import StaffDraft
from oversight.vault import QuickUnlock, TooSoonError
from tests.ui.keyring_fake import MemoryKeyring
from ui.background import Background
from ui.passphrase_pair import PassphrasePair
from ui.vault import door
from ui.vault.create_page import CreatePage
from ui.vault.lock_cover import LockCover
from ui.vault.recover_page import RecoverPage
from ui.vault.unlock_page import UnlockPage
from ui.widgets.buttons import Button
from ui.widgets.error_box import ErrorBox
from ui.widgets.fields import TextField

USER_ID, PASSPHRASE = "fukui", "ゆき ふる まち 走る鹿"
NEW_PASSPHRASE = "あさひ のぼる 川辺の橋"
Settle = Callable[[], None]


@pytest.fixture
def page(background: Background, clock: FixedClock, vault: Path, qtbot: QtBot) -> UnlockPage:
    page = UnlockPage(background, clock, vault)
    qtbot.addWidget(page)
    page.resize(1366, 768)
    page.show()
    with qtbot.waitActive(page):
        page.activateWindow()
    return page


@pytest.fixture
def opened(page: UnlockPage) -> list[door.Entry]:
    entries: list[door.Entry] = []
    page.opened.connect(entries.append)
    return entries


def enter(field: TextField, text: str) -> None:
    field.line.setText(text)
    field.line.textEdited.emit(text)


def test_the_passphrase_opens_the_vault_by_keyboard_alone(
    page: UnlockPage, opened: list[door.Entry], settle: Settle, qtbot: QtBot
) -> None:
    qtbot.waitUntil(page.user_field.line.hasFocus)
    QTest.keyClicks(page.user_field.line, USER_ID)
    QTest.keyClick(page.user_field.line, Qt.Key.Key_Return)
    qtbot.waitUntil(page.passphrase_field.line.hasFocus)
    page.passphrase_field.line.insert(PASSPHRASE)
    QTest.keyClick(page.passphrase_field.line, Qt.Key.Key_Return)
    assert not page.unlock_button.isEnabled(), "the door turns once"
    settle()
    (entry,) = opened
    assert entry.office.actor.name == "福井 太郎"
    assert page.passphrase_field.value() == ""
    entry.office.close()


def test_a_wrong_passphrase_is_said_and_forgotten(
    page: UnlockPage, opened: list[door.Entry], settle: Settle
) -> None:
    enter(page.user_field, USER_ID)
    enter(page.passphrase_field, "wrong passphrase")
    page.unlock()
    settle()
    assert opened == []
    assert "違います" in page.errors.text
    assert page.passphrase_field.value() == ""
    assert page.unlock_button.isEnabled()


def test_after_failures_one_waits_and_sees_how_long(qtbot: QtBot) -> None:
    box, button = ErrorBox(), Button("解錠する")
    qtbot.addWidget(box)
    qtbot.addWidget(button)
    box.say_error(TooSoonError(1.6), button)
    assert not button.isEnabled()
    assert "2秒" in box.text
    box._count()
    assert "あと1秒" in box.text
    box._count()
    assert button.isEnabled()
    assert box.text == ""


def test_three_wrong_passphrases_hold_the_button(
    page: UnlockPage, opened: list[door.Entry], settle: Settle
) -> None:
    for _attempt in range(3):
        enter(page.user_field, USER_ID)
        enter(page.passphrase_field, "wrong passphrase")
        page.unlock_button.setEnabled(True)
        page.unlock()
        settle()
    assert "待って" in page.errors.text
    assert not page.unlock_button.isEnabled()


def test_our_own_bug_at_the_door_is_said_without_its_contents(qtbot: QtBot) -> None:
    box, button = ErrorBox(), Button("解錠する")
    qtbot.addWidget(box)
    qtbot.addWidget(button)
    box.say_error(ValueError("secret"), button)
    assert "secret" not in box.text
    assert box.text


@pytest.mark.parametrize("typed", [("", ""), (USER_ID, ""), ("", PASSPHRASE)])
def test_something_missing_is_said(page: UnlockPage, background: Background, typed: tuple[str, str]) -> None:
    enter(page.user_field, typed[0])
    enter(page.passphrase_field, typed[1])
    page.unlock_button.click()
    assert "入力してください" in page.errors.text


def test_without_a_folder_one_is_told_to_choose(page: UnlockPage, qtbot: QtBot) -> None:
    page.use_folder(None)
    assert not page.recover_button.isEnabled()
    page.unlock_button.click()
    assert "選ばれていません" in page.errors.text
    page.unlock_quickly()
    assert page.unlock_button.isEnabled()


def spoil_header(folder: Path) -> None:
    (folder / "vault.json").write_text("{", encoding="utf-8")


def spoil_store(folder: Path) -> None:
    (folder / "store.db").write_bytes(b"not a store" * 1000)


@pytest.mark.parametrize("spoil", [shutil.rmtree, spoil_header, spoil_store])
def test_a_vault_that_cannot_be_opened_is_explained_in_the_page(
    page: UnlockPage,
    opened: list[door.Entry],
    settle: Settle,
    spoil: Callable[[Path], object],
) -> None:
    assert page.folder is not None
    spoil(page.folder)
    enter(page.user_field, USER_ID)
    enter(page.passphrase_field, PASSPHRASE)
    page.unlock()
    settle()
    assert opened == []
    assert len(page.errors.text) > 10


def test_a_damaged_key_file_is_put_back_by_keyboard_and_the_vault_opens(
    page: UnlockPage, opened: list[door.Entry], settle: Settle, vault: Path, clock: FixedClock, qtbot: QtBot
) -> None:
    office = open_office(vault, user_id=USER_ID, passphrase=PASSPHRASE, clock=clock)
    change = office.people.add_staff(StaffDraft(name="舘 花子"))
    assert change.row_id is not None
    office.people.give_key(change.row_id, user_id="tachi", passphrase=NEW_PASSPHRASE)
    office.close()
    spoil_header(vault)
    enter(page.user_field, USER_ID)
    enter(page.passphrase_field, PASSPHRASE)
    assert page.put_back_button.isHidden()
    page.unlock()
    settle()
    assert "直前の鍵ファイルに戻す" in page.errors.text
    qtbot.waitUntil(page.put_back_button.hasFocus)
    QTest.keyClick(page.put_back_button, Qt.Key.Key_Space)
    settle()
    assert "戻しました" in page.explanation.text()
    assert page.put_back_button.isHidden()
    assert page.errors.text == ""
    enter(page.passphrase_field, PASSPHRASE)
    page.unlock()
    settle()
    opened[0].office.close()


def test_where_the_key_file_before_is_damaged_too_the_backup_remains(
    page: UnlockPage, settle: Settle, vault: Path
) -> None:
    spoil_header(vault)
    (vault / "vault.json.previous").write_text("{", encoding="utf-8")
    page.put_back_header()
    settle()
    assert "控え" in page.errors.text
    page.use_folder(None)
    page.put_back_header()
    assert page.errors.text == ""


def test_what_went_wrong_is_brought_into_sight(
    background: Background, clock: FixedClock, qtbot: QtBot, settle: Settle, vault: Path
) -> None:
    page = CreatePage(background, clock, vault.parent)
    qtbot.addWidget(page)
    page.resize(900, 500)
    page.show()
    for field in page._fields:
        enter(field, "福井")  # type: ignore[arg-type]
    enter(page.folder_field, str(vault))
    for secret in (page.passphrases.first, page.passphrases.second):
        enter(secret, PASSPHRASE)
    page.make_vault()
    settle()
    qtbot.waitUntil(lambda: page.errors.visibleRegion().boundingRect().height() == page.errors.height())
    assert "すでに保管庫があります" in page.errors.text


def test_a_second_window_on_the_same_vault_is_told_so(
    page: UnlockPage, opened: list[door.Entry], settle: Settle, vault: Path, clock: FixedClock
) -> None:
    first = open_office(vault, user_id=USER_ID, passphrase=PASSPHRASE, clock=clock)
    enter(page.user_field, USER_ID)
    enter(page.passphrase_field, PASSPHRASE)
    page.unlock()
    settle()
    assert opened == []
    assert page.errors.text
    first.close()


def test_a_folder_is_chosen_and_shown(
    page: UnlockPage, settle: Settle, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for chosen in ("", str(tmp_path)):
        monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_, chosen=chosen: chosen)
        page.choose_button.click()
    settle()
    assert page.folder == tmp_path
    assert page._place.text() == str(tmp_path)


def test_the_ways_elsewhere_are_told(page: UnlockPage, qtbot: QtBot, vault: Path) -> None:
    with qtbot.waitSignal(page.create_wanted):
        page.create_button.click()
    with qtbot.waitSignal(page.recover_wanted) as wanted:
        page.recover_button.click()
    assert wanted.args == [vault]


def test_quick_unlock_is_offered_only_where_the_machine_remembers(
    background: Background,
    clock: FixedClock,
    vault: Path,
    qtbot: QtBot,
    settle: Settle,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    remembers = False
    monkeypatch.setattr(door, "can_enter_quickly", lambda _folder: remembers)
    page = UnlockPage(background, clock, vault)
    qtbot.addWidget(page)
    page.show()
    settle()
    assert page.quick_button.isHidden()
    remembers = True
    page.use_folder(vault)
    settle()
    assert not page.quick_button.isHidden()
    page.quick_button.click()
    settle()
    assert page.errors.text, "this machine has no keyring: the passphrase is asked for"


def test_a_machine_without_a_keyring_offers_no_quick_unlock(vault: Path, tmp_path: Path) -> None:
    assert not door.can_enter_quickly(vault)
    assert not door.can_enter_quickly(tmp_path / "none")


# making a vault


@pytest.fixture
def create(background: Background, clock: FixedClock, tmp_path: Path, qtbot: QtBot) -> CreatePage:
    page = CreatePage(background, clock, tmp_path)
    qtbot.addWidget(page)
    page.resize(1366, 768)
    page.show()
    enter(page.city_field, "札幌市")
    enter(page.section_field, "行政情報課")
    enter(page.name_field, "福井 太郎")
    enter(page.user_field, USER_ID)
    enter(page.passphrases.first, NEW_PASSPHRASE)
    enter(page.passphrases.second, NEW_PASSPHRASE)
    return page


def test_a_vault_is_made_and_opened(create: CreatePage, settle: Settle, tmp_path: Path) -> None:
    entries: list[door.Entry] = []
    create.opened.connect(entries.append)
    create.create_button.click()
    settle()
    (entry,) = entries
    assert entry.is_new
    assert (tmp_path / "Oversight" / "vault.json").is_file()
    assert entry.office.organisation.organisation == "札幌市 行政情報課"
    assert create.passphrases.value() == ""
    entry.office.close()


def test_what_is_missing_is_pointed_at(create: CreatePage, qtbot: QtBot) -> None:
    enter(create.city_field, "")
    create.create_button.click()
    assert create.city_field.error
    enter(create.city_field, "札幌市")
    enter(create.passphrases.second, "something else")
    create.create_button.click()
    assert create.passphrases.second.error == "2つのパスフレーズが違います。"
    enter(create.passphrases.second, "")
    create.create_button.click()
    assert "入力してください" in create.passphrases.second.error


def test_a_weak_passphrase_is_refused_at_its_field(create: CreatePage, settle: Settle) -> None:
    for field in (create.passphrases.first, create.passphrases.second):
        enter(field, "password1234")
    create.create_button.click()
    settle()
    assert create.passphrases.first.error
    assert create.errors.text == ""


def test_a_place_that_will_not_do_is_explained(create: CreatePage, settle: Settle, vault: Path) -> None:
    enter(create.folder_field, str(vault))
    create.create_button.click()
    settle()
    assert "すでに保管庫があります" in create.errors.text


def test_a_place_is_chosen(create: CreatePage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for chosen in ("", str(tmp_path / "x")):
        monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_, chosen=chosen: chosen)
        create.choose_button.click()
    assert create.folder_field.value() == str(tmp_path / "x" / "Oversight")


def _says(pair: PassphrasePair, said: str) -> bool:
    return said in pair.verdict and bool(said) == bool(pair.verdict)


def test_a_passphrase_is_judged_while_one_types(background: Background, qtbot: QtBot, settle: Settle) -> None:
    pair = PassphrasePair(background, lambda: USER_ID)
    qtbot.addWidget(pair)
    pair.show()
    for text, said in (("short", "短すぎます"), (NEW_PASSPHRASE, "推測されにくい"), ("", "")):
        pair.first.line.selectAll()
        pair.first.line.insert(text)
        pair.first.line.textEdited.emit(text)
        qtbot.waitUntil(partial(_says, pair, said))
    pair._judged = "older"
    pair._say("too late to matter")
    assert pair.verdict == ""
    pair._pass_over(OversightError("x"))


# recovering


def test_the_printed_code_opens_and_changes_the_passphrase(
    background: Background, clock: FixedClock, vault: Path, qtbot: QtBot, settle: Settle
) -> None:
    office = open_office(vault, user_id=USER_ID, passphrase=PASSPHRASE, clock=clock)
    assert office.vault is not None
    code = office.vault.make_recovery_code()
    office.close()
    page = RecoverPage(background, clock, vault)
    qtbot.addWidget(page)
    page.show()
    entries: list[door.Entry] = []
    page.opened.connect(entries.append)
    page.open_button.click()
    assert page.code_field.error
    enter(page.code_field, "12345")
    enter(page.user_field, USER_ID)
    page.open_button.click()
    assert page.passphrases.first.error
    enter(page.passphrases.first, NEW_PASSPHRASE)
    enter(page.passphrases.second, NEW_PASSPHRASE)
    page.open_button.click()
    settle()
    assert "40文字" in page.code_field.error
    enter(page.code_field, code)
    page.open_button.click()
    settle()
    assert entries[0].office.actor.name == "福井 太郎"
    entries[0].office.close()
    open_office(vault, user_id=USER_ID, passphrase=NEW_PASSPHRASE, clock=clock).close()


def test_a_folder_that_is_gone_is_explained_when_recovering(
    background: Background, clock: FixedClock, tmp_path: Path, qtbot: QtBot, settle: Settle
) -> None:
    page = RecoverPage(background, clock, tmp_path / "none")
    qtbot.addWidget(page)
    page.show()
    for field in (page.code_field, page.user_field, page.passphrases.first, page.passphrases.second):
        enter(field, NEW_PASSPHRASE)
    page.open_button.click()
    settle()
    assert "フォルダーはありません" in page.errors.text


# the cover


@pytest.fixture
def entry(vault: Path, clock: FixedClock) -> door.Entry:
    office = open_office(vault, user_id=USER_ID, passphrase=PASSPHRASE, clock=clock)
    office.close()
    return door.Entry(office, vault, USER_ID)


def test_the_cover_asks_only_for_the_passphrase(
    background: Background, clock: FixedClock, entry: door.Entry, qtbot: QtBot, settle: Settle
) -> None:
    cover = LockCover(background, clock, entry, "係長 福井 太郎")
    qtbot.addWidget(cover)
    cover.show()
    entries: list[door.Entry] = []
    cover.opened.connect(entries.append)
    cover.unlock_button.click()
    assert cover.errors.text
    enter(cover.passphrase_field, "wrong passphrase")
    cover.unlock_button.click()
    settle()
    assert "違います" in cover.errors.text
    enter(cover.passphrase_field, PASSPHRASE)
    qtbot.wait(1100)
    cover.unlock_button.click()
    settle()
    assert entries[0].office.actor.name == "福井 太郎"
    entries[0].office.close()


def test_who_came_in_quickly_goes_on_either_way(
    background: Background,
    clock: FixedClock,
    entry: door.Entry,
    qtbot: QtBot,
    settle: Settle,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(door, "can_enter_quickly", lambda _folder: True)
    cover = LockCover(background, clock, entry, "係長 福井 太郎")
    qtbot.addWidget(cover)
    cover.show()
    settle()
    assert cover.passphrase_field.isVisible()
    cover.quick_button.click()
    settle()
    assert cover.errors.text
    with qtbot.waitSignal(cover.other_wanted):
        cover.other_button.click()


def test_the_machines_keyring_opens_the_vault(
    vault: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    backend = MemoryKeyring()
    monkeypatch.setattr("oversight.vault.quick_unlock._machine_backend", lambda: backend)
    office: Office = open_office(vault, user_id=USER_ID, passphrase=PASSPHRASE, clock=clock)
    office.settings.change(quick_unlock_allowed=True)
    assert office.vault is not None
    QuickUnlock().remember(office.vault, USER_ID)
    office.close()
    assert door.can_enter_quickly(vault)
    entry = door.enter_quickly(vault, clock)
    assert entry.office.actor.name == "福井 太郎"
    assert entry.user_id == USER_ID
    entry.office.settings.change(quick_unlock_allowed=False)
    entry.office.close()
    with pytest.raises(OversightError, match="許可されていません"):
        door.enter_quickly(vault, clock)
    open_office(vault, user_id=USER_ID, passphrase=PASSPHRASE, clock=clock).close()
