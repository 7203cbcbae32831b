"""Evidence that is begun and not finished: a sketch half drawn, a sample without its result."""

from __future__ import annotations

from collections.abc import Iterator

from oversight.inspections.rows import GapRow, InspectionDetail
from oversight.words import _

EVIDENCE = "evidence"
"""The field a gap names where a piece of evidence is to be finished."""


def counted_items(detail: InspectionDetail) -> frozenset[str]:
    """Return the items whose own field tells the result of their sample."""
    fields = {item.id: item.sample.id for item in detail.edition.items if item.sample is not None}
    return frozenset(
        item_id
        for item_id, saved in detail.answers.items()
        if item_id in fields and saved.draft.values.get(fields[item_id]) not in (None, "")
    )


def evidence_gaps(detail: InspectionDetail) -> Iterator[GapRow]:
    """Yield what is begun and not finished at the items that are asked."""
    asked, counted = frozenset(detail.asked), counted_items(detail)
    for draft in detail.sketch_drafts:
        if draft.item_id in asked:
            told = _("{item}: 描きかけの見取図があります。記録に加えるか、捨ててください。")
            yield GapRow(draft.item_id, told.format(item=draft.item_id), EVIDENCE)
    for each in detail.evidences:
        if each.is_uncounted and each.item_id in asked - counted:
            told = _("{item}: 選んだ標本の結果（不備の数）がありません。")
            yield GapRow(each.item_id, told.format(item=each.item_id), EVIDENCE)
