"""Who of the contractor attends: one line a person, with post, firm and role."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QBoxLayout, QFrame, QVBoxLayout, QWidget

from oversight.inspections import AttendeeDraft
from oversight.words import _, mark
from ui.theme import current_theme
from ui.widgets.buttons import Button, IconButton
from ui.widgets.fields import TextField
from ui.widgets.text import note

ROLES = (mark("業務責任者"), mark("立会者"), mark("説明者"))
_STACKED_FROM = 1.5


class AttendeeLine(QFrame):
    """One person; ``remove_wanted`` carries the line."""

    edited = Signal()
    remove_wanted = Signal(object)

    def __init__(self, draft: AttendeeDraft, number: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("piece", "card")
        self.name = TextField("name", _("氏名"), is_required=True)
        self.post = TextField("post", _("職"))
        self.organisation = TextField("organisation", _("所属"))
        self.role = TextField("role", _("役割"))
        self.fields = (self.name, self.post, self.organisation, self.role)
        self.remove_button = IconButton("trash", "")
        self._lay_out()
        self.say_number(number)
        self.show_draft(draft)
        for field in self.fields:
            field.edited.connect(self.edited)
        self.remove_button.clicked.connect(self._ask_removal)

    def _lay_out(self) -> None:
        theme = current_theme()
        is_stacked = theme.scale >= _STACKED_FROM
        direction = QBoxLayout.Direction.TopToBottom if is_stacked else QBoxLayout.Direction.LeftToRight
        row = QBoxLayout(direction, self)
        row.setContentsMargins(theme.space(12), theme.space(8), theme.space(8), theme.space(12))
        row.setSpacing(theme.space(12))
        for field in self.fields:
            row.addWidget(field, 1)
        row.addWidget(self.remove_button, 0, Qt.AlignmentFlag.AlignBottom)

    def say_number(self, number: int) -> None:
        """Name the fields for readers aloud: 「立会者2 氏名」."""
        for field in self.fields:
            spoken = _("立会者{number} {field}").format(number=number, field=field.label)
            field.control.setAccessibleName(spoken)
        said = _("立会者{number}を外す").format(number=number)
        self.remove_button.setAccessibleName(said)
        self.remove_button.setToolTip(said)

    def show_draft(self, draft: AttendeeDraft) -> None:
        """Show what was entered."""
        self.name.set_value(draft.name)
        self.post.set_value(draft.post)
        self.organisation.set_value(draft.organisation)
        self.role.set_value(draft.role)

    def draft(self) -> AttendeeDraft:
        """Return what stands there."""
        return AttendeeDraft(
            self.name.value(), self.post.value(), self.organisation.value(), self.role.value()
        )

    @Slot()
    def _ask_removal(self) -> None:
        self.remove_wanted.emit(self)


class Attendees(QWidget):
    """``edited`` follows each change; a line without a name does not count yet."""

    edited = Signal()

    def __init__(self, organisation: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._organisation = organisation
        self.lines: list[AttendeeLine] = []
        self.add_button = Button(_("立会者を加える"), icon="user-plus")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(current_theme().space(8))
        self._nobody = note(_("まだ誰も記録していません。委託先の立会者を1人以上記録します。"))
        self._column.addWidget(self._nobody)
        self._column.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.add_button.clicked.connect(self.add)

    def show_drafts(self, drafts: Sequence[AttendeeDraft]) -> None:
        """Show the people recorded."""
        for line in list(self.lines):
            self._take(line)
        for draft in drafts:
            self._put(draft)
        self._renumber()

    def drafts(self) -> tuple[AttendeeDraft, ...]:
        """Return the people named."""
        return tuple(draft for line in self.lines if (draft := line.draft()).name)

    @Slot()
    def add(self) -> None:
        """Add a line and put the cursor into it."""
        role = _(ROLES[min(len(self.lines), 1)])
        line = self._put(AttendeeDraft("", organisation=self._organisation, role=role))
        self._renumber()
        line.name.setFocus()

    def _put(self, draft: AttendeeDraft) -> AttendeeLine:
        line = AttendeeLine(draft, len(self.lines) + 1)
        line.edited.connect(self.edited)
        line.remove_wanted.connect(self._remove)
        self._column.insertWidget(self._column.indexOf(self.add_button), line)
        self.lines.append(line)
        return line

    @Slot(object)
    def _remove(self, line: AttendeeLine) -> None:
        self._take(line)
        self._renumber()
        self.add_button.setFocus()
        self.edited.emit()

    def _take(self, line: AttendeeLine) -> None:
        self.lines.remove(line)
        self._column.removeWidget(line)
        line.hide()
        line.deleteLater()

    def _renumber(self) -> None:
        for number, line in enumerate(self.lines, 1):
            line.say_number(number)
        self._nobody.setVisible(not self.lines)
