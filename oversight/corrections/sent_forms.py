"""The forms of corrections that are sent out, filled in with what was found."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from sqlalchemy.orm import Session

from models.contract import Contract
from models.department import Department
from oversight.desk import get_row
from oversight.errors import NotFoundError
from oversight.findings import STANDING, FindingRow
from oversight.findings.reading import list_findings
from oversight.report_form.correction_form import CorrectionFormData
from oversight.report_form.questions import correction_sets
from oversight.settings import read_settings
from oversight.words import _, mark, speaking

_GUIDANCE = (
    mark(
        "改善計画は速やかに出し、是正を終えたら同じ様式に書き加え、証跡の写真・書類を添えて出してください。"
    ),
)


def read_form(session: Session, finding_id: UUID, today: dt.date) -> CorrectionFormData:
    """Return the form about a finding."""
    rows = list_findings(session, today, ids={finding_id})
    if not rows:
        raise NotFoundError(_("その指摘は見つかりません。"), _("一覧を開き直してください。"))
    return form_of(session, rows[0])


def form_of(session: Session, row: FindingRow) -> CorrectionFormData:
    """Return the form about a finding that was read."""
    contract = get_row(session, Contract, row.contract_id)
    department = get_row(session, Department, contract.department_id)
    with speaking("ja"):
        return CorrectionFormData(
            questions=correction_sets()[-1],
            city=read_settings(session).city,
            section=row.department,
            phone=department.phone,
            contract_id=row.contract_id,
            contract_number=row.contract_number,
            contract_title=row.contract_title,
            contractor=row.contractor,
            due_on=row.due_on,
            guidance=tuple(_(line) for line in _GUIDANCE),
            finding_id=row.id,
            finding_number=row.number,
            fact=row.fact,
            basis=row.basis,
            measure=row.measure,
        )


def list_to_send(session: Session, finding_id: UUID | None, today: dt.date) -> tuple[FindingRow, ...]:
    """Return the findings a form is due for: all standing ones, or those of one finding's inspection."""
    rows = list_findings(session, today, standing_only=True)
    if finding_id is None:
        return rows
    wanted = next((row for row in rows if row.id == finding_id), None)
    if wanted is None:
        return ()
    if wanted.inspection_id is None:
        return (wanted,)
    return tuple(row for row in rows if row.inspection_id == wanted.inspection_id and row.state in STANDING)


def file_stem(form: CorrectionFormData) -> str:
    """Return a form's file name without its ending: the finding's number, no names."""
    number = "".join(sign if sign.isalnum() or sign in "-_" else "_" for sign in form.finding_number)
    return f"correction_{number}"
