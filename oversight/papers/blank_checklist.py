"""点検表（記入用）: the checklist on paper, to be filled in by hand where no laptop is, and keyed in later.

An item stands in one row, which is not divided: its question, the boxes of its mark, the room to write.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from oversight.papers.blank_items import item_row
from oversight.papers.blocks import Block, Gap, Stack, Whole
from oversight.papers.checklist_data import BlankChecklistData, BlankSection, Labelled
from oversight.papers.finished import Paper
from oversight.papers.forms import (
    DETAIL,
    SMALL,
    TITLE,
    VALUE,
    column_heads,
    heading,
    label_cell,
    label_table,
    text_cell,
)
from oversight.papers.handwriting import WriteLine
from oversight.papers.listing import CENTRED
from oversight.papers.measures import MM
from oversight.papers.paper import Edges, Properties, print_paper
from oversight.papers.paragraph import Align, Paragraph
from oversight.papers.ruled_table import Cell, Row, RuledTable
from oversight.words import _, language

_WIDTHS = (16.0, 72.0, 22.0, 60.0)
_LATIN_WIDTHS = (18.0, 63.0, 35.0, 54.0)
"""The words of the marks are longer there."""
_REPEATED = (42.0, 42.0, 86.0)
_SOURCES = (14.0, 156.0)
_HASH_SHOWN = 16
_WRITTEN = 8 * MM
"""Height of a row of the head in which something is written."""
_SIGNED = 11 * MM


def print_blank_checklist(data: BlankChecklistData) -> Paper:
    """Print the checklist in the language in use; the same data gives the same bytes."""
    title = _("点検表（記入用）")
    named = "　".join(filter(None, (title, data.inspection_number, f"{data.title} {data.edition}")))
    author = f"{data.city_name} {data.owning_section}".strip()
    properties = Properties(
        title=named, author=author, made_at=data.made_at, subject=data.title, keywords=data.document_number
    )
    foot = _("内容の要約値 {hash}　{title} {edition}").format(
        title=data.title, edition=data.edition, hash=data.content_hash[:_HASH_SHOWN]
    )
    never = _("個人番号（マイナンバー）は、どの欄にも書かないでください。")
    return print_paper(
        list(_parts(data, title)), properties, Edges(named, data.document_number, (foot, never))
    )


def _parts(data: BlankChecklistData, title: str) -> Iterator[Sequence[Block]]:
    """Yield what begins on a new page: a section that repeats does, and so does what follows it."""
    blocks: list[Block] = list(_opening(data, title))
    for section in data.sections:
        if not section.repeats:
            blocks += _section(data, section)
            continue
        yield from ([blocks] if blocks else ())
        yield from (list(_repeated(data, section, number)) for number in range(1, data.parts + 1))
        blocks = []
    yield [*blocks, *_end(data)]


def _opening(data: BlankChecklistData, title: str) -> Iterator[Block]:
    right = VALUE.but(align=Align.RIGHT)
    yield Paragraph(f"{data.city_name} {data.owning_section}".strip(), VALUE)
    yield Paragraph(_("文書番号 {number}").format(number=data.document_number), right)
    yield Gap(4)
    yield Paragraph(title, TITLE, bookmark=(title, 0))
    yield Gap(6)
    facts: list[Labelled] = [
        (_("点検表"), f"{data.title} {data.edition}"),
        (_("内容の要約値"), data.content_hash[:_HASH_SHOWN]),
        *data.facts,
    ]
    yield label_table(tuple(_fact_rows(facts)))
    yield Gap(5)
    yield from (Paragraph(line, DETAIL) for line in _guidance())


def _fact_rows(facts: Sequence[Labelled]) -> Iterator[Row]:
    for at in range(0, len(facts), 2):
        pair = facts[at : at + 2]
        cells = [cell for label, told in pair for cell in (label_cell(label), text_cell(told))]
        yield Row((*cells, *([text_cell("", span=2)] * (2 - len(pair)))), min_height=_WRITTEN)


def _guidance() -> tuple[str, ...]:
    return (
        _("結果の □ に印を1つ付けます。不適は指摘の内容を、非該当は理由を、右の欄に書きます。"),
        _("※ は必ず記入する欄です。「～のとき」とある項目は、そのときだけ記入します。"),
        _("書き誤りは二重線で消し、読めるように残します。記入した紙は、転記と照合の後も保存します。"),
    )


def _section(data: BlankChecklistData, section: BlankSection) -> Iterator[Block]:
    yield heading(f"{section.code}　{section.title}", 1)
    yield from _table(data, section)


def _table(data: BlankChecklistData, section: BlankSection) -> Iterator[Block]:
    head = column_heads(_("番号"), _("点検項目・確認すること"), _("結果"), _("記入欄"))
    rows = tuple(item_row(item, is_roomy=data.is_roomy) for item in section.items)
    if rows:
        widths = _WIDTHS if language() == "ja" else _LATIN_WIDTHS
        yield RuledTable(widths, rows, head, padding=2.6, summary=section.title)
    if section.not_asked:
        told = _("この検査では対象外の項目：{items}").format(items=_("、").join(section.not_asked))
        yield Gap(2)
        yield Paragraph(told, SMALL)


def _repeated(data: BlankChecklistData, section: BlankSection, number: int) -> Iterator[Block]:
    several = data.parts > 1
    title = f"{section.code}　{section.title}"
    yield heading(_("{title}（{number}）").format(title=title, number=number) if several else title, 1)
    told = _(
        "この部分は、室・人・機器など1つにつき1組を記入します。足りないときは、この部分を複写してください。"
    )
    yield Paragraph(told, DETAIL, glued=True)
    yield Gap(3, glued=True)
    which = text_cell(_("{number}番目").format(number=number), CENTRED) if several else _line(_("番目"))
    cells = (which, _line(_("組中"), _("全")), _line("", _("対象の名称")))
    yield RuledTable(_REPEATED, (Row(cells, min_height=_WRITTEN + 2 * MM, whole=True),), glued=True, listed=1)
    yield Gap(5, glued=True)
    yield from _table(data, section)


def _line(unit: str, label: str = "") -> Cell:
    return Cell((WriteLine(label, unit),))


def _end(data: BlankChecklistData) -> Iterator[Block]:
    if data.sources:
        yield heading(_("根拠の略号"), 1)
        rows = (Row((label_cell(short), text_cell(told, SMALL))) for short, told in data.sources)
        yield RuledTable(_SOURCES, tuple(rows), padding=1.6)
    yield Gap(10)
    yield Whole(Stack((heading(_("記入・立会い・転記・照合"), 1), _signed())))


def _signed() -> Block:
    """Leave room for who filled it in, who attended, who keyed it in and who checked that."""
    day = text_cell(_("　　年　　月　　日"), CENTRED)
    pairs = (
        (_("記入者"), _("記入日")),
        (_("立会者の署名"), _("署名の日")),
        (_("転記者"), _("転記日")),
        (_("照合者"), _("照合日")),
    )
    rows = (
        Row((label_cell(who), text_cell(""), label_cell(when), day), min_height=_SIGNED, whole=True)
        for who, when in pairs
    )
    return label_table(tuple(rows))
