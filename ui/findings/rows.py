"""How the list shows findings, and which of them a chip lets through."""

from __future__ import annotations

from oversight.calendar import show_short
from oversight.findings import STANDING, TO_VERIFY, FindingRow, FindingState
from oversight.inspections import Severity, word_of
from oversight.japanese import fold
from oversight.words import _n, mark
from ui.list_page import View
from ui.theme import Tone
from ui.tones import SEVERITY_TONES
from ui.widgets.columns import Column

STATE_TONES = {
    FindingState.OPEN: Tone.ATTENTION,
    FindingState.REQUESTED: Tone.ATTENTION,
    FindingState.PLANNED: Tone.INFO,
    FindingState.CORRECTED: Tone.INFO,
    FindingState.CLOSURE_ASKED: Tone.INFO,
    FindingState.CLOSED: Tone.DONE,
    FindingState.DROPPED: Tone.NEUTRAL,
}


class FindingView(View):
    """What a chip lets through, in its word."""

    STANDING = mark("続いているもの")
    OVERDUE = mark("期限超過")
    REPORTED = mark("確認を待つもの")
    SEVERE = mark("A 重大")
    ALL = mark("すべて")

    def lets_through(self, row: FindingRow) -> bool:
        """Tell whether the chip shows a finding."""
        match self:
            case FindingView.STANDING:
                return row.state in STANDING
            case FindingView.OVERDUE:
                return row.days_overdue > 0
            case FindingView.REPORTED:
                return row.state in TO_VERIFY
            case FindingView.SEVERE:
                return row.severity is Severity.A and row.state in STANDING
            case _:
                return True


def told_due(row: FindingRow) -> str:
    """Return the due day, and how long it has passed: 12/1(火) 期限超過 3日."""
    shown = show_short(row.due_on)
    if not row.days_overdue:
        return shown
    return _n("{day} 期限超過 {days}日", row.days_overdue).format(day=shown, days=row.days_overdue)


def holds_words(row: FindingRow, text: str) -> bool:
    """Tell whether every word of a search stands in a row, variants and kana folded."""
    whole = fold(f"{row.number} {row.contract_number} {row.contract_title} {row.contractor} {row.fact}")
    return all(fold(word) in whole for word in text.split())


def _due_tone(row: FindingRow) -> Tone | None:
    return Tone.DANGER if row.days_overdue else None


COLUMNS: tuple[Column[FindingRow], ...] = (
    Column(mark("番号"), lambda row: row.number, figures=True),
    Column(
        mark("重大性"),
        lambda row: word_of(row.severity),
        sort_key=lambda row: row.severity.value,
        tone=lambda row: SEVERITY_TONES[row.severity],
        is_tag=True,
    ),
    Column(
        mark("状態"),
        lambda row: word_of(row.state),
        tone=lambda row: STATE_TONES[row.state],
        is_tag=True,
        spare=2,
    ),
    Column(mark("是正期限"), told_due, sort_key=lambda row: row.due_on, tone=_due_tone),
    Column(mark("委託先"), lambda row: row.contractor, stretch=2, spare=1),
    Column(mark("事実"), lambda row: row.fact, stretch=4, spare=3),
)
