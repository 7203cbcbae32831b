"""What a letter about monthly reports says; everything is given, nothing is looked up."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True)
class LetterMonth:
    """A month the letter is about: since when its report is awaited, and how long that is."""

    month: str
    due_on: dt.date
    days_late: int


@dataclass(frozen=True)
class LetterHead:
    """From whom to whom a letter goes, its number and day."""

    number: str
    issued_on: dt.date
    made_at: dt.datetime
    city_name: str
    section: str
    phone: str
    signer: str
    addressee: str
    addressee_person: str


@dataclass(frozen=True)
class ReportLetterData(LetterHead):
    """督促状・催告書: about which contract and months, in which words, by when to answer."""

    title: str
    body: str
    contract_number: str
    contract_title: str
    months: tuple[LetterMonth, ...]
    answer_by: dt.date | None = None


@dataclass(frozen=True)
class ReturnLetterData(LetterHead):
    """差戻通知書: which report goes back for the ``count``-th time, why, and by when it is to come again."""

    contract_number: str
    contract_title: str
    month: str
    received_on: dt.date
    count: int
    reasons: str
    resubmit_on: dt.date
