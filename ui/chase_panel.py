"""The letters due today before they are made: to whom, about which months or findings; then the deed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from oversight.change import Change, Subject
from oversight.corrections import ChasedFinding
from oversight.reports import Chased, DueLetter, due_letters, show_month
from oversight.reports.outbox import write_outbox
from oversight.words import _, _n
from ui.shell import Shell
from ui.theme import current_theme
from ui.widgets.buttons import Button, ButtonKind
from ui.widgets.lead_focus import lead_focus
from ui.widgets.pane import Pane
from ui.widgets.text import note, prose

if TYPE_CHECKING:
    from oversight.office import Office
    from ui.page import Page

Due = DueLetter[Chased] | DueLetter[ChasedFinding]


@dataclass(frozen=True)
class DaysWork:
    """What a day's chasing made, and how many steps are left to a person."""

    letters: int
    left: int


def read_due(office: Office) -> tuple[Due, ...]:
    """Return the letters due today: of monthly reports, then of findings."""
    reports = due_letters(office.chasing.list_chased())
    return (*reports, *due_letters(office.finding_chasing.list_chased()))


def offer_letters(page: Page) -> None:
    """Show beside a page which letters would be made today; nothing is made yet."""
    office = page.office

    def show(letters: tuple[Due, ...]) -> None:
        panel = ChasePanel(page.shell, letters)
        panel.done.connect(page.close_detail)
        page.close_detail()
        page.show_detail(_("督促の文書を作る"), panel)
        panel.setFocus()

    page.shell.read(lambda: read_due(office), show, owner=page)


class ChasePanel(QWidget):
    """``done`` follows the making, also where the drafts could not be written."""

    done = Signal()

    def __init__(self, shell: Shell, letters: Sequence[Due]) -> None:
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

    def _list(self, letters: Sequence[Due]) -> Pane:
        pane = Pane(_("これから作る文書"))
        for letter in letters:
            contractor, contract, about = _told(letter)
            pane.column.addWidget(prose(f"{_(letter.rung.title)}　{contractor}", "strong"))
            pane.column.addWidget(prose(contract))
            pane.column.addWidget(
                note(_("{months}　{signer}名").format(months=about, signer=_(letter.rung.signer)))
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

        def work() -> DaysWork:
            reports, findings = office.chasing.chase(), office.finding_chasing.chase()
            read_report, read_finding = office.chasing.read_letter, office.correction_letters.read_letter
            sent = (
                *(read_report(letter.letter_id) for letter in reports.letters),
                *(read_finding(letter.letter_id) for letter in findings.letters),
            )
            write_outbox(outbox, sent)
            return DaysWork(len(sent), len(reports.to_do) + len(findings.to_do))

        what = _("督促の文書を作っています")
        self.make_button.setEnabled(False)
        self._shell.read(work, self._tell, self._fail, owner=self, what=what)

    def _fail(self, error: Exception) -> None:
        self._shell.notices.show_error(error)
        self._end()

    def _tell(self, outcome: DaysWork) -> None:
        made = _n("{count}通の文書を作りました。", outcome.letters).format(count=outcome.letters)
        left = outcome.left
        todo = _n("ほかに、電話・予告・協議の段階が{count}件あります。", left).format(count=left)
        self._shell.notices.tell(made, todo if left else "")
        self._end()

    def _end(self) -> None:
        self.done.emit()
        self._shell.refresh.changed.emit(Change.of(Subject.REPORT, Subject.FINDING))


def _told(letter: Due) -> tuple[str, str, str]:
    """Return to whom a letter goes, about which contract, about what."""
    contractor, contract, _about = _told_one(letter.chased[0])
    abouts = _("、").join(_told_one(each)[2] for each in letter.chased)
    is_of_months = isinstance(letter.chased[0], Chased)
    return contractor, contract, abouts if is_of_months else _("指摘 {number}").format(number=abouts)


def _told_one(each: Chased | ChasedFinding) -> tuple[str, str, str]:
    """Return contractor, contract, and the month or the finding's number."""
    if isinstance(each, Chased):
        head = each.contract
        return head.contractor, f"{head.number} {head.title}", show_month(each.key.month)
    row = each.finding
    return row.contractor, f"{row.contract_number} {row.contract_title}", row.number
