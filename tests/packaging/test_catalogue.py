"""The English catalogue is complete: every word the code asks for, with its placeholders, in English."""

from __future__ import annotations

import re
import string

import catalogue
import pytest
from babel.messages.catalog import Catalog

JAPANESE = re.compile(r"[぀-ヿ㐀-鿿]")
ABOUT_JAPANESE = (
    "例",  # samples of what may be typed
    "言語 / Language",  # found by whoever reads only one of the two
    "福井 太郎",
    "個人情報を取り扱う委託先の台帳です",  # names how the search folds characters
    "委託契約の台帳です",
    "・{name}",
)
"""Beginnings of the words whose English must show Japanese."""


def placeholders(text: str) -> list[tuple[str, str]]:
    """Return name and format of each placeholder, sorted."""
    parts = string.Formatter().parse(text)
    return sorted((name, form or "") for _before, name, form, _turned in parts if name is not None)


def words_of(words: Catalog) -> list[str]:
    """Return the msgids, sorted; a plural form has none of its own in Japanese."""
    return sorted(message.id for message in words if message.id and isinstance(message.id, str))


def complaints(asked: Catalog, kept: Catalog) -> list[str]:
    """Return what is wrong with the English words for what the code asks."""
    found = []
    for word in words_of(asked):
        own = kept.get(word)
        said = str(own.string) if own is not None else ""
        if not said:
            found.append(f"not translated: {word}")
        elif placeholders(word) != placeholders(said):
            found.append(f"placeholders differ: {word}")
        elif JAPANESE.search(said) and not word.startswith(ABOUT_JAPANESE):
            found.append(f"still in Japanese: {word}")
    return found


def test_every_word_of_the_program_has_its_english() -> None:
    asked, kept = catalogue.gathered(), catalogue.kept()
    assert complaints(asked, kept) == []
    assert len(asked) > 1600
    assert words_of(kept) == words_of(asked)


def test_the_compiled_catalogue_is_of_the_same_words() -> None:
    assert catalogue.MO.read_bytes() == catalogue.compiled(catalogue.kept())
    assert catalogue.PO.read_bytes() == catalogue.text_of(catalogue.kept())


@pytest.mark.parametrize(
    ("english", "complaint"),
    [
        ("", "not translated"),
        ("{days} days", "placeholders differ"),
        ("{count:,} days", "placeholders differ"),
        ("{count}日", "still in Japanese"),
        ("{count} days", ""),
    ],
)
def test_a_word_missing_bent_or_left_in_japanese_is_found(english: str, complaint: str) -> None:
    asked, kept = Catalog(), Catalog()
    asked.add("{count}日")
    kept.add("{count}日", english)
    assert [each.partition(":")[0] for each in complaints(asked, kept)] == ([complaint] if complaint else [])
