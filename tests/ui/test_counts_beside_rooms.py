"""The counts beside the rooms stay right while another page than the first is in sight."""

from __future__ import annotations

import datetime as dt

from pytestqt.qtbot import QtBot

from oversight.desk import Desk
from oversight.office import Office
from oversight.reports import ReceiptDraft
from tests.factories import make_contract
from tests.ui.inspections.inspection_site import Settle
from ui.app import page_classes
from ui.desk_view import DeskView
from ui.rooms import Room
from ui.shell import Shell


def test_a_report_received_on_another_page_is_counted_off_at_once(
    shell: Shell, office: Office, desk: Desk, qtbot: QtBot, settle: Settle
) -> None:
    contract_id = make_contract(desk, service=(dt.date(2026, 9, 1), dt.date(2026, 10, 31)))
    counts: dict[str, int] = {}
    shell.badge_changed.connect(counts.__setitem__)
    view = DeskView(shell, page_classes())
    qtbot.addWidget(view)
    view.show()
    settle()
    assert counts[Room.REPORTS.value] == 2
    view.open(Room.REPORTS.value)
    settle()
    draft = ReceiptDraft(contract_id, dt.date(2026, 9, 1), dt.date(2026, 11, 20))
    shell.do(lambda: office.reports.receive_report(draft), owner=view)
    qtbot.waitUntil(lambda: counts[Room.REPORTS.value] == 1, timeout=5_000)
