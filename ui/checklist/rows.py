"""How the list shows editions and drafts, and which of them a chip lets through."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from oversight.calendar.shown import show_day
from oversight.checklist.rows import DraftLine, EditionLine
from oversight.clock import at_japan
from oversight.japanese import fold
from oversight.words import _, _n, mark
from ui.list_page import View
from ui.theme import Tone
from ui.widgets.columns import Align, Column

if TYPE_CHECKING:
    from oversight.office import Office


@dataclass(frozen=True)
class ChecklistRow:
    """An edition, or a draft of one."""

    edition: EditionLine | None = None
    draft: DraftLine | None = None

    @property
    def id(self) -> UUID:
        """Return the identifier of whichever it is."""
        line = self.edition or self.draft
        if line is None:
            raise ValueError("neither an edition nor a draft")
        return line.id

    @property
    def title(self) -> str:
        """Return its title; a draft may have none yet."""
        line = self.edition or self.draft
        return (line.title if line else "") or _("（題名なし）")

    @property
    def told(self) -> str:
        """Return title and edition, in one line."""
        return f"{self.title} {self.number}"

    @property
    def number(self) -> str:
        """Return which edition it is: 第1版, or 案."""
        if self.edition is None:
            return _("案")
        return _("第{number}版").format(number=self.edition.number)

    @property
    def standing(self) -> str:
        """Return what new inspections do with it, in a word."""
        if self.edition is None:
            return _("作成中")
        if self.edition.is_usual:
            return _("ふだん使う")
        return _("使用中") if self.edition.is_in_use else ""

    @property
    def tone(self) -> Tone:
        """Return the tone of its standing."""
        if self.edition is None:
            return Tone.ATTENTION
        return Tone.DONE if self.edition.is_in_use else Tone.NEUTRAL

    @property
    def day(self) -> dt.date:
        """Return the day it was published, or changed last."""
        if self.edition is not None:
            return self.edition.published_on
        return at_japan(self.draft.saved_at).date() if self.draft is not None else dt.date.min

    @property
    def who(self) -> str:
        """Return who published it, or changed it last."""
        if self.edition is not None:
            return self.edition.published_by
        return self.draft.saved_by if self.draft is not None else ""


def read_rows(office: Office) -> tuple[ChecklistRow, ...]:
    """Return the drafts, then the editions, the newest first."""
    drafts = [ChecklistRow(draft=line) for line in office.checklists.list_drafts()]
    return (*drafts, *(ChecklistRow(edition=line) for line in office.checklists.list_editions()))


class ChecklistView(View):
    """What a chip lets through, in its word."""

    IN_USE = mark("使用中")
    DRAFTS = mark("案")
    ALL = mark("すべて")

    def lets_through(self, row: ChecklistRow) -> bool:
        """Tell whether the chip shows a row."""
        if self is ChecklistView.IN_USE:
            return row.edition is not None and row.edition.is_in_use
        return self is ChecklistView.ALL or row.draft is not None


def holds_words(row: ChecklistRow, text: str) -> bool:
    """Tell whether every word of a search stands in a row, variants and kana folded."""
    note = row.edition.change_note if row.edition is not None else row.draft.based_on if row.draft else ""
    whole = fold(f"{row.told} {row.who} {row.standing} {note}")
    return all(fold(word) in whole for word in text.split())


def _items(row: ChecklistRow) -> str:
    return f"{row.edition.item_count:,}" if row.edition is not None else ""


def told_use(line: EditionLine) -> str:
    """Return how many inspections keep an edition."""
    return _n("{count:,}件の検査", line.used_by).format(count=line.used_by)


COLUMNS: tuple[Column[ChecklistRow], ...] = (
    Column(mark("点検表"), lambda row: row.title, stretch=3),
    Column(mark("版"), lambda row: row.number, sort_key=lambda row: row.edition.number if row.edition else 0),
    Column(mark("扱い"), lambda row: row.standing, tone=lambda row: row.tone, is_tag=True),
    Column(
        mark("項目"),
        _items,
        sort_key=lambda row: row.edition.item_count if row.edition else None,
        align=Align.RIGHT,
        figures=True,
    ),
    Column(mark("公開・変更"), lambda row: show_day(row.day), sort_key=lambda row: row.day, spare=1),
    Column(mark("職員"), lambda row: row.who, stretch=1, spare=3),
    Column(
        mark("使った検査"),
        lambda row: told_use(row.edition) if row.edition is not None else "",
        sort_key=lambda row: row.edition.used_by if row.edition else None,
        spare=2,
    ),
)
