"""Filled-in forms that come in, of whichever kind: files chosen, looked at one by one, then taken in.

A file that cannot be taken in is named with its reason and stops no other. What a kind of form is recognised
by, what it is refused for and what is kept of it is the business of its subject.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from abc import ABC, abstractmethod
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Generic, TypeVar

from sqlalchemy.orm import Session

from oversight.change import Change
from oversight.desk import Desk
from oversight.errors import OversightError, RefusedError
from oversight.exchange.course import Course
from oversight.exchange.guards import DamagedFileError, OversizeFileError, read_file
from oversight.report_form.faults import FileFault, FileFaultError
from oversight.report_form.workbook_reading import LIMITS
from oversight.words import _


@dataclass(frozen=True)
class IncomingFile(ABC):
    """One file: what becomes of it when it is taken in, and why; ``fault`` is None where it can be."""

    path: Path
    sha256: str = ""
    fault: FileFault | None = None
    sentence: str = ""
    remedy: str = ""

    @property
    def name(self) -> str:
        """The file's name without its folder."""
        return self.path.name

    @property
    def word(self) -> str:
        """What becomes of the file, in a word."""
        return self.fault.word if self.fault is not None else self._word_taken()

    @property
    def told(self) -> str:
        """What to know of the file before it is taken in, in a line."""
        if self.fault is not None:
            return self.sentence
        return _("・").join(self._notable()) or _("問題なし")

    @abstractmethod
    def _word_taken(self) -> str:
        """Return as what a file without a fault is taken in, in a word."""

    @abstractmethod
    def _notable(self) -> Iterable[str]:
        """Yield what is to be known of a file without a fault; nothing, where all is well."""


FormT = TypeVar("FormT")
AboutT = TypeVar("AboutT")
LookT = TypeVar("LookT", bound=IncomingFile)
LookT_co = TypeVar("LookT_co", bound=IncomingFile, covariant=True)


@dataclass(frozen=True)
class TakenIn(Generic[LookT_co]):
    """What taking in did: files written, those refused meanwhile with the reason, and what was touched."""

    taken: tuple[LookT_co, ...]
    refused: tuple[tuple[LookT_co, str], ...]
    change: Change


def files_of(paths: Iterable[Path]) -> tuple[Path, ...]:
    """Return the files of a choice: those chosen, and all beneath folders chosen, by name.

    What office programs leave beside an open file (~$…) and hidden files are passed over.
    """
    found: dict[Path, None] = {}
    for path in paths:
        inside = sorted(path.rglob("*")) if path.is_dir() else [path]
        found |= {each: None for each in inside if each.is_file() and not each.name.startswith(("~$", "."))}
    return tuple(found)


def read_incoming(path: Path) -> bytes:
    """Return a file's bytes; raise ``FileFaultError`` for one that cannot be opened or is far too large."""
    try:
        return read_file(path, LIMITS)
    except OversizeFileError as error:
        raise FileFaultError(FileFault.TOO_LARGE) from error
    except DamagedFileError as error:
        raise FileFaultError(FileFault.DAMAGED) from error
    except RefusedError as error:
        raise FileFaultError(FileFault.UNOPENED) from error


class Batch:
    """The files of one batch that can be taken in; two about the same are told apart by it."""

    def __init__(self) -> None:
        self._hashes: set[str] = set()
        self._names: dict[Hashable, str] = {}

    def holds(self, sha256: str) -> bool:
        """Tell whether a file of the same content came before."""
        return sha256 in self._hashes

    def name_of(self, key: Hashable) -> str | None:
        """Return the name of the file about the same that came before, or ``None``."""
        return self._names.get(key)

    def add(self, key: Hashable, look: IncomingFile) -> None:
        """Remember a file that can be taken in, and what it is about."""
        self._hashes.add(look.sha256)
        self._names[key] = look.name


class Looking(ABC, Generic[FormT, AboutT, LookT]):
    """Looks at the files of one batch; nothing is written."""

    def __init__(self, today: dt.date) -> None:
        self._today = today
        self._batch = Batch()

    def look_at(self, session: Session, path: Path) -> LookT:
        """Return what becomes of one file."""
        about, sha256 = None, ""
        try:
            content = read_incoming(path)
            sha256 = hashlib.sha256(content).hexdigest()
            form = self._recognise(content, path.name)
            about = self._about(session, form)
            return self._look(session, path, sha256, form, about)
        except FileFaultError as error:
            return self._refused(session, path, sha256, error, about)

    @abstractmethod
    def _recognise(self, content: bytes, name: str) -> FormT:
        """Read the form; raise ``FileFaultError`` for what is none."""

    @abstractmethod
    def _about(self, session: Session, form: FormT) -> AboutT:
        """Return what the form is about; raise ``FileFaultError`` for what is not in the register."""

    @abstractmethod
    def _look(self, session: Session, path: Path, sha256: str, form: FormT, about: AboutT) -> LookT:
        """Return the look at a form that can be taken in; raise ``FileFaultError`` for one that cannot."""

    @abstractmethod
    def _refused(
        self, session: Session, path: Path, sha256: str, error: FileFaultError, about: AboutT | None
    ) -> LookT:
        """Return the look at a file with a fault; ``about`` is None where that is not known."""


def look_at_files(
    desk: Desk,
    paths: Iterable[Path],
    look: Callable[[Session, Path], LookT],
    *,
    course: Course | None = None,
) -> tuple[LookT, ...]:
    """Look at files and at all in folders, each in a reading session of its own."""
    course = course or Course()
    files = files_of(paths)
    course.begin(len(files))
    looks = []
    for path in files:
        course.step()
        with desk.reading() as session:
            looks.append(look(session, path))
    return tuple(looks)


def take_in_files(
    looks: Iterable[LookT], take: Callable[[LookT], None], change: Change, *, course: Course | None = None
) -> TakenIn[LookT]:
    """Take in the files without a fault, each by a deed of its own; one refused stops no other."""
    course = course or Course()
    ready = [look for look in looks if look.fault is None]
    course.begin(len(ready))
    taken: list[LookT] = []
    refused: list[tuple[LookT, str]] = []
    for look in ready:
        course.step()
        try:
            take(look)
        except OversightError as error:
            refused.append((look, str(error)))
        else:
            taken.append(look)
    return TakenIn(tuple(taken), tuple(refused), change)


def unchanged(look: IncomingFile, form: FormT | None, about: AboutT | None) -> tuple[bytes, FormT, AboutT]:
    """Return a file's bytes with what was read in it; refuse one that is not what was looked at."""
    content = read_incoming(look.path)
    if form is None or about is None or hashlib.sha256(content).hexdigest() != look.sha256:
        raise RefusedError(
            _("確かめた後でファイルが変わりました。取り込んでいません。"), _("もう一度選んでください。")
        )
    return content, form, about
