"""A file that cannot be taken in: what happened, what to do, and every fault with its place."""

from __future__ import annotations

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from oversight.checklist.taking_in import FileRefusedError
from oversight.errors import OversightError
from oversight.words import _
from ui.checklist.note_list import NoteList
from ui.covering_page import CoveringPage
from ui.deed_form import DeedForm
from ui.shell import Shell
from ui.theme import current_theme
from ui.widgets.buttons import Button, ButtonKind
from ui.widgets.error_box import ErrorBox
from ui.widgets.lead_focus import lead_focus
from ui.widgets.roomy import Roomy


class RefusedPage(CoveringPage):
    """``another_wanted`` asks for another file."""

    another_wanted = Signal()

    def __init__(
        self, shell: Shell, file_name: str, error: OversightError, parent: QWidget | None = None
    ) -> None:
        super().__init__(shell, name=_("取り込めないファイル"), back=_("一覧へ戻る"), parent=parent)
        self.box = ErrorBox()
        self.notes = NoteList(shell, _("誤りの一覧"))
        self.another_button = Button(_("別のファイルを選ぶ"), kind=ButtonKind.PRIMARY, icon="file-import")
        faults = error.notes if isinstance(error, FileRefusedError) else ()
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().space(16))
        column.addWidget(self.box)
        column.addWidget(Roomy(self.notes), 1)
        if not faults:
            self.notes.hide()
            column.addStretch(1)
        self.notes.show_notes(faults)
        self.box.say(error.sentence, error.remedy)  # once it lies in the page: alone it would be a window
        self._lay_out(_("取り込めないファイル　{name}").format(name=file_name), body, self.another_button)
        self.another_button.clicked.connect(self._ask_another)
        lead_focus(self, self.another_button)

    @Slot()
    def _ask_another(self) -> None:
        self._end()
        self.another_wanted.emit()

    @override
    def _go_on(self, form: DeedForm, *, is_done: bool) -> None:
        """Nothing is asked here."""

    @override
    def reread(self) -> None:
        """Nothing was read of the store."""
