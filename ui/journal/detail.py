"""One entry of the journal in full."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from oversight.words import _
from ui.theme import current_theme
from ui.widgets.days import moment_in_full
from ui.widgets.text import note, prose

if TYPE_CHECKING:
    from oversight.journal import Entry


_LONGEST = 1000
_UNBROKEN = re.compile(r"[!-~]{12}")
"""A run of signs without a blank, which would not break at the line's end."""


def told_change(entry: Entry) -> str:
    """Return what was changed and how: 「契約 変更」."""
    return _("{subject} {action}").format(subject=entry.subject, action=entry.action)


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
        self._add(_("操作"), _("{told}（{fields}）").format(told=entry.deed, fields=told_change(entry)))
        for each in entry.changes:
            self._add(each.word, f"{each.old or '—'} → {each.new or '—'}")
        self._add(_("理由"), entry.reason or "—")
        self._add(_("指紋"), entry.hash)
        self._column.addStretch(1)
        self.setWidget(holder)

    def _add(self, heading: str, text: str) -> None:
        text = text if len(text) <= _LONGEST else text[:_LONGEST] + _("…（以下略）")
        self._column.addWidget(note(heading))
        shown = prose(_UNBROKEN.sub("\\g<0>\u200b", text))
        self._column.addWidget(shown)
        self._column.addSpacing(current_theme().space(4))
