"""Deeds on evidence that needs no camera; part of the service of inspections."""

from __future__ import annotations

import datetime as dt
from uuid import UUID

from oversight.access import Deed
from oversight.change import Change, Subject
from oversight.desk import Desk
from oversight.inspections import evidence
from oversight.inspections.drawing import Drawing
from oversight.inspections.evidence import EvidenceDraft


class EvidenceDeeds:
    """Adds, changes and withdraws evidence; keeps sketches while they are drawn."""

    _desk: Desk

    def add_evidence(
        self,
        inspection_id: UUID,
        item_id: str,
        draft: EvidenceDraft,
        *,
        picture: bytes = b"",
        sketch_id: UUID | None = None,
    ) -> Change:
        """Add a piece of evidence to an item; ``picture`` is a sketch as PNG.

        ``sketch_id`` is the draft the sketch was drawn in; it is done with.
        """
        with self._desk.writing(Deed.CONDUCT_INSPECTION, "evidence.add") as session:
            row = evidence.add(session, self._desk, inspection_id, item_id, draft, picture)
            if sketch_id is not None:
                evidence.drop_sketch(session, sketch_id)
        return Change.of(Subject.INSPECTION, Subject.ATTACHMENT, row_id=row.id)

    def change_evidence(
        self,
        evidence_id: UUID,
        draft: EvidenceDraft,
        *,
        picture: bytes = b"",
        sketch_id: UUID | None = None,
    ) -> Change:
        """Change a piece of evidence; a sketch without a drawing keeps the one it has."""
        with self._desk.writing(Deed.CONDUCT_INSPECTION, "evidence.change") as session:
            row = evidence.change(session, self._desk, evidence_id, draft, picture)
            if sketch_id is not None:
                evidence.drop_sketch(session, sketch_id)
        return Change.of(Subject.INSPECTION, Subject.ATTACHMENT, row_id=row.id)

    def withdraw_evidence(self, evidence_id: UUID, *, reason: str) -> Change:
        """Take a piece of evidence out of the record, with the reason."""
        with self._desk.writing(Deed.CONDUCT_INSPECTION, "evidence.withdraw", reason) as session:
            row = evidence.withdraw(session, self._desk, evidence_id, reason)
        return Change.of(Subject.INSPECTION, row_id=row.inspection_id)

    def keep_sketch(
        self,
        sketch_id: UUID,
        inspection_id: UUID,
        item_id: str,
        drawing: Drawing,
        *,
        evidence_id: UUID | None = None,
    ) -> dt.datetime:
        """Keep a sketch being drawn; when this returns, every stroke of it is on the disk."""
        with self._desk.writing(Deed.CONDUCT_INSPECTION, "evidence.draw") as session:
            return evidence.keep_sketch(
                session,
                self._desk,
                sketch_id,
                inspection_id=inspection_id,
                item_id=item_id,
                drawing=drawing,
                evidence_id=evidence_id,
            )

    def drop_sketch(self, sketch_id: UUID) -> Change:
        """Give up a sketch begun; evidence it was to draw anew stays as it is."""
        with self._desk.writing(Deed.CONDUCT_INSPECTION, "evidence.draw") as session:
            evidence.drop_sketch(session, sketch_id)
        return Change.of(Subject.INSPECTION)
