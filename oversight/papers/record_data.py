"""What the paper of an inspection holds: plain frozen data, filled by the inspections service.

Days are plain dates, moments aware. Words such as kind, method and conclusion come already in the
office's words and in the language the paper is printed in. Texts may hold any characters and newlines.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from models.marks import Mark, Severity
from oversight.papers.door_data import DoorData
from oversight.papers.evidence_data import EvidenceData
from oversight.papers.signature_data import SignatureData

DEFAULT_POSTS = ("部長", "課長", "係長", "担当")
"""Ranks of the approval boxes from the left (docs/records.md#inspections); a city's setting."""


@dataclass(frozen=True)
class ApprovalBox:
    """One box of the approval column: the post and, where approval was electronic, who and when."""

    post: str
    name: str = ""
    approved_on: dt.date | None = None


@dataclass(frozen=True)
class ApprovalEvent:
    """One thing that happened to the record on its way to approval, in words; not part of the record."""

    at: dt.datetime | None
    what: str
    post: str
    by: str
    said: str


@dataclass(frozen=True)
class ContractData:
    """The entrusted operation inspected (委託契約); ``as_written`` keeps a period written out of era.

    ``subcontractor`` names whom the visit was paid to where it was not the contractor itself.
    """

    number: str
    title: str
    contractor: str
    corporate_number: str
    place: str
    service_from: dt.date | None = None
    service_until: dt.date | None = None
    as_written: str = ""
    persons_count: int | None = None
    personal_data_items: str = ""
    handles_specific: bool = False
    uses_core_system: bool = False
    has_subcontract: bool = False
    subcontract_note: str = ""
    subcontractor: str = ""


@dataclass(frozen=True)
class InspectorData:
    """検査員, as of that day."""

    post: str
    name: str
    is_lead: bool = False


@dataclass(frozen=True)
class AttendeeData:
    """委託先立会者; ``signed_at`` when the record was acknowledged on the laptop."""

    post: str
    name: str
    role: str = ""
    organisation: str = ""
    signed_at: dt.datetime | None = None


@dataclass(frozen=True)
class PhotoData:
    """A photo of an item: the file's bytes as kept, and the SHA-256 of those bytes in hex.

    ``source_sha256`` is that of the file as received, empty where it was kept as received.
    """

    image: bytes
    caption: str
    taken_at: dt.datetime | None
    sha256: str
    source_sha256: str = ""
    is_blacked_out: bool = False


@dataclass(frozen=True)
class ReportedData:
    """An answer of the contractor's monthly report that the mark contradicts; ``told`` in the office's words.

    ``question`` and ``value`` (or ``is_nil``, 該当なし) let it be told in another language.
    """

    month: dt.date
    question: str
    told: str
    value: str | int | None = None
    is_nil: bool = False


@dataclass(frozen=True)
class ItemData:
    """The answer to one item that was asked; ``mark`` None = not answered, ``previous`` = last time's mark.

    ``values`` are further answers as (label, text), such as ("画面ロック", "5分"). ``door`` is what the entry
    log showed of the item.
    """

    item_id: str
    title: str
    mark: Mark | None
    values: tuple[tuple[str, str], ...] = ()
    population: int | None = None
    sample_size: int | None = None
    evidence: str = ""
    finding: str = ""
    note: str = ""
    reason: str = ""
    previous: Mark | None = None
    photos: tuple[PhotoData, ...] = ()
    evidences: tuple[EvidenceData, ...] = ()
    contradicts: tuple[ReportedData, ...] = ()
    door: DoorData | None = None


@dataclass(frozen=True)
class OutOfCondition:
    """An item not asked because its condition does not hold (対象外), and why in a few words."""

    item_id: str
    title: str
    why: str = ""


@dataclass(frozen=True)
class SectionData:
    """A section of the checklist with its items in order."""

    code: str
    title: str
    items: tuple[ItemData, ...]
    out_of_condition: tuple[OutOfCondition, ...] = ()


@dataclass(frozen=True)
class FindingData:
    """指摘: one nonconformity; ``due_explanation`` tells how the day came about, ``repeated`` = again.

    ``earlier_…`` tell of the finding on the same item that came before; a record finalised before they were
    kept has none.
    """

    number: str
    item_id: str
    item_title: str
    severity: Severity
    fact: str
    basis: str
    basis_as_of: dt.date | None
    measure: str
    due_on: dt.date | None
    due_explanation: str = ""
    repeated: bool = False
    earlier_number: str = ""
    earlier_found_on: dt.date | None = None
    earlier_closed_on: dt.date | None = None


@dataclass(frozen=True)
class TranscribedData:
    """The paper the answers were keyed in from: its day, who filled it in, keyed it in and checked it."""

    paper_on: dt.date
    filled_in_by: str
    transcribed_by: str
    transcribed_at: dt.datetime
    checked_by: str
    checked_at: dt.datetime
    remarks: str = ""


@dataclass(frozen=True)
class InspectionRecordData:
    """A finalised inspection as its paper shows it (個人情報取扱委託 実地検査記録書).

    ``signatures`` and ``approval_history`` come after it was frozen, when it is printed.
    """

    city_name: str
    owning_section: str
    document_number: str
    document_on: dt.date | None
    inspection_number: str
    version: int
    correction_reason: str
    kind: str
    method: str
    method_reason: str
    planned_on: dt.date
    conducted_on: dt.date | None
    started_at: dt.datetime | None
    ended_at: dt.datetime | None
    period_from: dt.date | None
    period_until: dt.date | None
    contract: ContractData
    inspectors: tuple[InspectorData, ...]
    attendees: tuple[AttendeeData, ...]
    documents_checked: tuple[str, ...]
    sections: tuple[SectionData, ...]
    findings: tuple[FindingData, ...]
    conclusion: str
    closing_talk: str
    opinion: str
    opinion_heard_on: dt.date | None
    edition: str
    journal_sequence: int
    journal_hash: str
    record_hash: str
    finalised_at: dt.datetime
    finalised_by: str
    remarks: str = ""
    approval: tuple[ApprovalBox, ...] = tuple(ApprovalBox(post) for post in DEFAULT_POSTS)
    signatures: tuple[SignatureData, ...] = ()
    approval_history: tuple[ApprovalEvent, ...] = ()
    transcribed: TranscribedData | None = None
