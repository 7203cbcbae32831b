"""What a contract is found by: its own words, its contractor's and its section's, folded."""

from __future__ import annotations

from sqlalchemy import select
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
    """Bring the search texts of a contractor's contracts up to date after a new name."""
    query = select(Contract).where(Contract.contractor_id == contractor.id)
    for row in session.scalars(query):
        renew_contract(session, row)
