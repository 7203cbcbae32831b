"""Entries for the tests of the register: drafts as a person would type them."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any
from uuid import UUID

from oversight.change import Change
from oversight.desk import Desk
from oversight.register import (
    ContractDraft,
    ContractorDraft,
    ContractorsService,
    ContractState,
    HoursDraft,
    PeriodDraft,
    PeriodKind,
)
from tests.factories import make_department

SERVICE = PeriodDraft(PeriodKind.SERVICE, dt.date(2023, 4, 1), dt.date(2026, 3, 31))
PREPARATION = PeriodDraft(PeriodKind.PREPARATION, dt.date(2022, 10, 1), dt.date(2023, 3, 31))


def row_id_of(change: Change) -> UUID:
    """Return the identifier a deed answered with."""
    assert change.row_id is not None
    return change.row_id


def enter_contractor(desk: Desk, name: str, **values: Any) -> UUID:
    """Register a contractor through its deed."""
    return row_id_of(ContractorsService(desk).add_contractor(ContractorDraft(name, **values)))


def contract_draft(desk: Desk, number: str = "R5-100", **values: Any) -> ContractDraft:
    """Return a sound draft with a contractor and a section of its own."""
    contractor_id = values.pop("contractor_id", None) or enter_contractor(desk, f"株式会社髙﨑 {number}")
    department_id = values.pop("department_id", None) or make_department(desk, f"介護保険課 {number}")
    draft = ContractDraft(
        number, "介護認定調査業務", contractor_id, department_id, state=ContractState.IN_SERVICE
    )
    return replace(draft, **{"periods": (SERVICE,), "signed_on": dt.date(2023, 3, 1), **values})


def hours_of(
    *weekdays: int, opens: dt.time = dt.time(9), closes: dt.time = dt.time(17, 30)
) -> tuple[Any, ...]:
    """Return the same business hours for several weekdays."""
    return tuple(HoursDraft(weekday, opens, closes) for weekday in weekdays)
