"""Opens the pages of the paper on the whole window, and leads from one to the other."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from uuid import UUID

from PySide6.QtCore import QObject, Slot

from oversight.inspections import InspectionDetail
from oversight.words import _
from ui.inspections.transcribing.checking_page import CheckingPage
from ui.inspections.transcribing.page import TranscribingPage
from ui.shell import Shell


class _Turning(QObject):
    """Turns from keying in to checking and back; lives as long as the page it came with."""

    def __init__(self, shell: Shell, inspection_id: UUID, page: QObject) -> None:
        super().__init__(page)
        self._shell, self._id = shell, inspection_id

    @Slot()
    def check(self) -> None:
        open_checking(self._shell, self._id, owner=self._shell)

    @Slot(object)
    def key_in(self, differences: Mapping[str, str]) -> None:
        open_transcribing(self._shell, self._id, differences, owner=self._shell)


def open_transcribing(
    shell: Shell, inspection_id: UUID, differences: Mapping[str, str] | None = None, *, owner: QObject
) -> None:
    """Key a paper in, or go on where it was left; ``differences`` are what a check has found, by item."""

    def done(detail: InspectionDetail) -> None:
        page = TranscribingPage(shell, detail, differences)
        page.check_wanted.connect(_Turning(shell, inspection_id, page).check)
        shell.cover(page)

    _read(shell, inspection_id, done, owner)


def open_checking(shell: Shell, inspection_id: UUID, *, owner: QObject) -> None:
    """Let another person hold what was keyed in against the paper."""

    def done(detail: InspectionDetail) -> None:
        page = CheckingPage(shell, detail)
        page.keying_wanted.connect(_Turning(shell, inspection_id, page).key_in)
        shell.cover(page)

    _read(shell, inspection_id, done, owner)


def _read(
    shell: Shell, inspection_id: UUID, done: Callable[[InspectionDetail], None], owner: QObject
) -> None:
    office = shell.office
    shell.read(
        lambda: office.inspections.get_inspection(inspection_id),
        done,
        owner=owner,
        what=_("転記した回答を読んでいます"),
    )
