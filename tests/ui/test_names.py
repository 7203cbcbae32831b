"""Every control has a name that can be read aloud, on every page, at the door and in the dialogs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from oversight.clock import FixedClock
from oversight.desk import Desk
from oversight.errors import DamagedHeaderError
from oversight.journal import Departure, RowDifference, Soundness, Verdict
from oversight.office import Office
from tests.factories import make_contract
from ui.app import page_classes
from ui.background import Background
from ui.crash_report import CrashReportDialog
from ui.desk_view import DeskView
from ui.journal.page import JournalPage
from ui.notices import ConfirmDialog, Notice, NoticeBar, Question
from ui.recovery_sheet import RecoverySheet
from ui.settings.colleague_form import KeyForm
from ui.settings.passphrase_dialog import PassphraseDialog
from ui.shell import Shell
from ui.vault import door
from ui.vault.create_page import CreatePage
from ui.vault.lock_cover import LockCover
from ui.vault.recover_page import RecoverPage
from ui.vault.recovery_offer import RecoveryOffer
from ui.vault.unlock_page import UnlockPage
from ui.widgets.chips import ChipRow, ChipSpec
from ui.widgets.choice_fields import ChoiceField, MultiChoiceField, YesNoField
from ui.widgets.date_field import DateField
from ui.widgets.fields import MultiLineField, SecretField, TextField
from ui.widgets.number_field import NumberField
from ui.widgets.search_field import SearchField

Role = QAccessible.Role
NAMED = {
    Role.Button,
    Role.ButtonDropDown,
    Role.ButtonMenu,
    Role.CheckBox,
    Role.RadioButton,
    Role.ComboBox,
    Role.EditableText,
    Role.SpinBox,
    Role.Table,
    Role.Tree,
    Role.List,
    Role.Link,
    Role.Dialog,
    Role.PageTab,
    Role.Cell,
    Role.ColumnHeader,
}


def walk(interface: QAccessibleInterface) -> Iterator[QAccessibleInterface]:
    yield interface
    for place in range(interface.childCount()):
        child: QAccessibleInterface | None = interface.child(place)
        if child is not None and child.isValid():
            yield from walk(child)


def nameless(widget: QWidget) -> list[str]:
    """Return the controls in sight that have no name, by class and role."""
    top = QAccessible.queryAccessibleInterface(widget)
    found = []
    for interface in walk(top):
        state = interface.state()
        if interface.role() not in NAMED or state.invisible:
            continue
        if not interface.text(QAccessible.Text.Name).strip():
            found.append(f"{type(interface.object()).__name__} {interface.role().name}")
    return found


def test_a_nameless_control_is_found(qtbot: QtBot) -> None:
    room = QWidget()
    qtbot.addWidget(room)
    QVBoxLayout(room).addWidget(QLineEdit())
    room.show()
    assert nameless(room) == ["QLineEdit EditableText"]


def test_every_control_of_every_page_has_a_name(
    shell: Shell, desk: Desk, qtbot: QtBot, settle: Callable[[], None]
) -> None:
    make_contract(desk)
    view = DeskView(shell, page_classes())
    qtbot.addWidget(view)
    view.resize(1366, 768)
    view.show()
    settle()
    for page in page_classes():
        view.open(page.key.value)
        settle()
        assert nameless(view) == [], page.key
    view.explain()
    assert nameless(view.help) == []


def test_every_panel_of_the_settings_has_names(
    shell: Shell, qtbot: QtBot, settle: Callable[[], None]
) -> None:
    from ui.settings.page import SettingsPage

    page = SettingsPage(shell)
    qtbot.addWidget(page)
    page.show()
    settle()
    for place in range(5):
        page.chips.choose(place)
        assert nameless(page) == []
    page.chips.choose(3)
    page.colleagues.add()
    settle()
    assert nameless(page) == []
    (row,) = page.colleagues.table.rows_model.rows
    page.colleagues.split.show_detail("鍵", KeyForm(shell, row))
    settle()
    assert nameless(page) == []


def test_what_the_journals_page_shows_now_and_then_has_names(
    shell: Shell, qtbot: QtBot, settle: Callable[[], None]
) -> None:
    page = JournalPage(shell)
    qtbot.addWidget(page)
    page.resize(1366, 768)
    page.show()
    page.on_show()
    settle()
    page.walk_row.tell(1, 2)
    rows = (RowDifference(Departure.CHANGED, "contract", "x", ("title",)),)
    page._show_differences(Verdict(Soundness.ROWS_DIFFER, 1, differing=1, differences=rows))
    assert nameless(page) == []
    assert page.walk_row.bar.accessibleName()


def test_the_way_back_to_the_key_file_before_has_a_name(
    background: Background, clock: FixedClock, tmp_path: Path, qtbot: QtBot
) -> None:
    page = UnlockPage(background, clock, tmp_path)
    qtbot.addWidget(page)
    page.show()
    page._fail(DamagedHeaderError("壊れています。"))
    assert page.put_back_button.isVisible()
    assert nameless(page) == []


def test_the_offer_of_a_recovery_sheet_has_names(shell: Shell, office: Office, qtbot: QtBot) -> None:
    page = RecoveryOffer(office, shell.background, shell.notices)
    qtbot.addWidget(page)
    page.show()
    assert nameless(page) == []


@pytest.mark.parametrize("kind", ["unlock", "create", "recover", "locked"])
def test_every_control_at_the_door_has_a_name(
    kind: str, background: Background, clock: FixedClock, tmp_path: Path, office: Office, qtbot: QtBot
) -> None:
    entry = door.Entry(office, tmp_path, "fukui")
    makers: dict[str, Callable[[], QWidget]] = {
        "unlock": lambda: UnlockPage(background, clock, tmp_path),
        "create": lambda: CreatePage(background, clock, tmp_path),
        "recover": lambda: RecoverPage(background, clock, tmp_path),
        "locked": lambda: LockCover(background, clock, entry, "係長 福井 太郎"),
    }
    page = makers[kind]()
    qtbot.addWidget(page)
    page.show()
    assert nameless(page) == []


def test_every_kind_of_field_has_a_name(qtbot: QtBot) -> None:
    room = QWidget()
    qtbot.addWidget(room)
    column = QVBoxLayout(room)
    for field in (
        TextField("a", "名称"),
        MultiLineField("b", "備考"),
        SecretField("c", "パスフレーズ"),
        NumberField("d", "人数"),
        DateField("e", "始期"),
        ChoiceField("f", "種別", ((1, "単年"),)),
        MultiChoiceField("g", "媒体", ((1, "紙"),)),
        YesNoField("h", "特定個人情報"),
        SearchField("探す"),
        ChipRow([ChipSpec(1, "すべて")], name="範囲"),
    ):
        column.addWidget(field)
    room.show()
    assert nameless(room) == []


def test_every_dialog_and_notice_has_names(shell: Shell, office: Office, qtbot: QtBot) -> None:
    room = QWidget()
    qtbot.addWidget(room)
    room.show()
    bar = NoticeBar(shell.notices, room)
    bar.show_notice(Notice("保存しました。", deed_word="元に戻す", deed=room.update))
    dialogs: list[QWidget] = [
        ConfirmDialog(Question("外しますか", "戻せません。", "外す"), room.update, room),
        PassphraseDialog(shell, room),
        CrashReportDialog("builtins.ValueError", shell.notices, room),
    ]
    for dialog in dialogs:
        dialog.show()
        assert nameless(dialog) == []
    sheet = RecoverySheet(office, shell.background, shell.notices)
    qtbot.addWidget(sheet)
    sheet.show()
    assert nameless(sheet) == []
    assert nameless(bar) == []
