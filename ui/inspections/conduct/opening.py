"""Opens the mode: starts the inspection or goes on with it, reads all of it once, covers the window."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QObject, Slot

from oversight.checklist.rows import EditionLine
from oversight.inspections import InspectionDetail
from oversight.settings import OfficeSettings
from oversight.words import _
from ui.background import Failed
from ui.inspections.conduct.mode import ConductMode
from ui.shell import Shell


def open_conduct(shell: Shell, inspection_id: UUID, *, owner: QObject, failed: Failed | None = None) -> None:
    """Conduct an inspection that is planned, under way or being corrected, on the whole window."""
    office = shell.office

    def work() -> tuple[InspectionDetail, OfficeSettings, EditionLine | None]:
        office.inspections.start(inspection_id)
        newer = next(iter(office.inspections.list_newer_editions(inspection_id)), None)
        return office.inspections.get_inspection(inspection_id), office.settings.read(), newer

    def done(read: tuple[InspectionDetail, OfficeSettings, EditionLine | None]) -> None:
        mode = ConductMode(shell, *read)
        mode.move_desk.moved.connect(_Again(shell, inspection_id, mode).open)
        shell.cover(mode)

    shell.background.run(work, done, failed, owner=owner, what=_("検査を開いています"))


class _Again(QObject):
    """Opens the mode anew once the inspection works with another edition."""

    def __init__(self, shell: Shell, inspection_id: UUID, mode: ConductMode) -> None:
        super().__init__(mode)
        self._shell, self._inspection_id = shell, inspection_id

    @Slot()
    def open(self) -> None:
        """Open it; the mode that stands there now goes."""
        open_conduct(self._shell, self._inspection_id, owner=self._shell)
