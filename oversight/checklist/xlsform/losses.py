"""What a form says in columns, settings and sheets that an edition has no room for: one note for each."""

from __future__ import annotations

from collections.abc import Sequence

from oversight.checklist.xlsform.book import Book, FormSheet
from oversight.checklist.xlsform.choices import OFFERED
from oversight.checklist.xlsform.columns import OWN, canonical
from oversight.checklist.xlsform.extras import EDITION
from oversight.checklist.xlsform.notes import CHOICES, SETTINGS, SURVEY, Ledger
from oversight.checklist.xlsform.questions import Question
from oversight.checklist.xlsform.size import name_of, type_of
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
        ("form_title", "form_id", "default_language", "allow_choice_duplicates", "clean_text_values")
    ),
}


def note_losses(book: Book, questions: Sequence[Question], ledger: Ledger) -> None:
    """Name every column, setting, list and sheet that is passed over though something is written in it."""
    asked = " ".join(one.filter for one in questions)
    _note_parameters(book[SURVEY], ledger)
    _note_lists(book.get(CHOICES), questions, ledger)
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
            is_own = heading.startswith(OWN) or (heading in ("version", OFFERED) and EDITION in book)
            if canonical(heading) not in _READ[name] and not is_own:
                _note_column(sheet, heading, ledger)
        _note_stray(sheet, ledger)


def _note_parameters(survey: FormSheet, ledger: Ledger) -> None:
    """Name the rows whose parameters are passed over: a scale alone is read with them."""
    for heading in survey.headings:
        for row in survey.rows if canonical(heading) == "parameters" else ():
            if row.text(heading) and type_of(survey, row) != "range":
                sentence = _("この質問の parameters は取り込みません。")
                ledger.drop(row.number, name_of(survey, row), sentence)


def _note_lists(choices: FormSheet | None, questions: Sequence[Question], ledger: Ledger) -> None:
    """Name the lists of choices that no question offers."""
    if choices is None:
        return
    offered = {option.row for question in questions for option in question.options}
    listed = [one for one in choices.headings if canonical(one) == "list_name"]
    unused: dict[str, int] = {}
    for row in choices.rows:
        name = next((row.text(one) for one in listed), "")
        if row.texts and row.number not in offered:
            unused.setdefault(name, row.number)
    for name, number in unused.items():
        ledger.drop(number, name, _("どの質問も使わない選択肢なので、除きました。"), sheet=choices.name)


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
        sentence = _n(mark_n("見出しのない列の記入は取り込みません（{count}行）。"), count).format(
            count=count
        )
        ledger.drop(sheet.stray[0], "", sentence, sheet=sheet.name)
