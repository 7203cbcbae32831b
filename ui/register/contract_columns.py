"""The columns and chips of the table of contracts."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from oversight.calendar import show_short
from oversight.register import ContractState, word_of
from oversight.words import _, mark
from ui.theme import Tone
from ui.widgets.columns import Column

if TYPE_CHECKING:
    from oversight.register import ContractListRow

RUNNING = frozenset({ContractState.SIGNED, ContractState.IN_SERVICE})


class Show(StrEnum):
    """Which contracts are shown."""

    RUNNING = "running"
    SPECIFIC = "specific"
    NOT_INSPECTED = "not_inspected"
    ALL = "all"


def passes(row: ContractListRow, shown: Show) -> bool:
    """Tell whether a row is among those shown."""
    match shown:
        case Show.RUNNING:
            return row.state in RUNNING
        case Show.SPECIFIC:
            return row.handles_specific
        case Show.NOT_INSPECTED:
            return row.state in RUNNING and row.inspected_on is None
        case Show.ALL:
            return True


def _period(row: ContractListRow) -> str:
    if row.service_from is None or row.service_until is None:
        return ""
    return f"{row.service_from:%Y/%m/%d}～{row.service_until:%Y/%m/%d}"


def _flags(row: ContractListRow) -> str:
    return _("特定") if row.handles_specific else ""


def _inspected(row: ContractListRow) -> str:
    if row.inspected_on is not None:
        return _("{day} 実施").format(day=show_short(row.inspected_on))
    if row.planned_on is not None:
        return _("{day} 予定").format(day=show_short(row.planned_on))
    return _("未実施") if row.state in RUNNING else ""


def _inspected_tone(row: ContractListRow) -> Tone | None:
    if row.inspected_on is not None:
        return Tone.DONE
    return Tone.ATTENTION if row.state in RUNNING else None


COLUMNS: tuple[Column[ContractListRow], ...] = (
    Column(mark("契約番号"), lambda r: r.number),
    Column(mark("件名"), lambda r: r.title, stretch=3),
    Column(mark("委託先"), lambda r: r.contractor, stretch=3),
    Column(mark("所管課"), lambda r: r.department, stretch=1),
    Column(mark("履行期間"), _period, sort_key=lambda r: r.service_until, figures=True),
    Column(mark("特定個人情報"), _flags),
    Column(
        mark("本人の数"),
        lambda r: "" if r.persons_count is None else f"{r.persons_count:,}",
        sort_key=lambda r: r.persons_count,
        figures=True,
    ),
    Column(mark("状態"), lambda r: word_of(r.state)),
    Column(
        mark("今年度の検査"), _inspected, sort_key=lambda r: r.inspected_on, tone=_inspected_tone, is_tag=True
    ),
)
