"""A finalised record in an office, and the people on its way."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from models.base import new_id
from models.department import Role, Staff
from oversight.access import Actor, Deed
from oversight.approvals import ApprovalRow, ApprovalsService, ApprovalsView, Decision, DecisionDraft
from oversight.change import Change
from oversight.clock import FixedClock
from oversight.desk import Desk
from oversight.inspections import (
    AttendeeDraft,
    Conclusion,
    InspectionsService,
    InspectorDraft,
    PlanDraft,
)
from tests.answering import answer_all
from tests.factories import adopt_editions, make_contract

DAY = dt.date(2026, 11, 24)
PASS = DecisionDraft(Decision.APPROVED)


@dataclass
class Way:
    """A finalised inspection; people act through ``at``."""

    desk: Desk
    clock: FixedClock
    inspection_id: UUID
    people: dict[str, Actor] = field(default_factory=dict)

    def person(self, name: str, post: str = "", *roles: Role, department_id: UUID | None = None) -> Actor:
        actor = Actor(new_id(), name, post, frozenset(roles))
        with self.desk.writing(Deed.EDIT_REGISTER, "staff.add") as session:
            session.add(
                Staff(
                    id=actor.staff_id,
                    name=name,
                    post=post,
                    roles=[role.value for role in roles],
                    department_id=department_id,
                )
            )
        self.people[name] = actor
        return actor

    def at(self, who: str | Actor) -> ApprovalsService:
        actor = self.people[who] if isinstance(who, str) else who
        return ApprovalsService(self.desk.of_person(actor))

    def view(self, who: str | Actor = "起案 一郎") -> ApprovalsView:
        return self.at(who).get_approvals(self.inspection_id)

    def newest(self, who: str | Actor = "起案 一郎") -> ApprovalRow:
        newest = self.view(who).newest
        assert newest is not None
        return newest

    def draft(self, who: str = "起案 一郎", **values: Any) -> UUID:
        self.at(who).draft(self.inspection_id, **values)
        return self.newest().id

    def decide(self, who: str, draft: DecisionDraft = PASS) -> Change:
        self.clock.moment += dt.timedelta(minutes=1)
        return self.at(who).decide(self.newest().id, draft)

    def approve_all(self) -> None:
        self.draft()
        self.decide("係長 二郎")
        self.decide("課長 三郎")

    @property
    def inspections(self) -> InspectionsService:
        return InspectionsService(self.desk)

    def finalise_again(self) -> None:
        """Finalise a record that is being corrected."""
        self.clock.moment += dt.timedelta(minutes=1)
        self.inspections.finalise(self.inspection_id)


def make_way(desk: Desk, clock: FixedClock, **contract: Any) -> Way:
    """Finalise an inspection whose lead is the person at the desk; a drafter, a chief and a head stand by."""
    adopt_editions(desk)
    contract_id = make_contract(desk, **contract)
    service = InspectionsService(desk)
    lead = (InspectorDraft(desk.actor.name, desk.actor.post, desk.actor.staff_id, is_lead=True),)
    inspection_id = service.plan_inspection(PlanDraft(contract_id, DAY, inspectors=lead)).row_id
    assert inspection_id is not None
    service.start(inspection_id)
    answer_all(service, inspection_id)
    service.put_attendees(inspection_id, [AttendeeDraft("山﨑 恵", "所長", "髙﨑事務サービス", "責任者")])
    service.conclude(inspection_id, conclusion=Conclusion.NO_PROBLEM, closing_talk="良好である。")
    service.finalise(inspection_id)
    way = Way(desk, clock, inspection_id)
    way.person("起案 一郎", "主任", Role.INSPECTOR)
    way.person("係長 二郎", "係長", Role.MANAGER)
    way.person("課長 三郎", "課長", Role.MANAGER)
    way.person("監査 四郎", "監査委員", Role.AUDITOR)
    return way
