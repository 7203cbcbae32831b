"""The evidence of an item on the record: in words beside the answer, sketches as pictures beneath it."""

from __future__ import annotations

from collections.abc import Iterator

from models.marks import EvidenceKind
from oversight.choice_words import word_of
from oversight.evidence_words import told, told_sample
from oversight.papers.evidence_data import EvidenceData
from oversight.papers.forms import SMALL, labelled
from oversight.papers.paragraph import Paragraph
from oversight.papers.photos import CaptionedPhoto
from oversight.papers.pictures import printed_photo
from oversight.papers.record_data import ItemData
from oversight.papers.wording import moment_text
from oversight.words import _

_HASH_SHOWN = 16
_SKETCH_PIXELS = (1600, 1200)
"""A sketch is printed at twice a photo's width, and at the same dots per inch: its words are small."""


def evidence_texts(item: ItemData) -> tuple[tuple[str, str], ...]:
    """Return what the evidence of an item says, as labels and texts, in the order it was added."""
    lines: list[tuple[str, str]] = []
    for each in item.evidences:
        if each.kind is not EvidenceKind.SKETCH:
            lines += [(word_of(each.kind), told(each)), *told_sample(each)]
    return tuple(lines)


def evidence_details(item: ItemData) -> Iterator[Paragraph]:
    """Yield the paragraphs of an item's evidence in words."""
    for label, text in evidence_texts(item):
        yield labelled(label, text)


def sketches_of(item: ItemData) -> list[CaptionedPhoto]:
    """Return the sketches of an item, numbered within it, each with what is written in it and its hash."""
    sketches = [each for each in item.evidences if each.kind is EvidenceKind.SKETCH]
    return [_captioned(sketch, item.item_id, at) for at, sketch in enumerate(sketches, 1)]


def _captioned(sketch: EvidenceData, item_id: str, number: int) -> CaptionedPhoto:
    named = _("見取図{number}（{item}）").format(number=number, item=item_id)
    lines = [
        f"{named}　{told(sketch)}",
        _("作成 {moment}　{name}").format(moment=moment_text(sketch.noted_at), name=sketch.noted_by),
        _("SHA-256 {hash}…").format(hash=sketch.sha256[:_HASH_SHOWN]),
    ]
    caption = Paragraph("\n".join(lines), SMALL.but(size=8.0, leading=11.0), caption=True)
    absence = Paragraph(_("この見取図は画像として読めないため印刷できない。"), SMALL)
    warning = _("{name}は画像として読めないため印刷されていません。").format(name=named)
    picture = printed_photo(sketch.image, _SKETCH_PIXELS)
    return CaptionedPhoto(picture, caption, absence, warning, lines[0], is_large=True)
