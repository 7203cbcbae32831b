"""What a letter about findings says; everything is given, nothing is looked up."""

from __future__ import annotations

from dataclasses import dataclass

from oversight.papers.letter_data import LetterHead


@dataclass(frozen=True)
class LetterFinding:
    """A finding in a letter: its number, its severity in words, and what is told of it (label → text)."""

    number: str
    severity: str
    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class CorrectionLetterData(LetterHead):
    """結果通知書・是正要求書・督促状・差戻通知書・完了通知書.

    ``entries`` are the numbered lines below 記 (label → text); the findings follow them, then ``framed``, a
    longer text with its label, and ``closing``, sentences at the end.
    """

    subject: str
    body: str
    contract_title: str
    entries: tuple[tuple[str, str], ...]
    findings: tuple[LetterFinding, ...] = ()
    findings_label: str = ""
    framed: tuple[str, str] = ("", "")
    closing: tuple[str, ...] = ()
