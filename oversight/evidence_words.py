"""What a piece of evidence says, in the office's words: one list for cards on the screen and for papers."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from models.marks import EvidenceKind
from oversight.calendar import show_day
from oversight.sampling import ALGORITHM, told_detection
from oversight.words import _


@dataclass(frozen=True)
class SaidEvidence:
    """What a piece of evidence says, each kind by the fields it needs: see ``models.evidence.Evidence``."""

    kind: EvidenceKind
    subject: str = ""
    number: str = ""
    population: int | None = None
    sample_size: int | None = None
    failed: int | None = None
    seed: str = ""
    picks: tuple[int, ...] = ()
    rate: int | None = None
    confidence: int | None = None
    said: str = ""
    speaker: str = ""
    speaker_post: str = ""
    witness: str = ""
    pages: str = ""
    dated_on: dt.date | None = None
    labels: tuple[str, ...] = ()


def told(evidence: SaidEvidence) -> str:
    """Return what it says in one text."""
    return _TELLERS[evidence.kind](evidence)


def _sketch(evidence: SaidEvidence) -> str:
    words = _("、").join(evidence.labels)
    title = evidence.subject or _("見取図")
    return _("{title}（書込み: {words}）").format(title=title, words=words) if words else title


def _serial(evidence: SaidEvidence) -> str:
    return _("{subject}: {number}").format(subject=evidence.subject, number=evidence.number)


def _count(evidence: SaidEvidence) -> str:
    counted = _("{subject}: {population:,}件のうち{size:,}件を確認").format(
        subject=evidence.subject, population=evidence.population, size=evidence.sample_size
    )
    if evidence.failed is None:
        return counted
    return _("{counted}、不備{failed:,}件").format(counted=counted, failed=evidence.failed)


def _statement(evidence: SaidEvidence) -> str:
    speaker = f"{evidence.speaker_post} {evidence.speaker}".strip()
    return _("「{said}」（陳述 {speaker}、聞いた者 {witness}）").format(
        said=evidence.said, speaker=speaker, witness=evidence.witness
    )


def _document(evidence: SaidEvidence) -> str:
    day = show_day(evidence.dated_on) if evidence.dated_on else ""
    pages = _("{pages}頁").format(pages=evidence.pages) if evidence.pages else ""
    return " ".join(part for part in (evidence.subject, evidence.number, day, pages) if part)


_TELLERS = {
    EvidenceKind.SKETCH: _sketch,
    EvidenceKind.SERIAL: _serial,
    EvidenceKind.COUNT: _count,
    EvidenceKind.STATEMENT: _statement,
    EvidenceKind.DOCUMENT: _document,
}


def told_sample(evidence: SaidEvidence) -> tuple[tuple[str, str], ...]:
    """Return how a sample was drawn, as labels and texts; nothing where it was not drawn by a seed."""
    if not evidence.seed:
        return ()
    named = _("種 {seed}、方法 {algorithm}").format(seed=evidence.seed, algorithm=ALGORITHM)
    lines = [(_("標本の選び方"), named)]
    if evidence.population and evidence.sample_size and evidence.rate:
        found = told_detection(evidence.population, evidence.sample_size, evidence.rate)
        lines.append((_("見つかる確からしさ"), found))
    lines.append((_("選んだ番号"), ", ".join(f"{each}" for each in evidence.picks)))
    return tuple(lines)
