"""Blank sheets for a door: how many, then saved as a PDF or printed."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QWidget

from oversight.words import _
from ui.paper_row import PaperRow
from ui.shell import Shell
from ui.widgets.number_field import NumberField
from ui.widgets.pane import Pane
from ui.widgets.text import prose

if TYPE_CHECKING:
    from oversight.office import Office
    from oversight.papers import Paper


class SheetPart(Pane):
    """Each sheet has a number of its own, under which its lines are keyed in later."""

    def __init__(self, shell: Shell, area_id: UUID, parent: QWidget | None = None) -> None:
        super().__init__(_("白紙の記録票"), parent)
        self._area_id, self._asked = area_id, 1
        told = _("端末を置けない入口で、手で書く用紙です。用紙番号は1枚ごとに違います。後で転記します。")
        self.count = NumberField("count", _("枚数"), low=1, high=26, width=90)
        self.count.set_value(1)
        name = f"{_('入退室記録票')}_{shell.clock.today():%Y%m%d}.pdf"
        self.paper = PaperRow(shell, _("白紙の記録票"), name, self._make)
        self.column.addWidget(prose(told, "sub"))
        self.column.addWidget(self.count)
        self.column.addWidget(self.paper)
        self.end()
        self.count.edited.connect(self._note_count)

    @Slot()
    def _note_count(self) -> None:
        self._asked = self.count.value() or 0
        is_right = self.count.check()
        for button in (self.paper.save_button, self.paper.print_button):
            button.setEnabled(is_right)

    def _make(self, office: Office) -> Paper:
        return office.visits.print_sheets(self._area_id, self._asked)
