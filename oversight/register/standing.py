"""Rows that stand: a withdrawn one can be read, but nobody writes to it or refers to it any more."""

from __future__ import annotations

import datetime as dt
from typing import TypeVar
from uuid import UUID

from sqlalchemy.orm import Session

from models.contract import Contract
from models.contractor import Contractor
from models.department import Department
from models.subcontract import Subcontract
from models.worker import Worker
from oversight.desk import get_row
from oversight.errors import RefusedError
from oversight.field_words import table_word
from oversight.words import _

Standing = TypeVar("Standing", Contract, Contractor, Department, Subcontract, Worker)


def get_standing(session: Session, model: type[Standing], row_id: UUID, *, field: str = "") -> Standing:
    """Return a row; raise ``NotFoundError`` if there is none, ``RefusedError`` if it is withdrawn."""
    row = get_row(session, model, row_id)
    if row.withdrawn_on is not None:
        raise RefusedError(
            _("この{table}は取り下げられています。").format(table=table_word(model.__tablename__)),
            _("一覧を開き直してください。"),
            field=field,
        )
    return row


def owe_reason(reason: str) -> None:
    """Refuse a withdrawal without a reason."""
    if not reason.strip():
        raise RefusedError(
            _("取り下げる理由がありません。"), _("理由を書いてください。"), field="withdrawn_reason"
        )


def withdraw(row: Contract | Contractor | Subcontract | Worker, *, on: dt.date, reason: str) -> None:
    """Withdraw a row: it leaves the lists and stays in the store (docs/records.md)."""
    row.withdrawn_on, row.withdrawn_reason = on, reason.strip()
