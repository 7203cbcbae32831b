"""What a form says in columns, settings and sheets that an edition has no room for: one note for each."""

from __future__ import annotations

from collections.abc import Iterable

from oversight.checklist.xlsform.book import Book, FormSheet
from oversight.checklist.xlsform.columns import OWN, canonical
from oversight.checklist.xlsform.notes import CHOICES, SETTINGS, SURVEY, Ledger
from oversight.words import _, _n, mark_n

_READ = {
    SURVEY: frozenset(
        (
            "type",
            "name",
            "label",
            "hint",
            "guidance_hint",
            "relevant",
            "required",
            "constraint",
            "constraint_message",
            "calculation",
            "choice_filter",
            "repeat_count",
            "parameters",
        )
    ),
    CHOICES: frozenset(("list_name", "name", "label")),
    SETTINGS: frozenset(
        ("form_title", "form_id", "default_language", "version", "allow_choice_duplicates", "clean_text_values")
    ),
}


def note_losses(book: Book, filters: Iterable[str], ledger: Ledger) -> None:
    """Name every column, setting and sheet that is passed over though something is written in it."""
    asked = " ".join(filters)
    for name, sheet in book.items():
        if name.startswith(OWN):
            continue
        if name not in _READ:
            if sheet.headings:
                ledger.drop(0, "", _("このシートは取り込みません。"), sheet=sheet.name)
            continue
        for heading in sheet.headings:
            if name == CHOICES and heading in asked:
                continue
            if canonical(heading) not in _READ[name] and not heading.startswith(OWN):
                _note_column(sheet, heading, ledger)
        _note_stray(sheet, ledger)


def _note_column(sheet: FormSheet, heading: str, ledger: Ledger) -> None:
    rows = [row.number for row in sheet.rows if row.text(heading)]
    if not rows:
        return
    count = len(rows)
    sentence = _n(mark_n("この列は取り込みません（{count}行に記入）。"), count).format(count=count)
    ledger.drop(rows[0], heading, sentence, sheet=sheet.name)


def _note_stray(sheet: FormSheet, ledger: Ledger) -> None:
    if sheet.stray:
        count = len(sheet.stray)
        sentence = _n(mark_n("見出しのない列の記入は取り込みません（{count}行）。"), count).format(count=count)
        ledger.drop(sheet.stray[0], "", sentence, sheet=sheet.name)
