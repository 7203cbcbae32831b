"""Which rows of a sheet go, which come, and where all stands afterwards; rows count as Excel shows them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from typing_extensions import override

LAST_ROW = 1_048_576
"""The last row that Excel has: a list of choices for a whole column reaches down to it."""
Span = tuple[int, int]
"""First and last row of an area."""


@dataclass(frozen=True)
class NewRows:
    """Rows that come below the row ``after``, as many as the model has and looking like it."""

    after: int
    model: tuple[int, ...]
    name: str = ""
    """What they are for: the id of an item or of a section."""
    is_apart: bool = False
    """Whether they begin something new: merged areas that hold their model do not grow over them."""


class RowPlan:
    """The move of a sheet's rows. Rows that come at one place stand in the order given."""

    def __init__(self, removed: Iterable[int] = (), added: Iterable[NewRows] = ()) -> None:
        self.removed = sorted(set(removed))
        self.added = tuple(sorted(added, key=lambda each: each.after))
        self._after = [each.after for each in self.added]
        self._sums = [0]
        for each in self.added:
            self._sums.append(self._sums[-1] + len(each.model))

    @property
    def is_empty(self) -> bool:
        """Tell whether every row stays where it is."""
        return not self.removed and not self.added

    def at(self, row: int) -> int | None:
        """Return where a row stands afterwards; ``None`` for one that goes."""
        place = bisect_left(self.removed, row)
        if place < len(self.removed) and self.removed[place] == row:
            return None
        return row - place + self._sums[bisect_left(self._after, row)]

    def start_of(self, place: int) -> int:
        """Return the first row, afterwards, of the new rows at that position of ``added``."""
        after = self.added[place].after
        return after - bisect_right(self.removed, after) + self._sums[place] + 1

    def seen_from(self, place: int) -> RowPlan:
        """Return the plan as new rows see it: their model's rows are they themselves."""
        return _SeenFromNew(self, place)

    def span(self, top: int, bottom: int, *, is_merged: bool = False) -> Span | None:
        """Return an area afterwards: without the rows that go, with those whose model lies within it."""
        rows = [at for row in _ends(top, bottom, self.removed) if (at := self.at(row)) is not None]
        for place, each in enumerate(self.added):
            if self._grows(top, bottom, each) and not (is_merged and each.is_apart):
                start = self.start_of(place)
                rows += [start, start + len(each.model) - 1]
        return (min(rows), min(max(rows), LAST_ROW)) if rows else None

    def _grows(self, top: int, bottom: int, each: NewRows) -> bool:
        is_whole = top <= each.model[0] and each.model[-1] <= bottom
        return is_whole and (bottom - top + 1 > len(each.model))

    def copies(self, top: int, bottom: int) -> Iterator[Span]:
        """Yield the like areas in new rows, of an area that lies within their model."""
        for place, each in enumerate(self.added):
            if each.model[0] <= top and bottom <= each.model[-1]:
                start = self.start_of(place) - each.model[0]
                yield top + start, bottom + start


class _SeenFromNew(RowPlan):
    """A plan in which the model's rows stand where the new rows do, for formulas that a new row takes."""

    def __init__(self, plan: RowPlan, place: int) -> None:
        super().__init__(plan.removed, plan.added)
        self._new = {row: plan.start_of(place) + at for at, row in enumerate(plan.added[place].model)}

    @override
    def at(self, row: int) -> int | None:
        """Return where a row stands afterwards, seen from the new rows."""
        return self._new.get(row) or super().at(row)


def _ends(top: int, bottom: int, removed: list[int]) -> tuple[int, ...]:
    """Return the first and the last row of an area that stay."""
    gone = set(removed[bisect_left(removed, top) : bisect_right(removed, bottom)])
    while top <= bottom and top in gone:
        top += 1
    while bottom >= top and bottom in gone:
        bottom -= 1
    return (top, bottom) if top <= bottom else ()
