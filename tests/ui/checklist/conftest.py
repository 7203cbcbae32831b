"""The room of checklists in a real window, on a real store."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from oversight.desk import Desk
from oversight.office import Office
from tests.factories import adopt_editions
from tests.ui.checklist.writing import Desktop, Settle
from tests.ui.opening import opened_window
from ui.checklist.page import ChecklistsPage
from ui.notices import Notices
from ui.shell import Shell


@pytest.fixture
def desktop(
    office: Office, desk: Desk, shell: Shell, notices: Notices, qtbot: QtBot, settle: Settle
) -> Desktop:
    """Open the window on the list, with the shipped edition in it."""
    adopt_editions(desk)
    window = opened_window(shell, notices, qtbot, ChecklistsPage)
    window.activateWindow()
    QTest.qWaitForWindowActive(window)
    settle()
    return Desktop(office, shell, window, qtbot, settle)


@pytest.fixture
def draft_id(desktop: Desktop, office: Office) -> UUID:
    """Copy the shipped edition."""
    row_id = office.checklists.copy_edition(office.checklists.list_editions()[0].id).row_id
    assert row_id is not None
    return row_id


@pytest.fixture
def open_draft(desktop: Desktop, draft_id: UUID) -> Callable[[], object]:
    return lambda: desktop.open_draft(draft_id)
