"""An XLSForm, or a file of an edition, before it is taken in: what came in, and what did not."""

from __future__ import annotations

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from oversight.checklist import Edition
from oversight.checklist.taking_in import KIND_WORDS, FileLooked
from oversight.words import _, _n
from ui.checklist.content_list import ContentList
from ui.checklist.correcting import Correcting
from ui.checklist.note_list import NoteList
from ui.checklist.two_parts import TwoParts
from ui.shell import Shell
from ui.theme import current_theme
from ui.widgets.facts import Facts
from ui.widgets.lead_focus import lead_focus
from ui.widgets.stacks import put_in


class TakenPanel(QWidget):
    """The content at the left, what was left out or made simpler at the right."""

    def __init__(self, shell: Shell, correcting: Correcting, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._correcting = correcting
        self.content = ContentList()
        self.notes = NoteList(shell, _("除いたもの・簡単にしたもの"))
        self._facts = QStackedWidget()
        self._lay_out()
        lead_focus(self, self.content)
        correcting.reckoned.connect(self._show)

    def _lay_out(self) -> None:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().space(8))
        column.addWidget(self._facts)
        self.content.setMinimumHeight(current_theme().row_height * 5)
        column.addWidget(self.content, 1)
        parts = ((_("内容"), left, 58), (_("除いたもの・簡単にしたもの"), self.notes, 42))
        self.parts = TwoParts(*parts)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self.parts)

    @Slot()
    def _show(self) -> None:
        drafted = self._correcting.drafted
        if drafted is None:
            return
        edition = drafted.edition
        put_in(self._facts, Facts(_facts_of(self._correcting.looked, edition)))
        self.content.show_edition(edition)
        self.notes.show_notes(drafted.notes)


def _facts_of(looked: FileLooked, edition: Edition) -> tuple[tuple[str, str], ...]:
    sections, items = len(edition.sections), len(edition.items)
    told = (
        _n("区分 {count:,}", sections).format(count=sections),
        _n("点検項目 {count:,}", items).format(count=items),
    )
    languages = looked.form.languages if looked.form is not None else ()
    return (
        (_("種類"), _(KIND_WORDS[looked.kind])),
        (_("内容"), "　".join(told)),
        (_("言語"), _("、").join(languages)),
    )
