"""The blank checklist of an inspection, to be filled in by hand: how much room, how many parts, the PDF."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from oversight.inspections import InspectionDetail
from oversight.words import _
from ui.paper_row import PaperRow
from ui.shell import Shell
from ui.theme import current_theme
from ui.widgets.buttons import ToggleButton
from ui.widgets.number_field import NumberField
from ui.widgets.text import section

if TYPE_CHECKING:
    from oversight.office import Office
    from oversight.papers import Paper

_MOST_PARTS = 100


class BlankPart(QWidget):
    """The part of the pane from which a blank checklist is printed."""

    def __init__(self, shell: Shell, detail: InspectionDetail, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._inspection_id = detail.id
        self._is_roomy, self._parts = False, 1
        self.roomy_button = ToggleButton(_("記入欄を広くとる"))
        self.parts = NumberField("parts", _("繰り返す部分を刷る組の数"), low=1, high=_MOST_PARTS, width=120)
        self.parts.set_value(1)
        name = _("点検表_記入用_{number}.pdf").format(number=detail.number)
        self.paper = PaperRow(shell, _("点検表（記入用）"), name, self._make)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().space(8))
        column.addWidget(section(_("点検表（記入用）")))
        column.addWidget(self.roomy_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.parts)
        column.addWidget(self.paper)
        self.parts.setVisible(any(each.repeats for each in detail.edition.sections))
        self.roomy_button.toggled.connect(self._take_room)
        self.parts.edited.connect(self._take_parts)

    @Slot(bool)
    def _take_room(self, is_roomy: bool) -> None:
        self._is_roomy = is_roomy

    @Slot()
    def _take_parts(self) -> None:
        self._parts = self.parts.value() or 0

    def _make(self, office: Office) -> Paper:
        """Print it; called off the window's thread."""
        return office.inspections.print_blank(self._inspection_id, parts=self._parts, is_roomy=self._is_roomy)
