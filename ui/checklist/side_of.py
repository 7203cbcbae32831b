"""What stands beside the form of a draft or an edition; of what came in from a file, also what that lost."""

from __future__ import annotations

import datetime as dt

from oversight.checklist.told_notes import ToldNote
from oversight.words import _
from ui.checklist.note_list import NoteList
from ui.checklist.opened import Opened
from ui.checklist.side_part import SidePart
from ui.shell import Shell
from ui.widgets.roomy import Roomy


def side_of(shell: Shell, opened: Opened, today: dt.date) -> SidePart:
    """Return the part beside the form."""
    return SidePart(
        today,
        is_read_only=opened.draft is None,
        has_base=opened.based_on is not None,
        taken=_taken_in(shell, opened),
    )


def _taken_in(shell: Shell, opened: Opened) -> Roomy | None:
    """Return the list of what was lost; nothing where a draft came from no file, or lost nothing."""
    notes = opened.draft.notes if opened.draft is not None else ()
    if not notes:
        return None
    told = NoteList(shell, _("取り込みの記録"))
    told.show_notes([ToldNote.from_kept(note) for note in notes])
    return Roomy(told)
