"""The numbers of permits: 持R8-0001, counted within the fiscal year in which the period lies.

Rule: docs/records.md#permits.
"""

from __future__ import annotations

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.device import DevicePermit
from oversight.calendar import show_fiscal_year_short

_SERIES = "持"


def next_number(session: Session, year: int) -> str:
    """Return the next number of a fiscal year, without a gap."""
    prefix = f"{_SERIES}{show_fiscal_year_short(year)}-"
    numbers = session.scalars(select(DevicePermit.number).where(DevicePermit.number.startswith(prefix)))
    last = max((int(number.removeprefix(prefix)) for number in numbers), default=0)
    return f"{prefix}{last + 1:04d}"
