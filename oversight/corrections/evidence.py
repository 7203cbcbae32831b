"""証跡 that came with a report: photos and papers, kept as received at the newest report of the finding."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import PurePath
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.attachment import Attachment
from models.base import new_id
from models.correction import FindingEvidence
from models.finding import Finding, FindingStep, StepKind
from oversight.attachments import attach
from oversight.desk import Desk
from oversight.errors import RefusedError
from oversight.reports import Original
from oversight.words import _


@dataclass(frozen=True)
class EvidenceRow:
    """A file of evidence, or the form a step came in on (``is_form``)."""

    id: UUID
    attachment_id: UUID
    file_name: str
    sha256: str
    added_on: dt.date
    added_by: str
    is_form: bool = False


def add_evidence(session: Session, desk: Desk, row: Finding, files: tuple[Original, ...]) -> None:
    """Keep files with the newest report of a finding, in the order given; the same file is kept once."""
    step = _newest_report(session, row.id)
    if step is None:
        raise RefusedError(
            _("是正報告がまだないので、証跡を付けられません。"), _("是正報告を記録してから付けてください。")
        )
    kept = set(
        session.scalars(select(FindingEvidence.attachment_id).where(FindingEvidence.finding_id == row.id))
    )
    for file in files:
        attachment = attach(session, desk, content=file.content, file_name=file.file_name)
        if attachment.id in kept:
            continue
        kept.add(attachment.id)
        session.add(
            FindingEvidence(
                id=new_id(),
                finding_id=row.id,
                step_id=step.id,
                attachment_id=attachment.id,
                file_name=PurePath(file.file_name.replace("\\", "/")).name,
                added_on=desk.today(),
                added_by=desk.actor.signature,
            )
        )


def _newest_report(session: Session, finding_id: UUID) -> FindingStep | None:
    query = select(FindingStep).where(
        FindingStep.finding_id == finding_id, FindingStep.kind == StepKind.REPORT
    )
    return session.scalars(query.order_by(FindingStep.position.desc()).limit(1)).first()


def list_evidence(session: Session, finding_id: UUID) -> tuple[EvidenceRow, ...]:
    """Return what came with the reports of a finding: the forms as received, then the evidence."""
    forms = (
        select(FindingStep, Attachment.file_name, Attachment.sha256)
        .join(Attachment, Attachment.id == FindingStep.attachment_id)
        .where(FindingStep.finding_id == finding_id)
        .order_by(FindingStep.position)
    )
    files = (
        select(FindingEvidence, Attachment.sha256)
        .join(Attachment, Attachment.id == FindingEvidence.attachment_id)
        .where(FindingEvidence.finding_id == finding_id, FindingEvidence.withdrawn_on.is_(None))
        .order_by(FindingEvidence.id)
    )
    found = {
        step.attachment_id: EvidenceRow(
            step.id, step.attachment_id, name, sha256, step.happened_on, step.noted_by, is_form=True
        )
        for step, name, sha256 in session.execute(forms)
        if step.attachment_id is not None
    }
    return (
        *found.values(),
        *(
            EvidenceRow(row.id, row.attachment_id, row.file_name, sha256, row.added_on, row.added_by)
            for row, sha256 in session.execute(files)
        ),
    )
