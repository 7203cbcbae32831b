"""How large a sample is for each risk: the share of defects not to be missed, and how surely."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Slot
from typing_extensions import override

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
from ui.settings.saving import Saving, SavingPanel
from ui.shell import Shell
from ui.widgets.number_field import NumberField
from ui.widgets.text import note, strong

RISK_WORDS = {Risk.LOW: mark("リスク低"), Risk.MIDDLE: mark("リスク中"), Risk.HIGH: mark("リスク高")}
_EXAMPLE = 240


class SamplingPanel(SavingPanel):
    """Two numbers for each risk; only what is saved counts."""

    def __init__(self, shell: Shell) -> None:
        saving = Saving(
            save=_("標本の設定を保存する"),
            put_back=_("はじめの数に戻す"),
            told=_("標本の設定を保存しました。"),
            stored=lambda settings: _values(rules_of(settings.sampling_rates, settings.sampling_confidences)),
            default=_values(DEFAULT_RULES),
            changes=_changes,
        )
        super().__init__(shell, saving)
        self.examples = {risk: note("") for risk in Risk}
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
        self.end()
        self.edited.connect(self._tell_examples)

    @override
    def fill(self, values: Mapping[str, Any]) -> None:
        super().fill(values)
        self._tell_examples()

    @override
    @Slot()
    def put_back(self) -> None:
        super().put_back()
        self._tell_examples()

    @Slot()
    def _tell_examples(self) -> None:
        for risk, label in self.examples.items():
            rate, confidence = (self.fields[f"{risk}.{name}"].value() for name in ("rate", "confidence"))
            is_whole = rate is not None and confidence is not None
            label.setText(told_size(_EXAMPLE, SamplingRule(rate, confidence)) if is_whole else "")


def _values(rules: dict[Risk, SamplingRule]) -> dict[str, int]:
    rates = {f"{risk}.rate": rule.rate for risk, rule in rules.items()}
    return rates | {f"{risk}.confidence": rule.confidence for risk, rule in rules.items()}


def _changes(values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "sampling_rates": {risk.value: values[f"{risk}.rate"] for risk in Risk},
        "sampling_confidences": {risk.value: values[f"{risk}.confidence"] for risk in Risk},
    }


def _number(risk: Risk, name: str, label: str, bounds: tuple[int, int]) -> NumberField:
    low, high = bounds
    return NumberField(f"{risk}.{name}", label, low=low, high=high, unit="%", width=160, is_required=True)
