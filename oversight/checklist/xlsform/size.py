"""How large a form may be, counted before anything is laid out: loops and lists can multiply it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from oversight.checklist.xlsform.book import Book, FormRow, FormSheet
from oversight.checklist.xlsform.columns import canonical
from oversight.checklist.xlsform.notes import CHOICES, SURVEY, FormNote, FormRefusedError, NoteKind
from oversight.words import _

MOST_QUESTIONS = 2_000
"""The most questions a form may have, those of a loop counted for each of its choices. House default."""
MOST_OFFERED = 50_000
"""The most choices of all questions together. House default."""
MOST_LANGUAGES = 30
"""The most languages a form may be written in. House default."""
_NEST = 50


@dataclass
class _Count:
    questions: int = 0
    offered: int = 0


def refuse_too_large(book: Book) -> None:
    """Raise ``FormRefusedError`` for a form with too many questions, choices or languages."""
    survey = book[SURVEY]
    count = _count(survey, _lengths(book.get(CHOICES)))
    told = (
        (count.questions, MOST_QUESTIONS, _("質問が{count}問あります。取り込めるのは{most}問までです。")),
        (count.offered, MOST_OFFERED, _("選択肢が延べ{count}件あります。取り込めるのは{most}件までです。")),
        (_languages(survey), MOST_LANGUAGES, _("言語が{count}あります。取り込めるのは{most}までです。")),
    )
    notes = [
        FormNote(NoteKind.REFUSED, SURVEY, 0, "", sentence.format(count=f"{number:,}", most=f"{most:,}"))
        for number, most, sentence in told
        if number > most
    ]
    if notes:
        raise FormRefusedError(notes, _("フォームを分けて取り込んでください。"))


def _lengths(choices: FormSheet | None) -> Counter[str]:
    if choices is None:
        return Counter()
    named = [heading for heading in choices.headings if canonical(heading) == "list_name"]
    return Counter(row.text(heading).strip() for row in choices.rows for heading in named)


def _count(survey: FormSheet, lengths: Counter[str]) -> _Count:
    count = _Count()
    factors = [1]
    for row in survey.rows:
        words = type_of(survey, row).replace("_", " ").lower().split()
        times = max((lengths[word] for word in type_of(survey, row).split() if word in lengths), default=0)
        if words[:1] == ["begin"]:
            _refuse_too_deep(row, factors)
            factors.append(factors[-1] * (max(times, 1) if words[1:2] == ["loop"] else 1))
        elif words[:1] == ["end"] and len(words) > 1:
            factors = factors[:-1] or [1]
        elif words:
            count.questions += factors[-1]
            count.offered += factors[-1] * times
    return count


def _refuse_too_deep(row: FormRow, factors: Sequence[int]) -> None:
    if len(factors) > _NEST:
        sentence = _("グループの入れ子が深すぎます（{most}段まで）。").format(most=_NEST)
        raise FormRefusedError([FormNote(NoteKind.REFUSED, SURVEY, row.number, "", sentence)])


def type_of(sheet: FormSheet, row: FormRow) -> str:
    """Return the type a row gives, as written."""
    return next((row.text(one) for one in sheet.headings if canonical(one) == "type"), "").strip()


def name_of(sheet: FormSheet, row: FormRow) -> str:
    """Return the name a row gives, as written."""
    return next((row.text(one) for one in sheet.headings if canonical(one) == "name"), "").strip()


def _languages(survey: FormSheet) -> int:
    return len({one.partition("::")[2] for one in survey.headings if canonical(one) == "label"})
