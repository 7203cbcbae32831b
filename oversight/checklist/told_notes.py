"""What a file lost or kept on its way in or out, in one shape for window, command line and draft."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from oversight.checklist.workbook import WorkbookNote
from oversight.checklist.xlsform import FormNote
from oversight.words import _, mark


class Loss(StrEnum):
    """What became of a part of a file."""

    REFUSED = "refused"
    DROPPED = "dropped"
    REDUCED = "reduced"
    CARRIED = "carried"
    NOTED = "noted"


LOSS_WORDS: Mapping[Loss, str] = {
    Loss.REFUSED: mark("誤り"),
    Loss.DROPPED: mark("除いた"),
    Loss.REDUCED: mark("簡単にした"),
    Loss.CARRIED: mark("別の欄に残した"),
    Loss.NOTED: mark("注意"),
}
"""The office's word for each; pass through ``_`` when shown."""


@dataclass(frozen=True)
class ToldNote:
    """One note. ``row`` is as Excel shows it, 0 where it is about no single row; ``sheet`` may be empty."""

    loss: Loss
    sheet: str
    row: int
    name: str
    sentence: str

    @classmethod
    def fault(cls, name: str, sentence: str) -> ToldNote:
        """Return the note of a fault in a file without sheets."""
        return cls(Loss.REFUSED, "", 0, name, sentence)

    @classmethod
    def reduced(cls, sentence: str) -> ToldNote:
        """Return a note that the whole says less than before."""
        return cls(Loss.REDUCED, "", 0, "", sentence)

    @classmethod
    def noted(cls, sentence: str) -> ToldNote:
        """Return a note on the whole."""
        return cls(Loss.NOTED, "", 0, "", sentence)

    @property
    def word(self) -> str:
        """The office's word for what became of it."""
        return _(LOSS_WORDS[self.loss])

    @property
    def told_row(self) -> str:
        """The row in words, or nothing."""
        return _("{row}行目").format(row=self.row) if self.row else ""

    @property
    def place(self) -> str:
        """The place in a few words: sheet, row and name."""
        return " ".join(filter(None, (self.sheet, self.told_row, self.name)))

    @property
    def told(self) -> str:
        """The whole note in a line."""
        return (
            _("{place}: {reason}").format(place=self.place, reason=self.sentence)
            if self.place
            else self.sentence
        )

    @property
    def cells(self) -> tuple[str, str, str, str, str]:
        """What, sheet, row, name and reason, as a list shows them."""
        return self.word, self.sheet, str(self.row) if self.row else "", self.name, self.sentence

    @classmethod
    def from_kept(cls, kept: Mapping[str, Any]) -> ToldNote:
        """Return a note as a draft has kept it."""
        return cls(Loss(kept["kind"]), kept["sheet"], kept["row"], kept["name"], kept["sentence"])

    def as_kept(self) -> dict[str, Any]:
        """Return the note as a draft keeps it."""
        return {
            "kind": self.loss.value,
            "sheet": self.sheet,
            "row": self.row,
            "name": self.name,
            "sentence": self.sentence,
            "told": self.told,
        }


def told_of_form(note: FormNote) -> ToldNote:
    """Return a form's note in the common shape."""
    return ToldNote(Loss(note.kind.value), note.sheet, note.row, note.name, note.sentence)


def told_of_workbook(note: WorkbookNote) -> ToldNote:
    """Return a workbook's note in the common shape."""
    return ToldNote(Loss.NOTED, note.sheet, note.row, "", note.sentence)
