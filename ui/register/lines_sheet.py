"""A sheet with a table of parts (tiers, workers) at the left and the one being entered at the right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Generic

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from oversight.change import Change
from oversight.personal_number import PersonalNumberError
from oversight.words import _
from ui.actions import ADD, SAVE, action_button
from ui.register.overriding import OverridePanel
from ui.register.sheet import Deed
from ui.shell import Shell
from ui.theme import current_theme
from ui.widgets.buttons import Button, ButtonKind
from ui.widgets.columns import Column, Row
from ui.widgets.form_panel import FormPanel
from ui.widgets.row_table import RowTable
from ui.widgets.text import note, title


class LinesSheet(QWidget, Generic[Row]):
    """``finished`` tells that the user goes back; every line is saved on its own."""

    finished = Signal(object)

    def __init__(
        self, shell: Shell, heading: str, columns: Sequence[Column[Row]], name: str, add_word: str
    ) -> None:
        super().__init__()
        self.shell = shell
        self.setProperty("surface", "ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(heading)
        self.row: Row | None = None
        self.table: RowTable[Row] = RowTable(columns, name=name, key=self.key_of)
        self.form = FormPanel(widest=560)
        self.attention = note("")
        self.attention.setProperty("role", "warning")
        self.override_panel = OverridePanel(shell)
        self.override_panel.declared.connect(self.save)
        self.new_button = action_button(ADD, self.begin, word=add_word)
        self.save_button = action_button(SAVE, self.save, kind=ButtonKind.PRIMARY, word=_("この行を保存する"))
        self.back_button = Button(_("戻る"), icon="arrow-left")
        self.back_button.clicked.connect(self.leave)
        self.table.row_chosen.connect(self._take)
        self._lay_out(heading)

    def _lay_out(self, heading: str) -> None:
        space = current_theme().space
        column = QVBoxLayout(self)
        column.setContentsMargins(space(28), space(16), space(28), space(12))
        column.addWidget(title(heading))
        middle = QHBoxLayout()
        middle.setSpacing(space(16))
        middle.addWidget(self.table, 3)
        side = QVBoxLayout()
        side.addWidget(self.attention)
        side.addWidget(self.form, 1)
        side.addWidget(self.override_panel)
        middle.addLayout(side, 2)
        column.addLayout(middle, 1)
        self.foot = QHBoxLayout()
        self.foot.addWidget(self.back_button)
        self.foot.addWidget(self.new_button)
        self.foot.addStretch(1)
        self.foot.addWidget(self.save_button)
        column.addLayout(self.foot)

    def key_of(self, row: Row) -> Any:
        """Return what tells a row from the others."""
        raise NotImplementedError

    def read_rows(self) -> Sequence[Row]:
        """Read the rows; runs off the window's thread."""
        raise NotImplementedError

    def show_line(self, row: Row | None) -> None:
        """Fill the form with a row, or empty it for a new one."""
        raise NotImplementedError

    def deed(self) -> Deed | None:
        """Return the deed that writes the form as it stands."""
        raise NotImplementedError

    def refresh(self) -> None:
        """Read the rows again."""
        self.shell.read(self.read_rows, self._show, owner=self)

    def _show(self, rows: Sequence[Row]) -> None:
        self.table.replace_rows(rows)
        if not rows:
            self.begin()
        elif self.row is None:
            self.table.choose_first()

    @Slot(object)
    def _take(self, row: Row | None) -> None:
        if row is not None:
            self.row = row
            self.show_line(row)
            self.say_attention(getattr(row, "attention", ()))

    def say_attention(self, sentences: Sequence[str]) -> None:
        """Say what to look at about the row."""
        self.attention.setText("\n".join(sentences))
        self.attention.setVisible(bool(sentences))

    @Slot()
    def begin(self) -> None:
        """Begin a new line."""
        self.row = None
        self.say_attention(())
        self.show_line(None)
        self.form.focus_first()

    @Slot()
    def save(self) -> None:
        """Check and write the line."""
        if not self.form.check():
            return
        deed = self.deed()
        if deed is not None:
            self.do(deed)

    def do(self, deed: Deed) -> None:
        """Do a deed on the line, then read the rows again."""
        self.save_button.setEnabled(False)
        self.shell.do(self.override_panel.wrapped(deed), self._saved, self._failed, owner=self)

    def _saved(self, _change: Change) -> None:
        self.save_button.setEnabled(True)
        self.shell.notices.tell(_("保存しました。"))
        was_new = self.row is None
        self.refresh()
        if was_new:
            self.begin()

    def _failed(self, error: Exception) -> None:
        self.save_button.setEnabled(True)
        if isinstance(error, PersonalNumberError):
            self.override_panel.offer(error)
        elif not self.form.show_refusal(error):
            self.shell.notices.show_error(error)

    @Slot()
    def leave(self) -> None:
        """Go back to the contract."""
        self.finished.emit(None)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Esc go back."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
            return
        super().keyPressEvent(event)
