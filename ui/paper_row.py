"""One paper: save it as a PDF where the user says, open its folder, or print it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from oversight.words import _, _n
from ui import paper_out
from ui.shell import Shell
from ui.theme import current_theme
from ui.widgets.buttons import Button, ButtonKind
from ui.widgets.flow import Flow
from ui.widgets.text import note

if TYPE_CHECKING:
    from oversight.office import Office
    from oversight.papers import Paper

Make = Callable[["Office"], "Paper"]


class PaperRow(QWidget):
    """Makes the paper off the window's thread each time it is asked for; nothing is kept beside it."""

    def __init__(
        self, shell: Shell, what: str, file_name: str, make: Make, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._shell, self._make, self._file_name = shell, make, file_name
        self._what = what
        self._saved_to: Path | None = None
        self.save_button = Button(_("PDFを保存する"), icon="file-type-pdf")
        self.print_button = Button(_("印刷する"), icon="printer")
        self.folder_button = Button(_("フォルダーを開く"), kind=ButtonKind.QUIET, icon="folder-open")
        for button in (self.save_button, self.print_button, self.folder_button):
            button.setAccessibleName(f"{what} {button.text()}")
        self.progress = QProgressBar()
        self.progress.setRange(0, 0)
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(_("{what}を作っています").format(what=what))
        self.said = note("")
        self._lay_out()
        self.save_button.clicked.connect(self.save)
        self.print_button.clicked.connect(self.print_out)
        self.folder_button.clicked.connect(self.open_folder)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().space(4))
        buttons = Flow()
        for button in (self.save_button, self.print_button, self.folder_button):
            buttons.addWidget(button)
        column.addLayout(buttons)
        column.addWidget(self.progress)
        column.addWidget(self.said)
        for widget in (self.progress, self.said, self.folder_button):
            widget.hide()

    @Slot()
    def save(self) -> None:
        """Ask where, then make the PDF and write it there."""
        path = paper_out.ask_where_to_save(self, self._file_name)
        if path is None:
            return
        office = self._shell.office

        def work() -> Paper:
            paper = self._make(office)
            paper_out.write_out(path, paper.pdf)
            return paper

        self._saved_to = path
        self._begin()
        self._shell.background.run(work, self._say_saved, self._fail, owner=self)

    @Slot()
    def print_out(self) -> None:
        """Make the PDF and hand it to a printer."""
        office = self._shell.office
        self._begin()
        self._shell.background.run(lambda: self._make(office), self._print, self._fail, owner=self)

    def _begin(self) -> None:
        self.save_button.setEnabled(False)
        self.print_button.setEnabled(False)
        self.progress.show()
        self._say(_("PDFを作っています…"))

    def _end(self) -> None:
        self.save_button.setEnabled(True)
        self.print_button.setEnabled(True)
        self.progress.hide()

    def _say_saved(self, paper: Paper) -> None:
        self._end()
        name = self._saved_to.name if self._saved_to is not None else ""
        told = _n("保存しました: {name}（{count}頁）", paper.page_count).format(
            name=name, count=paper.page_count
        )
        self._say("\n".join((told, *paper.warnings)))
        self.folder_button.show()
        self.folder_button.setFocus()

    def _print(self, paper: Paper) -> None:
        self._end()
        if paper_out.print_pdf(self, paper.pdf):
            self._say("\n".join((_("プリンターへ送りました。"), *paper.warnings)))
        else:
            self._say(_("印刷をやめました。"))

    def _fail(self, error: Exception) -> None:
        self._end()
        self._say(str(error))
        self._shell.notices.show_error(error)

    def _say(self, text: str) -> None:
        self.said.setText(text)
        self.said.setVisible(bool(text))

    @Slot()
    def open_folder(self) -> None:
        """Show the folder the PDF was saved in."""
        if self._saved_to is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self._saved_to.parent)))
