"""What a contract is found by: its own words, its contractor's and its section's, folded."""

from __future__ import annotations

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from models.contract import Contract
from models.contractor import Contractor
from models.department import Department
from oversight.desk import get_row
from oversight.japanese import search_text_of


def renew_contract(session: Session, row: Contract) -> None:
    """Bring a contract's search text up to date."""
    contractor = get_row(session, Contractor, row.contractor_id)
    department = get_row(session, Department, row.department_id)
    row.search_text = search_text_of(
        row.number, row.title, row.title_kana, contractor.name, contractor.kana, department.name
    )


def renew_contracts_of(session: Session, contractor: Contractor) -> None:
    """Bring the search texts of a contractor's contracts up to date after a new name.

    The contracts' versions stay: a window that edits one of them has lost nothing by it.
    """
    query = (
        select(Contract.id, Contract.number, Contract.title, Contract.title_kana, Department.name)
        .join(Department, Contract.department_id == Department.id)
        .where(Contract.contractor_id == contractor.id)
    )
    for row_id, number, title, title_kana, department in session.execute(query).all():
        text = search_text_of(number, title, title_kana, contractor.name, contractor.kana, department)
        session.execute(update(Contract).where(Contract.id == row_id).values(search_text=text))
