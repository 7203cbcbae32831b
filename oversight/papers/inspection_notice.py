"""実施通知書: the letter that announces an inspection to the head of the contractor."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from oversight.papers.blocks import Block, Gap, Stack, Whole
from oversight.papers.finished import Paper
from oversight.papers.forms import BODY, LABEL, VALUE, text_cell
from oversight.papers.notice_data import InspectionNoticeData
from oversight.papers.paper import Edges, Properties, print_paper
from oversight.papers.paragraph import Align, Paragraph, Style
from oversight.papers.ruled_table import Cell, Row, RuledTable
from oversight.papers.wording import day_text, period_text
from oversight.words import _

_TEXT = Style(size=10.5, leading=17.0, align=Align.FLUSH)
_RIGHT = _TEXT.but(align=Align.RIGHT)
_SUBJECT = _TEXT.but(size=12, leading=20, align=Align.CENTRE)
_ENTRY = VALUE.but(size=10, leading=14.5, align=Align.FLUSH)
_WIDTHS = (8.0, 43.0, 119.0)


def print_inspection_notice(notice: InspectionNoticeData) -> Paper:
    """Print the notice in the language in use; the same notice gives the same bytes."""
    subject = _("個人情報取扱委託に係る実地検査の実施について（通知）")
    properties = Properties(
        title=subject,
        author=f"{notice.city_name} {notice.owning_section}".strip(),
        made_at=notice.made_at,
        subject=notice.contract_title,
        keywords=notice.document_number,
    )
    number = _("検査番号 {number}").format(number=notice.inspection_number)
    blocks = [*_letter_head(notice), *_letter(subject), *_entries(notice), *_letter_end(notice)]
    return print_paper([blocks], properties, Edges(subject, notice.document_number, (number,)))


def _letter_head(notice: InspectionNoticeData) -> Iterator[Block]:
    if notice.document_number:
        yield Paragraph(notice.document_number, _RIGHT)
    if notice.document_on:
        yield Paragraph(day_text(notice.document_on), _RIGHT)
    yield Gap(10)
    yield Paragraph(notice.addressee, _TEXT.but(indent=10.5))
    if notice.addressee_person:
        yield Paragraph(_("{person}　様").format(person=notice.addressee_person), _TEXT.but(indent=10.5))
    yield Gap(10)
    yield Paragraph(notice.sender, _RIGHT)
    if notice.owning_section:
        yield Paragraph(_("（担当：{section}）").format(section=notice.owning_section), _RIGHT)
    if notice.seal_omitted:
        yield Paragraph(_("（公印省略）"), _RIGHT)


def _letter(subject: str) -> Iterator[Block]:
    body = _(
        "　日頃から本市の個人情報保護行政に御協力いただき、ありがとうございます。\n"
        "　委託契約を締結している下記の業務について、個人情報の取扱いの状況を確認するため、契約に基づく"
        "実地検査を下記のとおり実施しますので、通知します。"
    )
    yield Gap(16)
    yield Paragraph(subject, _SUBJECT, bookmark=(subject, 0))
    yield Gap(10)
    yield Paragraph(body, _TEXT)
    yield Gap(8)
    yield Paragraph(_("記"), _TEXT.but(align=Align.CENTRE), glued=True)
    yield Gap(4, glued=True)


def _entries(notice: InspectionNoticeData) -> Iterator[Block]:
    entries = [(label, text) for label, text in _entry_texts(notice) if text.strip()]
    rows = []
    for number, (label, text) in enumerate(entries, start=1):
        cells = (
            text_cell(str(number), _ENTRY, middle=False),
            text_cell(label, _ENTRY.but(align=Align.LEFT), middle=False),
            text_cell(text, _ENTRY, middle=False),
        )
        rows.append(Row(cells))
    yield RuledTable(_WIDTHS, tuple(rows), padding=1.8, ruled=False)


def _entry_texts(notice: InspectionNoticeData) -> Iterator[tuple[str, str]]:
    purpose = _(
        "委託先における個人情報の安全管理の状況を現地で確認し、個人情報の漏えい等を防ぐとともに、"
        "必要な改善につなげること。"
    )
    devices = _(
        "検査員は、記録のため市が管理するノートパソコン1台を持ち込みます（通信機能は使用しません）。"
        "撮影は、事前に承諾をいただいた箇所に限り、個人情報が写らないように行います。"
        "機器の持込みや撮影が禁止されている区域がある場合は、事前にお知らせください。"
    )
    contract = _("{title}（{number}）").format(title=notice.contract_title, number=notice.contract_number)
    contract = contract if notice.contract_number else ""
    period = (notice.period_from, notice.period_until)
    yield _("検査の目的"), notice.purpose or purpose
    yield _("対象業務"), contract or notice.contract_title
    yield _("検査の日時"), _when(notice)
    yield _("検査先"), notice.subcontractor
    yield _("検査の場所"), notice.place
    yield _("種別及び方法"), _method_text(notice)
    yield _("検査員"), "\n".join(f"{one.post}　{one.name}".strip() for one in notice.inspectors)
    yield _("対象期間"), period_text(*period) if any(period) else ""
    yield _("検査の項目"), _("、").join(notice.sections)
    yield _("準備していただく書類"), "\n".join(_("・{name}").format(name=name) for name in notice.documents)
    yield _("持込機器等"), notice.devices_note or devices
    yield _("その他"), notice.remarks


def _when(notice: InspectionNoticeData) -> str:
    times = (notice.planned_from, notice.planned_until)
    start, end = ("" if time is None else _hour_text(time) for time in times)
    hours = _("{start}～{end}").format(start=start, end=end) if any(times) else ""
    return f"{day_text(notice.planned_on, weekday=True)}　{hours}".strip()


def _hour_text(time: dt.time) -> str:
    return _("{hour}時{minute:02d}分").format(hour=time.hour, minute=time.minute)


def _method_text(notice: InspectionNoticeData) -> str:
    text = _("・").join(word for word in (notice.kind, notice.method) if word)
    reason = notice.method_reason.strip()
    return _("{method}（理由：{reason}）").format(method=text, reason=reason) if reason else text


def _letter_end(notice: InspectionNoticeData) -> Iterator[Block]:
    yield Gap(4)
    yield Paragraph(_("以上"), _RIGHT)
    if notice.contact:
        yield Gap(10)
        cell = Cell(
            (Paragraph(_("問合せ先"), LABEL), Paragraph(notice.contact, BODY.but(align=Align.LEFT))),
        )
        yield Whole(Stack((RuledTable((1,), (Row((cell,)),), padding=6.0),)))
