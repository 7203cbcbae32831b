"""The one door to pyxform: rows go in, its survey comes out, and its errors become notes with sheet and row.

Aliases of columns and types, loops and "or other" are pyxform's own work. It stops at the first fault; the
row at fault is then made harmless in a copy and asked again, so that the notes list them all.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from typing import Any

from oversight.checklist.xlsform.book import Book, FormRow, FormSheet
from oversight.checklist.xlsform.columns import OWN, ROW, TEXTS, canonical
from oversight.checklist.xlsform.notes import CHOICES, SETTINGS, SURVEY, FormNote, FormRefusedError, NoteKind
from oversight.checklist.xlsform.size import name_of, type_of
from oversight.words import _, mark

MOST_FAULTS = 20
"""After so many faults no further one is looked for. House default."""
_SHEETS = (SURVEY, CHOICES, SETTINGS, "external_choices", "entities", "osm")
_ROW = re.compile(r"\[row : (\d+)\]")
_SHEET = re.compile(r"On the '(\w+)' sheet")
_QUOTED = re.compile(r"'([^']+)'|\$\{([^}]+)\}|See \[([^\]]+)\]")
_NO_LISTS = "should be a choices sheet"
_LONGEST_TOLD = 300
_QUOTES = str.maketrans("‘’“”", "\ue0f1\ue0f2\ue0f3\ue0f4")
_UNQUOTES = str.maketrans("\ue0f1\ue0f2\ue0f3\ue0f4", "‘’“”")
_REASONS: Sequence[tuple[str, str]] = (
    ("Unknown question type", mark("知られていない質問の種類です。")),
    ("List name not in", mark("選択肢の表に、この名前の一覧がありません。")),
    (_NO_LISTS, mark("選択肢の表（choices シート）がありません。")),
    ("specify choices for this", mark("選択肢がありません。")),
    ("not unique", mark("同じ名前が2つ以上あります。")),
    ("must be unique", mark("同じ名前が2つ以上あります。")),
    ("duplicate", mark("同じ名前が2つ以上あります。")),
    ("with no name", mark("名前（name）がありません。")),
    ("with no type", mark("種類（type）がありません。")),
    ("Unmatched 'begin", mark("始まりに対する終わり（end）がありません。")),
    ("Unmatched 'end", mark("終わりに対する始まり（begin）がありません。")),
    ("Missing calculation", mark("計算式がありません。")),
    ("Choice names with spaces", mark("選択肢の名前に空白があります。")),
    ("'name' value is invalid", mark("名前の書き方が決まりに合いません。")),
    ("eference", mark("${…} の名前が、フォームの中にありません。")),
    ("replace ${", mark("${…} の名前が、フォームの中にありません。")),
    ("no label or hint", mark("見出し（label）がありません。")),
    ("missing", mark("必要な見出しがありません。")),
)
Rows = dict[str, list[dict[str, str]]]


def survey_of(book: Book, file_stem: str) -> Any:
    """Return pyxform's survey of a form; raise ``FormRefusedError`` with every fault it finds."""
    rows = {name: _rows(book[name]) for name in _SHEETS if name in book and book[name].headings}
    notes: dict[FormNote, None] = {}
    for _round in range(MOST_FAULTS):
        found = _convert(book, rows, file_stem)
        if not isinstance(found, FormNote):
            if notes:
                break
            return found
        if found in notes or not _made_harmless(rows, book, found):
            notes.setdefault(found)
            break
        notes.setdefault(found)
    raise FormRefusedError(tuple(notes))


def plain(text: str) -> str:
    """Return a text of pyxform's survey as the workbook has it."""
    return text.translate(_UNQUOTES)


def _rows(sheet: FormSheet) -> list[dict[str, str]]:
    """Return the rows as pyxform wants them; empty ones stay, so that it counts as Excel does."""
    rows: list[dict[str, str]] = []
    for row in sheet.rows:
        rows += [{} for _gap in range(row.number - sheet.heading_row - 1 - len(rows))]
        texts = {one: _kept(one, text) for one, text in row.texts.items() if not one.startswith(OWN)}
        marked = {ROW: str(row.number)} if texts and sheet.name.lower() in (SURVEY, CHOICES) else {}
        rows.append({**texts, **marked})
    return rows


def _kept(heading: str, text: str) -> str:
    """Keep pyxform from straightening curled quotes in words for people."""
    return text.translate(_QUOTES) if canonical(heading) in TEXTS else text


def _convert(book: Book, rows: Mapping[str, list[dict[str, str]]], stem: str) -> Any:
    from pyxform.builder import create_survey_element_from_dict
    from pyxform.errors import PyXFormError
    from pyxform.xls2json import workbook_to_json
    from pyxform.xls2json_backends import DefinitionData

    given: dict[str, Any] = {"sheet_names": list(book)}
    for name, lines in rows.items():
        headings = [one for one in book[name].headings if not one.startswith(OWN)]
        given[name] = [dict(line) for line in lines]
        given[f"{name}_header"] = [dict.fromkeys([*headings, ROW])]
    try:
        made = workbook_to_json(DefinitionData(**given), fallback_form_name=stem or "form", warnings=[])
        survey = create_survey_element_from_dict(made)
        survey.to_xml(validate=False, warnings=[])  # looks up every name that is spoken of
    except PyXFormError as error:
        return _note(book, str(error))
    except (RecursionError, MemoryError):
        return FormNote(NoteKind.REFUSED, SURVEY, 0, "", _("フォームが大きすぎるか、入れ子が深すぎます。"))
    except Exception:  # the library lets through what rows it did not foresee do to it
        return FormNote(NoteKind.REFUSED, SURVEY, 0, "", _("XLSForm として読めない書き方があります。"))
    return survey


def _note(book: Book, message: str) -> FormNote:
    found = _SHEET.search(message)
    sheet = found[1] if found and found[1] in book else SURVEY
    if "Choice names with spaces" in message:
        sheet = CHOICES
    row, name = _place(book[sheet], message)
    reason = next(
        (told for words, told in _REASONS if words in message), mark("XLSForm の決まりに合いません。")
    )
    told = " ".join(message.split())[:_LONGEST_TOLD]
    sentence = _("{reason}（pyxform: “{told}”）").format(reason=_(reason), told=told)
    return FormNote(NoteKind.REFUSED, sheet, row, name, sentence)


def _place(sheet: FormSheet, message: str) -> tuple[int, str]:
    """Return the row a message speaks of and the name there: by its number, else by what it quotes."""
    found = _ROW.search(message)
    number = int(found[1]) + sheet.heading_row - 1 if found else 0
    quoted = {next(filter(None, one)) for one in _QUOTED.findall(message)}
    for row in sheet.rows:
        if row.number == number if number else _is_meant(sheet, row, message, quoted):
            return row.number, name_of(sheet, row)
    return number, ""


def _is_meant(sheet: FormSheet, row: FormRow, message: str, quoted: Set[str]) -> bool:
    if _NO_LISTS in message:
        return type_of(sheet, row).startswith(("select", "rank"))
    texts = row.texts.values()
    return not quoted.isdisjoint(texts) or any(f"${{{one}}}" in text for one in quoted for text in texts)


def _made_harmless(rows: Rows, book: Book, fault: FormNote) -> bool:
    """Put something harmless in the place of the row at fault; ``False`` where that cannot be done."""
    sheet = book[fault.sheet]
    at = fault.row - sheet.heading_row - 1
    if fault.sheet not in (SURVEY, CHOICES) or not 0 <= at < len(rows[fault.sheet]):
        return False
    row = next(one for one in sheet.rows if one.number == fault.row)
    if fault.sheet == CHOICES:
        rows[CHOICES][at] = {}
        return True
    if type_of(sheet, row).lower().startswith(("begin", "end")):
        return False
    headings = {canonical(one): one for one in sheet.headings}
    name = fault.name if _is_free(fault, rows) else f"fault_{fault.row}"
    rows[SURVEY][at] = {
        headings["type"]: "text",
        headings.get("name", "name"): name,
        headings.get("label", "label"): "x",
    }
    return True


def _is_free(fault: FormNote, rows: Rows) -> bool:
    from pyxform.parsing.expression import is_xml_tag

    named = sum(fault.name in line.values() for line in rows[SURVEY])
    return bool(is_xml_tag(fault.name)) and named == 1
