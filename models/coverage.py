"""Years excused from inspection. Which year of a contract is covered how: docs/records.md#coverage."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from sqlalchemy import ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from models.base import Base, Edited


class InspectionWaiver(Edited, Base):
    """A year in which a contract is excused from its inspection: who approved, when, why.

    ``starts_on`` is the first day of the year: 1 April, or the contract year's own.
    """

    __tablename__ = "inspection_waiver"
    __table_args__ = (
        Index(
            "ix_inspection_waiver_year",
            "contract_id",
            "starts_on",
            unique=True,
            sqlite_where=text("withdrawn_on IS NULL"),
            postgresql_where=text("withdrawn_on IS NULL"),
        ),
    )

    contract_id: Mapped[UUID] = mapped_column(ForeignKey("contract.id"))
    starts_on: Mapped[dt.date]
    reason: Mapped[str]
    approved_on: Mapped[dt.date]
    approved_by: Mapped[str]
