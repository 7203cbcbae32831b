from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import ClassVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel
from pytestqt.qtbot import QtBot
from typing_extensions import override

from oversight.change import Change
from oversight.clock import FixedClock
from oversight.errors import StoppedError, VaultError
from oversight.journal import Soundness, Verdict
from oversight.words import _, mark
from ui.app import Program, chosen_look, page_classes, parse_arguments
from ui.lock_listener import LockListener
from ui.looks import Look
from ui.notices import ConfirmDialog
from ui.page import Page
from ui.preferences import FILE_NAME, read_preferences
from ui.rooms import OpenRecord, Room
from ui.shell import Shell
from ui.vault import door
from ui.vault.create_page import CreatePage
from ui.vault.lock_cover import LockCover
from ui.vault.recover_page import RecoverPage
from ui.vault.recovery_offer import RecoveryOffer
from ui.vault.unlock_page import UnlockPage
from ui.widgets.fields import TextField

USER_ID, PASSPHRASE = "fukui", "ゆき ふる まち 走る鹿"
Settle = Callable[[], None]


class PlainPage(Page):
    """A page that notes what happens to it."""

    key: ClassVar[Room] = Room.CONTRACTS
    title: ClassVar[str] = mark("委託契約")
    icon: ClassVar[str] = "file-text"

    def __init__(self, shell: Shell) -> None:
        super().__init__(shell)
        self.heard: list[object] = []
        self.field = TextField("search", _("探す"))
        self.set_body(self.field)

    @override
    def on_show(self) -> None:
        self.heard.append("shown")

    @override
    def on_change(self, change: Change) -> None:
        self.heard.append(change)

    @override
    def on_open(self, request: object) -> None:
        self.heard.append(request)

    @override
    def find_field(self) -> TextField:
        return self.field

    @override
    def has_unsaved(self) -> bool:
        return bool(self.field.value())


class OtherPage(PlainPage):
    key: ClassVar[Room] = Room.FINDINGS
    title: ClassVar[str] = mark("指摘・是正")
    icon: ClassVar[str] = "flag"

    @override
    def find_field(self) -> TextField:
        self.field.line.setText("x")
        return self.field.line  # type: ignore[return-value]

    @override
    def help_text(self) -> str:
        return "指摘を一覧します。"


@pytest.fixture
def program(
    dressed: object, tmp_path: Path, vault: Path, clock: FixedClock, qtbot: QtBot
) -> Iterator[Program]:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    program = Program(
        app, settings=tmp_path / "settings", folder=vault, look=Look("ja", "light", 100), clock=clock
    )
    program.session._pages = lambda: (PlainPage, OtherPage)
    qtbot.addWidget(program.window)
    program.show()
    with qtbot.waitActive(program.window):
        program.window.activateWindow()
    yield program
    program.window._may_lose = True
    program.window.close()


@pytest.fixture
def settle_all(program: Program, qtbot: QtBot) -> Settle:
    return lambda: qtbot.waitUntil(lambda: program.background.is_idle, timeout=20_000)


def front(program: Program) -> object:
    return program.window.layers.currentWidget()


@pytest.fixture
def opened(program: Program, settle_all: Settle) -> Program:
    gate = front(program)
    assert isinstance(gate, UnlockPage)
    gate.user_field.set_value(USER_ID)
    gate.passphrase_field.set_value(PASSPHRASE)
    gate.unlock()
    settle_all()
    return program


def page(program: Program) -> PlainPage:
    assert program.window.desk is not None
    shown = program.window.desk.page
    assert isinstance(shown, PlainPage)
    return shown


def unlock_cover(program: Program, settle: Settle) -> None:
    cover = front(program)
    assert isinstance(cover, LockCover)
    cover.passphrase_field.set_value(PASSPHRASE)
    cover.unlock()
    settle()


def test_opening_leads_to_the_first_page(opened: Program, settle_all: Settle, vault: Path) -> None:
    assert page(opened).heard == ["shown"]
    desk = opened.window.desk
    assert desk is not None
    assert desk.navigation._organisation.text() == "札幌市 総務局行政情報課"
    assert desk.navigation._signed_in.text() == "情報公開係長 福井 太郎"
    assert read_preferences(opened._path).folder == str(vault)
    assert opened.session.watch.is_counting


def test_the_journal_is_walked_after_opening(opened: Program, settle_all: Settle) -> None:
    opened.session.verify()
    settle_all()
    desk = opened.window.desk
    assert desk is not None
    assert "件まで健全" in desk.navigation._sound.text()


def test_a_long_journal_is_walked_only_when_asked(
    opened: Program, settle_all: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.session.VERIFIED_AT_ONCE", 1)
    opened.session.verify()
    settle_all()
    desk, shell = opened.window.desk, opened.session.shell
    assert desk is not None
    assert shell is not None
    assert "検証は記録簿の画面で" in desk.navigation._sound.text()
    shell.journal_verified.emit(Verdict(Soundness.CHANGED, 10, fault_at=7))
    assert desk.navigation._sound.text() == "記録簿に異常（第7件）"
    shell.journal_verified.emit(Verdict(Soundness.ROWS_DIFFER, 10, differing=3))
    assert desk.navigation._sound.text() == "記録簿と合わない記録 3件"


def unwanted(_answer: object) -> None:
    pytest.fail("nobody asked for this")


def test_sleep_is_held_back_while_there_are_keys_and_let_go_in_every_case(
    opened: Program, settle_all: Settle, vault: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []

    class Listener(LockListener):
        @override
        def keys_held(self) -> None:
            told.append("held")

        @override
        def keys_wiped(self) -> None:
            told.append("wiped")

    session = opened.session
    session.watch._system = Listener(session.watch)
    session.watch.start(5)
    assert told == ["held"]
    assert session._entry is not None
    close = session._entry.office.close

    def failing() -> None:
        close()
        raise VaultError("閉じられません。")

    monkeypatch.setattr(session._entry.office, "close", failing)
    session.lock()
    assert told == ["held"]  # not before the keys are gone
    settle_all()
    assert told == ["held", "wiped"]
    session.close()
    assert told == ["held", "wiped", "wiped"]


def test_locking_stops_what_still_reads(opened: Program, settle_all: Settle) -> None:
    def endless(tell: Callable[[int, int], None]) -> None:
        while True:
            tell(0, 1)
            time.sleep(0.005)

    stopped: list[Exception] = []
    opened.background.run_long(
        endless, unwanted, stopped.append, told=lambda _done, _of: None, owner=opened.session
    )
    opened.session.lock()
    settle_all()
    assert [type(error) for error in stopped] == [StoppedError]


def test_keys_go_to_rooms_search_and_explanation(opened: Program, qtbot: QtBot) -> None:
    window, control = opened.window, Qt.KeyboardModifier.ControlModifier
    desk = window.desk
    assert desk is not None
    QTest.keyClick(window, Qt.Key.Key_2, control)
    assert isinstance(desk.page, OtherPage)
    QTest.keyClick(window, Qt.Key.Key_F, control)
    assert desk.page.field.line.selectedText() == "x"
    QTest.keyClick(window, Qt.Key.Key_F1)
    assert desk.help.isVisible()
    assert desk.help._text.text() == "指摘を一覧します。"
    QTest.keyClick(window, Qt.Key.Key_F1)
    assert not desk.help.isVisible()
    QTest.keyClick(window, Qt.Key.Key_1, control)
    assert type(desk.page) is PlainPage
    QTest.keyClick(window, Qt.Key.Key_F, control)
    qtbot.waitUntil(page(opened).field.line.hasFocus)


def test_a_page_sends_to_another_with_a_request(opened: Program) -> None:
    shell, first = opened.session.shell, page(opened)
    assert shell is not None
    request = OpenRecord(first.shell.office.actor.staff_id)  # type: ignore[arg-type]
    shell.open(Room.FINDINGS, request)
    assert page(opened).heard == [request, "shown"]
    shell.open(Room.FINDINGS, request)
    assert page(opened).heard == [request, "shown", request, "shown"], "open again: read again"
    shell.open(Room.IMPORTS)
    assert page(opened).key is Room.FINDINGS, "a room without a page is passed over"
    assert opened.window.desk is not None
    assert opened.window.desk.page_of(Room.CONTRACTS) is first


def test_only_the_page_in_sight_hears_a_change(opened: Program) -> None:
    shell, first = opened.session.shell, page(opened)
    assert shell is not None
    shell.open(Room.FINDINGS)
    shell.refresh.changed.emit(Change())
    assert first.heard == ["shown"]
    assert page(opened).heard == ["shown", Change()]


def test_a_count_stands_beside_its_room(opened: Program) -> None:
    shell, desk = opened.session.shell, opened.window.desk
    assert shell is not None
    assert desk is not None
    shell.set_badge(Room.FINDINGS, 7)
    assert desk.navigation.entries["findings"].accessibleName() == "指摘・是正 7件"
    desk.navigation.grab()
    shell.set_badge(Room.FINDINGS, 0)
    assert desk.navigation.entries["findings"].accessibleName() == "指摘・是正"
    shell.set_badge(Room.HOME, 1)


def test_locking_hides_everything_at_once_and_wipes_the_keys(
    opened: Program, settle_all: Settle, qtbot: QtBot
) -> None:
    office, shown = opened.session.shell.office, page(opened)  # type: ignore[union-attr]
    QTest.keyClick(opened.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert isinstance(front(opened), LockCover)
    assert not shown.isVisible()
    assert not opened.session.watch.is_counting
    settle_all()
    with pytest.raises(VaultError):
        office.settings.read()


def test_a_dialog_goes_with_the_lock(opened: Program, qtbot: QtBot) -> None:
    dialog = QDialog(opened.window)
    dialog.open()
    qtbot.waitExposed(dialog)
    opened.session.lock()
    assert not dialog.isVisible()


def test_the_same_person_goes_on_where_they_left_off(opened: Program, settle_all: Settle) -> None:
    shown = page(opened)
    shown.field.set_value("入力の途中")
    settings, people = shown.office.settings, shown.office.people  # as a form half filled in holds them
    opened.session.lock()
    unlock_cover(opened, settle_all)
    assert settings.read().city == "札幌市"
    assert people.own_user_id() == USER_ID
    assert people.reauthenticate(user_id=USER_ID, passphrase=PASSPHRASE).name == "福井 太郎"
    assert page(opened) is shown
    assert shown.field.value() == "入力の途中"
    assert shown.heard == ["shown", "shown"]
    assert shown.office.settings.read().city == "札幌市"
    assert opened.session.watch.is_counting


def test_what_covers_the_desk_is_there_again_after_the_lock(opened: Program, settle_all: Settle) -> None:
    covering = QLabel("実地検査")
    shell = opened.session.shell
    assert shell is not None
    shell.cover(covering)
    assert front(opened) is covering
    shell.lock()
    assert not covering.isVisible()
    unlock_cover(opened, settle_all)
    assert front(opened) is covering
    shell.uncover()
    assert front(opened) is opened.window.desk
    shell.uncover()


def test_the_key_that_locks_works_where_the_desk_is_covered(opened: Program, settle_all: Settle) -> None:
    shell = opened.session.shell
    assert shell is not None
    covering = TextField("left", _("探す"))
    shell.cover(covering)
    opened.window.activateWindow()
    QTest.keyClick(covering.line, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    settle_all()
    assert isinstance(opened.window.layers.currentWidget(), LockCover)


def test_someone_else_begins_anew(opened: Program, settle_all: Settle, qtbot: QtBot) -> None:
    gone: list[bool] = []
    page(opened).destroyed.connect(lambda: gone.append(True))
    opened.session.lock()
    cover = front(opened)
    assert isinstance(cover, LockCover)
    cover.other_button.click()
    assert isinstance(front(opened), UnlockPage)
    assert opened.session.shell is None
    qtbot.waitUntil(lambda: gone == [True])
    opened.session.lock()
    assert isinstance(front(opened), UnlockPage)


def test_locking_twice_is_locking_once(opened: Program, settle_all: Settle) -> None:
    opened.session.lock()
    cover = front(opened)
    opened.session.lock()
    assert front(opened) is cover


def test_an_idle_machine_locks_after_the_offices_minutes(
    opened: Program, settle_all: Settle, qtbot: QtBot
) -> None:
    opened.session.shell.office.settings.change(auto_lock_minutes=1)  # type: ignore[union-attr]
    opened.session.use_settings(opened.session.shell.office.settings.read())  # type: ignore[union-attr]
    assert opened.session.watch.remaining_ms <= 60_000
    opened.session.watch.lock_due.emit()
    assert isinstance(front(opened), LockCover)


def test_what_the_program_put_on_the_clipboard_goes_with_the_lock(
    opened: Program, settle_all: Settle
) -> None:
    clipboard, shell = QGuiApplication.clipboard(), opened.session.shell
    assert shell is not None
    clipboard.setText("someone else's")
    opened.session.lock()
    assert clipboard.text() == "someone else's"
    unlock_cover(opened, settle_all)
    shell.copy("髙橋 花子")
    opened.session.lock()
    assert clipboard.text() == ""


def test_another_look_rebuilds_the_desk_at_the_same_room(
    opened: Program, settle_all: Settle, qtbot: QtBot
) -> None:
    shell = opened.session.shell
    assert shell is not None
    shell.open(Room.FINDINGS)
    before = page(opened)
    opened.looks.choose(Look("ja", "dark", 150))
    settle_all()
    assert page(opened) is not before
    assert page(opened).key is Room.FINDINGS
    assert read_preferences(opened._path).look == Look("ja", "dark", 150)


def test_another_look_at_the_gate_changes_no_desk(program: Program) -> None:
    program.looks.choose(Look("ja", "dark", 100))
    assert program.window.desk is None


def test_the_gate_leads_to_making_and_recovering_and_back(program: Program, qtbot: QtBot) -> None:
    gate = front(program)
    assert isinstance(gate, UnlockPage)
    gate.create_button.click()
    making = front(program)
    assert isinstance(making, CreatePage)
    making.back_button.click()
    gate = front(program)
    assert isinstance(gate, UnlockPage)
    assert gate.folder is not None
    gate.recover_button.click()
    recovering = front(program)
    assert isinstance(recovering, RecoverPage)
    recovering.back_button.click()
    assert isinstance(front(program), UnlockPage)


def test_a_new_vault_offers_the_recovery_sheet_first(
    program: Program, settle_all: Settle, tmp_path: Path, clock: FixedClock
) -> None:
    program.session.show_create()
    making = front(program)
    assert isinstance(making, CreatePage)
    new = door.NewOffice(tmp_path / "new", "札幌市", "課", "福井 太郎", "係長", USER_ID, PASSPHRASE)
    making.opened.emit(door.create(new, clock))
    offer = front(program)
    assert isinstance(offer, RecoveryOffer)
    assert program.session.watch.is_counting
    program.session.lock()
    settle_all()
    unlock_cover(program, settle_all)
    assert isinstance(page(program), PlainPage)


def test_after_the_offer_work_begins(
    program: Program, settle_all: Settle, tmp_path: Path, clock: FixedClock
) -> None:
    new = door.NewOffice(tmp_path / "new", "札幌市", "課", "福井 太郎", "係長", USER_ID, PASSPHRASE)
    program.session._offer_recovery(door.create(new, clock))
    offer = front(program)
    assert isinstance(offer, RecoveryOffer)
    offer.go_button.click()
    settle_all()
    assert page(program).heard == ["shown"]


def test_closing_remembers_the_window_and_lets_the_next_one_in(
    opened: Program, vault: Path, clock: FixedClock
) -> None:
    opened.window.setGeometry(20, 30, 1200, 700)
    opened.window.close()
    assert read_preferences(opened._path).geometry == (20, 30, 1200, 700)
    door.enter(vault, USER_ID, PASSPHRASE, clock).office.close()


def confirm(program: Program) -> ConfirmDialog:
    (dialog,) = program.window.findChildren(ConfirmDialog)
    return dialog


def test_closing_with_something_typed_asks_once(opened: Program, qtbot: QtBot) -> None:
    page(opened).field.set_value("入力の途中")
    opened.window.close()
    assert opened.window.isVisible()
    confirm(opened).stay_button.click()
    qtbot.waitUntil(lambda: opened.window.findChildren(ConfirmDialog) == [])
    assert opened.window.isVisible()
    opened.window.close()
    confirm(opened).verb_button.click()
    assert not opened.window.isVisible()
    assert opened.session.is_locked


def test_leaving_something_typed_to_someone_else_asks_once(
    opened: Program, settle_all: Settle, qtbot: QtBot
) -> None:
    page(opened).field.set_value("入力の途中")
    opened.session.lock()
    cover = front(opened)
    assert isinstance(cover, LockCover)
    cover.other_button.click()
    assert front(opened) is cover
    confirm(opened).verb_button.click()
    assert isinstance(front(opened), UnlockPage)


def test_another_look_does_not_cost_what_is_typed(opened: Program, qtbot: QtBot) -> None:
    before = page(opened)
    before.field.set_value("入力の途中")
    opened.looks.choose(Look("ja", "light", 150))
    assert page(opened) is before
    assert before.field.value() == "入力の途中"
    assert opened.window.bar.notice is not None


def test_waiting_is_said_in_a_corner(program: Program) -> None:
    program.window.say_waiting("契約を読んでいます")
    assert program.window._waiting.isVisible()
    program.window.say_waiting("")
    assert not program.window._waiting.isVisible()


def test_a_notice_is_dismissed_by_key(program: Program) -> None:
    program.notices.tell("保存しました。")
    assert program.window.bar.isVisible()
    modifiers = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(program.window, Qt.Key.Key_X, modifiers)
    assert not program.window.bar.isVisible()


def test_the_last_crash_is_offered_at_the_start(
    dressed: object, tmp_path: Path, clock: FixedClock, qtbot: QtBot
) -> None:
    (tmp_path / "crash").mkdir()
    (tmp_path / "crash" / "last_crash.txt").write_text("builtins.ValueError", encoding="utf-8")
    (tmp_path / FILE_NAME).write_text(
        '{"folder": "/nowhere", "geometry": [10, 10, 1100, 700], "is_maximised": true}', encoding="utf-8"
    )
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    program = Program(app, settings=tmp_path, folder=None, look=None, clock=clock)
    qtbot.addWidget(program.window)
    program.show()
    qtbot.waitUntil(lambda: program.window.bar.notice is not None)
    assert program.window.isMaximized()
    gate = front(program)
    assert isinstance(gate, UnlockPage)
    assert gate.folder == Path("/nowhere")
    qtbot.waitUntil(lambda: program.background.is_idle, timeout=20_000)
    program.window.close()


def test_the_command_line_chooses_folder_and_look() -> None:
    options = parse_arguments(["--folder", "x", "--language", "en", "--theme", "dark", "--text-size", "150"])
    assert options.folder == Path("x")
    assert chosen_look(options, Look("ja", "light", 100)) == Look("en", "dark", 150)
    assert chosen_look(parse_arguments([]), Look("en", "dark", 125)) == Look("en", "dark", 125)


def test_every_page_has_its_own_room_and_first_comes_home() -> None:
    keys = [each.key for each in page_classes()]
    assert keys[0] is Room.HOME
    assert len(set(keys)) == len(keys)
