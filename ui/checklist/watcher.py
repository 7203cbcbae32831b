"""Looks at a draft beside the window after each change: faults, what is asked, what differs. Newest wins."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from oversight.checklist import AnswerGiven, Edition, LintFault
from oversight.checklist.differences import Difference, differences
from oversight.checklist.editing import Place
from oversight.checklist.fault_places import faults_by_place
from oversight.checklist.half_written import edition_as_written
from oversight.checklist.lint import lint_draft
from oversight.checklist.trial import Trial, try_out
from oversight.errors import OversightError, StoppedError
from ui.background import Errand, Told
from ui.shell import Shell

_PAUSE_MS = 350


@dataclass(frozen=True)
class Asked:
    """What is looked for besides faults: a dry run with these values, the differences from an edition."""

    facts: Mapping[str, Any] = field(default_factory=dict)
    answers: Mapping[str, AnswerGiven] = field(default_factory=dict)
    today: dt.date | None = None
    based_on: Edition | None = None


@dataclass(frozen=True)
class Seen:
    """What a look found."""

    document: Mapping[str, Any]
    edition: Edition
    faults: tuple[LintFault, ...]
    places: Mapping[Place, tuple[LintFault, ...]]
    trial: Trial | None
    differences: tuple[Difference, ...]


def look(document: Mapping[str, Any], asked: Asked, told: Told) -> Seen:
    """Look at a document; ``told`` is called often and ends the look when the next has begun."""

    def going() -> None:
        told(0, 0)

    edition = edition_as_written(document)
    going()
    trial = try_out(edition, asked.facts, asked.answers, asked.today) if asked.today is not None else None
    going()
    found = differences(asked.based_on, edition) if asked.based_on is not None else ()
    faults = lint_draft(document, going)
    return Seen(document, edition, faults, faults_by_place(document, faults), trial, found)


class Watcher(QObject):
    """``seen`` carries what the newest look found."""

    seen = Signal(object)

    def __init__(
        self, shell: Shell, wanted: Callable[[], tuple[Mapping[str, Any], Asked]], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._shell, self._wanted = shell, wanted
        self._under_way: Errand | None = None
        self._soon = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._soon.timeout.connect(self.look)

    @Slot()
    def touch(self) -> None:
        """Look a moment after the last change."""
        self.stop()
        self._soon.start()

    def stop(self) -> None:
        """End the look under way: what it looks at is not what stands there any more."""
        self._soon.stop()
        if self._under_way is not None:
            self._shell.background.stop(self._under_way)
            self._under_way = None

    @Slot()
    def look(self) -> None:
        """Look now."""
        self.stop()
        document, asked = self._wanted()
        self._under_way = self._shell.background.run_long(
            lambda told: look(document, asked, told), self._show, self._failed, told=_quiet, owner=self
        )

    def _show(self, seen: Seen) -> None:
        if seen.document is self._wanted()[0]:
            self._under_way = None
            self.seen.emit(seen)

    def _failed(self, error: Exception) -> None:
        if isinstance(error, OversightError) and not isinstance(error, StoppedError):
            self._shell.notices.show_error(error)


def _quiet(_done: int, _total: int) -> None:
    """Say nothing on the way: the list of faults says it itself."""
