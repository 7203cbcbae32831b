"""What a deed touched: every writing deed answers with a ``Change``; screens decide whether to refresh."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from uuid import UUID


class Subject(StrEnum):
    """A kind of record a screen may be showing."""

    PEOPLE = "people"
    CONTRACTOR = "contractor"
    CONTRACT = "contract"
    SUBCONTRACT = "subcontract"
    WORKER = "worker"
    REPORT = "report"
    CHECKLIST = "checklist"
    INSPECTION = "inspection"
    FINDING = "finding"
    DEVICE = "device"
    ATTACHMENT = "attachment"
    SETTINGS = "settings"
    IMPORT = "import"


@dataclass(frozen=True)
class Change:
    """The subjects a deed touched and, where one row stands for the deed, its identifier."""

    subjects: frozenset[Subject] = field(default_factory=frozenset)
    row_id: UUID | None = None

    @classmethod
    def of(cls, *subjects: Subject, row_id: UUID | None = None) -> Change:
        """Build a change of the given subjects."""
        return cls(frozenset(subjects), row_id)

    def touches(self, *subjects: Subject) -> bool:
        """Tell whether any of the subjects was touched."""
        return not self.subjects.isdisjoint(subjects)
