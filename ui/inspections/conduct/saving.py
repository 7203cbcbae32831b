"""Saves in the order given, says honestly what is not saved yet, and never forgets what failed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import QObject, Signal, Slot

from oversight.errors import RefusedError
from ui.shell import Shell

if TYPE_CHECKING:
    from oversight.office import Office

Work = Callable[["Office"], dt.datetime]
"""Writes something and returns the moment from which it is on the disk."""


@dataclass(eq=False)
class Job:
    """One thing to save. A later job of the same key stands for the earlier ones."""

    key: str
    work: Work


class Saver(QObject):
    """Hands jobs to the store's one worker, which does them one after another.

    ``changed`` follows every change of what is saved and what is not; ``stored`` names a key that is on
    the disk; ``refused`` carries a key and the rule it broke; ``settled`` tells that nothing is under way.
    """

    changed = Signal()
    stored = Signal(str)
    refused = Signal(str, object)
    settled = Signal()

    def __init__(self, shell: Shell, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shell = shell
        self._latest: dict[str, Job] = {}
        self._errors: dict[str, Exception] = {}
        self._under_way = 0
        self.saved_at: dt.datetime | None = None

    # what is saved

    @property
    def is_busy(self) -> bool:
        """Tell whether something is being saved."""
        return self._under_way > 0

    @property
    def is_saved(self) -> bool:
        """Tell whether everything handed over is on the disk."""
        return not self._latest

    @property
    def failure(self) -> Exception | None:
        """Return why something is not saved, where trying again may help."""
        return next((each for each in self._errors.values() if not isinstance(each, RefusedError)), None)

    @property
    def refusal(self) -> str:
        """Return the key of something a rule keeps from being saved, or nothing."""
        return next((key for key, each in self._errors.items() if isinstance(each, RefusedError)), "")

    def refusal_of(self, key: str) -> RefusedError | None:
        """Return the rule that keeps a key from being saved."""
        error = self._errors.get(key)
        return error if isinstance(error, RefusedError) else None

    # deeds

    def save(self, key: str, work: Work) -> None:
        """Save something; what was handed over before goes first."""
        job = Job(key, work)
        self._latest[key] = job
        self._errors.pop(key, None)
        self._hand_over(job)
        self.changed.emit()

    @Slot()
    def retry(self) -> None:
        """Try again what failed."""
        failed = [key for key, error in self._errors.items() if not isinstance(error, RefusedError)]
        for key in failed:
            self.save(key, self._latest[key].work)

    def discard(self) -> None:
        """Give up what could not be saved."""
        for key in list(self._errors):
            del self._errors[key], self._latest[key]
        self.changed.emit()

    def _hand_over(self, job: Job) -> None:
        """Run a job. The shell waits for it: it is done even if the mode is gone by then."""
        office = self._shell.office

        def work() -> dt.datetime:
            return job.work(office)

        def done(moment: dt.datetime) -> None:
            if shiboken6.isValid(self):
                self._note_stored(job, moment)

        def failed(error: Exception) -> None:
            if shiboken6.isValid(self):
                self._note_failed(job, error)

        self._under_way += 1
        self._shell.background.run(work, done, failed, owner=self._shell)

    def _note_stored(self, job: Job, moment: dt.datetime) -> None:
        self._under_way -= 1
        self.saved_at = moment
        if self._latest.get(job.key) is job:
            del self._latest[job.key]
        self.stored.emit(job.key)
        self._tell()

    def _note_failed(self, job: Job, error: Exception) -> None:
        self._under_way -= 1
        if self._latest.get(job.key) is job:
            self._errors[job.key] = error
            if isinstance(error, RefusedError):
                self.refused.emit(job.key, error)
        self._tell()

    def _tell(self) -> None:
        self.changed.emit()
        if not self.is_busy:
            self.settled.emit()
