"""What a contract must and should be before it is written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from itertools import pairwise
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.contract import Contract, ContractState, InspectionCycle, PeriodKind
from models.contractor import Contractor
from models.department import Department
from models.subcontract import Subcontract
from oversight.calendar import parse_day
from oversight.errors import RefusedError
from oversight.inspection_years import UNSIGNED, CoverYear, years_of
from oversight.register.contract_drafts import ContractDraft, HoursDraft, PeriodDraft, Remark
from oversight.register.standing import get_standing
from oversight.words import _

_MIDNIGHT = dt.time(0)


def refuse_unsound(session: Session, draft: ContractDraft, own_id: UUID) -> None:
    """Raise ``RefusedError`` naming the field for what must not be written.

    ``own_id`` is the contract's own identifier, also before its row is written.
    """
    _refuse_known_number(session, draft.number.strip(), own_id)
    refuse_unsound_new(session, draft)
    with session.no_autoflush:
        _refuse_own_tier(session, draft.contractor_id, own_id)


def refuse_unsound_new(session: Session, draft: ContractDraft) -> None:
    """Do the same for a new contract whose number the caller knows to be free; it has no tiers yet."""
    _owe(draft.number, "number", _("契約番号がありません。"))
    _owe(draft.title, "title", _("件名がありません。"))
    _refuse_negative(draft.persons_count, "persons_count", _("本人の数が負です。"))
    _refuse_negative(draft.amount_yen, "amount_yen", _("契約金額が負です。"))
    _refuse_periods(draft)
    _refuse_hours(draft.hours)
    for place in draft.places:
        _owe(place.name, "places", _("履行場所の名称がありません。"))
    for system in draft.systems:
        _owe(system.name, "systems", _("使用システムの名称がありません。"))
    with session.no_autoflush:
        get_standing(session, Contractor, draft.contractor_id, field="contractor_id")
        get_standing(session, Department, draft.department_id, field="department_id")


def _refuse_periods(draft: ContractDraft) -> None:
    for period in draft.periods:
        if period.ends_on < period.starts_on:
            raise RefusedError(
                _("期間の終わりが始まりより前です。"), _("日付を見直してください。"), field="periods"
            )
    service = service_periods(draft.periods)
    if not service:
        if draft.state not in UNSIGNED:
            raise RefusedError(
                _("締結した契約には履行期間が要ります。"), _("履行期間を入力してください。"), field="periods"
            )
        return
    last = max(period.ends_on for period in service)
    if any(period.ends_on > last for period in draft.periods):
        raise RefusedError(
            _("準備期間の終わりが履行期間の終わりより後です。"),
            _("日付を見直してください。"),
            field="periods",
        )


def _refuse_hours(hours: tuple[HoursDraft, ...]) -> None:
    for each in hours:
        is_empty = each.closes == each.opens and each.opens != _MIDNIGHT
        if is_empty or not 0 <= each.weekday <= 7:
            raise RefusedError(
                _("業務時間が正しくありません。"), _("時刻を見直してください。"), field="hours"
            )
    if len({each.weekday for each in hours}) < len(hours):
        raise RefusedError(_("同じ曜日の業務時間が2つあります。"), _("1つにしてください。"), field="hours")


def _refuse_own_tier(session: Session, contractor_id: UUID, own_id: UUID) -> None:
    query = select(Subcontract.id).where(
        Subcontract.contract_id == own_id,
        Subcontract.contractor_id == contractor_id,
        Subcontract.withdrawn_on.is_(None),
    )
    if session.scalars(query).first() is not None:
        raise RefusedError(
            _("その委託先は、この契約の再委託先になっています。"),
            _("先に再委託を見直してください。"),
            field="contractor_id",
        )


def _owe(text: str, field: str, sentence: str) -> None:
    if not text.strip():
        raise RefusedError(sentence, _("入力してください。"), field=field)


def _refuse_negative(number: int | None, field: str, sentence: str) -> None:
    if number is not None and number < 0:
        raise RefusedError(sentence, _("0以上の数を入力してください。"), field=field)


def _refuse_known_number(session: Session, number: str, own_id: UUID) -> None:
    query = select(Contract.title).where(Contract.number == number, Contract.id != own_id)
    with session.no_autoflush:
        title = session.scalar(query)
    if title is not None:
        raise RefusedError(
            _("同じ契約番号の契約「{title}」が登録されています。").format(title=title),
            _("番号を確かめてください。"),
            field="number",
        )


def service_periods(periods: Iterable[PeriodDraft]) -> list[PeriodDraft]:
    """Return the service periods in order of their start."""
    found = [each for each in periods if each.kind is PeriodKind.SERVICE]
    return sorted(found, key=lambda each: each.starts_on)


def inspection_years(cycle: InspectionCycle, periods: Iterable[PeriodDraft]) -> tuple[CoverYear, ...]:
    """Return the years that owe an inspection (docs/records.md#coverage)."""
    return tuple(years_of(cycle, [(each.starts_on, each.ends_on) for each in service_periods(periods)]))


def list_remarks(draft: ContractDraft) -> tuple[Remark, ...]:
    """Return what to look at before saving: days as written, their order, overlaps, missing facts."""
    return (
        *_remarks_on_days(draft),
        *_remarks_on_signing(draft),
        *_remarks_on_writing(draft),
        *_remarks_on_facts(draft),
    )


def _remarks_on_days(draft: ContractDraft) -> Iterator[Remark]:
    service = service_periods(draft.periods)
    if any(later.starts_on <= earlier.ends_on for earlier, later in pairwise(service)):
        yield Remark("periods", _("履行期間が重なっています。"))
    if not service:
        return
    if any(
        each.ends_on >= service[0].starts_on for each in draft.periods if each.kind is PeriodKind.PREPARATION
    ):
        yield Remark("periods", _("準備期間が履行期間の開始より後まであります。"))


def _remarks_on_signing(draft: ContractDraft) -> Iterator[Remark]:
    """Compare the signing day with the state: the safety check comes first (docs/law.md#before-signing)."""
    if draft.signed_on is None:
        if draft.state not in UNSIGNED | {ContractState.CANCELLED}:
            yield Remark("signed_on", _("契約締結日がありません。"))
        return
    if draft.state in UNSIGNED:
        yield Remark("state", _("契約締結日がありますが、状態が締結の前です（安全管理確認は締結の前に）。"))
    service = service_periods(draft.periods)
    if service and draft.signed_on > service[0].starts_on:
        yield Remark("signed_on", _("契約締結日が履行の開始より後です。"))


def _remarks_on_writing(draft: ContractDraft) -> Iterator[Remark]:
    """Read the days as written again: a wrong weekday, a day outside its era, another day than kept."""
    written = [("signed_on", draft.signed_on, draft.signed_as_written)]
    for each in draft.periods:
        written.append(("periods", each.starts_on, each.starts_as_written))
        written.append(("periods", each.ends_on, each.ends_as_written))
    for field, day, text in written:
        if not text.strip():
            continue
        try:
            typed = parse_day(text)
        except RefusedError:
            yield Remark(field, _("原文「{text}」は日付として読めません。").format(text=text))
            continue
        yield from (Remark(field, warning) for warning in typed.warnings)
        if typed.day != day:
            yield Remark(field, _("原文「{text}」と日付が違います。").format(text=text))


def _remarks_on_facts(draft: ContractDraft) -> Iterator[Remark]:
    if not draft.personal_data_items:
        yield Remark("personal_data_items", _("取り扱う個人情報の項目がありません。"))
    if draft.persons_count is None:
        yield Remark("persons_count", _("本人の数がありません（概数でよい）。"))
    if not draft.places:
        yield Remark("places", _("履行場所がありません。"))
    if draft.handles_specific and not draft.pia_number:
        yield Remark("pia_number", _("特定個人情報を扱いますが、保護評価書番号がありません。"))
