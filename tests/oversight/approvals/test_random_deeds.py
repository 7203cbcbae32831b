"""Whatever is tried in whatever order: steps in order, never by the drafter, nothing after the end."""

from __future__ import annotations

import contextlib
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from models.approval import Approval, ApprovalStep, Decision
from models.department import Role
from models.inspection import InspectionRecord
from oversight.approvals import DecisionDraft, Standing
from oversight.approvals.course import Course, read_course
from oversight.clock import FixedClock
from oversight.desk import Desk
from oversight.errors import OversightError
from tests.oversight.approvals.approval_site import Way, make_way

PEOPLE = ("起案 一郎", "係長 二郎", "課長 三郎", "監査 四郎", "補佐 五郎")
TRIED = st.one_of(
    st.tuples(st.just("draft"), st.sampled_from(PEOPLE)),
    st.tuples(st.just("approve"), st.sampled_from(PEOPLE), st.booleans()),
    st.tuples(st.just("return"), st.sampled_from(PEOPLE), st.booleans()),
    st.tuples(st.just("withdraw"), st.sampled_from(PEOPLE)),
    st.tuples(st.just("correct"), st.sampled_from(PEOPLE)),
    st.tuples(st.just("finalise"), st.sampled_from(PEOPLE)),
)


@pytest.fixture
def engine(embedded: Engine) -> Engine:
    """Use the encrypted store alone: the rules are the services'."""
    return embedded


def attempt(way: Way, kind: str, who: str, *more: bool) -> None:
    """Do what is asked through the services, allowed or not."""
    service = way.at(who)
    view = service.get_approvals(way.inspection_id)
    if kind == "draft":
        service.draft(way.inspection_id)
    elif kind == "correct":
        way.inspections.start_correction(way.inspection_id, reason="誤り")
    elif kind == "finalise":
        way.inspections.finalise(way.inspection_id)
    elif view.newest is not None and kind == "withdraw":
        service.withdraw(view.newest.id)
    elif view.newest is not None and kind == "approve":
        service.decide(view.newest.id, DecisionDraft(Decision.APPROVED, "", more[0], "", "不在"))
    elif view.newest is not None:
        draft = DecisionDraft(Decision.RETURNED, "直す", False, "", "", opens_correction=more[0])
        service.decide(view.newest.id, draft)


def holds(session: Session, way: Way) -> None:
    """Hold every approval there is against the rules."""
    versions: dict[Any, list[Course]] = {}
    for row in session.scalars(select(Approval).order_by(Approval.number)):
        course = read_course(session, row)
        versions.setdefault(row.record_id, []).append(course)
        assert [each.position for each in course.decided] == list(range(1, len(course.decided) + 1))
        assert len(course.decided) <= row.steps
        assert all(each.decision is Decision.APPROVED for each in course.decided[:-1])
        for each in course.decided:
            taken_back = each.decision is Decision.WITHDRAWN
            assert (each.decided_id == row.drafted_id) is taken_back
        own = [each.decided_id for each in course.decided if not each.proxy_for]
        assert len(own) == len(set(own))
        if course.standing is Standing.APPROVED:
            assert course.decided[-1].decided_id != way.desk.actor.staff_id, "who inspected was last"
    for courses in versions.values():
        ended = {Standing.RETURNED, Standing.WITHDRAWN}
        assert all(course.standing in ended for course in courses[:-1])


def ended_rows(session: Session) -> set[str]:
    """Return what may never change again: records, and approvals that have ended with their steps."""
    kept: set[str] = set()
    for row in session.scalars(select(Approval)):
        if read_course(session, row).standing is not Standing.UNDER_WAY:
            steps = select(ApprovalStep.__table__).where(ApprovalStep.approval_id == row.id)
            kept |= {f"{row.id} {step}" for step in map(repr, session.execute(steps).all())}
    return kept | set(map(repr, session.execute(select(InspectionRecord.__table__)).all()))


@pytest.fixture
def ground(desk: Desk, clock: FixedClock) -> Way:
    way = make_way(desk, clock)
    way.person("補佐 五郎", "課長補佐", Role.MANAGER, Role.INSPECTOR)
    return way


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tried=st.lists(TRIED, min_size=3, max_size=14))
def test_no_sequence_of_deeds_breaks_the_rules(ground: Way, tried: list[tuple[Any, ...]]) -> None:
    """One store takes all sequences, one after another: the rules hold wherever it stands."""
    kept: set[str] = set()
    for each in tried:
        with contextlib.suppress(OversightError):
            attempt(ground, *each)
        with ground.desk.reading() as session:
            holds(session, ground)
            now = ended_rows(session)
        assert kept <= now, "what had ended was changed"
        kept = now


def test_the_sequences_reach_every_end(ground: Way) -> None:
    """Hold that the attempts above do get through when they may: the rules are not kept by doing nothing."""
    for each in (
        ("draft", "起案 一郎"),
        ("withdraw", "起案 一郎"),
        ("draft", "起案 一郎"),
        ("return", "係長 二郎", True),
        ("finalise", "起案 一郎"),
        ("draft", "補佐 五郎"),
        ("approve", "係長 二郎", False),
        ("approve", "課長 三郎", False),
        ("correct", "起案 一郎"),
    ):
        attempt(ground, *each)
    with ground.desk.reading() as session:
        stands = [
            read_course(session, row).standing
            for row in session.scalars(select(Approval).order_by(Approval.drafted_at, Approval.number))
        ]
        assert sorted(each.name for each in stands) == ["APPROVED", "RETURNED", "WITHDRAWN"]
        assert len(session.scalars(select(InspectionRecord)).all()) == 2
