"""Excusing a year from its inspection, through a writing session; excused is never done."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy.orm import Session

from models.base import new_id
from models.coverage import InspectionWaiver
from oversight.coverage.reading import CoverRow, read_year
from oversight.desk import Desk, check_version, get_row
from oversight.errors import RefusedError
from oversight.inspection_years import CoverKey
from oversight.words import _


def waive(session: Session, desk: Desk, key: CoverKey, *, reason: str) -> InspectionWaiver:
    """Excuse a year that lacks an inspection; the acting person approves it."""
    _owe_reason(reason, _("免除する理由がありません。"))
    row = find_year(session, desk, key)
    if not row.covering.cover.is_lacking:
        raise RefusedError(
            _("この年は「{cover}」なので、免除するものがありません。").format(cover=row.covering.cover.word),
            _("一覧を開き直してください。"),
        )
    waiver = InspectionWaiver(
        id=new_id(),
        contract_id=key.contract_id,
        starts_on=key.starts_on,
        reason=reason.strip(),
        approved_on=desk.today(),
        approved_by=desk.actor.signature,
    )
    session.add(waiver)
    return waiver


def find_year(session: Session, desk: Desk, key: CoverKey) -> CoverRow:
    """Return a year; refuse one the contract does not owe an inspection for."""
    row = read_year(session, key, desk.today())
    if row is None:
        raise RefusedError(
            _("この契約は、その年の実地検査をすることになっていません。"),
            _("契約の履行期間と検査周期を見直してください。"),
        )
    return row


def end_waiver(session: Session, desk: Desk, waiver_id: UUID, *, reason: str, version: int | None) -> None:
    """Take an excuse back; the year lacks an inspection again."""
    _owe_reason(reason, _("取り消す理由がありません。"))
    row = get_row(session, InspectionWaiver, waiver_id)
    check_version(row, version)
    if row.withdrawn_on is not None:
        raise RefusedError(_("この免除は取り消されています。"), _("一覧を開き直してください。"))
    row.withdrawn_on, row.withdrawn_reason = desk.today(), reason.strip()


def _owe_reason(reason: str, sentence: str) -> None:
    if not reason.strip():
        raise RefusedError(sentence, _("理由を書いてください。"), field="reason")
