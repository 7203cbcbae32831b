"""From where on a reviewer of an inspection is given a hint."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot

from oversight.access import Deed, may
from oversight.change import Change
from oversight.hint_limits import LIMIT_BOUNDS, HintLimits, limits_from
from oversight.words import _, mark
from ui.shell import Shell
from ui.widgets.buttons import Button, ButtonKind
from ui.widgets.flow import Flow
from ui.widgets.form_panel import FormPanel
from ui.widgets.number_field import NumberField
from ui.widgets.text import note

if TYPE_CHECKING:
    from oversight.settings import OfficeSettings

_WORDS = {
    "quick_seconds": (mark("速い回答とみなす間隔"), mark("秒未満")),
    "quick_answers": (mark("速い回答がいくつから"), mark("件以上")),
    "alike_items": (mark("区分がすべて同じとみなす項目数"), mark("項目以上")),
    "not_applicable_percent": (mark("非該当の割合"), mark("％を超える")),
    "copied_texts": (mark("同じ文章がいくつから"), mark("項目以上")),
    "outside_minutes": (mark("予定の時刻から外れてよい長さ"), mark("分まで")),
    "clock_seconds": (mark("時計の戻りを見逃す長さ"), mark("秒まで")),
}


class HintsPanel(FormPanel):
    """The office's limits; only what is saved counts."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self.save_button = Button(
            _("手がかりの設定を保存する"), kind=ButtonKind.PRIMARY, icon="device-floppy"
        )
        self.default_button = Button(_("はじめの値に戻す"), icon="refresh")
        self.add_section(
            _("確認の手がかり"),
            _("検査を見る人に目安として示します。法令に定めがないため、市で決めます。検査は止めません。"),
        )
        for name, (label, unit) in _WORDS.items():
            low, high = LIMIT_BOUNDS[name]
            field = NumberField(name, _(label), low=low, high=high, unit=_(unit), width=120, is_required=True)
            self.add(field)
        self._add_deeds(may(shell.office.actor, Deed.CHANGE_SETTINGS))

    def _add_deeds(self, may_edit: bool) -> None:
        if may_edit:
            buttons = Flow()
            for button in (self.save_button, self.default_button):
                buttons.addWidget(button)
            self.column.addLayout(buttons)
        else:
            for field in self.fields.values():
                field.set_read_only(True)
            self.add_widget(note(_("変えられるのは、管理者と個人情報担当です。")))
        self.column.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.save_button.clicked.connect(self.save)
        self.default_button.clicked.connect(self.put_back)

    def read(self) -> None:
        """Read the limits; what is being typed is not written over."""
        self._shell.read(self._shell.office.settings.read, self._show, owner=self)

    def _show(self, settings: OfficeSettings) -> None:
        if not (self.is_changed and self._before):
            self.fill(asdict(limits_from(settings.hint_limits)))

    @Slot()
    def put_back(self) -> None:
        """Show the house's own limits; saving makes them count."""
        for name, value in asdict(HintLimits()).items():
            self.fields[name].set_value(value)

    @Slot()
    def save(self) -> None:
        """Write the limits."""
        if not self.check():
            return
        values, settings = dict(self.values()), self._shell.office.settings
        self._shell.do(lambda: settings.change(hint_limits=values), self._finish, self._fail, owner=self)

    def _finish(self, _change: Change) -> None:
        self.fill(self.values())
        self._shell.notices.tell(_("手がかりの設定を保存しました。"))

    def _fail(self, error: Exception) -> None:
        if not self.show_refusal(error):
            self._shell.notices.show_error(error)
