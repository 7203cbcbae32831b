"""The numbers of the first page in their groups; in each what is most pressing stands first."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from oversight.calendar import show_short
from oversight.words import _, _n, mark
from ui.rooms import Room
from ui.theme import Tone

if TYPE_CHECKING:
    from oversight.home import HomeView


@dataclass(frozen=True)
class CardSpec:
    """A number: its heading, tone, the rows behind it and the room that shows them."""

    heading: str
    tone: Tone
    room: Room
    rows: Callable[[HomeView], frozenset[Hashable]]
    said: Callable[[HomeView], str] = lambda _view: ""


@dataclass(frozen=True)
class GroupSpec:
    """Numbers that belong together, under one heading."""

    heading: str
    cards: tuple[CardSpec, ...]


def _longest_report(view: HomeView) -> str:
    reports = view.reports
    if not reports.late:
        return ""
    longest = _n("最長 {days}日", reports.longest_days).format(days=reports.longest_days)
    streak = _n("連続{count}か月", reports.longest_streak).format(count=reports.longest_streak)
    return (
        _("{longest}・{streak}").format(longest=longest, streak=streak) if reports.longest_streak else longest
    )


def _oldest_report(view: HomeView) -> str:
    oldest = view.reports.oldest_received_on
    return _("最古 {day} 受取").format(day=show_short(oldest)) if oldest else ""


def _longest_finding(view: HomeView) -> str:
    days = view.longest_overdue_days
    return _n("最長 {days}日", days).format(days=days) if view.findings_overdue else ""


def _told_inspected(view: HomeView) -> str:
    told = _("実施 {count:,}").format(count=len(view.inspected))
    if not view.missed:
        return told
    return _("{told}・うち終了 {count:,}").format(told=told, count=len(view.missed))


_REPORTS = (
    CardSpec(
        mark("月次報告 期限超過"), Tone.DANGER, Room.REPORTS, lambda v: v.reports.overdue, _longest_report
    ),
    CardSpec(
        mark("今週が期限の報告"),
        Tone.ATTENTION,
        Room.REPORTS,
        lambda v: v.reports.due_this_week,
        lambda v: _("{day}まで").format(day=show_short(v.reports.due_until)),
    ),
    CardSpec(mark("差し戻して未提出の報告"), Tone.ATTENTION, Room.REPORTS, lambda v: v.reports.returned),
    CardSpec(mark("確認を待つ報告"), Tone.INFO, Room.REPORTS, lambda v: v.reports.to_check, _oldest_report),
)
_INSPECTIONS = (
    CardSpec(
        mark("是正期限を過ぎた指摘"),
        Tone.DANGER,
        Room.FINDINGS,
        lambda v: v.findings_overdue,
        _longest_finding,
    ),
    CardSpec(mark("予定日を過ぎた検査"), Tone.ATTENTION, Room.INSPECTIONS, lambda v: v.past_plan),
    CardSpec(
        mark("今年度 未実施の実地検査"),
        Tone.ATTENTION,
        Room.COVERAGE,
        lambda v: v.not_inspected,
        _told_inspected,
    ),
    CardSpec(mark("今週の検査"), Tone.INFO, Room.INSPECTIONS, lambda v: v.planned_this_week),
    CardSpec(mark("検査中"), Tone.INFO, Room.INSPECTIONS, lambda v: v.in_progress),
    CardSpec(mark("確認を待つ是正報告"), Tone.INFO, Room.FINDINGS, lambda v: v.findings_to_verify),
)
_APPROVALS = (
    CardSpec(mark("決裁を待つ記録"), Tone.ATTENTION, Room.INSPECTIONS, lambda v: v.approvals_mine),
    CardSpec(mark("差し戻された記録"), Tone.ATTENTION, Room.INSPECTIONS, lambda v: v.approvals_returned),
    CardSpec(mark("決裁中の記録"), Tone.INFO, Room.INSPECTIONS, lambda v: v.approvals_under_way),
)
_DOORS = (
    CardSpec(mark("注意点のある区域"), Tone.ATTENTION, Room.DEVICES, lambda v: v.door.areas),
    CardSpec(mark("許可を待つ申請"), Tone.ATTENTION, Room.PERMITS, lambda v: v.permits_waiting),
    CardSpec(mark("持込許可の期限が近い"), Tone.ATTENTION, Room.PERMITS, lambda v: v.permits_expiring),
)
GROUPS = (
    GroupSpec(mark("月次報告"), _REPORTS),
    GroupSpec(mark("検査・是正"), _INSPECTIONS),
    GroupSpec(mark("決裁"), _APPROVALS),
    GroupSpec(mark("入退室・持込"), _DOORS),
)
CARDS = tuple(card for group in GROUPS for card in group.cards)
