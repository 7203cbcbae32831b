"""Checklists as deeds: copy an edition, change the copy, publish it; say which edition is in use."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.checklist import ChecklistEdition
from models.inspection import Inspection
from oversight.access import Deed, may
from oversight.change import Change, Subject
from oversight.checklist import drafts, series
from oversight.checklist.adopting import edition_in_store, workbook_in_store
from oversight.checklist.differences import Difference, differences
from oversight.checklist.drafts import NewDraft
from oversight.checklist.edition import Edition
from oversight.checklist.files import ChecklistFiles
from oversight.checklist.publishing import publish
from oversight.checklist.rows import DraftDetail, DraftLine, EditionLine
from oversight.checklist.series import SeriesStanding
from oversight.desk import Desk


class ChecklistsService(ChecklistFiles):
    """The editions of checklists and the drafts of the next ones."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def may_change(self) -> bool:
        """Tell whether the acting person may change checklists."""
        return may(self._desk.actor, Deed.EDIT_CHECKLIST)

    def list_editions(self) -> tuple[EditionLine, ...]:
        """Return all editions, the newest first."""
        with self._desk.reading() as session:
            standings, used = series.read_standings(session), _used(session)
            query = select(ChecklistEdition).order_by(
                ChecklistEdition.adopted_at.desc(), ChecklistEdition.id.desc()
            )
            return tuple(
                _line(session, row, standings[row.series], used.get(row.id, 0))
                for row in session.scalars(query)
            )

    def list_in_use(self) -> tuple[EditionLine, ...]:
        """Return the editions new inspections may take, the usual one first."""
        found = [line for line in self.list_editions() if line.is_in_use]
        return tuple(sorted(found, key=lambda line: not line.is_usual))

    def read_edition(self, edition_id: UUID) -> Edition:
        """Return an edition whole."""
        with self._desk.reading() as session:
            return edition_in_store(session, edition_id)

    def compare(self, old_id: UUID, new_id: UUID) -> tuple[Difference, ...]:
        """Return what changes from one edition to another."""
        return differences(self.read_edition(old_id), self.read_edition(new_id))

    def read_workbook(self, edition_id: UUID) -> tuple[bytes, Mapping[str, Any]] | None:
        """Return the office's own workbook an edition came from, and which cell of it holds what."""
        with self._desk.reading() as session:
            return workbook_in_store(session, edition_id)

    def list_drafts(self) -> tuple[DraftLine, ...]:
        """Return all drafts, the one kept last first."""
        with self._desk.reading() as session:
            return drafts.list_drafts(session)

    def read_draft(self, draft_id: UUID) -> DraftDetail:
        """Return a draft whole."""
        with self._desk.reading() as session:
            return drafts.read_draft(session, draft_id)

    def copy_edition(self, edition_id: UUID) -> Change:
        """Begin a draft of the next edition as a copy of this one."""
        with self._desk.writing(Deed.EDIT_CHECKLIST, "checklist.copy") as session:
            draft_id = drafts.begin(session, self._desk, drafts.copy_of(session, edition_id))
        return Change.of(Subject.CHECKLIST, row_id=draft_id)

    def begin_draft(self, new: NewDraft) -> Change:
        """Begin a draft from what was read of a file."""
        with self._desk.writing(Deed.EDIT_CHECKLIST, "checklist.begin") as session:
            draft_id = drafts.begin(session, self._desk, new)
        return Change.of(Subject.CHECKLIST, row_id=draft_id)

    def keep_draft(self, draft_id: UUID, document: Mapping[str, Any], *, revision: int) -> int:
        """Keep a draft as it stands and return its new revision."""
        with self._desk.writing(Deed.EDIT_CHECKLIST, "checklist.keep_draft") as session:
            return drafts.keep(session, self._desk, draft_id, document, revision)

    def drop_draft(self, draft_id: UUID) -> Change:
        """Forget a draft."""
        with self._desk.writing(Deed.EDIT_CHECKLIST, "checklist.drop_draft") as session:
            drafts.drop(session, draft_id)
        return Change.of(Subject.CHECKLIST)

    def publish(self, draft_id: UUID, *, revision: int, change_note: str, use: bool = True) -> Change:
        """Make an edition of a draft; ``use``: new inspections take it from now on."""
        with self._desk.writing(Deed.EDIT_CHECKLIST, "checklist.publish", change_note.strip()) as session:
            edition_id = publish(
                session, self._desk, draft_id, revision=revision, change_note=change_note, use=use
            )
        return Change.of(Subject.CHECKLIST, row_id=edition_id)

    def put_in_use(self, edition_id: UUID) -> Change:
        """Let new inspections take this edition of its series."""
        with self._desk.writing(Deed.EDIT_CHECKLIST, "checklist.put_in_use") as session:
            series.put_in_use(session, edition_id)
        return Change.of(Subject.CHECKLIST, row_id=edition_id)

    def take_out_of_use(self, edition_id: UUID) -> Change:
        """Let new inspections take no edition of this one's series."""
        with self._desk.writing(Deed.EDIT_CHECKLIST, "checklist.take_out_of_use") as session:
            series.take_out_of_use(session, edition_id)
        return Change.of(Subject.CHECKLIST, row_id=edition_id)

    def make_usual(self, edition_id: UUID) -> Change:
        """Take this edition wherever nothing else is said."""
        with self._desk.writing(Deed.EDIT_CHECKLIST, "checklist.make_usual") as session:
            series.make_usual(session, edition_id)
        return Change.of(Subject.CHECKLIST, row_id=edition_id)


def _used(session: Session) -> dict[UUID, int]:
    query = select(Inspection.edition_id, func.count().label("used")).group_by(Inspection.edition_id)
    return {row.edition_id: row.used for row in session.execute(query)}


def _line(session: Session, row: ChecklistEdition, standing: SeriesStanding, used_by: int) -> EditionLine:
    edition = edition_in_store(session, row.id)
    return EditionLine(
        id=row.id,
        series=row.series,
        number=edition.number,
        title=edition.title.spoken(),
        published_on=edition.published_on,
        published_by=row.published_by,
        change_note=row.change_note,
        item_count=len(edition.items),
        used_by=used_by,
        is_in_use=standing.edition_id == row.id,
        is_usual=standing.is_usual and standing.edition_id == row.id,
        has_workbook=row.workbook_id is not None,
        based_on_id=row.based_on_id,
    )
