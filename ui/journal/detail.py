"""One entry of the journal in full."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from oversight.words import _
from ui.theme import current_theme
from ui.widgets.days import moment_in_full
from ui.widgets.text import note, prose

if TYPE_CHECKING:
    from oversight.journal import Entry


class EntryDetail(QScrollArea):
    """Who, when, what, old → new, why, and the hash that chains it."""

    def __init__(self, entry: Entry) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(_("記録簿の内容"))
        holder = QWidget()
        holder.setProperty("surface", "clear")
        self._column = QVBoxLayout(holder)
        self._column.setContentsMargins(0, 0, current_theme().space(8), 0)
        self._column.setSpacing(current_theme().space(4))
        self._add(_("日時"), moment_in_full(entry.at))
        self._add(_("職員"), entry.actor)
        self._add(_("操作"), f"{entry.deed}（{entry.subject} {entry.action}）")
        for each in entry.changes:
            self._add(each.word, f"{each.old or '—'} → {each.new or '—'}")
        self._add(_("理由"), entry.reason or "—")
        self._add(_("指紋"), " ".join(entry.hash[at : at + 8] for at in range(0, len(entry.hash), 8)))
        self._column.addStretch(1)
        self.setWidget(holder)

    def _add(self, heading: str, text: str) -> None:
        self._column.addWidget(note(heading))
        shown = prose(text)
        self._column.addWidget(shown)
        self._column.addSpacing(current_theme().space(4))
