"""What to look at before saving, and what an amendment would change; beside the form or at its end."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from oversight.register import FieldChange
from oversight.words import _, _n
from ui.theme import current_theme
from ui.widgets.text import note, prose, section


class SideNotes(QWidget):
    """Two lists, each out of sight while it is empty; none of it forbids saving."""

    def __init__(self) -> None:
        super().__init__()
        self.remarks: tuple[str, ...] = ()
        self.changes: tuple[FieldChange, ...] = ()
        self._remarks, self._changes = _Part(), _Part()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, current_theme().space(8), 0, 0)
        column.setSpacing(current_theme().space(16))
        column.addWidget(self._changes)
        column.addWidget(self._remarks)

    def say_remarks(self, sentences: Sequence[str]) -> None:
        """Say what to look at."""
        if self.remarks == tuple(sentences):
            return
        self.remarks = tuple(sentences)
        heading = _("確かめる点 {count}件").format(count=len(sentences))
        self._remarks.show_lines(heading, [_warning(sentence) for sentence in sentences])

    def show_changes(self, changes: Sequence[FieldChange]) -> None:
        """Show what lies between the contract as it stands and as it is typed."""
        if self.changes == tuple(changes):
            return
        self.changes = tuple(changes)
        heading = _n("変更前→変更後 {count}項目", len(changes)).format(count=len(changes))
        self._changes.show_lines(heading, [line for each in changes for line in change_lines(each)])


class _Part(QWidget):
    """A heading with lines under it; gone while there are none."""

    def __init__(self) -> None:
        super().__init__()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        self._column = QVBoxLayout()
        outer.addLayout(self._column)
        outer.addStretch(1)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(current_theme().space(6))
        self.hide()

    def show_lines(self, heading: str, lines: Sequence[QWidget]) -> None:
        """Show other lines; the old ones are freed."""
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        self._column.addWidget(section(heading))
        for line in lines:
            self._column.addWidget(line)
        self.setVisible(bool(lines))


def _warning(sentence: str) -> QWidget:
    label = note(sentence)
    label.setProperty("role", "warning")
    return label


def change_lines(change: FieldChange) -> tuple[QWidget, QWidget]:
    """Return the lines of one changed field: its word, and before → after."""
    nothing = _("（なし）")
    before, after = (", ".join(text.splitlines()) or nothing for text in (change.before, change.after))
    return note(change.word), prose(f"{before} → {after}")
