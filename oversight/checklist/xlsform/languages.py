"""Which languages of a form an edition keeps; words for people, fitted into it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from oversight.checklist.xlsform.notes import Ledger
from oversight.checklist.xlsform.questions import Question, Words
from oversight.words import _, speaking

LONGEST = 2000
"""The most characters of a text in an edition (``checklists/schema.json``)."""
_JAPANESE = frozenset(("ja", "jpn", "jp", "japanese", "日本語", "nihongo"))
_ENGLISH = frozenset(("en", "eng", "english", "英語"))
_CODE = re.compile(r"\(([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]+)*\)\s*$")
_ANSWER = re.compile(r"\$\{\s*(?:last-saved#)?([^{}]*?)\s*\}")
_JOINER = "\u2060"
"""Stands between ``$`` and ``{`` in words for people, where pyxform would take them for an answer."""


def guarded(text: str) -> str:
    """Return a text in which pyxform sees no answer to put in."""
    return text.replace("${", f"${_JOINER}{{")


def unguarded(text: str) -> str:
    """Return what ``guarded`` was given."""
    return text.replace(f"${_JOINER}{{", "${")


def both(word: str) -> dict[str, str]:
    """Return a word of the catalogue in both languages of an edition."""
    told = {}
    for one in ("ja", "en"):
        with speaking(one):
            told[one] = _(word)
    return told


@dataclass(frozen=True)
class Languages:
    """The names a form gives to the languages we keep; empty where it has none."""

    japanese: str
    english: str
    default: str
    all: tuple[str, ...]

    def read(self, words: Words) -> dict[str, str]:
        """Return a text for an edition, or nothing where the form is silent."""
        given = {"default": words or ""} if words is None or isinstance(words, str) else words
        told = {name: text for name, text in given.items() if text.strip()}
        if not told:
            return {}
        first = next(iter(told.values()))
        japanese = told.get(self.japanese) or told.get(self.default) or told.get("default") or first
        english = told.get(self.english, "")
        return {"ja": japanese, "en": english} if english else {"ja": japanese}


def languages_of(questions: Iterable[Question], default: str) -> Languages:
    """Find the languages of a form among the labels and hints of its questions."""
    names = tuple(dict.fromkeys(name for question in questions for name in _names(question)))
    japanese = next((name for name in names if _is_one_of(name, _JAPANESE)), "")
    english = next((name for name in names if _is_one_of(name, _ENGLISH)), "")
    return Languages(japanese, english, default, names)


def _names(question: Question) -> Iterator[str]:
    labels = (one.label for one in question.options)
    for words in (question.label, question.hint, *question.part.titles, *labels):
        if isinstance(words, Mapping):
            yield from words


def _is_one_of(name: str, known: frozenset[str]) -> bool:
    code = _CODE.search(name)
    return (code is not None and code[1].lower() in known) or name.strip().lower() in known


def note_languages(languages: Languages, ledger: Ledger) -> None:
    """Name each language that an edition has no room for."""
    kept = {languages.japanese, languages.english, "default"}
    if not languages.japanese:
        kept.add(
            languages.default
            if languages.default in languages.all
            else languages.all[0]
            if languages.all
            else ""
        )
    for name in languages.all:
        if name not in kept:
            ledger.drop(0, name, _("日本語と英語のほかの言語は取り込みません。"))


def fitted(told: Mapping[str, str], ledger: Ledger, row: int, name: str, *, sheet: str) -> dict[str, str]:
    """Return words that an edition takes: no answers put into them, and none too long."""
    fitting: dict[str, str] = {}
    for language, text in told.items():
        unfilled = _ANSWER.sub(r"〔\1〕", text)
        if unfilled != text:
            sentence = _("文の中に答えを差し込むことはできません。質問の名前を〔 〕で残しました。")
            ledger.reduce(row, name, sentence, sheet=sheet)
        if len(unfilled) > LONGEST:
            told_cut = _("{most}文字を超える文を切り詰めました。").format(most=LONGEST)
            ledger.reduce(row, name, told_cut, sheet=sheet)
        fitting[language] = unfilled[:LONGEST]
    return fitting
