"""An XLSForm, or a file of an edition, before it is taken in: what came in, and what did not."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from oversight.words import _
from ui.checklist.content_list import ContentList
from ui.checklist.correcting import Correcting
from ui.checklist.import_parts import BESIDE, ImportParts, Part
from ui.checklist.note_list import NoteList
from ui.shell import Shell
from ui.theme import current_theme
from ui.widgets.lead_focus import lead_focus
from ui.widgets.roomy import Roomy


class TakenPanel(QWidget):
    """The content at the left, what was left out or made simpler at the right."""

    def __init__(self, shell: Shell, correcting: Correcting, head: Part) -> None:
        super().__init__()
        self._correcting = correcting
        self.content = ContentList()
        self.content.setMinimumHeight(current_theme().row_height * 5)
        lost = _("除いたもの・簡単にしたもの")
        self.notes = NoteList(shell, lost)
        self.parts = ImportParts(head, Part(_("内容"), self.content, 56), Part(lost, Roomy(self.notes), 44))
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.parts)
        lead_focus(self, self.content)
        correcting.reckoned.connect(self._show)

    @Slot()
    def _show(self) -> None:
        drafted = self._correcting.drafted
        if drafted is not None:
            self.content.show_edition(drafted.edition)
            self.notes.show_notes(drafted.notes)
            self.parts.say_word(BESIDE, self.notes.heading.text())
