"""What was done to get something that is awaited, in lines: contacts and letters."""

from __future__ import annotations

from oversight.calendar import show_day
from oversight.choice_words import word_of
from oversight.reports import ContactRow, LetterRow
from oversight.words import _


def told_contact(row: ContactRow) -> str:
    """Return one contact in a line: day, how, with whom, by whom noted."""
    parts = (show_day(row.happened_on), word_of(row.kind), row.person)
    told = " ".join(filter(None, parts))
    if row.promised_on is not None:
        promised = show_day(row.promised_on, weekday=True)
        told = _("{told}　{day}までに提出の約束").format(told=told, day=promised)
    return _("{told}（{who}）").format(told=told, who=row.noted_by)


def told_letter(row: LetterRow) -> str:
    """Return one letter in a line: day, number, title, by when to answer."""
    told = " ".join((show_day(row.issued_on), row.number, row.title))
    if row.answer_by is None:
        return told
    return _("{told}　{day}まで").format(told=told, day=show_day(row.answer_by, weekday=True))
