"""Coverage and the year's plan as deeds, on both engines."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import UUID

import icalendar
import pytest

from models.contract import Contract, InspectionCycle
from models.department import Role
from models.finding import Finding, FindingState
from models.inspection import Inspection, InspectionKind, InspectionMethod, InspectionState
from models.marks import Severity
from oversight.access import Deed
from oversight.clock import FixedClock
from oversight.coverage import (
    Cover,
    CoverageService,
    CoverKey,
    CoverRow,
    Factor,
    Proposal,
    RiskRule,
    YearPlanService,
    stored_rules,
    tell_covering,
)
from oversight.coverage.notices import Numbering, write_papers
from oversight.desk import Desk
from oversight.errors import ChangedMeanwhileError, NotPermittedError, RefusedError
from oversight.inspections import InspectionsService, InspectorDraft, PlanDraft
from oversight.people import PeopleService, StaffDraft
from oversight.register import ContractsService
from oversight.settings import SettingsService
from tests.factories import adopt_editions, make_contract, make_department, make_place, make_subcontract
from tests.oversight.inspections.test_inspections import finalised, planned
from tests.oversight.papers.reading_pdf import text_of

TODAY = dt.date(2026, 11, 24)
APRIL = dt.date(2026, 4, 1)
LEAD = (InspectorDraft("福井 太郎", is_lead=True),)


@pytest.fixture
def coverage(desk: Desk) -> CoverageService:
    adopt_editions(desk)
    SettingsService(desk).change(reports_from="2027-04-01")
    return CoverageService(desk)


@pytest.fixture
def year_plan(desk: Desk, coverage: CoverageService) -> YearPlanService:
    people = PeopleService(desk, None)
    for name in ("福井 太郎", "大野 実", "佐藤 花"):
        people.add_staff(StaffDraft(name, roles=frozenset({Role.INSPECTOR})))
    people.add_staff(StaffDraft("見るだけ", roles=frozenset({Role.AUDITOR})))
    return YearPlanService(desk)


def visited(desk: Desk, contract_id: UUID, on: dt.date = dt.date(2026, 8, 3), **values: Any) -> UUID:
    """Write a recorded inspection straight into the store."""
    return put(
        desk,
        contract_id,
        **{"conducted_on": on, "planned_on": on, "state": InspectionState.FINALISED, **values},
    )


def put(desk: Desk, contract_id: UUID, **values: Any) -> UUID:
    plain = InspectionsService(desk).plan_inspection(PlanDraft(contract_id, TODAY, inspectors=LEAD)).row_id
    assert plain is not None
    with desk.writing(Deed.PLAN_INSPECTION, "inspection.plan") as session:
        row = session.get_one(Inspection, plain)
        for name, value in values.items():
            setattr(row, name, value)
        return row.id


def row_of(coverage: CoverageService, contract_id: UUID, year: int = 2026) -> CoverRow:
    (row,) = [row for row in coverage.list_year(year) if row.contract.contract_id == contract_id]
    return row


def test_each_contract_of_the_year_stands_in_one_way_and_a_contractor_s_two_contracts_are_two(
    coverage: CoverageService, desk: Desk
) -> None:
    contract_id = make_contract(desk, number="1")
    with desk.reading() as session:
        contractor_id = session.get_one(Contract, contract_id).contractor_id
    ways: dict[str, dict[str, Any]] = {
        "1": {"method": InspectionMethod.VISIT},
        "2": {"method": InspectionMethod.VIDEO, "method_reason": "遠隔地のため"},
        "3": {
            "method": InspectionMethod.PAPER,
            "method_reason": "本人の数が少ない",
            "paper_ground": "persons",
        },
    }
    ids = {"1": contract_id}
    for number in ("2", "3", "4", "5", "6"):
        service = (APRIL, dt.date(2026, 6, 30)) if number == "6" else (APRIL, dt.date(2027, 3, 31))
        ids[number] = make_contract(desk, number=number, contractor_id=contractor_id, service=service)
    for number, values in ways.items():
        visited(desk, ids[number], **values)
    coverage.waive(CoverKey(ids["4"], APRIL), reason="災害で施設が閉鎖")
    rows = {row.contract.number: row for row in coverage.list_year(2026)}
    assert {number: row.covering.cover for number, row in rows.items()} == {
        "1": Cover.ON_SITE,
        "2": Cover.REMOTE,
        "3": Cover.PAPER,
        "4": Cover.WAIVED,
        "5": Cover.OPEN,
        "6": Cover.MISSED,
    }
    assert tell_covering(rows["2"].covering) == "遠隔地のため"
    assert tell_covering(rows["3"].covering) == "本人の数が少ない　本人の数が少ない"
    assert tell_covering(rows["4"].covering).endswith("承認　災害で施設が閉鎖")
    assert rows["6"].year.due_on == dt.date(2026, 6, 30)
    assert coverage.list_year(2025) == ()


@pytest.mark.parametrize(
    "values",
    [
        {"kind": InspectionKind.PRE_CONTRACT},
        {"kind": InspectionKind.REINSPECTION},
        {"state": InspectionState.CALLED_OFF},
        {"state": InspectionState.IN_PROGRESS},
        {"withdrawn_on": TODAY},
        {"conducted_on": dt.date(2026, 3, 31)},
    ],
)
def test_what_does_not_look_at_the_whole_operation_in_its_year_does_not_cover_it(
    coverage: CoverageService, desk: Desk, values: dict[str, Any]
) -> None:
    contract_id = make_contract(desk)
    visited(desk, contract_id, **values)
    assert row_of(coverage, contract_id).covering.cover is Cover.OPEN


def test_a_visit_to_a_sub_contractor_alone_leaves_the_contract_open(
    coverage: CoverageService, desk: Desk
) -> None:
    contract_id = make_contract(desk)
    visited(desk, contract_id, subcontract_id=make_subcontract(desk, contract_id))
    row = row_of(coverage, contract_id)
    assert (row.covering.cover, row.last_seen_on) == (Cover.OPEN, None)


def test_a_contract_year_runs_from_the_first_day_of_service(coverage: CoverageService, desk: Desk) -> None:
    service = (dt.date(2025, 10, 1), dt.date(2028, 9, 30))
    contract_id = make_contract(desk, service=service, inspection_cycle=InspectionCycle.CONTRACT_YEAR)
    visited(desk, contract_id, dt.date(2025, 11, 4))
    years = coverage.list_years(contract_id)
    assert [(row.year.starts_on, row.covering.cover) for row in years] == [
        (dt.date(2026, 10, 1), Cover.OPEN),
        (dt.date(2025, 10, 1), Cover.ON_SITE),
    ]
    assert coverage.list_year(2026)[0].year.starts_on == dt.date(2025, 10, 1)


def test_a_year_that_passed_without_an_inspection_is_missed_and_stays_in_its_list(
    coverage: CoverageService, desk: Desk, clock: FixedClock
) -> None:
    contract_id = make_contract(desk)
    clock.moment += dt.timedelta(days=128)
    assert row_of(coverage, contract_id).covering.cover is Cover.MISSED


def test_excusing_names_who_and_why_and_can_be_taken_back(
    coverage: CoverageService, desk: Desk, desk_as: Callable[..., Desk]
) -> None:
    contract_id = make_contract(desk)
    key = CoverKey(contract_id, APRIL)
    with pytest.raises(RefusedError, match="理由"):
        coverage.waive(key, reason=" ")
    with pytest.raises(RefusedError, match="その年"):
        coverage.waive(CoverKey(contract_id, dt.date(2027, 4, 1)), reason="災害")
    with pytest.raises(NotPermittedError):
        CoverageService(desk_as(Role.INSPECTOR)).waive(key, reason="災害")
    coverage.waive(key, reason="災害")
    with pytest.raises(RefusedError, match="免除"):
        coverage.waive(key, reason="災害")
    excuse = row_of(coverage, contract_id).covering.excuse
    assert excuse is not None
    assert (excuse.reason, excuse.approved_on, excuse.approved_by) == ("災害", TODAY, desk.actor.signature)
    with pytest.raises(RefusedError, match="理由"):
        coverage.end_waiver(excuse.waiver_id, reason="")
    with pytest.raises(ChangedMeanwhileError):
        coverage.end_waiver(excuse.waiver_id, reason="復旧した", version=excuse.version + 1)
    coverage.end_waiver(excuse.waiver_id, reason="復旧した", version=excuse.version)
    assert row_of(coverage, contract_id).covering.cover is Cover.OPEN
    with pytest.raises(RefusedError, match="取り消されて"):
        coverage.end_waiver(excuse.waiver_id, reason="復旧した")
    coverage.waive(key, reason="再び")


def test_the_pane_shows_each_place_since_when_it_was_not_seen(coverage: CoverageService, desk: Desk) -> None:
    contract_id = make_contract(desk, handles_specific=True)
    seen, unseen = (
        make_place(desk, contract_id, address="北区"),
        make_place(desk, contract_id, address="南区"),
    )
    visited(desk, contract_id, dt.date(2025, 8, 3), place_id=seen)
    visited(desk, contract_id, dt.date(2026, 8, 3), place_id=seen)
    visited(desk, contract_id, dt.date(2026, 9, 3), place_id=unseen, method=InspectionMethod.VIDEO)
    detail = coverage.get_year(CoverKey(contract_id, APRIL))
    assert detail is not None
    assert [(each.address, each.seen_on, each.otherwise_on) for each in detail.places] == [
        ("南区", None, dt.date(2026, 9, 3)),
        ("北区", dt.date(2026, 8, 3), None),
    ]
    assert [each.day for each in detail.inspections] == [dt.date(2026, 8, 3), dt.date(2026, 9, 3)]
    assert (detail.row.last_seen_on, detail.risk.points) == (dt.date(2026, 8, 3), 3)
    assert coverage.get_year(CoverKey(contract_id, dt.date(2020, 4, 1))) is None


def test_paper_is_ruled_on_again_on_the_day(coverage: CoverageService, desk: Desk) -> None:
    contract_id = make_contract(desk, persons_count=10)
    service = InspectionsService(desk)
    paper: dict[str, Any] = {"method": InspectionMethod.PAPER, "method_reason": "本人の数が少ない"}
    kept, spoilt = planned(service, contract_id, **paper), planned(service, contract_id, **paper)
    finalised(service, kept)
    covering = row_of(coverage, contract_id).covering
    assert (covering.cover, tell_covering(covering)) == (Cover.PAPER, "本人の数が少ない　本人の数が少ない")
    make_subcontract(desk, contract_id)
    with pytest.raises(RefusedError, match="再委託"):
        service.start(spoilt)


# the year's plan


def proposals_by_number(plan: YearPlanService) -> dict[str, Proposal]:
    return {each.contract.number: each for each in plan.propose(2026)}


def test_what_is_open_and_unplanned_is_proposed_riskiest_first_with_reasons(
    year_plan: YearPlanService, desk: Desk
) -> None:
    plain = make_contract(desk, number="plain", service=(dt.date(2025, 4, 1), dt.date(2027, 3, 31)))
    visited(desk, plain, dt.date(2025, 9, 1))
    risky = make_contract(desk, number="risky", handles_specific=True)
    make_subcontract(desk, risky)
    done = make_contract(desk, number="done")
    visited(desk, done)
    ahead = make_contract(desk, number="ahead")
    planned(InspectionsService(desk), ahead)
    found = year_plan.propose(2026)
    assert [each.contract.number for each in found] == ["risky", "plain"]
    assert found[0].why == "9点: 実地検査をしたことがない +4、特定個人情報 +3、再委託 +2"
    assert found[1].why == "2点: 前の実地から14か月 +2"
    for each in found:
        assert each.day is not None
        assert each.day >= TODAY + dt.timedelta(days=14)
        assert len(each.team) == 2
    year_plan.adopt(found)
    assert year_plan.propose(2026) == ()
    entries = {entry.contract.number: entry for entry in year_plan.read_calendar(2026).entries}
    assert (entries["risky"].day, entries["risky"].plan_reason) == (found[0].day, found[0].why)
    assert [one.name for one in entries["risky"].team] == [one.name for one in found[0].team]


def test_earlier_a_findings_and_late_reports_count(year_plan: YearPlanService, desk: Desk) -> None:
    SettingsService(desk).change(reports_from="")
    contract_id = make_contract(desk, service=(dt.date(2025, 4, 1), dt.date(2027, 3, 31)))
    inspection_id = visited(desk, contract_id, dt.date(2026, 1, 20))
    with desk.writing(Deed.EDIT_FINDING, "finding.add") as session:
        for number, state in (("1", FindingState.CLOSED), ("2", FindingState.DROPPED)):
            session.add(
                Finding(
                    number=number,
                    inspection_id=inspection_id,
                    contract_id=contract_id,
                    severity=Severity.A,
                    state=state,
                    fact="私物の機器",
                    due_on=TODAY,
                )
            )
    parts = {part.factor: part for part in year_plan.list_risks()[contract_id].parts}
    assert parts[Factor.SEVERE_FINDINGS].count == 1
    assert (parts[Factor.LATE_REPORTS].count, parts[Factor.LATE_REPORTS].points) == (12, 3)
    assert parts[Factor.MONTHS_SINCE].count == 10


def test_the_office_s_table_of_points_decides(year_plan: YearPlanService, desk: Desk) -> None:
    make_contract(desk, number="specific", handles_specific=True)
    make_subcontract(desk, make_contract(desk, number="tier"))
    assert next(iter(proposals_by_number(year_plan))) == "specific"
    own = [RiskRule(Factor.SPECIFIC, 0), RiskRule(Factor.SUBCONTRACTED, 20)]
    SettingsService(desk).change(inspection_risks=stored_rules(own))
    assert year_plan.read_rules()[1].points == 20
    assert next(iter(proposals_by_number(year_plan))) == "tier"


def test_a_plan_that_no_longer_stands_is_refused_whole(year_plan: YearPlanService, desk: Desk) -> None:
    make_contract(desk, number="1")
    second = make_contract(desk, number="2")
    found = year_plan.propose(2026)
    visited(desk, second)
    with pytest.raises(RefusedError, match="もう提案のとおり"):
        year_plan.adopt(found)
    assert [entry.contract.number for entry in year_plan.read_calendar(2026).entries] == ["2"]


def test_the_place_longest_not_seen_is_proposed(year_plan: YearPlanService, desk: Desk) -> None:
    contract_id = make_contract(desk, service=(dt.date(2025, 4, 1), dt.date(2027, 3, 31)))
    old, new = make_place(desk, contract_id), make_place(desk, contract_id)
    visited(desk, contract_id, dt.date(2025, 8, 3), place_id=old)
    year_plan.adopt(year_plan.propose(2026))
    (entry,) = year_plan.read_calendar(2026).entries
    assert InspectionsService(desk).get_inspection(entry.inspection_id).place_id == new


def test_a_visit_moves_to_an_open_day_and_its_notice_goes_out_again(
    year_plan: YearPlanService, desk: Desk
) -> None:
    service = InspectionsService(desk)
    inspection_id = planned(service, make_contract(desk), dt.date(2026, 12, 8))
    service.notify(inspection_id, notice_number="札保介第12号", notice_on=TODAY)
    version = service.get_inspection(inspection_id).version
    with pytest.raises(RefusedError, match="土曜日"):
        year_plan.move(inspection_id, dt.date(2026, 12, 12), version=version)
    year_plan.move(inspection_id, dt.date(2026, 12, 8), version=version)
    assert service.get_inspection(inspection_id).state is InspectionState.NOTIFIED
    year_plan.move(inspection_id, dt.date(2026, 12, 10))
    detail = service.get_inspection(inspection_id)
    assert (detail.planned_on, detail.state, detail.notice_on) == (
        dt.date(2026, 12, 10),
        InspectionState.PLANNED,
        None,
    )
    with pytest.raises(ChangedMeanwhileError):
        year_plan.move(inspection_id, dt.date(2026, 12, 11), version=version)
    service.start(inspection_id)
    with pytest.raises(RefusedError, match="始めた検査"):
        year_plan.move(inspection_id, dt.date(2026, 12, 11))


def test_the_calendar_names_closing_days_and_who_is_taken_twice(
    year_plan: YearPlanService, desk: Desk
) -> None:
    service = InspectionsService(desk)
    for number, team in (("1", LEAD), ("2", LEAD), ("3", (InspectorDraft("大野 実", is_lead=True),))):
        planned(service, make_contract(desk, number=number), dt.date(2026, 12, 8), inspectors=team)
    called_off = planned(service, make_contract(desk, number="4"), dt.date(2026, 12, 8))
    service.call_off(called_off, reason="契約の解除")
    calendar = year_plan.read_calendar(2026)
    assert {entry.contract.number: entry.clashing for entry in calendar.entries} == {
        "1": ("福井 太郎",),
        "2": ("福井 太郎",),
        "3": (),
    }
    assert calendar.closed[dt.date(2026, 11, 23)] == "勤労感謝の日"
    assert dt.date(2026, 11, 24) not in calendar.closed


def test_notices_go_out_numbered_all_or_none(year_plan: YearPlanService, desk: Desk, tmp_path: Path) -> None:
    service = InspectionsService(desk)
    for day in (10, 8):
        planned(service, make_contract(desk, number=f"R8-{day}"), dt.date(2026, 12, day))
    entries = year_plan.list_unnotified(2026)
    with pytest.raises(RefusedError, match=r"\{n\}"):
        year_plan.give_notices(entries, Numbering("札保介第12号", 1), TODAY)
    given = year_plan.give_notices(entries, Numbering("札保介第{n}号", 41), TODAY)
    assert [(each.inspection_number, each.notice_number) for each in given] == [
        ("R8-0002", "札保介第41号"),
        ("R8-0001", "札保介第42号"),
    ]
    assert year_plan.list_unnotified(2026) == ()
    written = write_papers(tmp_path / "通知", year_plan.print_notices(given))
    assert [path.name for path in written] == ["R8-0002.pdf", "R8-0001.pdf"]
    assert "札保介第41号" in text_of(written[0].read_bytes())
    with pytest.raises(RefusedError, match="書けません"):
        write_papers(written[0], year_plan.print_notices(given))


def test_the_printed_plan_holds_what_is_planned_and_what_is_not(
    year_plan: YearPlanService, desk: Desk
) -> None:
    make_contract(desk, number="R8-900", handles_specific=True)
    empty = text_of(year_plan.print_plan(2026).pdf)
    assert "計画した検査はありません。" in empty
    assert "まだ計画していない契約" in empty
    year_plan.adopt(year_plan.propose(2026))
    paper = year_plan.print_plan(2026)
    text = text_of(paper.pdf).replace("\n", "")
    for word in ("実地検査 年間計画", "令和8年度", "R8-900", "R8-0001", "特定個人情報 +3", "未実施 1"):
        assert word in text.replace("　", " ")
    assert "まだ計画していない契約" not in text
    assert paper.pdf == year_plan.print_plan(2026).pdf


def test_the_calendar_file_updates_and_never_doubles(
    year_plan: YearPlanService, desk: Desk, clock: FixedClock
) -> None:
    service = InspectionsService(desk)
    timed = planned(
        service,
        make_contract(desk, number="1"),
        dt.date(2026, 12, 8),
        planned_from=dt.time(10),
        planned_until=dt.time(12),
    )
    other = make_contract(desk, number="2")
    whole = planned(service, other, dt.date(2026, 12, 9), place_id=make_place(desk, other))
    from_only = planned(
        service, make_contract(desk, number="3"), dt.date(2026, 12, 9), planned_from=dt.time(9)
    )
    first = events(year_plan.write_diary(2026))
    clock.moment += dt.timedelta(minutes=5)
    year_plan.move(timed, dt.date(2026, 12, 11))
    service.call_off(whole, reason="契約の解除")
    second = events(year_plan.write_diary(2026))
    assert set(first) == set(second)
    assert len(first) == 3
    for uid, event in second.items():
        assert event["sequence"] > first[uid]["sequence"]
    days = sorted(str(event.decoded("dtstart")) for event in second.values())
    assert days == ["2026-12-09", "2026-12-09 00:00:00+00:00", "2026-12-11 01:00:00+00:00"]
    assert sorted(str(event["status"]) for event in second.values()) == [
        "CANCELLED",
        "CONFIRMED",
        "CONFIRMED",
    ]
    assert from_only is not None


def events(content: bytes) -> dict[str, Any]:
    calendar = icalendar.Calendar.from_ical(content)
    return {str(event["uid"]): event for event in calendar.walk("VEVENT")}


def test_departments_own_their_contracts_in_the_list(coverage: CoverageService, desk: Desk) -> None:
    section = make_department(desk, "総務課")
    contract_id = make_contract(desk, department_id=section)
    assert row_of(coverage, contract_id).contract.department == "総務課"


@pytest.mark.parametrize("day", [dt.date(2026, 5, 7), dt.date(2026, 8, 3)])
def test_of_two_years_due_in_one_the_list_of_contracts_tells_the_one_that_lacks(
    coverage: CoverageService, desk: Desk, day: dt.date
) -> None:
    service = (dt.date(2025, 7, 1), dt.date(2026, 12, 31))
    contract_id = make_contract(desk, service=service, inspection_cycle=InspectionCycle.CONTRACT_YEAR)
    visited(desk, contract_id, day)
    covers = {row.covering.cover for row in coverage.list_year(2026)}
    lacking = Cover.OPEN if day < dt.date(2026, 7, 1) else Cover.MISSED
    assert covers == {Cover.ON_SITE, lacking}
    (row,) = ContractsService(desk).list_contracts()
    assert row.cover is lacking
    assert row.lacks_inspection
