"""What an import would do or did, row by row."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any
from uuid import UUID

from oversight.exchange.reading import SheetTable
from oversight.exchange.rows import Problem, ReadRow
from oversight.words import _n, mark


class Action(StrEnum):
    """What becomes of a row."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    REFUSED = "refused"


ACTION_WORDS = {
    Action.NEW: mark("新規"),
    Action.CHANGED: mark("変更"),
    Action.UNCHANGED: mark("変更なし"),
    Action.REFUSED: mark("取り込めない"),
}


@dataclass(frozen=True)
class RowOutcome:
    """One row of the file: what becomes of it, what it is called, what is wrong or worth a look.

    ``changes`` is the field's word → (as it stands, as it will be).
    """

    number: int
    action: Action
    label: str = ""
    problems: tuple[Problem, ...] = ()
    changes: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    @property
    def reason(self) -> str:
        """Return all that is wrong or worth a look, in one text."""
        return " ".join(problem.sentence for problem in self.problems)


@dataclass(frozen=True)
class ImportPreview:
    """A dry run: nothing has been written. ``columns`` is field → column index, to be corrected."""

    kind: str
    content: bytes = field(repr=False)
    table: SheetTable = field(repr=False)
    columns: Mapping[str, int]
    rows: tuple[ReadRow, ...] = field(repr=False)
    outcomes: tuple[RowOutcome, ...] = field(repr=False)
    near: tuple[str, ...] = ()
    """Fields whose column was found by a heading that is only alike: a person should look at them."""

    def count(self, action: Action) -> int:
        """Return how many rows have an outcome."""
        return sum(outcome.action is action for outcome in self.outcomes)

    @property
    def refused(self) -> tuple[RowOutcome, ...]:
        """Return the rows that cannot be taken in."""
        return tuple(each for each in self.outcomes if each.action is Action.REFUSED)

    @property
    def summary(self) -> str:
        """Return the counts in one sentence."""
        total = len(self.outcomes)
        return _n(
            "{total}行: 新規{new} 変更{changed} 変更なし{unchanged} 取り込めない{refused}", total
        ).format(
            total=total,
            new=self.count(Action.NEW),
            changed=self.count(Action.CHANGED),
            unchanged=self.count(Action.UNCHANGED),
            refused=self.count(Action.REFUSED),
        )


@dataclass(frozen=True)
class ImportRunRow:
    """A finished import as the list shows it."""

    id: UUID
    kind: str
    file_name: str
    run_at: Any
    run_by: str
    rows_total: int
    made: int
    changed: int
    is_undone: bool


@dataclass(frozen=True)
class UndoOutcome:
    """What undoing did, and which rows had been changed since and were left alone."""

    undone: int
    left_alone: tuple[str, ...]
