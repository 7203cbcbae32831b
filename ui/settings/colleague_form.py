"""The forms of a colleague: who they are and what they may do; and the key they are given."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot

from oversight.access import ROLE_WORDS, Role
from oversight.change import Change
from oversight.people import DepartmentRow, StaffDraft, StaffRow
from oversight.words import _
from ui.actions import SAVE, action_button
from ui.passphrase_pair import PassphrasePair
from ui.shell import Shell
from ui.widgets.buttons import Button, ButtonKind
from ui.widgets.choice_fields import ChoiceField, MultiChoiceField
from ui.widgets.fields import TextField
from ui.widgets.form_panel import FormPanel
from ui.widgets.text import note


class ColleagueForm(FormPanel):
    """``saved`` tells that the colleague was added or changed."""

    saved = Signal()

    def __init__(self, shell: Shell, row: StaffRow | None) -> None:
        super().__init__()
        self._shell, self._row = shell, row
        self.add(TextField("name", _("氏名"), is_required=True))
        self.add(TextField("kana", _("ふりがな")))
        self.add(TextField("post", _("職")))
        self.department_field = ChoiceField("department_id", _("所管課"), ())
        self.add(self.department_field)
        words = tuple((role, _(ROLE_WORDS[role])) for role in Role)
        self.add(MultiChoiceField("roles", _("役割"), words, is_required=True))
        self.save_button = action_button(SAVE, self.save, kind=ButtonKind.PRIMARY, word=_("職員を保存する"))
        self.add_widget(self.save_button)
        self._fill()
        shell.read(shell.office.people.list_departments, self._offer, owner=self)
        self.focus_first()

    def _fill(self) -> None:
        row = self._row
        if row is None:
            self.fill({"roles": (Role.INSPECTOR,)})
            return
        self.fill({"name": row.name, "kana": row.kana, "post": row.post, "roles": tuple(row.roles)})

    def _offer(self, departments: Sequence[DepartmentRow]) -> None:
        self.department_field.set_options([(each.id, each.name) for each in departments])
        if self._row is not None:
            self.department_field.set_value(self._row.department_id)

    @Slot()
    def save(self) -> None:
        """Write the colleague."""
        if not self.check():
            return
        values = self.values()
        draft = StaffDraft(**{**values, "roles": frozenset(values["roles"])})
        people, row = self._shell.office.people, self._row
        self.save_button.setEnabled(False)
        if row is None:
            self._shell.do(lambda: people.add_staff(draft), self._done, self._fail, owner=self)
        else:
            self._shell.do(
                lambda: people.change_staff(row.id, draft, version=row.version),
                self._done,
                self._fail,
                owner=self,
            )

    def _done(self, _change: Change) -> None:
        self._shell.notices.tell(_("職員を保存しました。"), _("開けるようにするには、鍵を渡してください。"))
        self.saved.emit()

    def _fail(self, error: Exception) -> None:
        self.save_button.setEnabled(True)
        if not self.show_refusal(error):
            self._shell.notices.show_error(error)


class KeyForm(FormPanel):
    """A user id and a first passphrase for a colleague, typed by them; ``saved`` tells that it was given."""

    saved = Signal()

    def __init__(self, shell: Shell, row: StaffRow) -> None:
        super().__init__()
        self._shell, self._row = shell, row
        self.add_widget(note(_("利用者IDとパスフレーズは、本人が入力してください。")))
        self.user_field = TextField("user_id", _("利用者ID"), is_required=True)
        self.add(self.user_field)
        self.pair = PassphrasePair(shell.background, self.user_field.value)
        self.add_widget(self.pair)
        self.give_button = Button(_("鍵を渡す"), kind=ButtonKind.PRIMARY, icon="key")
        self.add_widget(self.give_button)
        self.give_button.clicked.connect(self.give)
        self.focus_first()
        shell.read(shell.office.settings.read, self.pair.follow, owner=self)

    @Slot()
    def give(self) -> None:
        """Give the key."""
        if not self.check() or not self.pair.check():
            return
        people, row = self._shell.office.people, self._row
        user_id, passphrase = self.user_field.value(), self.pair.value()
        self.give_button.setEnabled(False)
        self._shell.do(
            lambda: people.give_key(row.id, user_id=user_id, passphrase=passphrase),
            self._done,
            self._fail,
            owner=self,
            what=_("鍵を作っています"),
        )

    def _done(self, _change: Change) -> None:
        self.pair.wipe()
        self._shell.notices.tell(_("{name}さんに鍵を渡しました。").format(name=self._row.name))
        self.saved.emit()

    def _fail(self, error: Exception) -> None:
        self.give_button.setEnabled(True)
        if getattr(error, "field", "") == "passphrase":
            self.pair.first.show_error(str(error))
        elif not self.show_refusal(error):
            self._shell.notices.show_error(error)
