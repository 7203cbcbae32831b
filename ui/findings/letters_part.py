"""The letters about a finding: each to be saved, printed, or laid as a draft of a mail into a folder."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from oversight.reports import LetterRow
from oversight.reports.outbox import write_outbox
from oversight.words import _
from ui.paper_row import PaperRow
from ui.shell import Shell
from ui.theme import current_theme
from ui.told_chasing import told_letter
from ui.widgets.buttons import Button, ButtonKind
from ui.widgets.text import prose, section

if TYPE_CHECKING:
    from oversight.office import Office
    from oversight.papers import Paper


class LettersPart(QWidget):
    """Hidden where there is no letter."""

    def __init__(self, shell: Shell, letters: Sequence[LetterRow]) -> None:
        super().__init__()
        self._shell = shell
        self.papers: list[PaperRow] = []
        self.mail_buttons: list[Button] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(current_theme().space(8))
        self._column.addWidget(section(_("作った文書")))
        for letter in reversed(letters):
            self._add(letter)
        self.setVisible(bool(letters))

    def _add(self, letter: LetterRow) -> None:
        letter_id = letter.letter_id

        def make(office: Office) -> Paper:
            return office.correction_letters.print_letter(letter_id)

        self._column.addWidget(prose(told_letter(letter), "sub"))
        paper = PaperRow(self._shell, f"{letter.title} {letter.number}", f"{letter.number}.pdf", make)
        self.papers.append(paper)
        self._column.addWidget(paper)
        button = Button(_("メールの下書きを作る"), kind=ButtonKind.QUIET, icon="file-text")
        button.setAccessibleName(_("{number} のメールの下書きを作る").format(number=letter.number))
        button.clicked.connect(partial(self.write_draft, letter))
        self.mail_buttons.append(button)
        self._column.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)

    def write_draft(self, letter: LetterRow, _checked: bool = False) -> None:
        """Ask for a folder, and lay the letter and a draft of a mail into it; nothing is sent."""
        folder = QFileDialog.getExistingDirectory(self, _("文書とメールの下書きを置くフォルダー"))
        if not folder:
            return
        outbox, letters = Path(folder), self._shell.office.correction_letters

        def work() -> None:
            write_outbox(outbox, (letters.read_letter(letter.letter_id),))

        told = _("{number} の文書と下書きを置きました。").format(number=letter.number)
        self._shell.read(work, lambda _nothing: self._shell.notices.tell(told), owner=self)
