"""What a contract must and should be before it is written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.contract import Contract, ContractState, PeriodKind
from oversight.calendar import fiscal_years_between
from oversight.errors import RefusedError
from oversight.register.contract_drafts import ContractDraft, PeriodDraft, Remark
from oversight.words import _

_BEFORE_SIGNING = frozenset({ContractState.DRAFTED, ContractState.ANNOUNCED, ContractState.SAFETY_CHECK})
LARGE_COUNT = 100


def refuse_unsound(session: Session, draft: ContractDraft, own_id: UUID | None) -> None:
    """Raise ``RefusedError`` naming the field for what must not be written."""
    _owe(draft.number, "number", _("契約番号がありません。"))
    _owe(draft.title, "title", _("件名がありません。"))
    _refuse_known_number(session, draft.number.strip(), own_id)
    _refuse_negative(draft.persons_count, "persons_count", _("本人の数が負です。"))
    _refuse_negative(draft.amount_yen, "amount_yen", _("契約金額が負です。"))
    for period in draft.periods:
        if period.ends_on < period.starts_on:
            raise RefusedError(
                _("期間の終わりが始まりより前です。"), _("日付を見直してください。"), field="periods"
            )
    for hours in draft.hours:
        if hours.closes == hours.opens or not 0 <= hours.weekday <= 7:
            raise RefusedError(
                _("業務時間が正しくありません。"), _("時刻を見直してください。"), field="hours"
            )
    if draft.state not in _BEFORE_SIGNING and not service_periods(draft.periods):
        raise RefusedError(
            _("締結した契約には履行期間が要ります。"), _("履行期間を入力してください。"), field="periods"
        )


def _owe(text: str, field: str, sentence: str) -> None:
    if not text.strip():
        raise RefusedError(sentence, _("入力してください。"), field=field)


def _refuse_negative(number: int | None, field: str, sentence: str) -> None:
    if number is not None and number < 0:
        raise RefusedError(sentence, _("0以上の数を入力してください。"), field=field)


def _refuse_known_number(session: Session, number: str, own_id: UUID | None) -> None:
    query = select(Contract.title).where(Contract.number == number)
    if own_id is not None:
        query = query.where(Contract.id != own_id)
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


def inspection_years(periods: Iterable[PeriodDraft]) -> tuple[int, ...]:
    """Return the fiscal years that owe an inspection: each that service touches (PPC Q&A 3-1-4)."""
    years = {
        year
        for each in service_periods(periods)
        for year in fiscal_years_between(each.starts_on, each.ends_on)
    }
    return tuple(sorted(years))


def list_remarks(draft: ContractDraft) -> tuple[Remark, ...]:
    """Return what to look at before saving: order of days, overlaps, missing facts."""
    return (*_remarks_on_days(draft), *_remarks_on_facts(draft))


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
    if draft.signed_on is not None and draft.signed_on > service[0].starts_on:
        yield Remark("signed_on", _("契約締結日が履行の開始より後です。"))


def _remarks_on_facts(draft: ContractDraft) -> Iterator[Remark]:
    if not draft.personal_data_items:
        yield Remark("personal_data_items", _("取り扱う個人情報の項目がありません。"))
    if draft.persons_count is None:
        yield Remark("persons_count", _("本人の数がありません（概数でよい）。"))
    if not draft.places:
        yield Remark("places", _("履行場所がありません。"))
    if draft.handles_specific and not draft.pia_number:
        yield Remark("pia_number", _("特定個人情報を扱いますが、保護評価書番号がありません。"))
