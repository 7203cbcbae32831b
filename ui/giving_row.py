"""One file of a checklist to give out: made aside, saved where the user says; what it cannot say is told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from oversight.words import _, mark
from ui.paper_out import write_out
from ui.shell import Shell
from ui.theme import current_theme
from ui.widgets.buttons import Button
from ui.widgets.flow import Flow
from ui.widgets.text import note, strong

if TYPE_CHECKING:
    from oversight.checklist.giving_out import Given
    from oversight.office import Office

Make = Callable[["Office"], "Given"]
_FILTERS = {"xlsx": mark("Excel (*.xlsx)"), "yaml": mark("YAML (*.yaml)")}


class GivingRow(QWidget):
    """Its name, what it is for, and the button. ``given`` carries the row and the file once it is written.

    With ``tells_notes`` it says itself what the file cannot say.
    """

    given = Signal(QWidget, object)

    def __init__(
        self,
        shell: Shell,
        what: str,
        told: str,
        make: Make,
        *,
        tells_notes: bool = True,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._shell, self._make, self._tells_notes = shell, make, tells_notes
        self.save_button = Button(_("ファイルに書き出す"), icon="file-export")
        self.save_button.setAccessibleName(_("{what}をファイルに書き出す").format(what=what))
        self.said = note("")
        self.said.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().space(8))
        column.addWidget(strong(what))
        column.addWidget(note(told))
        buttons = Flow()
        buttons.addWidget(self.save_button)
        column.addLayout(buttons)
        column.addWidget(self.said)
        self.save_button.clicked.connect(self.save)

    @Slot()
    def save(self) -> None:
        """Make the file, then ask where it goes."""
        office = self._shell.office
        self.save_button.setEnabled(False)
        self._say(_("ファイルを作っています…"))
        self._shell.background.run(lambda: self._make(office), self._ask, self._fail, owner=self)

    def _ask(self, given: Given) -> None:
        kind = _(_FILTERS[given.file_name.rpartition(".")[2]])
        name, _kind = QFileDialog.getSaveFileName(
            self, _("書き出す先"), str(Path.home() / given.file_name), kind
        )
        if not name:
            self._end("")
            return
        path = Path(name)

        def written(_nothing: None) -> None:
            self._tell(path.name, given)

        self._shell.background.run(lambda: write_out(path, given.content), written, self._fail, owner=self)

    def _tell(self, name: str, given: Given) -> None:
        lines = [each.told for each in given.notes] if self._tells_notes else []
        self._end("\n".join((_("書き出しました: {name}").format(name=name), *lines)))
        self.given.emit(self, given)

    def _fail(self, error: Exception) -> None:
        self._end(str(error))

    def _end(self, told: str) -> None:
        self.save_button.setEnabled(True)
        self._say(told)
        self.save_button.setFocus()

    def _say(self, told: str) -> None:
        self.said.setText(told)
        self.said.setVisible(bool(told))
