"""What a door must still hand back or check out: the one condition, wherever it is asked."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import Exists, exists

from models.device import DeviceReturn, Treatment, VisitDevice

KEPT = (Treatment.DEPOSITED, Treatment.ADMITTED)
"""What must be accounted for: a device that was refused never came to the door's keeping."""


def owes(visit_id: Any, treatments: Collection[Treatment] = KEPT) -> Exists:
    """Return the condition that a visit, by its identifier or the column of it, owes a device."""
    return exists().where(
        VisitDevice.visit_id == visit_id,
        VisitDevice.treatment.in_(treatments),
        ~exists().where(DeviceReturn.visit_device_id == VisitDevice.id),
    )
