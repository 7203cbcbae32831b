"""One's own PIN for witnessing at doors: set, changed, taken away, each time with the passphrase."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from oversight.change import Change
from oversight.errors import RefusedError, WrongPassphraseError
from oversight.people import LONGEST, MOST_FAILURES, SHORTEST, PinStanding
from oversight.vault import TooSoonError
from oversight.words import _
from ui.shell import Shell
from ui.theme import Tone
from ui.widgets.buttons import Button, ButtonKind
from ui.widgets.days import moment_in_full
from ui.widgets.fields import SecretField
from ui.widgets.flow import Flow
from ui.widgets.form_panel import FormPanel
from ui.widgets.pin_field import PinField
from ui.widgets.text import Tag, note


class DoorPinPanel(FormPanel):
    """How the PIN of the person signed in stands, and the fields for another."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell, self._pins = shell, shell.office.door_pins
        self.standing = Tag("")
        self.passphrase = SecretField("passphrase", _("今のパスフレーズ"), is_required=True)
        self.pin = PinField("pin", _("新しい暗証番号"), is_required=True, hint=_told_rule())
        self.again = PinField("pin_again", _("新しい暗証番号（もう一度）"), is_required=True)
        self.set_button = Button(_("暗証番号を決める"), kind=ButtonKind.PRIMARY, icon="key")
        self.remove_button = Button(_("暗証番号を取り消す"), kind=ButtonKind.DANGER, icon="trash")
        self._build()
        self.set_button.clicked.connect(self.set_pin)
        self.remove_button.clicked.connect(self.remove_pin)
        self._show(None)

    def _build(self) -> None:
        self.add_section(_("自分の暗証番号（入口の立会い用）"), _told_use())
        if self._shell.office.vault is None:
            self.add_widget(note(_("この保存先には鍵がないため、暗証番号は使えません。")))
            return
        holder = QWidget()
        line = Flow(holder)
        line.addWidget(self.standing)
        self.add_widget(holder)
        for field in (self.passphrase, self.pin, self.again):
            self.add(field)
        buttons = QWidget()
        flow = Flow(buttons)
        flow.addWidget(self.set_button)
        flow.addWidget(self.remove_button)
        self.add_widget(buttons)
        self.fill({})

    def read(self) -> None:
        """Read how one's own PIN stands."""
        self._shell.read(self._pins.own, self._show, owner=self)

    def _show(self, own: PinStanding | None) -> None:
        self.standing.say(*_told_standing(own))
        self.set_button.setText(_("暗証番号を決める") if own is None else _("暗証番号を変える"))
        self.remove_button.setEnabled(own is not None)

    @Slot()
    def set_pin(self) -> None:
        """Set or change it."""
        if not self.check():
            return
        passphrase, pin = self.passphrase.value(), self.pin.value()
        if pin != self.again.value():
            self.again.show_error(_("2つの暗証番号が違います。"))
            self.point_at("pin_again")
            return
        self._do(lambda: self._pins.set_own(passphrase=passphrase, pin=pin), self._set)

    @Slot()
    def remove_pin(self) -> None:
        """Take it away."""
        if not self.passphrase.check():
            self.point_at("passphrase")
            return
        passphrase = self.passphrase.value()
        self._do(lambda: self._pins.remove_own(passphrase=passphrase), self._removed)

    def _do(self, deed: Callable[[], Change], done: Callable[[Change], None]) -> None:
        self.setEnabled(False)
        self._shell.do(deed, done, self._fail, owner=self)

    def _set(self, _change: Change) -> None:
        self._end(_("暗証番号を決めました。"), _("入口の立会いで使えます。ほかの操作には使えません。"))

    def _removed(self, _change: Change) -> None:
        self._end(_("暗証番号を取り消しました。"), _("入口の立会いでは、パスフレーズを使います。"))

    def _end(self, told: str, more: str) -> None:
        self._forget()
        self._shell.notices.tell(told, more)
        self.read()

    def _forget(self) -> None:
        """Forget what was typed and let the fields be used again."""
        self.setEnabled(True)
        for field in (self.passphrase, self.pin, self.again):
            field.wipe()
        self.fill({})

    def _fail(self, error: Exception) -> None:
        self.setEnabled(True)
        if isinstance(error, WrongPassphraseError | TooSoonError):
            error = RefusedError(error.sentence, error.remedy, field="passphrase")
        if not self.show_refusal(error):
            self._shell.notices.show_error(error)


def _told_use() -> str:
    return _(
        "入口で立ち会うとき、パスフレーズの代わりに使います。解錠、記録への署名、決裁には使えません。"
        "続けて{count}回間違えると使えなくなり、ここで新しく決めるまでパスフレーズを使います。"
    ).format(count=MOST_FAILURES)


def _told_rule() -> str:
    return _("{low}桁から{high}桁の数字。誕生日、同じ数字の連続、順に並んだ数字は使えません。").format(
        low=SHORTEST, high=LONGEST
    )


def _told_standing(own: PinStanding | None) -> tuple[str, Tone]:
    if own is None:
        return _("まだ決めていません"), Tone.NEUTRAL
    if own.is_blocked:
        return _("続けて間違えたため使えません"), Tone.DANGER
    return _("使えます（{moment}に決めたもの）").format(moment=moment_in_full(own.set_at)), Tone.DONE
