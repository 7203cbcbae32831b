"""The entry log in the window: a month at a time, what each visit was let in with, to a workbook."""

from __future__ import annotations

import datetime as dt
import io
from pathlib import Path
from uuid import UUID

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from oversight.clock import FixedClock
from oversight.desk import Desk
from oversight.devices import AreaDraft, CarrierSign, DeclaredDevice, EntryDraft, LeavingDraft, Treatment
from oversight.office import Office
from tests.factories import make_contract, make_place
from tests.ui.inspections.inspection_site import Settle
from tests.ui.test_names import nameless
from ui.devices.entry_log import EntryLog, open_entry_log
from ui.notices import Notices
from ui.shell import Shell
from ui.window import Window


@pytest.fixture
def area_id(office: Office, desk: Desk) -> UUID:
    place_id = make_place(desk, make_contract(desk))
    row_id = office.areas.add_area(AreaDraft(place_id, "2階 作業室", max_persons=1)).row_id
    assert row_id is not None
    return row_id


def enter(office: Office, area_id: UUID, person: str, *devices: DeclaredDevice, why: str = "") -> UUID:
    draft = EntryDraft(
        area_id,
        person,
        "株式会社髙﨑",
        "入力",
        devices=devices,
        carries_nothing=not devices,
        exception_reason=why,
    )
    signed = CarrierSign(typed_name=person, was_spoken=True)
    return office.visits.enter(draft, signed=signed).visit_ids[0]


@pytest.fixture
def log(
    area_id: UUID,
    office: Office,
    clock: FixedClock,
    shell: Shell,
    notices: Notices,
    qtbot: QtBot,
    settle: Settle,
) -> EntryLog:
    phone = DeclaredDevice("smartphone", 1, Treatment.DEPOSITED, "ロッカー12")
    first = enter(office, area_id, "山﨑 恵", phone)
    enter(office, area_id, "葛城 一郎", why="引継ぎのため")
    clock.moment += dt.timedelta(minutes=30)
    (device,) = office.visits.get_visit(first).devices
    signed = {first: CarrierSign(typed_name="山﨑 恵", was_spoken=True)}
    office.visits.leave(LeavingDraft((first,), (device.id,), signed=signed))
    window = Window(notices)
    qtbot.addWidget(window)
    window.open_desk(shell, ())
    window.resize(1366, 768)
    window.show()
    open_entry_log(shell, office.areas.get_area(area_id))
    settle()
    page = window.layers.currentWidget()
    assert isinstance(page, EntryLog)
    page.window_kept = window  # type: ignore[attr-defined]
    return page


def cells(log: EntryLog) -> list[list[str]]:
    columns = log.table.rows_model.columns
    return [[column.text(row) for column in columns] for row in log.table.rows_model.rows]


def test_each_visit_tells_what_became_of_its_devices_and_with_what_it_was_let_in(log: EntryLog) -> None:
    by_number = {row[0]: row for row in cells(log)}
    first, second = by_number["1"], by_number["2"]
    assert first[1:4] == ["11/24(火) 09:00", "11/24(火) 09:30", "山﨑 恵"]
    assert first[6] == "スマートフォン 1台（預かる ロッカー12 11/24(火) 09:30 返却）"
    assert (second[2], second[6], second[9]) == ("在室", "持込なし", "上限を超えた入室")
    assert "2件の入室" in log.heading.text()
    assert nameless(log) == []


def test_other_months_are_a_press_away(log: EntryLog, settle: Settle) -> None:
    assert not log.next_button.isEnabled()
    log.previous_button.click()
    settle()
    assert log.body.currentWidget() is log.empty
    assert not log.export_button.isEnabled()
    log.next_button.click()
    settle()
    assert len(log.table.rows_model.rows) == 2
    QTest.keyClick(log, Qt.Key.Key_Escape)


def test_a_month_goes_to_a_workbook_as_shown(
    log: EntryLog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settle: Settle
) -> None:
    path = tmp_path / "log.xlsx"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_all: (str(path), ""))
    log.export()
    settle()
    sheet = openpyxl.load_workbook(io.BytesIO(path.read_bytes())).active
    written = [[str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]  # type: ignore[union-attr]
    assert any("スマートフォン 1台" in cell for row in written for cell in row)
    assert len(written) >= 3
