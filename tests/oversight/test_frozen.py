"""A frozen program that was started as a helper does the helper's work."""

from __future__ import annotations

import multiprocessing
import sys

import pytest

from oversight.frozen import take_up_helper_work


@pytest.mark.parametrize(("is_frozen", "calls"), [(True, 1), (False, 0)])
def test_only_a_frozen_program_asks_whether_it_is_a_helper(
    monkeypatch: pytest.MonkeyPatch, is_frozen: bool, calls: int
) -> None:
    asked: list[bool] = []
    monkeypatch.setattr(sys, "frozen", is_frozen, raising=False)
    monkeypatch.setattr(multiprocessing, "freeze_support", lambda: asked.append(True))
    take_up_helper_work()
    assert len(asked) == calls
