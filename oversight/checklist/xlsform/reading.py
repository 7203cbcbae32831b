"""An XLSForm as the document of an edition: whole and sound, or refused with the list of its faults."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from oversight.checklist.xlsform.book import Book, has_macros, looks_like, read_book
from oversight.checklist.xlsform.columns import canonical
from oversight.checklist.xlsform.mapping import map_form
from oversight.checklist.xlsform.notes import SURVEY, FormNote, FormRefusedError, NoteKind
from oversight.checklist.xlsform.pyxform_door import survey_of
from oversight.checklist.xlsform.size import refuse_too_large
from oversight.exchange.guards import Limits
from oversight.personal_number import mask
from oversight.words import _


@dataclass(frozen=True)
class FormRead:
    """An edition's document, sound by schema and linter, with what became of the rest of the form."""

    document: dict[str, Any]
    title: str
    notes: tuple[FormNote, ...]
    languages: tuple[str, ...]
    question_count: int


def looks_like_xlsform(content: bytes) -> bool:
    """Tell whether a file is a workbook whose sheet ``survey`` has the columns type and name."""
    return looks_like(content, _has_survey)


def read_xlsform(content: bytes, *, file_name: str, today: dt.date, limits: Limits | None = None) -> FormRead:
    """Read a form; raise ``RefusedError`` for its file, ``FormRefusedError`` with notes for what is in it.

    ``today`` is the day of publication and of the source that stands for the form.
    """
    book = read_book(content, limits)
    if not _has_survey(book):
        sentence = _("survey シートに、type と name の列がありません。")
        raise FormRefusedError(
            [FormNote(NoteKind.REFUSED, SURVEY, 0, "", sentence)], _("XLSForm のファイルを選んでください。")
        )
    refuse_too_large(book)
    stem = mask(PurePath(file_name.replace("\\", "/")).stem.strip())
    mapped = map_form(book, survey_of(book, stem), stem, today)
    items = [item for section in mapped.document["sections"] for item in section["items"]]
    title = mapped.document["title"]["ja"]
    notes = (*_of_macros(content), *mapped.notes)
    return FormRead(mapped.document, title, notes, mapped.languages, len(items))


def _of_macros(content: bytes) -> tuple[FormNote, ...]:
    if not has_macros(content):
        return ()
    sentence = _("マクロのあるファイルです。値だけを読み、マクロは取り込みません。")
    return (FormNote(NoteKind.DROPPED, "", 0, "", sentence),)


def _has_survey(book: Book) -> bool:
    if SURVEY not in book:
        return False
    return {"type", "name"} <= {canonical(one) for one in book[SURVEY].headings}
