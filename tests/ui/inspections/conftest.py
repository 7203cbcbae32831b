"""A window with an inspection under way, as an inspector finds it."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

import pytest
from pytestqt.qtbot import QtBot

from oversight.clock import FixedClock
from oversight.desk import Desk
from oversight.office import Office
from tests.factories import adopt_editions, make_contract, make_place, make_subcontract
from tests.ui.inspections.inspection_site import Conduct, Settle, Site
from tests.ui.opening import active_window
from ui.inspections.conduct.mode import ConductMode
from ui.inspections.conduct.opening import open_conduct
from ui.inspections.page import InspectionsPage
from ui.notices import Notices
from ui.shell import Shell
from ui.window import Window


@pytest.fixture
def site(office: Office, desk: Desk, clock: FixedClock) -> Site:
    adopt_editions(desk)
    contract_id = make_contract(desk, persons_count=120_000, handles_specific=True, core_system="介護保険")
    place_id = make_place(desk, contract_id, address="吹田市泉町1-3-40")
    make_subcontract(desk, contract_id)
    return Site(office, desk, clock, contract_id, place_id)


@pytest.fixture
def window(shell: Shell, notices: Notices, qtbot: QtBot, settle: Settle) -> Iterator[Window]:
    with active_window(shell, notices, qtbot, settle, InspectionsPage) as window:
        yield window


@pytest.fixture
def conduct(window: Window, shell: Shell, qtbot: QtBot, settle: Settle) -> Conduct:
    """Return a function that opens the mode on an inspection."""

    def open_mode(inspection_id: UUID) -> ConductMode:
        open_conduct(shell, inspection_id, owner=shell)
        settle()
        mode = window.layers.currentWidget()
        assert isinstance(mode, ConductMode)
        return mode

    return open_mode


@pytest.fixture
def mode(site: Site, conduct: Conduct) -> ConductMode:
    """Give the mode on a fresh inspection, at its first item."""
    return conduct(site.plan())
