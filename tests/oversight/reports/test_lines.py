"""The year's lines, the board and today's numbers, on both engines; each held against the plain lists."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from uuid import UUID

import pytest

from models.department import Role
from oversight.access import Actor
from oversight.desk import Desk
from oversight.home import HomeService
from oversight.register import PeriodDraft, PeriodKind
from oversight.reports import (
    AGES,
    ReportKey,
    ReportLine,
    ReportsService,
    Standing,
    WaiverDraft,
    board_of,
)
from tests.oversight.reports.test_reports import enter, move_to, receive

D = dt.date
TODAY = D(2026, 11, 24)
OLD = PeriodDraft(PeriodKind.SERVICE, D(2026, 2, 1), D(2026, 3, 31))


def line_of(desk: Desk, contract_id: UUID, month: D, year: int = 2026) -> ReportLine:
    lines = ReportsService(desk).list_year(year)
    return next(line for line in lines if line.key == (contract_id, month))


@pytest.fixture
def ids(desk: Desk) -> tuple[UUID, UUID, UUID]:
    """One contract overdue since March, one with every kind of report, one ended before the year."""
    move_to(desk, D(2026, 11, 16))
    first, second = enter(desk, number="R8-001"), enter(desk, number="R8-002")
    old = enter(desk, OLD, number="R7-003")
    for month in range(4, 10):
        receive(desk, second, D(2026, month, 1), D(2026, month + 1, 20 if month == 6 else 5))
    service = ReportsService(desk)
    states = {line.month.month: line.report_id for line in service.list_year(2026) if line.report_id}
    service.begin_check(states[4])
    service.check_report(states[4])
    service.close_report(states[4])
    service.begin_check(states[5])
    service.return_report(states[7], reasons="記入漏れ", resubmit_on=D(2026, 11, 20))
    service.return_report(states[8], reasons="記入漏れ", resubmit_on=D(2026, 11, 27))
    service.check_report(states[9])
    service.waive(WaiverDraft(second, D(2026, 12, 1), D(2026, 12, 1), "設備の入替え"))
    move_to(desk, TODAY)
    return first, second, old


def test_a_year_holds_its_months_and_whatever_is_still_late(desk: Desk, ids: tuple[UUID, UUID, UUID]) -> None:
    first, second, old = ids
    lines = ReportsService(desk).list_year(2026)
    assert len([line for line in lines if line.key.contract_id == first]) == 12
    assert [line.month for line in lines if line.key.contract_id == old] == [D(2026, 2, 1), D(2026, 3, 1)]
    assert [line.awaited_on for line in lines] == sorted(line.awaited_on for line in lines)
    standings = {line.month.month: line.standing for line in lines if line.key.contract_id == second}
    assert standings == {
        4: Standing.CLOSED,
        5: Standing.UNDER_CHECK,
        6: Standing.RECEIVED,
        7: Standing.RESUBMISSION_OVERDUE,
        8: Standing.RETURNED,
        9: Standing.CHECKED,
        10: Standing.OVERDUE,
        11: Standing.NOT_YET_DUE,
        12: Standing.WAIVED,
        1: Standing.NOT_YET_DUE,
        2: Standing.NOT_YET_DUE,
        3: Standing.NOT_YET_DUE,
    }


def test_a_line_says_how_late_it_is_or_came(desk: Desk, ids: tuple[UUID, UUID, UUID]) -> None:
    first, second, _old = ids
    overdue = line_of(desk, first, D(2026, 4, 1))
    assert (overdue.due_on, overdue.days_late, overdue.streak) == (D(2026, 5, 11), 197, 7)
    came_late = line_of(desk, second, D(2026, 6, 1))
    assert (came_late.days_late, came_late.received_on, came_late.streak) == (10, D(2026, 7, 20), 0)
    assert line_of(desk, second, D(2026, 4, 1)).days_late == 0
    again = line_of(desk, second, D(2026, 7, 1))
    assert (again.days_late, again.awaited_on, again.due_on) == (4, D(2026, 11, 20), D(2026, 8, 10))


def test_another_year_shows_what_is_open_and_late_of_this_one(
    desk: Desk, ids: tuple[UUID, UUID, UUID]
) -> None:
    first, second, _old = ids
    keys = {line.key for line in ReportsService(desk).list_year(2030)}
    assert ReportKey(first, D(2026, 4, 1)) in keys
    assert ReportKey(second, D(2026, 5, 1)) in keys, "not closed"
    assert ReportKey(second, D(2026, 4, 1)) not in keys, "closed"
    assert ReportKey(first, D(2027, 3, 1)) not in keys, "not yet due"


def test_the_lines_that_are_late_are_those_of_the_late_list(desk: Desk, ids: tuple[UUID, UUID, UUID]) -> None:
    service = ReportsService(desk)
    from_lines = {
        (line.key, line.days_late, line.streak) for line in service.list_year(2026) if line.standing.is_late
    }
    from_list = {
        (ReportKey(row.contract_id, row.month), row.days, row.streak if row.report_id is None else 0)
        for row in service.list_late()
    }
    assert from_lines == from_list


def test_the_board_puts_those_with_most_overdue_first_and_leaves_gaps_where_nothing_is_owed(
    desk: Desk, ids: tuple[UUID, UUID, UUID]
) -> None:
    first, second, old = ids
    lines = ReportsService(desk).list_year(2026)
    rows = board_of(lines, 2026)
    assert [row.contract.contract_id for row in rows] == [first, second]
    assert all(line is not None for line in rows[0].months)
    (row,) = board_of(lines, 2025)
    assert row.contract.contract_id == old
    assert [line is not None for line in row.months] == [False] * 10 + [True, True]


def test_one_month_is_read_with_its_contract_or_not_at_all(desk: Desk, ids: tuple[UUID, UUID, UUID]) -> None:
    service = ReportsService(desk)
    key = ReportKey(ids[1], D(2026, 7, 1))
    detail = service.get_month(key)
    assert detail is not None
    assert (detail.key, detail.contract.number) == (key, "R8-002")
    assert [each.reasons for each in detail.month.returns] == ["記入漏れ"]
    assert detail.month.days_late == line_of(desk, ids[1], D(2026, 7, 1)).days_late == 4
    assert service.get_month(ReportKey(ids[1], D(2030, 1, 1))) is None


def test_todays_numbers_are_those_of_the_lines(desk: Desk, ids: tuple[UUID, UUID, UUID]) -> None:
    move_to(desk, D(2026, 12, 7))
    today = HomeService(desk).view().reports
    lines = ReportsService(desk).list_year(2026)
    assert today.overdue == {line.key for line in lines if line.standing.is_late}
    assert today.due_this_week == {
        line.key
        for line in lines
        if line.report_id is None and D(2026, 12, 7) <= line.due_on <= D(2026, 12, 13)
    }
    assert len(today.due_this_week) == 2
    waiting = {Standing.RECEIVED, Standing.UNDER_CHECK, Standing.RESUBMITTED, Standing.CHECKED}
    assert today.to_check == {line.key for line in lines if line.standing in waiting}
    assert today.oldest_received_on == D(2026, 6, 5)
    assert {key.month.month for key in today.returned} == {7, 8}
    assert (today.longest_days, today.longest_streak) == ((D(2026, 12, 7) - D(2026, 3, 10)).days, 7)
    assert sum(section.count for section in today.sections) == len(today.overdue)
    counts = [section.count for section in today.sections]
    assert counts == sorted(counts, reverse=True)


def test_sections_count_what_is_late_by_age(desk: Desk, ids: tuple[UUID, UUID, UUID]) -> None:
    sections = ReportsService(desk).read_today().sections
    late = ReportsService(desk).list_late()
    edges = (*AGES, 10_000)
    assert {section.department_id for section in sections} == {row.department_id for row in late}
    for section in sections:
        days = [row.days for row in late if row.department_id == section.department_id]
        expected = [sum(a <= day < b for day in days) for a, b in pairwise(edges)]
        assert [len(band) for band in section.late] == expected
    assert all(any(section.late[band] for section in sections) for band in (0, 3))


@pytest.mark.parametrize(
    ("role", "months"), [(Role.MANAGER, {5, 6, 9}), (Role.INSPECTOR, {5, 6}), (Role.AUDITOR, set())]
)
def test_what_waits_for_me_is_what_i_may_go_on_with(
    desk: Desk, ids: tuple[UUID, UUID, UUID], role: Role, months: set[int]
) -> None:
    other = Desk(desk.store, desk.clock, Actor(None, "別の職員", roles=frozenset({role})))
    assert {key.month.month for key in ReportsService(other).read_today().to_check} == months


def test_an_office_without_contracts_has_nothing_today(desk: Desk) -> None:
    today = ReportsService(desk).read_today()
    assert (today.overdue, today.longest_days, today.longest_streak) == (frozenset(), 0, 0)
    assert (today.oldest_received_on, today.sections) == (None, ())
