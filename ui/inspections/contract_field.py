"""Chooses a contract by number, title, contractor or section; nothing pops up, so an input method is safe."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from PySide6.QtCore import QSize, Qt, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget
from typing_extensions import override

from oversight.japanese import fold
from oversight.register import ContractListRow
from oversight.words import _
from ui.theme import current_theme
from ui.widgets.buttons import Button, ButtonKind
from ui.widgets.fields import Field
from ui.widgets.search_field import SearchField
from ui.widgets.text import prose

_MOST_SHOWN = 50
_ROWS_IN_SIGHT = 4


class _Search(SearchField):
    """A search field from which Down goes into the list."""

    def __init__(self, listing: QListWidget) -> None:
        super().__init__(_("番号・件名・委託先・所管課で探す"), name=_("契約を探す"))
        self._listing = listing

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and self._listing.count():
            self._listing.setFocus()
            self._listing.setCurrentRow(0)
            return
        super().keyPressEvent(event)


class ContractField(Field):
    """One contract; ``value`` is its identifier or None."""

    def __init__(self, name: str, label: str, contracts: Sequence[ContractListRow], **rest: Any) -> None:
        super().__init__(name, label, **rest)
        self._contracts = tuple(contracts)
        self._shown: list[ContractListRow] = []
        self.chosen: ContractListRow | None = None
        self._is_read_only = False
        self.listing = QListWidget()
        self.search = _Search(self.listing)
        self.said = prose("")
        self.change_button = Button(_("別の契約を選ぶ"), kind=ButtonKind.QUIET)
        self._hold(self._control_of())
        self.setFocusProxy(self.search)
        self.search.searched.connect(self._find)
        self.search.textChanged.connect(self._find)
        self.listing.itemClicked.connect(self._choose)
        self.listing.itemActivated.connect(self._choose)
        self.change_button.clicked.connect(self._choose_again)
        self._find("")
        self._show()

    def _control_of(self) -> QWidget:
        holder = QWidget()
        space = current_theme().space
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(4))
        self.listing.setAccessibleName(_("見つかった契約"))
        self.listing.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.listing.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.listing.setFixedHeight(_ROWS_IN_SIGHT * current_theme().control_height + 4)
        for widget in (self.search, self.listing, self.said):
            column.addWidget(widget)
        column.addWidget(self.change_button, 0, Qt.AlignmentFlag.AlignLeft)
        return holder

    @override
    def value(self) -> UUID | None:
        return self.chosen.id if self.chosen is not None else None

    @override
    def set_value(self, value: Any) -> None:
        self.chosen = next((row for row in self._contracts if row.id == value), None)
        self._show()

    @override
    def set_read_only(self, is_read_only: bool) -> None:
        self._is_read_only = is_read_only
        self._show()

    @Slot(str)
    def _find(self, text: str) -> None:
        words = [fold(word) for word in text.split()]
        passing = (row for row in self._contracts if all(word in row.search_text for word in words))
        self._shown = [row for row, _place in zip(passing, range(_MOST_SHOWN), strict=False)]
        self.listing.clear()
        for row in self._shown:
            line = QListWidgetItem(told(row))
            line.setToolTip(told(row))
            line.setSizeHint(QSize(0, current_theme().control_height))
            self.listing.addItem(line)

    @Slot(QListWidgetItem)
    def _choose(self, line: QListWidgetItem) -> None:
        self.chosen = self._shown[self.listing.row(line)]
        self._show()
        self.change_button.setFocus()
        self._note_edit()

    @Slot()
    def _choose_again(self) -> None:
        self.chosen = None
        self._show()
        self.search.setFocus()
        self._note_edit()

    def _show(self) -> None:
        """Show either what was chosen or the means to choose."""
        is_chosen = self.chosen is not None
        self.said.setText(told(self.chosen, "\n") if self.chosen is not None else "")
        self.search.setHidden(is_chosen)
        self.listing.setHidden(is_chosen)
        self.said.setVisible(is_chosen)
        self.change_button.setVisible(is_chosen and not self._is_read_only)


def told(row: ContractListRow, between: str = "　") -> str:
    """Return a contract in words: number and title, contractor, section."""
    return between.join((f"{row.number} {row.title}", f"{row.contractor}　{row.department}"))
