"""Every service of an office is there by its name, and is the same each time it is asked for."""

from __future__ import annotations

from functools import cached_property

import pytest

from oversight.desk import Desk
from oversight.services import Services

NAMES = [name for name, part in vars(Services).items() if isinstance(part, cached_property)]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("engine", ["embedded"], indirect=True)
def test_a_service_is_made_once(desk: Desk, name: str) -> None:
    services = Services(desk)
    service = getattr(services, name)
    assert name.replace("_", "").rstrip("s") in type(service).__name__.lower()
    assert getattr(services, name) is service
