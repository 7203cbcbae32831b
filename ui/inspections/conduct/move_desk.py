"""Moving to a newer edition while conducting: the list of changes stands in the place of the item."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from oversight.checklist.rows import EditionLine
from oversight.inspections import InspectionDetail, MovePreview
from ui.deed_form import DeedForm
from ui.inspections.conduct.leaving import Leaving
from ui.inspections.conduct.side import Side
from ui.inspections.conduct.stage import Stage
from ui.inspections.move_form import move_form
from ui.shell import Shell
from ui.theme import current_theme
from ui.widgets.text import section


class MoveDesk(QObject):
    """``showing`` tells whether the changes are in sight; ``closed`` and ``moved`` follow back and deed."""

    showing = Signal(bool)
    closed = Signal()
    moved = Signal()

    def __init__(
        self,
        shell: Shell,
        stage: Stage,
        leaving: Leaving,
        side: Side,
        newer: EditionLine | None,
        inspection_id: UUID,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._shell, self._stage, self._leaving = shell, stage, leaving
        self._edition_id, self._inspection_id = newer.id if newer is not None else None, inspection_id
        self._page: QWidget | None = None
        self.form: DeedForm | None = None
        side.move_wanted.connect(self.open)
        self.showing.connect(side.setDisabled)

    @Slot()
    def open(self) -> None:
        """Show what moving changes, once everything is saved."""
        if self._edition_id is not None and self.form is None:
            self._leaving.forget()
            self._leaving.leave(partial(self._read, self._edition_id))

    def _read(self, edition_id: UUID) -> None:
        office, inspection_id = self._shell.office, self._inspection_id

        def work() -> tuple[InspectionDetail, MovePreview]:
            service = office.inspections
            return service.get_inspection(inspection_id), service.preview_move(inspection_id, edition_id)

        self._shell.read(work, self._show, owner=self)

    def _show(self, read: tuple[InspectionDetail, MovePreview]) -> None:
        self.form = move_form(self._shell, *read)
        self.form.declined.connect(self.close)
        self.form.done.connect(self._finish)
        self._page = QWidget()
        space = current_theme().space
        column = QVBoxLayout(self._page)
        column.setContentsMargins(space(40), space(24), space(40), space(20))
        column.setSpacing(space(16))
        column.addWidget(section(self.form.heading))
        column.addWidget(self.form, 1)
        self._stage.addWidget(self._page)
        self._stage.setCurrentWidget(self._page)
        self.showing.emit(True)
        self.form.setFocus()

    @Slot()
    def close(self) -> None:
        """Go back to where one stood."""
        page, self._page, self.form = self._page, None, None
        if page is not None:
            self._stage.removeWidget(page)
            page.hide()
            page.deleteLater()
        self.showing.emit(False)
        self.closed.emit()

    @Slot()
    def _finish(self) -> None:
        QTimer.singleShot(0, self, self.moved.emit)
