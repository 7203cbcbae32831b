"""The evidence of an item as the frozen document holds it: sketches named by their SHA-256."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from oversight.checklist import Item
from oversight.faces import face_of
from oversight.inspections.evidence import EvidenceRow
from oversight.inspections.rows import InspectionDetail
from oversight.papers.evidence_data import EvidenceData


def evidence_data(item: Item, detail: InspectionDetail) -> tuple[EvidenceData, ...]:
    """Return the evidence of an item; a sample whose result the item itself tells carries that result."""
    saved = detail.answers.get(item.id)
    result = saved.draft.values.get(item.sample.id) if saved is not None and item.sample else None
    return tuple(_data(each, result) for each in detail.evidences if each.item_id == item.id)


def _data(row: EvidenceRow, result: object) -> EvidenceData:
    is_told = row.is_uncounted and isinstance(result, int) and result <= (row.sample_size or 0)
    return face_of(EvidenceData, row, image=b"", failed=result if is_told else row.failed)


def with_sketches(evidences: Iterable[EvidenceData], images: Mapping[str, bytes]) -> tuple[EvidenceData, ...]:
    """Return the evidence with the bytes of its sketches."""
    return tuple(
        replace(each, image=images.get(each.sha256, b"")) if each.sha256 else each for each in evidences
    )
