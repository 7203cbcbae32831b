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
from PySide6.QtWidgets import QFileDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from oversight.clock import FixedClock
from oversight.desk import Desk
from oversight.devices import AreaDraft, CarrierSign, DeclaredDevice, EntryDraft, LeavingDraft, Treatment
from oversight.office import Office
from oversight.papers import count_pages
from tests.factories import make_contract, make_place
from tests.oversight.papers.reading_pdf import solid, text_of
from tests.ui.inspections.inspection_site import Settle
from tests.ui.opening import opened_window
from tests.ui.test_names import nameless
from ui.devices.entry_log import EntryLog, open_entry_log
from ui.devices.month_part import MonthPart
from ui.devices.sheet_part import SheetPart
from ui.devices.visit_pane import VisitPane
from ui.looks import Look, Looks
from ui.notices import Notices
from ui.paper_row import PaperRow
from ui.shell import Shell


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
        escort_id=office.actor.staff_id if why else None,
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
    window = opened_window(shell, notices, qtbot)
    open_entry_log(shell, office.areas.get_area(area_id))
    settle()
    page = window.layers.currentWidget()
    assert isinstance(page, EntryLog)
    page.window_kept = window  # type: ignore[attr-defined]
    return page


def texts(widget: QWidget | None) -> str:
    assert widget is not None
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


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


def test_chips_let_through_what_they_say(log: EntryLog) -> None:
    told = [chip.text() for chip in log.chips.chips]
    assert told == ["すべて 2", "例外 1", "未返却 0", "許可による持込 0", "後から記録 0"]
    log.chips.chips[1].click()
    assert [row.person for row in log.table.rows_model.shown] == ["葛城 一郎"]
    log.chips.chips[2].click()
    assert log.body.currentWidget() is log.empty
    log.chips.chips[0].click()
    assert len(log.table.rows_model.shown) == 2


def test_all_that_belongs_to_a_visit_is_reached_by_the_keyboard(log: EntryLog) -> None:
    log.table.choose_first()
    QTest.keyClick(log.table, Qt.Key.Key_Return)
    pane = log.split.detail
    assert isinstance(pane, VisitPane)
    told = texts(pane)
    for said in (
        *("山﨑 恵\n株式会社髙﨑", "スマートフォン 1台（預かる ロッカー12 11/24(火) 09:30 返却）"),
        *(
            "入室者（入室時）：氏名の入力と口頭の確認\n入室者（退室時）：氏名の入力と口頭の確認",
            "入口で預かる",
        ),
    ):
        assert said in told, said
    QTest.keyClick(log.table, Qt.Key.Key_Down)
    told = texts(log.split.detail)
    assert "引継ぎのため" in told
    assert "付添い\n係長 福井 太郎" in told
    assert pane.focusPolicy() == Qt.FocusPolicy.StrongFocus, "a long pane is scrolled by the keyboard"
    QTest.keyClick(log.split, Qt.Key.Key_Escape)
    assert log.split.detail is None


def test_the_month_in_brief_leads_to_its_visits(
    log: EntryLog, office: Office, area_id: UUID, settle: Settle
) -> None:
    phone = DeclaredDevice("smartphone", 1, Treatment.DEPOSITED, "ロッカー12")
    gone = enter(office, area_id, "舘 次郎", phone, why="引継ぎ")
    office.visits.leave(LeavingDraft((gone,)))
    log.read()
    settle()
    log.month_button.click()
    part = log.split.detail
    assert isinstance(part, MonthPart)
    assert nameless(part) == []
    exception, unreturned = part.buttons
    assert [button.text() for button in part.buttons] == ["上限を超えた入室 2件", "第3号　舘 次郎"]
    exception.click()
    assert {row.person for row in log.table.rows_model.shown} == {"葛城 一郎", "舘 次郎"}
    assert log.only_chip.isVisible()
    assert not log.chips.isVisible()
    log.only_chip.click()
    assert len(log.table.rows_model.shown) == 3
    unreturned.click()
    pane = log.split.detail
    assert isinstance(pane, VisitPane)
    assert pane.visit.id == gone
    assert "退室済み・返却なし" in texts(pane)


def test_the_month_goes_to_a_paper_for_filing_and_blank_sheets_to_another(
    log: EntryLog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, settle: Settle
) -> None:
    paths = [tmp_path / "log.pdf", tmp_path / "sheets.pdf"]
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_all: (str(paths[0]), ""))
    log.paper_button.click()
    (row,) = log.split.findChildren(PaperRow)
    assert log.window().focusWidget() is row.save_button
    row.save_button.click()
    settle()
    assert "葛城一郎" in solid(text_of(paths[0].read_bytes()))
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_all: (str(paths[1]), ""))
    log.sheet_button.click()
    part = log.split.detail
    assert isinstance(part, SheetPart)
    assert log.window().focusWidget() is part.count.control
    part.count.set_value(99)
    part.count.edited.emit()
    assert not part.paper.save_button.isEnabled()
    part.count.set_value(2)
    part.count.edited.emit()
    part.paper.save_button.click()
    settle()
    assert count_pages(paths[1].read_bytes()) == 2


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_pane_takes_the_room_at_200_per_cent(log: EntryLog, looks: Looks, language: str) -> None:
    looks.choose(Look(language, "dark", 200))
    log.tell_month()
    assert log.body.isHidden()
    assert not log.month_button.isVisible(), "what narrows the table gives way with it"
    log.split.close_detail()
    assert log.month_button.isVisible()
    log.table.choose_first()
    log.open_visit(log.table.rows_model.shown[0])
    assert log.split.detail is not None
