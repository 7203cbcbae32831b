"""What the paper shows of one signature given on the laptop; filled when it is printed, never frozen."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class SignatureData:
    """A signature beside its row: the ``position``-th attendee or inspector of the record, from 0.

    ``how`` comes in words. ``fault`` says that record or picture are not what was signed: it is printed in
    place of the picture. ``image`` are the bytes of the drawn signature, empty where none was drawn.
    """

    is_inspector: bool
    position: int
    name: str
    how: str
    signed_at: dt.datetime
    signed_hash: str
    is_declined: bool = False
    declined_reason: str = ""
    image: bytes = b""
    fault: str = ""
