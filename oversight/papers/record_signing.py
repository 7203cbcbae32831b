"""The end of an inspection record: who signs it, and what proves that it was not changed since."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from oversight.papers.blocks import Block, Gap, Stack, Whole
from oversight.papers.finished import EmbeddedCopy
from oversight.papers.forms import BODY, SMALL, column_heads, label_table, text_cell, wide_row
from oversight.papers.measures import KEPT_TOGETHER, MM
from oversight.papers.paragraph import Align, Paragraph
from oversight.papers.record_data import AttendeeData, InspectionRecordData
from oversight.papers.ruled_table import Row, RuledTable
from oversight.papers.wording import blank, moment_text
from oversight.words import _

_SIGNING_HEIGHT = 12 * MM
_CENTRED = SMALL.but(align=Align.CENTRE)
_WIDTHS = (26.0, 34.0, 34.0, 44.0, 32.0)


def signature_blocks(record: InspectionRecordData) -> Iterator[Block]:
    """Yield the sentence that is signed and one row to sign for each attendee and inspector."""
    sentence = _("この記録に記載された検査の事実に相違がないことを確認しました。")
    rows = [
        _signing_row(_("委託先立会者"), one.post, one.name, one.signed_at)
        for one in record.attendees or (AttendeeData("", ""),)
    ]
    rows += [_signing_row(_("検査員"), one.post, one.name) for one in record.inspectors]
    head = column_heads(_("区分"), _("職名"), _("氏名"), _("署名"), _("署名の日"))
    table = RuledTable(_WIDTHS, tuple(rows), head)
    yield Paragraph(sentence, BODY, glued=True)
    yield Gap(4, glued=True)
    yield Whole(table, KEPT_TOGETHER)


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
