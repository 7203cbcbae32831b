"""Colleagues: who works here, what each may do, who holds a key."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from oversight.access import ROLE_WORDS, Deed, Role, may
from oversight.change import Change
from oversight.people import StaffRow
from oversight.words import _, mark
from ui.actions import ADD, action_button
from ui.notices import Question
from ui.settings.colleague_form import ColleagueForm, KeyForm
from ui.shell import Shell
from ui.theme import Tone
from ui.widgets.buttons import Button, ButtonKind
from ui.widgets.columns import Column
from ui.widgets.detail_split import DetailSplit
from ui.widgets.flow import Flow
from ui.widgets.row_table import RowTable
from ui.widgets.text import note


def _roles(row: StaffRow) -> str:
    return _("・").join(_(ROLE_WORDS[role]) for role in Role if role in row.roles)


def _key(row: StaffRow) -> str:
    return _("鍵あり") if row.may_sign_in else _("鍵なし")


COLUMNS: tuple[Column[StaffRow], ...] = (
    Column(mark("氏名"), lambda row: row.name, sort_key=lambda row: row.kana or row.name, stretch=1),
    Column(mark("職"), lambda row: row.post),
    Column(mark("所管課"), lambda row: row.department, stretch=1),
    Column(mark("役割"), _roles, stretch=2),
    Column(
        mark("鍵"),
        _key,
        tone=lambda row: Tone.DONE if row.may_sign_in else Tone.NEUTRAL,
        is_tag=True,
    ),
)


class ColleaguesPanel(QWidget):
    """The list, and beside it the form of the colleague chosen."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self._may_manage = may(shell.office.actor, Deed.MANAGE_PEOPLE)
        self.table: RowTable[StaffRow] = RowTable(COLUMNS, name=_("職員"), key=lambda row: row.id)
        self.split = DetailSplit(self.table)
        self.add_button = action_button(ADD, self.add, word=_("職員を加える"))
        self.key_button = Button(_("鍵を渡す"), icon="key")
        self.take_button = Button(_("鍵を外す"), kind=ButtonKind.DANGER, icon="user-minus")
        self.pin_button = Button(_("暗証番号を取り消す"), kind=ButtonKind.DANGER, icon="trash")
        self._pin_holders: frozenset[UUID] = frozenset()
        self._lay_out()
        self.table.row_opened.connect(self.change)
        self.table.row_chosen.connect(self._note_choice)
        self.key_button.clicked.connect(self.give_key)
        self.take_button.clicked.connect(self.ask_to_take_key)
        self.pin_button.clicked.connect(self.ask_to_remove_pin)
        self._note_choice(None)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        buttons = Flow()
        column.addLayout(buttons)
        for button in (self.add_button, self.key_button, self.take_button, self.pin_button):
            buttons.addWidget(button)
            button.setVisible(self._may_manage)  # only in here: alone it would be a window of its own
        if not self._may_manage:
            column.addWidget(note(_("職員と鍵を変えられるのは、管理者です。")))
        column.addWidget(self.split, 1)

    def read(self) -> None:
        """Read the list."""
        office = self._shell.office
        self._shell.read(
            lambda: (office.people.list_staff(), frozenset(office.door_pins.standings())),
            self._show,
            owner=self,
        )

    def _show(self, answer: tuple[Sequence[StaffRow], frozenset[UUID]]) -> None:
        rows, self._pin_holders = answer
        self.table.replace_rows(rows)
        self._note_choice(self.table.chosen)

    @Slot(object)
    def _note_choice(self, row: StaffRow | None) -> None:
        has_vault = self._shell.office.vault is not None
        self.key_button.setEnabled(has_vault and row is not None and not row.may_sign_in)
        is_other = row is not None and row.id != self._shell.office.actor.staff_id
        self.take_button.setEnabled(has_vault and is_other and row is not None and row.may_sign_in)
        self.pin_button.setEnabled(row is not None and row.id in self._pin_holders)

    @Slot()
    def add(self) -> None:
        """Open an empty form."""
        form = ColleagueForm(self._shell, None)
        form.saved.connect(self._close_form)
        self.split.show_detail(_("職員を加える"), form)

    @Slot(object)
    def change(self, row: StaffRow) -> None:
        """Open the form of a colleague."""
        if not self._may_manage:
            return
        form = ColleagueForm(self._shell, row)
        form.saved.connect(self._close_form)
        self.split.show_detail(row.name, form)

    @Slot()
    def give_key(self) -> None:
        """Open the form that lets a colleague sign in."""
        row = self.table.chosen
        if row is not None:
            form = KeyForm(self._shell, row)
            form.saved.connect(self._close_form)
            self.split.show_detail(_("{name}さんに鍵を渡す").format(name=row.name), form)

    @Slot()
    def ask_to_take_key(self) -> None:
        """Ask once, then take the key away."""
        row = self.table.chosen
        if row is None:
            return
        self._leaver = row
        question = Question(
            _("{name}さんの鍵を外しますか").format(name=row.name),
            _("外すと、この人のパスフレーズでは開けなくなります。職員の記録と記録簿は残ります。"),
            _("鍵を外す"),
            is_dangerous=True,
        )
        self._shell.notices.ask(question, self._take_key, parent=self.window())

    def _take_key(self) -> None:
        people, row = self._shell.office.people, self._leaver
        self._shell.do(lambda: people.take_key(row.id), self._taken, owner=self)

    def _taken(self, _change: Change) -> None:
        self._shell.notices.tell(_("{name}さんの鍵を外しました。").format(name=self._leaver.name))
        self.read()

    @Slot()
    def ask_to_remove_pin(self) -> None:
        """Ask once, then take the PIN for doors away."""
        row = self.table.chosen
        if row is None:
            return
        self._leaver = row
        question = Question(
            _("{name}さんの入口の暗証番号を取り消しますか").format(name=row.name),
            _("入口の立会いでは、本人が新しく決めるまでパスフレーズを使います。鍵はそのまま残ります。"),
            _("暗証番号を取り消す"),
            is_dangerous=True,
        )
        self._shell.notices.ask(question, self._remove_pin, parent=self.window())

    def _remove_pin(self) -> None:
        pins, row = self._shell.office.door_pins, self._leaver
        self._shell.do(lambda: pins.remove(row.id), self._pin_removed, owner=self)

    def _pin_removed(self, _change: Change) -> None:
        told = _("{name}さんの入口の暗証番号を取り消しました。").format(name=self._leaver.name)
        self._shell.notices.tell(told)
        self.read()

    @Slot()
    def _close_form(self) -> None:
        self.split.close_detail()
        self.read()
