"""An edition, or a draft, as a file: each kind with what it is for; what it cannot say is told after."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtWidgets import QWidget

from oversight.checklist.giving_out import GIVEN_WORDS, Given, GivenAs, fit_name
from oversight.words import _, mark
from ui.checklist.note_list import NoteList
from ui.checklist.rows import ChecklistRow
from ui.giving_row import GivingRow, Make
from ui.paper_row import PaperRow
from ui.shell import Shell
from ui.widgets.buttons import Button, ButtonKind
from ui.widgets.flow import Flow
from ui.widgets.lead_focus import lead_focus
from ui.widgets.pane import Pane
from ui.widgets.text import note, strong

if TYPE_CHECKING:
    from oversight.office import Office

_TOLD: Mapping[GivenAs, str] = {
    GivenAs.OWN_EXCEL: mark("取り込んだExcelの様式のまま、今の内容にします。"),
    GivenAs.EXCEL: mark("このソフトの様式で、表に印刷できる形にします。"),
    GivenAs.XLSFORM: mark("ODKやKoBoなど、ほかの調査ソフトに渡す形です。"),
    GivenAs.YAML: mark("点検表のすべてを残す控えです。ほかの保管庫にも取り込めます。"),
}


class ExportPanel(Pane):
    """``left`` asks for the row's own pane again."""

    left = Signal()

    def __init__(self, shell: Shell, row: ChecklistRow, parent: QWidget | None = None) -> None:
        super().__init__(_("書き出し"), parent)
        self.rows: dict[GivenAs, GivingRow] = {}
        self.back_button = Button(_("内容に戻る"), kind=ButtonKind.QUIET, icon="arrow-left")
        self.notes = NoteList(shell, _("このファイルに書けないもの"))
        self.notes.hide()
        back = Flow()
        back.addWidget(self.back_button)
        self.column.addLayout(back)
        for given_as in _offered(row):
            made = maker_of(row.id, given_as, is_draft=row.draft is not None)
            giving = GivingRow(shell, _(GIVEN_WORDS[given_as]), _(_TOLD[given_as]), made, tells_notes=False)
            giving.given.connect(self._tell)
            self.rows[given_as] = giving
            self.column.addWidget(giving)
        self.paper = self._add_paper(shell, row) if row.edition is not None else None
        self.end()
        self.back_button.clicked.connect(self.left)
        lead_focus(self, next(iter(self.rows.values())).save_button)

    def _add_paper(self, shell: Shell, row: ChecklistRow) -> PaperRow:
        """Add the paper to be filled in by hand; a draft has none yet."""
        edition_id = row.id
        name = fit_name((row.title, row.number, _("記入用")), "pdf")
        paper = PaperRow(
            shell, _("記入用の点検表"), name, lambda office: office.checklists.print_blank(edition_id)
        )
        self.column.addWidget(strong(_("紙（PDF）")))
        self.column.addWidget(note(_("手で書き込むための点検表を印刷します。")))
        self.column.addWidget(paper)
        return paper

    @Slot(QWidget, object)
    def _tell(self, row: QWidget, given: Given) -> None:
        """Tell beneath its button what the file cannot say."""
        self.column.insertWidget(self.column.indexOf(row) + 1, self.notes)
        self.notes.show_notes(given.notes)
        self.notes.show()
        QTimer.singleShot(0, self, self._bring_notes)

    @Slot()
    def _bring_notes(self) -> None:
        """Scroll to what was told, once it has its place."""
        self.ensureWidgetVisible(self.notes.heading)


def _offered(row: ChecklistRow) -> tuple[GivenAs, ...]:
    line = row.edition or row.draft
    has_workbook = line is not None and line.has_workbook
    return tuple(each for each in GivenAs if each is not GivenAs.OWN_EXCEL or has_workbook)


def maker_of(row_id: UUID, given_as: GivenAs, *, is_draft: bool) -> Make:
    """Return what makes the file; it holds nothing of the panel."""

    def make(office: Office) -> Given:
        checklists = office.checklists
        give = checklists.give_out_draft if is_draft else checklists.give_out
        return give(row_id, given_as)

    return make
