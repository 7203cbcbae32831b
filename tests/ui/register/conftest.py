"""A window with the register's pages, on a real store with a contractor and a section."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from uuid import UUID

import pytest
from pytestqt.qtbot import QtBot

from oversight.desk import Desk
from tests.factories import make_department
from tests.oversight.register.entries import enter_contractor
from tests.ui.opening import active_window
from tests.ui.register.hands import Hands
from ui.desk_view import DeskView
from ui.notices import Notices
from ui.register.contractors_page import ContractorsPage
from ui.register.contracts_page import ContractsPage
from ui.shell import Shell
from ui.window import Window

Settle = Callable[[], None]


@pytest.fixture
def contractor_id(desk: Desk) -> UUID:
    return enter_contractor(
        desk, "株式会社髙﨑事務サービス", kana="タカサキジムサービス", corporate_number="7000012050002"
    )


@pytest.fixture
def section_id(desk: Desk) -> UUID:
    return make_department(desk, "高齢福祉室")


@pytest.fixture
def window(shell: Shell, notices: Notices, qtbot: QtBot, settle: Settle) -> Iterator[Window]:
    with active_window(shell, notices, qtbot, settle, ContractsPage, ContractorsPage) as window:
        yield window


@pytest.fixture
def hands(window: Window, settle: Settle, qtbot: QtBot) -> Hands:
    return Hands(window, settle, qtbot)


@pytest.fixture
def desk_view(window: Window) -> DeskView:
    assert window.desk is not None
    return window.desk
