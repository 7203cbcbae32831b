"""The first page's numbers are the lengths of the lists they open, and equal an independent count."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from models.contract import ContractState
from oversight.access import Role
from oversight.clock import FixedClock
from oversight.desk import Desk
from oversight.devices import PermitsService, PermitStanding
from oversight.home import HomeService
from oversight.inspections import InspectionsService, InspectorDraft, PlanDraft
from tests.factories import adopt_editions, make_contract
from tests.oversight.devices.permit_site import asked, draft_for, make_permit_site
from tests.oversight.inspections.test_inspections import PHONE_FOUND, finalised

LEAD = (InspectorDraft("福井 太郎", is_lead=True),)
TODAY = dt.date(2026, 11, 24)


def test_an_empty_office_has_nothing_to_do(desk: Desk) -> None:
    view = HomeService(desk).view()
    assert (view.today, view.fiscal_year, view.contracts) == (TODAY, 2026, 0)
    assert not any(
        (view.not_inspected, view.planned_this_week, view.in_progress, view.past_plan, view.findings_open)
    )
    assert view.longest_overdue_days == 0


def test_each_contract_of_the_year_is_inspected_or_not(desk: Desk) -> None:
    adopt_editions(desk)
    done = make_contract(desk, number="1")
    owing = make_contract(desk, number="2")
    make_contract(desk, number="3", service=(dt.date(2024, 4, 1), dt.date(2026, 3, 31)))
    make_contract(desk, number="4", state=ContractState.CANCELLED)
    make_contract(desk, number="5", state=ContractState.DRAFTED)
    service = InspectionsService(desk)
    inspection_id = service.plan_inspection(PlanDraft(done, TODAY, inspectors=LEAD)).row_id
    assert inspection_id is not None
    finalised(service, inspection_id)
    view = HomeService(desk).view()
    assert view.contracts == 2
    assert {key.contract_id for key in view.inspected} == {done}
    assert {key.contract_id for key in view.not_inspected} == {owing}


def test_plans_are_of_this_week_or_past_and_started_ones_are_in_progress(desk: Desk) -> None:
    adopt_editions(desk)
    service = InspectionsService(desk)
    contract_id = make_contract(desk)
    made = {
        days: service.plan_inspection(
            PlanDraft(contract_id, TODAY + dt.timedelta(days=days), inspectors=LEAD)
        ).row_id
        for days in (-1, 0, 6, 7)
    }
    view = HomeService(desk).view()
    assert view.planned_this_week == {made[0], made[6]}
    assert view.past_plan == {made[-1]}
    assert made[0] is not None
    service.start(made[0])
    view = HomeService(desk).view()
    assert view.in_progress == {made[0]}
    assert view.planned_this_week == {made[6]}


def test_a_finding_is_overdue_the_day_after_its_due_day(desk: Desk, clock: FixedClock) -> None:
    adopt_editions(desk)
    service = InspectionsService(desk)
    inspection_id = service.plan_inspection(PlanDraft(make_contract(desk), TODAY, inspectors=LEAD)).row_id
    assert inspection_id is not None
    finalised(service, inspection_id, DEV_01=PHONE_FOUND)
    clock.moment += dt.timedelta(days=7)
    view = HomeService(desk).view()
    assert (len(view.findings_open), len(view.findings_overdue)) == (1, 0)
    clock.moment += dt.timedelta(days=3)
    view = HomeService(desk).view()
    assert view.findings_overdue == view.findings_open
    assert view.longest_overdue_days == 3


def test_permits_that_wait_or_run_out_are_those_of_the_list(desk: Desk, desk_as: Callable[..., Desk]) -> None:
    site = make_permit_site(desk)
    permits, manager = PermitsService(desk), PermitsService(desk_as(Role.MANAGER))
    month = TODAY + dt.timedelta(days=30)
    for ends_on in (TODAY, month, month + dt.timedelta(days=1)):
        manager.grant(asked(permits, draft_for(site, ends_on=ends_on)))
    manager.grant(asked(permits, draft_for(site, starts_on=month, ends_on=month)))
    asked(permits, draft_for(site))
    view, rows = HomeService(desk).view(), permits.list_permits()
    assert (len(view.permits_waiting), len(view.permits_expiring)) == (1, 2)
    by = {each: {row.id for row in rows if row.standing is each} for each in PermitStanding}
    assert view.permits_waiting == by[PermitStanding.WAITING]
    assert view.permits_expiring == by[PermitStanding.EXPIRING]
