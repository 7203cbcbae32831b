"""The fields of a contract that are lists: places, systems, hours; one line each, typed fast."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Sequence
from typing import Any

from typing_extensions import override

from oversight.register import HoursDraft, PlaceDraft, SystemDraft
from oversight.words import _, mark
from ui.widgets.fields import MultiLineField

WEEKDAYS = (mark("月"), mark("火"), mark("水"), mark("木"), mark("金"), mark("土"), mark("日"), mark("休日"))
_SPAN = re.compile(r"(\d{1,2})[:時](\d{2})?分?[-~〜](\d{1,2})[:時](\d{2})?分?")
_SIGNS = {"月": 0, "火": 1, "水": 2, "木": 3, "金": 4, "土": 5, "日": 6, "休": 7}


class ItemsField(MultiLineField):
    """A list of words, one a line or parted by 、."""

    @override
    def value(self) -> tuple[str, ...]:  # type: ignore[override]
        parts = re.split(r"[\n、,，]+", super().value())
        return tuple(part.strip() for part in parts if part.strip())

    @override
    def set_value(self, value: Any) -> None:
        super().set_value("、".join(value or ()))


class PlacesField(MultiLineField):
    """Places, one a line: name, then 「／」 and the address; 「撮影禁止」 where it stands in the line."""

    _before: Sequence[PlaceDraft] = ()

    @override
    def value(self) -> tuple[PlaceDraft, ...]:  # type: ignore[override]
        lines = [line.strip() for line in super().value().splitlines() if line.strip()]
        known = {place.name: place for place in self._before}
        return tuple(self._place(line, known) for line in lines)

    def _place(self, line: str, known: dict[str, PlaceDraft]) -> PlaceDraft:
        word = _("撮影禁止")
        is_forbidden = word in line
        plain = line.replace(f"（{word}）", "").replace(word, "").strip()
        name, _sign, address = plain.partition("／")
        old = known.get(name.strip())
        return PlaceDraft(
            name.strip(),
            address.strip(),
            area=old.area if old else "",
            photography_forbidden=is_forbidden,
            remarks=old.remarks if old else "",
            id=old.id if old else None,
        )

    @override
    def set_value(self, value: Any) -> None:
        self._before = tuple(value or ())
        super().set_value("\n".join(self._line(place) for place in self._before))

    def _line(self, place: PlaceDraft) -> str:
        address = f"／{place.address}" if place.address else ""
        forbidden = f"（{_('撮影禁止')}）" if place.photography_forbidden else ""
        return f"{place.name}{address}{forbidden}"


class SystemsField(MultiLineField):
    """Systems, one a line; 「基幹系」 where it stands in the line."""

    _before: Sequence[SystemDraft] = ()

    @override
    def value(self) -> tuple[SystemDraft, ...]:  # type: ignore[override]
        word, known = _("基幹系"), {system.name: system.id for system in self._before}
        drafts = []
        for line in filter(None, map(str.strip, super().value().splitlines())):
            name = line.replace(f"（{word}）", "").replace(word, "").strip() or line
            drafts.append(SystemDraft(name, word in line, known.get(name)))
        return tuple(drafts)

    @override
    def set_value(self, value: Any) -> None:
        self._before, word = tuple(value or ()), _("基幹系")
        lines = [f"{each.name}（{word}）" if each.is_core else each.name for each in self._before]
        super().set_value("\n".join(lines))


class HoursField(MultiLineField):
    """Business hours, one line a group of weekdays: 月-金 9:00-17:30."""

    _before: Sequence[HoursDraft] = ()

    @override
    def value(self) -> tuple[HoursDraft, ...]:  # type: ignore[override]
        known = {hours.weekday: hours.id for hours in self._before}
        spans: dict[int, tuple[dt.time, dt.time]] = {}
        for line in super().value().splitlines():
            spans |= hours_of_line(line) or {}
        return tuple(
            HoursDraft(day, opens, closes, known.get(day)) for day, (opens, closes) in sorted(spans.items())
        )

    @override
    def set_value(self, value: Any) -> None:
        self._before = tuple(value or ())
        super().set_value("\n".join(lines_of_hours(self._before)))

    @override
    def wrong(self) -> str:
        for line in filter(str.strip, self.lines.toPlainText().splitlines()):
            if hours_of_line(line) is None:
                return _("業務時間として読めない行があります。例: 月-金 9:00-17:30")
        return super().wrong()


def hours_of_line(line: str) -> dict[int, tuple[dt.time, dt.time]] | None:
    """Return weekday → hours of a line such as 月-金 9:00-17:30; None if it cannot be read."""
    plain = (
        unicodedata.normalize("NFKC", line).replace("～", "~").replace("曜日", "").replace("曜", "").strip()
    )
    plain = plain.replace("平日", "月-金")
    span = _SPAN.search(plain.replace(" ", ""))
    days = _weekdays(plain.split(" ", 1)[0] if " " in plain else re.split(r"\d", plain)[0])
    if span is None or not days:
        return None
    try:
        opens = dt.time(int(span[1]), int(span[2] or 0))
        closes = dt.time(int(span[3]) % 24, int(span[4] or 0))
    except ValueError:
        return None
    return dict.fromkeys(days, (opens, closes))


def _weekdays(text: str) -> list[int]:
    match = re.fullmatch(r"([月火水木金土日])[-~〜]([月火水木金土日])", text.strip())
    if match:
        return list(range(_SIGNS[match[1]], _SIGNS[match[2]] + 1))
    return [_SIGNS[sign] for sign in text if sign in _SIGNS]


def lines_of_hours(hours: Sequence[HoursDraft]) -> list[str]:
    """Return hours as lines, weekdays of equal hours together."""
    groups: dict[tuple[dt.time, dt.time], list[int]] = {}
    for each in sorted(hours, key=lambda one: one.weekday):
        groups.setdefault((each.opens, each.closes), []).append(each.weekday)
    return [f"{_days_word(days)} {opens:%H:%M}-{closes:%H:%M}" for (opens, closes), days in groups.items()]


def _days_word(days: list[int]) -> str:
    if len(days) > 2 and days == list(range(days[0], days[-1] + 1)) and days[-1] < 7:
        return f"{_(WEEKDAYS[days[0]])}-{_(WEEKDAYS[days[-1]])}"
    return "・".join(_(WEEKDAYS[day]) for day in days)
