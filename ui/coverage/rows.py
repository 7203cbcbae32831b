"""How the list shows years of contracts, and which of them a chip lets through."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from oversight.calendar import show_dotted, show_short
from oversight.coverage import Cover, CoverRow, Risk
from oversight.japanese import fold
from oversight.words import _, _n, mark
from ui.list_page import View
from ui.theme import Tone
from ui.tones import COVER_TONES
from ui.widgets.columns import Align, Column


class CoverView(View):
    """What a chip lets through, in its word."""

    LACKING = mark("未実施")
    UNPLANNED = mark("予定なし")
    MISSED = mark("未実施のまま終了")
    ON_SITE = mark("実地")
    REMOTE = mark("遠隔")
    PAPER = mark("書面")
    WAIVED = mark("免除")
    ALL = mark("すべて")

    def lets_through(self, row: CoverRow) -> bool:
        """Tell whether the chip shows a year."""
        cover = row.covering.cover
        match self:
            case CoverView.LACKING:
                return cover.is_lacking
            case CoverView.UNPLANNED:
                return cover is Cover.OPEN and row.coming is None
            case CoverView.ALL:
                return True
            case _:
                return cover.name == self.name


def told_cover(row: CoverRow) -> str:
    """Return how a year stands, with the day: 8/3(月) 実地, 12/8(火) 予定, 3/31(水)まで 未実施."""
    visit, cover = row.covering.visit, row.covering.cover
    if visit is not None:
        return _("{day} {cover}").format(day=show_short(visit.conducted_on), cover=cover.word)
    return cover.word


def told_ahead(row: CoverRow) -> str:
    """Return the day planned, or the last day where nothing covers the year."""
    if row.coming is not None:
        return _("{day} 予定").format(day=show_short(row.coming.planned_on))
    if row.covering.cover is Cover.OPEN:
        return _("{day}まで").format(day=show_short(row.year.due_on))
    return ""


def holds_words(row: CoverRow, text: str) -> bool:
    """Tell whether every word of a search stands in a row, variants and kana folded."""
    head = row.contract
    whole = fold(f"{head.number} {head.title} {head.contractor} {head.contractor_kana} {head.department}")
    return all(fold(word) in whole for word in text.split())


def told_seen(row: CoverRow) -> str:
    """Return when the work was last seen on site."""
    return show_dotted(row.last_seen_on) or _("なし")


def told_points(risk: Risk) -> str:
    """Return the points in words."""
    return _n("{points}点", risk.points).format(points=risk.points)


def columns_with(risks: Mapping[UUID, Risk]) -> tuple[Column[CoverRow], ...]:
    """Return the columns; ``risks`` holds the points of each contract as they were last read."""

    def points(row: CoverRow) -> Risk:
        return risks.get(row.contract.contract_id, Risk())

    priority = Column[CoverRow](
        mark("優先度"),
        lambda row: told_points(points(row)),
        lambda row: -points(row).points,
        align=Align.RIGHT,
        spare=1,
    )
    return (*_COLUMNS[:4], priority, *_COLUMNS[4:])


_COLUMNS: tuple[Column[CoverRow], ...] = (
    Column(mark("委託先"), lambda row: row.contract.contractor, width=108, stretch=2),
    Column(mark("契約"), lambda row: row.contract.title, width=118, stretch=3),
    Column(
        mark("実施状況"),
        told_cover,
        lambda row: (list(Cover).index(row.covering.cover), row.year.due_on),
        tone=lambda row: COVER_TONES[row.covering.cover],
        is_tag=True,
    ),
    Column(
        mark("予定・期限"),
        told_ahead,
        lambda row: row.coming.planned_on if row.coming else row.year.due_on,
        tone=lambda row: Tone.INFO if row.coming else None,
    ),
    Column(mark("前の実地"), told_seen, lambda row: row.last_seen_on, spare=3),
    Column(mark("所管課"), lambda row: row.contract.department, width=110, stretch=1, spare=2),
    Column(mark("契約番号"), lambda row: row.contract.number, figures=True, spare=4),
)
