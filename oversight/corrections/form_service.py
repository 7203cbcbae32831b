"""Forms of corrections out and in, and the evidence that came with them, as deeds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from uuid import UUID

from sqlalchemy.orm import Session

from models.finding import Finding, Verification
from oversight.access import Deed
from oversight.attachments import attach
from oversight.change import Change, Subject
from oversight.corrections import evidence, reinspections, sent_forms
from oversight.corrections.evidence import EvidenceRow
from oversight.corrections.reinspections import ReinspectionRow
from oversight.corrections.taking_in import CorrectionLook, CorrectionLooking, is_kept, refuse_state
from oversight.desk import Desk, check_version, get_row
from oversight.exchange.course import Course
from oversight.findings import AWAITED, FindingRow, steps
from oversight.findings.reading import list_findings
from oversight.intake import TakenIn, look_at_files, take_in_files, unchanged
from oversight.report_form.correction_form import CorrectionFormData
from oversight.report_form.faults import FileFault, FileFaultError
from oversight.reports import FormKind, Original
from oversight.reports.filing_service import made_form
from oversight.words import _


class CorrectionFormsService:
    """是正報告書: made, looked at, taken in; 証跡 attached."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    # Forms out

    def get_form(self, finding_id: UUID) -> CorrectionFormData:
        """Return the form about a finding, filled in with what was found."""
        with self._desk.reading() as session:
            return sent_forms.read_form(session, finding_id, self._desk.today())

    def make_form(self, finding_id: UUID, kind: FormKind) -> bytes:
        """Return the form about a finding, to be filled in."""
        return made_form(self.get_form(finding_id), kind)

    def list_to_send(self, finding_id: UUID | None = None) -> tuple[FindingRow, ...]:
        """Return the findings that stand: all, or those of the inspection a finding was made in."""
        with self._desk.reading() as session:
            return sent_forms.list_to_send(session, finding_id, self._desk.today())

    def make_forms(
        self, finding_ids: Sequence[UUID], *, kinds: Sequence[FormKind], course: Course | None = None
    ) -> Iterator[tuple[str, bytes]]:
        """Yield the forms of findings, each with the name of its file."""
        course = course or Course()
        course.begin(len(finding_ids))
        for finding_id in finding_ids:
            course.step()
            form = self.get_form(finding_id)
            for kind in kinds:
                yield f"{sent_forms.file_stem(form)}.{kind.value}", made_form(form, kind)

    # Forms in

    def look_at(self, paths: Iterable[Path], *, course: Course | None = None) -> tuple[CorrectionLook, ...]:
        """Tell file by file what taking in would do; folders are gone through; nothing is written."""
        looking = CorrectionLooking(self._desk.today())
        return look_at_files(self._desk, paths, looking.look_at, course=course)

    def take_in(
        self,
        looks: Sequence[CorrectionLook],
        *,
        received_on: dt.date | None = None,
        course: Course | None = None,
    ) -> TakenIn[CorrectionLook]:
        """Take in the files that can be, each in a transaction of its own; one refused stops no other."""

        def take(look: CorrectionLook) -> None:
            self._take_one(look, received_on or self._desk.today())

        return take_in_files(looks, take, Change.of(Subject.FINDING), course=course)

    def _take_one(self, look: CorrectionLook, received_on: dt.date) -> None:
        content, form, finding = unchanged(look, look.form, look.finding)
        original = Original(content, look.name, form.media_type)
        with self._desk.writing(Deed.EDIT_FINDING, "finding.take_in") as session:
            (now,) = list_findings(session, self._desk.today(), ids={finding.id})
            refuse_state(now)
            if is_kept(session, look.sha256):
                raise FileFaultError(FileFault.DUPLICATE)
            kept = attach(
                session,
                self._desk,
                content=original.content,
                file_name=original.file_name,
                as_type=original.media_type,
            )
            row = get_row(session, Finding, now.id)
            _take_parts(session, self._desk, row, look, received_on, kept.id)

    # Evidence and verification

    def list_evidence(self, finding_id: UUID) -> tuple[EvidenceRow, ...]:
        """Return what came with the reports of a finding."""
        with self._desk.reading() as session:
            return evidence.list_evidence(session, finding_id)

    def add_evidence(
        self, finding_id: UUID, files: Sequence[Original], *, version: int | None = None
    ) -> Change:
        """Keep photos and papers (JPEG, PNG, PDF) with the newest report of a finding."""
        with self._desk.writing(Deed.EDIT_FINDING, "finding_evidence.add") as session:
            row = get_row(session, Finding, finding_id)
            check_version(row, version)
            evidence.add_evidence(session, self._desk, row, tuple(files))
        return Change.of(Subject.FINDING, row_id=finding_id)

    def list_reinspections(self, finding_id: UUID) -> tuple[ReinspectionRow, ...]:
        """Return the recorded re-inspections that may verify a finding's correction, the newest first."""
        with self._desk.reading() as session:
            return reinspections.list_reinspections(session, get_row(session, Finding, finding_id))

    def confirm(
        self,
        finding_id: UUID,
        *,
        how: Verification,
        said: str,
        looked_at: Sequence[str] = (),
        version: int | None = None,
    ) -> Change:
        """Verify a correction and close its finding; ``looked_at`` names the evidence it was verified by.

        A re-inspection is named by its number and day.
        """
        with self._desk.writing(Deed.EDIT_FINDING, "finding.end") as session:
            row = get_row(session, Finding, finding_id)
            check_version(row, version)
            named = list(looked_at)
            if how is Verification.REINSPECTION:
                named += [each.told for each in reinspections.list_reinspections(session, row)[:1]]
            steps.confirm(session, self._desk, row, how=how, said=_told_seen(said, named))
        return Change.of(Subject.FINDING, row_id=finding_id)


def _told_seen(said: str, named: Sequence[str]) -> str:
    if not named:
        return said
    seen = _("確認したもの: {names}").format(names=_("、").join(named))
    return "\n".join(filter(None, (said.strip(), seen)))


def _is_new_plan(row: Finding, look: CorrectionLook) -> bool:
    given = (look.parts.plan, look.parts.plan_until)
    return row.state in AWAITED and (row.plan, row.plan_until) != given


def _take_parts(
    session: Session,
    desk: Desk,
    row: Finding,
    look: CorrectionLook,
    received_on: dt.date,
    attachment_id: UUID,
) -> None:
    """Keep the plan where it is new, then the report."""
    parts = look.parts
    if parts.plan_until is not None and parts.has_plan and _is_new_plan(row, look):
        steps.receive_plan(
            session,
            desk,
            row,
            on=received_on,
            plan=parts.plan,
            plan_until=parts.plan_until,
            attachment_id=attachment_id,
        )
        session.flush()
    if parts.corrected_on is not None and parts.has_report:
        steps.report(
            session,
            desk,
            row,
            corrected_on=parts.corrected_on,
            reply=parts.reply,
            on=received_on,
            attachment_id=attachment_id,
        )
