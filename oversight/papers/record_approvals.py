"""決裁の経過: who drafted, approved, returned a record, when, and what was said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from oversight.papers.blocks import Block, Gap
from oversight.papers.forms import SMALL, column_heads, heading, text_cell
from oversight.papers.record_data import ApprovalEvent
from oversight.papers.ruled_table import Row, RuledTable
from oversight.papers.wording import moment_text
from oversight.words import _

_WIDTHS = (34.0, 28.0, 18.0, 38.0, 52.0)


def approval_blocks(events: Sequence[ApprovalEvent]) -> Iterator[Block]:
    """Yield the table of what happened, in its order; nothing where nobody drafted the record."""
    if not events:
        return
    yield heading(_("決裁の経過"))
    head = column_heads(_("日時"), _("区分"), _("職"), _("氏名"), _("意見・理由"))
    yield RuledTable(_WIDTHS, tuple(_row(event) for event in events), head)
    yield Gap(4)


def _row(event: ApprovalEvent) -> Row:
    at = moment_text(event.at) if event.at else ""
    texts = (at, event.what, event.post, event.by, event.said)
    return Row(tuple(text_cell(text, SMALL) for text in texts))
