"""A file that is being corrected: each correction is understood anew off the window's thread, in turn."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, Signal

from oversight.checklist import Edition
from oversight.checklist.taking_in import Drafted, FileLooked
from oversight.checklist.workbook import WorkbookUnderstood
from oversight.errors import RefusedError
from oversight.words import _
from ui.shell import Shell

Correction = Callable[[WorkbookUnderstood], WorkbookUnderstood]


class Correcting(QObject):
    """``understood`` tells that ``looked`` is another; ``reckoned`` that ``drafted`` or ``refusal`` is."""

    understood = Signal()
    reckoned = Signal()

    def __init__(self, shell: Shell, looked: FileLooked, parent: QObject) -> None:
        super().__init__(parent)
        self._shell = shell
        self.looked = looked
        self.based_on: Edition | None = None
        self.drafted: Drafted | None = None
        self.refusal: Exception | None = None
        self.is_changed = False
        self._waiting: list[Correction] = []
        self._is_busy = False
        self._turn = 0

    def correct(self, correction: Correction) -> None:
        """Understand the workbook otherwise, after the corrections that came before."""
        self.is_changed = True
        self._waiting.append(correction)
        self._go()

    def take_base(self, based_on: Edition | None) -> None:
        """Hold the file against an edition, or against none."""
        self.based_on = based_on
        self.reckon()

    def _go(self) -> None:
        workbook = self.looked.workbook
        if self._is_busy or not self._waiting or workbook is None:
            return
        corrections, self._waiting, self._is_busy = self._waiting, [], True
        self._shell.background.run_aside(
            lambda: corrected(workbook, corrections),
            self._keep,
            owner=self,
            what=_("ブックを読み直しています"),
        )

    def _keep(self, answer: tuple[WorkbookUnderstood, RefusedError | None]) -> None:
        workbook, refusal = answer
        self._is_busy = False
        if refusal is not None:
            self._shell.notices.show_error(refusal)
        self.looked = self.looked.with_workbook(workbook)
        self.understood.emit()
        if self._waiting:
            self._go()
        else:
            self.reckon()

    def reckon(self) -> None:
        """Reckon what the draft would be; an answer that comes too late is passed over."""
        self._turn += 1
        turn, looked, based_on = self._turn, self.looked, self.based_on
        checklists = self._shell.office.checklists
        title = looked.title or looked.file_name

        def done(drafted: Drafted) -> None:
            self._tell(turn, drafted, None)

        def failed(error: Exception) -> None:
            self._tell(turn, None, error)

        self._shell.background.run_aside(
            lambda: checklists.would_become(looked, title=title, based_on=based_on),
            done,
            failed,
            owner=self,
            what=_("案を見積もっています"),
        )

    def _tell(self, turn: int, drafted: Drafted | None, refusal: Exception | None) -> None:
        if turn == self._turn:
            self.drafted, self.refusal = drafted, refusal
            self.reckoned.emit()


def corrected(
    workbook: WorkbookUnderstood, corrections: Iterable[Correction]
) -> tuple[WorkbookUnderstood, RefusedError | None]:
    """Return the workbook understood by all corrections that hold, and the refusal of one that does not."""
    refusal: RefusedError | None = None
    for correction in corrections:
        try:
            workbook = correction(workbook)
        except RefusedError as error:
            refusal = error
    return workbook, refusal
