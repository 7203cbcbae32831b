"""Publishing: a sound draft becomes an edition that never changes again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from models.checklist import ChecklistDraft, ChecklistEdition
from oversight.checklist.adopting import Origin, adopt, edition_in_store
from oversight.checklist.drafts import drop
from oversight.checklist.edition import Edition, document_from_edition
from oversight.checklist.lint import lint_document
from oversight.checklist.reading import edition_from_document
from oversight.checklist.series import put_in_use, row_of_series
from oversight.desk import Desk, get_row
from oversight.errors import ChangedMeanwhileError, RefusedError
from oversight.words import _

_OF_ITS_OWN = ("id", "number", "published_on")
"""What differs between two editions that ask the same."""


def publish(
    session: Session, desk: Desk, draft_id: UUID, *, revision: int, change_note: str, use: bool
) -> UUID:
    """Make an edition of a draft and return its id; the draft is gone then.

    ``use``: new inspections take it from now on. Raise ``RefusedError`` while the linter finds a fault,
    nothing changed, or the reason is missing.
    """
    row = _draft_to_publish(session, draft_id, revision, change_note)
    document = _numbered(session, desk, row)
    _refuse_faulty(document)
    edition = edition_from_document(document)
    _refuse_unchanged(session, row, edition)
    row_of_series(session, row.series, row.title)  # what is in use stays so until a deed says otherwise
    edition_id = adopt(session, desk.clock, edition, _origin(desk, row, change_note.strip()))
    if use:
        put_in_use(session, edition_id)
    drop(session, draft_id)
    return edition_id


def _draft_to_publish(session: Session, draft_id: UUID, revision: int, change_note: str) -> ChecklistDraft:
    row = get_row(session, ChecklistDraft, draft_id)
    if row.revision != revision:
        raise ChangedMeanwhileError(
            _("この案は、先に{who}が変更しました。公開していません。").format(who=row.saved_by),
            _("案を開き直して、今の内容を確かめてください。"),
        )
    if not change_note.strip():
        raise RefusedError(
            _("何を、なぜ変えたかがありません。"), _("変更の説明を書いてください。"), field="change_note"
        )
    return row


def _origin(desk: Desk, row: ChecklistDraft, change_note: str) -> Origin:
    return Origin(
        series=row.series,
        based_on_id=row.based_on_id,
        published_by=desk.actor.signature,
        change_note=change_note,
        workbook_id=row.workbook_id,
        workbook_layout=dict(row.workbook_layout),
    )


def _numbered(session: Session, desk: Desk, row: ChecklistDraft) -> dict[str, Any]:
    """Return the document with its number in the series, today's day, and the items it no longer has."""
    query = select(func.count()).select_from(ChecklistEdition).where(ChecklistEdition.series == row.series)
    number = (session.scalar(query) or 0) + 1
    document = {
        **row.document,
        "id": f"{row.series}-{number}",
        "number": number,
        "published_on": desk.today().isoformat(),
    }
    if row.based_on_id is not None:
        document["retired"] = _retired(document, edition_in_store(session, row.based_on_id))
    if not document.get("retired"):
        document.pop("retired", None)
    return document


def _retired(document: Mapping[str, Any], based_on: Edition) -> list[dict[str, Any]]:
    """Return the retired items: those of before, those the draft names, and any that simply went."""
    before = document_from_edition(based_on)
    present = {item["id"] for section in document.get("sections", ()) for item in section.get("items", ())}
    gone = {
        item.id: {"id": item.id, "title": _plain_title(item.title.ja, item.title.en)}
        for item in based_on.items
        if item.id not in present
    }
    named = {one["id"]: one for one in (*before.get("retired", ()), *document.get("retired", ()))}
    return [*{**gone, **named}.values()]


def _plain_title(ja: str, en: str) -> dict[str, str]:
    return {"ja": ja, "en": en} if en else {"ja": ja}


def _refuse_faulty(document: Mapping[str, Any]) -> None:
    faults = lint_document(document)
    if faults:
        told = _("この案には直すところが{count}あります。公開していません。最初の1つ: {first}")
        raise RefusedError(
            told.format(count=len(faults), first=faults[0].sentence),
            _("「直すところ」の一覧で、すべて直してから公開してください。"),
        )


def _refuse_unchanged(session: Session, row: ChecklistDraft, edition: Edition) -> None:
    if row.based_on_id is None:
        return
    before = edition_in_store(session, row.based_on_id)
    if _asks(before) == _asks(edition):
        raise RefusedError(
            _("元の版から何も変わっていません。公開していません。"), _("変更するか、案を捨ててください。")
        )


def _asks(edition: Edition) -> dict[str, Any]:
    document = document_from_edition(edition)
    return {key: value for key, value in document.items() if key not in _OF_ITS_OWN}
