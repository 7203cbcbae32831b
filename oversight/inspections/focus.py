"""Which items stand first, and where the inspector contradicts the contractor's own monthly report.

Rules: docs/records.md#items-that-stand-first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from models.marks import Mark
from oversight.choice_words import word_of
from oversight.inspections.bearings import Speaks
from oversight.inspections.reported import Statement
from oversight.inspections.rows import InspectionDetail
from oversight.reports.told import show_month
from oversight.words import _

_CONTRADICTED = {Mark.NONCONFORMING: Speaks.FOR, Mark.CONFORMING: Speaks.AGAINST}


@dataclass(frozen=True)
class Contradiction:
    """A mark that is the contrary of what the contractor reported."""

    item_id: str
    mark: Mark
    statement: Statement

    def told(self) -> str:
        """Return both in one sentence."""
        return _("月次報告（{month}）では{said}ですが、検査では「{mark}」です。").format(
            month=show_month(self.statement.month), said=self.statement.told(), mark=word_of(self.mark)
        )


def focus_items(detail: InspectionDetail) -> tuple[str, ...]:
    """Return the asked items that stand first.

    First what was nonconforming last time, then what the reports tell against or leave undecided, then what
    they claim; in the order of the checklist within each.
    """
    ranks = {item_id: _rank(detail, item_id) for item_id in detail.asked}
    return tuple(sorted((each for each in detail.asked if ranks[each]), key=ranks.__getitem__))


def _rank(detail: InspectionDetail, item_id: str) -> int:
    """Return 1 to 3 for what stands first, the most pressing 1; else 0."""
    before = detail.previous.get(item_id)
    if before is not None and before.mark is Mark.NONCONFORMING:
        return 1
    spoken = {each.speaks for each in detail.reported.statements.get(item_id, ())}
    if Speaks.AGAINST in spoken or detail.reported.points_of(item_id):
        return 2
    return 3 if spoken else 0


def contradicted(mark: Mark | None, statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """Return the statements whose contrary a mark is."""
    wanted = _CONTRADICTED.get(mark) if mark is not None else None
    return tuple(each for each in statements if wanted is not None and each.speaks is wanted)


def contradictions_of(detail: InspectionDetail) -> tuple[Contradiction, ...]:
    """Return every contradiction among the asked items, in the order of the checklist."""
    return tuple(
        Contradiction(item_id, mark, statement)
        for item_id in detail.asked
        if item_id in detail.answers and (mark := detail.answers[item_id].draft.mark) is not None
        for statement in contradicted(mark, detail.reported.statements.get(item_id, ()))
    )


def told_reports(statements: Sequence[Statement]) -> str:
    """Return what the reports say in one line, the newest month first; empty where they say nothing."""
    months = sorted({each.month for each in statements}, reverse=True)
    return " / ".join(
        _("月次報告 {month}: {said}").format(
            month=show_month(month),
            said=_("、").join(each.told() for each in statements if each.month == month),
        )
        for month in months
    )
