"""Proposed days: open, early enough, never more than inspectors carry, and the riskiest first."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oversight.calendar import ClosingCalendar
from oversight.coverage.proposing import Capacity, Carrier, Slot, Wanted, monday_of, propose
from oversight.coverage.risk import (
    DEFAULT_RULES,
    Factor,
    Risk,
    RiskRule,
    read_rules,
    risk_of,
    stored_rules,
    tell_risk,
)
from oversight.errors import RefusedError
from oversight.inspection_years import CoverKey

FIRST = dt.date(2026, 12, 8)
LAST = dt.date(2027, 3, 31)
CALENDAR = ClosingCalendar()
SECTIONS = (UUID(int=101), UUID(int=102))
PEOPLE = tuple(Carrier(UUID(int=1 + at), SECTIONS[at % 2]) for at in range(4))
PAIRS = Capacity(team=2, per_week=2)


def want(at: int, points: int = 0, due_on: dt.date = LAST, from_on: dt.date = dt.date(2026, 4, 1)) -> Wanted:
    return Wanted(CoverKey(UUID(int=1000 + at), from_on), SECTIONS[at % 2], from_on, due_on, points)


def slots_of(found: dict[CoverKey, Slot | None]) -> list[Slot]:
    return [slot for slot in found.values() if slot is not None]


@st.composite
def wishes(draw: st.DrawFn) -> list[Wanted]:
    count = draw(st.integers(0, 30))
    dues = st.dates(dt.date(2026, 12, 9), LAST)
    return [want(at, draw(st.integers(0, 15)), draw(dues)) for at in range(count)]


@given(wishes(), st.integers(1, 4), st.integers(1, 3), st.integers(1, 3))
@settings(max_examples=60)
def test_days_are_open_in_time_and_within_what_inspectors_carry(
    wanted: list[Wanted], people: int, team: int, per_week: int
) -> None:
    found = propose(wanted, PEOPLE[:people], {}, FIRST, CALENDAR, Capacity(team, per_week))
    assert set(found) == {each.key for each in wanted}
    due = {each.key: each.due_on for each in wanted}
    days, weeks = Counter[object](), Counter[object]()
    for key, slot in found.items():
        if slot is None:
            continue
        assert CALENDAR.is_open(slot.day)
        assert FIRST <= slot.day <= due[key]
        assert len(slot.team) == len(set(slot.team)) == min(team, people)
        days.update((one, slot.day) for one in slot.team)
        weeks.update((one, monday_of(slot.day)) for one in slot.team)
    assert all(count == 1 for count in days.values())
    assert all(count <= per_week for count in weeks.values())


@given(wishes())
@settings(max_examples=60)
def test_nobody_is_left_out_while_there_is_room_for_all(wanted: list[Wanted]) -> None:
    found = propose(wanted, PEOPLE, {}, FIRST, CALENDAR, Capacity(1, 5))
    by_due = sorted(each.due_on for each in wanted)
    open_days = [day for at in range(120) if CALENDAR.is_open(day := FIRST + dt.timedelta(days=at))]
    room = all(at < sum(4 for day in open_days if day <= due_on) for at, due_on in enumerate(by_due))
    if room:
        assert len(slots_of(found)) == len(wanted)


@given(wishes())
@settings(max_examples=60)
def test_of_those_with_the_same_last_day_the_riskier_is_never_later(wanted: list[Wanted]) -> None:
    found = propose(wanted, PEOPLE, {}, FIRST, CALENDAR, PAIRS)
    for one in wanted:
        for other in wanted:
            mine, theirs = found[one.key], found[other.key]
            if one.points > other.points and one.due_on == other.due_on and theirs is not None:
                assert mine is not None
                assert mine.day <= theirs.day


def test_a_risky_contract_does_not_push_another_past_its_last_day() -> None:
    soon = [want(at, points=0, due_on=dt.date(2026, 12, 11)) for at in range(4)]
    found = propose([want(9, points=50), *soon], PEOPLE, {}, FIRST, CALENDAR, PAIRS)
    assert all(found[each.key] is not None for each in soon)
    risky = found[want(9).key]
    assert risky is not None
    assert risky.day > dt.date(2026, 12, 11)


def test_what_is_planned_already_takes_its_place_first() -> None:
    taken = {FIRST + dt.timedelta(days=at): [PEOPLE[0].staff_id, PEOPLE[1].staff_id] for at in range(2)}
    found = propose([want(at) for at in range(2)], PEOPLE, taken, FIRST, CALENDAR, PAIRS)
    for slot in slots_of(found):
        if slot.day in taken:
            assert set(slot.team).isdisjoint(taken[slot.day])


def test_few_visits_are_spread_over_the_weeks_not_heaped_on_the_first() -> None:
    found = propose([want(at) for at in range(5)], PEOPLE, {}, FIRST, CALENDAR, PAIRS)
    assert len({monday_of(slot.day) for slot in slots_of(found)}) == 5


def test_the_section_s_own_inspector_leads_where_all_carry_the_same() -> None:
    for at in range(2):
        found = propose([want(at)], PEOPLE, {}, FIRST, CALENDAR, PAIRS)
        (slot,) = slots_of(found)
        lead = next(one for one in PEOPLE if one.staff_id == slot.team[0])
        assert lead.department_id == SECTIONS[at]


def test_a_year_that_begins_later_is_not_visited_before() -> None:
    later = want(0, from_on=dt.date(2027, 2, 1))
    (slot,) = slots_of(propose([later], PEOPLE, {}, FIRST, CALENDAR, PAIRS))
    assert slot.day >= dt.date(2027, 2, 1)


def test_without_inspectors_nothing_can_be_proposed() -> None:
    assert propose([want(0)], (), {}, FIRST, CALENDAR, PAIRS) == {want(0).key: None}
    assert propose([], PEOPLE, {}, FIRST, CALENDAR, PAIRS) == {}


# points

FACTS = {
    Factor.SPECIFIC: 1,
    Factor.SUBCONTRACTED: 0,
    Factor.SEVERE_FINDINGS: 3,
    Factor.LATE_REPORTS: 1,
    Factor.MONTHS_SINCE: 14,
    Factor.NEVER_SEEN: 0,
}


def test_points_add_up_and_say_where_they_come_from() -> None:
    risk = risk_of(FACTS, DEFAULT_RULES)
    assert risk.points == 3 + 6 + 1 + 2
    assert tell_risk(risk) == (
        "A指摘（過去3年）3件 +6、特定個人情報 +3、前の実地から14か月 +2、"
        "月次報告の遅れ（過去12か月）1か月分 +1"
    )
    assert tell_risk(Risk()) == "加点なし"


def test_the_office_s_own_table_counts_and_a_row_it_lacks_is_the_house_s() -> None:
    own = [RiskRule(Factor.SPECIFIC, 10)]
    rules = read_rules(stored_rules(own))
    assert rules[0] == own[0]
    assert rules[1:] == DEFAULT_RULES[1:]
    assert read_rules([]) == DEFAULT_RULES


@pytest.mark.parametrize("wrong", [{"points": -1}, {"points": 100}, {"step": 0}, {"most": 100}])
def test_points_without_sense_are_refused_at_their_field(wrong: dict[str, int]) -> None:
    rule = RiskRule(Factor.MONTHS_SINCE, **{"points": 1, **wrong})
    with pytest.raises(RefusedError) as refused:
        stored_rules([rule])
    assert refused.value.field == f"months_since.{next(iter(wrong))}"
