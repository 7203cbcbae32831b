"""How a ruled table is read aloud: as a table with heads, as a list, or as nothing but a frame.

Screen readers announce rows, columns and heads of a table. What only uses columns to line things up is a
list, and a single cell is a frame around its content: told as tables they would be noise.
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from oversight.papers.structure import Role, Scope, Tag

Path = tuple[Tag, ...]
"""The elements that something stands in, from the outermost."""


class Reading(Enum):
    """How a ruled table is read."""

    TABLE = "table"
    LIST = "list"
    FRAME = "frame"


def reading_of(*, columns: int, has_head: bool, is_list: bool) -> Reading:
    """Tell how a table is read."""
    if is_list and not has_head:
        return Reading.LIST
    return Reading.FRAME if columns == 1 and not has_head else Reading.TABLE


def table_path(reading: Reading, summary: str) -> Path:
    """Return the element of a whole table."""
    roles = {Reading.TABLE: Role.TABLE, Reading.LIST: Role.LIST, Reading.FRAME: Role.DIVISION}
    return (Tag(roles[reading], summary=summary if reading is Reading.TABLE else ""),)


def row_path(reading: Reading) -> Path:
    """Return the element of a row; only rows of a table have one."""
    return (Tag(Role.ROW),) if reading is Reading.TABLE else ()


def rest_path(reading: Reading, columns: int) -> Path:
    """Return the element for columns that a row has no cells for: rows of a table are of one width."""
    return (Tag(Role.CELL, columns=columns),) if reading is Reading.TABLE and columns > 0 else ()


def cell_path(scope: Scope | None, span: int, *, absorbs: bool) -> Path:
    """Return the element of a table's cell."""
    role = Role.HEAD_CELL if scope else Role.CELL
    return (Tag(role, scope=scope, columns=span, absorbs=absorbs),)


def item_paths(spans: Sequence[int], item_columns: int) -> list[Path]:
    """Return the elements of a list row's cells: each item's first cell is its label if more follow."""
    paths: list[Path] = []
    column = 0
    item = body = Tag(Role.ITEM)
    for span in spans:
        if column % item_columns:
            paths.append((item, body))
        else:
            item, body = Tag(Role.ITEM), Tag(Role.BODY)
            label = Tag(Role.LABEL, absorbs=True) if span < item_columns else body
            paths.append((item, label))
        column += span
    return paths
