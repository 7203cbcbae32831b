"""One item of a blank checklist as a row: what is asked, the boxes of its mark, the room to write by hand."""

from __future__ import annotations

from collections.abc import Iterator

from models.marks import Mark
from oversight.papers.blocks import Block, Gap
from oversight.papers.checklist_data import BlankField, BlankItem, WayToFill
from oversight.papers.font_files import Face
from oversight.papers.handwriting import WriteLine
from oversight.papers.measures import MM
from oversight.papers.paragraph import Align, Fragment, Paragraph, Style
from oversight.papers.ruled_table import Cell, Row
from oversight.papers.structure import Scope
from oversight.papers.wording import mark_text, severity_text
from oversight.words import _, language

_NUMBER = Style(face=Face.GOTHIC_BOLD, size=9, leading=12.5, align=Align.CENTRE)
_SEVERITY = Style(face=Face.GOTHIC, size=7, leading=9.0, align=Align.CENTRE)
_TITLE = Style(face=Face.GOTHIC, size=9, leading=12.5)
_LOOK = Style(size=8, leading=11.0)
_FINE = Style(size=7, leading=9.5)
_WHEN = Style(face=Face.GOTHIC, size=7.5, leading=10.5)
_BOXES = Style(face=Face.GOTHIC, size=9, leading=15.5)
_LATIN_BOXES = _BOXES.but(size=8.0)
_LABEL = Style(face=Face.GOTHIC, size=7.5, leading=10.5)
_COMPACT, _ROOMY = 9 * MM, 20 * MM
"""Room for the finding or the reason."""
_LINE, _HIGH_LINE = 6.5 * MM, 9 * MM
"""Room for what is written on one line."""
_BETWEEN = 3.0
"""Empty height between two lines, in points."""
_MARKS = (Mark.CONFORMING, Mark.NONCONFORMING, Mark.NOT_APPLICABLE)
_BOX = "□"
_FIRM = "\u00a0"


def item_row(item: BlankItem, *, is_roomy: bool) -> Row:
    """Make the row of an item; it is not divided between two pages."""
    number = (Paragraph(item.item_id, _NUMBER), Gap(2), Paragraph(severity_text(item.severity), _SEVERITY))
    cells = (
        Cell(number, scope=Scope.ROW),
        Cell(tuple(_asked(item))),
        Cell((Paragraph(_boxes(item), _BOXES if language() == "ja" else _LATIN_BOXES),), middle=True),
        Cell(tuple(_room(item, is_roomy=is_roomy))),
    )
    return Row(cells, whole=True)


def _asked(item: BlankItem) -> Iterator[Block]:
    if item.condition:
        yield Paragraph(item.condition, _WHEN)
    yield Paragraph(item.title, _TITLE)
    if item.look_at:
        yield Gap(1.5)
        yield Paragraph(item.look_at, _LOOK)
    if item.basis:
        yield Gap(1.5)
        yield Paragraph(_("根拠：{basis}").format(basis=item.basis), _FINE)


def _boxes(item: BlankItem) -> str:
    if not item.is_marked:
        return _("（記入）")
    return "\n".join(f"{_BOX}{_FIRM}{mark_text(mark)}" for mark in _MARKS)


def _room(item: BlankItem, *, is_roomy: bool) -> Iterator[Block]:
    line = _HIGH_LINE if is_roomy else _LINE
    for field in item.fields:
        yield from _field(field, line)
        yield Gap(_BETWEEN)
    if item.is_marked:
        yield Paragraph(_("指摘・理由"), _LABEL)
        yield Gap(_ROOMY if is_roomy else _COMPACT)


def _field(field: BlankField, line: float) -> Iterator[Block]:
    label = _("※{label}").format(label=field.label) if field.is_required else field.label
    if field.way is WayToFill.PHOTO:
        told = _("{box}写真：{label}").format(box=_BOX + _FIRM, label=label)
        yield WriteLine(told, _("枚"), line)
    elif field.way is WayToFill.LINE:
        yield from _sample(field, line)
        yield WriteLine(label, field.unit, line)
    else:
        way = _("1つ") if field.way is WayToFill.ONE else _("いくつでも")
        words = (Fragment(_("{label}（{way}）").format(label=label, way=way), Face.GOTHIC),)
        yield Paragraph(words, _LABEL)
        yield Paragraph("　".join(f"{_BOX}{_FIRM}{choice}" for choice in field.choices), _LOOK)
    if field.limits:
        yield Paragraph(field.limits, _FINE)


def _sample(field: BlankField, line: float) -> Iterator[Block]:
    """Leave room for the population and the size of the sample a count was counted in."""
    if field.population:
        yield WriteLine(_("母数（{population}）").format(population=field.population), field.unit, line)
        yield Gap(_BETWEEN)
        yield WriteLine(_("抽出数"), field.unit, line)
        yield Gap(_BETWEEN)
