"""The rows that are not what the journal says: table and identifier, never what stands in them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from oversight.journal import describe_difference
from oversight.words import _
from ui.theme import current_theme
from ui.widgets.text import note, prose

if TYPE_CHECKING:
    from oversight.journal import Verdict

MOST_SHOWN = 100


class DifferencesDetail(QScrollArea):
    """One line a row; beyond a hundred their number."""

    def __init__(self, verdict: Verdict) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setAccessibleName(_("記録簿と合わない記録"))
        holder = QWidget()
        holder.setProperty("surface", "clear")
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, current_theme().space(8), 0)
        column.setSpacing(current_theme().space(8))
        column.addWidget(prose(_("記録の番号を控え、内容は控え（バックアップ）と見比べてください。")))
        for each in verdict.differences[:MOST_SHOWN]:
            column.addWidget(note(describe_difference(each)))
            column.addWidget(prose(each.row_id))
        more = verdict.differing - MOST_SHOWN
        if more > 0:
            column.addWidget(note(_("ほか{count:,}件").format(count=more)))
        column.addStretch(1)
        self.setWidget(holder)
