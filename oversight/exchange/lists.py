"""The lists of contractors and of contracts, written out under headings that can be imported again."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from oversight.devices import PermitRow
from oversight.devices.permit_papers import tell_decision
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

PERMIT_COLUMNS: Final = (
    ListedColumn(mark("許可番号"), lambda row: row.number),
    ListedColumn(mark("状態"), lambda row: row.standing.word),
    ListedColumn(mark("持ち込む者"), lambda row: row.draft.holder),
    ListedColumn(mark("所属"), lambda row: row.draft.organisation),
    ListedColumn(mark("委託先"), lambda row: row.contractor),
    ListedColumn(mark("契約"), lambda row: row.contract),
    ListedColumn(mark("履行場所"), lambda row: row.place),
    ListedColumn(mark("取扱区域"), lambda row: row.area),
    ListedColumn(mark("機器の種類"), lambda row: row.device_word),
    ListedColumn(mark("機器"), lambda row: row.draft.device),
    ListedColumn(mark("識別番号"), lambda row: row.draft.serial),
    ListedColumn(mark("目的"), lambda row: row.draft.purpose),
    ListedColumn(mark("開始日"), lambda row: row.draft.starts_on),
    ListedColumn(mark("終了日"), lambda row: row.draft.ends_on),
    ListedColumn(mark("安全の措置"), lambda row: _("・").join(map(_, row.draft.measures))),
    ListedColumn(mark("条件"), lambda row: row.draft.conditions),
    ListedColumn(mark("持出時の確認"), lambda row: row.draft.checked_out_how),
    ListedColumn(mark("申請日"), lambda row: row.requested_on),
    ListedColumn(mark("申請を受けた職員"), lambda row: row.requested_by),
    ListedColumn(mark("決定・終了"), tell_decision),
)


def write_permits(rows: Sequence[PermitRow], *, is_csv: bool = False) -> bytes:
    """Return the register of permits as a workbook, or as CSV."""
    return written(PERMIT_COLUMNS, rows, _("持込許可台帳"), is_csv)


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
