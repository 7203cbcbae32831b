"""The monthly reports that are late, written out as a workbook or as CSV."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from oversight.exchange.lists import ListedColumn, written
from oversight.reports.rows import LateReport
from oversight.reports.told import show_month
from oversight.words import _, mark

LATE_REPORT_COLUMNS: Final = (
    ListedColumn(mark("所管課"), lambda row: row.department),
    ListedColumn(mark("委託先"), lambda row: row.contractor),
    ListedColumn(mark("契約番号"), lambda row: row.contract_number),
    ListedColumn(mark("件名"), lambda row: row.contract_title),
    ListedColumn(mark("対象月"), lambda row: show_month(row.month)),
    ListedColumn(mark("提出期限"), lambda row: row.due_on),
    ListedColumn(mark("超過日数"), lambda row: row.days),
    ListedColumn(mark("連続"), lambda row: row.streak or None),
    ListedColumn(mark("状態"), lambda row: row.standing.word),
)


def write_late_reports(rows: Sequence[LateReport], *, is_csv: bool = False) -> bytes:
    """Return the monthly reports that are late as a workbook, or as CSV."""
    return written(LATE_REPORT_COLUMNS, rows, _("期限超過の月次報告"), is_csv)
