"""An inspection told in labels and values, and its versions in sentences."""

from __future__ import annotations

import datetime as dt

from oversight.calendar import show_day, show_period
from oversight.inspections import InspectionDetail, InspectorDraft, RecordRow, told_tier, word_of
from oversight.words import _, _n
from ui.inspections.rows import OPEN
from ui.widgets.days import moment_in_full
from ui.widgets.facts import Fact


def facts_of(detail: InspectionDetail) -> tuple[Fact, ...]:
    """Return what is known of an inspection, in the order one asks."""
    return (
        (_("契約"), f"{detail.contract_number} {detail.contract_title}"),
        (_("委託先"), detail.contractor),
        (_("検査先"), told_tier(detail.subcontractor, detail.subcontract_depth)),
        (_("所管課"), detail.department),
        (_("場所"), " ".join(filter(None, (detail.place, detail.place_address)))),
        (_("種別"), word_of(detail.kind)),
        (_("方法"), _method(detail)),
        (_("予定"), " ".join(filter(None, (show_day(detail.planned_on, weekday=True), _times(detail))))),
        (_("実施日"), show_day(detail.conducted_on, weekday=True)),
        (_("進み具合"), _progress(detail)),
        (_("担当検査員"), _("、").join(_inspector(each) for each in detail.inspectors)),
        (
            _n("立会者", len(detail.attendees)),
            _("、").join(f"{each.post} {each.name}".strip() for each in detail.attendees),
        ),
        (_("対象期間"), show_period(detail.period_from, detail.period_until)),
        (_("目的"), detail.purpose),
        (_("通知"), " ".join(filter(None, (detail.notice_number, show_day(detail.notice_on))))),
        (_("点検表"), f"{detail.published.title.spoken()} {detail.published.number_in_words}"),
        (_("訂正の理由"), detail.correction_reason),
        (_("取止めの理由"), detail.called_off_reason),
        (_("備考"), detail.remarks),
    )


def _method(detail: InspectionDetail) -> str:
    word = word_of(detail.method)
    if not detail.method_reason:
        return word
    return _("{method}（理由: {reason}）").format(method=word, reason=detail.method_reason)


def _times(detail: InspectionDetail) -> str:
    start, end = detail.planned_from, detail.planned_until
    if start is None and end is None:
        return ""
    return _("{start}～{end}").format(start=_time(start), end=_time(end))


def _time(time: dt.time | None) -> str:
    return "" if time is None else f"{time:%H:%M}"


def _progress(detail: InspectionDetail) -> str:
    if detail.state not in OPEN:
        return ""
    answered = sum(
        detail.answers[item_id].draft.mark is not None
        for item_id in detail.asked
        if item_id in detail.answers
    )
    return _("{answered} / {asked} 項目に回答").format(answered=answered, asked=len(detail.asked))


def _inspector(draft: InspectorDraft) -> str:
    who = f"{draft.post} {draft.name}".strip()
    return _("{who}（主任検査員）").format(who=who) if draft.is_lead else who


def told_record(record: RecordRow) -> str:
    """Return a version in one sentence: number, moment, who, and why where it corrects another."""
    told = _("第{version}版　{moment}　{who}").format(
        version=record.number, moment=moment_in_full(record.finalised_at), who=record.finalised_by
    )
    return (
        told
        if not record.reason
        else _("{told}　訂正の理由: {reason}").format(told=told, reason=record.reason)
    )
