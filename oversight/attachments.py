"""Attachments: kept inside the encrypted store, found by their SHA-256; one file is kept once."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import PurePath
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.attachment import Attachment
from models.base import new_id
from oversight.desk import Desk, get_row
from oversight.errors import RefusedError
from oversight.words import _

MOST_BYTES = 50 * 1024 * 1024
_SIGNATURES = {
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"%PDF-": "application/pdf",
}


@dataclass(frozen=True)
class AttachmentRow:
    """An attachment without its content."""

    id: UUID
    sha256: str
    media_type: str
    file_name: str
    size_bytes: int


class AttachmentsService:
    """Reads what is attached; deeds of other services attach."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def read_content(self, attachment_id: UUID) -> bytes:
        """Return the bytes as kept; they are checked against their SHA-256."""
        with self._desk.reading() as session:
            row = get_row(session, Attachment, attachment_id)
            content = row.content
            if hashlib.sha256(content).hexdigest() != row.sha256:
                raise RefusedError(
                    _("添付の内容が、登録した時と違っています。"),
                    _("控え（バックアップ）から取り出し、管理者に知らせてください。"),
                )
            return content


def media_type_of(content: bytes) -> str:
    """Return the media type told by the first bytes, or an empty text for what is not taken in."""
    for signature, media_type in _SIGNATURES.items():
        if content.startswith(signature):
            return media_type
    return ""


def attach(session: Session, desk: Desk, *, content: bytes, file_name: str, as_type: str = "") -> Attachment:
    """Keep a file through a writing session already open; the same content is kept once.

    The name is kept without its folder. ``as_type`` is the media type of a file whose maker has read it and
    vouches for it; else the first bytes tell. Raise ``RefusedError`` for an empty, too large or unknown file.
    """
    if not content or len(content) > MOST_BYTES:
        raise RefusedError(
            _("ファイルが空か、大きすぎます（50MBまで）。"), _("別のファイルを選んでください。"), field="file"
        )
    media_type = as_type or media_type_of(content)
    if not media_type:
        raise RefusedError(
            _("この種類のファイルは添付できません。"), _("JPEG、PNG、PDFを選んでください。"), field="file"
        )
    sha256 = hashlib.sha256(content).hexdigest()
    row = session.scalar(select(Attachment).where(Attachment.sha256 == sha256))
    if row is None:
        row = Attachment(
            id=new_id(),
            sha256=sha256,
            media_type=media_type,
            file_name=PurePath(file_name.replace("\\", "/")).name,
            size_bytes=len(content),
            added_at=desk.clock.now(),
            content=content,
        )
        session.add(row)
        session.flush()
    return row
