"""The recovery sheet: offered when a vault is made, printed or saved, never kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from oversight.words import _
from ui.background import Background
from ui.notices import Notices
from ui.paper_out import ask_where_to_save, print_pdf, write_out
from ui.theme import Tone, current_theme
from ui.widgets.buttons import Button
from ui.widgets.flow import Flow
from ui.widgets.text import prose

if TYPE_CHECKING:
    from oversight.office import Office
    from oversight.papers import Paper

FILE_NAME = "recovery-sheet.pdf"


class RecoverySheet(QWidget):
    """Two buttons: print the sheet, or save it as PDF; ``made`` tells that one of them was done."""

    made = Signal()

    def __init__(self, office: Office, background: Background, notices: Notices) -> None:
        super().__init__()
        self._office, self._background, self._notices = office, background, notices
        self.print_button = Button(_("回復用紙を印刷する"), icon="printer")
        self.save_button = Button(_("PDFで保存する"), icon="download")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().space(12))
        column.addWidget(
            prose(
                _(
                    "回復用紙のコードがあれば、全員がパスフレーズを忘れても開けます。用紙を持つ人は誰でも開けます。"
                    "鍵のかかる書庫などに保管してください。作り直すと、前の用紙は使えなくなります。"
                )
            )
        )
        buttons = Flow()
        buttons.addWidget(self.print_button)
        buttons.addWidget(self.save_button)
        column.addLayout(buttons)
        self.print_button.clicked.connect(self.print_sheet)
        self.save_button.clicked.connect(self.save_sheet)

    @Slot()
    def print_sheet(self) -> None:
        """Make a code and print its sheet."""
        self._make(self._print)

    @Slot()
    def save_sheet(self) -> None:
        """Make a code and save its sheet where the user says."""
        self._make(self._save)

    def _make(self, then: Callable[[Paper], None]) -> None:
        self.setEnabled(False)
        self._background.run(
            self._office.print_recovery_sheet,
            then,
            self._fail,
            owner=self,
            what=_("回復用紙を作っています"),
        )

    def _print(self, paper: Paper) -> None:
        self.setEnabled(True)
        if print_pdf(self, paper.pdf):
            self._tell(_("回復用紙を印刷しました。"))
        else:
            self._tell_not_made()

    def _save(self, paper: Paper) -> None:
        self.setEnabled(True)
        path = ask_where_to_save(self, FILE_NAME)
        if path is None:
            self._tell_not_made()
            return
        self._background.run_aside(lambda: write_out(path, paper.pdf), self._saved, self._fail, owner=self)

    def _saved(self, _nothing: None) -> None:
        self._tell(_("回復用紙を保存しました。印刷したら、ファイルは消してください。"))

    def _tell(self, sentence: str) -> None:
        self._notices.tell(sentence, _("用紙は鍵のかかる所に保管してください。"))
        self.made.emit()

    def _tell_not_made(self) -> None:
        self._notices.tell(
            _("回復用紙は出していません。"),
            _("新しいコードはどこにも残っていません。前の用紙も使えなくなったので、もう一度作ってください。"),
            Tone.ATTENTION,
        )

    def _fail(self, error: Exception) -> None:
        self.setEnabled(True)
        self._notices.show_error(error)
