"""A sheet with a table of parts (tiers, workers) at the left and the one being entered at the right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Generic
from uuid import UUID

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from oversight.change import Change
from oversight.personal_number import PersonalNumberError
from oversight.words import _
from ui.actions import ADD, SAVE, action_button
from ui.notices import Question
from ui.register.deed_dialog import DeedDialog
from ui.register.folded import Folded
from ui.register.overriding import OverridePanel, find_refusal
from ui.register.sheet import Deed
from ui.shell import Shell
from ui.theme import current_theme
from ui.widgets.buttons import Button, ButtonKind
from ui.widgets.columns import Column, Row
from ui.widgets.flow import Flow
from ui.widgets.form_panel import FormPanel
from ui.widgets.row_table import RowTable
from ui.widgets.text import note, section

_SIDE_BY_SIDE = 1.2


class LinesSheet(QWidget, Generic[Row]):
    """``finished`` tells that the user goes back; every line is saved on its own.

    The line entered is ``row``, or a new one while that is None; what was typed is never lost without a
    question.
    """

    finished = Signal(object)

    def __init__(
        self, shell: Shell, heading: str, columns: Sequence[Column[Row]], name: str, add_word: str
    ) -> None:
        super().__init__()
        self.shell = shell
        self.setObjectName("sheet")
        self.setProperty("surface", "ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(heading)
        self.row: Row | None = None
        self._wanted: Row | None = None
        self._saved_id: UUID | None = None
        self._is_refreshing = False
        self.changed: Change | None = None
        self.table: RowTable[Row] = RowTable(columns, name=name, key=self.key_of)
        self.form = FormPanel(widest=720)
        self.folds: list[Folded] = []
        self.attention = note("")
        self.attention.setProperty("role", "warning")
        self.deeds: list[Button] = []
        self.override_panel = OverridePanel(shell)
        self.new_button = action_button(ADD, self.begin, word=add_word)
        self.save_button = action_button(SAVE, self.save, kind=ButtonKind.PRIMARY, word=_("この行を保存する"))
        self.back_button = Button(_("戻る"), icon="arrow-left")
        self.back_button.setToolTip("Esc")
        self._lay_out(heading)
        self._listen()

    def _lay_out(self, heading: str) -> None:
        space, is_wide = current_theme().space, current_theme().scale <= _SIDE_BY_SIDE
        column = QVBoxLayout(self)
        column.setContentsMargins(space(28), space(16), space(28), space(12))
        column.setSpacing(space(12))
        self.heading = section(heading)
        self.heading.setProperty("role", "title")
        column.addWidget(self.heading)
        way = QBoxLayout.Direction.LeftToRight if is_wide else QBoxLayout.Direction.TopToBottom
        middle = QBoxLayout(way)
        middle.setSpacing(space(16))
        middle.addWidget(self.table, 5 if is_wide else 2)
        side = QVBoxLayout()
        side.setSpacing(space(8))
        self._deed_line = Flow()
        side.addWidget(self.attention)
        side.addLayout(self._deed_line)
        side.addWidget(self.form, 1)
        side.addWidget(self.override_panel)
        middle.addLayout(side, 4 if is_wide else 3)
        column.addLayout(middle, 1)
        self.foot = QHBoxLayout()
        self.foot.setSpacing(space(12))
        self.foot.addWidget(self.back_button)
        self.foot.addWidget(self.new_button)
        self.foot.addStretch(1)
        self.foot.addWidget(self.save_button)
        column.addLayout(self.foot)

    def _listen(self) -> None:
        self.table.setMinimumHeight(3 * current_theme().row_height)  # the heading and two rows
        self.back_button.clicked.connect(self.leave)
        self.table.row_chosen.connect(self._take)
        self.override_panel.declared.connect(self.save)
        self.form.edited.connect(self.override_panel.take_away)

    def add_deed(self, button: Button) -> None:
        """Add a deed on the line chosen; it is in sight only where it may be done."""
        self.deeds.append(button)
        self._deed_line.addWidget(button)

    def fold(self, heading: str) -> Folded:
        """Add a folded part to the form."""
        part = Folded(self.form, heading)
        self.folds.append(part)
        return part

    # what subclasses give

    def key_of(self, row: Row) -> UUID:
        """Return what tells a row from the others."""
        raise NotImplementedError

    def read_rows(self) -> Sequence[Row]:
        """Read the rows; runs off the window's thread."""
        raise NotImplementedError

    def show_line(self, row: Row | None) -> None:
        """Fill the form with a row, or empty it for a new one."""
        raise NotImplementedError

    def deed(self) -> Deed:
        """Return the deed that writes the form as it stands."""
        raise NotImplementedError

    # the rows

    def refresh(self) -> None:
        """Read the rows again."""
        self.shell.read(self.read_rows, self._show, owner=self)

    def _show(self, rows: Sequence[Row]) -> None:
        """Show the rows; the line being entered stays as it is, its row is brought up to date."""
        self._is_refreshing = True
        self.table.replace_rows(rows)
        saved, self._saved_id = self._saved_id, None
        own = self.key_of(self.row) if self.row is not None else saved
        fresh = next((row for row in rows if self.key_of(row) == own), None)
        if self.row is not None and fresh is not None:
            self.table.choose(own)
        self._is_refreshing = False
        if self.row is not None and fresh is not None and not self.form.is_changed:
            self._enter(fresh)
        elif self.row is None and not self.form.is_changed:
            self._begin_or_choose(bool(rows), was_saved=saved is not None)

    def _begin_or_choose(self, is_any: bool, *, was_saved: bool) -> None:
        if is_any and not was_saved:
            self.table.choose_first()
        else:
            self._enter(None)
            self.form.focus_first()

    @Slot(object)
    def _take(self, row: Row | None) -> None:
        """Enter the row the cursor goes to; ask first if something was typed in another."""
        if row is None or self._is_refreshing or self._is_own(row):
            return
        if self.form.is_changed:
            self._wanted = row
            self._go_back_to_own()
            self._ask(self._take_wanted)
            return
        self._enter(row)

    def _is_own(self, row: Row) -> bool:
        return self.row is not None and self.key_of(self.row) == self.key_of(row)

    def _go_back_to_own(self) -> None:
        self._is_refreshing = True
        if self.row is None:
            self.table.choose_none()
        else:
            self.table.choose(self.key_of(self.row))
        self._is_refreshing = False

    def _take_wanted(self) -> None:
        row, self._wanted = self._wanted, None
        if row is not None:
            self._enter(row)
            self._go_back_to_own()

    def _enter(self, row: Row | None) -> None:
        self.row = row
        self.show_line(row)
        self.say_attention(getattr(row, "attention", ()))
        for button in self.deeds:
            button.setVisible(row is not None and self.may_do(button, row))
        for part in self.folds:
            part.say_filled()

    def may_do(self, _button: Button, _row: Row) -> bool:
        """Tell whether a deed may be done on a row."""
        return True

    def say_attention(self, sentences: Sequence[str]) -> None:
        """Say what to look at about the row."""
        self.attention.setText("\n".join(sentences))
        self.attention.setVisible(bool(sentences))

    # deeds

    @Slot()
    def begin(self) -> None:
        """Begin a new line; ask first if something was typed."""
        if self.form.is_changed:
            self._ask(self._begin_anew)
        else:
            self._begin_anew()

    def _begin_anew(self) -> None:
        self._enter(None)
        self.table.choose_none()
        self.form.focus_first()

    @Slot()
    def save(self) -> None:
        """Check and write the line; a refusal is shown at its field."""
        if not self.form.check() or self._holds_number():
            self._unfold_wrong()
            return
        self.save_button.setEnabled(False)
        self.shell.do(self.override_panel.wrapped(self.deed()), self._saved, self._failed, owner=self)

    def _holds_number(self) -> bool:
        found = None if self.override_panel.is_declared else find_refusal(self.form)
        if found is not None:
            field, error = found
            field.show_error(error.sentence)
            self.form.point_at(field.name)
            self.override_panel.offer(error)
        return found is not None

    def _unfold_wrong(self) -> None:
        for part in self.folds:
            if any(field.error for field in part.fields):
                part.unfold(True)

    def _saved(self, change: Change) -> None:
        """Go on with the next new line after a new one, stay on an old one."""
        self.save_button.setEnabled(True)
        self.changed = change
        self.shell.notices.tell(_("保存しました。"))
        if self.row is None:
            self._saved_id = change.row_id
            self._begin_anew()
        else:
            self.form.fill({})
        self.refresh()

    def _failed(self, error: Exception) -> None:
        self.save_button.setEnabled(True)
        if isinstance(error, PersonalNumberError):
            self.override_panel.offer(error)
        elif self.form.show_refusal(error):
            self._unfold_wrong()
        else:
            self.shell.notices.show_error(error)

    def open_dialog(self, dialog: DeedDialog) -> None:
        """Open a deed's own small form; the rows are read again after the deed."""
        dialog.did.connect(self._did)
        dialog.open_over()

    @Slot(object)
    def _did(self, change: Change) -> None:
        self.changed = change
        self.form.fill({})
        self.refresh()

    # leaving

    @property
    def is_changed(self) -> bool:
        """Tell whether something was typed that is not saved."""
        return self.form.is_changed

    def _ask(self, then: object) -> None:
        question = Question(
            _("入力した内容を捨てますか"), _("まだ保存していません。"), _("捨てる"), is_dangerous=True
        )
        self.shell.notices.ask(question, then, parent=self)  # type: ignore[arg-type]

    @Slot()
    def leave(self) -> None:
        """Go back to the contract; ask once if something was typed."""
        if self.is_changed:
            self._ask(self._drop)
        else:
            self._drop()

    def _drop(self) -> None:
        self.finished.emit(self.changed)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the focus to the table, or to the first field of a first line."""
        super().focusInEvent(event)
        if self.table.rows_model.rowCount():
            self.table.setFocus()
        else:
            self.form.focus_first()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Esc go back."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
            return
        super().keyPressEvent(event)
