"""Where a checklist keyed in from paper stands: what is left to key in, and whether its check still holds."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.inspection import Transcription
from oversight.checklist import Edition, Item
from oversight.faces import face_of
from oversight.inspections.drafts import AnswerDraft, SavedAnswer
from oversight.inspections.rows import GapRow, InspectionDetail
from oversight.inspections.transcription_rows import TranscriptionRow, TranscriptionState
from oversight.words import _

TRANSCRIPTION = "transcription"
"""Where such a gap is mended: not at an item, but by holding what was keyed in against the paper."""


def read_transcription(
    session: Session,
    inspection_id: UUID,
    edition: Edition,
    asked: Iterable[str],
    answers: Mapping[str, SavedAnswer],
) -> TranscriptionRow | None:
    """Return where the paper stands; nothing where none was keyed in."""
    row = session.scalar(select(Transcription).where(Transcription.inspection_id == inspection_id))
    if row is None:
        return None
    hashed = answers_hash(answers)
    state = _state(row, hashed, has_all=not unkeyed(edition, asked, answers))
    return face_of(TranscriptionRow, row, state=state, answers_hash=hashed)


def _state(row: Transcription, hashed: str, *, has_all: bool) -> TranscriptionState:
    if row.checked_hash:
        return TranscriptionState.CHECKED if row.checked_hash == hashed else TranscriptionState.CHANGED
    return TranscriptionState.TO_CHECK if has_all else TranscriptionState.KEYING


def transcription_gaps(detail: InspectionDetail) -> tuple[GapRow, ...]:
    """Return what keeps a record with answers from paper from being finalised; nothing without any."""
    row = detail.transcription
    if row is None or row.state is TranscriptionState.CHECKED:
        return ()
    if row.state is TranscriptionState.CHANGED:
        return (GapRow(TRANSCRIPTION, _("紙と照合した後に回答が変わりました。もう一度照合してください。")),)
    return (GapRow(TRANSCRIPTION, _("紙から転記した回答を、別の職員がまだ紙と照合していません。")),)


def unkeyed(edition: Edition, asked: Iterable[str], answers: Mapping[str, SavedAnswer]) -> tuple[str, ...]:
    """Return the items that are asked and have no answer yet, in their order."""
    wanted = set(asked)
    return tuple(
        item.id for item in edition.items if item.id in wanted and not is_answered(item, answers.get(item.id))
    )


def is_answered(item: Item, saved: SavedAnswer | None) -> bool:
    """Tell whether an item has its mark, or its value where the value is the answer."""
    if saved is None:
        return False
    field = item.only_field
    if field is None or saved.draft.mark is not None:  # 非該当 answers a value too
        return saved.draft.mark is not None
    return saved.draft.values.get(field.id) not in (None, "")


def answers_hash(answers: Mapping[str, SavedAnswer]) -> str:
    """Return SHA-256, in hexadecimal, over what was answered; who answered and when is no part of it."""
    plain = {
        item_id: _plain(saved.draft) for item_id, saved in answers.items() if saved.draft != AnswerDraft()
    }
    text = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def _plain(draft: AnswerDraft) -> dict[str, object]:
    return {
        "mark": draft.mark.value if draft.mark else None,
        "finding_text": draft.finding_text,
        "reason": draft.reason,
        "measure": draft.measure,
        "correct_by": draft.correct_by.isoformat() if draft.correct_by else None,
        "values": dict(draft.values),
        "population": draft.population,
        "sample_size": draft.sample_size,
        "evidence": draft.evidence,
        "note": draft.note,
    }
