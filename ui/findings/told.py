"""One finding told in labels and values, and each step in lines."""

from __future__ import annotations

from collections.abc import Iterator

from oversight.calendar import show_day
from oversight.findings import FindingRow, StepRow
from oversight.inspections import word_of
from oversight.reports import show_month
from oversight.words import _
from ui.widgets.facts import Fact


def told_step(step: StepRow) -> str:
    """Return one step in lines: what, by whom, what was said, which day was set."""
    head = f"{word_of(step.kind)}　{step.noted_by}".strip()
    due = _("期限 {day}").format(day=show_day(step.due_on, weekday=True)) if step.due_on else ""
    return "\n".join(filter(None, (head, step.said, due)))


def facts_of(finding: FindingRow) -> Iterator[Fact]:
    """Yield what is known of a finding, in the order one asks."""
    yield _("事実"), finding.fact
    yield _("求める措置"), finding.measure
    yield _("是正期限"), _told_due(finding)
    yield _("前の指摘"), _told_earlier(finding)
    yield _("改善計画"), finding.plan
    yield _("完了の予定日"), show_day(finding.plan_until)
    yield _("委託先の回答"), finding.reply
    yield _("是正日"), show_day(finding.corrected_on)
    yield _("確認"), _told_confirmed(finding)
    yield _("点検項目"), finding.item_id
    yield _("根拠"), finding.basis
    yield _("検査日"), show_day(finding.found_on)
    yield _("契約"), f"{finding.contract_number} {finding.contract_title}"
    yield _("委託先"), finding.contractor
    yield _("所管課"), finding.department


def _told_due(finding: FindingRow) -> str:
    """Return the day; an unmoved one explains itself, only steps over closed days are worth reading."""
    moved = _("（{reason}）").format(reason=finding.due_explanation) if "→" in finding.due_explanation else ""
    due = show_day(finding.due_on, weekday=True) + moved
    if finding.first_due_on is None:
        return due
    first = _("初めの期限 {day}").format(day=show_day(finding.first_due_on, weekday=True))
    return f"{due}\n{first}"


def _told_earlier(finding: FindingRow) -> str:
    if not finding.earlier_number:
        return ""
    closed = (
        _("{day} 完了").format(day=show_day(finding.earlier_closed_on))
        if finding.earlier_closed_on
        else _("完了していない")
    )
    told = _("{number}　{closed}").format(number=finding.earlier_number, closed=closed)
    if finding.raised_from is None:
        return told
    raised = _("再指摘のため重大性を{before}から{after}に引き上げ").format(
        before=finding.raised_from, after=finding.severity
    )
    return f"{told}\n{raised}"


def _told_confirmed(finding: FindingRow) -> str:
    if finding.confirmed_on is None:
        return ""
    how = word_of(finding.confirmed_how) if finding.confirmed_how else ""
    return f"{show_day(finding.confirmed_on)}　{finding.confirmed_by}　{how}".rstrip()


def told_source(finding: FindingRow) -> str:
    """Return the verb that leads to where it was found."""
    if finding.report_month is not None:
        return _("{month}の月次報告を開く").format(month=show_month(finding.report_month))
    if finding.area_id is not None:
        return _("取扱区域を開く")
    return _("検査 {number} を開く").format(number=finding.inspection_number)
