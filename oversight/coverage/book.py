"""The years of contracts, written out as a workbook or as CSV."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from oversight.coverage.reading import CoverRow
from oversight.exchange.lists import ListedColumn, written
from oversight.inspection_years import tell_covering
from oversight.words import _, mark

COVER_COLUMNS: Final = (
    ListedColumn(mark("所管課"), lambda row: row.contract.department),
    ListedColumn(mark("委託先"), lambda row: row.contract.contractor),
    ListedColumn(mark("契約番号"), lambda row: row.contract.number),
    ListedColumn(mark("件名"), lambda row: row.contract.title),
    ListedColumn(mark("年"), lambda row: row.year.word),
    ListedColumn(mark("実施状況"), lambda row: row.covering.cover.word),
    ListedColumn(mark("実施日"), lambda row: row.covering.visit and row.covering.visit.conducted_on),
    ListedColumn(mark("理由・根拠"), lambda row: tell_covering(row.covering)),
    ListedColumn(mark("実施予定日"), lambda row: row.coming and row.coming.planned_on),
    ListedColumn(mark("検査の期限"), lambda row: row.year.due_on),
    ListedColumn(mark("前の実地"), lambda row: row.last_seen_on),
)


def write_cover(rows: Sequence[CoverRow], *, is_csv: bool = False) -> bytes:
    """Return the years of contracts as a workbook, or as CSV."""
    return written(COVER_COLUMNS, rows, _("検査の実施状況"), is_csv)
