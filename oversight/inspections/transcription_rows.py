"""What is said and shown of a checklist keyed in from paper: frozen rows."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum


class TranscriptionState(StrEnum):
    """転記中 → 照合待ち → 照合済; 照合のあと変更 when an answer was changed after the check."""

    KEYING = "keying"
    TO_CHECK = "to_check"
    CHECKED = "checked"
    CHANGED = "changed"


@dataclass(frozen=True)
class TranscriptionDraft:
    """What is said of the paper: its day, who filled it in."""

    paper_on: dt.date
    filled_in_by: str
    remarks: str = ""


@dataclass(frozen=True)
class TranscriptionRow:
    """The paper and who keyed it in and checked it; ``answers_hash`` is that of the answers as they stand."""

    state: TranscriptionState
    paper_on: dt.date
    filled_in_by: str
    remarks: str
    transcribed_by: str
    transcribed_at: dt.datetime
    checked_by: str
    checked_at: dt.datetime | None
    checked_hash: str
    answers_hash: str
