"""What the entry log says otherwise than a report stands with it, and leads to the log and back."""

from __future__ import annotations

import datetime as dt

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from oversight.clock import JAPAN
from oversight.desk import Desk
from oversight.devices import AreaDraft, EntryDraft
from oversight.office import Office
from oversight.report_form.answers import Answer, Answers
from oversight.reports import PaperDraft, ReportKey
from tests.factories import make_contract, make_contractor, make_place
from tests.ui.inspections.inspection_site import Settle
from tests.ui.opening import opened_window
from tests.ui.reports.test_reports_page import pane_of
from tests.ui.test_names import nameless
from ui.devices.areas_page import AreasPage
from ui.devices.entry_log import EntryLog
from ui.notices import Notices
from ui.reports.filing import FilingCard
from ui.reports.page import ReportsPage
from ui.rooms import OpenMonth, Room
from ui.shell import Shell
from ui.window import Window

OCTOBER = dt.date(2026, 10, 1)
STRANGER = "「新田 二郎（株式会社髙﨑）」が入室していますが、名簿にありません"


@pytest.fixture
def key(office: Office, desk: Desk) -> ReportKey:
    contract_id = make_contract(desk, contractor_id=make_contractor(desk, "株式会社髙﨑"))
    area_id = office.areas.add_area(AreaDraft(make_place(desk, contract_id), "端末室")).row_id
    assert area_id is not None
    key = ReportKey(contract_id, OCTOBER)
    office.filings.enter(PaperDraft(key, dt.date(2026, 11, 9), Answers({"incident": Answer("no")})))
    entered_at = dt.datetime(2026, 10, 8, 10, tzinfo=JAPAN)
    office.visits.enter(
        EntryDraft(
            area_id,
            "新田 二郎",
            "株式会社髙﨑",
            "入力",
            carries_nothing=True,
            entered_at=entered_at,
            late_reason="紙の記録から",
        )
    )
    return key


@pytest.fixture
def window(key: ReportKey, shell: Shell, notices: Notices, qtbot: QtBot, settle: Settle) -> Window:
    window = opened_window(shell, notices, qtbot, ReportsPage, AreasPage)
    shell.open(Room.REPORTS, OpenMonth(*key))
    settle()
    settle()
    return window


def card_in(window: Window) -> FilingCard:
    assert window.desk is not None
    page = window.desk.page
    assert isinstance(page, ReportsPage)
    (card,) = pane_of(page).filings
    return card


def test_a_late_entry_stands_in_the_pane_and_leads_to_its_log_and_back(
    window: Window, settle: Settle
) -> None:
    card = card_in(window)
    ((point, _dismiss, _make),) = card.point_buttons
    assert point.told == f"{STRANGER}（認定事務センター 2階 作業室 端末室 第1号）。"
    ((_place, button),) = card.log_buttons
    assert button.text() == "入退室記録 端末室"
    assert nameless(card) == []
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    settle()
    settle()
    log = window.layers.currentWidget()
    assert isinstance(log, EntryLog)
    assert (log.month, log.leave_button.text()) == (OCTOBER, "元の画面へ戻る")
    assert [row.person for row in log.table.rows_model.shown] == ["新田 二郎"]
    QTest.keyClick(log, Qt.Key.Key_Escape)
    settle()
    settle()
    assert window.layers.currentWidget() is window.desk
    assert card_in(window).filing.points[0].told == point.told


def test_a_decided_point_still_leads_to_its_log(window: Window, office: Office, settle: Settle) -> None:
    card = card_in(window)
    office.filings.dismiss_point(card.filing.points[0].point_id, reason="営業の担当")
    assert window.desk is not None
    page = window.desk.page
    assert isinstance(page, ReportsPage)
    page.show_chosen()
    settle()
    card = card_in(window)
    assert card.point_buttons == []
    assert len(card.log_buttons) == 1
