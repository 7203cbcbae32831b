"""What windows, papers and the command line are shown of signatures: frozen rows."""

from __future__ import annotations

import datetime as dt
import json
import zlib
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from uuid import UUID

from models.signature import SignatureMethod, SignerKind
from oversight.words import _, mark


@dataclass(frozen=True)
class InkPoint:
    """Where the pen was: 0…1 from left and top of the pad, pressure 0…1 (0: it tells none), milliseconds."""

    x: float
    y: float
    pressure: float
    at_ms: int


Stroke = tuple[InkPoint, ...]
"""From where the pen came down to where it left."""


@dataclass(frozen=True)
class Drawing:
    """A signature as drawn: its picture (PNG, black on white) and the strokes it was made of."""

    png: bytes
    strokes: tuple[Stroke, ...]

    def strokes_document(self) -> bytes:
        """Return the strokes as kept: compressed JSON, a list of lists of [x, y, pressure, ms]."""
        plain = [[list(asdict(point).values()) for point in stroke] for stroke in self.strokes]
        return zlib.compress(json.dumps(plain, separators=(",", ":")).encode("ascii"), 9)


@dataclass(frozen=True)
class Voided:
    """When, by whom and why a signature was voided."""

    voided_at: dt.datetime
    voided_by: str
    reason: str


@dataclass(frozen=True)
class SignatureRow:
    """A signature as it was given; ``taken_by`` is the member of staff whose deed it was."""

    id: UUID
    record_id: UUID
    kind: SignerKind
    position: int
    attempt: int
    name: str
    post: str
    organisation: str
    staff_id: UUID | None
    method: SignatureMethod
    declined_reason: str
    signed_hash: str
    picture_id: UUID | None
    picture_sha256: str
    signed_at: dt.datetime
    taken_by: str
    voided: Voided | None = None


@dataclass(frozen=True)
class SignerRow:
    """One who signs this version: an attendee or inspector of its document, and what they gave."""

    kind: SignerKind
    position: int
    name: str
    post: str
    organisation: str
    staff_id: UUID | None = None
    signature: SignatureRow | None = None
    voided: tuple[SignatureRow, ...] = ()

    @property
    def is_attendee(self) -> bool:
        """Tell whether they are of the contractor."""
        return self.kind is SignerKind.ATTENDEE

    @property
    def is_open(self) -> bool:
        """Tell whether they have neither signed nor declined."""
        return self.signature is None


class Soundness(StrEnum):
    """What holding a signature against the store found."""

    SOUND = "sound"
    RECORD_CHANGED = "record_changed"
    PICTURE_CHANGED = "picture_changed"


_SENTENCES = {
    Soundness.SOUND: mark("署名した時のままです"),
    Soundness.RECORD_CHANGED: mark("この署名の後に記録が変わっています"),
    Soundness.PICTURE_CHANGED: mark("署名の画像が、署名した時と違っています"),
}


def soundness_sentence(soundness: Soundness) -> str:
    """Return what was found, in words, without a full stop."""
    return _(_SENTENCES[soundness])


@dataclass(frozen=True)
class SignatureCheck:
    """A signature held against the store; ``newest`` is the newest version of the record there is."""

    signature: SignatureRow
    version: int
    soundness: Soundness
    newest: int

    @property
    def sentence(self) -> str:
        """Return the outcome in words, with the version that came after the one signed."""
        told = soundness_sentence(self.soundness)
        if self.newest == self.version:
            return told
        return _("{told}（第{version}版への署名。その後、第{newest}版に訂正）").format(
            told=told, version=self.version, newest=self.newest
        )


@dataclass(frozen=True)
class RecordCheck:
    """A frozen version held against its own hash and the signatures under it."""

    record_id: UUID
    number: str
    version: int
    newest: int
    document_hash: str
    is_unchanged: bool
    signatures: tuple[SignatureCheck, ...] = field(default=())

    @property
    def is_sound(self) -> bool:
        """Tell whether neither the record nor anything under it was changed."""
        return self.is_unchanged and all(each.soundness is Soundness.SOUND for each in self.signatures)

    @property
    def sentence(self) -> str:
        """Return how the record itself stands, in words."""
        if self.is_unchanged:
            return _("記録は確定した時のままです")
        return _("記録の内容が、確定した時と違っています")
