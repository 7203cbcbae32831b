"""At the items on devices the mode shows what the entry log holds, and opens the log of that month."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from oversight.devices import AreaDraft, CarrierSign, DeclaredDevice, EntryDraft
from oversight.inspections import Mark
from tests.ui.inspections.inspection_site import Conduct, Settle, Site, press
from tests.ui.opening import active_window
from tests.ui.test_names import nameless
from ui.devices.areas_page import AreasPage
from ui.devices.entry_log import EntryLog
from ui.inspections.conduct.mode import ConductMode
from ui.inspections.page import InspectionsPage
from ui.looks import Look, Looks
from ui.notices import Notices
from ui.shell import Shell
from ui.window import Window

TYPED = CarrierSign(typed_name="山﨑 恵", was_spoken=True)


@pytest.fixture
def window(shell: Shell, notices: Notices, qtbot: QtBot, settle: Settle) -> Iterator[Window]:
    """Open a window with the rooms of inspections and of devices."""
    with active_window(shell, notices, qtbot, settle, InspectionsPage, AreasPage) as window:
        yield window


@pytest.fixture
def area_id(site: Site) -> UUID:
    row_id = site.office.areas.add_area(AreaDraft(site.place_id, "2階 作業室")).row_id
    assert row_id is not None
    return row_id


def enter(site: Site, area_id: UUID) -> None:
    phone = DeclaredDevice("smartphone", kept_at="ロッカー3")
    draft = EntryDraft(area_id, "山﨑 恵", "株式会社髙﨑", "入力", devices=(phone,))
    site.office.visits.enter(draft, signed=TYPED)


def go(mode: ConductMode, place: str, settle: Settle) -> None:
    mode.go(place)
    settle()


def test_an_item_on_devices_shows_the_log_and_opens_it_over_the_mode(
    site: Site, conduct: Conduct, window: Window, area_id: UUID, settle: Settle
) -> None:
    enter(site, area_id)
    mode = conduct(site.plan())
    go(mode, "DEV-02", settle)
    box = mode.stage.item.entries
    assert box.isVisible()
    assert "預けた機器1台、返却の記録0台" in box.said.text()
    assert "2階 作業室 第1号（スマートフォン1台 預かる ロッカー3）" in box.said.text()
    assert "要確認" in box.tag.text()
    (button,) = box.buttons
    assert "2026年11月分" in button.text()
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    settle()
    log = window.layers.currentWidget()
    assert isinstance(log, EntryLog)
    assert [row.number for row in log.table.rows_model.rows] == [1]
    QTest.keyClick(log, Qt.Key.Key_Escape)
    settle()
    assert window.layers.currentWidget() is mode
    assert mode.course.position == "DEV-02"
    assert window.focusWidget() in mode.stage.item.entries.buttons


def test_logs_of_two_areas_are_told_apart(
    site: Site, conduct: Conduct, area_id: UUID, settle: Settle
) -> None:
    machines = site.office.areas.add_area(AreaDraft(site.place_id, "機械室")).row_id
    assert machines is not None
    for each in (area_id, machines):
        enter(site, each)
    mode = conduct(site.plan())
    go(mode, "DEV-02", settle)
    told = [button.text() for button in mode.stage.item.entries.buttons]
    assert len(set(told)) == len(told) == 2
    assert sum("機械室" in each for each in told) == 1


def test_what_happens_meanwhile_is_shown_when_one_comes_back(
    site: Site, conduct: Conduct, area_id: UUID, settle: Settle
) -> None:
    mode = conduct(site.plan())
    box = mode.stage.item.entries
    go(mode, "DEV-02", settle)
    assert not box.isVisible()
    go(mode, "DEV-06", settle)
    enter(site, area_id)
    go(mode, "DEV-02", settle)
    assert box.isVisible()
    go(mode, "DEV-06", settle)
    assert not box.isVisible(), "the log says nothing of this item"


def test_keys_answer_as_ever_and_the_log_does_not_answer_for_the_inspector(
    site: Site, conduct: Conduct, window: Window, area_id: UUID, settle: Settle
) -> None:
    enter(site, area_id)
    mode = conduct(site.plan())
    go(mode, "DEV-02", settle)
    assert mode.course.mark_of("DEV-02") is None
    press(window, Qt.Key.Key_2)
    settle()
    assert mode.course.mark_of("DEV-02") is Mark.NONCONFORMING


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_box_is_named_and_whole_at_twice_the_text(
    site: Site, conduct: Conduct, looks: Looks, area_id: UUID, settle: Settle, language: str
) -> None:
    enter(site, area_id)
    looks.choose(Look(language, "dark", 200))
    mode = conduct(site.plan())
    go(mode, "DEV-02", settle)
    box = mode.stage.item.entries
    assert nameless(box) == []
    assert box.width() <= mode.stage.item.viewport().width()
    for button in box.buttons:
        assert button.width() <= box.width()
