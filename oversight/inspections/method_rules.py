"""Which method an inspection may use.

On site in principle; when visiting is hard, a video call or photos of the present state, with a reason
(PPC Q&A 3-1-4, as of 2025-09-24). Paper in place of a visit follows the conditions of the Niigata
University rules, article 2 (a comparable body's rule, kept as the city's setting): any one condition will
do, but never when the work is sub-contracted or specific personal information is handled.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from models.inspection import InspectionMethod, PaperGround
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
    """The condition that allows paper, if one does, and the sentence that says why or why not."""

    ground: PaperGround | None
    sentence: str

    @property
    def allowed(self) -> bool:
        """Tell whether paper may stand in for a visit."""
        return self.ground is not None


def rule_on_paper(circumstances: Circumstances, settings: OfficeSettings, on: dt.date) -> PaperRuling:
    """Decide whether paper may stand in for a visit on a day, and say why."""
    if circumstances.handles_specific:
        return PaperRuling(None, _("特定個人情報を扱うため、書面では代えられません。"))
    if circumstances.is_subcontracted:
        return PaperRuling(None, _("再委託があるため、書面では代えられません。"))
    persons, days = circumstances.persons_count, circumstances.contract_days
    if persons is not None and persons < settings.paper_substitute_persons:
        limit = f"{settings.paper_substitute_persons:,}"
        return PaperRuling(
            PaperGround.PERSONS, _("本人の数が{limit}人未満なので、書面で代えられます。").format(limit=limit)
        )
    if days is not None and days <= settings.paper_substitute_days:
        sentence = _("契約期間が{days}日以内なので、書面で代えられます。")
        return PaperRuling(PaperGround.DAYS, sentence.format(days=settings.paper_substitute_days))
    if circumstances.certified_until is not None and circumstances.certified_until >= on:
        sentence = _("プライバシーマーク又はISO/IEC 27001の認証が有効なので、書面で代えられます。")
        return PaperRuling(PaperGround.CERTIFICATE, sentence)
    return PaperRuling(None, _("書面で代えられる条件に当たりません。"))


def check_method(
    method: InspectionMethod,
    reason: str,
    circumstances: Circumstances,
    settings: OfficeSettings,
    on: dt.date,
) -> PaperGround | None:
    """Refuse a method the rules do not allow, or one that owes a reason and has none.

    Return the condition that allows paper, where paper is the method.
    """
    if method is InspectionMethod.VISIT:
        return None
    ground = ground_of_paper(circumstances, settings, on) if method is InspectionMethod.PAPER else None
    if not reason.strip():
        raise RefusedError(
            _("訪問以外の方法には理由が要ります。"),
            _("訪問が難しい理由を書いてください。"),
            field="method_reason",
        )
    return ground


def ground_of_paper(circumstances: Circumstances, settings: OfficeSettings, on: dt.date) -> PaperGround:
    """Return the condition that allows paper on a day; raise ``RefusedError`` where none does."""
    ruling = rule_on_paper(circumstances, settings, on)
    if ruling.ground is None:
        raise RefusedError(ruling.sentence, _("方法を「訪問」にしてください。"), field="method")
    return ruling.ground
