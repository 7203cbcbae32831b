"""Filters a person keeps: by name, for oneself, in the encrypted store, never an Individual Number."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from models.department import Role
from oversight.desk import Desk
from oversight.errors import RefusedError
from oversight.kept_filters import MOST, KeptFilter, KeptFiltersService
from oversight.personal_number import PersonalNumberError


def kept(name: str, words: str = "", page: str = "reports") -> KeptFilter:
    return KeptFilter(page, name, "LATE", words, {"own_section": "yes"})


def test_a_filter_comes_back_as_it_was_kept_and_a_second_of_the_name_takes_its_place(desk: Desk) -> None:
    service = KeptFiltersService(desk)
    assert service.list_kept("reports") == ()
    service.keep(kept("  督促  ", "楡の会"))
    service.keep(kept("会議", page="findings"))
    assert service.list_kept("reports") == (kept("督促", "楡の会"),)
    service.keep(kept("督促", "髙﨑"))
    service.keep(kept("あ"))
    assert [each.name for each in service.list_kept("reports")] == ["あ", "督促"]
    assert service.list_kept("reports")[1].words == "髙﨑"
    service.drop("reports", "督促")
    assert [each.name for each in service.list_kept("reports")] == ["あ"]


def test_filters_are_each_persons_own_an_auditors_too(desk: Desk, desk_as: Callable[..., Desk]) -> None:
    auditor = KeptFiltersService(desk_as(Role.AUDITOR))
    auditor.keep(kept("監査"))
    assert KeptFiltersService(desk).list_kept("reports") == ()
    assert [each.name for each in auditor.list_kept("reports")] == ["監査"]


@pytest.mark.parametrize("name", ["", "  ", "長" * 41])
def test_a_name_that_is_none_or_too_long_is_refused(desk: Desk, name: str) -> None:
    with pytest.raises(RefusedError) as caught:
        KeptFiltersService(desk).keep(kept(name))
    assert caught.value.field == "name"


def test_no_more_are_kept_than_can_be_chosen_from(desk: Desk) -> None:
    service = KeptFiltersService(desk)
    for at in range(MOST):
        service.keep(kept(f"絞り込み{at}"))
    with pytest.raises(RefusedError, match="50個まで"):
        service.keep(kept("もう一つ"))


def test_an_individual_number_is_refused_here_as_everywhere(desk: Desk) -> None:
    with pytest.raises(PersonalNumberError):
        KeptFiltersService(desk).keep(kept("番号", "123456789018"))
    assert KeptFiltersService(desk).list_kept("reports") == ()
