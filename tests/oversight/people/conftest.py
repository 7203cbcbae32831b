"""Fixtures of people: a desk whose staff hold keys."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from oversight.clock import FixedClock
from oversight.desk import Desk
from tests.cheap_keys import TINY
from tests.oversight.people.pin_site import Site, build


@pytest.fixture
def site(
    desk: Desk, engine: Engine, clock: FixedClock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Site]:
    """Sit at a desk with a vault, on either engine; a PIN costs next to nothing."""
    monkeypatch.setattr("oversight.people.pin_digest.COST", TINY)
    site = build(desk, engine, clock, tmp_path / "keys")
    yield site
    site.vault.close()
