"""What is to be put right before a draft can be published; Enter goes to the place."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from oversight.checklist import LintFault
from oversight.words import _, mark
from ui.widgets.columns import Column
from ui.widgets.empty_state import EmptyState
from ui.widgets.lead_focus import lead_focus
from ui.widgets.row_table import RowTable
from ui.widgets.text import prose


class FaultList(QWidget):
    """``fault_wanted`` carries the fault whose place is wanted."""

    fault_wanted = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.faults: tuple[LintFault, ...] = ()
        self.table: RowTable[tuple[int, LintFault]] = RowTable(
            (Column(mark("直すところ"), lambda row: row[1].sentence, stretch=1),),
            name=_("直すところ"),
            key=lambda row: row[0],
        )
        self.empty = EmptyState("", "")
        self._body = QStackedWidget()
        self._body.addWidget(self.empty)
        self._body.addWidget(self.table)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._body)
        self.whole = prose("", "error")
        column.addWidget(self.whole)
        self.whole.hide()
        self.table.row_chosen.connect(self._show_whole)
        self.empty.say(_("調べています。"))
        self.table.row_opened.connect(self._open)
        self.table.clicked.connect(self._open_index)
        lead_focus(self, self.table)

    def show_faults(self, faults: Sequence[LintFault]) -> None:
        """Show what the linter found."""
        self.faults = tuple(faults)
        self.table.replace_rows(list(enumerate(self.faults)))
        self.empty.say(_("直すところはありません。"), _("この案は公開できます。"))
        self._body.setCurrentWidget(self.table if faults else self.empty)

    def after(self, at: int) -> int:
        """Return the number of the next fault; the first after the last."""
        return (at + 1) % len(self.faults) if self.faults else -1

    @Slot(object)
    def _show_whole(self, row: tuple[int, LintFault] | None) -> None:
        """Say the whole sentence beneath: a long one ends in an ellipsis in the list."""
        self.whole.setText(row[1].sentence if row is not None else "")
        self.whole.setVisible(row is not None)

    @Slot(object)
    def _open(self, row: tuple[int, LintFault]) -> None:
        self.fault_wanted.emit(row[1])

    @Slot(QModelIndex)
    def _open_index(self, _index: QModelIndex) -> None:
        if self.table.chosen is not None:
            self._open(self.table.chosen)
