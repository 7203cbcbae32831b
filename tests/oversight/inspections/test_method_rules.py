"""On site in principle, else with a reason; paper by docs/checklists.md#paper-in-place-of-a-visit only."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.inspection import InspectionMethod
from oversight.errors import RefusedError
from oversight.inspections.method_rules import Circumstances, check_method, rule_on_paper
from oversight.settings import OfficeSettings

SETTINGS = OfficeSettings()
DAY = dt.date(2026, 11, 24)


def case(
    persons: int | None = 5000,
    days: int | None = 365,
    *,
    subcontracted: bool = False,
    specific: bool = False,
    certified: dt.date | None = None,
) -> Circumstances:
    return Circumstances(persons, days, subcontracted, specific, certified)


def test_800_persons_without_subcontract_may_be_on_paper() -> None:
    ruling = rule_on_paper(case(persons=800), SETTINGS, DAY)
    assert ruling.allowed
    assert "1,000人未満" in ruling.sentence


def test_800_persons_with_a_subcontract_must_be_on_site() -> None:
    assert not rule_on_paper(case(persons=800, subcontracted=True), SETTINGS, DAY).allowed


def test_specific_personal_information_is_always_on_site() -> None:
    ruling = rule_on_paper(case(persons=1, days=1, specific=True, certified=DAY), SETTINGS, DAY)
    assert not ruling.allowed
    assert "特定個人情報" in ruling.sentence


@pytest.mark.parametrize(
    ("circumstances", "allowed"),
    [
        (case(persons=999), True),
        (case(persons=1000), False),
        (case(days=14), True),
        (case(days=15), False),
        (case(persons=None, days=None), False),
        (case(certified=DAY), True),
        (case(certified=DAY - dt.timedelta(days=1)), False),
    ],
)
def test_each_condition_has_its_edge(circumstances: Circumstances, allowed: bool) -> None:
    assert rule_on_paper(circumstances, SETTINGS, DAY).allowed is allowed


@given(
    st.builds(
        Circumstances,
        st.none() | st.integers(0, 10**6),
        st.none() | st.integers(1, 4000),
        st.booleans(),
        st.booleans(),
        st.none() | st.dates(),
    )
)
def test_paper_is_never_allowed_with_subcontract_or_specific_information(
    circumstances: Circumstances,
) -> None:
    ruling = rule_on_paper(circumstances, SETTINGS, DAY)
    assert ruling.sentence
    if circumstances.is_subcontracted or circumstances.handles_specific:
        assert not ruling.allowed


def test_a_visit_needs_no_reason() -> None:
    check_method(InspectionMethod.VISIT, "", case(specific=True), SETTINGS, DAY)


@pytest.mark.parametrize("method", [InspectionMethod.VIDEO, InspectionMethod.PHOTOS, InspectionMethod.PAPER])
def test_any_other_method_without_a_reason_is_refused(method: InspectionMethod) -> None:
    with pytest.raises(RefusedError) as refusal:
        check_method(method, " ", case(persons=10), SETTINGS, DAY)
    assert refusal.value.field == "method_reason"


def test_a_remote_method_with_a_reason_is_allowed() -> None:
    check_method(InspectionMethod.VIDEO, "遠隔地のため", case(specific=True), SETTINGS, DAY)


def test_paper_that_is_not_allowed_is_refused_even_with_a_reason() -> None:
    with pytest.raises(RefusedError) as refusal:
        check_method(InspectionMethod.PAPER, "忙しい", case(), SETTINGS, DAY)
    assert refusal.value.field == "method"
