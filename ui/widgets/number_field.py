"""A whole number, typed in any width, with or without commas."""

from __future__ import annotations

import unicodedata
from typing import Any

from typing_extensions import override

from oversight.words import _
from ui.widgets.fields import TextField


class NumberField(TextField):
    """A whole number within bounds; ``value`` is None while empty or not a number."""

    def __init__(
        self,
        name: str,
        label: str,
        *,
        low: int = 0,
        high: int = 10**12,
        unit: str = "",
        width: int = 200,
        **rest: Any,
    ) -> None:
        whole = _("{label}（{unit}）").format(label=label, unit=unit) if unit else label
        super().__init__(name, whole, width=width, **rest)
        self._low, self._high = low, high

    def _digits(self) -> str:
        return unicodedata.normalize("NFKC", self.line.text()).replace(",", "").replace(" ", "").strip()

    @override
    def value(self) -> int | None:  # type: ignore[override]
        try:
            return int(self._digits())
        except ValueError:
            return None

    @override
    def set_value(self, value: Any) -> None:
        self.line.setText("" if value is None else f"{value:,}")

    @property
    @override
    def is_empty(self) -> bool:
        return not self._digits()

    @override
    def wrong(self) -> str:
        if (sentence := super().wrong()) or self.is_empty:
            return sentence
        value = self.value()
        if value is None:
            return _("数字で入力してください。")
        if not self._low <= value <= self._high:
            return _("{low:,}から{high:,}までの数にしてください。").format(low=self._low, high=self._high)
        return ""
