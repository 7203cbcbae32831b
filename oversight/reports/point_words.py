"""Attention points told in sentences, in the language in use."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from typing import Any

from models.report_filing import PointKind
from oversight.calendar import show_day
from oversight.report_form.questions import QuestionSet
from oversight.reports import door_point_words
from oversight.reports.told import show_month
from oversight.words import _, _n

Details = Mapping[str, Any]
_MOST_NAMES = 5


def tell_point(kind: PointKind, details: Details, questions: QuestionSet) -> str:
    """Return what does not fit, against what, and by how much."""
    return _TOLD[kind](details, questions)


def _worker(details: Details, _questions: QuestionSet) -> str:
    return _("名簿にない従事者「{name}」が書かれています。").format(name=_named(details, "employer"))


def _left(details: Details, _questions: QuestionSet) -> str:
    sentence = _("「{name}」は{day}に離任したはずですが、離任日のない従事者として書かれています。")
    return sentence.format(name=details["name"], day=_day(details["left_on"]))


def _training(details: Details, _questions: QuestionSet) -> str:
    names = details["names"]
    shown = _("、").join(names[:_MOST_NAMES])
    if len(names) > _MOST_NAMES:
        shown = _("{names}ほか").format(names=shown)
    sentence = _n("{day}より後に教育を受けた記録のない人が{count}人います: {names}", len(names))
    return sentence.format(day=_day(details["since"]), count=len(names), names=shown)


def _body(details: Details, _questions: QuestionSet) -> str:
    return _("許諾していない再委託先「{name}」が書かれています。").format(name=_named(details, "scope"))


def _place(details: Details, _questions: QuestionSet) -> str:
    return _("台帳にない場所「{name}」が書かれています。").format(name=details["name"])


def _permit(details: Details, _questions: QuestionSet) -> str:
    sentence = _n("持ち込んだ機器が{devices}件ですが、例外許可は{permits}件です。", int(details["devices"]))
    return sentence.format(devices=details["devices"], permits=details["permits"])


def _log(details: Details, _questions: QuestionSet) -> str:
    count = details["count"]
    return _n("ログの点検で異常が{count}件あります。", count).format(count=count)


def _incident(details: Details, _questions: QuestionSet) -> str:
    told = _("事故・ヒヤリハットが書かれています。")
    return " ".join(filter(None, (told, details["detail"])))


def _jump(details: Details, questions: QuestionSet) -> str:
    before, now = details["before"], details["now"]
    sentence = _("{question}が{before}から{now}になっています（{month}との差 {change}）。")
    return sentence.format(
        question=_label(details, questions),
        before=f"{before:,}",
        now=f"{now:,}",
        change=_change(before, now),
        month=show_month(dt.date.fromisoformat(details["month"])),
    )


def _change(before: int, now: int) -> str:
    """Return by how much a count changed: in figures, and in hundredths where there was any."""
    told = f"{now - before:+,}"
    return f"{told}, {(now - before) / before:+.0%}" if before else told


def _self_check(details: Details, questions: QuestionSet) -> str:
    sentence = _("自己点検「{question}」が不適です。")
    return sentence.format(question=_label(details, questions))


def _door_self_check(details: Details, questions: QuestionSet) -> str:
    return door_point_words.tell_self_check(details, _label(details, questions))


def _told_of_door(tell: Callable[[Details], str]) -> Callable[[Details, QuestionSet], str]:
    return lambda details, _questions: tell(details)


def _label(details: Details, questions: QuestionSet) -> str:
    question = questions.find_question(details["question"])
    return question.label.spoken() if question else str(details["question"])


def _named(details: Details, more: str) -> str:
    added = details.get(more, "")
    return _("{name}（{more}）").format(name=details["name"], more=added) if added else str(details["name"])


def _day(text: str) -> str:
    return show_day(dt.date.fromisoformat(text))


_TOLD: dict[PointKind, Callable[[Details, QuestionSet], str]] = {
    PointKind.UNKNOWN_WORKER: _worker,
    PointKind.WORKER_LEFT: _left,
    PointKind.TRAINING_OLD: _training,
    PointKind.UNKNOWN_SUBCONTRACTOR: _body,
    PointKind.UNKNOWN_PLACE: _place,
    PointKind.NO_PERMIT: _permit,
    PointKind.LOG_ANOMALY: _log,
    PointKind.INCIDENT: _incident,
    PointKind.COUNT_JUMP: _jump,
    PointKind.SELF_CHECK: _self_check,
    PointKind.DOOR_SELF_CHECK: _door_self_check,
    **{kind: _told_of_door(tell) for kind, tell in door_point_words.SENTENCES.items()},
}
