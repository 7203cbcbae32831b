"""The year's plan through a session: what to propose, and making plans of what was chosen."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from models.department import Role, Staff
from models.inspection import Inspection, Inspector
from oversight.coverage.detail_reading import read_places
from oversight.coverage.proposing import Capacity, Carrier, Wanted, propose
from oversight.coverage.reading import CoverRow, list_cover
from oversight.coverage.risk import Risk, read_rules, risk_of
from oversight.coverage.risk_reading import read_risk_facts
from oversight.coverage.rows import Proposal, TeamMember
from oversight.desk import Desk
from oversight.errors import RefusedError
from oversight.inspection_years import AHEAD, Cover, CoverKey
from oversight.inspections.drafts import InspectorDraft, PlanDraft
from oversight.inspections.planning import plan
from oversight.settings import read_settings
from oversight.words import _


def read_risks(session: Session, today: dt.date, contract_id: UUID | None = None) -> Mapping[UUID, Risk]:
    """Return the points of every contract, or of one, by the office's table."""
    rules = read_rules(read_settings(session).inspection_risks)
    facts = read_risk_facts(session, today, contract_id)
    return {key: risk_of(each, rules) for key, each in facts.items()}


def list_proposals(session: Session, today: dt.date, year: int) -> tuple[Proposal, ...]:
    """Return a proposal for each year that is open and has nothing planned, the riskiest first."""
    rows = [
        row for row in list_cover(session, today, year) if row.covering.cover is Cover.OPEN and not row.coming
    ]
    risks, settings = read_risks(session, today), read_settings(session)
    people = _inspectors(session)
    slots = propose(
        (_wanted(row, risks[row.contract.contract_id]) for row in rows),
        [Carrier(row.id, row.department_id) for row in people.values()],
        _planned(session),
        today + dt.timedelta(days=max(settings.notice_days, 1)),
        settings.closing_days.calendar(),
        Capacity(settings.inspectors_per_visit, settings.visits_per_inspector_week),
    )
    proposals = []
    for row in rows:
        slot = slots[row.key]
        team = [TeamMember(key, people[key].name, people[key].post) for key in slot.team] if slot else []
        risk = risks[row.contract.contract_id]
        proposals.append(Proposal(row.contract, row.year, risk, slot.day if slot else None, tuple(team)))
    return tuple(sorted(proposals, key=lambda each: (-each.risk.points, each.day or dt.date.max)))


def _wanted(row: CoverRow, risk: Risk) -> Wanted:
    return Wanted(row.key, row.contract.department_id, row.year.serves_from, row.year.due_on, risk.points)


def _inspectors(session: Session) -> dict[UUID, Staff]:
    """Return the staff who inspect, by kana; those who have left are none of them."""
    query = select(Staff).where(Staff.withdrawn_on.is_(None), Staff.left_on.is_(None))
    rows = session.scalars(query.order_by(Staff.kana, Staff.name))
    return {row.id: row for row in rows if Role.INSPECTOR in row.roles}


def _planned(session: Session) -> Mapping[dt.date, Sequence[UUID]]:
    """Return, by day, the inspectors of inspections that are planned or under way."""
    query = (
        select(Inspection.planned_on, Inspector.staff_id)
        .join(Inspector, Inspector.inspection_id == Inspection.id)
        .where(
            Inspection.state.in_(AHEAD),
            Inspection.withdrawn_on.is_(None),
            Inspector.withdrawn_on.is_(None),
        )
    )
    found: dict[dt.date, list[UUID]] = defaultdict(list)
    for day, staff_id in session.execute(query):
        found[day] += [staff_id] if staff_id is not None else []
    return found


def adopt(session: Session, desk: Desk, proposals: Iterable[Proposal]) -> tuple[Inspection, ...]:
    """Plan a visit for each proposal: all of them, or none."""
    standing = {
        row.key: row
        for year in {each.year.fiscal_year for each in proposals}
        for row in list_cover(session, desk.today(), year)
    }
    return tuple(_adopt(session, desk, each, standing) for each in proposals)


def _adopt(
    session: Session, desk: Desk, proposal: Proposal, standing: Mapping[CoverKey, CoverRow]
) -> Inspection:
    row = standing.get(CoverKey(proposal.contract.contract_id, proposal.year.starts_on))
    if proposal.day is None or row is None or row.covering.cover is not Cover.OPEN or row.coming:
        sentence = _("{number} {title}は、もう提案のとおりに計画できません。何も計画していません。")
        head = proposal.contract
        raise RefusedError(
            sentence.format(number=head.number, title=head.title), _("提案を作り直してください。")
        )
    places = read_places(session, proposal.contract.contract_id)
    team = tuple(
        InspectorDraft(member.name, member.post, member.staff_id, is_lead=at == 0)
        for at, member in enumerate(proposal.team)
    )
    place_id = places[0].place_id if places else None
    draft = PlanDraft(proposal.contract.contract_id, proposal.day, place_id=place_id, inspectors=team)
    planned = plan(session, desk, draft)
    planned.plan_reason = proposal.why
    return planned
