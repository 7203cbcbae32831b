"""What each type of question becomes. What an edition cannot ask is left out or asked as a text, by name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from oversight.checklist.xlsform.questions import Question
from oversight.words import mark

MARKS = frozenset(("conforming", "nonconforming", "not_applicable"))
"""The values of a question that is answered by 適 / 不適 / 非該当."""


class Way(StrEnum):
    """What becomes of a question."""

    ASKED = "asked"
    MARKED = "marked"
    NOTE = "note"
    CALCULATED = "calculated"
    DROPPED = "dropped"


@dataclass(frozen=True)
class Kind:
    """What becomes of a question: the kind of its field, a pattern its text must fit, what is lost."""

    way: Way
    field: str = ""
    sentence: str = ""
    pattern: str = ""


_TIME = r"([01][0-9]|2[0-3]):[0-5][0-9]"
_DAY = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"
_TEXTS = mark("文字で答える質問にしました。")
_PLACES = mark("位置を答える質問は取り込めません。")
_BY_DATA: Mapping[str, Kind] = {
    "string": Kind(Way.ASKED, "text"),
    "int": Kind(Way.ASKED, "number"),
    "decimal": Kind(Way.ASKED, "number"),
    "date": Kind(Way.ASKED, "date"),
    "time": Kind(Way.ASKED, "text", mark("時刻は、09:30 のように文字で答える質問にしました。"), _TIME),
    "dateTime": Kind(
        Way.ASKED,
        "text",
        mark("日時は、2026-04-01 09:30 のように文字で答える質問にしました。"),
        f"{_DAY} {_TIME}",
    ),
    "barcode": Kind(Way.ASKED, "text", mark("バーコードは、文字で答える質問にしました。")),
    "geopoint": Kind(Way.DROPPED, sentence=_PLACES),
    "geoshape": Kind(Way.DROPPED, sentence=_PLACES),
    "geotrace": Kind(Way.DROPPED, sentence=_PLACES),
}
_BY_TAG: Mapping[str, Kind] = {
    "trigger": Kind(Way.ASKED, "choice", mark("確認の質問は、選択肢が1つの質問にしました。")),
    "range": Kind(Way.ASKED, "number", mark("目盛りで答える質問は、範囲のある数の質問にしました。")),
    "odk:rank": Kind(Way.DROPPED, sentence=mark("順位を付ける質問は取り込めません。")),
}
_NOTES = ("note", "q note", "add note prompt")


def kind_of(question: Question) -> Kind:
    """Return what becomes of a question."""
    if question.bound("calculate"):
        return Kind(Way.CALCULATED)
    if question.type in _NOTES:
        return Kind(Way.NOTE)
    if not question.tag:
        return Kind(Way.DROPPED, sentence=mark("端末の記録や、画面に出ない値は取り込みません。"))
    if question.tag in ("select1", "select"):
        return _selecting(question)
    if question.tag == "upload":
        return _uploading(question)
    if question.type in ("select one external", "select_one_external"):
        return Kind(Way.ASKED, "text", mark("選択肢がフォームの外にあるので、文字で答える質問にしました。"))
    return _BY_TAG.get(question.tag) or _BY_DATA.get(question.data) or Kind(Way.ASKED, "text", _TEXTS)


def _selecting(question: Question) -> Kind:
    if not question.options:
        return Kind(Way.ASKED, "text", mark("選択肢がフォームの外にあるので、文字で答える質問にしました。"))
    if question.tag == "select":
        return Kind(Way.ASKED, "choices")
    if {one.value for one in question.options} == MARKS:
        return Kind(Way.MARKED)
    return Kind(Way.ASKED, "choice")


def _uploading(question: Question) -> Kind:
    if question.mediatype.startswith("image/"):
        return Kind(Way.ASKED, "photo")
    return Kind(Way.DROPPED, sentence=mark("音声・動画・ファイルを答える質問は取り込めません。"))
