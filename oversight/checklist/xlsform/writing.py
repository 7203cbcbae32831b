"""An edition as a workbook of XLSForm that passes pyxform, with what XLSForm cannot say beside it."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from oversight.checklist.edition import Bilingual, Edition
from oversight.checklist.xlsform.choices import OFFERED
from oversight.checklist.xlsform.columns import OWN, TEXTS, canonical
from oversight.checklist.xlsform.extras import BASIS, COLUMNS, EDITION, LONG, RETIRED, SOURCES
from oversight.checklist.xlsform.form_names import names_of
from oversight.checklist.xlsform.heading import MARKS, TRUTHS
from oversight.checklist.xlsform.languages import guarded
from oversight.checklist.xlsform.lists import ENGLISH, JAPANESE, LABELS, LONGEST_CELL, ChoiceLists, Row
from oversight.checklist.xlsform.notes import CHOICES, SETTINGS, SURVEY, FormNote, NoteKind
from oversight.checklist.xlsform.survey_rows import SurveyRows
from oversight.checklist.xlsform.unsaid import unsaid_notes
from oversight.personal_number import lettered
from oversight.words import _

_SURVEY_COLUMNS = (
    "type",
    "name",
    *LABELS,
    f"hint::{JAPANESE}",
    f"hint::{ENGLISH}",
    "required",
    "relevant",
    "constraint",
    f"constraint_message::{JAPANESE}",
    f"constraint_message::{ENGLISH}",
    "choice_filter",
    "repeat_count",
    *COLUMNS,
)
_UNFIT = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_FONT = "Meiryo UI"
_WIDEST = 60
_FILE_NAME = re.compile(r'[\\/:*?"<>|\x00-\x1f]')
Table = tuple[str, Sequence[str], list[Row]]


@dataclass(frozen=True)
class FormWritten:
    """A form as a workbook, with what it says in our own columns and sheets alone or not at all."""

    content: bytes
    file_name: str
    notes: tuple[FormNote, ...]


def write_xlsform(edition: Edition) -> FormWritten:
    """Write a sound edition as an XLSForm; ``read_xlsform`` gives the same edition back."""
    names = names_of(edition)
    lists = ChoiceLists(names)
    writer = SurveyRows(edition, names, lists)
    survey = list(writer.rows())
    tables: list[Table] = [
        (SURVEY, _SURVEY_COLUMNS, survey),
        (CHOICES, ("list_name", "name", *LABELS, OFFERED), lists.rows),
        _settings(edition, lists),
        (EDITION, ("key", "value"), [{"key": key, "value": text} for key, text in _facts_of(edition)]),
        *_own_tables(edition),
    ]
    if writer.long:
        tables.append((LONG, ("name", "text"), writer.long))
    lost = list(_lost(tables))
    fitted = [(name, columns, [_row(row) for row in rows]) for name, columns, rows in tables]
    content = _workbook([(name, _used(columns, rows), rows) for name, columns, rows in fitted], edition)
    stem = _FILE_NAME.sub("_", f"{edition.id}-{edition.number}")
    return FormWritten(content, f"{stem}.xlsx", (*unsaid_notes(edition, survey, writer.unsaid), *lost))


def _settings(edition: Edition, lists: ChoiceLists) -> Table:
    row = {
        "form_title": edition.title.ja,
        "form_id": edition.id,
        "version": f"{edition.number}-{lettered(edition.content_hash[:12])}",
        "default_language": JAPANESE,
        "clean_text_values": "no",
        "allow_choice_duplicates": "yes" if lists.has_doubles else "",
    }
    return SETTINGS, tuple(row), [row]


def _facts_of(edition: Edition) -> Iterator[tuple[str, str]]:
    yield "id", edition.id
    yield "number", str(edition.number)
    yield "title_ja", edition.title.ja
    yield "title_en", edition.title.en
    yield "published_on", edition.published_on.isoformat()
    for key in TRUTHS:
        yield key, "true" if getattr(edition.rules, key) else "false"
    for key in MARKS:
        # A dash stands for no mark at all: an empty cell says nothing.
        yield key, " ".join(mark.value for mark in getattr(edition.rules, key)) or "-"


def _own_tables(edition: Edition) -> Iterator[Table]:
    yield (
        SOURCES,
        ("id", "title_ja", "title_en", "as_of", "url", "locator"),
        [
            {
                **_both("title", one.title),
                "id": one.id,
                "as_of": one.as_of.isoformat(),
                "url": one.url,
                "locator": one.locator,
            }
            for one in edition.sources
        ],
    )
    basis = [
        {"item": item.id, "source": one.source, "as_of": one.as_of.isoformat(), **_both("clause", one.clause)}
        for item in edition.items
        for one in item.basis
    ]
    yield BASIS, ("item", "source", "clause_ja", "clause_en", "as_of"), basis
    retired = [{"id": one.id, "reason": one.reason, **_both("title", one.title)} for one in edition.retired]
    if retired:
        yield RETIRED, ("id", "title_ja", "title_en", "reason"), retired


def _both(key: str, words: Bilingual) -> Row:
    return {f"{key}_ja": words.ja, f"{key}_en": words.en}


def _row(row: Row) -> Row:
    """Return a row whose texts fit into cells."""
    return {heading: _cell(heading, text) for heading, text in row.items() if text}


def _cell(heading: str, text: str) -> str:
    told = guarded(text) if canonical(heading) in TEXTS else text
    return _UNFIT.sub(" ", told)[:LONGEST_CELL]


def _lost(tables: Sequence[Table]) -> Iterator[FormNote]:
    """Yield a note for each cell whose text no workbook holds: control signs, and what is too long."""
    for sheet, _columns, rows in tables:
        for number, row in enumerate(rows, start=2):
            for heading, text in row.items():
                if _UNFIT.search(text) or len(text) > LONGEST_CELL:
                    name = row.get("name", heading)
                    yield FormNote(
                        NoteKind.DROPPED, sheet, number, name, _("セルに入らない文字を除きました。")
                    )


def _used(columns: Sequence[str], rows: Sequence[Row]) -> list[str]:
    """Return the columns in which anything stands; type, name and labels always."""
    filled = {heading for row in rows for heading in row}
    return [one for one in columns if one in filled or one in ("type", "name", *LABELS)]


def _workbook(tables: Sequence[tuple[str, Sequence[str], Sequence[Row]]], edition: Edition) -> bytes:
    import xlsxwriter

    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(stream, options) as book:
        book.set_properties({"title": edition.title.ja, "created": dt.datetime(2000, 1, 1)})  # noqa: DTZ001
        head = book.add_format({"bold": True, "font_name": _FONT, "bg_color": "#F2F2F2", "border": 1})
        cell = book.add_format({"font_name": _FONT, "valign": "top", "text_wrap": True})
        for name, columns, rows in tables:
            sheet = book.add_worksheet(name)
            for at, heading in enumerate(columns):
                sheet.write_string(0, at, heading, head)
                sheet.set_column(at, at, _width(heading, rows), cell)
            for number, row in enumerate(rows, start=1):
                for at, heading in enumerate(columns):
                    if heading in row:
                        sheet.write_string(number, at, row[heading], cell)
            sheet.freeze_panes(1, 2 if name == SURVEY else 0)
    return stream.getvalue()


def _width(heading: str, rows: Sequence[Row]) -> int:
    if heading.startswith(OWN):
        return len(heading) + 2
    longest = max(
        (sum(2 if ord(sign) > 255 else 1 for sign in row.get(heading, "")[:80]) for row in rows), default=0
    )
    return min(max(longest, len(heading)) + 2, _WIDEST)
