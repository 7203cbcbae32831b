"""How far a long import has come; it may be told to stop, and then leaves nothing behind."""

from __future__ import annotations

from dataclasses import dataclass

from oversight.errors import OversightError
from oversight.words import _


class StoppedError(OversightError):
    """A person stopped the work; the transaction is taken back."""


@dataclass
class Course:
    """Rows done of all rows; read and stopped from another thread than the one that works."""

    done: int = 0
    total: int = 0
    is_stopping: bool = False

    def begin(self, total: int) -> None:
        """Start over with so many rows ahead."""
        self.done, self.total = 0, total
        self._heed()

    def step(self) -> None:
        """Count a row, unless the work is to stop."""
        self.done += 1
        self._heed()

    def _heed(self) -> None:
        if self.is_stopping:
            raise StoppedError(_("途中で止めました。何も書き込んでいません。"))
