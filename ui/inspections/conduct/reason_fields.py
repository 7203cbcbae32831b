"""Why an item does not apply: written, or taken from the phrases that come up again and again."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QPushButton, QVBoxLayout, QWidget

from oversight.inspections import AnswerDraft
from oversight.words import _, mark
from ui.theme import current_theme
from ui.widgets.fields import TextField
from ui.widgets.flow import Flow

PHRASES = (
    mark("この取扱いを行っていない"),
    mark("該当する設備・機器がない"),
    mark("対象期間に実績がない"),
    mark("対象となる従事者がいない"),
    mark("この検査方法では確認できない"),
)


class ReasonFields(QWidget):
    """``edited`` follows each change by the user."""

    edited = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.reason = TextField("reason", _("非該当の理由"), is_required=True)
        self.phrases: list[QPushButton] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().space(8))
        column.addWidget(self.reason)
        flow, self._group = Flow(), QButtonGroup(self)
        self._group.setExclusive(False)
        for phrase in PHRASES:
            button = QPushButton(_(phrase))
            button.setProperty("kind", "choice")
            button.setAutoDefault(False)
            button.setCursor(Qt.CursorShape.PointingHandCursor)
            button.setAccessibleName(_("理由に「{phrase}」と書く").format(phrase=_(phrase)))
            self._group.addButton(button)
            self.phrases.append(button)
            flow.addWidget(button)
        column.addLayout(flow)
        self._group.buttonClicked.connect(self._write)
        self.reason.edited.connect(self.edited)

    def show_draft(self, draft: AnswerDraft) -> None:
        """Show what was entered."""
        self.reason.set_value(draft.reason)
        self.reason.show_error("")

    @Slot(QAbstractButton)
    def _write(self, button: QAbstractButton) -> None:
        """Write a phrase, after what is already there."""
        before, phrase = self.reason.value(), button.text()
        if phrase not in before:
            self.reason.set_value(_("、").join(filter(None, (before, phrase))))
        self.reason.show_error("")
        self.edited.emit()
