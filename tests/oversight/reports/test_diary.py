"""The calendar file: imported again it updates what is there, and doubles nothing."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from icalendar import Calendar

from oversight.desk import Desk
from oversight.register import PeriodDraft, PeriodKind
from oversight.reports import ChasingService, ContactDraft, ContactKind, ReportKey, ReportsService
from tests.oversight.reports.test_reports import enter, move_to, receive

D = dt.date
AUTUMN = PeriodDraft(PeriodKind.SERVICE, D(2026, 9, 1), D(2026, 10, 31))


def events(desk: Desk) -> dict[str, Any]:
    found = Calendar.from_ical(ChasingService(desk).write_diary()).events
    assert len({str(event["uid"]) for event in found}) == len(found)
    return {str(event["uid"]): event for event in found}


def by_summary(desk: Desk) -> dict[str, Any]:
    return {str(event["summary"]).rpartition(" ")[2]: event for event in events(desk).values()}


@pytest.fixture
def key(desk: Desk) -> ReportKey:
    move_to(desk, D(2026, 11, 11))
    return ReportKey(enter(desk, AUTUMN), D(2026, 10, 1))


def test_each_due_day_is_an_event_of_a_whole_day(desk: Desk, key: ReportKey) -> None:
    found = by_summary(desk)
    assert {month: event["dtstart"].dt for month, event in found.items()} == {
        "2026年9月分": D(2026, 10, 13),
        "2026年10月分": D(2026, 11, 10),
    }
    event = found["2026年10月分"]
    assert event["dtend"].dt == D(2026, 11, 11)
    assert "株式会社髙﨑 R8-001" in event["summary"]
    assert event["status"] == "CONFIRMED"


def test_importing_again_updates_and_takes_away_what_has_come_in(desk: Desk, key: ReportKey) -> None:
    before = events(desk)
    move_to(desk, D(2026, 11, 12))
    receive(desk, key.contract_id, key.month)
    after = events(desk)
    assert set(after) == set(before)
    assert all(after[uid]["sequence"] > before[uid]["sequence"] for uid in before)
    statuses = {month: str(event["status"]) for month, event in by_summary(desk).items()}
    assert statuses == {"2026年9月分": "CONFIRMED", "2026年10月分": "CANCELLED"}


def test_a_returned_report_stands_on_its_own_day(desk: Desk, key: ReportKey) -> None:
    report_id = receive(desk, key.contract_id, key.month)
    ReportsService(desk).return_report(report_id, reasons="記入漏れ", resubmit_on=D(2026, 11, 20))
    event = by_summary(desk)["2026年10月分"]
    assert (event["dtstart"].dt, event["status"]) == (D(2026, 11, 20), "CONFIRMED")


def test_a_promise_is_an_event_of_its_own(desk: Desk, key: ReportKey) -> None:
    draft = ContactDraft(key, ContactKind.CALL, D(2026, 11, 11), promised_on=D(2026, 11, 25))
    ChasingService(desk).note_contact(draft)
    (promise,) = [each for each in events(desk).values() if "約束の日" in each["summary"]]
    assert promise["dtstart"].dt == D(2026, 11, 25)
