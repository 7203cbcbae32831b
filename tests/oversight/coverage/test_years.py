"""Which years owe an inspection, and how each is covered: properties over made-up periods."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.base import new_id
from models.contract import InspectionCycle
from models.inspection import InspectionKind, InspectionMethod, PaperGround
from oversight.calendar import first_day, fiscal_year_of, last_day
from oversight.inspection_years import (
    COUNTING,
    Cover,
    CoverYear,
    Excuse,
    Visit,
    covering_of,
    tell_covering,
    years_of,
)

ONE = dt.timedelta(days=1)
FISCAL, OWN = InspectionCycle.FISCAL_YEAR, InspectionCycle.CONTRACT_YEAR
days = st.dates(dt.date(2016, 1, 1), dt.date(2034, 12, 31))
terms = st.lists(st.tuples(days, days).map(sorted).map(tuple), max_size=4)
CONTRACT = UUID(int=1)


def serves(year: CoverYear, own: list[tuple[dt.date, dt.date]]) -> list[dt.date]:
    span = [year.starts_on + ONE * at for at in range((year.ends_on - year.starts_on).days + 1)]
    return [day for day in span if any(start <= day <= end for start, end in own)]


@given(terms)
def test_fiscal_years_are_those_that_service_touches(own: list[tuple[dt.date, dt.date]]) -> None:
    found = {year.fiscal_year: year for year in years_of(FISCAL, own)}
    for year in range(2015, 2036):
        touched = any(start <= last_day(year) and end >= first_day(year) for start, end in own)
        assert (year in found) == touched
        if touched:
            assert (found[year].starts_on, found[year].ends_on) == (first_day(year), last_day(year))


@given(terms, st.sampled_from(InspectionCycle))
def test_every_day_of_service_lies_in_exactly_one_year_and_the_last_one_is_its_due_day(
    own: list[tuple[dt.date, dt.date]], cycle: InspectionCycle
) -> None:
    years = list(years_of(cycle, own))
    for before, after in pairwise(years):
        assert before.ends_on < after.starts_on
    served = {day for year in years for day in serves(year, own)}
    assert len(served) == sum(len(serves(year, own)) for year in years)
    for start, end in own:
        assert {start, end} <= served
    for year in years:
        assert (year.serves_from, year.due_on) == (serves(year, own)[0], serves(year, own)[-1])


@given(days, st.integers(1, 3000))
def test_a_contract_year_begins_on_the_same_day_each_year(start: dt.date, length: int) -> None:
    years = list(years_of(OWN, [(start, start + ONE * length)]))
    assert years[0].starts_on == start
    for year in years:
        assert (year.starts_on.month, year.starts_on.day) in ((start.month, start.day), (2, 28))
        assert 364 <= (year.ends_on - year.starts_on).days <= 365


def test_a_contract_year_is_told_by_its_days_and_listed_where_it_falls_due() -> None:
    (first, second) = years_of(OWN, [(dt.date(2026, 10, 1), dt.date(2028, 3, 31))])
    assert first.word == "令和8年10月1日～令和9年9月30日"
    assert (first.fiscal_year, second.fiscal_year) == (2027, 2027)
    (fiscal,) = years_of(FISCAL, [(dt.date(2026, 4, 1), dt.date(2026, 6, 30))])
    assert (fiscal.word, fiscal.due_on) == ("令和8年度", dt.date(2026, 6, 30))


def a_visit(day: dt.date, method: InspectionMethod, kind: InspectionKind = InspectionKind.REGULAR) -> Visit:
    ground = PaperGround.DAYS if method is InspectionMethod.PAPER else None
    return Visit(new_id(), "R8-0001", CONTRACT, kind, method, "遠隔地のため", ground, day)


visits = st.lists(
    st.builds(a_visit, days, st.sampled_from(InspectionMethod), st.sampled_from(InspectionKind)), max_size=6
)
YEAR = next(years_of(FISCAL, [(dt.date(2026, 4, 1), dt.date(2027, 1, 31))]))
EXCUSE = Excuse(new_id(), 1, dt.date(2026, 9, 1), "課長 山田 花子", "災害で施設が閉鎖")


@given(visits, st.sampled_from([None, EXCUSE]), days)
def test_each_year_is_covered_in_exactly_one_way(
    found: list[Visit], excuse: Excuse | None, today: dt.date
) -> None:
    covering = covering_of(YEAR, found, excuse, today)
    own = [each for each in found if each.kind in COUNTING and fiscal_year_of(each.conducted_on) == 2026]
    methods = {each.method for each in own}
    remote = {InspectionMethod.VIDEO, InspectionMethod.PHOTOS}
    expected = (
        Cover.ON_SITE
        if InspectionMethod.VISIT in methods
        else Cover.REMOTE
        if methods & remote
        else Cover.PAPER
        if methods
        else Cover.WAIVED
        if excuse
        else Cover.MISSED
        if today > dt.date(2027, 1, 31)
        else Cover.OPEN
    )
    assert covering.cover is expected
    assert covering.cover.is_done == (covering.visit is not None)
    assert (covering.excuse is not None) == (covering.cover is Cover.WAIVED)
    assert covering.cover.is_lacking == (expected in (Cover.OPEN, Cover.MISSED))


@pytest.mark.parametrize(
    ("method", "told"),
    [
        (InspectionMethod.VISIT, ""),
        (InspectionMethod.VIDEO, "遠隔地のため"),
        (InspectionMethod.PAPER, "契約期間が短い　遠隔地のため"),
    ],
)
def test_what_covers_a_year_tells_its_reason(method: InspectionMethod, told: str) -> None:
    covering = covering_of(YEAR, [a_visit(dt.date(2026, 8, 3), method)], None, dt.date(2026, 11, 24))
    assert tell_covering(covering) == told


def test_paper_without_a_ground_on_record_and_an_excuse_say_so() -> None:
    bare = Visit(
        new_id(),
        "R8-0001",
        CONTRACT,
        InspectionKind.REGULAR,
        InspectionMethod.PAPER,
        "少数",
        None,
        YEAR.due_on,
    )
    assert tell_covering(covering_of(YEAR, [bare], EXCUSE, YEAR.due_on)) == "条件の記録なし　少数"
    assert tell_covering(covering_of(YEAR, [], EXCUSE, YEAR.due_on)) == "課長 山田 花子承認　災害で施設が閉鎖"
    assert tell_covering(covering_of(YEAR, [], None, YEAR.due_on)) == ""
