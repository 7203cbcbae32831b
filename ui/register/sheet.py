"""A full-window sheet for entering: heading, form, what to look at before saving, save and back."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from oversight.change import Change
from oversight.personal_number import PersonalNumberError
from oversight.words import _
from ui.actions import SAVE, action_button
from ui.notices import Question
from ui.register.folded import Folded
from ui.register.overriding import OverridePanel, find_refusal
from ui.register.side_notes import SideNotes
from ui.shell import Shell
from ui.theme import current_theme
from ui.widgets.buttons import Button, ButtonKind
from ui.widgets.form_panel import FormPanel
from ui.widgets.text import ElidedLabel

Deed = Callable[[], Change]
_FORM_WIDTH = 860
_SIDE_BY_SIDE = 1.2
"""Up to this scale what to look at stands beside the form; above it, at its end."""


class Sheet(QWidget):
    """Covers the window while something is entered; ``finished`` tells that it was saved or left.

    Subclasses fill ``form``, call ``close_form`` and give the deed that saves it.
    """

    finished = Signal(object)

    def __init__(self, shell: Shell, heading: str, save_word: str) -> None:
        super().__init__()
        self.shell = shell
        self.setObjectName("sheet")
        self.setProperty("surface", "ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(heading)
        self.form = FormPanel(widest=_FORM_WIDTH)
        self.folds: list[Folded] = []
        self.side = SideNotes()
        self.override_panel = OverridePanel(shell)
        self.override_panel.declared.connect(self.save)
        self.form.edited.connect(self.override_panel.take_away)
        self.save_button = action_button(SAVE, self.save, kind=ButtonKind.PRIMARY, word=save_word)
        self.back_button = Button(_("戻る"), icon="arrow-left")
        self.back_button.setToolTip("Esc")
        self.back_button.clicked.connect(self.leave)
        self._lay_out(heading)

    def _lay_out(self, heading: str) -> None:
        space = current_theme().space
        column = QVBoxLayout(self)
        column.setContentsMargins(space(40), space(20), space(40), space(16))
        column.setSpacing(space(12))
        self.heading = ElidedLabel(heading, "title")
        column.addWidget(self.heading)
        self._middle = QHBoxLayout()
        self._middle.setSpacing(space(24))
        self._middle.addWidget(self.form, 7)
        column.addLayout(self._middle, 1)
        column.addWidget(self.override_panel)
        self.foot = QHBoxLayout()
        self.foot.setSpacing(space(12))
        self.foot.addWidget(self.back_button)
        self.foot.addStretch(1)
        self.foot.addWidget(self.save_button)
        column.addLayout(self.foot)

    def fold(self, heading: str) -> Folded:
        """Add a folded part to the form."""
        part = Folded(self.form, heading)
        self.folds.append(part)
        return part

    def close_form(self) -> None:
        """Put what to look at in its place; called once all fields are there."""
        if current_theme().scale <= _SIDE_BY_SIDE:
            self._middle.addWidget(self.side, 3, Qt.AlignmentFlag.AlignTop)
        else:
            self.form.add_widget(self.side)

    @property
    def is_changed(self) -> bool:
        """Tell whether something was typed that is not saved."""
        return self.form.is_changed

    def deed(self) -> Deed | None:
        """Return the deed that writes the form as it stands; None where it cannot be written."""
        raise NotImplementedError

    def say_remarks(self, sentences: Sequence[str]) -> None:
        """Say what to look at; saving stays possible."""
        self.side.say_remarks(sentences)

    # saving

    @Slot()
    def save(self) -> None:
        """Check and write; a refusal is shown at its field."""
        if not self.form.check():
            self._unfold_wrong()
            return
        if self._holds_number():
            return
        deed = self.deed()
        if deed is None:
            self._unfold_wrong()
            return
        self.save_button.setEnabled(False)
        self.shell.do(self.override_panel.wrapped(deed), self._saved, self._failed, owner=self)

    def _holds_number(self) -> bool:
        found = None if self.override_panel.is_declared else find_refusal(self.form)
        if found is not None:
            field, error = found
            field.show_error(error.sentence)
            self._unfold_wrong()
            self.form.point_at(field.name)
            self.override_panel.offer(error)
        return found is not None

    def _saved(self, change: Change) -> None:
        self.shell.notices.tell(_("保存しました。"))
        self.finished.emit(change)

    def _failed(self, error: Exception) -> None:
        self.save_button.setEnabled(True)
        if isinstance(error, PersonalNumberError):
            self.override_panel.offer(error)
        elif self.show_refusal(error):
            self._unfold_wrong()
        else:
            self.shell.notices.show_error(error)

    def show_refusal(self, error: Exception) -> bool:
        """Show a refusal at its field; tell whether there was one."""
        return self.form.show_refusal(error)

    def _unfold_wrong(self) -> None:
        for part in self.folds:
            if any(part.holds(field) and field.error for field in self.form.fields.values()):
                part.unfold(True)

    # leaving

    @Slot()
    def leave(self) -> None:
        """Go back; ask once if something was typed."""
        if not self.is_changed:
            self.finished.emit(None)
            return
        question = Question(
            _("入力した内容を捨てて戻りますか"),
            _("まだ保存していません。"),
            _("捨てて戻る"),
            is_dangerous=True,
        )
        self.shell.notices.ask(question, self._drop, parent=self)

    def _drop(self) -> None:
        self.finished.emit(None)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Hand the focus to the first field; a focus proxy would take the foot out of the tab order."""
        super().focusInEvent(event)
        self.form.focus_first()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Esc go back."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
            return
        super().keyPressEvent(event)
