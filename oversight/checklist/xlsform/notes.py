"""What a form lost or kept on its way in or out: each note names its sheet, its row and the reason."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from oversight.errors import RefusedError
from oversight.words import _

SURVEY, CHOICES, SETTINGS = "survey", "choices", "settings"

_ORDER = {SURVEY: 0, CHOICES: 1, SETTINGS: 2}


class NoteKind(StrEnum):
    """What became of a part of a form."""

    DROPPED = "dropped"
    """It is not there any more."""
    REDUCED = "reduced"
    """It is there, saying less than before."""
    CARRIED = "carried"
    """XLSForm cannot say it; it travels in columns and sheets that other programs pass over."""
    REFUSED = "refused"
    """The form cannot be taken in because of it."""


@dataclass(frozen=True)
class FormNote:
    """One note. ``row`` counts from 1 as Excel shows it; 0 where it is about no single row."""

    kind: NoteKind
    sheet: str
    row: int
    name: str
    sentence: str

    @property
    def place(self) -> str:
        """The place in a few words: sheet, row and name."""
        row = _("{row}行目").format(row=self.row) if self.row else ""
        return " ".join(part for part in (self.sheet, row, self.name) if part)


class FormRefusedError(RefusedError):
    """A form cannot be taken in. ``notes`` lists every fault that was found, not only the first."""

    def __init__(self, notes: Sequence[FormNote], remedy: str = "") -> None:
        first = notes[0]
        told = _("{place}: {reason}").format(place=first.place, reason=first.sentence)
        sentence = _("この XLSForm は取り込めません。{first} 何も取り込んでいません。").format(first=told)
        super().__init__(
            sentence, remedy or _("一覧にある所を直してから、もう一度取り込んでください。"), field="file"
        )
        self.notes = tuple(notes)


class Ledger:
    """Gathers notes, each once, in the order in which they come up."""

    def __init__(self) -> None:
        self._notes: dict[FormNote, None] = {}

    def add(self, kind: NoteKind, row: int, name: str, sentence: str, *, sheet: str = SURVEY) -> None:
        """Add a note."""
        self._notes.setdefault(FormNote(kind, sheet, row, name, sentence))

    def drop(self, row: int, name: str, sentence: str, *, sheet: str = SURVEY) -> None:
        """Note that something is left out."""
        self.add(NoteKind.DROPPED, row, name, sentence, sheet=sheet)

    def reduce(self, row: int, name: str, sentence: str, *, sheet: str = SURVEY) -> None:
        """Note that something says less than before."""
        self.add(NoteKind.REDUCED, row, name, sentence, sheet=sheet)

    @property
    def notes(self) -> tuple[FormNote, ...]:
        """All notes so far, in the order of the sheets and their rows."""
        return tuple(sorted(self._notes, key=lambda one: (_ORDER.get(one.sheet, len(_ORDER)), one.row)))
