"""What a file lost, or why it is refused, as a list: where it is and why; narrowed, copied, followed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from oversight.checklist.told_notes import Loss, ToldNote
from oversight.japanese import fold
from oversight.words import _, mark
from ui.shell import Shell
from ui.theme import Tone, current_theme
from ui.widgets.buttons import Button, ButtonKind
from ui.widgets.columns import Column
from ui.widgets.flow import Flow
from ui.widgets.row_table import RowTable
from ui.widgets.search_field import SearchField
from ui.widgets.text import prose, section

_TONES = {
    Loss.REFUSED: Tone.DANGER,
    Loss.DROPPED: Tone.ATTENTION,
    Loss.REDUCED: Tone.ATTENTION,
    Loss.CARRIED: Tone.INFO,
    Loss.NOTED: Tone.NEUTRAL,
}
_ROWS_IN_SIGHT = 4
COLUMNS: tuple[Column[ToldNote], ...] = (
    Column(mark("結果"), lambda note: note.word, tone=lambda note: _TONES[note.loss], is_tag=True, spare=1),
    Column(
        mark("場所"),
        lambda note: note.place,
        sort_key=lambda note: (note.sheet, note.row) if note.place else None,
        stretch=2,
    ),
    Column(mark("理由"), lambda note: note.sentence, stretch=3),
)
_COPIED = (mark("結果"), mark("シート"), mark("行"), mark("名前"), mark("理由"))


class NoteList(QWidget):
    """``place_wanted`` carries sheet and row of a note that was opened."""

    place_wanted = Signal(str, int)

    def __init__(self, shell: Shell, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shell = shell
        self._name = name
        self.heading = section(name)
        self.search = SearchField(_("一覧を絞る"), name=_("{name}を絞る").format(name=name))
        self.copy_button = Button(_("一覧を写し取る"), kind=ButtonKind.QUIET, icon="file-text")
        self.copy_button.setAccessibleDescription(_("一覧の文を、ほかのソフトに貼り付けられるようにします。"))
        self.table: RowTable[ToldNote] = RowTable(COLUMNS, name=name, key=lambda note: note)
        self.chosen_text = prose("", "sub")
        self._lay_out()
        self.search.searched.connect(self._narrow)
        self.copy_button.clicked.connect(self.copy)
        self.table.row_chosen.connect(self._say)
        self.table.row_opened.connect(self._go)

    def _lay_out(self) -> None:
        space = current_theme().space
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(8))
        column.addWidget(self.heading)
        tools = Flow()
        tools.addWidget(self.search)
        tools.addWidget(self.copy_button)
        column.addLayout(tools)
        self.table.setMinimumHeight(current_theme().row_height * _ROWS_IN_SIGHT)
        column.addWidget(self.table, 1)
        column.addWidget(self.chosen_text)
        self.chosen_text.hide()

    def show_notes(self, notes: Sequence[ToldNote]) -> None:
        """Show other notes; where there is none, that is said."""
        self.heading.setText(
            _("{name}　{count:,}件").format(name=self._name, count=len(notes)) if notes else self._name
        )
        self.table.replace_rows(notes)
        for each in (self.search, self.copy_button, self.table):
            each.setVisible(bool(notes))
        self.chosen_text.setVisible(not notes)
        self.chosen_text.setText("" if notes else _("ありません。"))

    @Slot(str)
    def _narrow(self, text: str) -> None:
        words = [fold(word) for word in text.split()]
        self.table.narrow(lambda note: all(word in fold(" ".join(note.cells)) for word in words))

    @Slot(object)
    def _say(self, note: ToldNote | None) -> None:
        """Say in full what the table may have to cut."""
        self.chosen_text.setText(note.told if note is not None else "")
        self.chosen_text.setVisible(note is not None)
        self._fit_text()

    @Slot(object)
    def _go(self, note: ToldNote) -> None:
        self.place_wanted.emit(note.sheet, note.row)

    def _fit_text(self) -> None:
        """Hold the height that the words need: a table above would take it."""
        self.chosen_text.setMinimumHeight(max(self.chosen_text.heightForWidth(self.width()), 0))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the words wrap anew."""
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._fit_text()

    @Slot()
    def copy(self) -> None:
        """Put the notes shown on the clipboard, a line each, as a spreadsheet takes them."""
        rows = self.table.rows_model.shown
        heads = "\t".join(map(_, _COPIED))
        self._shell.copy("\n".join((heads, *("\t".join(note.cells) for note in rows))))
        self._shell.notices.tell(_("{count:,}件を写し取りました。").format(count=len(rows)))
