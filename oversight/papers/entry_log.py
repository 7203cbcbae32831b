"""入退室記録: the entry log of an area and month, for filing, with what one looks back on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from oversight.papers.blocks import Block
from oversight.papers.entry_log_data import EntryLogData, HeldRule, Labelled, LogLine, LookedBack
from oversight.papers.finished import Paper
from oversight.papers.forms import SMALL, heading, label_cell, text_cell
from oversight.papers.listing import CENTRED, Listing, listed, print_listing
from oversight.papers.measures import LANDSCAPE
from oversight.papers.ruled_table import Cell, Row, RuledTable
from oversight.papers.wording import blank
from oversight.words import _, _n

_LABELLED = (34.0, 233.0)
_WIDTHS = (13.0, 29.0, 56.0, 72.0, 50.0, 47.0)


def print_entry_log(data: EntryLogData) -> Paper:
    """Print the log in the language in use; the same log gives the same bytes."""
    said = _n("{count:,}件の入室", len(data.visits)).format(count=len(data.visits))
    area = data.area
    listing = Listing(
        _("入退室記録"),
        area.city_name,
        area.section,
        data.on,
        data.made_at,
        said,
        told=f"{area.told}　{data.month}",
        subject=f"{area.told} {data.month}",
    )
    return print_listing(listing, _blocks(data), LANDSCAPE)


def _blocks(data: EntryLogData) -> Iterator[Block]:
    yield labelled_table((*data.area.facts, *_rules(data.rules)))
    yield heading(_("入室と退室"))
    heads = (
        _("番号"),
        _("入室・退室"),
        _("入室者・所属・目的"),
        _("機器と取扱い・返却"),
        _("立会い・付添い・署名"),
        _("例外・備考"),
    )
    yield listed(_WIDTHS, heads, map(_visit, data.visits), _("この月の入室の記録はありません。"))
    for part in data.parts:
        yield heading(part.heading)
        yield _part(part)


def labelled_table(lines: Iterable[Labelled], *, padding: float = 3.4) -> Block:
    """Make a table of labels and what stands beside them."""
    rows = (Row((label_cell(label), text_cell(blank(told), SMALL))) for label, told in lines)
    return RuledTable(_LABELLED, tuple(rows), padding=padding)


def _rules(rules: tuple[HeldRule, ...]) -> Iterator[Labelled]:
    for rule in rules:
        told = "\n".join(_("{label}：{told}").format(label=label, told=told) for label, told in rule.lines)
        word = _("規則（{since}）").format(since=rule.since) if rule.since else _("規則")
        yield word, told


def _visit(visit: LogLine) -> Row:
    return Row(
        (
            text_cell(visit.number, CENTRED),
            text_cell(f"{visit.entered}\n{visit.left}", SMALL),
            _lines((visit.person, visit.organisation, visit.purpose)),
            _lines(visit.devices),
            _lines((*visit.attended, *visit.signatures)),
            _lines(visit.remarks),
        ),
        whole=True,
    )


def _lines(lines: Iterable[str]) -> Cell:
    return text_cell("\n".join(filter(None, lines)), SMALL)


def _part(part: LookedBack) -> Block:
    rows = (Row(tuple(text_cell(told, SMALL) for told in row), whole=True) for row in part.rows)
    return listed(part.widths, part.heads, rows, part.none)
