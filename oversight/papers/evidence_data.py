"""Evidence without a camera as an inspection record holds it: plain frozen data."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from models.marks import EvidenceKind
from oversight.evidence_words import SaidEvidence

__all__ = ["EvidenceData", "EvidenceKind"]


@dataclass(frozen=True, kw_only=True)
class EvidenceData(SaidEvidence):
    """A piece of evidence of an item; a sketch has the bytes of its PNG and their SHA-256 in hex."""

    noted_at: dt.datetime
    noted_by: str
    sha256: str = ""
    image: bytes = b""
