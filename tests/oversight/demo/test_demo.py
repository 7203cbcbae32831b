"""The made-up city is the same for the same seed and day, and the product finds what was planted."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select, text

from models.base import Base
from models.tables import (
    Contract,
    Contractor,
    DeviceReturn,
    Finding,
    HandlingArea,
    Subcontract,
    VisitDevice,
    VisitExit,
    Worker,
)
from oversight.calendar import parse_day
from oversight.clock import FixedClock
from oversight.coverage import Cover
from oversight.demo import DEMO_PASSPHRASE, DEMO_USER, Truths, make_demo, read_truths
from oversight.office import Office, open_office
from oversight.register import ContractListRow, SubjectCheck
from oversight.reports import PointKind, ReportKey, Standing
from tests.conftest import MORNING


def made(folder: Path, seed: int) -> Office:
    folder.mkdir()
    make_demo(folder, seed=seed, clock=FixedClock(MORNING))
    return open_office(folder, user_id=DEMO_USER, passphrase=DEMO_PASSPHRASE, clock=FixedClock(MORNING))


@pytest.fixture(scope="module")
def city(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Office, Truths]]:
    folder = tmp_path_factory.mktemp("demo") / "city"
    office = made(folder, 77)
    yield office, read_truths(folder)
    office.close()


def digest(office: Office, model: type[Base]) -> list[str]:
    table = model.__table__
    with office.desk.reading() as session:
        rows = session.execute(select(*table.columns))
        return sorted("|".join(str(value) for value in row) for row in rows)


def numbers(office: Office, rows: frozenset[object]) -> list[str]:
    return sorted(row.number for row in office.contracts.list_contracts() if row.id in rows)


def test_the_same_seed_gives_the_same_city_and_another_seed_another(
    city: tuple[Office, Truths], tmp_path: Path
) -> None:
    first = city[0]
    again, other = made(tmp_path / "again", 77), made(tmp_path / "other", 78)
    for model in (
        Contractor,
        Contract,
        Subcontract,
        Worker,
        Finding,
        HandlingArea,
        VisitDevice,
        VisitExit,
        DeviceReturn,
    ):
        assert digest(first, model) == digest(again, model) != []
    assert digest(first, Contractor) != digest(other, Contractor)
    for office in (again, other):
        office.close()


def test_the_way_in_is_told_and_can_be_typed_without_an_input_method(city: tuple[Office, Truths]) -> None:
    truths = city[1]
    assert (truths.user_id, truths.passphrase) == (DEMO_USER, DEMO_PASSPHRASE)
    assert (truths.user_id + truths.passphrase).isascii()


def test_attention_is_drawn_to_exactly_the_planted_tiers(city: tuple[Office, Truths]) -> None:
    office, truths = city
    by_id = {row.id: row.number for row in office.contracts.list_contracts()}
    told = {
        by_id[contract_id]: " ".join(node.attention)
        for contract_id, node in office.subcontracts.list_attention()
    }
    planted = {
        "無断": truths.unpermitted_subcontract,
        "子会社": truths.subsidiary_without_permission,
        "許諾より前": truths.started_before_permission,
    }
    assert sorted(told) == sorted(number for numbers in planted.values() for number in numbers)
    for numbers in planted.values():
        assert numbers
    for number in truths.subsidiary_without_permission:
        assert "子会社" in told[number]
    for number in truths.started_before_permission:
        assert "許諾より前" in told[number]


def test_attention_is_drawn_to_exactly_the_planted_workers(city: tuple[Office, Truths]) -> None:
    office, truths = city
    by_id = {row.id: row.number for row in office.contracts.list_contracts()}
    found: dict[str, list[str]] = {}
    for row in office.workers.list_attention():
        for sentence in row.attention:
            found.setdefault(sentence, []).append(f"{by_id[row.draft.contract_id]} {row.draft.name}")
    assert found == {
        "離任日を過ぎていますが、名簿で有効のままです。": truths.leaver_on_roster,
        "入室許可証・システムIDが返されていません。": truths.leaver_on_roster,
        "実所属が、受託者とも許諾した再委託先とも違います。": truths.foreign_employer,
        "研修から1年を超えています。": truths.training_too_old,
    }


def test_the_first_page_counts_what_is_not_inspected_and_what_is_overdue(city: tuple[Office, Truths]) -> None:
    office, truths = city
    view = office.home.view()
    lacking = frozenset(key.contract_id for key in view.not_inspected)
    assert numbers(office, lacking) == truths.not_inspected_this_year
    overdue = [row.number for row in office.findings.list_findings() if row.days_overdue > 0]
    assert sorted(overdue) == truths.overdue_finding
    assert len(view.findings_overdue) == len(truths.overdue_finding)


def test_coverage_is_what_was_planted(city: tuple[Office, Truths]) -> None:
    office, truths = city
    year = dt.date.fromisoformat(truths.today).year - (dt.date.fromisoformat(truths.today).month < 4)
    rows = office.coverage.list_year(year)
    found = {
        cover: sorted(row.contract.number for row in rows if row.covering.cover is cover) for cover in Cover
    }
    assert found[Cover.OPEN] == truths.not_inspected_this_year != []
    assert found[Cover.REMOTE] == truths.inspected_remotely != []
    assert found[Cover.PAPER] == truths.inspected_on_paper
    assert found[Cover.WAIVED] == truths.inspection_waived != []
    assert found[Cover.MISSED] == []
    assert sum(map(len, found.values())) == len({row.key for row in rows}) == len(rows)
    missed = [
        row.contract.number
        for row in office.coverage.list_year(year - 1)
        if row.covering.cover is Cover.MISSED
    ]
    assert sorted(missed) == truths.inspection_missed_last_year != []


def test_the_coverage_figure_equals_an_independent_query(city: tuple[Office, Truths]) -> None:
    """Count by sentences of SQL of their own what the office counts by its rules."""
    office, truths = city
    today = dt.date.fromisoformat(truths.today)
    year = today.year - (today.month < 4)
    first, last = dt.date(year, 4, 1).isoformat(), dt.date(year + 1, 3, 31).isoformat()
    served = (
        "SELECT DISTINCT p.contract_id FROM contract_period p JOIN contract c ON c.id = p.contract_id"
        " WHERE p.kind = 'service' AND p.starts_on <= :last AND p.ends_on >= :first"
        " AND c.state NOT IN ('drafted', 'announced', 'safety_check')"
    )
    seen = (
        "SELECT DISTINCT i.contract_id FROM inspection i WHERE i.state IN ('finalised', 'correcting')"
        " AND i.kind NOT IN ('pre_contract', 'reinspection') AND i.subcontract_id IS NULL"
        " AND i.conducted_on BETWEEN :first AND :last"
    )
    excused = "SELECT contract_id FROM inspection_waiver WHERE starts_on = :first AND withdrawn_on IS NULL"
    with office.desk.reading() as session:
        days = {"first": first, "last": last}
        owing, done, waived = (set(session.scalars(text(query), days)) for query in (served, seen, excused))
    rows = office.coverage.list_year(year)
    assert len(rows) == len(owing)
    assert sum(row.covering.cover.is_done for row in rows) == len(owing & done)
    assert sum(row.covering.cover is Cover.WAIVED for row in rows) == len((owing & waived) - done)
    assert sum(row.covering.cover.is_lacking for row in rows) == len(owing - done - waived)
    view = office.home.view()
    assert (len(view.inspected), view.contracts) == (len(owing & done), len(owing))


def test_repeated_findings_are_told(city: tuple[Office, Truths]) -> None:
    office, truths = city
    repeated = sorted(row.number for row in office.findings.list_findings() if row.repeated)
    assert repeated == truths.repeated_finding != []


def test_the_out_of_era_end_is_kept_as_written_and_means_the_same_day(city: tuple[Office, Truths]) -> None:
    office, truths = city
    (number,) = truths.out_of_era
    (period,) = office.contracts.get_contract(row_of(office, number).id).draft.periods
    typed = parse_day(period.ends_as_written)
    assert typed.day == period.ends_on
    assert typed.out_of_era


def test_the_contract_with_a_missing_subject_is_the_planted_one(city: tuple[Office, Truths]) -> None:
    office, truths = city
    found = [
        row.number
        for row in office.contracts.list_contracts()
        if any(each.result is SubjectCheck.MISSING for each in office.contracts.get_contract(row.id).subjects)
    ]
    assert found == truths.missing_subject


def row_of(office: Office, number: str) -> ContractListRow:
    return next(row for row in office.contracts.list_contracts() if row.number == number)


def test_every_recorded_inspection_has_its_frozen_record_and_prints(city: tuple[Office, Truths]) -> None:
    office, truths = city
    rows = [row for row in office.inspections.list_inspections() if row.conducted_on]
    assert len(rows) == truths.inspections
    records = [office.inspections.get_inspection(row.id).records for row in rows]
    assert all(len(each) == 1 for each in records)
    paper = office.inspections.print_record(records[0][0].id)
    assert paper.pdf.startswith(b"%PDF-")
    assert paper.warnings == ()


def test_the_journal_of_the_city_is_sound(city: tuple[Office, Truths]) -> None:
    office, _truths = city
    verdict = office.journal.verify()
    assert verdict.is_sound
    assert verdict.entries > 1_000


def test_the_reports_are_exactly_as_planted(city: tuple[Office, Truths]) -> None:
    office, truths = city
    today = office.home.view().reports
    assert months(office, today.overdue) == truths.report_overdue != []
    assert months(office, today.to_check) == truths.report_to_check
    assert months(office, today.returned) == truths.report_returned
    lines = office.reports.list_year(2026)
    waived = frozenset(line.key for line in lines if line.standing is Standing.WAIVED)
    assert months(office, waived) == truths.report_waived
    closed = [line for line in lines if line.standing is Standing.CLOSED]
    assert len(closed) > len(today.overdue)
    assert any(line.days_late for line in closed)


def test_each_report_to_check_has_its_answers_and_one_of_them_much_to_look_at(
    city: tuple[Office, Truths],
) -> None:
    office, _truths = city
    filings = [office.filings.list_filings(key) for key in office.home.view().reports.to_check]
    assert all(len(each) == 1 and each[0].lines for each in filings)
    kinds = {point.kind for (filing,) in filings for point in filing.points}
    assert {PointKind.UNKNOWN_SUBCONTRACTOR, PointKind.NO_PERMIT} <= kinds


def months(office: Office, keys: frozenset[ReportKey]) -> list[str]:
    by_id = {row.id: row.number for row in office.contracts.list_contracts()}
    return sorted(f"{by_id[key.contract_id]} {key.month:%Y-%m}" for key in keys)
