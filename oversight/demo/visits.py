"""Inspections of the made-up city: three fiscal years, most of them sound, some with findings."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from models.coverage import InspectionWaiver
from models.finding import Finding, FindingState
from models.inspection import Answer, Attendee, Inspection, InspectionMethod, InspectionState, Inspector
from models.marks import Conclusion, Mark, Severity
from models.subcontract import Subcontract
from oversight.calendar import first_day, fiscal_year_of, last_day, show_fiscal_year_short
from oversight.checklist import Edition, Item, relevant_items
from oversight.clock import JAPAN
from oversight.demo.covering import excuse_of, has_room, method_of
from oversight.demo.ground import DemoContract, Register
from oversight.demo.names import person_name
from oversight.findings import corrective_due, told_due
from oversight.inspections.findings import cited
from oversight.settings import OfficeSettings

YEARS = 3
INSPECTED_THIS_YEAR = 0.6
_DOCUMENTS = ["従事者名簿", "入退室記録", "誓約書"]
_NEVER_WRONG = frozenset({"SUB-01"})
"""A nonconforming SUB-01 would open further items; the made-up answers keep to the plain case."""

_SETTINGS = OfficeSettings()
_TEXTS = {
    Severity.A: ("区域の机に私物の機器があった。", "持込禁止の周知と入室時の確認をすること。"),
    Severity.B: ("記録の一部に記入漏れがあった（4件中1件）。", "記入漏れを点検し、手順を見直すこと。"),
    Severity.C: ("掲示が古い版のままであった。", "最新の版に差し替えること。"),
}


@dataclass
class Visits:
    """Rows of inspections by table, and the identifiers of those to be frozen as records."""

    register: Register
    edition: Edition
    edition_id: UUID
    lead: tuple[UUID, str, str]
    rows: dict[type[Any], list[dict[str, Any]]] = field(default_factory=dict)
    recorded: list[UUID] = field(default_factory=list)
    numbers: dict[int, int] = field(default_factory=dict)
    asked: dict[tuple[tuple[str, str], ...], tuple[Item, ...]] = field(default_factory=dict)

    def put(self, model: type[Any], **values: Any) -> UUID:
        """Note a row of these tables."""
        row_id = self.register.dice.new_id()
        row = {"id": row_id, "version": 1, "withdrawn_reason": "", **values}
        self.rows.setdefault(model, []).append(row)
        return row_id


def make_visits(visits: Visits) -> None:
    """Make the inspections of all contracts, year by year."""
    register = visits.register
    with_tiers = {row["contract_id"] for row in register.rows.get(Subcontract, [])}
    this_year = fiscal_year_of(register.today)
    for contract in register.contracts:
        previous: tuple[UUID, frozenset[str]] | None = None
        for year in range(this_year - YEARS + 1, this_year + 1):
            if not _serves(contract, year):
                continue
            day = _day_of_visit(register, year)
            if day is None:
                _leave_out(visits, contract, year)
                continue
            has_tiers = contract.id in with_tiers
            method = method_of(register, contract, year, has_tiers=has_tiers)
            facts = _facts(contract, previous is not None, has_tiers, method["method"])
            previous = _visit(visits, contract, day, facts, previous, method)
    register.truths.inspections = len(visits.recorded)


def _serves(contract: DemoContract, year: int) -> bool:
    return contract.service[0] <= last_day(year) and contract.service[1] >= first_day(year)


def _day_of_visit(register: Register, year: int) -> dt.date | None:
    dice, today, truths = register.dice, register.today, register.truths
    if year == fiscal_year_of(today) - 1 and has_room(register, truths.inspection_missed_last_year):
        return None
    if year < fiscal_year_of(today):
        return dice.day_between(dt.date(year, 6, 1), dt.date(year + 1, 2, 20))
    first = min(dt.date(year, 4, 10), today)
    return dice.day_between(first, today) if dice.happens(INSPECTED_THIS_YEAR) else None


def _leave_out(visits: Visits, contract: DemoContract, year: int) -> None:
    """Leave a year without an inspection: missed last year, excused or still open this year."""
    register, truths = visits.register, visits.register.truths
    if year < fiscal_year_of(register.today):
        truths.inspection_missed_last_year.append(contract.number)
    elif has_room(register, truths.inspection_waived):
        truths.inspection_waived.append(contract.number)
        visits.put(InspectionWaiver, **excuse_of(register, contract, year))
    else:
        truths.not_inspected_this_year.append(contract.number)
        _plan(visits, contract, year)


def _facts(
    contract: DemoContract, has_previous: bool, has_tiers: bool, method: InspectionMethod
) -> tuple[tuple[str, str], ...]:
    holds = {
        "特定個人情報": contract.operation.is_specific,
        "再委託": has_tiers,
        "基幹系": contract.operation.is_core,
        "媒体_紙": True,
        "媒体_電子": True,
        "媒体_システム": bool(contract.operation.system),
        "契約終了": False,
        "前回検査": has_previous,
    }
    return (*((name, "yes" if yes else "no") for name, yes in holds.items()), ("検査方法", method.value))


def _asked(visits: Visits, facts: tuple[tuple[str, str], ...]) -> tuple[Item, ...]:
    """Return what is asked under these facts; few sets of facts occur, so each is reckoned once."""
    if facts not in visits.asked:
        relevant = relevant_items(visits.edition, dict(facts), {})
        visits.asked[facts] = tuple(item for item in visits.edition.items if item.id in relevant)
    return visits.asked[facts]


def _plan(visits: Visits, contract: DemoContract, year: int) -> None:
    """Plan a few of those not inspected yet for the coming days."""
    dice, today = visits.register.dice, visits.register.today
    if not dice.happens(0.1):
        return
    day = dice.day_between(today, min(today + dt.timedelta(days=40), last_day(year)))
    _put_inspection(visits, contract, day, InspectionState.PLANNED, {}, None, method="visit")


def _put_inspection(
    visits: Visits,
    contract: DemoContract,
    day: dt.date,
    state: InspectionState,
    facts: Mapping[str, str],
    previous_id: UUID | None,
    **own: Any,
) -> tuple[UUID, str]:
    number = _next_number(visits, fiscal_year_of(day))
    inspection_id = visits.put(
        Inspection,
        number=number,
        fiscal_year=fiscal_year_of(day),
        contract_id=contract.id,
        place_id=contract.place_id,
        edition_id=visits.edition_id,
        previous_id=previous_id,
        kind="regular",
        state=state,
        planned_on=day,
        period_until=day,
        facts=dict(facts),
        documents_checked=_DOCUMENTS,
        **own,
    )
    staff_id, post, name = visits.lead
    visits.put(Inspector, inspection_id=inspection_id, staff_id=staff_id, name=name, post=post, is_lead=True)
    return inspection_id, number


def _next_number(visits: Visits, year: int) -> str:
    visits.numbers[year] = visits.numbers.get(year, 0) + 1
    return f"{show_fiscal_year_short(year)}-{visits.numbers[year]:04d}"


def _visit(
    visits: Visits,
    contract: DemoContract,
    day: dt.date,
    facts: tuple[tuple[str, str], ...],
    previous: tuple[UUID, frozenset[str]] | None,
    method: Mapping[str, Any],
) -> tuple[UUID, frozenset[str]]:
    asked = _asked(visits, facts)
    wrong = _wrong_items(visits, asked, previous)
    started = dt.datetime.combine(day, dt.time(10, visits.register.dice.randint(0, 20)), JAPAN)
    inspection_id, number = _put_inspection(
        visits,
        contract,
        day,
        InspectionState.FINALISED,
        dict(facts),
        previous[0] if previous else None,
        **_ending(day, started, wrong),
        **method,
    )
    _put_attendee(visits, inspection_id, contract.contractor)
    for at, item in enumerate(asked):
        _answer(visits, inspection_id, item, started + dt.timedelta(minutes=at), item in wrong)
    repeated = previous[1] if previous else frozenset()
    for at, item in enumerate(wrong, start=1):
        _finding(visits, contract, inspection_id, f"{number}-{at:02d}", item, day, item.id in repeated)
    visits.recorded.append(inspection_id)
    return inspection_id, frozenset(item.id for item in wrong)


def _ending(day: dt.date, started: dt.datetime, wrong: tuple[Item, ...]) -> dict[str, Any]:
    return {
        "conducted_on": day,
        "started_at": started,
        "ended_at": started + dt.timedelta(minutes=95),
        "conclusion": _conclusion(wrong),
        "closing_talk": "指摘事項を伝え、是正を求めた。" if wrong else "良好に運用されている。",
        "opinion": "事実の誤りはない。",
        "opinion_heard_on": day,
    }


def _put_attendee(visits: Visits, inspection_id: UUID, contractor: str) -> None:
    visits.put(
        Attendee,
        inspection_id=inspection_id,
        name=person_name(visits.register.dice)[0],
        post="業務責任者",
        organisation=contractor,
        role="立会",
        position=0,
    )


def _wrong_items(
    visits: Visits, asked: tuple[Item, ...], previous: tuple[UUID, frozenset[str]] | None
) -> tuple[Item, ...]:
    dice = visits.register.dice
    count = dice.choices((0, 1, 2, 3), weights=(60, 25, 10, 5))[0]
    wrong = set(dice.sample([item for item in asked if item.id not in _NEVER_WRONG], count))
    is_planted = bool(visits.register.truths.repeated_finding)
    if previous and previous[1] and (dice.happens(0.1) or not is_planted):
        again = sorted(previous[1])[0]
        wrong |= {item for item in asked if item.id == again}
    return tuple(item for item in asked if item in wrong)


def _conclusion(wrong: tuple[Item, ...]) -> Conclusion:
    if any(item.severity is Severity.A for item in wrong):
        return Conclusion.SERIOUS
    return Conclusion.NEEDS_IMPROVEMENT if wrong else Conclusion.NO_PROBLEM


def _answer(visits: Visits, inspection_id: UUID, item: Item, at: dt.datetime, is_wrong: bool) -> None:
    dice = visits.register.dice
    entered: dict[str, Any] = {
        "number": dice.randint(0, 5),
        "date": at.date().isoformat(),
        "text": "確認した",
    }
    population = dice.randint(10, 60) if item.sample else None
    finding, measure = _TEXTS[item.severity] if is_wrong else ("", "")
    visits.put(
        Answer,
        inspection_id=inspection_id,
        item_id=item.id,
        mark=Mark.NONCONFORMING if is_wrong else Mark.CONFORMING,
        finding_text=finding,
        reason="",
        measure=measure,
        values={field.id: entered[field.kind] for field in item.fields if field.kind in entered},
        population=population,
        sample_size=min(population, 10) if population else None,
        evidence=item.look_at.ja.split("、")[0],
        note="",
        answered_at=at,
        answered_by=f"{visits.lead[1]} {visits.lead[2]}",
    )


def _finding(
    visits: Visits,
    contract: DemoContract,
    inspection_id: UUID,
    number: str,
    item: Item,
    day: dt.date,
    repeated: bool,
) -> None:
    register, texts = visits.register, _TEXTS[item.severity]
    due = corrective_due(item.severity, day, _SETTINGS)
    is_open = fiscal_year_of(day) == fiscal_year_of(register.today) and register.dice.happens(0.5)
    _tell(register, number, is_overdue=is_open and due.day < register.today, is_repeated=repeated)
    own = {} if is_open else {"reply": "是正した。", "corrected_on": due.day, "confirmed_on": due.day}
    visits.put(
        Finding,
        number=number,
        inspection_id=inspection_id,
        contract_id=contract.id,
        item_id=item.id,
        severity=item.severity,
        state=FindingState.OPEN if is_open else FindingState.CLOSED,
        fact=texts[0],
        basis=cited(visits.edition, item),
        measure=texts[1],
        due_on=due.day,
        due_explanation=told_due(item.severity, due, _SETTINGS),
        repeated=repeated,
        **own,
    )


def _tell(register: Register, number: str, *, is_overdue: bool, is_repeated: bool) -> None:
    if is_overdue:
        register.truths.overdue_finding.append(number)
    if is_repeated:
        register.truths.repeated_finding.append(number)


TABLES = (InspectionWaiver, Inspection, Inspector, Attendee, Answer, Finding)
