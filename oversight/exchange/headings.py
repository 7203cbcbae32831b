"""Where the headings of a table stand: below a title, in one row or in two with merged cells above."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from oversight.exchange.fields import FIELDS
from oversight.exchange.guards import ROWS_ABOVE
from oversight.japanese import fold

Merged = tuple[tuple[int, int], tuple[int, int]]
"""A merged area: (row, column) of its first and of its last cell, from 0."""

FilledRow = tuple[int, Sequence[object]]
"""A row that is not blank: its number from 1 and its cells."""

_WIDEST = 200


def find_headings(filled: Sequence[FilledRow], merged: Sequence[Merged]) -> tuple[int, tuple[str, ...]]:
    """Return the number of the last row of headings, and the headings; a title may stand above.

    The row with the most known headings; where fewer than two are known, the first that has more than half
    as many texts as the fullest: a heading left blank must not make a row of data the headings. Headings
    merged over several columns are put before those of the row beneath them (履行期間 + 自).
    """
    best = _best_row(filled[:ROWS_ABOVE])
    rows = dict(filled[: ROWS_ABOVE + 1])
    near = [each for each in merged if abs(each[0][0] + 1 - best) <= 1]
    top = best - 1 if best - 1 in rows and _reaches_down(best - 1, near) else best
    bottom = best + 1 if best + 1 in rows and _is_beneath(rows[best + 1], best, near) else best
    anchors = _anchors(near)
    width = max(len(rows[number]) for number in range(top, bottom + 1))
    return bottom, tuple(_composed(rows, anchors, column, top, bottom) for column in range(width))


def _best_row(first: Sequence[FilledRow]) -> int:
    known = [count_known(row) for _number, row in first]
    texts = [sum(isinstance(cell, str) for cell in row) for _number, row in first]
    if max(known) > 1:
        best = known.index(max(known))
    else:
        best = next(at for at, count in enumerate(texts) if count * 2 > max(texts) or not max(texts))
    return first[best][0]


def count_known(cells: Iterable[object]) -> int:
    """Return how many different headings that we know stand in a row."""
    return len({fold(str(cell)) for cell in cells if cell} & _known_headings())


@cache
def _known_headings() -> frozenset[str]:
    fields = (each for kind in FIELDS.values() for each in kind)
    return frozenset(fold(name) for each in fields for name in (each.word, *each.headings))


def _reaches_down(number: int, merged: Sequence[Merged]) -> bool:
    """Tell whether a heading of this row is merged with the cell beneath: both rows are headings then."""
    return any(top == number - 1 and bottom == number for (top, _left), (bottom, _right) in merged)


def _is_beneath(cells: Sequence[object], number: int, merged: Sequence[Merged]) -> bool:
    """Tell whether every text of a row stands beneath a heading merged over several columns."""
    covered = {
        column
        for (top, left), (bottom, right) in merged
        if top == bottom == number - 1 and left < right
        for column in range(left, min(right, _WIDEST) + 1)
    }
    return bool(covered) and all(cell is None or at in covered for at, cell in enumerate(cells))


def _anchors(merged: Sequence[Merged]) -> Mapping[tuple[int, int], tuple[int, int]]:
    """Return which cell holds the value of a merged one, by (row number from 1, column from 0)."""
    return {
        (row + 1, column): (top + 1, left)
        for (top, left), (bottom, right) in merged
        for row in range(top, min(bottom, top + 2) + 1)
        for column in range(left, min(right, _WIDEST) + 1)
    }


def _composed(
    rows: Mapping[int, Sequence[object]],
    anchors: Mapping[tuple[int, int], tuple[int, int]],
    column: int,
    top: int,
    bottom: int,
) -> str:
    parts: dict[tuple[int, int], str] = {}
    for number in range(top, bottom + 1):
        at = anchors.get((number, column), (number, column))
        cells = rows.get(at[0], ())
        cell = cells[at[1]] if at[1] < len(cells) else None
        parts[at] = "" if cell is None else str(cell).strip()
    return "".join(parts.values())
