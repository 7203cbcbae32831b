"""How the list shows inspections, and which of them a chip lets through."""

from __future__ import annotations

import datetime as dt
from enum import Enum

from oversight.approvals import Standing
from oversight.calendar import fiscal_year_of, show_short
from oversight.inspections import InspectionRow, InspectionState, word_of
from oversight.japanese import fold
from oversight.words import _, _n, language, mark
from ui.inspections.tones import APPROVAL_TONES
from ui.theme import Tone
from ui.tones import INSPECTION_TONES
from ui.widgets.columns import Align, Column

AHEAD = frozenset({InspectionState.PLANNED, InspectionState.NOTIFIED})
OPEN = frozenset({InspectionState.IN_PROGRESS, InspectionState.CORRECTING})
RECORDED = frozenset({InspectionState.FINALISED, InspectionState.CORRECTING})
_WEEK = dt.timedelta(days=7)


class View(Enum):
    """What a chip lets through, in its word."""

    THIS_YEAR = mark("今年度")
    IN_PROGRESS = mark("実施中")
    THIS_WEEK = mark("今週")
    PAST_PLAN = mark("予定超過")
    MY_DECISION = mark("自分の決裁待ち")
    IN_APPROVAL = mark("決裁中")
    RETURNED = mark("差戻")
    ALL = mark("すべて")

    @property
    def word(self) -> str:
        """Return the chip's word in the language in use."""
        return _(self.value)

    def lets_through(self, row: InspectionRow, today: dt.date) -> bool:
        """Tell whether the chip shows an inspection; the first page counts by the same rules."""
        match self:
            case View.THIS_YEAR:
                return row.fiscal_year == fiscal_year_of(today)
            case View.IN_PROGRESS:
                return row.state in OPEN
            case View.THIS_WEEK:
                return row.state in AHEAD and today <= row.planned_on < today + _WEEK
            case View.PAST_PLAN:
                return is_past_plan(row, today)
            case View.MY_DECISION:
                return row.approval is not None and row.approval.is_mine
            case View.IN_APPROVAL:
                return _is_ours(row, Standing.UNDER_WAY)
            case View.RETURNED:
                return _is_ours(row, Standing.RETURNED)
            case _:
                return True


def _is_ours(row: InspectionRow, standing: Standing) -> bool:
    return row.approval is not None and row.approval.is_ours and row.approval.standing is standing


def told_state(row: InspectionRow) -> str:
    """Return the state, of a recorded one where its approval stands: 決裁待ち（係長）."""
    approval = row.approval
    if row.state is not InspectionState.FINALISED or approval is None:
        return word_of(row.state)
    if approval.standing is Standing.UNDER_WAY:
        return _("決裁待ち（{post}）").format(post=approval.awaits)
    return word_of(row.state) if approval.standing is Standing.WITHDRAWN else approval.standing.word


def _state_tone(row: InspectionRow) -> Tone:
    approval = row.approval
    if row.state is not InspectionState.FINALISED or approval is None:
        return INSPECTION_TONES[row.state]
    return Tone.ATTENTION if approval.is_mine else APPROVAL_TONES[approval.standing]


def is_past_plan(row: InspectionRow, today: dt.date) -> bool:
    """Tell whether the day of a plan has passed without an inspection."""
    return row.state in AHEAD and row.planned_on < today


def holds_words(row: InspectionRow, text: str) -> bool:
    """Tell whether every word of a search stands in a row, variants and kana folded."""
    whole = fold(
        f"{row.number} {row.contract_number} {row.contract_title} {row.contractor} {row.place} {row.lead}"
    )
    return all(fold(word) in whole for word in text.split())


def method_word(row: InspectionRow) -> str:
    """Return kind and method: 定期・訪問."""
    return _("{kind}・{method}").format(kind=word_of(row.kind), method=word_of(row.method))


def columns_for(today: dt.date) -> tuple[Column[InspectionRow], ...]:
    """Return the columns of the list; a plan whose day has passed is told as such."""

    def state(row: InspectionRow) -> str:
        if not is_past_plan(row, today):
            return told_state(row)
        past = (today - row.planned_on).days
        return _n("予定超過 {days}日", past).format(days=past)

    def tone(row: InspectionRow) -> Tone:
        return Tone.DANGER if is_past_plan(row, today) else _state_tone(row)

    return (
        Column(mark("番号"), lambda row: row.number, width=_width(62), figures=True),
        Column(mark("状態"), state, tone=tone, is_tag=True),
        Column(mark("契約"), lambda row: row.contract_title, width=145, stretch=3),
        Column(mark("委託先"), lambda row: row.contractor, width=130, stretch=2, spare=1),
        Column(mark("予定"), lambda row: show_short(row.planned_on), _planned_on),
        Column(mark("実施"), lambda row: show_short(row.conducted_on), _conducted_on, spare=2),
        Column(mark("場所"), lambda row: row.place, width=78, stretch=1, spare=4),
        Column(mark("種別"), method_word, width=_width(74), spare=6),
        Column(mark("主任"), lambda row: row.lead, width=_width(74), spare=5),
        Column(mark("指摘数"), _told_findings, _findings, align=Align.RIGHT, width=_width(46), spare=3),
    )


def _planned_on(row: InspectionRow) -> dt.date:
    return row.planned_on


def _conducted_on(row: InspectionRow) -> dt.date | None:
    return row.conducted_on


def _findings(row: InspectionRow) -> int:
    return row.findings


def _told_findings(row: InspectionRow) -> str:
    return str(row.findings) if row.state in RECORDED else ""


def _width(pixels: int) -> int:
    """Return a width for the short headings of Japanese; in other languages the words decide."""
    return pixels if language() == "ja" else 0
