from __future__ import annotations

import pytest

from oversight.clock import FixedClock
from oversight.desk import Desk
from tests.oversight.approvals.approval_site import Way, make_way


@pytest.fixture
def way(desk: Desk, clock: FixedClock) -> Way:
    return make_way(desk, clock)
