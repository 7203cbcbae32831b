"""Evidence on its way to the store, by the saver's one queue."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from oversight.inspections import EvidenceDraft
from oversight.inspections.drawing import Drawing
from ui.inspections.conduct.saving import Saver

if TYPE_CHECKING:
    from oversight.office import Office

_EVIDENCE, _SKETCH = "evidence:", "sketch:"


@dataclass(eq=False)
class Entry:
    """A piece of evidence being entered: its item, the key of its saving, its identifier once stored."""

    item_id: str
    evidence_id: UUID | None
    key: str


def is_evidence(key: str) -> bool:
    """Tell whether a key stands for evidence added, changed or taken out."""
    return key.startswith(_EVIDENCE)


class EvidenceKeeper:
    """Turns evidence on the screen into jobs for the saver."""

    def __init__(self, inspection_id: UUID, saver: Saver) -> None:
        self._id, self._saver = inspection_id, saver
        self._begun = 0

    def begin(self, item_id: str, evidence_id: UUID | None = None) -> Entry:
        """Begin to enter a piece of evidence, or to change one."""
        self._begun += 1
        return Entry(item_id, evidence_id, f"{_EVIDENCE}{self._begun}")

    def put(
        self,
        entry: Entry,
        draft: EvidenceDraft,
        *,
        picture: bytes = b"",
        sketch_id: UUID | None = None,
        declared: str = "",
    ) -> None:
        """Save a piece of evidence as entered; what was saved of it before is changed."""
        inspection_id = self._id

        def deed(office: Office) -> None:
            service = office.inspections
            if entry.evidence_id is None:
                change = service.add_evidence(
                    inspection_id, entry.item_id, draft, picture=picture, sketch_id=sketch_id
                )
                entry.evidence_id = change.row_id
            else:
                service.change_evidence(entry.evidence_id, draft, picture=picture, sketch_id=sketch_id)

        self._save(entry.key, deed, declared)

    def withdraw(self, evidence_id: UUID, reason: str) -> None:
        """Take a piece of evidence out of the record."""
        self._save(
            f"{_EVIDENCE}{evidence_id}",
            lambda office: office.inspections.withdraw_evidence(evidence_id, reason=reason),
        )

    def keep_sketch(self, sketch_id: UUID, entry: Entry, drawing: Drawing) -> None:
        """Save a sketch as it stands while it is drawn."""
        self._save(
            f"{_SKETCH}{sketch_id}",
            lambda office: office.inspections.keep_sketch(
                sketch_id, self._id, entry.item_id, drawing, evidence_id=entry.evidence_id
            ),
        )

    def drop_sketch(self, sketch_id: UUID) -> None:
        """Give up a sketch begun."""
        self._save(f"{_EVIDENCE}{sketch_id}", lambda office: office.inspections.drop_sketch(sketch_id))

    def _save(self, key: str, deed: Callable[[Office], object], declared: str = "") -> None:
        def work(office: Office) -> dt.datetime:
            if declared:
                with office.desk.declaring_not_individual_number(declared):
                    deed(office)
            else:
                deed(office)
            return office.desk.clock.now()

        self._saver.save(key, work)
