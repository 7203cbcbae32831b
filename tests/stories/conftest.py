"""Fixtures of the stories."""

from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def _not_measured(no_cover: None) -> None:
    """Measure no coverage here: a story is held by what comes of it."""
