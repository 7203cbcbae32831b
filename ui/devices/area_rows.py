"""How the list shows areas, and which of them a chip lets through."""

from __future__ import annotations

from oversight.devices import AreaLevel, AreaRow
from oversight.inspections import word_of
from oversight.japanese import fold
from oversight.words import _, mark
from ui.list_page import View
from ui.theme import Tone
from ui.widgets.columns import Column


class AreaView(View):
    """What a chip lets through, in its word."""

    CORE = mark("基幹系")
    CONTROLLED = mark("管理区域")
    ALL = mark("すべて")

    def lets_through(self, row: AreaRow) -> bool:
        """Tell whether the chip shows an area."""
        if self is AreaView.CORE:
            return row.draft.uses_core
        return self is AreaView.ALL or row.draft.level is AreaLevel.CONTROLLED


def told_level(row: AreaRow) -> str:
    """Return the level, and whether a core system is used."""
    word = word_of(row.draft.level)
    return _("{level}・基幹系").format(level=word) if row.draft.uses_core else word


def holds_words(row: AreaRow, text: str) -> bool:
    """Tell whether every word of a search stands in a row, variants and kana folded."""
    whole = fold(f"{row.contractor} {row.contract} {row.told} {' '.join(row.draft.systems)}")
    return all(fold(word) in whole for word in text.split())


COLUMNS: tuple[Column[AreaRow], ...] = (
    Column(mark("区域"), lambda row: row.draft.name, stretch=2),
    Column(mark("履行場所"), lambda row: row.place, stretch=2),
    Column(
        mark("区域の区分"),
        told_level,
        tone=lambda row: Tone.ATTENTION if row.draft.uses_core else Tone.NEUTRAL,
        is_tag=True,
    ),
    Column(mark("委託先"), lambda row: row.contractor, stretch=2, spare=1),
    Column(mark("契約"), lambda row: row.contract, stretch=3, spare=2),
)
