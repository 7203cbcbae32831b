"""Attention points between report, roster and entry log told in sentences; part of ``point_words``.

Each names the figures of both sides and where to look: the area and the numbers of the visits.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from models.report_filing import PointKind
from oversight.calendar import show_day
from oversight.words import _, _n

Details = Mapping[str, Any]
_MOST = 5
"""So many names or numbers are told; what they are of is counted."""


def _tell_stranger(details: Details) -> str:
    sentence = _("「{who}」が入室していますが、名簿にありません{where}。")
    return sentence.format(who=_who(details), where=_where(details))


def _tell_off_roster(details: Details) -> str:
    start, end = details["starts_on"], details["ends_on"]
    if start and end:
        held = _("{start}から{end}まで").format(start=_day(start), end=_day(end))
    elif start or end:
        held = _("{start}から").format(start=_day(start)) if start else _("{end}まで").format(end=_day(end))
    else:
        sentence = _("「{who}」は名簿から抹消されていますが、入室しています{where}。")
        return sentence.format(who=_who(details), where=_where(details))
    sentence = _("「{who}」が、名簿の従事期間（{held}）の外で入室しています{where}。")
    return sentence.format(who=_who(details), held=held, where=_where(details))


def _tell_unreported(details: Details) -> str:
    if details["left_on"]:
        sentence = _("「{who}」は報告では{day}に離任していますが、その後に入室しています{where}。")
        return sentence.format(who=_who(details), day=_day(details["left_on"]), where=_where(details))
    sentence = _("「{who}」が入室していますが、報告の従事者に書かれていません{where}。")
    return sentence.format(who=_who(details), where=_where(details))


def _tell_never(details: Details) -> str:
    names = details["names"]
    sentence = _n("報告の従事者のうち{count}人に、入室の記録がありません: {names}{where}", len(names))
    return sentence.format(count=len(names), names=_some(names), where=_where(details))


def _tell_count(details: Details) -> str:
    sentence = _(
        "報告の月末の従事者は{reported}人ですが、月末も名簿にある従事者が{entered}人入室しています{where}。"
    )
    figures = {name: details[name] for name in ("reported", "entered")}
    return sentence.format(**figures, where=_where(details))


def _tell_devices(details: Details) -> str:
    least, most = details["least"], details["most"]
    counted = _("{count:,}台") if least == most else _("{least:,}台から延べ{count:,}台")
    logged = counted.format(least=least, count=most)
    classes = [
        _("{device} {count}台").format(device=_(word), count=count)
        for word, count in details["classes"].items()
    ]
    if classes:
        logged = _("{name}（{more}）").format(name=logged, more=_("、").join(classes))
    sentence = _("報告の持込機器は{reported:,}件ですが、入退室記録で持ち込まれた機器は{logged}です{where}。")
    return sentence.format(reported=details["reported"], logged=logged, where=_where(details))


def _tell_permits(details: Details) -> str:
    sentence = _(
        "報告の例外許可は{reported}件ですが、入退室記録で使われた持込許可は{used}件、"
        "その月に有効な持込許可は{in_force}件です{where}。"
    )
    figures = {name: details[name] for name in ("reported", "used", "in_force")}
    return sentence.format(**figures, where=_where(details))


def tell_self_check(details: Details, question: str) -> str:
    """Tell of what was let in against the rule, though the self-check says it was not."""
    sentence = _(
        "自己点検「{question}」は適ですが、決まりに反して機器を持ち込んだ入室が{let_in}件、"
        "申告のない機器の発見が{found}件あります{where}。"
    )
    figures = {name: details[name] for name in ("let_in", "found")}
    return sentence.format(question=question, **figures, where=_where(details))


def _tell_incident(details: Details) -> str:
    sentence = _(
        "報告の事故・ヒヤリハットは「なし」ですが、申告のない機器の発見が{found}件、"
        "返却・持出しの記録のない機器が{missing}台あります{where}。"
    )
    figures = {name: details[name] for name in ("found", "missing")}
    return sentence.format(**figures, where=_where(details))


def _who(details: Details) -> str:
    if not details["employer"]:
        return str(details["name"])
    return _("{name}（{more}）").format(name=details["name"], more=details["employer"])


def _where(details: Details) -> str:
    areas = _("、").join(_area(each["told"], each["visits"]) for each in details["where"])
    return _("（{areas}）").format(areas=areas)


def _area(told: str, visits: list[int]) -> str:
    if not visits:
        return told
    numbers = [_("第{number}号").format(number=number) for number in visits]
    return f"{told} {_some(numbers)}"


def _some(words: list[str]) -> str:
    shown = _("、").join(words[:_MOST])
    return _("{names}ほか").format(names=shown) if len(words) > _MOST else shown


def _day(text: str) -> str:
    return show_day(dt.date.fromisoformat(text))


SENTENCES: dict[PointKind, Callable[[Details], str]] = {
    PointKind.DOOR_STRANGER: _tell_stranger,
    PointKind.DOOR_OFF_ROSTER: _tell_off_roster,
    PointKind.DOOR_UNREPORTED: _tell_unreported,
    PointKind.DOOR_NEVER: _tell_never,
    PointKind.DOOR_COUNT: _tell_count,
    PointKind.DOOR_DEVICES: _tell_devices,
    PointKind.DOOR_PERMITS: _tell_permits,
    PointKind.DOOR_INCIDENT: _tell_incident,
}
"""The kinds told by their details alone."""
