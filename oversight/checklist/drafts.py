"""Drafts of editions: begun from an edition or a file, kept after each change, published or dropped.

A draft is no record: it is not journalled, and anybody who may change checklists goes on with it. Two people
at one draft do not write over one another: each keeping names the revision it changes.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from models.attachment import Attachment
from models.base import new_id
from models.checklist import ChecklistDraft, ChecklistEdition
from oversight.attachments import attach
from oversight.checklist.adopting import edition_in_store
from oversight.checklist.edition import document_from_edition
from oversight.checklist.faults import individual_number_faults
from oversight.checklist.rows import DraftDetail, DraftLine
from oversight.desk import Desk, get_row
from oversight.errors import ChangedMeanwhileError, RefusedError
from oversight.personal_number import lettered
from oversight.prose import refuse_in_row
from oversight.words import _

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST_ITEMS = 2_000
"""The most items of a draft. House default: the largest catalogue known here has 93."""

Document = Mapping[str, Any]


@dataclass(frozen=True)
class NewDraft:
    """A draft to begin: its document, and where it came from.

    ``workbook`` are the bytes of the office's own workbook, ``layout`` which cell of it holds what.
    """

    document: Document
    series: str = ""
    based_on_id: UUID | None = None
    came_from: str = ""
    notes: Sequence[Mapping[str, Any]] = ()
    workbook: bytes = b""
    layout: Mapping[str, Any] = field(default_factory=dict)


def copy_of(session: Session, edition_id: UUID) -> NewDraft:
    """Return the draft that is a copy of an edition, its workbook with it."""
    row = get_row(session, ChecklistEdition, edition_id)
    document = document_from_edition(edition_in_store(session, edition_id))
    return NewDraft(document, series=row.series, based_on_id=row.id, layout=dict(row.workbook_layout))


def begin(session: Session, desk: Desk, new: NewDraft) -> UUID:
    """Keep a new draft; one without a series begins a checklist of its own."""
    _refuse_unfit(new.document)
    draft_id = new_id()
    workbook_id = None
    if new.workbook:
        workbook_id = attach(session, desk, content=new.workbook, file_name=new.came_from, as_type=XLSX).id
    elif new.based_on_id is not None:
        workbook_id = get_row(session, ChecklistEdition, new.based_on_id).workbook_id
    row = {
        "id": draft_id,
        "series": new.series or f"own-{lettered(draft_id.hex)}",
        "title": _title_of(new.document),
        "revision": 1,
        "based_on_id": new.based_on_id,
        "document": dict(new.document),
        "begun_by": desk.actor.signature,
        "saved_by": desk.actor.signature,
        "saved_at": desk.clock.now(),
        "came_from": new.came_from,
        "notes": [dict(note) for note in new.notes],
        "workbook_id": workbook_id,
        "workbook_layout": dict(new.layout),
    }
    refuse_in_row(ChecklistDraft, row)
    session.execute(insert(ChecklistDraft).values(row))
    return draft_id


def _title_of(document: Document) -> str:
    title = document.get("title")
    return str(title.get("ja", "")) if isinstance(title, Mapping) else ""


def _refuse_unfit(document: Document) -> None:
    for fault in individual_number_faults(document):
        raise RefusedError(fault.sentence, _("個人番号を消してから続けてください。"))
    count = sum(len(section.get("items", ())) for section in document.get("sections", ()))
    if count > MOST_ITEMS:
        raise RefusedError(
            _("点検項目が{count}あります。1つの点検表に入るのは{most}までです。").format(
                count=count, most=MOST_ITEMS
            ),
            _("点検表を分けてください。"),
        )


def keep(session: Session, desk: Desk, draft_id: UUID, document: Document, revision: int) -> int:
    """Keep a draft as it stands now and return its new revision; refuse where somebody else kept it since."""
    _refuse_unfit(document)
    changed = session.execute(
        update(ChecklistDraft)
        .where(ChecklistDraft.id == draft_id, ChecklistDraft.revision == revision)
        .values(
            document=dict(document),
            title=_title_of(document),
            revision=revision + 1,
            saved_by=desk.actor.signature,
            saved_at=desk.clock.now(),
        )
        .returning(ChecklistDraft.id)
    ).first()
    if changed is None:
        raise _changed_meanwhile(session, draft_id)
    return revision + 1


def _changed_meanwhile(session: Session, draft_id: UUID) -> ChangedMeanwhileError:
    row = get_row(session, ChecklistDraft, draft_id)
    return ChangedMeanwhileError(
        _("この案は、{who}が先に変更しました。今の変更は保存していません。").format(who=row.saved_by),
        _("案を開き直して、続けてください。"),
    )


def drop(session: Session, draft_id: UUID) -> None:
    """Forget a draft."""
    session.execute(delete(ChecklistDraft).where(ChecklistDraft.id == draft_id))


def list_drafts(session: Session) -> tuple[DraftLine, ...]:
    """Return all drafts, the one kept last first."""
    query = select(ChecklistDraft).order_by(ChecklistDraft.saved_at.desc(), ChecklistDraft.id.desc())
    return tuple(_line(session, row) for row in session.scalars(query))


def read_draft(session: Session, draft_id: UUID) -> DraftDetail:
    """Return a draft whole."""
    row = get_row(session, ChecklistDraft, draft_id)
    based_on = edition_in_store(session, row.based_on_id) if row.based_on_id else None
    return DraftDetail(
        _line(session, row), row.document, tuple(row.notes), based_on, dict(row.workbook_layout)
    )


def workbook_of(session: Session, draft_id: UUID) -> tuple[bytes, Mapping[str, Any]] | None:
    """Return the office's own workbook a draft came from, and which cell of it holds what."""
    row = get_row(session, ChecklistDraft, draft_id)
    if row.workbook_id is None:
        return None
    return get_row(session, Attachment, row.workbook_id).content, dict(row.workbook_layout)


def _line(session: Session, row: ChecklistDraft) -> DraftLine:
    based_on = edition_in_store(session, row.based_on_id) if row.based_on_id else None
    return DraftLine(
        id=row.id,
        series=row.series,
        title=row.title,
        revision=row.revision,
        based_on_id=row.based_on_id,
        based_on=f"{based_on.title.spoken()} {based_on.number_in_words}" if based_on else "",
        begun_by=row.begun_by,
        saved_by=row.saved_by,
        saved_at=row.saved_at,
        came_from=row.came_from,
        has_workbook=row.workbook_id is not None,
    )
