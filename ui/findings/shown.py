"""What the pane of a finding shows, read in one go off the window's thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from oversight.corrections import ChasedFinding, EvidenceRow, ReinspectionRow
from oversight.findings import FindingRow, StepRow
from oversight.reports import ContactRow, LetterRow

if TYPE_CHECKING:
    from oversight.office import Office


@dataclass(frozen=True)
class Shown:
    """A finding with what was done about it, what came in, the letters, and where it stands on the ladder."""

    finding: FindingRow
    steps: tuple[StepRow, ...]
    evidence: tuple[EvidenceRow, ...] = ()
    letters: tuple[LetterRow, ...] = ()
    contacts: tuple[ContactRow, ...] = ()
    chased: ChasedFinding | None = None
    reinspections: tuple[ReinspectionRow, ...] = ()
    is_closure_told: bool = False


def read_shown(office: Office, finding: FindingRow) -> Shown:
    """Read what the pane shows of a finding."""
    forms, chasing = office.correction_forms, office.finding_chasing
    return Shown(
        finding,
        office.findings.list_steps(finding.id),
        forms.list_evidence(finding.id),
        office.correction_letters.list_letters(finding.id),
        chasing.list_contacts(finding.id),
        chasing.get_chased(finding.id),
        forms.list_reinspections(finding.id),
        office.correction_letters.is_closure_told(finding.id),
    )
