"""The register of permits (持込許可台帳) as a workbook or CSV: what its paper says, and all the rest."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from oversight.devices import PermitRow
from oversight.devices.permit_papers import tell_decision
from oversight.exchange.lists import ListedColumn, written
from oversight.words import _, mark

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
