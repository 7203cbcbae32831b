"""Opens the mode: starts the inspection or goes on with it, reads all of it once, covers the window."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QObject

from oversight.inspections import InspectionDetail
from oversight.settings import OfficeSettings
from oversight.words import _
from ui.background import Failed
from ui.inspections.conduct.mode import ConductMode
from ui.shell import Shell


def open_conduct(shell: Shell, inspection_id: UUID, *, owner: QObject, failed: Failed | None = None) -> None:
    """Conduct an inspection that is planned, under way or being corrected, on the whole window."""
    office = shell.office

    def work() -> tuple[InspectionDetail, OfficeSettings]:
        office.inspections.start(inspection_id)
        return office.inspections.get_inspection(inspection_id), office.settings.read()

    def done(read: tuple[InspectionDetail, OfficeSettings]) -> None:
        shell.cover(ConductMode(shell, *read))

    shell.background.run(work, done, failed, owner=owner, what=_("検査を開いています"))
