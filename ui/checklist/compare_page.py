"""Two editions held against each other: the other one is chosen, the differences are a list to read."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from oversight.checklist.differences import Difference
from oversight.words import _
from ui.checklist.difference_list import DifferenceList, told_count
from ui.checklist.editor import open_editor
from ui.checklist.rows import ChecklistRow
from ui.covering_page import CoveringPage
from ui.deed_form import DeedForm
from ui.shell import Shell
from ui.theme import current_theme
from ui.widgets.choice_fields import ChoiceField
from ui.widgets.lead_focus import lead_focus


def open_comparison(
    shell: Shell, row: ChecklistRow, rows: tuple[ChecklistRow, ...], *, owner: QObject
) -> None:
    """Open the page over the window; the edition it is based on is compared first."""
    del owner
    shell.cover(ComparePage(shell, row, rows))


class ComparePage(CoveringPage):
    """Covers the window with what changed up to ``row``."""

    def __init__(
        self, shell: Shell, row: ChecklistRow, rows: tuple[ChecklistRow, ...], parent: QWidget | None = None
    ) -> None:
        super().__init__(shell, name=_("版の比較"), back=_("一覧へ戻る"), parent=parent)
        self._row = row
        self._others = tuple(one for one in rows if one.edition is not None and one.id != row.id)
        options = [(one.id, one.told) for one in self._others]
        self.other = ChoiceField("other", _("比べる版"), options)
        self.list = DifferenceList()
        self.body = QWidget()
        column = QVBoxLayout(self.body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().space(12))
        column.addWidget(self.other)
        column.addWidget(self.list, 1)
        self._lay_out(_("{title} までの違い").format(title=row.told), self.body)
        self.other.edited.connect(self.reread)
        self.list.place_wanted.connect(self._open_place)
        lead_focus(self, self.other)
        self.other.set_value(self._first())
        self.reread()

    def _first(self) -> UUID | None:
        based_on = self._row.edition.based_on_id if self._row.edition is not None else None
        known = [one.id for one in self._others]
        return based_on if based_on in known else next(iter(known), None)

    @override
    def _go_on(self, form: DeedForm, *, is_done: bool) -> None:
        """Nothing is asked here."""

    @Slot()
    @override
    def reread(self) -> None:
        other: UUID | None = self.other.value()
        if other is None:
            self.list.say(_("比べられる版が、ほかにありません。") if not self._others else "")
            self.list.show_differences(())
            return
        checklists, own = self._shell.office.checklists, self._row.id

        def show(found: tuple[Difference, ...]) -> None:
            if other == self.other.value():
                self.list.say(told_count(found))
                self.list.show_differences(found)

        self._shell.read(lambda: checklists.compare(other, own), show, owner=self, what=_("版を比べています"))

    @Slot(str)
    def _open_place(self, place: str) -> None:
        open_editor(self._shell, self._row, owner=self, at=place, over=True)
