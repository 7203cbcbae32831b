"""The columns of the sheet, in the paper's order."""

from __future__ import annotations

from oversight.words import language, mark
from ui.inspections.tones import MARK_TONES
from ui.inspections.transcribing.sheet import SheetRow
from ui.theme import Tone
from ui.widgets.columns import Column


def sheet_columns() -> tuple[Column[SheetRow], ...]:
    """Return the columns of the rows keyed in."""
    return (
        Column(mark("番号"), lambda row: row.item_id, figures=True),
        Column(mark("点検項目"), lambda row: row.title, stretch=3),
        Column(mark("結果"), lambda row: row.answer, tone=_mark_tone, is_tag=True, width=_widest_mark()),
        Column(mark("記入の内容"), lambda row: row.noted, stretch=2, spare=1),
        Column(mark("状態"), lambda row: row.standing.word, tone=lambda row: row.standing.tone, is_tag=True),
    )


def _widest_mark() -> int:
    """Return the room of the longest word of a mark, in pixels at 100 %."""
    return 70 if language() == "ja" else 130


def _mark_tone(row: SheetRow) -> Tone | None:
    return MARK_TONES.get(row.mark) if row.mark is not None else None
