"""Keying a paper sheet in through the window: line by line, whole or not at all."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from oversight.desk import Desk
from oversight.devices import AreaDraft, DoorRule, Treatment, WitnessMethod, written_of
from oversight.office import Office
from tests.factories import make_contract, make_place
from tests.ui.inspections.inspection_site import Settle
from tests.ui.test_names import nameless
from ui.devices.entry_log import EntryLog, open_entry_log
from ui.devices.keying_page import KeyingPage, open_keying
from ui.looks import Look, Looks
from ui.shell import Shell
from ui.window import Window

DAY = dt.date(2026, 11, 23)
Open = Callable[[], KeyingPage]


@pytest.fixture
def area_id(office: Office, desk: Desk) -> UUID:
    place_id = make_place(desk, make_contract(desk))
    row_id = office.areas.add_area(AreaDraft(place_id, "2階 作業室", uses_core=True)).row_id
    assert row_id is not None
    return row_id


@pytest.fixture
def keying(window: Window, area_id: UUID, office: Office, shell: Shell, settle: Settle) -> Open:
    """Open the page as the log does; leaving it leads back to the log."""
    area = office.areas.get_area(area_id)

    def open_it() -> KeyingPage:
        open_keying(shell, area_id, lambda: open_entry_log(shell, area), owner=shell)
        settle()
        page = window.layers.currentWidget()
        assert isinstance(page, KeyingPage)
        return page

    return open_it


def head(page: KeyingPage, number: str = "261124-0900-A") -> None:
    page.head.fields["number"].set_value(number)
    page.head.fields["checked_by"].set_value("係長 𠮷田")


def type_line(page: KeyingPage, person: str, **values: Any) -> None:
    """Fill the line's form with somebody who carried nothing from nine to ten."""
    fields = page.form.fields
    typed = {
        "entered_on": DAY,
        "entered_at": dt.time(9),
        "left_at": dt.time(10),
        "person": person,
        "purpose": "点検",
        "is_signed": True,
        **values,
    }
    for name, value in typed.items():
        fields[name].set_value(value)
    if not fields["declared"].value().devices:
        declared(page).nothing_button.click()


def declared(page: KeyingPage) -> Any:
    return page.form.fields["declared"]


def test_a_sheet_is_recorded_line_by_line_as_on_paper(
    keying: Open, window: Window, office: Office, area_id: UUID, settle: Settle
) -> None:
    page = keying()
    assert page.form.fields["escort"].isHidden(), "no rule asks for one"
    assert nameless(page) == []
    head(page)
    type_line(page, "山﨑 恵")
    page.keep_button.click()
    assert page.form.fields["line"].value() == 2
    assert page.form.fields["entered_on"].value() == DAY, "the next line is most often of the same day"
    declared(page).buttons["smartphone"].click()
    card = declared(page).cards["smartphone"]
    assert [button.text() for button in card.treatment.buttons] == ["持ち込む", "預かる", "持ち込ませない"]
    card.treatment.set_value(Treatment.DEPOSITED)
    card.kept_at.set_value("ロッカー3")
    how = WitnessMethod.SIGHT
    type_line(
        page, "葛城 一郎", entered_at=dt.time(23), left_on=dt.date(2026, 11, 24), left_at=dt.time(1),
        witness="主査 舘 花子", witnessed_how=how, are_back=False,
    )  # fmt: skip
    page.keep_button.click()
    assert [line.number for line in page.lines] == [1, 2]
    page.record_button.click()
    settle()
    settle()
    assert isinstance(window.layers.currentWidget(), EntryLog)
    first, second = office.visits.list_visits(area_id, DAY)
    assert [first.sheet, second.sheet] == ["261124-0900-A/01", "261124-0900-A/02"]
    assert second.left_at is not None
    assert second.left_at - second.entered_at == dt.timedelta(hours=2)
    assert (second.witness, second.witnessed_how) == ("主査 舘 花子", how)
    assert [device.kept_at for device in second.unaccounted] == ["ロッカー3"]
    assert office.visits.read_sheet_draft(area_id) is None


def test_the_escort_is_asked_for_where_the_rule_asks_for_one(
    keying: Open, office: Office, area_id: UUID, settle: Settle
) -> None:
    rule = DoorRule("escort", "付添いの規則", "市要綱第6条", escort=True)
    office.settings.change(device_rules=[written_of(rule)])
    page = keying()
    head(page)
    escort = page.form.fields["escort"]
    assert not escort.isHidden()
    type_line(page, "山﨑 恵", escort="山﨑 恵")
    page.keep_button.click()
    page.record_button.click()
    settle()
    settle()
    assert "付添い" in escort.error
    escort.set_value("主査 舘 花子")
    page.saver.save()
    settle()
    page.keep_button.click()
    page.record_button.click()
    settle()
    settle()
    (visit,) = office.visits.list_visits(area_id, DAY)
    assert (visit.escort, visit.exceptions) == ("主査 舘 花子", ())


def test_a_refusal_opens_the_line_at_its_field(
    keying: Open, office: Office, area_id: UUID, settle: Settle, qtbot: QtBot
) -> None:
    page = keying()
    head(page)
    type_line(page, "山﨑 恵")
    page.keep_button.click()
    type_line(page, "葛城 一郎", entered_at=dt.time(10), left_at=dt.time(9))
    page.keep_button.click()
    page.record_button.click()
    settle()
    settle()
    left = page.form.fields["left_at"]
    assert "入室より前" in left.error
    assert page.form.fields["line"].value() == 2
    assert page.window().focusWidget() is left.control
    assert office.visits.list_visits(area_id, DAY) == ()
    left.set_value(dt.time(11))
    page.keep_button.click()
    page.record_button.click()
    settle()
    settle()
    assert len(office.visits.list_visits(area_id, DAY)) == 2


def test_the_same_line_is_refused_in_the_form_and_once_recorded(
    keying: Open, office: Office, area_id: UUID, settle: Settle
) -> None:
    for time in (0, 1):
        page = keying()
        head(page)
        type_line(page, "山﨑 恵")
        page.keep_button.click()
        if not time:
            type_line(page, "葛城 一郎", line=1)
            page.keep_button.click()
            assert "もう入れてあります" in page.form.fields["line"].error
            page.drop_button.click()
        page.record_button.click()
        settle()
        settle()
    assert "第1号" in page.form.fields["line"].error
    assert len(office.visits.list_visits(area_id, DAY)) == 1


def test_a_sheet_half_keyed_in_comes_back(
    keying: Open, window: Window, office: Office, area_id: UUID, settle: Settle, qtbot: QtBot
) -> None:
    page = keying()
    head(page)
    declared(page).buttons["camera"].click()
    type_line(page, "山﨑 恵", witnessed_how=WitnessMethod.WORD)
    page.keep_button.click()
    page.form.fields["person"].set_value("葛城 一郎")
    page.form.fields["person"].edited.emit()
    kept = page.kept()
    qtbot.waitUntil(lambda: office.visits.read_sheet_draft(area_id) == kept, timeout=10_000)
    settle()
    page.hide()
    assert page.lines == (), "nothing typed stays behind the lock"
    assert page.form.fields["person"].value() == ""
    page.show()
    settle()
    assert page.kept() == kept
    page = keying()
    assert page.kept() == kept
    assert page.head.fields["number"].value() == "261124-0900-A"
    assert page.form.fields["person"].value() == "葛城 一郎"
    page.forget_button.click()
    settle()
    settle()
    assert office.visits.read_sheet_draft(area_id) is None
    assert isinstance(window.layers.currentWidget(), EntryLog)
    assert keying().lines == ()


def test_a_line_is_opened_changed_and_taken_off(keying: Open, settle: Settle) -> None:
    page = keying()
    for person in ("山﨑 恵", "葛城 一郎"):
        type_line(page, person)
        page.keep_button.click()
    page.table.choose(1)
    QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert page.form.fields["person"].value() == "山﨑 恵"
    page.form.fields["person"].set_value("舘 次郎")
    page.open_line(page.lines[1])
    assert "入力中の行" in page.form.fields["line"].error
    page.record_button.click()
    assert "入力中の行" in page.form.fields["line"].error
    page.keep_button.click()
    assert [line.values["person"] for line in page.lines] == ["舘 次郎", "葛城 一郎"]
    page.open_line(page.lines[0])
    page.drop_button.click()
    assert [line.number for line in page.lines] == [2]
    page.record_button.click()
    assert page.head.fields["number"].error, "a sheet without its number is not recorded"
    settle()


@pytest.mark.parametrize("language", ["ja", "en"])
def test_one_part_at_a_time_where_there_is_no_room(
    keying: Open, looks: Looks, language: str, settle: Settle, window: Window
) -> None:
    looks.choose(Look(language, "dark", 200))
    page = keying()
    assert not page.sheet_part.isHidden()
    assert page.line_part.isHidden()
    page.turn_button.click()
    assert page.sheet_part.isHidden()
    focused = window.focusWidget()
    assert focused is not None
    assert page.line_part.isAncestorOf(focused)
    assert _too_wide(page) == []
    type_line(page, "山﨑 恵")
    page.keep_button.click()
    page.turn_button.click()
    assert _too_wide(page) == []
    QTest.keyClick(page, Qt.Key.Key_Escape)
    settle()
    settle()
    assert isinstance(window.layers.currentWidget(), EntryLog)


def _too_wide(page: KeyingPage) -> list[QWidget]:
    """Return what stands out of the page on the right."""
    seen = [
        each for each in page.findChildren(QWidget) if each.isVisible() and each.parentWidget() is not page
    ]
    return [each for each in seen if each.mapTo(page, each.rect().topRight()).x() > page.width()]
