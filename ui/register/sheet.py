"""A full-window sheet for entering: heading, form, what to look at before saving, save and back."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from oversight.change import Change
from oversight.personal_number import PersonalNumberError
from oversight.words import _
from ui.actions import SAVE, action_button
from ui.notices import Question
from ui.register.folded import Folded
from ui.register.overriding import OverridePanel
from ui.shell import Shell
from ui.theme import current_theme
from ui.widgets.buttons import Button, ButtonKind
from ui.widgets.form_panel import FormPanel
from ui.widgets.text import note, title

Deed = Callable[[], Change]


class Sheet(QWidget):
    """Covers the window while something is entered; ``finished`` tells that it was saved or left.

    Subclasses fill ``form`` and give the deed that saves it.
    """

    finished = Signal(object)

    def __init__(self, shell: Shell, heading: str, save_word: str) -> None:
        super().__init__()
        self.shell = shell
        self.setObjectName("sheet")
        self.setProperty("surface", "ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(heading)
        self.form = FormPanel(widest=860)
        self.folds: list[Folded] = []
        self.remarks = note("")
        self.remarks.setProperty("role", "warning")
        self.override_panel = OverridePanel(shell)
        self.override_panel.declared.connect(self.save)
        self.save_button = action_button(SAVE, self.save, kind=ButtonKind.PRIMARY, word=save_word)
        self.back_button = Button(_("戻る"), icon="arrow-left")
        self.back_button.clicked.connect(self.leave)
        self._lay_out(heading)

    def _lay_out(self, heading: str) -> None:
        space = current_theme().space
        column = QVBoxLayout(self)
        column.setContentsMargins(space(40), space(20), space(40), space(16))
        column.setSpacing(space(12))
        column.addWidget(title(heading))
        column.addWidget(self.form, 1)
        column.addWidget(self.remarks)
        self.remarks.hide()
        column.addWidget(self.override_panel)
        foot = QHBoxLayout()
        foot.addWidget(self.back_button)
        foot.addStretch(1)
        foot.addWidget(self.save_button)
        column.addLayout(foot)

    def fold(self, heading: str) -> Folded:
        """Add a folded part to the form."""
        part = Folded(self.form, heading)
        self.folds.append(part)
        return part

    def deed(self) -> Deed | None:
        """Return the deed that writes the form as it stands; None where it cannot be written."""
        raise NotImplementedError

    def say_remarks(self, sentences: Sequence[str]) -> None:
        """Say what to look at; saving stays possible."""
        self.remarks.setText("\n".join(sentences))
        self.remarks.setVisible(bool(sentences))

    @Slot()
    def save(self) -> None:
        """Check and write; a refusal is shown at its field."""
        if not self.form.check():
            self._unfold_wrong()
            return
        deed = self.deed()
        if deed is None:
            return
        self.save_button.setEnabled(False)
        self.shell.do(self.override_panel.wrapped(deed), self._saved, self._failed, owner=self)

    def _saved(self, change: Change) -> None:
        self.shell.notices.tell(_("保存しました。"))
        self.finished.emit(change)

    def _failed(self, error: Exception) -> None:
        self.save_button.setEnabled(True)
        if isinstance(error, PersonalNumberError):
            self.override_panel.offer(error)
        elif self.form.show_refusal(error):
            self._unfold_wrong()
        else:
            self.shell.notices.show_error(error)

    def _unfold_wrong(self) -> None:
        for part in self.folds:
            if any(part.holds(field) and field.error for field in self.form.fields.values()):
                part.unfold(True)

    @Slot()
    def leave(self) -> None:
        """Go back; ask once if something was typed."""
        if not self.form.is_changed:
            self.finished.emit(None)
            return
        question = Question(
            _("入力した内容を捨てて戻りますか"),
            _("まだ保存していません。"),
            _("捨てて戻る"),
        )
        self.shell.notices.ask(question, self._drop, parent=self)

    def _drop(self) -> None:
        self.finished.emit(None)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Let Esc go back."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
            return
        super().keyPressEvent(event)
