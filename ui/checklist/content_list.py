"""What a checklist asks, before it is a draft: sections and beneath each its items, in one list."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from oversight.checklist import Edition, Item, Section
from oversight.checklist.edition import AnswerKind
from oversight.checklist.field_telling import FIELD_KIND_WORDS
from oversight.words import _, _n, mark
from ui.theme import Tone
from ui.widgets.columns import Column
from ui.widgets.row_table import RowTable


@dataclass(frozen=True)
class ContentRow:
    """A section, or an item of it."""

    id: str
    title: str
    asks: str
    is_section: bool = False
    has_condition: bool = False

    @property
    def word(self) -> str:
        """What the row is, in the office's word."""
        return _("区分") if self.is_section else _("点検項目")


COLUMNS: tuple[Column[ContentRow], ...] = (
    Column(
        mark("種類"),
        lambda row: row.word,
        tone=lambda row: Tone.INFO if row.is_section else Tone.NEUTRAL,
        is_tag=True,
    ),
    Column(mark("番号"), lambda row: row.id, width=110, spare=2),
    Column(mark("内容"), lambda row: row.title, stretch=3),
    Column(mark("答え"), lambda row: row.asks, stretch=1, spare=1),
    Column(mark("条件"), lambda row: _("あり") if row.has_condition else "", spare=3),
)


class ContentList(RowTable[ContentRow]):
    """A table that is only read."""

    def __init__(self) -> None:
        super().__init__(COLUMNS, name=_("取り込む内容"), key=lambda row: (row.is_section, row.id))

    def show_edition(self, edition: Edition) -> None:
        """Show what an edition asks."""
        self.replace_rows(tuple(_rows(edition)))


def _rows(edition: Edition) -> Iterator[ContentRow]:
    for part in edition.sections:
        yield ContentRow(part.id, part.title.spoken(), told_count(part), is_section=True)
        for item in part.items:
            yield ContentRow(item.id, item.title.spoken(), _asks(item), has_condition=bool(item.condition))


def told_count(part: Section) -> str:
    """Return how many items a section has, and whether it is asked again for each."""
    count = len(part.items)
    told = _n("{count:,}項目", count).format(count=count)
    return told + _("・繰り返す") if part.repeats else told


def _asks(item: Item) -> str:
    """Return how an item is answered: by a mark, by values, or by both."""
    words = dict.fromkeys(_(FIELD_KIND_WORDS[each.kind]) for each in item.fields)
    marks = [] if item.answer is AnswerKind.VALUE else [_("適・不適")]
    return _("、").join((*marks, *words))
