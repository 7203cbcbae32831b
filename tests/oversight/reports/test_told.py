"""What a change does to the reports owed is told in one sentence."""

from __future__ import annotations

import datetime as dt

from oversight.reports import Difference, OwedDifference, show_month, show_month_short, tell_differences
from oversight.reports.told import show_month_on_paper
from oversight.words import speaking, use_language

D = dt.date
MOVED = OwedDifference(D(2026, 4, 1), Difference.MOVED, D(2026, 5, 11), D(2026, 5, 29))
ADDED = OwedDifference(D(2027, 4, 1), Difference.ADDED, None, D(2027, 5, 10))
REMOVED = [
    OwedDifference(D(2026, month, 1), Difference.REMOVED, D(2026, month + 1, 10), None) for month in (9, 10)
]
KEPT = "。受け取り済みの月は変わりません。"


def test_nothing_is_told_where_nothing_changes() -> None:
    assert tell_differences(()) == ""


def test_one_month_that_moves_tells_both_days() -> None:
    assert tell_differences([MOVED]) == f"月次報告: 2026年4月分（5/11(月)→5/29(金)）の期限が変わります{KEPT}"


def test_months_added_removed_and_moved_are_told_together() -> None:
    told = tell_differences([*REMOVED, ADDED])
    assert (
        told == f"月次報告: 2027年4月分が増えます、2026年9月分～2026年10月分（2か月）が要らなくなります{KEPT}"
    )


def test_it_is_told_in_english_too() -> None:
    use_language("en")
    assert "9/2026 to 10/2026" in tell_differences(REMOVED)
    assert show_month(D(2026, 4, 1))


def test_a_month_is_told_shortly_where_there_is_little_room() -> None:
    assert show_month_short(dt.date(2026, 10, 1)) == "R8.10"
    with speaking("en"):
        assert show_month_short(dt.date(2026, 10, 1)) == "10/2026"


def test_papers_write_the_month_in_its_era() -> None:
    assert show_month_on_paper(dt.date(2026, 10, 1)) == "令和8年10月分"
    assert show_month_on_paper(dt.date(2019, 4, 1)) == "平成31年4月分"
    with speaking("en"):
        assert show_month_on_paper(dt.date(2026, 10, 1)) == "10/2026"
