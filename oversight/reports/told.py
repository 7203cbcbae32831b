"""What a change does to the monthly reports owed, in one sentence for a person about to save it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from oversight.calendar import show_dotted, show_short, show_wareki
from oversight.reports.owed import Difference, OwedDifference
from oversight.words import _, language, mark

_TOLD = {
    Difference.ADDED: mark("{months}が増えます"),
    Difference.REMOVED: mark("{months}が要らなくなります"),
    Difference.MOVED: mark("{months}の期限が変わります"),
}


def tell_differences(differences: Sequence[OwedDifference]) -> str:
    """Return e.g. 月次報告: 2027年4月分～2028年3月分（12か月）が増えます; empty when nothing changes."""
    told = []
    for kind in Difference:
        of_kind = [each for each in differences if each.kind is kind]
        if of_kind:
            told.append(_(_TOLD[kind]).format(months=_months(of_kind)))
    if not told:
        return ""
    return _("月次報告: {changes}。受け取り済みの月は変わりません。").format(changes=_("、").join(told))


def _months(differences: Sequence[OwedDifference]) -> str:
    first, last = differences[0], differences[-1]
    if len(differences) > 1:
        return _("{first}～{last}（{count}か月）").format(
            first=show_month(first.month), last=show_month(last.month), count=len(differences)
        )
    if first.kind is Difference.MOVED:
        days = _("{before}→{after}").format(before=show_short(first.before), after=show_short(first.after))
        return _("{month}（{days}）").format(month=show_month(first.month), days=days)
    return show_month(first.month)


def show_month_short(month: dt.date) -> str:
    """Return the month a report is for where there is little room: R8.4 in Japanese, 4/2026 in English."""
    if language() != "ja":
        return f"{month.month}/{month.year}"
    return show_dotted(month).rpartition(".")[0]


def show_month_on_paper(month: dt.date) -> str:
    """Return the month a report is for as papers write it: 令和8年10月分."""
    if language() != "ja":
        return show_month(month)
    first = show_wareki(month)
    return _("{month}分").format(month=first[:-2])  # without the first of the month


def show_month(month: dt.date) -> str:
    """Return the month a report is for: 2026年4月分."""
    return _("{year}年{month}月分").format(year=month.year, month=month.month)
