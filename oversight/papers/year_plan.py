"""実地検査 年間計画: what is inspected when and by whom in a fiscal year, and what is not planned yet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from oversight.papers.blocks import Block, Gap
from oversight.papers.finished import Paper
from oversight.papers.forms import HEADING, SMALL, TITLE, VALUE, column_heads, text_cell
from oversight.papers.paper import Edges, Properties, print_paper
from oversight.papers.paragraph import Align, Paragraph
from oversight.papers.ruled_table import Row, RuledTable
from oversight.papers.wording import day_text, short_day_text
from oversight.papers.year_plan_data import PlannedRow, YearPlanData
from oversight.words import _, _n

_WIDTHS = (17.0, 17.0, 22.0, 42.0, 22.0, 19.0, 31.0)
_CENTRED = SMALL.but(align=Align.CENTRE)


def print_year_plan(data: YearPlanData) -> Paper:
    """Print the plan in the language in use; the same plan gives the same bytes."""
    title = _("実地検査 年間計画")
    named = _("{title}　{year}").format(title=title, year=data.year)
    author = f"{data.city_name} {data.section}".strip()
    properties = Properties(title=named, author=author, made_at=data.made_at)
    blocks = [*_opening(data, named), *_part(_("計画した検査"), data.planned)]
    if data.unplanned:
        blocks += _part(_("まだ計画していない契約"), data.unplanned)
    return print_paper([blocks], properties, Edges(named, author))


def _opening(data: YearPlanData, title: str) -> Iterator[Block]:
    yield Paragraph(title, TITLE, bookmark=(title, 0))
    yield Gap(4)
    yield Paragraph(_("{day}現在").format(day=day_text(data.on, weekday=True)), VALUE.but(align=Align.RIGHT))
    yield Gap(4)
    told = _("　").join(_("{word} {count:,}").format(word=word, count=count) for word, count in data.told)
    yield Paragraph(told, VALUE)


def _part(heading: str, rows: Sequence[PlannedRow]) -> Iterator[Block]:
    told = _n("{heading}　{count}件", len(rows)).format(heading=heading, count=len(rows))
    yield Gap(8)
    yield Paragraph(told, HEADING, bookmark=(heading, 1), glued=True)
    yield Gap(3, glued=True)
    heads = (
        _("予定日"),
        _("検査番号"),
        _("所管課"),
        _("委託先・契約"),
        _("場所"),
        _("検査員"),
        _("理由"),
    )
    lines = tuple(_row(row) for row in rows) or (
        Row((text_cell(_("計画した検査はありません。"), SMALL, span=len(heads)),)),
    )
    yield RuledTable(_WIDTHS, lines, column_heads(*heads))


def _row(row: PlannedRow) -> Row:
    day = short_day_text(row.day) if row.day else _("未定")
    return Row(
        (
            text_cell(f"{day}\n{row.method}".strip(), _CENTRED),
            text_cell(row.number, _CENTRED),
            text_cell(row.department, SMALL),
            text_cell(f"{row.contractor}\n{row.contract}", SMALL),
            text_cell(row.place, SMALL),
            text_cell(row.inspectors, SMALL),
            text_cell(row.reason, SMALL),
        ),
        whole=True,
    )
