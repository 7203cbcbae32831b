"""What the steps of making a city share: the contracts made so far and the rows waiting to be written."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from models.contract import Contract, ContractPeriod, ContractSubjectCheck, ContractSystem, Place
from models.contractor import Contractor
from models.department import Department, Staff
from models.subcontract import Subcontract
from models.worker import Worker
from oversight.demo.dice import Dice
from oversight.demo.names import Operation
from oversight.demo.truths import Truths
from oversight.store import WritingSession

_VERSION = {"version": 1, "withdrawn_reason": ""}
_ORDER = (
    Department,
    Staff,
    Contractor,
    Contract,
    ContractPeriod,
    Place,
    ContractSystem,
    ContractSubjectCheck,
    Subcontract,
    Worker,
)
"""Parents before children."""


@dataclass(frozen=True)
class DemoContract:
    """What later steps need of a contract."""

    id: UUID
    number: str
    contractor_id: UUID
    contractor: str
    place_id: UUID
    operation: Operation
    service: tuple[dt.date, dt.date]


@dataclass
class Register:
    """Rows by table, ready to be written at once, and the contracts made."""

    dice: Dice
    today: dt.date
    truths: Truths
    rows: dict[type[Any], list[dict[str, Any]]] = field(default_factory=dict)
    contracts: list[DemoContract] = field(default_factory=list)

    def put(self, model: type[Any], **values: Any) -> UUID:
        """Note a row; the identifier is drawn from the seed."""
        row_id = self.dice.new_id()
        self.rows.setdefault(model, []).append({"id": row_id, **_VERSION, **values})
        return row_id

    def write(self, session: WritingSession) -> None:
        """Write all rows, parents first."""
        for model in _ORDER:
            session.add_many(model, self.rows.get(model, []))
