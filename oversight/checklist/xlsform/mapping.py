"""From a form, as pyxform understands it, to the document of an edition."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from oversight.checklist.xlsform.book import Book
from oversight.checklist.xlsform.context import Reading
from oversight.checklist.xlsform.entries import Entry, Gathered, gather
from oversight.checklist.xlsform.expressions import Translator, UnreadableError
from oversight.checklist.xlsform.extras import Carried, carried_in
from oversight.checklist.xlsform.heading import head_of, with_source
from oversight.checklist.xlsform.items import fact_of, item_of, stacked, told_by
from oversight.checklist.xlsform.kinds import Way
from oversight.checklist.xlsform.languages import Languages, languages_of, note_languages
from oversight.checklist.xlsform.losses import note_losses
from oversight.checklist.xlsform.mending import mended
from oversight.checklist.xlsform.names import Namer, item_id
from oversight.checklist.xlsform.notes import CHOICES, SURVEY, FormNote, FormRefusedError, Ledger, NoteKind
from oversight.checklist.xlsform.questions import Part, Question, Wanted, list_questions
from oversight.checklist.xlsform.sections import is_same, parts_of, section_ids, section_of
from oversight.checklist.xlsform.size import type_of
from oversight.words import _


@dataclass
class Mapped:
    """The document with what a reader of it is told."""

    document: dict[str, Any]
    notes: tuple[FormNote, ...]
    languages: tuple[str, ...]


@dataclass
class _Form:
    """A form while it is read: its questions in their rooms, and the names they get."""

    gathered: Gathered
    carried: Carried
    parts: list[Part]
    sections: list[str]
    ids: dict[int, str] = field(default_factory=dict)
    """The name of each entry in the edition, by its place among the entries."""


def map_form(book: Book, survey: Any, stem: str, today: dt.date) -> Mapped:
    """Return the edition of a form; raise ``FormRefusedError`` where there can be none."""
    ledger = Ledger()
    questions = list_questions(survey, ledger)
    carried = carried_in(book)
    languages = languages_of(questions, str(survey.default_language or ""))
    note_languages(languages, ledger)
    form = _form(gather(questions, carried), carried)
    reading = _reading(book, form, questions, languages, ledger)
    _note_rooms(form, reading)
    _note_unread(book, questions, ledger)
    note_losses(book, questions, ledger)
    head = head_of(survey, stem, carried, reading, today)
    document = with_source(_document(form, reading, head), today)
    _refuse_circles(reading)
    return Mapped(mended(document, _places(form), ledger), ledger.notes, languages.all)


def _form(gathered: Gathered, carried: Carried) -> _Form:
    items = [entry for entry in gathered.entries if not entry.is_fact]
    if not items:
        translator = Translator({}, _calculations(gathered))
        notes = [_dropped(question, _(kind.sentence)) for question, kind in gathered.dropped]
        notes += [_dropped(one, _calculation(one, translator)) for one in gathered.calculated if one.row]
        sentence = _("尋ねる質問が1つもありません。")
        raise FormRefusedError([FormNote(NoteKind.REFUSED, SURVEY, 0, "", sentence), *notes])
    parts = parts_of(items)
    form = _Form(gathered, carried, parts, section_ids(parts, lambda row: carried.of(row).name))
    namer = Namer()
    for at, entry in enumerate(gathered.entries):
        own = carried.of(entry.question.row).name
        wanted = own or (entry.question.name if entry.is_fact else item_id(entry.question.name))
        form.ids[at] = namer.give(wanted)
    return form


def _dropped(question: Question, sentence: str) -> FormNote:
    return FormNote(NoteKind.DROPPED, SURVEY, question.row, question.name, sentence)


def _calculation(question: Question, translator: Translator) -> str:
    """Return what becomes of a calculation, as a sentence."""
    try:
        translator.read(f"${{{question.name}}}")
    except UnreadableError as unreadable:
        return unreadable.sentence
    return _("計算は、それを使う式の中に書き込みました。")


def _calculations(gathered: Gathered) -> dict[str, Wanted]:
    return {one.name: Wanted(one.bound("calculate"), one.row, one.name) for one in gathered.calculated}


def _reading(
    book: Book, form: _Form, questions: list[Question], languages: Languages, ledger: Ledger
) -> Reading:
    names: dict[str, str] = {}
    for at, entry in enumerate(form.gathered.entries):
        names[entry.question.name] = form.ids[at]
        for id_, question, _kind in entry.fields:
            names[question.name] = f"{form.ids[at]}.{id_}"
            if question.name != f"{entry.question.name}.{id_}":
                _note_name(question, names[question.name], ledger)
        if form.ids[at] != form.carried.of(entry.question.row).name and form.ids[at] != entry.question.name:
            _note_name(entry.question, form.ids[at], ledger)
    gone = {name: _("グループです。") for one in questions for name in one.part.names}
    names |= {part.name: id_ for part, id_ in zip(form.parts, form.sections, strict=True) if part.repeats}
    gone |= {one.name: _("取り込まれません。") for one, _kind in form.gathered.dropped}
    gone |= {one.name: _("説明（note）です。") for entry in form.gathered.entries for one in entry.notes}
    columns = frozenset(book[CHOICES].headings) if CHOICES in book else frozenset[str]()
    return Reading(
        languages, Translator(names, _calculations(form.gathered), gone), ledger, form.carried, columns
    )


def _note_name(question: Question, name: str, ledger: Ledger) -> None:
    ledger.reduce(question.row, question.name, _("名前を {name} に改めました。").format(name=name))


def _note_rooms(form: _Form, reading: Reading) -> None:
    for question, kind in form.gathered.dropped:
        reading.ledger.drop(question.row, question.name, _(kind.sentence))
    for question in form.gathered.calculated:
        if question.row:
            told = _calculation(question, reading.translator)
            reading.ledger.reduce(question.row, question.name, told)


def _note_unread(book: Book, questions: list[Question], ledger: Ledger) -> None:
    """Name the rows that pyxform passes over without a word: remarks, and what is switched off."""
    read = (
        {one.row for one in questions}
        | {one.part.row for one in questions}
        | {one.row for one in ledger.notes}
    )
    survey = book[SURVEY]
    for row in survey.rows:
        words = type_of(survey, row).replace("_", " ").lower().split()
        if row.texts and row.number not in read and words[:1] not in (["begin"], ["end"]):
            ledger.drop(row.number, "", _("質問として読めない行なので、除きました。"))


def _document(form: _Form, reading: Reading, head: dict[str, Any]) -> dict[str, Any]:
    facts: list[dict[str, Any]] = []
    items: list[tuple[Part, dict[str, Any]]] = []
    for at, entry in enumerate(form.gathered.entries):
        if entry.is_fact:
            facts.append(fact_of(entry, form.ids[at], reading))
        else:
            items.append((entry.question.part, item_of(entry, form.ids[at], reading)))
    _put_last_notes(form.gathered, items[-1][1], reading)
    sections: list[dict[str, Any]] = []
    for part, id_ in zip(form.parts, form.sections, strict=True):
        own: list[dict[str, Any]] = []
        while items and is_same(items[0][0], part):
            own.append(items.pop(0)[1])
        sections.append(section_of(part, id_, own, reading))
    return {**head, **({"facts": facts} if facts else {}), "sections": sections}


def _put_last_notes(gathered: Gathered, item: dict[str, Any], reading: Reading) -> None:
    """Put notes after which no question comes to the last item."""
    words = [told_by(one, reading) for one in gathered.notes]
    look_at = stacked([item.get("look_at", {}), *words])
    if look_at:
        item["look_at"] = look_at


def _places(form: _Form) -> Mapping[str, tuple[int, str]]:
    places: dict[str, tuple[int, str]] = {}
    for part, id_ in zip(form.parts, form.sections, strict=True):
        places[id_] = (part.row, part.name)
    for at, entry in enumerate(form.gathered.entries):
        here = (entry.question.row, entry.question.name)
        places[form.ids[at]] = here
        places |= {f"{form.ids[at]} {id_}": (one.row, one.name) for id_, one, _kind in entry.fields}
        if entry.kind.way is not Way.MARKED:
            places[f"{form.ids[at]} {_value_id(entry, form.carried)}"] = here
    return places


def _value_id(entry: Entry, carried: Carried) -> str:
    exact = carried.of(entry.question.row).more.get("field")
    return str(exact.get("id", "value")) if isinstance(exact, Mapping) else "value"


def _refuse_circles(reading: Reading) -> None:
    notes: dict[FormNote, None] = {}
    for circle in reading.translator.circles:
        at = reading.translator.calculated[circle[0]]
        sentence = _("計算が堂々巡りになっています: {names}").format(names=" → ".join(circle))
        notes.setdefault(FormNote(NoteKind.REFUSED, SURVEY, at.row, at.name, sentence))
    if notes:
        raise FormRefusedError(tuple(notes))
