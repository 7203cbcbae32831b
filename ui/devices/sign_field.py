"""What a visitor gives at the door: a signature by pen, the name typed and the word said, or why neither."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Slot
from typing_extensions import override

from oversight.devices import CarrierSign
from oversight.words import _
from ui.widgets.buttons import ToggleButton
from ui.widgets.fields import MultiLineField, TextField
from ui.widgets.flow import Flow
from ui.widgets.ink_pad import InkField


class SignField(InkField):
    """``value`` is a ``CarrierSign``, or None while nothing is given; the pen is offered first."""

    def __init__(self, name: str, label: str, **options: Any) -> None:
        super().__init__(name, label, **options)
        self.typed = TextField("typed_name", _("氏名（本人が入力）"))
        self.spoken_button = ToggleButton(_("本人が「相違ない」と声に出して認めました"))
        self.reason = MultiLineField("declined_reason", _("署名しない理由"), rows=2)
        self.type_button = ToggleButton(_("手書きできないとき"))
        self.decline_button = ToggleButton(_("署名しない"))
        ways = Flow()
        for button in (self.type_button, self.decline_button):
            button.setAccessibleName(f"{label} {button.text()}")
            ways.addWidget(button)
        self.spoken_button.setAccessibleName(f"{label} {self.spoken_button.text()}")
        said = Flow()
        said.addWidget(self.spoken_button)
        self.column.addLayout(ways)
        self.column.addWidget(self.typed)
        self.column.addLayout(said)
        self.column.addWidget(self.reason)
        self.type_button.clicked.connect(self._choose_typing)
        self.decline_button.clicked.connect(self._choose_declining)
        self.spoken_button.clicked.connect(self._note_edit)
        for field in (self.typed, self.reason):
            field.edited.connect(self._note_edit)
        self._show_way()

    @Slot()
    def _choose_typing(self) -> None:
        self.decline_button.setChecked(False)
        self._choose()

    @Slot()
    def _choose_declining(self) -> None:
        self.type_button.setChecked(False)
        self._choose()

    def _choose(self) -> None:
        self.pad.clear()
        self._show_way()
        first = self.typed if self.type_button.isChecked() else self.reason
        (first if self._is_other else self.pad).setFocus()
        self._note_edit()

    @property
    def _is_other(self) -> bool:
        return self.type_button.isChecked() or self.decline_button.isChecked()

    def _show_way(self) -> None:
        for by_pen in (self.pad, self.undo_button, self.clear_button):
            by_pen.setHidden(self._is_other)
        for by_word in (self.typed, self.spoken_button):
            by_word.setHidden(not self.type_button.isChecked())
        self.reason.setHidden(not self.decline_button.isChecked())

    @override
    def value(self) -> Any:
        if self.type_button.isChecked():
            return CarrierSign(typed_name=self.typed.value(), was_spoken=self.spoken_button.isChecked())
        if self.decline_button.isChecked():
            return CarrierSign(declined_reason=self.reason.value())
        return CarrierSign(self.pad.drawing()) if self.pad.has_ink else None

    @override
    def set_value(self, value: Any) -> None:
        """Empty the field: nothing that was given is ever shown again."""
        self.pad.clear()
        for button in (self.type_button, self.decline_button, self.spoken_button):
            button.setChecked(False)
        self.typed.set_value("")
        self.reason.set_value("")
        self._show_way()

    @property
    @override
    def is_empty(self) -> bool:
        return not self._is_other and not self.pad.has_ink

    @override
    def wrong(self) -> str:
        if self.type_button.isChecked():
            if not self.typed.value():
                return _("本人に氏名を入力してもらってください。")
            if not self.spoken_button.isChecked():
                return _("相違ないと本人が声に出して述べたことを確かめてください。")
            return ""
        if self.decline_button.isChecked():
            return "" if self.reason.value() else _("本人が述べた理由を書いてください。")
        return super().wrong()
