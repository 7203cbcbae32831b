"""Fixtures of the services."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.cheap_keys import cheap_keys


@pytest.fixture(autouse=True)
def _cheap_keys() -> Iterator[None]:
    """Spend no time on keys: what they cost is held by the tests of the vault itself."""
    with cheap_keys():
        yield
