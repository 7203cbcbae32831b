"""The page at the door of an area, in the real window."""

from __future__ import annotations

from uuid import UUID

import pytest
from pytestqt.qtbot import QtBot

from oversight.desk import Desk
from oversight.devices import AreaDraft
from oversight.office import Office
from tests.factories import make_contract, make_place
from tests.ui.devices.at_the_door import Open
from tests.ui.inspections.inspection_site import Settle
from tests.ui.opening import opened_window
from ui.devices.door_page import DoorPage, open_door
from ui.notices import Notices
from ui.shell import Shell
from ui.window import Window


@pytest.fixture
def area_id(office: Office, desk: Desk) -> UUID:
    place_id = make_place(desk, make_contract(desk))
    row_id = office.areas.add_area(AreaDraft(place_id, "2階 作業室", max_persons=8)).row_id
    assert row_id is not None
    return row_id


@pytest.fixture
def window(shell: Shell, notices: Notices, qtbot: QtBot) -> Window:
    return opened_window(shell, notices, qtbot)


@pytest.fixture
def door(window: Window, area_id: UUID, shell: Shell, settle: Settle) -> Open:
    def open_it() -> DoorPage:
        open_door(shell, area_id, owner=shell)
        settle()
        page = window.layers.currentWidget()
        assert isinstance(page, DoorPage)
        return page

    return open_it
