"""持込許可台帳: the register of permits as of a day, for filing and for a meeting."""

from __future__ import annotations

from collections.abc import Iterator

from oversight.papers.blocks import Block, Gap
from oversight.papers.finished import Paper
from oversight.papers.forms import SMALL, TITLE, VALUE, column_heads, text_cell
from oversight.papers.paper import Edges, Properties, print_paper
from oversight.papers.paragraph import Align, Paragraph
from oversight.papers.permit_data import PermitRegisterData, RegisteredPermit
from oversight.papers.ruled_table import Row, RuledTable
from oversight.papers.wording import day_text, short_day_text
from oversight.words import _

_WIDTHS = (21.0, 32.0, 33.0, 34.0, 21.0, 29.0)
_CENTRED = SMALL.but(align=Align.CENTRE)


def print_permit_register(data: PermitRegisterData) -> Paper:
    """Print the register in the language in use; the same register gives the same bytes."""
    title = _("持込許可台帳")
    named = _("{title}　{day}現在").format(title=title, day=day_text(data.on))
    author = f"{data.city_name} {data.section}".strip()
    properties = Properties(title=named, author=author, made_at=data.made_at)
    return print_paper([[*_opening(data, title), _table(data)]], properties, Edges(named, author))


def _opening(data: PermitRegisterData, title: str) -> Iterator[Block]:
    yield Paragraph(title, TITLE, bookmark=(title, 0))
    yield Gap(4)
    yield Paragraph(_("{day}現在").format(day=day_text(data.on, weekday=True)), VALUE.but(align=Align.RIGHT))
    yield Gap(4)
    told = _("　").join(_("{word} {count:,}").format(word=word, count=count) for word, count in data.told)
    if told:
        yield Paragraph(told, VALUE)
    yield Gap(6)


def _table(data: PermitRegisterData) -> Block:
    heads = (
        _("番号・状態"),
        _("持ち込む者・所属"),
        _("場所・区域"),
        _("機器・識別番号"),
        _("期間"),
        _("措置・決定"),
    )
    rows = tuple(map(_row, data.rows)) or (
        Row((text_cell(_("持込許可はありません。"), SMALL, span=len(heads)),)),
    )
    return RuledTable(_WIDTHS, rows, column_heads(*heads))


def _row(row: RegisteredPermit) -> Row:
    period = _("{start}～{end}").format(
        start=f"{short_day_text(row.starts_on)}\n", end=short_day_text(row.ends_on)
    )
    return Row(
        (
            text_cell(f"{row.number}\n{row.standing}", _CENTRED),
            text_cell(f"{row.holder}\n{row.organisation}".strip(), SMALL),
            text_cell(f"{row.place}\n{row.area}", SMALL),
            text_cell(f"{row.device}\n{row.serial}", SMALL),
            text_cell(period, _CENTRED),
            text_cell(f"{row.measures}\n{row.decided}".strip(), SMALL),
        ),
        whole=True,
    )
