"""What every part of a form is read with: its languages, its names and the list of what is lost."""

from __future__ import annotations

from dataclasses import dataclass

from oversight.checklist.xlsform.expressions import Translator, UnreadableError
from oversight.checklist.xlsform.extras import Carried
from oversight.checklist.xlsform.languages import Languages, fitted, unguarded
from oversight.checklist.xlsform.notes import SURVEY, Ledger
from oversight.checklist.xlsform.questions import Words
from oversight.words import _


@dataclass(frozen=True)
class Reading:
    """What every part of a form is read with."""

    languages: Languages
    translator: Translator
    ledger: Ledger
    carried: Carried
    filter_columns: frozenset[str] = frozenset()
    """The headings of the choices that a filter may ask."""

    def words(self, words: Words, row: int, name: str, *, sheet: str = SURVEY) -> dict[str, str]:
        """Return words of the form as an edition takes them."""
        told = self.languages.read(words)
        if self.carried.edition:
            return {language: unguarded(text) for language, text in told.items()}
        return fitted(told, self.ledger, row, name, sheet=sheet)

    def expression(self, text: str, row: int, name: str, lost: str, *, of_value: bool = False) -> str:
        """Return an expression of the edition; where it cannot be read, nothing, and a note on the loss."""
        if not text:
            return ""
        try:
            return self.translator.read(text, of_value=of_value)
        except UnreadableError as unreadable:
            self.ledger.reduce(
                row, name, _("{reason} {lost}").format(reason=unreadable.sentence, lost=_(lost))
            )
            return ""
