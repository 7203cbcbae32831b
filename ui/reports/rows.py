"""How the list shows monthly reports, and which of them a chip lets through."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache
from uuid import UUID

from oversight.calendar import show_short
from oversight.japanese import fold
from oversight.reports import ReportKey, ReportLine, Standing, show_month, show_month_short
from oversight.words import _n, mark
from ui.list_page import View
from ui.theme import Tone
from ui.widgets.columns import Align, Column

NOT_HERE = frozenset({Standing.NOT_YET_DUE, Standing.AWAITED, Standing.OVERDUE})
IN_HAND = frozenset({Standing.RECEIVED, Standing.UNDER_CHECK, Standing.RESUBMITTED})
RETURNED = frozenset({Standing.RETURNED, Standing.RESUBMISSION_OVERDUE})
_WEEK = dt.timedelta(days=7)
STANDING_TONES = {
    Standing.NOT_YET_DUE: Tone.NEUTRAL,
    Standing.AWAITED: Tone.INFO,
    Standing.OVERDUE: Tone.DANGER,
    Standing.RECEIVED: Tone.INFO,
    Standing.UNDER_CHECK: Tone.ATTENTION,
    Standing.RETURNED: Tone.RETURNED,
    Standing.RESUBMISSION_OVERDUE: Tone.DANGER,
    Standing.RESUBMITTED: Tone.INFO,
    Standing.CHECKED: Tone.DONE,
    Standing.CLOSED: Tone.DONE,
    Standing.WAIVED: Tone.NEUTRAL,
}


class ReportView(View):
    """What a chip lets through, in its word."""

    LATE = mark("期限超過")
    DUE_THIS_WEEK = mark("今週が期限")
    TO_CHECK = mark("確認待ち")
    RETURNED = mark("差戻中")
    AWAITED = mark("提出待ち")
    ALL = mark("すべて")

    def shows(self, standing: Standing) -> bool:
        """Tell whether the chip shows reports that stand so; the first page counts by the same rules."""
        return standing in _SHOWN[self] if self in _SHOWN else True

    def lets_through(self, row: ReportLine, today: dt.date) -> bool:
        """Tell whether the chip shows a report."""
        if self is ReportView.DUE_THIS_WEEK and not today <= row.due_on < today + _WEEK:
            return False
        return self.shows(row.standing)


_SHOWN = {
    ReportView.LATE: frozenset(standing for standing in Standing if standing.is_late),
    ReportView.DUE_THIS_WEEK: NOT_HERE,
    ReportView.TO_CHECK: IN_HAND | {Standing.CHECKED},
    ReportView.RETURNED: RETURNED,
    ReportView.AWAITED: frozenset({Standing.AWAITED}),
}


def counts_of(rows: Sequence[ReportLine], today: dt.date) -> dict[ReportView, int]:
    """Return how many rows each chip lets through, in one pass over a city's 23,000."""
    standings = Counter(row.standing for row in rows)
    counts = {
        view: sum(count for standing, count in standings.items() if view.shows(standing))
        for view in ReportView
    }
    week = ReportView.DUE_THIS_WEEK
    return {**counts, week: sum(week.lets_through(row, today) for row in rows) if counts[week] else 0}


def is_of_section(row: ReportLine, section: UUID | None) -> bool:
    """Tell whether a report is of a section's contract; None stands for all sections."""
    return section is None or row.contract.department_id == section


def holds_words(row: ReportLine, text: str) -> bool:
    """Tell whether every word of a search stands in a row, variants and kana folded."""
    if not text:
        return True
    head = row.contract
    names = f"{head.number} {head.title} {head.contractor} {head.contractor_kana} {head.department}"
    whole = f"{_folded(names)} {_folded(show_month(row.month))}"
    return all(_folded(word) in whole for word in text.split())


@lru_cache(maxsize=8192)
def _folded(text: str) -> str:
    """Fold a text once: a contract's twelve months bear the same names."""
    return fold(text)


def told_standing(standing: Standing, days_late: int, *, is_here: bool) -> str:
    """Return where a report stands, with the days where it is late: 期限超過 42日, 完結（遅れ 3日）."""
    if standing.is_late:
        return _n("{standing} {days}日", days_late).format(standing=standing.word, days=days_late)
    if is_here and days_late:
        return _n("{standing}（遅れ {days}日）", days_late).format(standing=standing.word, days=days_late)
    return standing.word


def told_line(row: ReportLine) -> str:
    """Return where a line of the list stands."""
    return told_standing(row.standing, row.days_late, is_here=row.received_on is not None)


def _streak(row: ReportLine) -> str:
    return _n("{count}か月", row.streak).format(count=row.streak) if row.streak > 1 else ""


def columns_with(steps: Mapping[ReportKey, str]) -> tuple[Column[ReportLine], ...]:
    """Return the columns; ``steps`` holds the next step of chasing, by report, as it was last read."""
    following = Column[ReportLine](mark("次の段階"), lambda row: steps.get(row.key, ""), width=214, spare=1)
    return (*_COLUMNS[:5], following, *_COLUMNS[5:])


_COLUMNS: tuple[Column[ReportLine], ...] = (
    Column(mark("委託先"), lambda row: row.contract.contractor, width=108, stretch=2),
    Column(mark("契約"), lambda row: row.contract.title, width=118, stretch=3),
    Column(
        mark("状態"),
        told_line,
        lambda row: (list(Standing).index(row.standing), row.days_late),
        tone=lambda row: STANDING_TONES[row.standing],
        is_tag=True,
    ),
    Column(mark("対象月"), lambda row: show_month_short(row.month), lambda row: row.month),
    Column(mark("提出期限"), lambda row: show_short(row.awaited_on), lambda row: row.awaited_on),
    Column(mark("連続"), _streak, lambda row: row.streak or None, align=Align.RIGHT, spare=4),
    Column(mark("受取日"), lambda row: show_short(row.received_on), lambda row: row.received_on, spare=3),
    Column(mark("所管課"), lambda row: row.contract.department, width=110, stretch=1, spare=2),
    Column(mark("契約番号"), lambda row: row.contract.number, figures=True, spare=5),
)
