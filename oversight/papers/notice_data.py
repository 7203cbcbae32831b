"""What the notice of an inspection holds (実施通知書, docs/records.md#inspections)."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from oversight.papers.record_data import InspectorData


@dataclass(frozen=True)
class InspectionNoticeData:
    """A planned inspection as announced to the contractor; empty texts leave their line out.

    ``sender`` is who writes, such as 吹田市長 or a section head with name. ``purpose`` and ``devices_note``
    replace the office's usual wording where given. ``documents`` are to be made
    ready for the day. ``subcontractor`` is visited in the contractor's stead.
    """

    city_name: str
    owning_section: str
    document_number: str
    document_on: dt.date | None
    addressee: str
    addressee_person: str
    sender: str
    inspection_number: str
    contract_number: str
    contract_title: str
    planned_on: dt.date
    planned_from: dt.time | None
    planned_until: dt.time | None
    place: str
    kind: str
    method: str
    method_reason: str
    period_from: dt.date | None
    period_until: dt.date | None
    inspectors: tuple[InspectorData, ...]
    sections: tuple[str, ...]
    made_at: dt.datetime
    documents: tuple[str, ...] = ()
    purpose: str = ""
    devices_note: str = ""
    remarks: str = ""
    subcontractor: str = ""
    contact: str = ""
    seal_omitted: bool = True
