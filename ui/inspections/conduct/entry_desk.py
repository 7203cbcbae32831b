"""Reads what the entry log shows whenever one comes to an item on devices: visits go on meanwhile."""

from __future__ import annotations

from PySide6.QtCore import QObject, Slot

from oversight.inspections import ITEMS_OF_THE_DOOR, EntryEvidence, LogMonth
from ui.inspections.conduct.course import Course
from ui.inspections.conduct.item_view import ItemView
from ui.rooms import OpenEntryLog, Room
from ui.shell import Shell


class EntryDesk(QObject):
    """Shows what was read last at once, and what is read anew when it has come."""

    def __init__(self, shell: Shell, course: Course, view: ItemView, parent: QObject) -> None:
        super().__init__(parent)
        self._shell, self._course, self._view = shell, course, view
        self._read: dict[str, EntryEvidence] = {}
        view.entries.log_wanted.connect(self._open_log)

    def show_here(self) -> None:
        """Show what the log shows of the item one stands at."""
        self._show()
        if self._course.position in ITEMS_OF_THE_DOOR:
            visits, inspection_id = self._shell.office.visits, self._course.detail.id
            self._shell.read(lambda: visits.entry_evidence(inspection_id), self._take, owner=self)

    def _take(self, evidence: tuple[EntryEvidence, ...]) -> None:
        self._read = {each.item_id: each for each in evidence}
        self._show()

    def _show(self) -> None:
        self._view.entries.show_evidence(self._read.get(self._course.position))

    @Slot(object)
    def _open_log(self, log: LogMonth) -> None:
        self._shell.open_over(Room.DEVICES, OpenEntryLog(log.area_id, log.month))
