"""Where a paper keyed in stands: its state, whose it is, who keyed it in, who checked it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from oversight.calendar import show_day
from oversight.inspections import InspectionDetail, TranscriptionRow, TranscriptionState
from oversight.words import _, mark
from ui.theme import Tone, current_theme
from ui.widgets.days import moment_in_full
from ui.widgets.facts import Facts
from ui.widgets.text import Tag, note, section

STATES = {
    TranscriptionState.KEYING: (mark("転記中"), Tone.INFO),
    TranscriptionState.TO_CHECK: (mark("照合待ち"), Tone.ATTENTION),
    TranscriptionState.CHECKED: (mark("照合済"), Tone.DONE),
    TranscriptionState.CHANGED: (mark("照合のあと変更"), Tone.DANGER),
}


def awaits_check(detail: InspectionDetail) -> bool:
    """Tell whether what was keyed in is to be held against the paper now."""
    row = detail.transcription
    return row is not None and row.state in (TranscriptionState.TO_CHECK, TranscriptionState.CHANGED)


class TranscriptionPart(QWidget):
    """The part of the pane about the paper."""

    def __init__(self, row: TranscriptionRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        word, tone = STATES[row.state]
        self.state = Tag(_(word), tone)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().space(8))
        column.addWidget(section(_("紙からの転記")))
        column.addWidget(self.state, 0, Qt.AlignmentFlag.AlignLeft)
        if row.state is TranscriptionState.CHANGED:
            told = note(_("照合した後に回答が変わりました。もう一度照合するまで確定できません。"))
            told.setProperty("role", "error")
            column.addWidget(told)
        checked = f"{row.checked_by} {moment_in_full(row.checked_at)}" if row.checked_at else ""
        column.addWidget(
            Facts(
                (
                    (_("紙の記入"), f"{show_day(row.paper_on)} {row.filled_in_by}"),
                    (_("転記者"), f"{row.transcribed_by} {moment_in_full(row.transcribed_at)}"),
                    (_("照合者"), checked),
                    (_("備考"), row.remarks),
                )
            )
        )
