"""期限超過一覧: the monthly reports that are late, with what was done and what comes next, for a meeting."""

from __future__ import annotations

from collections.abc import Iterator

from oversight.papers.blocks import Block, Gap
from oversight.papers.finished import Paper
from oversight.papers.forms import SMALL, TITLE, VALUE, column_heads, text_cell
from oversight.papers.overdue_data import OverdueListData, OverdueRow
from oversight.papers.paper import Edges, Properties, print_paper
from oversight.papers.paragraph import Align, Paragraph
from oversight.papers.ruled_table import Row, RuledTable
from oversight.papers.wording import day_text, short_day_text
from oversight.words import _, _n

_WIDTHS = (25.0, 49.0, 15.0, 21.0, 13.0, 20.0, 27.0)
_CENTRED = SMALL.but(align=Align.CENTRE)
_NUMBER = SMALL.but(align=Align.RIGHT)


def print_overdue_list(data: OverdueListData) -> Paper:
    """Print the list in the language in use; the same list gives the same bytes."""
    title = _("月次報告 期限超過一覧")
    named = _("{title}　{day}現在").format(title=title, day=day_text(data.on))
    author = f"{data.city_name} {data.section}".strip()
    properties = Properties(title=named, author=author, made_at=data.made_at)
    return print_paper([[*_opening(data, title), _table(data)]], properties, Edges(named, author))


def _opening(data: OverdueListData, title: str) -> Iterator[Block]:
    yield Paragraph(title, TITLE, bookmark=(title, 0))
    yield Gap(4)
    told = _n("{day}現在　{count}件", len(data.rows)).format(
        day=day_text(data.on, weekday=True), count=len(data.rows)
    )
    yield Paragraph(told, VALUE.but(align=Align.RIGHT))
    yield Gap(6)


def _table(data: OverdueListData) -> Block:
    heads = (
        _("所管課"),
        _("委託先・契約"),
        _("対象月"),
        _("提出期限"),
        _("超過"),
        _("これまで"),
        _("次の段階"),
    )
    rows = tuple(_row(row) for row in data.rows) or (
        Row((text_cell(_("期限を過ぎた報告はありません。"), SMALL, span=len(heads)),)),
    )
    return RuledTable(_WIDTHS, rows, column_heads(*heads))


def _row(row: OverdueRow) -> Row:
    return Row(
        (
            text_cell(row.department, SMALL),
            text_cell(f"{row.contractor}\n{row.contract}", SMALL),
            text_cell(row.month, _CENTRED),
            text_cell(short_day_text(row.due_on), _CENTRED),
            text_cell(_n("{days}日", row.days).format(days=row.days), _NUMBER),
            text_cell(row.done, SMALL),
            text_cell(row.next_step, SMALL),
        ),
        whole=True,
    )
