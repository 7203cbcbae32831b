"""What is planted at the doors of the made-up city is caught and listed, nothing else; its log is as kept."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise
from uuid import UUID

import pytest

from models.tables import MonthlyReport, ReportFiling
from oversight.clock import JAPAN, FixedClock
from oversight.demo import DEMO_PASSPHRASE, DEMO_USER, Truths, make_demo, read_truths
from oversight.devices import (
    AreaLevel,
    DoorPointKind,
    DoorPointRow,
    PermitStanding,
    Treatment,
    VisitRow,
    VisitSigner,
)
from oversight.office import Office, open_office
from oversight.report_form.answers import answers_from_document
from oversight.reports import ReportKey
from tests.conftest import MORNING

PLANTED = {
    DoorPointKind.OWN_WITNESS: "door_own_witness",
    DoorPointKind.PERMIT: "door_expired_permit",
    DoorPointKind.LEAVER: "door_leaver",
    DoorPointKind.FOUND: "door_undeclared",
    DoorPointKind.NOT_RETURNED: "door_not_returned",
    DoorPointKind.OVER_MOST: "door_over_most",
    DoorPointKind.CAMERA: "door_camera",
    DoorPointKind.BANNED: "door_banned",  # the camera, by the rule it was let in against
    DoorPointKind.LEFT_OPEN: "door_left_open",
}
SPRING = dt.datetime(2027, 4, 7, 18, 40, tzinfo=JAPAN)


@pytest.fixture(scope="module", params=[MORNING, SPRING], ids=["autumn morning", "spring evening"])
def city(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("doors") / "city"
    folder.mkdir()
    clock = FixedClock(request.param)
    make_demo(folder, clock=clock)
    office = open_office(folder, user_id=DEMO_USER, passphrase=DEMO_PASSPHRASE, clock=clock)
    yield office
    office.close()


@pytest.fixture
def truths(city: Office) -> Truths:
    assert city.vault is not None
    return read_truths(city.vault.folder)


@pytest.fixture(scope="module")
def log(city: Office) -> list[VisitRow]:
    day, months = city.desk.today(), set()
    for _at in range(5):
        months.add(day.replace(day=1))
        day = day.replace(day=1) - dt.timedelta(days=1)
    return [visit for month in sorted(months) for visit in city.visits.list_visits(None, month)]


def test_each_planted_irregularity_is_noted_and_listed_and_nothing_else_is(
    city: Office, truths: Truths, log: list[VisitRow]
) -> None:
    city.visits.note_points()
    numbers = {visit.id: visit.number for visit in log}
    names = {area.id: area.draft.name for area in city.areas.list_areas()}
    found = defaultdict[DoorPointKind, list[str]](list)
    for point in city.visits.list_points():
        found[point.kind].append(_where(point, names, numbers))
    assert found == {kind: getattr(truths, name) for kind, name in PLANTED.items()}
    assert all(found.values())
    assert not city.visits.note_points().subjects


def _where(point: DoorPointRow, names: dict[UUID, str], numbers: dict[UUID, int]) -> str:
    contract = point.contract.split()[0]
    number = [str(numbers[point.visit_id])] if point.visit_id else []
    return " ".join([contract, names[point.area_id], *number])


def test_every_visit_is_as_it_was_signed_and_the_journal_is_sound(city: Office, log: list[VisitRow]) -> None:
    assert len(log) > 200
    assert all(city.visits.check_visit(visit.id).is_sound for visit in log)
    assert city.journal.verify().is_sound


def test_the_log_is_signed_and_witnessed_where_the_door_would_have_it(
    city: Office, log: list[VisitRow]
) -> None:
    witnessed = {each.id: city.areas.get_holding(each.id).witness_by for each in city.areas.list_areas()}
    for visit in log:
        signers = {each.kind for each in visit.signatures}
        assert (VisitSigner.CARRIER_IN in signers) is not bool(visit.late_reason)
        asked = bool(witnessed[visit.area_id]) and not visit.late_reason
        assert (VisitSigner.WITNESS_IN in signers) is asked
        assert visit.witness_id != visit.staff_id or visit.witness_id is None
        assert bool(visit.witness) is bool(witnessed[visit.area_id])


def test_the_numbers_of_each_log_have_no_gaps_and_two_months_lie_behind(
    city: Office, log: list[VisitRow]
) -> None:
    for area in city.areas.list_areas():
        numbers = sorted(visit.number for visit in log if visit.area_id == area.id)
        assert numbers == list(range(1, len(numbers) + 1)) != []
        first = min(visit.entered_at for visit in log if visit.area_id == area.id)
        assert city.desk.clock.now() - first > dt.timedelta(days=59)


def test_no_locker_holds_two_devices_at_once(city: Office, log: list[VisitRow]) -> None:
    kept = defaultdict[tuple[object, str], list[tuple[dt.datetime, dt.datetime]]](list)
    for visit in log:
        for device in visit.devices:
            if device.treatment is Treatment.DEPOSITED:
                until = device.returned_at or city.desk.clock.now()
                kept[visit.area_id, device.kept_at].append((visit.entered_at, until))
    assert kept
    for stays in kept.values():
        assert all(before[1] <= after[0] for before, after in pairwise(sorted(stays)))


def test_nobody_is_in_two_places_at_once(city: Office, log: list[VisitRow]) -> None:
    stays = defaultdict[object, list[tuple[dt.datetime, dt.datetime]]](list)
    for visit in log:
        who = visit.worker_id or (visit.staff_id, visit.contract_id, visit.person)
        stays[who].append((visit.entered_at, visit.left_at or city.desk.clock.now()))
    for each in stays.values():
        assert all(before[1] <= after[0] for before, after in pairwise(sorted(each)))


def test_the_pages_of_the_door_are_full(city: Office, log: list[VisitRow]) -> None:
    areas = city.areas.list_areas()
    assert {area.draft.level for area in areas} == set(AreaLevel)
    assert any(area.draft.uses_core for area in areas)
    assert any(area.draft.max_persons for area in areas)
    assert any(area.draft.closes_at for area in areas)
    assert Counter(visit.group_id for visit in log if visit.group_id).most_common(1)[0][1] == 8
    assert any(visit.carries_nothing for visit in log)
    assert {device.treatment for visit in log for device in visit.devices} == set(Treatment)
    assert any(visit.late_reason and not visit.exceptions for visit in log)
    assert any(visit.left_late_reason for visit in log)
    assert any(visit.staff_id for visit in log)
    inside = city.visits.inside_now()
    assert len([row for row in inside if row.visit.is_inside and not row.is_past_closing]) > 3
    assert all(row.visit.entered_at <= city.desk.clock.now() for row in inside)
    assert {area.id for area in areas if city.visits.regulars(area.id)} == {area.id for area in areas}


def test_permits_stand_in_every_way_and_none_crosses_a_fiscal_year(city: Office) -> None:
    permits = city.permits.list_permits()
    assert {row.standing for row in permits} == set(PermitStanding)
    numbers = defaultdict[str, list[int]](list)
    for row in permits:
        year, number = row.number.split("-")
        numbers[year].append(int(number))
        assert city.permits.get_permit(row.id).draft.starts_on <= row.draft.ends_on
        first, last = row.draft.starts_on, row.draft.ends_on
        assert first.year - (first.month < 4) == last.year - (last.month < 4)
    assert all(sorted(each) == list(range(1, len(each) + 1)) for each in numbers.values())
    for row in permits:
        if row.standing.is_granted:
            assert city.permits.print_permit(row.id).warnings == ()


def test_a_visitor_is_not_on_the_roster_and_a_report_tells_fewer_devices_than_the_log(
    city: Office, truths: Truths, log: list[VisitRow]
) -> None:
    contracts = {row.number: row.id for row in city.contracts.list_contracts()}
    (stranger,) = truths.visitor_not_on_roster
    number, name = stranger.split(" ", 1)
    contract_id = contracts[number]
    assert name not in {row.draft.name for row in city.workers.list_workers(contract_id)}
    months = {visit.entered_at.month for visit in log if visit.person == name}
    assert len(months) >= 2
    for told, is_same in ((truths.report_devices_differ, False), (truths.report_devices_agree, True)):
        (key,) = told
        number, written = key.split()
        month = dt.date.fromisoformat(f"{written}-01")
        logged = _devices(city, log, contracts[number], month)
        reported = _reported(city, ReportKey(contracts[number], month))
        assert logged == 2
        assert (reported == logged) is is_same


def _devices(city: Office, log: list[VisitRow], contract_id: object, month: dt.date) -> int:
    """Return how many different devices were let in in a month, by their serial numbers."""
    local = [(visit, visit.entered_at.astimezone(JAPAN).date()) for visit in log]
    return len(
        {
            device.serial
            for visit, day in local
            for device in visit.devices
            if visit.contract_id == contract_id
            and day.replace(day=1) == month
            and device.treatment is Treatment.ADMITTED
            and device.device_class == "laptop"
        }
    )


def _reported(city: Office, key: ReportKey) -> int | None:
    with city.desk.reading() as session:
        query = session.query(ReportFiling.answers).join(MonthlyReport)
        ours = query.filter(MonthlyReport.contract_id == key.contract_id, MonthlyReport.month == key.month)
        return answers_from_document(ours.one()[0]).number("devices")
