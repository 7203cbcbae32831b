"""Due days and promises of the monthly reports, for a calendar."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from uuid import NAMESPACE_URL, uuid5

from oversight.diary import DiaryEvent, all_day, diary_file
from oversight.reports.chasing import Chased
from oversight.reports.lines import ContractHead, ReportKey, ReportLine
from oversight.reports.rows import Standing
from oversight.reports.told import show_month
from oversight.words import _

_SPACE = uuid5(NAMESPACE_URL, "oversight:monthly-reports")
_NOT_HERE = frozenset({Standing.NOT_YET_DUE, Standing.AWAITED, Standing.OVERDUE})
_RETURNED = frozenset({Standing.RETURNED, Standing.RESUBMISSION_OVERDUE})


def diary_of(lines: Iterable[ReportLine], chased: Iterable[Chased], now: dt.datetime) -> bytes:
    """Return the file: an all-day event for each due day and for each promise; ``now`` is aware."""
    return diary_file("Monthly reports", _events(lines, chased), now)


def _events(lines: Iterable[ReportLine], chased: Iterable[Chased]) -> Iterator[DiaryEvent]:
    for line in lines:
        awaited = line.standing in _NOT_HERE or line.standing in _RETURNED
        told = _("報告の提出期限 {month}").format(month=show_month(line.month))
        yield _event("due", line.key, line.contract, line.awaited_on, told, is_standing=awaited)
    for each in chased:
        if each.past.promised_on is not None:
            told = _("報告の約束の日 {month}").format(month=show_month(each.key.month))
            yield _event("promise", each.key, each.contract, each.past.promised_on, told)


def _event(
    kind: str, key: ReportKey, contract: ContractHead, day: dt.date, told: str, *, is_standing: bool = True
) -> DiaryEvent:
    begins, ends = all_day(day)
    return DiaryEvent(
        _SPACE,
        f"{kind}:{key.contract_id}:{key.month:%Y-%m}",
        f"{contract.contractor} {told}",
        f"{contract.number} {contract.title}\n{contract.department}",
        begins,
        ends,
        is_standing=is_standing,
    )
