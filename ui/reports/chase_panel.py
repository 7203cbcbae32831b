"""The letters due today before they are made: to whom, about which months, which step; then the deed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from oversight.change import Change, Subject
from oversight.reports import ChaseOutcome, DueLetter, show_month
from oversight.reports.outbox import write_outbox
from oversight.words import _, _n
from ui.shell import Shell
from ui.theme import current_theme
from ui.widgets.buttons import Button, ButtonKind
from ui.widgets.lead_focus import lead_focus
from ui.widgets.pane import Pane
from ui.widgets.text import note, prose


class ChasePanel(QWidget):
    """``done`` follows the making, also where the drafts could not be written."""

    done = Signal()

    def __init__(self, shell: Shell, letters: Sequence[DueLetter]) -> None:
        super().__init__()
        self._shell = shell
        count = len(letters)
        word = _n("{count}通を作り、フォルダーに置く", count).format(count=count)
        self.make_button = Button(word, kind=ButtonKind.PRIMARY, icon="file-text")
        self.make_button.setEnabled(count > 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().space(12))
        told = _(
            "まだ作っていません。作った文書は番号とともに残り、取り消せません。メールは下書きだけを作り、送りません。"
        )
        column.addWidget(prose(told))
        column.addWidget(self._list(letters), 1)
        column.addWidget(self.make_button)
        lead_focus(self, self.make_button)
        self.make_button.clicked.connect(self.make)

    def _list(self, letters: Sequence[DueLetter]) -> Pane:
        pane = Pane(_("これから作る文書"))
        for letter in letters:
            contract = letter.months[0].contract
            pane.column.addWidget(prose(f"{_(letter.rung.title)}　{contract.contractor}", "strong"))
            pane.column.addWidget(prose(f"{contract.number} {contract.title}"))
            months = _("、").join(show_month(each.key.month) for each in letter.months)
            pane.column.addWidget(
                note(_("{months}　{signer}名").format(months=months, signer=_(letter.rung.signer)))
            )
        pane.end()
        return pane

    @Slot()
    def make(self) -> None:
        """Ask where the drafts go, make the day's letters, and say what is left to a person."""
        folder = QFileDialog.getExistingDirectory(self, _("督促の文書とメールの下書きを置くフォルダー"))
        if not folder:
            return
        office, outbox = self._shell.office, Path(folder)

        def work() -> ChaseOutcome:
            outcome = office.chasing.chase()
            sent = tuple(office.chasing.read_letter(letter.letter_id) for letter in outcome.letters)
            write_outbox(outbox, sent)
            return outcome

        what = _("督促の文書を作っています")
        self.make_button.setEnabled(False)
        self._shell.read(work, self._tell, self._fail, owner=self, what=what)

    def _fail(self, error: Exception) -> None:
        self._shell.notices.show_error(error)
        self._end()

    def _tell(self, outcome: ChaseOutcome) -> None:
        made = _n("{count}通の文書を作りました。", len(outcome.letters)).format(count=len(outcome.letters))
        left = len(outcome.to_do)
        todo = _n("ほかに、電話・予告・協議の段階が{count}件あります。", left).format(count=left)
        self._shell.notices.tell(made, todo if left else "")
        self._end()

    def _end(self) -> None:
        self.done.emit()
        self._shell.refresh.changed.emit(Change.of(Subject.REPORT))
