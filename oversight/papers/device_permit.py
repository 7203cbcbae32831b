"""持込許可証: the permit its holder shows at the door, with room to note each taking out by hand."""

from __future__ import annotations

from collections.abc import Iterator

from oversight.papers.blocks import Block, Gap, Whole
from oversight.papers.finished import Paper
from oversight.papers.forms import (
    BODY,
    VALUE,
    column_heads,
    double_row,
    heading,
    label_table,
    text_cell,
    wide_row,
)
from oversight.papers.measures import KEPT_TOGETHER, MM
from oversight.papers.paper import Edges, Properties, print_paper
from oversight.papers.paragraph import Align, Paragraph, Style
from oversight.papers.permit_data import PermitData
from oversight.papers.ruled_table import Row, RuledTable
from oversight.papers.wording import day_text, period_text
from oversight.words import _

_TEXT = Style(size=10.5, leading=17.0, align=Align.FLUSH)
_RIGHT = _TEXT.but(align=Align.RIGHT)
_SUBJECT = _TEXT.but(size=15, leading=26, align=Align.CENTRE)
_CHECKS = (30.0, 26.0, 42.0, 36.0, 36.0)
_CHECK_LINES = 6


def print_device_permit(permit: PermitData) -> Paper:
    """Print the permit in the language in use; the same permit gives the same bytes."""
    title = _("持込許可証")
    author = f"{permit.city_name} {permit.section}".strip()
    properties = Properties(
        title=f"{title}　{permit.number}",
        author=author,
        made_at=permit.made_at,
        subject=permit.contract,
        keywords=permit.number,
    )
    blocks = [*_head(permit, title), _particulars(permit), *_duties(), *_checks()]
    return print_paper([blocks], properties, Edges(title, permit.number, (permit.number,)))


def _head(permit: PermitData, title: str) -> Iterator[Block]:
    yield Paragraph(permit.number, _RIGHT)
    yield Paragraph(day_text(permit.granted_on), _RIGHT)
    yield Gap(8)
    yield Paragraph(title, _SUBJECT, bookmark=(title, 0))
    yield Gap(8)
    yield Paragraph(_("{name}　様").format(name=permit.holder), _TEXT.but(indent=10.5))
    yield Gap(4)
    for line in (f"{permit.city_name} {permit.section}".strip(), permit.granted_by):
        yield Paragraph(line, _RIGHT)
    yield Gap(8)
    yield Paragraph(_("　次の機器を、次の区域へ持ち込むことを許可します。"), _TEXT)
    yield Gap(6)


def _particulars(permit: PermitData) -> Block:
    measures = _("・").join(permit.measures)
    period = period_text(permit.starts_on, permit.ends_on)
    if permit.shortened_because:
        period = f"{period}\n{permit.shortened_because}"
    return label_table(
        (
            double_row(_("許可番号"), permit.number, _("許可日"), day_text(permit.granted_on)),
            double_row(_("持ち込む者"), permit.holder, _("所属"), permit.organisation),
            double_row(_("機器の種類"), permit.device_kind, _("機器"), permit.device),
            wide_row(_("識別番号"), permit.serial),
            wide_row(_("期間"), period),
            wide_row(_("区域"), f"{permit.place}　{permit.area}"),
            wide_row(_("契約"), f"{permit.contract}\n{permit.contractor}"),
            wide_row(_("目的"), permit.purpose),
            wide_row(_("安全の措置"), measures),
            wide_row(_("条件"), permit.conditions),
            wide_row(_("持出時の確認"), permit.checked_out_how),
        )
    )


def _duties() -> Iterator[Block]:
    yield heading(_("守ること"))
    for number, text in enumerate(
        (
            _("入室のたびに、この許可証と機器を係員に示すこと。"),
            _("許可された者・機器・区域・目的のほかには使わないこと。"),
            _("持ち出すときは、係員の確認を受けること。"),
            _("期間が終わったとき、または担当を離れるときは、この許可証を返すこと。"),
        ),
        start=1,
    ):
        yield Paragraph(_("{number}　{text}").format(number=number, text=text), BODY)


def _checks() -> Iterator[Block]:
    """Yield lines to note by hand what was looked at when the device left, and the giving back."""
    yield heading(_("持出しの確認・許可証の返納"))
    heads = column_heads(_("日付"), _("時刻"), _("確認したこと"), _("確認した職員"), _("持ち込む者の署名"))
    empty = Row(tuple(text_cell("", VALUE) for _width in _CHECKS), min_height=9 * MM)
    yield Whole(RuledTable(_CHECKS, (empty,) * _CHECK_LINES, heads), KEPT_TOGETHER)
