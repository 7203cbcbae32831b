"""The columns and chips of the table of contracts."""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING
from uuid import UUID

from oversight.calendar import show_dotted, show_period, show_short
from oversight.inspection_years import Cover
from oversight.register import ContractState, word_of
from oversight.words import _, mark
from ui.register.flag_painter import BETWEEN
from ui.theme import Tone
from ui.tones import COVER_TONES
from ui.widgets.columns import Column

if TYPE_CHECKING:
    from oversight.inspection_years import Cover
from oversight.register import ContractListRow

RUNNING = frozenset({ContractState.SIGNED, ContractState.IN_SERVICE})


class Show(Enum):
    """Which contracts are shown, and the chip's word."""

    RUNNING = mark("履行中")
    SPECIFIC = mark("特定個人情報")
    NOT_INSPECTED = mark("今年度未実施")
    OWN_SECTION = mark("自分の課")
    ALL = mark("すべて")

    @property
    def word(self) -> str:
        """Return the chip's word in the language in use."""
        return _(self.value)

    def passes(self, row: ContractListRow, own_section: UUID | None) -> bool:
        """Tell whether a row is among those shown."""
        match self:
            case Show.RUNNING:
                return row.state in RUNNING
            case Show.SPECIFIC:
                return row.handles_specific
            case Show.NOT_INSPECTED:
                return row.lacks_inspection
            case Show.OWN_SECTION:
                return row.department_id == own_section
            case Show.ALL:
                return True


def _period(row: ContractListRow) -> str:
    if row.service_from is None or row.service_until is None:
        return ""
    return _("{start}～{end}").format(start=show_dotted(row.service_from), end=show_dotted(row.service_until))


def _flags(row: ContractListRow) -> str:
    flags = (
        (row.handles_specific, _("特定")),
        (row.uses_core_system, _("基幹")),
        (row.is_subcontracted, _("再委託")),
    )
    return BETWEEN.join(word for holds, word in flags if holds)


def _inspected(row: ContractListRow) -> str:
    if row.inspected_on is not None:
        return _("{day} 実施").format(day=show_short(row.inspected_on))
    if row.planned_on is not None and row.cover is not Cover.WAIVED:
        return _("{day} 予定").format(day=show_short(row.planned_on))
    return row.cover.word if row.cover is not None else ""


def _inspected_tone(row: ContractListRow) -> Tone | None:
    if row.inspected_on is not None:
        return Tone.DONE
    if row.cover is Cover.WAIVED:
        return Tone.NEUTRAL
    if row.planned_on is not None:
        return Tone.INFO
    return COVER_TONES[row.cover] if row.cover is not None else None


COLUMNS: tuple[Column[ContractListRow], ...] = (
    Column(mark("契約番号"), lambda r: r.number),
    Column(mark("件名"), lambda r: r.title, stretch=3),
    Column(mark("委託先"), lambda r: r.contractor, stretch=3),
    Column(mark("所管課"), lambda r: r.department, spare=3),
    Column(mark("種別"), lambda r: word_of(r.kind), spare=6),
    Column(
        mark("履行期間"),
        _period,
        sort_key=lambda r: r.service_until,
        phrase=lambda r: f"{_('履行期間')} {show_period(r.service_from, r.service_until)}",
        figures=True,
        spare=2,
    ),
    Column(mark("区分"), _flags, is_tag=True, spare=1),
    Column(
        mark("本人の数"),
        lambda r: "" if r.persons_count is None else f"{r.persons_count:,}",
        sort_key=lambda r: r.persons_count,
        figures=True,
        spare=5,
    ),
    Column(
        mark("今年度の検査"), _inspected, sort_key=lambda r: r.inspected_on, tone=_inspected_tone, is_tag=True
    ),
    Column(mark("状態"), lambda r: word_of(r.state), width=64, spare=4),
)
FLAGS_AT = next(place for place, column in enumerate(COLUMNS) if column.header == mark("区分"))
