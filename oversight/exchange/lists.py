"""The lists of contractors and of contracts, written out under headings that can be imported again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from oversight.exchange.export import Value, export_csv, export_workbook
from oversight.register import ContractListRow, ContractorRow, word_of
from oversight.words import _, _n, mark


@dataclass(frozen=True)
class ListedColumn:
    """A column of a list: its heading, and what stands in it."""

    heading: str
    value: Callable[[Any], Value]


def _yes_no(holds: bool) -> str:
    return _("有") if holds else _("無")


CONTRACTOR_COLUMNS: Final = (
    ListedColumn(mark("名称"), lambda row: row.name),
    ListedColumn(mark("商号カナ"), lambda row: row.kana),
    ListedColumn(mark("法人番号"), lambda row: row.corporate_number),
    ListedColumn(mark("種別"), lambda row: word_of(row.kind)),
    ListedColumn(mark("所在地"), lambda row: row.address),
    ListedColumn(mark("契約の数"), lambda row: row.contracts),
    ListedColumn(mark("状態"), lambda row: word_of(row.state)),
)
CONTRACT_COLUMNS: Final = (
    ListedColumn(mark("契約番号"), lambda row: row.number),
    ListedColumn(mark("件名"), lambda row: row.title),
    ListedColumn(mark("委託先"), lambda row: row.contractor),
    ListedColumn(mark("所管課"), lambda row: row.department),
    ListedColumn(mark("契約種別"), lambda row: word_of(row.kind)),
    ListedColumn(mark("履行開始日"), lambda row: row.service_from),
    ListedColumn(mark("履行終了日"), lambda row: row.service_until),
    ListedColumn(mark("特定個人情報"), lambda row: _yes_no(row.handles_specific)),
    ListedColumn(mark("本人の数"), lambda row: row.persons_count),
    ListedColumn(mark("検査した日"), lambda row: row.inspected_on),
    ListedColumn(mark("状態"), lambda row: word_of(row.state)),
)


def write_contractors(rows: Sequence[ContractorRow], *, is_csv: bool = False) -> bytes:
    """Return contractors as a workbook, or as CSV."""
    return written(CONTRACTOR_COLUMNS, rows, _n("委託先", 2), is_csv)


def write_contracts(rows: Sequence[ContractListRow], *, is_csv: bool = False) -> bytes:
    """Return contracts as a workbook, or as CSV."""
    return written(CONTRACT_COLUMNS, rows, _n("委託契約", 2), is_csv)


def written(columns: Sequence[ListedColumn], rows: Sequence[Any], title: str, is_csv: bool) -> bytes:
    """Return rows under their columns' headings as a workbook, or as CSV."""
    headings = [_(column.heading) for column in columns]
    cells = [[column.value(row) for column in columns] for row in rows]
    return export_csv(headings, cells) if is_csv else export_workbook(headings, cells, title=title)
