"""Departments (所管課): the sections that own contracts."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.department import Department
from oversight.errors import RefusedError
from oversight.words import _


@dataclass(frozen=True)
class DepartmentRow:
    """A department as lists show it."""

    id: UUID
    version: int
    name: str
    kana: str
    bureau: str
    phone: str


def department_row(row: Department) -> DepartmentRow:
    """Return the row's frozen face."""
    return DepartmentRow(row.id, row.version, row.name, row.kana, row.bureau, row.phone)


def find_department(session: Session, name: str) -> Department | None:
    """Return the department of that name, if there is one."""
    return session.scalar(select(Department).where(Department.name == name.strip()))


def add_department_row(
    session: Session, *, name: str, kana: str = "", bureau: str = "", phone: str = ""
) -> Department:
    """Add a department through a writing session; refuse an empty or a known name."""
    name = name.strip()
    if not name:
        raise RefusedError(_("所管課の名称がありません。"), _("名称を入力してください。"), field="name")
    if find_department(session, name):
        raise RefusedError(
            _("同じ名称の所管課が登録されています。"), _("一覧から選んでください。"), field="name"
        )
    row = Department(name=name, kana=kana.strip(), bureau=bureau.strip(), phone=phone.strip())
    session.add(row)
    session.flush()
    return row
