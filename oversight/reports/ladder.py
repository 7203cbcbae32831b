"""The ladder of chasing as data, and which step a late report is at. Pure: days in, a step out.

Defaults are the house's own (docs/records.md#chasing): no source gives numbers; the office sets its own.
"""

from __future__ import annotations

import datetime as dt
import string
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any

from oversight.calendar import show_short
from oversight.errors import RefusedError
from oversight.words import _, mark

PLACES = frozenset({"contractor", "contract", "months", "answer_by"})
"""What a wording may name."""


class Channel(StrEnum):
    """How a step is taken."""

    NOTICE = "notice"
    CALL = "call"
    LETTER = "letter"
    CONSULTATION = "consultation"


@dataclass(frozen=True)
class Rung:
    """One step: ``days`` after the due day (before it where negative), who signs, how, in which words.

    ``answer_days`` is how many days the contractor gets to answer a letter; 0 sets none.
    """

    id: str
    days: int
    title: str
    signer: str
    channel: Channel
    wording: str = ""
    answer_days: int = 0


_REMINDER = mark(
    "　下記の契約に係る個人情報取扱状況報告書が、提出期限を過ぎても届いていません。速やかに提出してください。"
    "　なお、行き違いで既に提出されている場合は、御容赦ください。"
)
_DEMAND = mark(
    "　下記の契約に係る個人情報取扱状況報告書が、提出期限を過ぎた今も提出されていません。"
    "契約に基づき、{answer_by}までに提出するよう催告します。期限までに提出がない場合は、"
    "契約上の措置を検討します。"
)
DEFAULT_LADDER = (
    Rung("notice", -5, mark("提出期限の予告"), mark("担当"), Channel.NOTICE),
    Rung("call", 1, mark("督促（電話・メール）"), mark("担当"), Channel.CALL),
    Rung("reminder", 7, mark("文書督促"), mark("係長"), Channel.LETTER, _REMINDER),
    Rung("demand", 14, mark("催告"), mark("課長"), Channel.LETTER, _DEMAND, 10),
    Rung("measures", 30, mark("契約上の措置の検討"), mark("部長"), Channel.CONSULTATION),
)


def read_ladder(
    stored: Iterable[Mapping[str, Any]], default: tuple[Rung, ...] = DEFAULT_LADDER
) -> tuple[Rung, ...]:
    """Return the office's ladder from its settings, in order of days; the default where none is set."""
    rungs = tuple(Rung(**{**each, "channel": Channel(each["channel"])}) for each in stored)
    return tuple(sorted(rungs, key=lambda rung: rung.days)) or default


def stored_ladder(rungs: Iterable[Rung], places: frozenset[str] = PLACES) -> list[dict[str, Any]]:
    """Return a ladder as settings keep it; refuse one that cannot be climbed or worded.

    ``places`` are what a wording may name.
    """
    ladder = list(rungs)
    if len({rung.id for rung in ladder}) < len(ladder) or len({rung.days for rung in ladder}) < len(ladder):
        raise RefusedError(
            _("同じ段階か同じ日数が二つあります。"), _("段階ごとに別の日数にしてください。"), field="days"
        )
    for rung in ladder:
        _check_wording(rung, places)
    return [asdict(rung) for rung in sorted(ladder, key=lambda rung: rung.days)]


def _check_wording(rung: Rung, places: frozenset[str]) -> None:
    try:
        named = {
            name for _text, name, _spec, _way in string.Formatter().parse(rung.wording) if name is not None
        }
    except ValueError:
        named = {rung.wording}
    if unknown := named - places:
        raise RefusedError(
            _("文面に、置き換えられない箇所があります: {names}").format(names=_("、").join(sorted(unknown))),
            _("使えるのは {places} です。").format(
                places=_("、").join(f"{{{each}}}" for each in sorted(places))
            ),
            field="wording",
        )
    if rung.channel is Channel.LETTER and not rung.wording.strip():
        raise RefusedError(
            _("文書の段階に文面がありません。"), _("文面を入力してください。"), field="wording"
        )


class Standing(StrEnum):
    """Where a report stands on the ladder."""

    AHEAD = "ahead"
    DUE = "due"
    PAUSED = "paused"
    TOP = "top"


@dataclass(frozen=True)
class Step:
    """The next step: which rung, from which day; ``skipped`` were passed over, only the highest is taken.

    PAUSED lasts through ``on``, the promised day; TOP means that all steps are taken.
    """

    standing: Standing
    rung: Rung | None
    on: dt.date | None
    skipped: tuple[Rung, ...] = ()

    @property
    def letter_due(self) -> Rung | None:
        """Return the step of the ladder that is due by letter, if one is."""
        if self.standing is not Standing.DUE or self.rung is None:
            return None
        return self.rung if self.rung.channel is Channel.LETTER else None

    @property
    def is_for_a_person(self) -> bool:
        """Tell whether what is due is no letter: a call, a notice, a consultation."""
        return self.standing is Standing.DUE and self.rung is not None and self.letter_due is None


def next_step(
    rungs: Sequence[Rung],
    awaited_on: dt.date,
    taken: Collection[str],
    promised_on: dt.date | None,
    today: dt.date,
) -> Step:
    """Return what is next for a report awaited by a day, after the steps taken and the newest promise."""
    reached = [rung for rung in rungs if today >= _day(rung, awaited_on)]
    if promised_on is not None and today <= promised_on:
        return Step(Standing.PAUSED, None, promised_on)
    if reached and reached[-1].id not in taken:
        last = max((at for at, rung in enumerate(reached) if rung.id in taken), default=-1)
        skipped = tuple(rung for rung in reached[last + 1 : -1] if rung.channel is not Channel.NOTICE)
        return Step(Standing.DUE, reached[-1], _day(reached[-1], awaited_on), skipped)
    following = next((rung for rung in rungs if today < _day(rung, awaited_on)), None)
    if following is None:
        return Step(Standing.TOP, None, None)
    return Step(Standing.AHEAD, following, _day(following, awaited_on))


def _day(rung: Rung, awaited_on: dt.date) -> dt.date:
    return awaited_on + dt.timedelta(days=rung.days)


def tell_step(step: Step) -> str:
    """Return what is next in a few words: 本日 文書督促, 11/27(金) 催告, 約束の12/1(火)まで停止."""
    if step.standing is Standing.PAUSED:
        return _("約束の{day}まで停止").format(day=show_short(step.on))
    if step.rung is None:
        return _("すべての段階が済み")
    if step.standing is Standing.DUE:
        return _("本日 {title}").format(title=_(step.rung.title))
    return _("{day} {title}").format(day=show_short(step.on), title=_(step.rung.title))
