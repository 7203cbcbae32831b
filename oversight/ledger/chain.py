"""The chain of the journal: how an entry is hashed, and what a broken chain looks like.

Each entry's hash covers its contents and the hash before it, so that a changed entry no longer fits its
own hash, a removed one leaves a hole, and moved ones no longer follow one another. A cut-off tail shows
against the head kept beside the entries, and, if that was rewritten too, against the head printed on a
paper (an anchor).
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from json.encoder import encode_basestring
from typing import NamedTuple

GENESIS = "0" * 64


@dataclass(frozen=True)
class Link:
    """One entry as the chain sees it; ``at`` is aware."""

    sequence: int
    at: dt.datetime
    actor_id: str
    actor: str
    deed: str
    subject: str
    row_id: str
    action: str
    changes: str
    reason: str
    previous_hash: str
    hash: str


class Seal(NamedTuple):
    """What chains one entry: its number, the hashes written in it, and the hash its contents give."""

    sequence: int
    previous_hash: str
    hash: str
    found_hash: str


def link_hash(link: Link) -> str:
    """Return the SHA-256, in hex, of the entry's contents and the hash before it."""
    return contents_hash(
        (
            link.previous_hash,
            link.at.astimezone(dt.UTC).isoformat(timespec="microseconds"),
            link.actor_id,
            link.actor,
            link.deed,
            link.subject,
            link.row_id,
            link.action,
            link.changes,
            link.reason,
        )
    )


def contents_hash(contents: Sequence[str]) -> str:
    """Return the SHA-256, in hex, of an entry's ten texts, in the order of ``link_hash``.

    They are hashed as one JSON list without blanks, so that no text runs into the next.
    """
    text = "[" + ",".join(map(encode_basestring, contents)) + "]"
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


def seal_of(link: Link) -> Seal:
    """Return what chains a link."""
    return Seal(link.sequence, link.previous_hash, link.hash, link_hash(link))


class Soundness(StrEnum):
    """What a verification found."""

    SOUND = "sound"
    CHANGED = "changed"
    CUT_OFF = "cut_off"
    REORDERED = "reordered"
    ROWS_DIFFER = "rows_differ"


class Departure(StrEnum):
    """How a row departs from what the journal says of it."""

    CHANGED = "changed"
    DELETED = "deleted"
    INSERTED = "inserted"


@dataclass(frozen=True)
class RowDifference:
    """A row that is not what the journal says: table, identifier, the fields' names; no contents."""

    departure: Departure
    table: str
    row_id: str
    fields: tuple[str, ...] = ()


@dataclass(frozen=True)
class Verdict:
    """The outcome: how many entries were read, and at which entry the first fault lies.

    Where the chain is whole but rows depart from it, ``differing`` counts them; ``differences`` names the
    first of them.
    """

    soundness: Soundness
    entries: int
    fault_at: int | None = None
    head_hash: str = GENESIS
    differing: int = 0
    differences: tuple[RowDifference, ...] = field(default=())

    @property
    def is_sound(self) -> bool:
        """Tell whether nothing was found."""
        return self.soundness is Soundness.SOUND


@dataclass(frozen=True)
class Head:
    """The number and hash of a last entry: the store's own, or one printed on a paper.

    A printed hash may be shortened to its first characters.
    """

    sequence: int
    hash: str


def verify_chain(seals: Iterable[Seal], head: Head, anchors: Iterable[Head] = ()) -> Verdict:
    """Walk the entries in the order of their numbers and say what, if anything, is wrong."""
    expected = {anchor.sequence: anchor.hash.lower() for anchor in anchors}
    broken: list[tuple[int, str]] = []
    known: set[str] = {GENESIS}
    last, count, previous = 0, 0, GENESIS
    for sequence, before, own, found in seals:
        count += 1
        known.add(own)
        if found != own or not own.startswith(expected.pop(sequence, "")):
            return Verdict(Soundness.CHANGED, count, sequence)
        if before != previous or sequence != last + 1:
            broken.append((sequence, before))
        previous, last = own, sequence
    if broken:
        return _broken_chain(broken, known, count)
    return _end_of_chain(Head(last, previous), head, expected, count)


def _broken_chain(broken: list[tuple[int, str]], known: set[str], count: int) -> Verdict:
    complete = all(previous in known for _, previous in broken)
    kind = Soundness.REORDERED if complete else Soundness.CUT_OFF
    return Verdict(kind, count, broken[0][0])


def _end_of_chain(found: Head, head: Head, expected: dict[int, str], count: int) -> Verdict:
    missing = [sequence for sequence in expected if sequence > found.sequence]
    if head.sequence > found.sequence or missing:
        return Verdict(Soundness.CUT_OFF, count, found.sequence + 1, found.hash)
    if head != found:
        return Verdict(Soundness.CHANGED, count, found.sequence, found.hash)
    return Verdict(Soundness.SOUND, count, None, found.hash)
