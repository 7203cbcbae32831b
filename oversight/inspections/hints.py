"""Hints to whoever reviews an inspection: docs/records.md#hints-to-the-reviewer. Pure; none stops a deed.

Each hint is a sentence with numbers and the items it speaks of. A hint is no reproach: there may be a good
reason for what it says, and no paper carries it.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from models.inspection import InspectionMethod
from models.marks import Mark
from oversight.access import Actor
from oversight.calendar import show_day
from oversight.choice_words import word_of
from oversight.clock import JAPAN, at_japan, day_of
from oversight.hint_limits import HintLimits
from oversight.inspections.drafts import AnswerDraft
from oversight.inspections.hint_facts import HintFacts, Noted
from oversight.inspections.rows import InspectionDetail, PhotoRow
from oversight.japanese import fold
from oversight.words import _, _n

LEAST_ASKED = 20
"""Shares are told of inspections with at least so many answers: of a few, each weighs too much."""
BARE_PERCENT = 10
"""A whole checklist of one mark is hinted at where at most so many in a hundred answers say more than it."""
SHORTEST_TEXT = 10
"""Texts of fewer characters are set phrases: 書類で確認."""
ON_THE_DAY = frozenset({InspectionMethod.VISIT, InspectionMethod.VIDEO})
"""Methods with a day and hours; photos and papers are looked at when they come."""


class HintKind(StrEnum):
    """What a hint is about."""

    ALIKE = "alike"
    QUICK = "quick"
    OTHER_DAY = "other_day"
    OUTSIDE_HOURS = "outside_hours"
    CLOCK_MOVED = "clock_moved"
    NOT_APPLICABLE = "not_applicable"
    COPIED_TEXT = "copied_text"
    PHOTO_DAY = "photo_day"
    PHOTO_TWICE = "photo_twice"
    NO_SAMPLE = "no_sample"


@dataclass(frozen=True)
class Hint:
    """A sentence in the language in use, and the items to look at."""

    kind: HintKind
    told: str
    items: tuple[str, ...] = ()


def is_reviewer(actor: Actor, detail: InspectionDetail) -> bool:
    """Tell whether a person looks at an inspection from outside: hints are for who did not conduct it."""
    own = {each.staff_id for each in detail.inspectors if each.staff_id is not None}
    return actor.staff_id not in own and all(
        fold(each.name) != fold(actor.name) for each in detail.inspectors
    )


def find_hints(facts: HintFacts, limits: HintLimits) -> tuple[Hint, ...]:
    """Return what a reviewer may want to look at."""
    detail = facts.detail
    answered = _answered(detail)
    given = _given(facts)
    return (
        *_alike(detail, _marked(answered), limits),
        *_quick(given, limits),
        *_another_day(detail, given),
        *_outside_hours(detail, given, limits),
        *_clock(facts, limits),
        *_not_applicable(answered, limits),
        *_copied(answered, limits),
        *_photo_days(detail),
        *_photos_twice(facts),
        *_no_sample(answered),
    )


Answered = dict[str, AnswerDraft]


def _answered(detail: InspectionDetail) -> Answered:
    """Return the answers with a mark to what is asked, in the order of the checklist."""
    drafts = {each: detail.answers[each].draft for each in detail.asked if each in detail.answers}
    return {item_id: draft for item_id, draft in drafts.items() if draft.mark is not None}


def _marked(answered: Answered) -> Answered:
    """Return the answers whose mark was given by hand: what is filled in says more than a mark."""
    return {item_id: draft for item_id, draft in answered.items() if draft.mark is not Mark.RECORDED}


def _given(facts: HintFacts) -> tuple[Noted, ...]:
    """Return when marks were given during the inspection itself, not in a later correction."""
    records = facts.detail.records
    until = records[0].finalised_at if records else None
    return tuple(each for each in facts.noted if each.gave_mark and (until is None or each.at <= until))


# the answers


def _alike(detail: InspectionDetail, answered: Answered, limits: HintLimits) -> Iterator[Hint]:
    bare = {item_id for item_id, draft in answered.items() if _is_bare(draft, detail.photos, item_id)}
    whole = tuple(_all_alike(answered, bare))
    yield from whole or _sections_alike(detail, answered, bare, limits)


def _all_alike(answered: Answered, bare: set[str]) -> Iterator[Hint]:
    marks, more = {draft.mark for draft in answered.values()}, len(answered) - len(bare)
    if len(marks) != 1 or len(answered) < LEAST_ASKED or more * 100 > len(answered) * BARE_PERCENT:
        return
    told = _("{count}項目すべてが「{mark}」で、文章・数値・写真のある項目は{more}です。")
    sentence = told.format(count=len(answered), mark=_word(marks), more=more)
    yield Hint(HintKind.ALIKE, sentence, tuple(each for each in answered if each in bare))


def _sections_alike(
    detail: InspectionDetail, answered: Answered, bare: set[str], limits: HintLimits
) -> Iterator[Hint]:
    for section in detail.edition.sections:
        own = tuple(item.id for item in section.items if item.id in answered)
        marks = {answered[item_id].mark for item_id in own}
        if len(own) >= limits.alike_items and len(marks) == 1 and bare.issuperset(own):
            told = _("「{section}」の{count}項目がすべて「{mark}」で、文章・数値・写真が1つもありません。")
            sentence = told.format(section=section.title.spoken(), count=len(own), mark=_word(marks))
            yield Hint(HintKind.ALIKE, sentence, own)


def _word(marks: Iterable[Mark | None]) -> str:
    return "".join(word_of(mark) for mark in marks if mark is not None)


def _is_bare(draft: AnswerDraft, photos: Sequence[PhotoRow], item_id: str) -> bool:
    """Tell whether an answer says nothing but its mark; the reason that 非該当 owes says no more than it."""
    said = (draft.finding_text, draft.evidence, draft.note, draft.values, draft.population)
    return not any(said) and all(photo.item_id != item_id for photo in photos)


def _not_applicable(answered: Answered, limits: HintLimits) -> Iterator[Hint]:
    found = tuple(each for each, draft in answered.items() if draft.mark is Mark.NOT_APPLICABLE)
    if len(answered) < LEAST_ASKED or len(found) * 100 <= len(answered) * limits.not_applicable_percent:
        return
    told = _("「非該当」が{count}項目あります（回答{all}項目の{percent}％。目安は{limit}％まで）。")
    yield Hint(
        HintKind.NOT_APPLICABLE,
        told.format(
            count=len(found),
            all=len(answered),
            percent=round(len(found) * 100 / len(answered)),
            limit=limits.not_applicable_percent,
        ),
        found,
    )


def _copied(answered: Answered, limits: HintLimits) -> Iterator[Hint]:
    standing: dict[str, dict[str, str]] = {}
    for item_id, draft in answered.items():
        for text in (draft.finding_text, draft.note):
            if len(text) >= SHORTEST_TEXT:
                standing.setdefault(fold(text), {}).setdefault(item_id, text)
    for found in standing.values():
        if len(found) >= limits.copied_texts:
            told = _("同じ文章が{count}項目にあります：「{text}」")
            text = next(iter(found.values()))
            yield Hint(HintKind.COPIED_TEXT, told.format(count=len(found), text=text), tuple(found))


def _no_sample(answered: Answered) -> Iterator[Hint]:
    found = tuple(each for each, draft in answered.items() if draft.sample_size == 0)
    if found:
        told = _n("抽出数が0の項目が{count}あります。1件も見ていません。", len(found))
        yield Hint(HintKind.NO_SAMPLE, told.format(count=len(found)), found)


# the moments


def _quick(given: Sequence[Noted], limits: HintLimits) -> Iterator[Hint]:
    """Count marks given soon after one of the same person to another item."""
    span, found = dt.timedelta(seconds=limits.quick_seconds), []
    for before, now in _in_turn(given):
        if before.item_id != now.item_id and dt.timedelta(0) <= now.at - before.at < span:
            found.append(now.item_id)
    if len(found) < limits.quick_answers:
        return
    told = _("前の回答から{seconds}秒たたないうちに付けた判定が{count}あります（目安は{limit}未満）。")
    sentence = told.format(seconds=limits.quick_seconds, count=len(found), limit=limits.quick_answers)
    yield Hint(HintKind.QUICK, sentence, tuple(dict.fromkeys(found)))


def _in_turn(noted: Sequence[Noted]) -> Iterator[tuple[Noted, Noted]]:
    """Yield each entry of a person with that person's next: on a server each sits at a clock of their own."""
    for actor in dict.fromkeys(each.actor for each in noted):
        yield from pairwise(each for each in noted if each.actor == actor)


def _last_given(given: Sequence[Noted]) -> dict[str, dt.datetime]:
    return {each.item_id: each.at for each in given}


def _another_day(detail: InspectionDetail, given: Sequence[Noted]) -> Iterator[Hint]:
    day = detail.conducted_on
    if day is None or detail.method not in ON_THE_DAY:
        return
    found = {item_id: day_of(at) for item_id, at in _last_given(given).items() if day_of(at) != day}
    if found:
        told = _("実施日（{day}）でない日に付けた判定が{count}あります：{days}")
        days = _("、").join(show_day(each) for each in sorted(set(found.values())))
        sentence = told.format(day=show_day(day), count=len(found), days=days)
        yield Hint(HintKind.OTHER_DAY, sentence, tuple(found))


def _outside_hours(detail: InspectionDetail, given: Sequence[Noted], limits: HintLimits) -> Iterator[Hint]:
    day, start, end = detail.conducted_on, detail.planned_from, detail.planned_until
    if day is None or start is None or end is None or detail.method not in ON_THE_DAY:
        return
    room = dt.timedelta(minutes=limits.outside_minutes)
    first = dt.datetime.combine(day, start, JAPAN) - room
    last = dt.datetime.combine(day, end, JAPAN) + room
    found = {
        item_id: at
        for item_id, at in _last_given(given).items()
        if day_of(at) == day and not first <= at <= last
    }
    if found:
        told = _(
            "予定の時刻（{start}～{end}）から{minutes}分を超えて外れた判定が{count}あります（{first}～{last}）。"
        )
        moments = sorted(found.values())
        sentence = told.format(
            start=f"{start:%H:%M}",
            end=f"{end:%H:%M}",
            minutes=limits.outside_minutes,
            count=len(found),
            first=f"{at_japan(moments[0]):%H:%M}",
            last=f"{at_japan(moments[-1]):%H:%M}",
        )
        yield Hint(HintKind.OUTSIDE_HOURS, sentence, tuple(found))


def _clock(facts: HintFacts, limits: HintLimits) -> Iterator[Hint]:
    """Find where the journal goes on and the clock goes back: the order of the entries cannot be moved."""
    least = dt.timedelta(seconds=limits.clock_seconds)
    back = [(before, now) for before, now in _in_turn(facts.noted) if before.at - now.at > least]
    if not back:
        return
    before, now = max(back, key=lambda pair: pair[0].at - pair[1].at)
    told = _("記録簿の順では後なのに時計が戻った所が{count}あります（最大で{before}から{now}へ、{length}）。")
    sentence = told.format(
        count=len(back),
        before=f"{at_japan(before.at):%m/%d %H:%M:%S}",
        now=f"{at_japan(now.at):%m/%d %H:%M:%S}",
        length=_length(before.at - now.at),
    )
    items = (each.item_id for pair in back for each in pair if each.item_id)
    yield Hint(HintKind.CLOCK_MOVED, sentence, tuple(dict.fromkeys(items)))


def _length(span: dt.timedelta) -> str:
    minutes = round(span.total_seconds() / 60)
    if minutes < 120:
        return _n("{count}分", minutes).format(count=minutes)
    return _n("{count}時間", minutes // 60).format(count=minutes // 60)


# the photos


def _photo_days(detail: InspectionDetail) -> Iterator[Hint]:
    day = detail.conducted_on
    if day is None or detail.method not in ON_THE_DAY:
        return
    found = [each for each in detail.photos if each.taken_at is not None and day_of(each.taken_at) != day]
    if found:
        days = sorted({day_of(each.taken_at) for each in found if each.taken_at is not None})
        told = _("実施日（{day}）でない日に撮影された写真が{count}枚あります：{days}")
        sentence = told.format(
            day=show_day(day), count=len(found), days=_("、").join(show_day(each) for each in days)
        )
        yield Hint(HintKind.PHOTO_DAY, sentence, tuple(dict.fromkeys(each.item_id for each in found)))


def _photos_twice(facts: HintFacts) -> Iterator[Hint]:
    photos = facts.detail.photos
    often = {sha256 for sha256, times in Counter(each.sha256 for each in photos).items() if times > 1}
    if often:
        told = _("この検査の中で2度以上使われた写真が{count}枚あります。").format(count=len(often))
        yield Hint(HintKind.PHOTO_TWICE, told, _items_with(photos, often))
    earlier = {sha256 for sha256 in facts.elsewhere if any(each.sha256 == sha256 for each in photos)}
    if earlier:
        others = sorted(
            {(each.number, each.conducted_on) for each in map(facts.elsewhere.__getitem__, earlier)}, key=str
        )
        named = _("、").join(
            _("{number}（{day}）").format(number=number, day=show_day(day)) for number, day in others
        )
        told = _("別の検査にもある写真が{count}枚あります：{inspections}")
        sentence = told.format(count=len(earlier), inspections=named)
        yield Hint(HintKind.PHOTO_TWICE, sentence, _items_with(photos, earlier))


def _items_with(photos: Sequence[PhotoRow], pictures: set[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.item_id for each in photos if each.sha256 in pictures))
