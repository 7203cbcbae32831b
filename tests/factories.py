"""Objects for tests, written through a real writing session so that the journal sees them."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

from models.contract import (
    Contract,
    ContractKind,
    ContractPeriod,
    ContractState,
    ContractSystem,
    PeriodKind,
    Place,
)
from models.contractor import Contractor, ContractorKind, ContractorState
from models.department import Department
from models.subcontract import Subcontract, SubcontractState
from oversight.access import Deed
from oversight.checklist.adopting import adopt_builtin
from oversight.desk import Desk

SUITA_FROM = dt.date(2023, 4, 1)
SUITA_UNTIL = dt.date(2026, 3, 31)


def make_department(desk: Desk, name: str = "介護保険課") -> UUID:
    """Add a department."""
    with desk.writing(Deed.EDIT_REGISTER, "department.add") as session:
        row = Department(name=name)
        session.add(row)
    return row.id


def make_contractor(desk: Desk, name: str = "株式会社髙﨑事務サービス", **values: Any) -> UUID:
    """Add a contractor."""
    values = {"kind": ContractorKind.PRIVATE, "state": ContractorState.UNDER_CONTRACT, **values}
    with desk.writing(Deed.EDIT_REGISTER, "contractor.add") as session:
        row = Contractor(name=name, **values)
        session.add(row)
    return row.id


def make_contract(
    desk: Desk,
    *,
    number: str = "R8-001",
    service: tuple[dt.date, dt.date] = (dt.date(2026, 4, 1), dt.date(2027, 3, 31)),
    core_system: str = "",
    **values: Any,
) -> UUID:
    """Add a contract with its contractor, department and one service period."""
    contractor_id = values.pop("contractor_id", None) or make_contractor(desk, f"株式会社髙﨑 {number}")
    department_id = values.pop("department_id", None) or make_department(desk, f"介護保険課 {number}")
    values = {
        "title": "介護認定事務センター運営業務",
        "kind": ContractKind.SINGLE_YEAR,
        "state": ContractState.IN_SERVICE,
        **values,
    }
    with desk.writing(Deed.EDIT_REGISTER, "contract.add") as session:
        row = Contract(number=number, contractor_id=contractor_id, department_id=department_id, **values)
        session.add(row)
        session.flush()
        session.add(
            ContractPeriod(
                contract_id=row.id, kind=PeriodKind.SERVICE, starts_on=service[0], ends_on=service[1]
            )
        )
        if core_system:
            session.add(ContractSystem(contract_id=row.id, name=core_system, is_core=True))
    return row.id


def make_place(desk: Desk, contract_id: UUID, **values: Any) -> UUID:
    """Add a place to a contract."""
    with desk.writing(Deed.EDIT_REGISTER, "place.add") as session:
        row = Place(contract_id=contract_id, name="認定事務センター 2階 作業室", **values)
        session.add(row)
    return row.id


def make_subcontract(desk: Desk, contract_id: UUID, **values: Any) -> UUID:
    """Add a permitted sub-contract at the first tier."""
    contractor_id = values.pop("contractor_id", None) or make_contractor(desk, "有限会社ひばり印刷")
    values = {"state": SubcontractState.ACTIVE, **values}
    with desk.writing(Deed.EDIT_REGISTER, "subcontract.add") as session:
        row = Subcontract(contract_id=contract_id, contractor_id=contractor_id, **values)
        session.add(row)
    return row.id


def adopt_editions(desk: Desk) -> None:
    """Adopt the checklist editions that ship with the product."""
    with desk.store.writing(desk.actor, "checklist_edition.adopt") as session:
        adopt_builtin(session, desk.clock)
