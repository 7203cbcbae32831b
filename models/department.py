"""Departments (所管課) and staff (職員) of the city."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from models.base import NOT_PROSE, Base, Edited, JsonDocument


class Role(StrEnum):
    """What a person may do (docs/security.md#roles)."""

    INSPECTOR = "inspector"
    MANAGER = "manager"
    DATA_PROTECTION = "data_protection"
    ADMINISTRATOR = "administrator"
    AUDITOR = "auditor"


class Department(Edited, Base):
    """A section of the city that owns contracts (所管課)."""

    __tablename__ = "department"

    name: Mapped[str] = mapped_column(unique=True)
    kana: Mapped[str] = mapped_column(default="")
    bureau: Mapped[str] = mapped_column(default="")
    phone: Mapped[str] = mapped_column(default="")
    closed_on: Mapped[dt.date | None]


class Staff(Edited, Base):
    """A person of the city: who inspects, checks, signs; with a vault slot, who may sign in."""

    __tablename__ = "staff"

    department_id: Mapped[UUID | None] = mapped_column(ForeignKey("department.id"), index=True)
    name: Mapped[str]
    kana: Mapped[str] = mapped_column(default="")
    post: Mapped[str] = mapped_column(default="")
    user_id: Mapped[str | None] = mapped_column(unique=True)
    slot_id: Mapped[UUID | None] = mapped_column(unique=True)
    roles: Mapped[list[str]] = mapped_column(JsonDocument, default=list, info=NOT_PROSE)
    left_on: Mapped[dt.date | None]
