"""期限超過一覧: the monthly reports that are late, with what was done and what comes next, for a meeting."""

from __future__ import annotations

from oversight.papers.blocks import Block
from oversight.papers.finished import Paper
from oversight.papers.forms import SMALL, text_cell
from oversight.papers.listing import CENTRED, NUMBER, Listing, listed, print_listing
from oversight.papers.overdue_data import OverdueListData, OverdueRow
from oversight.papers.ruled_table import Row
from oversight.papers.wording import short_day_text
from oversight.words import _, _n

_WIDTHS = (25.0, 49.0, 15.0, 21.0, 13.0, 20.0, 27.0)


def print_overdue_list(data: OverdueListData) -> Paper:
    """Print the list in the language in use; the same list gives the same bytes."""
    said = _n("{count:,}件", len(data.rows)).format(count=len(data.rows))
    title = _("月次報告 期限超過一覧")
    listing = Listing(title, data.city_name, data.section, data.on, data.made_at, said)
    return print_listing(listing, (_table(data),))


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
    return listed(_WIDTHS, heads, map(_row, data.rows), _("期限を過ぎた報告はありません。"))


def _row(row: OverdueRow) -> Row:
    return Row(
        (
            text_cell(row.department, SMALL),
            text_cell(f"{row.contractor}\n{row.contract}", SMALL),
            text_cell(row.month, CENTRED),
            text_cell(short_day_text(row.due_on), CENTRED),
            text_cell(_n("{days}日", row.days).format(days=row.days), NUMBER),
            text_cell(row.done, SMALL),
            text_cell(row.next_step, SMALL),
        ),
        whole=True,
    )
