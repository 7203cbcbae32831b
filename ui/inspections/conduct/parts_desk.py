"""Adds a room, person or device while conducting, and takes the last one out with what stands in it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal, Slot

from oversight.inspections import InspectionDetail, InspectionsService
from oversight.words import _
from ui.inspections.conduct.answering import Answering
from ui.inspections.conduct.course import Course
from ui.inspections.conduct.side import Side
from ui.shell import Shell


class PartsDesk(QObject):
    """``changed`` follows each change of the parts, ``asked`` the question before answers would go."""

    changed = Signal()
    asked = Signal()

    def __init__(
        self, shell: Shell, course: Course, answering: Answering, side: Side, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._shell, self._course, self._answering = shell, course, answering
        self._is_busy = False
        side.part_wanted.connect(self.add)
        side.drop_wanted.connect(self.drop)

    @Slot(str)
    def add(self, section_id: str) -> None:
        """Fill a section once more and go there."""
        self._do(section_id, is_added=True)

    @Slot(str)
    def drop(self, section_id: str) -> None:
        """Take the last part of a section out; what would go with it is told first, and pressed again."""
        course = self._course
        self._answering.keep()
        if course.answered_in_last(section_id) and course.asks_to_drop != section_id:
            course.asks_to_drop = section_id
            self.asked.emit()
            return
        self._do(section_id, is_added=False)

    def _do(self, section_id: str, *, is_added: bool) -> None:
        if self._is_busy:
            return
        self._answering.keep()
        self._is_busy, self._course.asks_to_drop = True, ""
        office, inspection_id = self._shell.office, self._course.detail.id

        def work() -> InspectionDetail:
            service: InspectionsService = office.inspections
            (service.add_part if is_added else service.drop_part)(inspection_id, section_id)
            return service.get_inspection(inspection_id)

        def done(read: InspectionDetail) -> None:
            self._is_busy = False
            self._course.take_parts(read, section_id)
            self.changed.emit()

        what = _("区分を加えています") if is_added else _("区分を外しています")
        self._shell.background.run(work, done, self._fail, owner=self, what=what)

    def _fail(self, error: Exception) -> None:
        self._is_busy = False
        self._shell.notices.show_error(error)
        self.asked.emit()
