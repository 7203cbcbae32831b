"""Business hours as people write them: 月-金 9:00-17:30, 平日 午前9時から午後5時半まで, 毎日 24時間."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Sequence

from oversight.register import HoursDraft
from oversight.words import _, mark

WEEKDAYS = (mark("月"), mark("火"), mark("水"), mark("木"), mark("金"), mark("土"), mark("日"), mark("祝日"))
Spans = dict[int, tuple[dt.time, dt.time]]
"""Weekday (0 Monday … 6 Sunday, 7 holidays) to opening and closing time."""

_SIGNS = {sign: day for day, sign in enumerate("月火水木金土日祝")}
_ENGLISH = ("mon", "tue", "wed", "thu", "fri", "sat", "sun", "hol")
_SAID = (
    (re.compile(r"holidays?|祝祭日|祝日|休日|休"), "祝"),
    (re.compile(r"weekdays|平日"), "月-金"),
    (re.compile(r"every day|daily|毎日"), "月-日"),
    *(
        (re.compile(rf"{name}[a-z]*\.?"), sign)
        for name, sign in zip(_ENGLISH, "月火水木金土日祝", strict=True)
    ),
    (re.compile(r"曜日?"), ""),
    (re.compile(r"24時間|24 ?hours|24h|終日"), "0:00-24:00"),
    (re.compile(r"正午"), "12:00"),
    (re.compile(r"から|より|[~〜–—―‐−]"), "-"),
    (re.compile(r"まで|午前|am"), ""),
)
_TIME = r"(午後|pm)?(\d{1,2})(?:[:時](半|\d{1,2})?分?)?"
_SPAN = re.compile(rf"^(?P<days>[^\d午p]*?){_TIME}-{_TIME}$")
_DAYS = re.compile(r"([月火水木金土日祝])(?:-([月火水木金土日]))?")


def hours_of_line(line: str) -> Spans | None:
    """Return what a line says; None if it cannot be read as days and one span of hours."""
    plain = unicodedata.normalize("NFKC", line).lower()
    for form, sign in _SAID:
        plain = form.sub(sign, plain)
    match = _SPAN.match(re.sub(r"[\s()]", "", plain))
    days = _days_of(match["days"]) if match else []
    if match is None or not days:
        return None
    _all, *parts = match.groups()
    opens, closes = _time_of(*parts[:3]), _time_of(*parts[3:])
    if opens is None or closes is None or (opens == closes and opens != dt.time(0)):
        return None
    return dict.fromkeys(days, (opens, closes))


def _days_of(text: str) -> list[int]:
    """Return the weekdays a text names; none if anything in it is no weekday."""
    days: list[int] = []
    for first, last in _DAYS.findall(text):
        start = _SIGNS[first]
        days.extend(range(start, (_SIGNS[last] if last else start) + 1))
    return [] if _DAYS.sub("", text).strip("・,、:/及び並") else days


def _time_of(afternoon: str | None, hour: str, minute: str | None) -> dt.time | None:
    minutes = 30 if minute == "半" else int(minute or 0)
    hours = int(hour) + (12 if afternoon and int(hour) < 12 else 0)
    if hours == 24 and not minutes:
        hours = 0
    return dt.time(hours, minutes) if hours < 24 and minutes < 60 else None


def hours_of_text(text: str) -> tuple[Spans, str]:
    """Return what the lines say together, a later line first, and the first line that cannot be read."""
    spans: Spans = {}
    for line in filter(str.strip, text.splitlines()):
        read = hours_of_line(line)
        if read is None:
            return {}, line.strip()
        spans |= read
    return spans, ""


def lines_of_hours(hours: Sequence[HoursDraft]) -> list[str]:
    """Return hours as lines that read back, weekdays of equal hours together."""
    groups: dict[tuple[dt.time, dt.time], list[int]] = {}
    for each in sorted(hours, key=lambda one: one.weekday):
        groups.setdefault((each.opens, each.closes), []).append(each.weekday)
    return [f"{_days_word(days)} {_span_word(*span)}" for span, days in groups.items()]


def closed_days(hours: Iterable[HoursDraft]) -> str:
    """Return the weekdays without hours, for a person to see what was left out."""
    open_days = {each.weekday for each in hours}
    return _("・").join(_(word) for day, word in enumerate(WEEKDAYS) if day not in open_days)


def _span_word(opens: dt.time, closes: dt.time) -> str:
    if opens == closes:
        return _("24時間")
    return f"{opens.hour}:{opens:%M}-{closes.hour}:{closes:%M}"


def _days_word(days: list[int]) -> str:
    """Return weekdays as runs: 月-金・祝日."""
    runs: list[list[int]] = []
    for day in days:
        if runs and day == runs[-1][-1] + 1 and day < 7:
            runs[-1].append(day)
        else:
            runs.append([day])
    return _("・").join(
        f"{_(WEEKDAYS[run[0]])}-{_(WEEKDAYS[run[-1]])}"
        if len(run) > 2
        else _("・").join(_(WEEKDAYS[day]) for day in run)
        for run in runs
    )
