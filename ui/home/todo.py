"""The rows of the first page: one for each thing to do, from whichever room it comes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from oversight.calendar import show_short
from oversight.reports.told import show_month_short
from oversight.words import _, _n, mark
from ui.rooms import OpenMonth, OpenRecord, Room
from ui.theme import Tone
from ui.widgets.columns import Column

if TYPE_CHECKING:
    from oversight.findings import FindingRow
    from oversight.home import HomeView
    from oversight.inspections import InspectionRow
    from oversight.reports import LateReport


@dataclass(frozen=True)
class Todo:
    """One thing to do: where it is done, what it is, whom it concerns, by when."""

    room: Room
    id: Hashable
    request: OpenRecord | OpenMonth
    kind: str
    tone: Tone
    contractor: str
    contract: str
    detail: str
    day: dt.date


def todos(
    view: HomeView, inspections: Iterable[InspectionRow], findings: Iterable[FindingRow]
) -> tuple[Todo, ...]:
    """Return what is to be done today, the most pressing first."""
    rows = [
        *(_from_report(row) for row in view.reports.late),
        *(_from_finding(row) for row in findings if row.id in view.findings_overdue),
        *(todo for row in inspections if (todo := _from_inspection(row, view)) is not None),
    ]
    order = [Tone.DANGER, Tone.ATTENTION, Tone.INFO]
    return tuple(sorted(rows, key=lambda row: (order.index(row.tone), row.day)))


def _from_report(row: LateReport) -> Todo:
    late = _n("{standing} {days}日", row.days).format(standing=row.standing.word, days=row.days)
    month = show_month_short(row.month)
    return Todo(
        Room.REPORTS,
        (row.contract_id, row.month),
        OpenMonth(row.contract_id, row.month),
        late,
        Tone.DANGER,
        row.contractor,
        row.contract_title,
        _("月次報告 {month}").format(month=month),
        row.due_on,
    )


def _from_finding(row: FindingRow) -> Todo:
    late = _n("期限超過 {days}日", row.days_overdue).format(days=row.days_overdue)
    return Todo(
        Room.FINDINGS,
        row.id,
        OpenRecord(row.id),
        late,
        Tone.DANGER,
        row.contractor,
        row.contract_title,
        row.fact,
        row.due_on,
    )


def _from_inspection(row: InspectionRow, view: HomeView) -> Todo | None:
    if row.id in view.approvals_mine:
        kind, tone = _("決裁を待つ記録"), Tone.ATTENTION
    elif row.id in view.approvals_returned:
        kind, tone = _("差し戻された記録"), Tone.ATTENTION
    elif row.id in view.in_progress:
        kind, tone = _("検査中"), Tone.INFO
    elif row.id in view.past_plan:
        kind, tone = _("予定日を過ぎた検査"), Tone.ATTENTION
    elif row.id in view.planned_this_week:
        kind, tone = _("今週の検査"), Tone.INFO
    else:
        return None
    return Todo(
        Room.INSPECTIONS,
        row.id,
        OpenRecord(row.id),
        kind,
        tone,
        row.contractor,
        row.contract_title,
        " ".join(filter(None, (row.number, row.place, row.lead))),
        row.planned_on,
    )


COLUMNS: tuple[Column[Todo], ...] = (
    Column(mark("すること"), lambda row: row.kind, tone=lambda row: row.tone, is_tag=True),
    Column(mark("日付"), lambda row: show_short(row.day), sort_key=lambda row: row.day, figures=True),
    Column(mark("委託先"), lambda row: row.contractor, width=130, stretch=1),
    Column(mark("内容"), lambda row: row.detail, width=130, stretch=2),
    Column(mark("契約"), lambda row: row.contract, width=140, stretch=1, spare=1),
)
