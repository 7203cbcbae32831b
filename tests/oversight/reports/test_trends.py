"""The trends of a year, on both engines, held against an independent count; and their paper."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from uuid import UUID

import pytest
from sqlalchemy import text

from oversight.desk import Desk
from oversight.papers.gauge import Gauge
from oversight.papers.trend_data import NOTHING_DUE, SectionTrend, Share
from oversight.reports import AGES, ReportsService, WaiverDraft
from oversight.reports.trends import age_words, tell_share
from oversight.reports.trends_service import TrendsService
from oversight.words import speaking
from tests.factories import make_department
from tests.oversight.papers.reading_pdf import solid, text_of
from tests.oversight.reports.test_reports import enter, move_to, receive

D = dt.date
TODAY = D(2026, 11, 24)


@pytest.fixture
def ids(desk: Desk) -> tuple[UUID, UUID, UUID]:
    """Two contracts of one section and one of another: in time, late, missing, returned, waived."""
    move_to(desk, D(2026, 11, 20))
    other = make_department(desk, "市民税課")
    first, second = enter(desk, number="R8-001"), enter(desk, number="R8-002")
    third = enter(desk, number="R8-003", department_id=other)
    for month in range(4, 10):
        receive(desk, first, D(2026, month, 1), D(2026, month + 1, 10 if month != 6 else 20))
    report_id = receive(desk, second, D(2026, 4, 1), D(2026, 5, 1))
    receive(desk, second, D(2026, 11, 1), D(2026, 11, 20))
    service = ReportsService(desk)
    service.return_report(report_id, reasons="記入漏れ", resubmit_on=D(2026, 11, 20))
    service.waive(WaiverDraft(second, D(2026, 5, 1), D(2026, 12, 1), "設備の入替え"))
    service.waive(WaiverDraft(third, D(2026, 4, 1), D(2027, 3, 1), "取扱いなし"))
    move_to(desk, TODAY)
    return first, second, third


def counted(desk: Desk) -> Counter[tuple[str, str, str]]:
    """Count what each section's months came to, in plain SQL that shares nothing with the program."""
    received = """
        select d.name, r.month, case when r.received_on <= r.due_on then 'on_time' else 'late' end
        from monthly_report r join contract c on c.id = r.contract_id
        join department d on d.id = c.department_id
        where r.withdrawn_on is null and r.due_on < '2026-11-24'
        and r.month between '2026-04-01' and '2027-03-31'
    """
    owed = """
        select d.name, o.month, case when o.waiver_id is null then 'missing' else 'waived' end
        from owed_report o join contract c on c.id = o.contract_id
        join department d on d.id = c.department_id
        where o.due_on < '2026-11-24' and o.month between '2026-04-01' and '2027-03-31'
    """
    with desk.reading() as session:
        rows = [*session.execute(text(received)), *session.execute(text(owed))]
    return Counter((name, str(month), outcome) for name, month, outcome in rows)


def told(sections: tuple[SectionTrend, ...]) -> Counter[tuple[str, str, str]]:
    months = [str(D(2026 + (month < 4), month, 1)) for month in (*range(4, 13), 1, 2, 3)]
    found: Counter[tuple[str, str, str]] = Counter()
    for section in sections:
        for month, share in zip(months, section.months, strict=True):
            for outcome in ("on_time", "late", "missing", "waived"):
                found[section.department, month, outcome] += getattr(share, outcome)
    return +found


def test_the_shares_are_those_of_an_independent_count(desk: Desk, ids: tuple[UUID, UUID, UUID]) -> None:
    trends = TrendsService(desk).read_trends(2026)
    assert told(trends.sections) == counted(desk)
    assert {outcome for _name, _month, outcome in counted(desk)} == {"on_time", "late", "missing", "waived"}
    assert len(ids) == 3
    assert trends.whole.months == tuple(
        sum((section.months[at] for section in trends.sections), NOTHING_DUE) for at in range(12)
    )


def test_a_waived_month_is_waived_and_never_done(desk: Desk, ids: tuple[UUID, UUID, UUID]) -> None:
    trends = TrendsService(desk).read_trends(2026)
    excused = trends.sections[-1]
    assert excused.department == "市民税課"
    assert (excused.year.due, excused.year.percent, excused.year.waived) == (0, None, 7)
    assert len(ids) == 3


@pytest.mark.parametrize(("day", "due"), [(D(2026, 5, 11), 0), (D(2026, 5, 12), 1)])
def test_a_month_counts_from_the_day_after_its_due_day(desk: Desk, day: dt.date, due: int) -> None:
    """10 May 2026 is a Sunday: the report of April is due on the 11th, and received before."""
    move_to(desk, D(2026, 5, 7))
    receive(desk, enter(desk), D(2026, 4, 1), D(2026, 5, 7))
    move_to(desk, day)
    assert TrendsService(desk).read_trends(2026).whole.year == Share(on_time=due)


def test_the_ages_are_those_of_the_first_page(desk: Desk, ids: tuple[UUID, UUID, UUID]) -> None:
    trends = TrendsService(desk).read_trends(2026)
    today = ReportsService(desk).read_today()
    assert {row.department_id: row.late for row in trends.with_late} == {
        row.department_id: tuple(map(len, row.late)) for row in today.sections
    }
    assert trends.whole.late_count == len(today.overdue) > 0
    assert len(trends.whole.late) == len(AGES) == len(age_words())
    of_some = TrendsService(desk).read_trends(2026, {key for key in today.overdue if key[0] == ids[0]})
    assert of_some.whole.late_count == 1


def test_what_is_late_from_another_year_has_an_age_but_no_share(
    desk: Desk, ids: tuple[UUID, UUID, UUID]
) -> None:
    trends = TrendsService(desk).read_trends(2027)
    assert trends.whole.year == NOTHING_DUE
    assert trends.whole.late_count > 0
    assert trends.with_due == ()
    assert len(ids) == 3


def test_a_share_is_rounded_down_so_that_only_all_is_a_hundred() -> None:
    assert Share(on_time=299, late=1).percent == 99
    assert Share(on_time=1).percent == 100
    assert Share(waived=3).percent is None


def test_a_share_is_told_with_its_counts() -> None:
    assert tell_share(Share(2, 1, 1, 1)) == "期限内 50%（4件中2件）・遅れて提出 1件・未提出 1件・免除 1件"
    assert tell_share(NOTHING_DUE) == "期限の来た報告なし"


def test_the_paper_shows_each_figure_at_its_mark(desk: Desk, ids: tuple[UUID, UUID, UUID]) -> None:
    service = TrendsService(desk)
    paper = service.print_trends(2026)
    trends = service.read_trends(2026)
    printed = solid(text_of(paper.pdf))
    for section in (trends.whole, *trends.sections):
        for share in (*section.months, section.year):
            if share.percent is not None:
                assert f"{share.percent}{share.on_time}/{share.due}" in printed
    assert "免除" in printed
    assert paper.pdf == service.print_trends(2026).pdf
    assert not paper.warnings
    some = service.print_trends(2026, {(ids[0], D(2026, 4, 1))})  # type: ignore[arg-type]
    assert "絞り込んだ" in text_of(some.pdf)


def test_the_paper_of_an_empty_year_says_so(desk: Desk) -> None:
    printed = solid(text_of(TrendsService(desk).print_trends(2030).pdf))
    assert "この年度に期限の来た報告はありません。" in printed
    assert "期限を過ぎた報告はありません。" in printed
    with speaking("en"):
        assert "月" not in text_of(TrendsService(desk).print_trends(2030).pdf)


def test_a_bar_stays_whole() -> None:
    bar = Gauge(0.5, 15.0).laid(20.0)
    assert bar.cut(10.0, forced=False) == (None, bar)
    assert bar.cut(20.0, forced=False) == (bar, None)
    assert bar.cut(10.0, forced=True) == (bar, None)
