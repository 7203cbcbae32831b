"""How large a sample is for each risk: the share of defects not to be missed, and how surely."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot

from oversight.access import Deed, may
from oversight.change import Change
from oversight.sampling import (
    CONFIDENCE_BOUNDS,
    DEFAULT_RULES,
    RATE_BOUNDS,
    Risk,
    SamplingRule,
    rules_of,
    told_size,
)
from oversight.words import _, mark
from ui.shell import Shell
from ui.widgets.buttons import Button, ButtonKind
from ui.widgets.flow import Flow
from ui.widgets.form_panel import FormPanel
from ui.widgets.number_field import NumberField
from ui.widgets.text import note, strong

if TYPE_CHECKING:
    from oversight.settings import OfficeSettings

RISK_WORDS = {Risk.LOW: mark("リスク低"), Risk.MIDDLE: mark("リスク中"), Risk.HIGH: mark("リスク高")}
_EXAMPLE = 240


class SamplingPanel(FormPanel):
    """Two numbers for each risk; only what is saved counts."""

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        self.examples = {risk: note("") for risk in Risk}
        self.save_button = Button(_("標本の設定を保存する"), kind=ButtonKind.PRIMARY, icon="device-floppy")
        self.default_button = Button(_("はじめの数に戻す"), icon="refresh")
        self.add_section(
            _("標本の大きさ"),
            _(
                "不備の割合がこの数以上のとき、この確からしさで1件以上見つかる最小の抽出数を選びます"
                "（超幾何分布）。数そのものは、定めた法令も指針も見当たらないため独自の既定値です。"
            ),
        )
        for risk, word in RISK_WORDS.items():
            self.add_widget(strong(_(word)))
            self.add(
                _number(risk, "rate", _("見逃さない不備の割合"), RATE_BOUNDS),
                _number(risk, "confidence", _("確からしさ"), CONFIDENCE_BOUNDS),
            )
            self.add_widget(self.examples[risk])
        self._add_deeds(may(shell.office.actor, Deed.CHANGE_SETTINGS))
        self.edited.connect(self._tell_examples)

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
        """Read the numbers; what is being typed is not written over."""
        self._shell.read(self._shell.office.settings.read, self._show, owner=self)

    def _show(self, settings: OfficeSettings) -> None:
        if self.is_changed and self._before:
            return
        self.fill(_values(rules_of(settings.sampling_rates, settings.sampling_confidences)))
        self._tell_examples()

    @Slot()
    def _tell_examples(self) -> None:
        for risk, label in self.examples.items():
            rate, confidence = (self.fields[f"{risk}.{name}"].value() for name in ("rate", "confidence"))
            is_whole = rate is not None and confidence is not None
            label.setText(told_size(_EXAMPLE, SamplingRule(rate, confidence)) if is_whole else "")

    @Slot()
    def put_back(self) -> None:
        """Show the house's own numbers; saving makes them count."""
        for name, value in _values(DEFAULT_RULES).items():
            self.fields[name].set_value(value)
        self._tell_examples()

    @Slot()
    def save(self) -> None:
        """Write the numbers."""
        if not self.check():
            return
        values, settings = self.values(), self._shell.office.settings
        rates = {risk.value: values[f"{risk}.rate"] for risk in Risk}
        confidences = {risk.value: values[f"{risk}.confidence"] for risk in Risk}
        self._shell.do(
            lambda: settings.change(sampling_rates=rates, sampling_confidences=confidences),
            self._finish,
            owner=self,
        )

    def _finish(self, _change: Change) -> None:
        self.fill(self.values())
        self._shell.notices.tell(_("標本の設定を保存しました。"))


def _values(rules: dict[Risk, SamplingRule]) -> dict[str, int]:
    rates = {f"{risk}.rate": rule.rate for risk, rule in rules.items()}
    return rates | {f"{risk}.confidence": rule.confidence for risk, rule in rules.items()}


def _number(risk: Risk, name: str, label: str, bounds: tuple[int, int]) -> NumberField:
    low, high = bounds
    return NumberField(f"{risk}.{name}", label, low=low, high=high, unit="%", width=160, is_required=True)
