"""Which method an inspection may use.

On site in principle; when visiting is hard, a video call or photos of the present state, with a reason
(PPC Q&A 3-1-4, as of 2025-09-24). Paper in place of a visit follows the conditions of the Niigata
University rules, article 2 (a comparable body's rule, kept as the city's setting): any one condition will
do, but never when the work is sub-contracted or specific personal information is handled.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from models.inspection import InspectionMethod
from oversight.errors import RefusedError
from oversight.settings import OfficeSettings
from oversight.words import _


@dataclass(frozen=True)
class Circumstances:
    """What of a contract decides the method: persons, length in days, re-entrusting, certificates."""

    persons_count: int | None
    contract_days: int | None
    is_subcontracted: bool
    handles_specific: bool
    certified_until: dt.date | None = None


@dataclass(frozen=True)
class PaperRuling:
    """Whether paper is allowed, and the sentence that says why or why not."""

    allowed: bool
    sentence: str


def rule_on_paper(circumstances: Circumstances, settings: OfficeSettings, on: dt.date) -> PaperRuling:
    """Decide whether paper may stand in for a visit on a day, and say why."""
    if circumstances.handles_specific:
        return PaperRuling(False, _("特定個人情報を扱うため、書面では代えられません。"))
    if circumstances.is_subcontracted:
        return PaperRuling(False, _("再委託があるため、書面では代えられません。"))
    persons, days = circumstances.persons_count, circumstances.contract_days
    if persons is not None and persons < settings.paper_substitute_persons:
        limit = f"{settings.paper_substitute_persons:,}"
        return PaperRuling(True, _("本人の数が{limit}人未満なので、書面で代えられます。").format(limit=limit))
    if days is not None and days <= settings.paper_substitute_days:
        sentence = _("契約期間が{days}日以内なので、書面で代えられます。")
        return PaperRuling(True, sentence.format(days=settings.paper_substitute_days))
    if circumstances.certified_until is not None and circumstances.certified_until >= on:
        sentence = _("プライバシーマーク又はISO/IEC 27001の認証が有効なので、書面で代えられます。")
        return PaperRuling(True, sentence)
    return PaperRuling(False, _("書面で代えられる条件に当たりません。"))


def check_method(
    method: InspectionMethod,
    reason: str,
    circumstances: Circumstances,
    settings: OfficeSettings,
    on: dt.date,
) -> None:
    """Refuse a method the rules do not allow, or one that owes a reason and has none."""
    if method is InspectionMethod.VISIT:
        return
    if method is InspectionMethod.PAPER:
        ruling = rule_on_paper(circumstances, settings, on)
        if not ruling.allowed:
            raise RefusedError(ruling.sentence, _("方法を「訪問」にしてください。"), field="method")
    if not reason.strip():
        raise RefusedError(
            _("訪問以外の方法には理由が要ります。"),
            _("訪問が難しい理由を書いてください。"),
            field="method_reason",
        )
