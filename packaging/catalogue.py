"""The catalogue of words: gather them from the code, merge them into the English one, compile it.

``python packaging/catalogue.py`` brings ``resources/locale`` up to date; what is new stands there
untranslated, and a test fails until it is translated. Japanese is the source: the msgid is the text itself.
"""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "resources" / "locale" / "en" / "LC_MESSAGES"
PO, MO = FOLDER / "oversight.po", FOLDER / "oversight.mo"
SOURCES = ("oversight", "ui")
_KEYWORDS: dict[str, tuple[int, ...] | None] = {"_": None, "mark": None}
_COUNTED: dict[str, tuple[int, ...] | None] = {"_n": (1,), "mark_n": (1,)}
_NO_DATE = dt.datetime(1970, 1, 1, tzinfo=dt.UTC)


def gathered() -> Catalog:
    """Return every word the code asks for, with the files that ask."""
    catalogue = Catalog(locale="en", project="Oversight", charset="utf-8")
    for source in SOURCES:
        for place, words in _asked(source, _KEYWORDS):
            catalogue.add(words, locations=[(place, 0)])
        for place, words in _asked(source, _COUNTED):
            catalogue.add((words, words), locations=[(place, 0)])
    return catalogue


def _asked(source: str, keywords: dict[str, tuple[int, ...] | None]) -> Iterator[tuple[str, str]]:
    """Yield the file and the words of each call of the keywords in a folder."""
    found = extract_from_dir(ROOT / source, [("**.py", "python")], keywords=keywords)
    for path, _line, words, _comments, _context in found:
        yield f"{source}/{Path(path).as_posix()}", str(words[0] if isinstance(words, tuple) else words)


def kept() -> Catalog:
    """Return the English catalogue as it stands."""
    if not PO.exists():
        return Catalog(locale="en", project="Oversight", charset="utf-8")
    with PO.open("rb") as stream:
        return read_po(stream, locale="en")


def forms(message: Message) -> tuple[str, ...]:
    """Return the English of a message: one form, or two where it is counted; empty where there is none."""
    told = message.string or ""
    return (told,) if isinstance(told, str) else tuple(told)


def text_of(catalogue: Catalog) -> bytes:
    """Return a catalogue as its file: sorted, without dates and line numbers, so that diffs are small."""
    stream = BytesIO()
    write_po(stream, catalogue, width=110, sort_output=True, omit_header=False, include_lineno=False)
    lines = stream.getvalue().decode("utf-8").splitlines(keepends=True)
    dated = ('"POT-Creation-Date', '"PO-Revision-Date', '"Generated-By', "# FIRST AUTHOR")
    return "".join(line for line in lines if not line.startswith(dated)).encode("utf-8")


def compiled(catalogue: Catalog) -> bytes:
    """Return a catalogue as the program reads it."""
    catalogue.creation_date = catalogue.revision_date = _NO_DATE
    stream = BytesIO()
    write_mo(stream, catalogue)
    return stream.getvalue()


def main() -> int:
    """Bring the files up to date and say what is not translated yet."""
    catalogue = kept()
    catalogue.update(gathered(), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    for message in catalogue:
        message.flags.discard("fuzzy")  # set where a word became counted; its empty form says so already
    FOLDER.mkdir(parents=True, exist_ok=True)
    PO.write_bytes(text_of(catalogue))
    MO.write_bytes(compiled(kept()))
    missing = [message for message in catalogue if message.id and not all(forms(message))]
    sys.stdout.write(f"{len(catalogue)} words, {len(missing)} not translated\n")
    return 1 if missing else 0


if __name__ == "__main__":
    raise SystemExit(main())
