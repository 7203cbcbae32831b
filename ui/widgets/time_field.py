"""A time of day, typed as people write it: 13:30, 1330, 13時半, 午後1時30分."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from typing import Any

from typing_extensions import override

from oversight.words import _
from ui.widgets.fields import TextField

_FORM = re.compile(
    r"(?P<half>午前|午後)?(?P<hour>\d{1,2})(?:(?:[:時](?P<minute>\d{1,2})?分?|(?P<plain>\d{2})))?$"
)
_NOON = 12


def time_from(text: str) -> dt.time | None:
    """Return the time a text names, or None if it names none."""
    plain = "".join(unicodedata.normalize("NFKC", text).split()).replace("半", "30")
    match = _FORM.match(plain)
    if match is None:
        return None
    hour, minute = int(match["hour"]), int(match["minute"] or match["plain"] or 0)
    if match["half"] and hour > _NOON:
        return None
    if match["half"] == "午後" and hour < _NOON:
        hour += _NOON
    try:
        return dt.time(hour, minute)
    except ValueError:
        return None


class TimeField(TextField):
    """A time on Japan's wall clock; ``value`` is a ``datetime.time`` or None."""

    def __init__(self, name: str, label: str, **rest: Any) -> None:
        super().__init__(name, label, placeholder=_("例: 13:30"), width=130, **rest)

    @override
    def value(self) -> dt.time | None:  # type: ignore[override]
        return time_from(self.line.text())

    @override
    def set_value(self, value: Any) -> None:
        self.line.setText("" if value is None else f"{value:%H:%M}")

    @property
    @override
    def is_empty(self) -> bool:
        return not self.line.text().strip()

    @override
    def wrong(self) -> str:
        if sentence := super().wrong():
            return sentence
        if not self.is_empty and self.value() is None:
            return _("時刻として読めません。例 13:30、1330、午後1時30分")
        return ""
