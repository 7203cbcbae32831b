"""The door of a city: areas, people who come, a witness who is another."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine

from oversight.clock import FixedClock
from oversight.desk import Desk
from tests.oversight.devices.door_site import Door, build


@pytest.fixture
def door(desk: Desk, engine: Engine, clock: FixedClock) -> Door:
    """Stand at the door of an area where devices are deposited, on either engine."""
    return build(desk, engine, clock)
