"""回復用紙: the sheet with the recovery code of a vault, to be sealed and kept in a safe.

It is the only place the code stands; it holds no personal data.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from oversight.papers.blocks import Block, Gap, Whole
from oversight.papers.finished import Paper
from oversight.papers.font_files import Face
from oversight.papers.forms import HEADING, SMALL, TITLE, VALUE, column_heads, label_cell, text_cell
from oversight.papers.measures import MM
from oversight.papers.paper import Edges, Properties, print_paper
from oversight.papers.paragraph import Align, Paragraph, Style
from oversight.papers.ruled_table import Cell, Row, RuledTable
from oversight.papers.wording import day_text
from oversight.words import _

_CODE = Style(face=Face.GOTHIC_BOLD, size=24, leading=38, align=Align.CENTRE, tracking=2.0)
_PLACE = SMALL.but(face=Face.GOTHIC, size=8.0, leading=10.0, align=Align.CENTRE)
_GROUPS_IN_ROW = 4
_LABEL_WIDTHS = (34.0, 136.0)


def print_recovery_sheet(code: str, *, city: str, made_on: dt.date, vault_name: str = "") -> Paper:
    """Print the sheet for a code of groups joined by hyphens; the same input gives the same bytes."""
    title = _("保管庫　回復用紙")
    midnight = dt.datetime.combine(made_on, dt.time(), tzinfo=dt.UTC)
    properties = Properties(title=title, author=city, made_at=midnight)
    warning = _("取扱注意：この用紙を持つ者は保管庫を開くことができます。複写・撮影をしないこと。")
    blocks = [*_head(title, city, made_on, vault_name), *_code(code), *_instructions(), *_keeping()]
    return print_paper([blocks], properties, Edges(title, "", (warning,)))


def _head(title: str, city: str, made_on: dt.date, vault_name: str) -> Iterator[Block]:
    yield Paragraph(_("取扱注意"), HEADING.but(align=Align.RIGHT))
    yield Paragraph(title, TITLE, bookmark=(title, 0))
    yield Gap(12)
    entries = ((_("市区町村等"), city), (_("保管庫の名称"), vault_name), (_("作成日"), day_text(made_on)))
    rows = [Row((label_cell(label), text_cell(text))) for label, text in entries if text]
    yield RuledTable(_LABEL_WIDTHS, tuple(rows))


def _code(code: str) -> Iterator[Block]:
    groups = code.split("-")
    rows = []
    for at in range(0, len(groups), _GROUPS_IN_ROW):
        part = groups[at : at + _GROUPS_IN_ROW]
        part += [""] * (_GROUPS_IN_ROW - len(part) if at else 0)
        cells = tuple(
            Cell((Paragraph(str(at + place) if group else "", _PLACE), Paragraph(group, _CODE)))
            for place, group in enumerate(part, start=1)
        )
        rows.append(Row(cells, whole=True))
    columns = len(rows[0].cells)
    yield Gap(16)
    yield Paragraph(_("回復コード"), HEADING, glued=True, level=0)
    yield Gap(4, glued=True)
    yield Whole(RuledTable((1.0,) * columns, tuple(rows), padding=5.0, listed=1))
    note = _(
        "数字と英字でできています。紛らわしい英字（I・L・O・U）は使っていないので、0と1は数字です。"
        "区切りの「-」は入力しなくてもかまいません。"
    )
    yield Gap(4)
    yield Paragraph(note, SMALL)


def _instructions() -> Iterator[Block]:
    steps = (
        _("パスフレーズを忘れた場合や、開ける職員がいなくなった場合に、この回復コードで保管庫を開きます。"),
        _("この用紙は封筒に入れて封をし、封じ目に署名又は押印のうえ、施錠できる書庫等に保管してください。"),
        _("写しを作らないでください。写真に撮らず、電子ファイルとしても残さないでください。"),
        _(
            "使用したとき、又は紛失したときは、直ちに新しい回復用紙を作り、この用紙を裁断してください。"
            "新しい用紙を作ると、この用紙の回復コードは使えなくなります。"
        ),
        _("この用紙と全職員のパスフレーズの両方を失うと、保管庫は誰にも開けません。"),
    )
    rows = tuple(
        Row((text_cell(str(number), VALUE, middle=False), text_cell(step, VALUE, middle=False)))
        for number, step in enumerate(steps, start=1)
    )
    yield Gap(14)
    yield Paragraph(_("取扱い"), HEADING, glued=True, level=0)
    yield RuledTable((7.0, 163.0), rows, padding=1.5, ruled=False)


def _keeping() -> Iterator[Block]:
    day = _("　　年　　月　　日")
    centred = SMALL.but(align=Align.CENTRE)
    yield Gap(14)
    yield Paragraph(_("保管の記録"), HEADING, glued=True, level=0)
    yield Gap(4, glued=True)
    place = Row((label_cell(_("保管場所")), text_cell("")), min_height=13 * MM)
    yield Whole(RuledTable(_LABEL_WIDTHS, (place,)))
    yield Gap(6)
    rows = tuple(
        Row(
            (text_cell(label), text_cell(""), text_cell(""), text_cell(day, centred)),
            min_height=13 * MM,
            whole=True,
        )
        for label in (_("作成した者"), _("立ち会った者"), _("保管する者"))
    )
    head = column_heads(_("区分"), _("職・氏名"), _("署名又は印"), _("日付"))
    yield Whole(RuledTable((34.0, 62.0, 42.0, 32.0), rows, head))
