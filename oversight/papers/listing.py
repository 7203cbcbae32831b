"""The common frame of papers that list: title, the day they are as of, what is counted, then the lists."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from oversight.papers.blocks import Block, Gap
from oversight.papers.finished import Paper
from oversight.papers.forms import SMALL, TITLE, VALUE, column_heads, text_cell
from oversight.papers.measures import UPRIGHT, Sheet
from oversight.papers.paper import Edges, Properties, print_paper
from oversight.papers.paragraph import Align, Paragraph
from oversight.papers.ruled_table import Row, RuledTable
from oversight.papers.wording import day_text
from oversight.words import _

CENTRED = SMALL.but(align=Align.CENTRE)
NUMBER = SMALL.but(align=Align.RIGHT)


@dataclass(frozen=True)
class Listing:
    """What a list is called, whose it is, of what day; ``said`` follows the day, ``told`` stands beneath.

    ``subject`` says of what the list is, for the edge of each page and the properties.
    """

    title: str
    city_name: str
    section: str
    on: dt.date
    made_at: dt.datetime
    said: str = ""
    told: str = ""
    subject: str = ""

    @property
    def author(self) -> str:
        """Whose list it is."""
        return f"{self.city_name} {self.section}".strip()

    @property
    def named(self) -> str:
        """The title with what makes it this list."""
        title = (
            _("{title}　{named}").format(title=self.title, named=self.subject) if self.subject else self.title
        )
        return _("{title}　{day}現在").format(title=title, day=day_text(self.on))


def print_listing(listing: Listing, blocks: Iterable[Block], sheet: Sheet = UPRIGHT) -> Paper:
    """Print a list in the language in use; the same list gives the same bytes."""
    properties = Properties(title=listing.named, author=listing.author, made_at=listing.made_at)
    edges = Edges(listing.named, listing.author)
    return print_paper([[*_opening(listing), *blocks]], properties, edges, sheet=sheet)


def _opening(listing: Listing) -> Iterator[Block]:
    yield Paragraph(listing.title, TITLE, bookmark=(listing.title, 0))
    yield Gap(4)
    as_of = _("{day}現在").format(day=day_text(listing.on, weekday=True))
    yield Paragraph("　".join(filter(None, (as_of, listing.said))), VALUE.but(align=Align.RIGHT))
    if listing.told:
        yield Gap(4)
        yield Paragraph(listing.told, VALUE)
    yield Gap(6)


def listed(widths: tuple[float, ...], heads: Sequence[str], rows: Iterable[Row], none: str) -> Block:
    """Make the table of a list; ``none`` is said where it holds no row."""
    found = tuple(rows) or (Row((text_cell(none, SMALL, span=len(heads)),)),)
    return RuledTable(widths, found, column_heads(*heads))
