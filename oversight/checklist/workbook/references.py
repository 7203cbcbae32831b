"""References of formulas after rows have moved: F4:F11 becomes F4:F12 when a row came among them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from oversight.checklist.workbook.row_plan import RowPlan

_CELL = re.compile(r"(\$?[A-Za-z]{1,3}\$?)(\d{1,7})(?::(\$?[A-Za-z]{1,3}\$?)(\d{1,7}))?")
_ROWS = re.compile(r"(\$?)(\d{1,7}):(\$?)(\d{1,7})")
LOST = "#REF!"


def moved_formula(formula: str, home: str, plans: Mapping[str, RowPlan]) -> str:
    """Return a formula of the sheet ``home`` (with its =) as it reads once the rows have moved."""
    from openpyxl.formula.tokenizer import Token, Tokenizer

    tokenizer = Tokenizer(formula)
    for token in tokenizer.items:
        if token.type == Token.OPERAND and token.subtype == Token.RANGE:
            token.value = moved_reference(token.value, home, plans)
    return "=" + "".join(token.value for token in tokenizer.items)


def moved_reference(reference: str, home: str, plans: Mapping[str, RowPlan]) -> str:
    """Return one reference, with or without the name of a sheet; a name is left as it is."""
    sheet, sign, area = reference.rpartition("!")
    plan = plans.get(sheet.strip("'").replace("''", "'") if sign else home)
    return sheet + sign + moved_area(area, plan) if plan is not None else reference


def moved_area(area: str, plan: RowPlan) -> str:
    """Return an area (A1, $A$1:$C$9, 3:4) after the move; ``#REF!`` when all of it has gone."""
    cells = _CELL.fullmatch(area)
    if cells is not None and cells[3]:
        span = plan.span(int(cells[2]), int(cells[4]))
        return f"{cells[1]}{span[0]}:{cells[3]}{span[1]}" if span is not None else LOST
    if cells is not None:
        at = plan.at(int(cells[2]))
        return f"{cells[1]}{at}" if at is not None else LOST
    rows = _ROWS.fullmatch(area)
    if rows is None:
        return area
    span = plan.span(int(rows[2]), int(rows[4]))
    return f"{rows[1]}{span[0]}:{rows[3]}{span[1]}" if span is not None else LOST
