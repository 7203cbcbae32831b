"""The items of an inspection record: counts by section, and each item with its answer and its photos."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from models.marks import Mark
from oversight.papers.blocks import Block
from oversight.papers.font_files import Face
from oversight.papers.forms import (
    COLUMN_HEAD,
    GREY,
    SMALL,
    VALUE,
    column_heads,
    continued,
    heading,
    labelled,
    text_cell,
)
from oversight.papers.paragraph import Align, Paragraph
from oversight.papers.photos import CaptionedPhoto, photo_rows
from oversight.papers.pictures import printed_photo
from oversight.papers.record_data import ItemData, OutOfCondition, PhotoData, SectionData
from oversight.papers.record_evidence import evidence_details, evidence_texts, sketches_of
from oversight.papers.ruled_table import Cell, Row, RuledTable
from oversight.papers.structure import Scope
from oversight.papers.wording import NOTHING, mark_text, moment_text
from oversight.words import _

_ITEM = VALUE.but(size=9.0, leading=12.5)
_CENTRED = _ITEM.but(align=Align.CENTRE)
_NUMBER = SMALL.but(face=Face.GOTHIC, size=8.0, leading=12.5)
_NONCONFORMING = _CENTRED.but(face=Face.GOTHIC_BOLD)
_NONCONFORMING_GREY = 0.86
_WIDTHS = (17.0, 56.0, 14.0, 69.0, 14.0)
_LONG_DETAILS = 300
"""Details with more characters than this go below their item over the whole width."""
_HASH_SHOWN = 16


@dataclass(frozen=True)
class Counts:
    """How many items were answered how; ``asked`` leaves out those whose condition does not hold.

    ``recorded`` are those answered by their value.
    """

    conforming: int
    nonconforming: int
    not_applicable: int
    unanswered: int
    out_of_condition: int
    recorded: int = 0

    @property
    def asked(self) -> int:
        """Items whose condition holds."""
        marked = self.conforming + self.nonconforming + self.not_applicable
        return marked + self.recorded + self.unanswered

    @property
    def total(self) -> int:
        """All items of the checklist."""
        return self.asked + self.out_of_condition


def counts_of(sections: Sequence[SectionData]) -> Counts:
    """Count the items of some sections by their marks."""
    marks = [item.mark for section in sections for item in section.items]
    return Counts(
        marks.count(Mark.CONFORMING),
        marks.count(Mark.NONCONFORMING),
        marks.count(Mark.NOT_APPLICABLE),
        marks.count(None),
        sum(len(section.out_of_condition) for section in sections),
        marks.count(Mark.RECORDED),
    )


def count_table(sections: Sequence[SectionData]) -> Block:
    """Make the table of counts by section with its total; 記入済 and 未回答 have a column where needed."""
    whole = counts_of(sections)
    shown = _Columns(with_recorded=whole.recorded > 0, with_open=whole.unanswered > 0)
    labels = [_("区分"), *shown.labels]
    rows = [
        _count_row(f"{section.code}　{section.title}", shown.numbers(counts_of([section])))
        for section in sections
    ]
    rows.append(_count_row(_("合計"), shown.numbers(whole), total=True))
    columns = len(labels) - 1
    return RuledTable((170 - columns * 18, *[18.0] * columns), tuple(rows), column_heads(*labels))


@dataclass(frozen=True)
class _Columns:
    """Which counts have a column; 不適 is the third."""

    with_recorded: bool
    with_open: bool

    @property
    def labels(self) -> list[str]:
        recorded = [_("記入済")] if self.with_recorded else []
        unanswered = [_("未回答")] if self.with_open else []
        return [_("項目数"), _("適"), _("不適"), _("非該当"), *recorded, _("対象外"), *unanswered]

    def numbers(self, counts: Counts) -> list[int]:
        recorded = [counts.recorded] if self.with_recorded else []
        unanswered = [counts.unanswered] if self.with_open else []
        return [
            counts.total,
            counts.conforming,
            counts.nonconforming,
            counts.not_applicable,
            *recorded,
            counts.out_of_condition,
            *unanswered,
        ]


def _count_row(title: str, numbers: Sequence[int], *, total: bool = False) -> Row:
    shade = GREY if total else None
    face = Face.GOTHIC_BOLD if total else Face.MINCHO
    name = Paragraph(title, VALUE.but(face=face, align=Align.CENTRE if total else Align.LEFT))
    cells = [Cell((name,), shade=shade, middle=True, scope=Scope.ROW)]
    for place, number in enumerate(numbers):
        bold = total or (place == 2 and number)
        style = VALUE.but(face=Face.GOTHIC_BOLD if bold else Face.MINCHO, align=Align.CENTRE)
        cells.append(Cell((Paragraph(str(number), style),), shade=shade, middle=True))
    return Row(tuple(cells), whole=True, glued=not total)


def result_blocks(sections: Sequence[SectionData]) -> Iterator[Block]:
    """Yield a heading and a table for each section; photos are numbered through the whole record."""
    photo_number = 1
    for section in sections:
        rows: list[Row] = []
        for item in section.items:
            rows += _item_rows(item, photo_number)
            photo_number += len(item.photos)
        if section.out_of_condition:
            rows.append(_out_of_condition_row(section.out_of_condition))
        if not rows:
            continue
        yield heading(f"{section.code}　{section.title}", level=1)
        head = column_heads(_("番号"), _("点検項目"), _("判定"), _("確認した内容"), _("前回"))
        yield RuledTable(_WIDTHS, tuple(rows), head)


def _item_rows(item: ItemData, first_photo: int) -> Iterator[Row]:
    failed = item.mark is Mark.NONCONFORMING
    mark_style = _NONCONFORMING if failed else _CENTRED
    previous = NOTHING if item.previous is None else mark_text(item.previous)
    number = Cell(
        (Paragraph(item.item_id, _NUMBER),), again=continued(item.item_id, _NUMBER), scope=Scope.ROW
    )
    details, below = _placed(tuple(_details(item)), sum(map(len, _texts_of(item))))
    cells = (
        number,
        text_cell(item.title, _ITEM, middle=False),
        Cell((Paragraph(mark_text(item.mark), mark_style),), shade=_NONCONFORMING_GREY if failed else None),
        Cell(details),
        text_cell(previous, _CENTRED, middle=False),
    )
    sketches = sketches_of(item)
    yield Row(cells, glued=bool(item.photos or sketches or below))
    if below:
        aside = Cell(again=continued(item.item_id, _NUMBER))
        yield Row((aside, Cell(below, span=4)), glued=bool(item.photos or sketches))
    captioned = [_captioned(photo, item.item_id, first_photo + at) for at, photo in enumerate(item.photos)]
    for row in photo_rows([*captioned, *sketches]):
        yield Row((Cell(), Cell((row,), span=4)))


def _texts_of(item: ItemData) -> tuple[str, ...]:
    door = item.door.told if item.door is not None else ""
    own = (item.evidence, item.finding, item.reason, item.note, door)
    values = [text for _label, text in item.values] if item.mark is Mark.RECORDED else []
    return (*values, *own, *(text for _label, text in evidence_texts(item)))


def _placed(
    details: tuple[Paragraph, ...], length: int
) -> tuple[tuple[Paragraph, ...], tuple[Paragraph, ...]]:
    """Place details in their column, or below over the whole width where they are long."""
    if length > _LONG_DETAILS:
        return (Paragraph(_("下欄のとおり"), SMALL),), details
    return details or (Paragraph(NOTHING, SMALL),), ()


def _details(item: ItemData) -> Iterator[Paragraph]:
    for label, value in item.values:
        is_the_answer = item.mark is Mark.RECORDED and label == item.title
        yield Paragraph(value, _ITEM) if is_the_answer else labelled(label, value)
    if item.sample_size is not None or item.population is not None:
        yield labelled(_("抽出"), _sample_text(item))
    texts = (
        (_("証跡"), item.evidence),
        (_("不適の内容"), item.finding),
        (_("非該当の理由"), item.reason),
        (_("備考"), item.note),
    )
    for label, text in texts:
        if text.strip():
            yield labelled(label, text)
    yield from evidence_details(item)
    for reported in item.contradicts:
        yield labelled(_("月次報告との食い違い"), reported.told)
    if item.door is not None:
        yield labelled(_("入退室記録"), item.door.told)


def _sample_text(item: ItemData) -> str:
    sample = NOTHING if item.sample_size is None else f"{item.sample_size:,}"
    population = NOTHING if item.population is None else f"{item.population:,}"
    return _("{population}件中{sample}件").format(population=population, sample=sample)


def _out_of_condition_row(items: Sequence[OutOfCondition]) -> Row:
    reasons = dict.fromkeys(item.why for item in items)
    blocks: list[Block] = []
    for why in reasons:
        names = _("、").join(f"{item.item_id} {item.title}" for item in items if item.why == why)
        blocks.append(labelled(why, names) if why.strip() else Paragraph(names, SMALL))
    label = Cell((Paragraph(_("対象外"), COLUMN_HEAD.but(align=Align.LEFT)),), shade=GREY, scope=Scope.ROW)
    return Row((label, Cell(tuple(blocks), span=4)))


def _captioned(photo: PhotoData, item_id: str, number: int) -> CaptionedPhoto:
    named = _("写真{number}（{item}）").format(number=number, item=item_id)
    lines = [
        f"{named}　{photo.caption.strip()}".rstrip(),
        _("撮影 {moment}").format(moment=moment_text(photo.taken_at)),
        _("SHA-256 {hash}…").format(hash=photo.sha256[:_HASH_SHOWN]),
    ]
    if photo.source_sha256:
        lines.append(_("受け取ったファイル {hash}…").format(hash=photo.source_sha256[:_HASH_SHOWN]))
    if photo.is_blacked_out:
        lines[1] += _("（一部黒塗り）")
    caption = Paragraph("\n".join(lines), SMALL.but(size=8.0, leading=11.0), caption=True)
    absence = Paragraph(_("この写真は画像として読めないため印刷できない。"), SMALL)
    warning = _("{name}は画像として読めないため印刷されていません。").format(name=named)
    return CaptionedPhoto(printed_photo(photo.image), caption, absence, warning, lines[0])
