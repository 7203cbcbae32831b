"""Items and facts of an edition from what was gathered of a form."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from oversight.checklist.xlsform.choices import choices_of
from oversight.checklist.xlsform.context import Reading
from oversight.checklist.xlsform.entries import Entry
from oversight.checklist.xlsform.expressions import joined
from oversight.checklist.xlsform.kinds import Kind, Way
from oversight.checklist.xlsform.languages import LONGEST
from oversight.checklist.xlsform.questions import Question
from oversight.checklist.xlsform.values import field_of
from oversight.words import _, mark

FORM = "FORM"
"""The id of the source that stands for the form itself."""
SEVERITIES = ("A", "B", "C")
YES_NO = "yes_no"
VALUE = "value"
"""The id of the field of an item that is answered by its value."""


def item_of(entry: Entry, id_: str, reading: Reading) -> dict[str, Any]:
    """Return an item as an edition's document has it."""
    question, extra = entry.question, reading.carried.of(entry.question.row)
    title = title_of(question, reading)
    look_at = _look_at(entry, reading)
    condition = _condition(question, reading)
    made: dict[str, Any] = {
        "id": id_,
        "title": title,
        **({"look_at": look_at} if look_at else {}),
        "basis": list(reading.carried.basis.get(id_, ())) or [{"source": FORM}],
        "severity": extra.severity if extra.severity in SEVERITIES else SEVERITIES[-1],
        **({"condition": condition} if condition else {}),
    }
    if entry.kind.way is Way.MARKED:
        fields = [_beside(one, question.name, entry, reading) for one in entry.fields]
        return {**made, "fields": fields} if fields else made
    field = {"id": VALUE, "label": title, **_exact_field(question, entry.kind, reading)}
    return {**made, "fields": [field], "answer": "value"}


def fact_of(entry: Entry, name: str, reading: Reading) -> dict[str, Any]:
    """Return a fact as an edition's document has it."""
    more = reading.carried.of(entry.question.row).more
    kind = str(more.get("kind") or entry.kind.field)
    made: dict[str, Any] = {"name": name, "kind": kind, "label": title_of(entry.question, reading)}
    if kind == YES_NO:
        return {**made, "choices": more["choices"]} if "choices" in more else made
    return {**made, "choices": choices_of(entry.question, reading)} if entry.question.options else made


def title_of(question: Question, reading: Reading) -> dict[str, str]:
    """Return the label of a question; its hint or name where it has none."""
    label = reading.words(question.label, question.row, question.name)
    if label:
        return label
    sentence = _("見出し（label）がないので、名前を見出しにしました。")
    reading.ledger.reduce(question.row, question.name, sentence)
    return {"ja": question.name}


def _beside(one: tuple[str, Question, Kind], item: str, entry: Entry, reading: Reading) -> dict[str, Any]:
    """Return a field that is asked beside the mark."""
    id_, question, kind = one
    made = {"id": id_, "label": title_of(question, reading), **_exact_field(question, kind, reading, item)}
    hint = reading.words(question.hint, question.row, question.name)
    if hint and made["kind"] == "number":
        made["unit"] = hint
    elif hint:
        reading.ledger.drop(
            question.row, question.name, _("判定に添えて尋ねる欄の説明（hint）は取り込めません。")
        )
    population = entry.samples.get(id_)
    if population is not None and made["kind"] == "number":
        made["sample_of"] = title_of(population, reading)
    if question.bound("relevant") not in ("", f"${{{item}}} != ''"):
        sentence = _("判定に添えて尋ねる欄の条件は取り込めません。点検項目を尋ねるときは、いつも尋ねます。")
        reading.ledger.reduce(question.row, question.name, sentence)
    return made


def _exact_field(question: Question, kind: Kind, reading: Reading, item: str = "") -> dict[str, Any]:
    """Return a field: as our own columns have it where its cells are untouched, else as the cells say."""
    extra = reading.carried.of(question.row)
    if extra.is_changed:
        sentence = _("書き出したあとで変わったセルがあるので、セルのとおりに読みました。")
        reading.ledger.reduce(question.row, question.name, sentence)
    exact = extra.more.get("field")
    if not isinstance(exact, Mapping):
        return field_of(question, kind, reading, beside=item)
    made = {**exact, "kind": kind.field}
    if question.options:
        made["choices"] = choices_of(question, reading)
    given = question.bind.get("jr:constraintMsg")
    message = reading.words(given if isinstance(given, str | Mapping) else None, question.row, question.name)
    return {**made, "constraint_message": message} if message and "constraint" in made else made


def _condition(question: Question, reading: Reading) -> str:
    extra = reading.carried.of(question.row)
    if extra.is_sealed and not question.part.conditions:
        return str(extra.more.get("condition", ""))
    lost = mark("この条件を外しました。ほかに条件がなければ、いつも尋ねます。")
    told = [reading.expression(one.text, one.row, one.name, lost) for one in question.conditions]
    return joined([one for one in told if one])


def _look_at(entry: Entry, reading: Reading) -> dict[str, str]:
    """Return the hint of a question, after the notes before it and before what guides further."""
    question = entry.question
    parts = [told_by(one, reading) for one in entry.notes]
    parts.append(reading.words(question.hint, question.row, question.name))
    guidance = reading.words(question.guidance, question.row, question.name)
    if guidance:
        reading.ledger.reduce(
            question.row, question.name, _("詳しい説明（guidance_hint）は、見るものの欄に続けました。")
        )
    look_at = stacked([*parts, guidance])
    if any(len(text) > LONGEST for text in look_at.values()):
        sentence = _("{most}文字を超える文を切り詰めました。").format(most=LONGEST)
        reading.ledger.reduce(question.row, question.name, sentence)
    return {language: text[:LONGEST] for language, text in look_at.items()}


def told_by(note: Question, reading: Reading) -> dict[str, str]:
    """Return the words of a note."""
    sentence = _("説明（note）は、次の質問の見るものの欄に移しました。")
    if note.bound("relevant"):
        sentence = _("説明（note）は、次の質問の見るものの欄に移しました。説明を出す条件はなくなります。")
    reading.ledger.reduce(note.row, note.name, sentence)
    words = (note.label, note.hint)
    return stacked([reading.words(one, note.row, note.name) for one in words])


def stacked(parts: Sequence[Mapping[str, str]]) -> dict[str, str]:
    """Return texts one under another; English only where any part has it."""
    filled = [part for part in parts if part]
    if not filled:
        return {}
    japanese = "\n".join(part["ja"] for part in filled)
    if not any("en" in part for part in filled):
        return {"ja": japanese}
    return {"ja": japanese, "en": "\n".join(part.get("en", part["ja"]) for part in filled)}
