"""Points of the door told in sentences, in the language in use."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from models.device import DoorPointKind
from oversight.calendar import show_day
from oversight.clock import at_japan
from oversight.words import _, mark

_SENTENCES = {
    DoorPointKind.LEFT_OPEN: mark("{who}の退室が、閉室の{closes}を過ぎても記録されていません。"),
    DoorPointKind.NOT_RETURNED: mark("{who}は退室しましたが、返却・持出しの記録のない機器があります。"),
    DoorPointKind.PERMIT: mark("{who}の機器が、有効な持込許可なしに持ち込まれています{permit}。"),
    DoorPointKind.BANNED: mark("{who}が、禁止の機器を持ち込みました。"),
    DoorPointKind.CAMERA: mark("{who}が、撮影禁止の区域に、許可なく{device}を持ち込みました。"),
    DoorPointKind.UNWITNESSED: mark("{who}の入室に、要るはずの市の職員の立会いがありません。"),
    DoorPointKind.UNESCORTED: mark("{who}の入室に、要るはずの市の職員の付添いがありません。"),
    DoorPointKind.OWN_WITNESS: mark("{who}が、自分の持込みの立会いをしようとしました（記録は断りました）。"),
    DoorPointKind.LEAVER: mark("{who}は離任していますが、入室しました。"),
    DoorPointKind.OVER_MOST: mark("{who}の入室で、上限の{most}人を超えました。"),
    DoorPointKind.ALONE: mark("{who}が、2人以上で入る区域に1人で入りました。"),
    DoorPointKind.FOUND: mark("申告のない{device}が区域内で見つかりました。{note}"),
}


def tell_point(kind: DoorPointKind, details: Mapping[str, Any], classes: Mapping[str, str]) -> str:
    """Return what wants a look, with whom and how much; ``classes`` are the words of device classes."""
    device = str(details.get("device", ""))
    told = _(_SENTENCES[kind]).format(
        who=_who(details),
        closes=_moment(details.get("closes_at")),
        permit=_permit(details),
        device=classes.get(device, device),
        most=details.get("most"),
        note=details.get("note", ""),
    )
    if details.get("reason"):
        return _("{told}理由: {reason}").format(told=told, reason=details["reason"])
    return told


def _who(details: Mapping[str, Any]) -> str:
    person = _("{person}（{organisation}）").format(
        person=details.get("person", ""), organisation=details.get("organisation", "")
    )
    name = person if details.get("organisation") else str(details.get("person", ""))
    if "number" not in details:
        return name
    return _("第{number}号 {name}").format(number=details["number"], name=name)


def _permit(details: Mapping[str, Any]) -> str:
    if "permit" not in details:
        return ""
    ended = show_day(dt.date.fromisoformat(details["ends_on"]))
    return _("（{permit}、{day}まで）").format(permit=details["permit"], day=ended)


def _moment(written: str | None) -> str:
    if not written:
        return ""
    moment = at_japan(dt.datetime.fromisoformat(written))
    return f"{show_day(moment.date())} {moment:%H:%M}"
