"""What the windows and papers are shown of inspections: frozen rows."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from uuid import UUID

from models.inspection import InspectionKind, InspectionMethod, InspectionState
from models.marks import Conclusion, Mark
from oversight.approvals.rows import ApprovalMark
from oversight.checklist import Edition, Gap
from oversight.inspections.drafts import AttendeeDraft, InspectorDraft, SavedAnswer
from oversight.inspections.evidence import EvidenceRow, SketchDraftRow
from oversight.inspections.reported import Reported
from oversight.inspections.transcription_rows import TranscriptionRow


@dataclass(frozen=True)
class InspectionRow:
    """An inspection as lists show it; ``answered`` counts while it is open, ``findings`` once recorded.

    ``approval`` is where its newest version stands, once that was drafted.
    """

    id: UUID
    version: int
    number: str
    fiscal_year: int
    contract_id: UUID
    contract_number: str
    contract_title: str
    contractor: str
    department: str
    place: str
    kind: InspectionKind
    method: InspectionMethod
    state: InspectionState
    planned_on: dt.date
    conducted_on: dt.date | None
    lead: str
    conclusion: Conclusion | None
    answered: int
    findings: int
    approval: ApprovalMark | None = None


@dataclass(frozen=True)
class PhotoRow:
    """A photo that stands with an item; the picture comes from ``office.attachments``.

    ``sha256`` is that of the picture as kept, ``source_sha256`` that of the file as received.
    """

    id: UUID
    item_id: str
    attachment_id: UUID
    sha256: str
    file_name: str
    caption: str
    taken_at: dt.datetime | None
    source_sha256: str
    is_blacked_out: bool


@dataclass(frozen=True)
class RecordRow:
    """A finalised version of the record."""

    id: UUID
    number: int
    finalised_at: dt.datetime
    finalised_by: str
    reason: str
    document_hash: str


@dataclass(frozen=True)
class PreviousAnswer:
    """Last time's answer to the same item."""

    conducted_on: dt.date
    mark: Mark | None
    text: str


@dataclass(frozen=True)
class SectionProgress:
    """How far a section is: answered of asked."""

    section_id: str
    title: str
    answered: int
    asked: int
    nonconforming: int


@dataclass(frozen=True)
class InspectionDetail:
    """All of one inspection. ``asked`` holds the items whose condition is met, in order.

    ``subcontractor`` names the sub-contractor visited, ``subcontract_depth`` its tier; empty and 0 when it
    is the contractor itself. ``published`` is the edition itself, ``edition`` the same with each repeating
    section as often as this inspection fills it; ``repeats`` is how often the inspector wanted one, by its
    id. ``reported`` is what the contractor's own monthly reports say of the items. ``has_workbook``: the
    checklist came from a workbook of the office's own, into which the answers can go.
    """

    id: UUID
    version: int
    number: str
    fiscal_year: int
    state: InspectionState
    kind: InspectionKind
    method: InspectionMethod
    method_reason: str
    contract_id: UUID
    contract_number: str
    contract_title: str
    contractor: str
    department: str
    subcontract_id: UUID | None
    subcontractor: str
    subcontract_depth: int
    place_id: UUID | None
    place: str
    place_address: str
    photography_forbidden: bool
    planned_on: dt.date
    planned_from: dt.time | None
    planned_until: dt.time | None
    conducted_on: dt.date | None
    started_at: dt.datetime | None
    ended_at: dt.datetime | None
    period_from: dt.date | None
    period_until: dt.date | None
    purpose: str
    remarks: str
    notice_number: str
    notice_on: dt.date | None
    correction_reason: str
    called_off_reason: str
    inspectors: tuple[InspectorDraft, ...]
    attendees: tuple[AttendeeDraft, ...]
    documents_checked: tuple[str, ...]
    conclusion: Conclusion | None
    closing_talk: str
    opinion: str
    facts: dict[str, str]
    edition_id: UUID
    published: Edition
    edition: Edition
    repeats: dict[str, int]
    answers: dict[str, SavedAnswer]
    previous: dict[str, PreviousAnswer]
    photos: tuple[PhotoRow, ...]
    records: tuple[RecordRow, ...]
    asked: tuple[str, ...]
    current_item: str
    evidences: tuple[EvidenceRow, ...] = ()
    sketch_drafts: tuple[SketchDraftRow, ...] = ()
    floor_plan_id: UUID | None = None
    reported: Reported = field(default_factory=Reported)
    door_gaps: tuple[GapRow, ...] = ()
    transcription: TranscriptionRow | None = None
    has_workbook: bool = False

    @property
    def day(self) -> dt.date:
        """The day of the inspection: what ``today()`` stands for in its conditions, then and ever after."""
        return self.conducted_on or self.planned_on


@dataclass(frozen=True)
class Finished:
    """What finalising made: the record's version and the findings' numbers."""

    record_id: UUID
    record_number: int
    finding_numbers: tuple[str, ...]


@dataclass(frozen=True)
class GapRow:
    """Something still missing before the record can be finalised.

    ``item_id`` is where to mend it, ``field_id`` the field of the item that lacks it, if it is one.
    """

    item_id: str
    sentence: str
    field_id: str = ""

    @classmethod
    def of(cls, gap: Gap) -> GapRow:
        """Return the row for a gap found by the checklist's rules."""
        return cls(gap.item_id, gap.sentence, gap.field_id)
