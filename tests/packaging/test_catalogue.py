"""The English catalogue is complete: every word the code asks for, with its placeholders, in English."""

from __future__ import annotations

import ast
import re
import string
from collections.abc import Iterator
from pathlib import Path

import catalogue
import pytest
from babel.messages.catalog import Catalog

JAPANESE = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uff00-\uffef]")
SAMPLES = (
    "令和6年4月1日",  # what may be typed for a date
    "高橋",  # how the search folds characters
    "髙橋",
    "サッポロ",
    "ｻｯﾎﾟﾛ",
    "福井 太郎",  # a line of the roster as it may be pasted
    "フクイ タロウ",
    "言語 / Language",  # found by whoever reads only one of the two
    "〓",  # what is printed where a glyph is missing
)
"""All the Japanese that stands in the English words."""

MARKS = {"_", "_n", "mark", "mark_n"}
NOT_WORDS = {
    "oversight/calendar/era.py",  # reads era dates
    "oversight/calendar/shown.py",  # writes days in Japanese; English days are not words
    "oversight/closing_lines.py",  # reads closing days
    "oversight/contact.py",  # reads telephone numbers
    "oversight/demo/__init__.py",  # a Japanese city
    "oversight/checklist/workbook/drafting.py",  # what a draft says of itself, in Japanese as it is kept
    "oversight/checklist/workbook/entries.py",  # how lists and sections begin in workbooks
    "oversight/checklist/workbook/filling.py",  # signs that begin no line
    "oversight/checklist/workbook/heading_words.py",  # headings found in workbooks
    "oversight/checklist/workbook/house_sheet.py",  # the workbook as printed, in Japanese
    "oversight/checklist/workbook/kinds.py",  # rows told apart by their words
    "oversight/checklist/workbook/layout.py",  # signs written into workbooks
    "oversight/checklist/workbook/numbering.py",  # numbers as offices write them
    "oversight/checklist/xlsform/languages.py",  # languages as forms name them
    "oversight/checklist/xlsform/lists.py",  # each language by its own name
    "oversight/demo/comings.py",
    "oversight/demo/covering.py",
    "oversight/demo/doors.py",
    "oversight/demo/filing.py",
    "oversight/demo/irregularities.py",
    "oversight/demo/names.py",
    "oversight/demo/oddities.py",
    "oversight/demo/register.py",
    "oversight/demo/reporting.py",
    "oversight/demo/visits.py",
    "oversight/devices/permit_numbers.py",  # the sign before a permit's number
    "oversight/exchange/defusing.py",  # full-width signs that open a formula
    "oversight/exchange/fields.py",  # headings found in workbooks
    "oversight/exchange/rows.py",  # yes and no as found in workbooks
    "oversight/exchange/plain_text.py",  # half-width kana and private signs
    "oversight/inspections/findings.py",  # a basis as kept in the record
    "oversight/inspections/planning.py",  # names of facts in checklist conditions
    "oversight/inspections/record_document.py",  # the record as kept
    "oversight/inspections/value_words.py",  # choices as kept in the record
    "oversight/japanese.py",  # folds characters for the search
    "oversight/papers/fonts.py",  # glyphs
    "oversight/papers/kinsoku.py",  # where lines may break
    "oversight/papers/record_data.py",  # posts told apart by their endings
    "oversight/papers/wording.py",  # day and hours in Japanese
    "oversight/report_form/answers.py",  # ticks as people write them
    "oversight/report_form/form.py",  # questions as printed on forms, which are in Japanese
    "oversight/report_form/workbook.py",  # the name of a form's sheet
    "oversight/reports/return_letters.py",  # the sign in a letter's number
    "oversight/corrections/letters.py",
    "oversight/reports/letters.py",  # the sign before a letter's number
    "oversight/register/facts.py",  # names of facts in checklist conditions
    "oversight/register/kana.py",  # tells kanji in a reading
    "oversight/vault/passphrases.py",  # words a passphrase must not be made of
    "oversight/vault/recovery_code.py",  # dashes as typed
    "ui/widgets/time_field.py",  # reads times
    "ui/register/contract_fields.py",  # reads lines
    "ui/register/hours.py",  # reads weekdays and times
    "ui/register/periods_field.py",  # reads periods
    "ui/register/roster_many.py",  # reads lines
    "ui/reports/answer_fields.py",  # dashes that say there is nothing
    "ui/settings/look_panel.py",  # each language by its own name
}
"""Files that read Japanese, or write it in whatever language the window speaks."""
SPACES = {"\u3000", "\u3000 ", "\u3000✕", "！"}
"""A wide gap between two values, the cross of a chip, and the widest sign: no words."""


def placeholders(text: str) -> list[tuple[str, str]]:
    """Return name and format of each placeholder, sorted."""
    parts = string.Formatter().parse(text)
    return sorted((name, form or "") for _before, name, form, _turned in parts if name is not None)


def words_of(words: Catalog) -> list[str]:
    """Return the msgids, sorted."""
    ids = (message.id for message in words if message.id)
    return sorted(each if isinstance(each, str) else each[0] for each in ids)


def is_japanese(said: str) -> bool:
    """Tell whether Japanese is left in the English."""
    for sample in SAMPLES:
        said = said.replace(sample, "")
    return JAPANESE.search(said) is not None


def complaint(word: str, said: tuple[str, ...]) -> str:
    """Return what is wrong with the English of a word, if anything; the form for one may leave out all."""
    if not all(said):
        return "not translated"
    bent = [placeholders(each) != placeholders(word) for each in said]
    if bent[-1] or (bent[0] and placeholders(said[0])):
        return "placeholders differ"
    return "still in Japanese" if any(map(is_japanese, said)) else ""


def complaints(asked: Catalog, kept: Catalog) -> list[str]:
    """Return what is wrong with the English words for what the code asks."""
    found = []
    for message in asked:
        if not message.id:
            continue
        word = message.id if isinstance(message.id, str) else message.id[0]
        own = kept.get(word)
        if own is None:
            found.append(f"not in the catalogue: {word}")
        elif isinstance(own.id, str) != isinstance(message.id, str) or own.fuzzy:
            found.append(f"counted on one side only, or fuzzy: {word}")
        elif wrong := complaint(word, catalogue.forms(own)):
            found.append(f"{wrong}: {word}")
    return found


def asking(tree: ast.Module) -> Iterator[ast.Call]:
    """Yield the calls that ask the catalogue or mark for it."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in MARKS:
            yield node


def literals_outside(tree: ast.Module) -> Iterator[ast.Constant]:
    """Yield the Japanese strings of a module that are neither marked for the catalogue nor docstrings."""
    skipped = {id(each) for call in asking(tree) for each in call.args}
    skipped |= {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or not isinstance(node.value, str) or id(node) in skipped:
            continue
        if JAPANESE.search(node.value) and node.value not in SPACES:
            yield node


def made_up(tree: ast.Module) -> Iterator[ast.Call]:
    """Yield the calls that ask for words put together when the program runs; no catalogue can hold them."""
    for call in asking(tree):
        if is_filled(call.args[0]) or any(
            isinstance(each, ast.JoinedStr | ast.BinOp) for each in call.args[:1]
        ):
            yield call


def is_filled(asked: ast.expr) -> bool:
    """Tell whether the words asked for are filled in before they are looked up."""
    return (
        isinstance(asked, ast.Call)
        and isinstance(asked.func, ast.Attribute)
        and isinstance(asked.func.value, ast.Constant)
    )


def strays(path: Path, name: str) -> list[str]:
    """Return where a file shows Japanese past the catalogue."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found: list[ast.expr] = [*made_up(tree)]
    if name not in NOT_WORDS:
        found += literals_outside(tree)
    return [f"{name}:{node.lineno}" for node in found]


def sources() -> Iterator[tuple[Path, str]]:
    """Yield every file of the program, with its name from the root."""
    for source in (*catalogue.SOURCES, "models"):
        for path in sorted((catalogue.ROOT / source).rglob("*.py")):
            yield path, path.relative_to(catalogue.ROOT).as_posix()


def test_every_word_of_the_program_has_its_english() -> None:
    asked, kept = catalogue.gathered(), catalogue.kept()
    assert complaints(asked, kept) == []
    assert len(asked) > 1700
    assert words_of(kept) == words_of(asked)


def test_every_sample_of_japanese_is_still_shown() -> None:
    said = "\n".join(form for message in catalogue.kept() if message.id for form in catalogue.forms(message))
    assert [sample for sample in SAMPLES if sample not in said] == []


def test_no_file_shows_japanese_past_the_catalogue() -> None:
    assert [stray for path, name in sources() for stray in strays(path, name)] == []


def test_every_file_that_is_let_off_still_holds_japanese() -> None:
    held = {name for path, name in sources() if any(literals_outside(ast.parse(path.read_text("utf-8"))))}
    assert held >= NOT_WORDS


def test_the_compiled_catalogue_is_of_the_same_words() -> None:
    assert catalogue.MO.read_bytes() == catalogue.compiled(catalogue.kept())
    assert catalogue.PO.read_bytes() == catalogue.text_of(catalogue.kept())


@pytest.mark.parametrize(
    ("english", "complaint"),
    [
        ("", "not translated"),
        ("{days} days", "placeholders differ"),
        ("{count:,} days", "placeholders differ"),
        ("one day", "placeholders differ"),
        ("{count}日", "still in Japanese"),
        ("{count} days、", "still in Japanese"),
        ("{count} days", ""),
    ],
)
def test_a_word_missing_bent_or_left_in_japanese_is_found(english: str, complaint: str) -> None:
    asked, kept = Catalog(), Catalog()
    asked.add("{count}日")
    kept.add("{count}日", english)
    assert [each.partition(":")[0] for each in complaints(asked, kept)] == ([complaint] if complaint else [])


@pytest.mark.parametrize(
    ("english", "complaint"),
    [
        (("{count} day", ""), "not translated"),
        (("{days} day", "{count} days"), "placeholders differ"),
        (("one day", "many days"), "placeholders differ"),
        (("one day", "{count}日"), "still in Japanese"),
        (("one day", "{count} days"), ""),
    ],
)
def test_each_form_of_a_counted_word_is_looked_at(english: tuple[str, str], complaint: str) -> None:
    asked, kept = Catalog(locale="en"), Catalog(locale="en")
    asked.add(("{count}日", "{count}日"))
    kept.add(("{count}日", "{count}日"), english)
    assert [each.partition(":")[0] for each in complaints(asked, kept)] == ([complaint] if complaint else [])


def test_a_word_that_is_counted_in_the_code_only_is_found() -> None:
    asked, kept = Catalog(locale="en"), Catalog(locale="en")
    asked.add(("{count}日", "{count}日"))
    assert complaints(asked, kept) == ["not in the catalogue: {count}日"]
    kept.add("{count}日", "{count} days")
    assert complaints(asked, kept) == ["counted on one side only, or fuzzy: {count}日"]


@pytest.mark.parametrize(
    ("source", "lines"),
    [
        ('"""説明"""\nshow(_("保存"))', []),
        ('show("保存")', [1]),
        ('show(f"{n}件")', [1]),
        ('x = 1\n"、".join(names)', [2]),
        ('show(_(f"{n}日"))', [1, 1]),
        ('show(_("{n}日".format(n=n)))', [1, 1]),
        ('show(_n("{n}日", n).format(n=n))', []),
        ('WORDS = {1: mark("適")}\nshow(_(WORDS[1]))', []),
    ],
)
def test_japanese_past_the_catalogue_is_found(tmp_path: Path, source: str, lines: list[int]) -> None:
    path = tmp_path / "planted.py"
    path.write_text(source, encoding="utf-8")
    assert strays(path, "ui/planted.py") == [f"ui/planted.py:{line}" for line in lines]
