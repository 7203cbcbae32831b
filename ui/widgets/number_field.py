"""A number, typed in any width, with or without commas; whole unless figures after the point are allowed."""

from __future__ import annotations

import unicodedata
from typing import Any

from typing_extensions import override

from oversight.numbers import MOST, NumberRule, number_from_text
from oversight.words import _
from ui.widgets.fields import TextField


class NumberField(TextField):
    """A number within bounds; ``value`` is None while empty, not a number, or too fine."""

    def __init__(
        self,
        name: str,
        label: str,
        *,
        low: float = 0,
        high: float = MOST,
        decimals: int = 0,
        unit: str = "",
        width: int = 200,
        **rest: Any,
    ) -> None:
        whole = _("{label}（{unit}）").format(label=label, unit=unit) if unit else label
        super().__init__(name, whole, width=width, **rest)
        self._rule = NumberRule(decimals, low, high)

    @override
    def value(self) -> Any:
        number = number_from_text(self.line.text())
        if number is None or self._rule.is_too_fine(number):
            return None
        return self._rule.taken(number)

    @override
    def set_value(self, value: Any) -> None:
        self.line.setText("" if value is None else self._rule.shown(value))

    @property
    @override
    def is_empty(self) -> bool:
        return not self.line.text().strip()

    @override
    def wrong(self) -> str:
        if (sentence := super().wrong()) or self.is_empty:
            return sentence
        number = number_from_text(self.line.text())
        if number is not None:
            return self._rule.wrong(number)
        if any("COMMA" in unicodedata.name(sign, "") for sign in self.line.text()):
            return _("コンマは3桁ごとの区切りに使います。小数点は「.」で入力してください。")
        return _("数字で入力してください。")
