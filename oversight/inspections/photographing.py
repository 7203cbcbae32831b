"""Photos as evidence: prepared before they are kept, refused where a room forbids them, never deleted."""

from __future__ import annotations

import datetime as dt
import re
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.contract import Place
from models.inspection import Inspection, Photo
from oversight.attachments import attach
from oversight.desk import Desk, get_row
from oversight.errors import RefusedError
from oversight.inspections.conducting import note_pictures, open_inspection
from oversight.pictures import Prepared
from oversight.words import _

_HASH = re.compile("[0-9a-f]{64}")


def no_photos_here() -> RefusedError:
    """Return the refusal of a room that forbids photography, with what serves there instead."""
    return RefusedError(
        _("この区域では写真を使えません。"),
        _("見取図、シリアル番号、抽出した数、立会者の陳述、書類の番号とページで記録してください。"),
        field="file",
    )


def refuse_where_forbidden(session: Session, inspection_id: UUID) -> None:
    """Raise ``RefusedError`` if the inspection's place forbids photography (docs/checklists.md#photos)."""
    place_id = get_row(session, Inspection, inspection_id).place_id
    if place_id is not None and get_row(session, Place, place_id).photography_forbidden:
        raise no_photos_here()


def add_photo(
    session: Session,
    desk: Desk,
    inspection_id: UUID,
    item_id: str,
    picture: Prepared,
    *,
    file_name: str,
    caption: str,
    taken_at: dt.datetime | None,
    source_sha256: str,
    is_blacked_out: bool,
) -> Photo:
    """Let a photo stand with its item; only a picture made ready to keep comes into the store."""
    inspection = open_inspection(session, inspection_id)
    refuse_where_forbidden(session, inspection_id)
    attachment = attach(session, desk, content=picture.content, file_name=file_name)
    query = select(Photo).where(Photo.inspection_id == inspection_id, Photo.item_id == item_id)
    row = Photo(
        inspection_id=inspection_id,
        item_id=item_id,
        attachment_id=attachment.id,
        caption=caption.strip(),
        taken_at=taken_at or picture.taken_at,
        position=len(session.scalars(query).all()),
        source_sha256=_checked(source_sha256) or picture.source_sha256,
        is_blacked_out=is_blacked_out,
    )
    session.add(row)
    note_pictures(session, desk, inspection, item_id)
    return row


def _checked(sha256: str) -> str:
    """Refuse what is no hash: the column is not searched for Individual Numbers."""
    if sha256 and not _HASH.fullmatch(sha256):
        raise RefusedError(_("要約値の形が違います。"), _("SHA-256を16進64桁で渡してください。"))
    return sha256


def caption_photo(session: Session, photo_id: UUID, caption: str) -> Photo:
    """Give a photo another caption while its inspection is open."""
    row = get_row(session, Photo, photo_id)
    open_inspection(session, row.inspection_id)
    if row.withdrawn_on is not None:
        raise RefusedError(_("この写真は外されています。"), _("項目を開き直してください。"), field="caption")
    row.caption = caption.strip()
    return row


def withdraw_photo(session: Session, desk: Desk, photo_id: UUID, reason: str) -> Photo:
    """Take a photo out of the inspection; it stays in the store as withdrawn."""
    row = get_row(session, Photo, photo_id)
    inspection = open_inspection(session, row.inspection_id)
    row.withdrawn_on, row.withdrawn_reason = desk.today(), reason
    note_pictures(session, desk, inspection, row.item_id)
    return row
