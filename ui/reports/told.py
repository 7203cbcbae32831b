"""One month's report told in labels and values, and its returns in sentences."""

from __future__ import annotations

from oversight.calendar import show_day
from oversight.reports import MonthDetail, MonthRow, ReturnRow, Standing, show_month
from oversight.words import _, _n
from ui.widgets.facts import Fact


def facts_of(detail: MonthDetail) -> tuple[Fact, ...]:
    """Return what is known of a month's report, in the order one asks."""
    head, month = detail.contract, detail.month
    return (
        (_("委託先"), head.contractor),
        (_("契約"), f"{head.number} {head.title}"),
        (_("所管課"), head.department),
        (_("対象月"), show_month(month.month)),
        (_("提出期限"), _told_due(month)),
        (_("再提出の期限"), show_day(month.resubmit_on, weekday=True)),
        (_("受取日"), _told_receipt(month)),
        (_("提出者"), month.submitted_by),
        (_("確認"), _signed(month.checked_by, show_day(month.checked_on))),
        (_("係長の確認"), _signed(month.chief_checked_by, show_day(month.chief_checked_on))),
        (_("次に見る人"), _next_in_route(detail)),
        (_("完結"), _signed(month.closed_by, show_day(month.closed_on))),
        *_waiver_facts(month),
        (_("備考"), month.remarks),
    )


def _told_due(month: MonthRow) -> str:
    """Return the due day; only steps over closed days are worth reading."""
    shown = show_day(month.due_on, weekday=True)
    if "→" not in month.explanation:
        return shown
    return _("{day}（{reason}）").format(day=shown, reason=month.explanation)


def _told_receipt(month: MonthRow) -> str:
    if month.received_on is None:
        return ""
    shown = show_day(month.received_on, weekday=True)
    if month.standing is Standing.RESUBMISSION_OVERDUE or not month.days_late:
        return shown
    return _n("{day}（期限から{days}日遅れ）", month.days_late).format(day=shown, days=month.days_late)


def _next_in_route(detail: MonthDetail) -> str:
    """Return who has to look next at a report found right, as the contract's route says."""
    if detail.awaits_chief:
        return _("係長 {name}").format(name=detail.chief)
    if detail.month.standing is Standing.CHECKED and detail.head:
        return _("課長 {name}").format(name=detail.head)
    return ""


def _signed(who: str, day: str) -> str:
    return " ".join(filter(None, (day, who)))


def _waiver_facts(month: MonthRow) -> tuple[Fact, ...]:
    waiver = month.waiver
    if waiver is None:
        return ()
    months = _("{first}～{last}").format(
        first=show_month(waiver.first_month), last=show_month(waiver.last_month)
    )
    return (
        (
            _("免除する月"),
            months if waiver.first_month != waiver.last_month else show_month(waiver.first_month),
        ),
        (_("免除の理由"), waiver.reason),
        (_("免除の承認"), _signed(waiver.approved_by, show_day(waiver.approved_on))),
    )


def told_return(row: ReturnRow) -> str:
    """Return one return in a sentence: when, by whom, by when again, whether it came."""
    told = _("第{number}回 {day} {who}　再提出の期限 {again}").format(
        number=row.number,
        day=show_day(row.returned_on),
        who=row.returned_by,
        again=show_day(row.resubmit_on, weekday=True),
    )
    came = _("再提出 {day}").format(day=show_day(row.resubmitted_on)) if row.resubmitted_on else _("未提出")
    return f"{told}　{came}"
