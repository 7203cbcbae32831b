"""The list of all that belongs to a record beside its words: kind, item, caption and SHA-256 of each."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from models.marks import EvidenceKind
from oversight.evidence_words import told
from oversight.papers.blocks import Block
from oversight.papers.forms import BODY, SMALL, column_heads, text_cell
from oversight.papers.paragraph import Align, Paragraph
from oversight.papers.record_data import InspectionRecordData
from oversight.papers.ruled_table import Cell, Row, RuledTable
from oversight.papers.structure import Scope
from oversight.papers.wording import NOTHING
from oversight.words import _

_WIDTHS = (9.0, 19.0, 16.0, 42.0, 84.0)
_CENTRED = SMALL.but(align=Align.CENTRE)
_HASH = SMALL.but(size=7.0, leading=12.0)
"""64 figures in one line of the last column."""


@dataclass(frozen=True)
class AttachmentData:
    """What belongs to a record beside its words: a photo, a sketch, a drawn signature.

    ``kind`` is the office's word for it, ``sha256`` that of its bytes as kept, in hex; ``item_id`` is empty
    where it belongs to no item.
    """

    kind: str
    item_id: str
    caption: str
    sha256: str


def attachments_of(record: InspectionRecordData) -> tuple[AttachmentData, ...]:
    """Return the photos, named as under their items, the sketches, then the drawn signatures."""
    return (*_photos(record), *_sketches(record), *_signatures(record))


def _photos(record: InspectionRecordData) -> Iterator[AttachmentData]:
    items = (item for section in record.sections for item in section.items)
    photos = ((item.item_id, photo) for item in items for photo in item.photos)
    for number, (item_id, photo) in enumerate(photos, start=1):
        caption = photo.caption.strip()
        yield AttachmentData(_("写真{number}").format(number=number), item_id, caption, photo.sha256)


def _sketches(record: InspectionRecordData) -> Iterator[AttachmentData]:
    for item in (item for section in record.sections for item in section.items):
        sketches = (each for each in item.evidences if each.kind is EvidenceKind.SKETCH)
        for number, sketch in enumerate(sketches, start=1):
            kind = _("見取図{number}").format(number=number)
            yield AttachmentData(kind, item.item_id, told(sketch), sketch.sha256)


def _signatures(record: InspectionRecordData) -> Iterator[AttachmentData]:
    for signed in record.signatures:
        if signed.image:
            sha256 = hashlib.sha256(signed.image).hexdigest()
            yield AttachmentData(_("署名"), "", signed.name, sha256)


def attachment_blocks(record: InspectionRecordData) -> Iterator[Block]:
    """Yield the table of what is attached, or the sentence that nothing is."""
    attachments = attachments_of(record)
    if not attachments:
        yield Paragraph(_("写真その他の添付はない。"), BODY)
        return
    head = column_heads(_("番号"), _("種類"), _("点検項目"), _("説明"), _("SHA-256（保管したもの）"))
    rows = tuple(_row(number, each) for number, each in enumerate(attachments, start=1))
    yield RuledTable(_WIDTHS, rows, head, padding=2.4)


def _row(number: int, attachment: AttachmentData) -> Row:
    counted = Cell((Paragraph(str(number), _CENTRED),), middle=True, scope=Scope.ROW)
    texts = (attachment.kind, attachment.item_id, attachment.caption)
    cells = (text_cell(text.strip() or NOTHING, SMALL) for text in texts)
    return Row((counted, *cells, text_cell(attachment.sha256, _HASH)), whole=True)
