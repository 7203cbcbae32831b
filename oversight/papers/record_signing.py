"""The end of an inspection record: who signs it, and what proves that it was not changed since."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from oversight.papers.blocks import Block, Gap, Stack, Whole
from oversight.papers.finished import EmbeddedCopy
from oversight.papers.font_files import Face
from oversight.papers.forms import BODY, SMALL, VALUE, column_heads, label_table, text_cell, wide_row
from oversight.papers.measures import KEPT_TOGETHER, MM
from oversight.papers.paragraph import Align, Paragraph
from oversight.papers.photos import CaptionedPhoto
from oversight.papers.pictures import printed_photo
from oversight.papers.record_data import AttendeeData, InspectionRecordData
from oversight.papers.ruled_table import Cell, Row, RuledTable
from oversight.papers.signature_data import SignatureData
from oversight.papers.signature_picture import SignaturePicture
from oversight.papers.wording import blank, moment_text
from oversight.words import _

_SIGNING_HEIGHT = 12 * MM
_CENTRED = SMALL.but(align=Align.CENTRE)
_TOLD = SMALL.but(size=7.5, leading=10.5)
_FAULT = SMALL.but(face=Face.GOTHIC_BOLD)
_WIDTHS = (26.0, 34.0, 34.0, 44.0, 32.0)
_SIGNED_WIDTHS = (26.0, 26.0, 28.0, 49.0, 41.0)
"""Columns where somebody signed on the laptop, which tells more than a day."""
_HASH_SHOWN = 16


def signature_blocks(record: InspectionRecordData) -> Iterator[Block]:
    """Yield the sentence that is signed and one row to sign for each attendee and inspector."""
    sentence = _("この記録に記載された検査の事実に相違がないことを確認しました。")
    rows = [
        _signing_row(_("委託先立会者"), one.post, one.name, one.signed_at)
        for one in record.attendees or (AttendeeData("", ""),)
    ]
    rows += [_signing_row(_("検査員"), one.post, one.name) for one in record.inspectors]
    first_inspector = len(rows) - len(record.inspectors)
    for signed in record.signatures:
        place = signed.position + (first_inspector if signed.is_inspector else 0)
        rows[place] = _signed_row(rows[place], signed)
    last = _("署名の日時と方法") if record.signatures else _("署名の日")
    head = column_heads(_("区分"), _("職名"), _("氏名"), _("署名"), last)
    table = RuledTable(_SIGNED_WIDTHS if record.signatures else _WIDTHS, tuple(rows), head)
    yield Paragraph(sentence, BODY, glued=True)
    yield Gap(4, glued=True)
    yield Whole(table, KEPT_TOGETHER)
    if record.signatures:
        note = _(
            "端末での署名は、署名した時に画面にあった記録のハッシュ値（先頭の16桁を示す）に結び付けて"
            "保存されている。"
        )
        yield Gap(3)
        yield Paragraph(note, SMALL)


def _signing_row(kind: str, post: str, name: str, signed_at: dt.datetime | None = None) -> Row:
    """Make a row to sign by hand, or one that tells when it was signed on the laptop."""
    open_day = _("　　年　　月　　日")
    cells = (
        text_cell(kind),
        text_cell(post),
        text_cell(name),
        text_cell(_("端末で署名済") if signed_at else "", _CENTRED),
        text_cell(moment_text(signed_at) if signed_at else open_day, _CENTRED),
    )
    return Row(cells, min_height=_SIGNING_HEIGHT, whole=True)


def _signed_row(unsigned: Row, signed: SignatureData) -> Row:
    """Make the row of one who signed on the laptop: what was drawn, then when, how and what was signed."""
    kind, post, name = unsigned.cells[:3]
    told = "\n".join(
        (
            moment_text(signed.signed_at),
            signed.how,
            _("記録 {hash}…").format(hash=signed.signed_hash[:_HASH_SHOWN]),
        )
    )
    given = Cell((_given(signed),), middle=True)
    return Row((kind, post, name, given, text_cell(told, _TOLD)), min_height=_SIGNING_HEIGHT, whole=True)


def _given(signed: SignatureData) -> Block:
    if signed.fault:
        return Paragraph(signed.fault, _FAULT)
    if signed.is_declined:
        return Paragraph(_("署名なし。理由：{reason}").format(reason=signed.declined_reason), SMALL)
    if not signed.image:
        return Paragraph(signed.name, VALUE.but(align=Align.CENTRE))
    caption = _("{name} の手書きの署名").format(name=signed.name)
    absence = _("この署名は画像として読めないため印刷できない。")
    photo = CaptionedPhoto(
        printed_photo(signed.image),
        Paragraph(caption, _TOLD, caption=True),
        Paragraph(absence, SMALL),
        _("{caption}は画像として読めないため印刷されていません。").format(caption=caption),
        caption,
    )
    return SignaturePicture(photo)


def identity_table(record: InspectionRecordData, copy: EmbeddedCopy | None = None) -> Block:
    """Make the table of hashes: a paper and the store can be held against each other by it."""
    rows = [
        wide_row(_("確定"), f"{moment_text(record.finalised_at)}　{record.finalised_by}"),
        wide_row(_("点検表の版"), record.edition),
        wide_row(_("ハッシュ値"), record.record_hash),
        wide_row(
            _("記録簿の先頭"),
            _("第{sequence}号　{hash}").format(
                sequence=record.journal_sequence, hash=blank(record.journal_hash)
            ),
        ),
    ]
    if copy is not None:
        told = _(
            "この書面のPDFに {name}（{size:,}バイト）を埋め込んである。確定した記録の内容そのもので、"
            "そのSHA-256は上のハッシュ値と一致する。"
        )
        rows.append(wide_row(_("機械可読の写し"), told.format(name=copy.name, size=len(copy.content))))
    note = _(
        "記録のハッシュ値（SHA-256）は、確定した記録の内容から算出した。記録又は記録簿が後から"
        "書き換えられた場合は、この書面の値と一致しなくなる。"
    )
    return Stack((Whole(label_table(rows)), Gap(3), Paragraph(note, SMALL)))
