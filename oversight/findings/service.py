"""Findings (指摘・是正) as deeds: each checks access, writes, journals and says what it touched."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from uuid import UUID

from models.finding import Finding, Urgency, Verification
from oversight.access import Actor, Deed
from oversight.change import Change, Subject
from oversight.desk import Desk, check_version, get_row
from oversight.findings import reading, steps
from oversight.findings.rows import FindingRow, StepRow
from oversight.store import WritingSession


class FindingsService:
    """Lists findings and keeps what was done about them."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def list_findings(self, *, standing_only: bool = False) -> tuple[FindingRow, ...]:
        """Return findings, the earliest due day first; ``standing_only`` leaves out closed and dropped."""
        with self._desk.reading() as session:
            return reading.list_findings(session, self._desk.today(), standing_only=standing_only)

    def list_steps(self, finding_id: UUID) -> tuple[StepRow, ...]:
        """Return what was done about a finding, the earliest first."""
        with self._desk.reading() as session:
            return reading.list_steps(session, finding_id)

    def request_correction(
        self,
        finding_id: UUID,
        *,
        requested_on: dt.date,
        urgency: Urgency = Urgency.NORMAL,
        told_on: dt.date | None = None,
        version: int | None = None,
    ) -> Change:
        """Record that the correction was requested in writing."""
        return self._step(
            "finding.request",
            finding_id,
            version,
            lambda session, row: steps.request(
                session, self._desk, row, on=requested_on, urgency=urgency, told_on=told_on
            ),
        )

    def receive_plan(
        self,
        finding_id: UUID,
        *,
        received_on: dt.date,
        plan: str,
        plan_until: dt.date,
        version: int | None = None,
    ) -> Change:
        """Keep the contractor's plan of correction."""
        return self._step(
            "finding.receive_plan",
            finding_id,
            version,
            lambda session, row: steps.receive_plan(
                session, self._desk, row, on=received_on, plan=plan, plan_until=plan_until
            ),
        )

    def record_correction(
        self, finding_id: UUID, *, corrected_on: dt.date, reply: str, version: int | None = None
    ) -> Change:
        """Keep the contractor's report: what was done, and when."""
        return self._step(
            "finding.change",
            finding_id,
            version,
            lambda session, row: steps.report(
                session, self._desk, row, corrected_on=corrected_on, reply=reply
            ),
        )

    def extend(
        self,
        finding_id: UUID,
        *,
        until: dt.date,
        reason: str,
        version: int | None = None,
        approver: Actor | None = None,
    ) -> Change:
        """Give more time; the acting manager approves it, or a manager who has just proven to be present."""
        desk = self._desk if approver is None else self._desk.of_person(approver)
        asked_by = None if approver is None else self._desk.actor
        return self._step(
            "finding.extend",
            finding_id,
            version,
            lambda session, row: steps.extend(
                session, desk, row, until=until, reason=reason, asked_by=asked_by
            ),
            deed=Deed.EXTEND_FINDING,
            reason=reason,
            desk=desk,
        )

    def refuse_correction(
        self, finding_id: UUID, *, reasons: str, due_on: dt.date, version: int | None = None
    ) -> Change:
        """Refuse a report with reasons; it is awaited again by a day of its own."""
        return self._step(
            "finding.send_back",
            finding_id,
            version,
            lambda session, row: steps.refuse(session, self._desk, row, reasons=reasons, due_on=due_on),
            reason=reasons,
        )

    def ask_closure(self, finding_id: UUID, *, version: int | None = None) -> Change:
        """Ask that a finding be closed; another person verifies it."""
        return self._step(
            "finding.ask_closure",
            finding_id,
            version,
            lambda session, row: steps.ask_closure(session, self._desk, row),
        )

    def confirm(
        self, finding_id: UUID, *, how: Verification, said: str, version: int | None = None
    ) -> Change:
        """Verify the correction and close the finding; never by the person who asked for it."""
        return self._step(
            "finding.end",
            finding_id,
            version,
            lambda session, row: steps.confirm(session, self._desk, row, how=how, said=said),
        )

    def _step(
        self,
        name: str,
        finding_id: UUID,
        version: int | None,
        step: Callable[[WritingSession, Finding], None],
        *,
        deed: Deed = Deed.EDIT_FINDING,
        reason: str = "",
        desk: Desk | None = None,
    ) -> Change:
        with (desk or self._desk).writing(deed, name, reason) as session:
            row = get_row(session, Finding, finding_id)
            check_version(row, version)
            step(session, row)
        return Change.of(Subject.FINDING, row_id=finding_id)
