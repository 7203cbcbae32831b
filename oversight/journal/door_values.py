"""What the journal keeps of the door, told to a person: classes by their words, documents key by key."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from models.device import AreaLevel, DoorPointKind, Handling
from oversight.calendar import show_day
from oversight.choice_words import word_of
from oversight.clock import at_japan
from oversight.words import _, mark

_EVERY = "*"
_CLASSES = frozenset({("visit_device", "device_class"), ("device_permit", "device_class")})
_HOUSE_WORDS = frozenset({("visit_device", "class_word"), ("device_permit", "measures")})
_DOCUMENTS = frozenset(
    {
        ("visit", "rule"),
        ("door_point", "details"),
        ("setting", "device_rules"),
        ("setting", "device_classes"),
    }
)
_KEYS = {
    "classes": mark("機器の種類"),
    "closes_at": mark("閉室"),
    "core": mark("基幹系の使用"),
    "device": mark("機器"),
    "devices": mark("機器の扱い"),
    "ends_on": mark("終了日"),
    "entered_at": mark("入室日時"),
    "escort": mark("付添い"),
    "escort_by": mark("付添いを求める決まり"),
    "exception_reason": mark("入れた理由"),
    "exceptions": mark("例外"),
    "handling": mark("扱い"),
    "in_use": mark("選択肢に出す"),
    "is_electronic": mark("電子機器"),
    "level": mark("区域の区分"),
    "max_persons": mark("入室の上限人数"),
    "max_persons_by": mark("上限を定める決まり"),
    "most": mark("上限人数"),
    "no_camera": mark("撮影の禁止"),
    "no_camera_by": mark("撮影を禁じる決まり"),
    "note": mark("見つけた様子"),
    "number": mark("通し番号"),
    "organisation": mark("所属"),
    "permit": mark("許可番号"),
    "person": mark("入室者"),
    "reason": mark("理由"),
    "rules": mark("当たる決まり"),
    "source": mark("出典"),
    "system": mark("システム"),
    "takes_pictures": mark("撮影できる"),
    "two_persons": mark("2人以上で入室"),
    "two_persons_by": mark("2人以上を求める決まり"),
    "witness": mark("市職員の立会い"),
    "witness_by": mark("立会いを求める決まり"),
    "word": mark("名前"),
}
"""Keys of the documents, each with its word; an identifier of the store says nothing and is left out."""
_NAMES_OF_RULES = frozenset({"word", "source", "rules", *(key for key in _KEYS if key.endswith("_by"))})
_LEFT_OUT = frozenset({"id"})
_KINDS: dict[str, type[StrEnum]] = {"exceptions": DoorPointKind, "handling": Handling, "level": AreaLevel}


def told_of_door(table: str, field: str, value: Any, classes: Mapping[str, str]) -> str | None:
    """Return a value of the door in words; None for one that is no business of the door.

    ``classes`` are the words of device classes by identifier.
    """
    place = (table, field)
    if place == ("door_point", "kind"):
        return _word(DoorPointKind, value)
    if place in _CLASSES:
        return classes.get(str(value), str(value))
    if place in _HOUSE_WORDS:
        return _("、").join(map(_house_word, value)) if isinstance(value, list) else _house_word(value)
    return _told("", value, classes) if place in _DOCUMENTS else None


def _told(key: str, value: Any, classes: Mapping[str, str]) -> str:
    if isinstance(value, dict):
        return _("、").join(_pairs(key, value, classes))
    if isinstance(value, list):
        if any(isinstance(each, dict) for each in value):
            return " / ".join(_told("", each, classes) for each in value)
        return _("、").join(_told(key, each, classes) for each in value)
    if isinstance(value, bool):
        return _("はい") if value else _("いいえ")
    return _told_text(key, str(value), classes)


def _pairs(key: str, document: Mapping[str, Any], classes: Mapping[str, str]) -> list[str]:
    """Return the entries that say something; what a rule says of classes is keyed by the class."""
    if key == "devices":
        return [
            _("{key}: {value}").format(key=_class_word(name, classes), value=_word(Handling, handling))
            for name, handling in document.items()
        ]
    return [
        _("{key}: {value}").format(key=_key_word(name), value=_told(name, value, classes))
        for name, value in document.items()
        if name not in _LEFT_OUT and value not in (None, "", [], {})
    ]


def _told_text(key: str, text: str, classes: Mapping[str, str]) -> str:
    if key in _KINDS:
        return _word(_KINDS[key], text)
    if key in ("classes", "device"):
        return _class_word(text, classes)
    if key in _NAMES_OF_RULES:
        return _house_word(text)
    try:
        if key in ("entered_at", "closes_at"):
            moment = at_japan(dt.datetime.fromisoformat(text))
            return f"{show_day(moment.date())} {moment:%H:%M}"
        if key == "ends_on":
            return show_day(dt.date.fromisoformat(text))
    except ValueError:
        return text  # a black bar over an Individual Number
    return text


def _key_word(key: str) -> str:
    return _(_KEYS[key]) if key in _KEYS else key


def _class_word(name: str, classes: Mapping[str, str]) -> str:
    return _("ほかの電子機器すべて") if name == _EVERY else classes.get(name, name)


def _house_word(text: str) -> str:
    """Return a text of the house's own lists in the language in use; an office's own as it is written."""
    return _(text) if text else ""


def _word(kind: type[StrEnum], text: str) -> str:
    return word_of(kind(text)) if text in kind.__members__.values() else text
