"""Days as people write them: eras, full-width figures, kanji numbers, dots and slashes, weekdays.

Eras: 元号法 and its cabinet orders (as of 2026-11-24). A day outside its era (平成32年3月31日) occurs in
real contracts: it is converted, kept as written and marked, never refused (docs/dates.md). A weekday that
does not match is a warning, never silently mended.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from dataclasses import dataclass

from oversight.calendar.shown import weekday_word
from oversight.errors import RefusedError
from oversight.words import _

FIRST_YEAR, LAST_YEAR = 1868, 2999


@dataclass(frozen=True)
class Era:
    """An era: its names and the days it spans; ``last`` is None for the present one."""

    name: str
    letter: str
    first: dt.date
    last: dt.date | None


ERAS = (
    Era("明治", "M", dt.date(1868, 1, 25), dt.date(1912, 7, 29)),
    Era("大正", "T", dt.date(1912, 7, 30), dt.date(1926, 12, 24)),
    Era("昭和", "S", dt.date(1926, 12, 25), dt.date(1989, 1, 7)),
    Era("平成", "H", dt.date(1989, 1, 8), dt.date(2019, 4, 30)),
    Era("令和", "R", dt.date(2019, 5, 1), None),
)
_BY_NAME = {key: era for era in ERAS for key in (era.name, era.letter, era.name[0])}
_KANJI = {"〇": 0, "零": 0, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_WEEKDAYS = {sign: at for at, sign in enumerate("月火水木金土日")}
_WEEKDAYS |= {name: at for at, name in enumerate(("MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN"))}

_ERA_NAMES = "明治|大正|昭和|平成|令和|[明大昭平令MTSHR]"
_DAY_FORMS = (
    re.compile(rf"(?P<era>{_ERA_NAMES})(?P<year>元|\d{{1,2}})年(?P<month>\d{{1,2}})月(?P<day>\d{{1,2}})日?"),
    re.compile(rf"(?P<era>{_ERA_NAMES})(?P<year>\d{{1,2}})[./-](?P<month>\d{{1,2}})[./-](?P<day>\d{{1,2}})"),
    re.compile(r"(?P<era>)(?P<year>\d{4})年(?P<month>\d{1,2})月(?P<day>\d{1,2})日?"),
    re.compile(r"(?P<era>)(?P<year>\d{4})[./-](?P<month>\d{1,2})[./-](?P<day>\d{1,2})"),
    re.compile(r"(?P<era>)(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})"),
)
_MONTH_FORMS = (
    re.compile(rf"(?P<era>{_ERA_NAMES})(?P<year>元|\d{{1,2}})年(?P<month>\d{{1,2}})月(?:分)?"),
    re.compile(rf"(?P<era>{_ERA_NAMES})(?P<year>\d{{1,2}})[./-](?P<month>\d{{1,2}})"),
    re.compile(r"(?P<era>)(?P<year>\d{4})年(?P<month>\d{1,2})月(?:分)?"),
    re.compile(r"(?P<era>)(?P<year>\d{4})[./-](?P<month>\d{1,2})"),
)
_WEEKDAY_END = re.compile(r"\(?(月|火|水|木|金|土|日|MON|TUE|WED|THU|FRI|SAT|SUN)(?:曜日|曜)?\)?$")
_BRACKETED = re.compile(r"\(([月火水木金土日]|MON|TUE|WED|THU|FRI|SAT|SUN)(?:曜日?)?\)$")
_SPELT = re.compile(r"([月火水木金土日])曜日?$")


@dataclass(frozen=True)
class TypedDay:
    """A day that a person typed: what it means, how it was written, what to look at."""

    day: dt.date
    as_written: str
    out_of_era: bool = False
    warnings: tuple[str, ...] = ()


def parse_day(text: str) -> TypedDay:
    """Return the day a text names; raise ``RefusedError`` with examples if it names none."""
    plain = _plain(text)
    body, weekday = _split_weekday(plain)
    match = next((found for form in _DAY_FORMS if (found := form.fullmatch(body))), None)
    if match is None:
        raise _unreadable()
    era, year = _year_of(match)
    try:
        day = dt.date(year, int(match["month"]), int(match["day"]))
    except ValueError as error:
        raise RefusedError(_("その日は暦にありません。"), _("月と日を確かめてください。")) from error
    outside = era is not None and not _spans(era, day)
    return TypedDay(day, text.strip(), outside, _warnings(day, weekday, outside))


def is_out_of_era(text: str) -> bool:
    """Tell whether a text names a day outside its era (平成32年3月31日); no day at all is none."""
    try:
        return parse_day(text).out_of_era
    except RefusedError:
        return False


def parse_month(text: str) -> dt.date:
    """Return the first day of the month a text names; raise ``RefusedError`` if it names none."""
    body = _plain(text)
    match = next((found for form in _MONTH_FORMS if (found := form.fullmatch(body))), None)
    if match is None or not 1 <= int(match["month"]) <= 12:
        raise _unreadable()
    return dt.date(_year_of(match)[1], int(match["month"]), 1)


def _plain(text: str) -> str:
    """Return the text in half-width capitals without spaces, kanji numbers as figures."""
    plain = "".join(unicodedata.normalize("NFKC", text).upper().split())
    return re.sub(r"[〇零一二三四五六七八九十]+(?=[年月日])", _figures, plain).replace("−", "-")


def _figures(match: re.Match[str]) -> str:
    signs = match.group()
    if "十" not in signs:
        return "".join(str(_KANJI[sign]) for sign in signs)
    tens, _ten, ones = signs.partition("十")
    return str((_KANJI.get(tens, 1)) * 10 + (_KANJI.get(ones, 0)))


def _split_weekday(plain: str) -> tuple[str, int | None]:
    match = _BRACKETED.search(plain) or _SPELT.search(plain)
    if match is None:
        return plain, None
    return plain[: match.start()], _WEEKDAYS[match.group(1)]


def _year_of(match: re.Match[str]) -> tuple[Era | None, int]:
    era = _BY_NAME.get(match["era"])
    year = 1 if match["year"] == "元" else int(match["year"])
    if era is not None:
        if year == 0:
            raise _unreadable()
        year += era.first.year - 1
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise _unreadable()
    return era, year


def _spans(era: Era, day: dt.date) -> bool:
    return era.first <= day and (era.last is None or day <= era.last)


def _warnings(day: dt.date, weekday: int | None, outside: bool) -> tuple[str, ...]:
    warnings = []
    if weekday is not None and weekday != day.weekday():
        sentence = _("曜日が合いません。{day}は{weekday}曜日です。")
        warnings.append(sentence.format(day=day.isoformat(), weekday=weekday_word(day)))
    if outside:
        sentence = _("その元号にない日です。{day}として扱い、書かれたとおりの文字も残します。")
        warnings.append(sentence.format(day=day.isoformat()))
    return tuple(warnings)


def _unreadable() -> RefusedError:
    return RefusedError(_("日付として読めません。"), _("例 令和6年4月1日、R6.4.1、2024-04-01"))
