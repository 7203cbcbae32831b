"""Words of window, paper and command line, in one gettext catalogue (Japanese is the source language).

``_("期限超過")`` gives the word in the language in use. The msgid is the Japanese text itself, so the
product is complete in Japanese without a catalogue; English comes from ``resources/locale``.
Use ``mark`` for words in module-level tables and pass them through ``_`` when shown.
Where English tells one from several, ask ``_n`` with the count and mark with ``mark_n``; ``_`` gives one.
"""

from __future__ import annotations

import gettext as _gettext
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache

LANGUAGES = ("ja", "en")
_spoken: ContextVar[str] = ContextVar("spoken", default="")
_process_language = ["ja"]


@cache
def _catalogue(language: str) -> _gettext.NullTranslations:
    if language == "ja":
        return _gettext.NullTranslations()
    from importlib import resources as _files  # slow to load, and Japanese needs no catalogue
    from io import BytesIO

    path = _files.files("resources") / "locale" / language / "LC_MESSAGES" / "oversight.mo"
    if not path.is_file():
        return _gettext.NullTranslations()
    return _gettext.GNUTranslations(BytesIO(path.read_bytes()))


def use_language(language: str) -> None:
    """Set the language of the whole process: ``ja`` or ``en``; anything else means ``ja``."""
    _process_language[0] = language if language in LANGUAGES else "ja"


def language() -> str:
    """Return the language in use: ``ja`` or ``en``."""
    return _spoken.get() or _process_language[0]


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Use a language for a stretch of work in this thread (a paper in Japanese from an English window)."""
    token = _spoken.set(language if language in LANGUAGES else "ja")
    try:
        yield
    finally:
        _spoken.reset(token)


def _(text: str) -> str:
    """Return the text in the language in use."""
    return _catalogue(language()).gettext(text)


def _n(text: str, count: int) -> str:
    """Return the text in the language in use, in its form for a count: ``_n("{n}日", n).format(n=n)``."""
    told = _catalogue(language()).ngettext(text, text, count)
    return told if told != text else _(text)


def mark(text: str) -> str:
    """Mark a text for the catalogue where it stands; translate it with ``_`` when it is shown."""
    return text


def mark_n(text: str) -> str:
    """Mark a text that has two forms in English; translate it with ``_`` or ``_n`` when it is shown."""
    return text
