"""委託先の概要: one page about a contractor, its contracts, its reports and what is open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from oversight.calendar import months_of, show_fiscal_year
from oversight.papers.blocks import Block, Gap, Stack
from oversight.papers.finished import Paper
from oversight.papers.forms import SMALL, SUBHEADING, TITLE, VALUE, column_heads, label_cell, text_cell
from oversight.papers.paper import Edges, Properties, print_paper
from oversight.papers.paragraph import Align, Paragraph
from oversight.papers.ruled_table import Row, RuledTable
from oversight.papers.summary_data import ContractorSummaryData, ContractSummary, FindingSummary, LateSummary
from oversight.papers.wording import blank, day_text, short_day_text
from oversight.words import _, _n

_SMALL = SMALL.but(size=7.5, leading=10.0)
_CENTRED = _SMALL.but(align=Align.CENTRE)
_FACTS = (22.0, 63.0, 22.0, 63.0)
_CONTRACTS = (57.0, *([7.6] * 12), 20.0)
_LATE = (58.0, 16.0, 19.0, 14.0, 28.0, 35.0)
_FINDINGS = (26.0, 24.0, 24.0, 96.0)
_PADDING = 2.2


def print_contractor_summary(data: ContractorSummaryData) -> Paper:
    """Print the summary in the language in use; the same data give the same bytes."""
    title = _("委託先の概要")
    named = _("{title}　{day}現在").format(title=title, day=day_text(data.on))
    author = f"{data.city_name} {data.section}".strip()
    properties = Properties(title=f"{named} {data.name}", author=author, made_at=data.made_at)
    blocks = [
        *_opening(data, title),
        *_contracts(data),
        *_late(data),
        *_tiers(data),
        *_findings(data),
    ]
    return print_paper([blocks], properties, Edges(data.name, named))


def _opening(data: ContractorSummaryData, title: str) -> Iterator[Block]:
    yield Paragraph(title, TITLE, bookmark=(title, 0))
    yield Paragraph(_("{day}現在").format(day=day_text(data.on)), VALUE.but(align=Align.RIGHT))
    yield Paragraph(data.name, VALUE.but(size=12, leading=18))
    pairs = [data.facts[at : at + 2] for at in range(0, len(data.facts), 2)]
    rows = tuple(
        Row(tuple(cell for label, value in pair for cell in (label_cell(label), text_cell(blank(value)))))
        for pair in pairs
    )
    yield RuledTable(_FACTS, rows, padding=_PADDING)


def _heading(text: str) -> Block:
    """Return a heading lower than those of other papers: all is to stand on one page."""
    return Stack((Gap(6), Paragraph(text, SUBHEADING, glued=True, level=0), Gap(2, glued=True)), glued=True)


def _part(
    title: str, rows: Sequence[Row], table: tuple[float, ...], heads: tuple[str, ...], more: int
) -> list[Block]:
    """Return a heading with its table, and how many more there are; ``rows`` may be empty."""
    blocks: list[Block] = [_heading(title)]
    if not rows:
        return [*blocks, Paragraph(_("なし"), _SMALL)]
    blocks.append(RuledTable(table, tuple(rows), column_heads(*heads), padding=_PADDING))
    if more:
        blocks += [Gap(2), Paragraph(_n("ほか{count}件", more).format(count=more), _SMALL)]
    return blocks


def _contracts(data: ContractorSummaryData) -> Iterator[Block]:
    months = (str(month.month) for month in months_of(data.year))
    heads = (_("契約・所管課・履行期間"), *months, _("直近の検査"))
    rows = [_contract_row(row) for row in data.contracts.rows]
    title = _("契約と月次報告（{year}）").format(year=show_fiscal_year(data.year))
    yield from _part(title, rows, _CONTRACTS, heads, data.contracts.more)
    if rows:
        yield Gap(2)
        yield Paragraph(data.key, _SMALL)


def _contract_row(row: ContractSummary) -> Row:
    about = f"{row.name}\n{row.department}　{row.service}".strip()
    inspected = short_day_text(row.inspected_on) if row.inspected_on else _("なし")
    signs = (text_cell(sign, _CENTRED) for sign in row.signs)
    return Row((text_cell(about, _SMALL), *signs, text_cell(inspected, _CENTRED)), whole=True)


def _late(data: ContractorSummaryData) -> list[Block]:
    heads = (_("契約"), _("対象月"), _("提出期限"), _("超過"), _("これまで"), _("次の段階"))
    rows = [_late_row(row) for row in data.late.rows]
    return _part(_("期限を過ぎた月次報告"), rows, _LATE, heads, data.late.more)


def _late_row(row: LateSummary) -> Row:
    days = _n("{days}日", row.days).format(days=row.days)
    texts = (row.contract, row.month, short_day_text(row.due_on), days, row.done, row.next_step)
    return Row(tuple(text_cell(text, _SMALL) for text in texts), whole=True)


def _tiers(data: ContractorSummaryData) -> Iterator[Block]:
    yield _heading(_("再委託先"))
    more = _n("ほか{count}件", data.tiers.more).format(count=data.tiers.more)
    lines = (*data.tiers.rows, *([more] if data.tiers.more else ()))
    yield Paragraph("\n".join(lines) or _("なし"), _SMALL)


def _findings(data: ContractorSummaryData) -> list[Block]:
    heads = (_("番号"), _("重大度"), _("状態"), _("事実"))
    rows = [_finding_row(row) for row in data.findings.rows]
    return _part(_("完了していない指摘"), rows, _FINDINGS, heads, data.findings.more)


def _finding_row(row: FindingSummary) -> Row:
    texts = (row.number, row.severity, row.state, row.fact)
    return Row(tuple(text_cell(text, _SMALL) for text in texts), whole=True)
