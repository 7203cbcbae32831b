"""The entry log as a table shows it: its columns, and what its chips let through."""

from __future__ import annotations

from oversight.devices import VisitRow
from oversight.devices import visit_words as words
from oversight.words import _, mark
from ui.list_page import View
from ui.theme import Tone
from ui.widgets.columns import Align, Column
from ui.widgets.days import moment_narrow


class LogView(View):
    """Which visits a chip lets through."""

    EXCEPTION = mark("例外")
    UNRETURNED = mark("未返却")
    PERMIT = mark("許可による持込")
    LATE = mark("後から記録")
    ALL = mark("すべて")

    def lets_through(self, visit: VisitRow) -> bool:
        """Tell whether a visit is one of these."""
        return {
            LogView.EXCEPTION: bool(visit.exceptions),
            LogView.UNRETURNED: bool(visit.unaccounted),
            LogView.PERMIT: any(each.permit_id for each in visit.devices),
            LogView.LATE: bool(visit.late_reason or visit.left_late_reason),
            LogView.ALL: True,
        }[self]


def told_devices(visit: VisitRow) -> str:
    """Return in a line what was declared and what became of it."""
    return _("、").join(words.told_devices(visit, moment_narrow))


def told_exceptions(visit: VisitRow) -> str:
    """Return with what a visitor was let in all the same, and that it was entered afterwards."""
    late = [_("後から記録")] if visit.late_reason else []
    return _("、").join([*late, *words.told_exceptions(visit)])


COLUMNS: tuple[Column[VisitRow], ...] = (
    Column(mark("番号"), lambda row: str(row.number), lambda row: row.number, align=Align.RIGHT),
    Column(mark("入室日時"), lambda row: moment_narrow(row.entered_at), lambda row: row.entered_at),
    Column(
        mark("退室日時"),
        lambda row: words.told_left(row, moment_narrow),
        lambda row: row.left_at or row.entered_at,
        tone=lambda row: Tone.DANGER if row.unaccounted else None,
    ),
    Column(mark("入室者"), lambda row: row.person, stretch=1),
    Column(mark("所属"), lambda row: row.organisation, stretch=2, spare=3),
    Column(mark("目的"), lambda row: row.purpose, stretch=2, spare=4),
    Column(mark("機器"), told_devices, stretch=3),
    Column(mark("立会職員"), lambda row: row.witness, stretch=1, spare=2),
    Column(mark("付添い"), lambda row: row.escort, stretch=1, spare=5),
    Column(mark("例外"), told_exceptions, tone=lambda _row: Tone.ATTENTION, stretch=1, spare=1),
)
