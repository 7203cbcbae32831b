"""The page at a door as one sees it standing there: what comes next is in sight, and nothing is cut."""

from __future__ import annotations

from uuid import UUID

import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from oversight.devices import CarrierSign, DeclaredDevice, EntryDraft, Treatment
from oversight.office import Office
from tests.ui.devices.at_the_door import Open, entry_of, form_of
from tests.ui.inspections.inspection_site import Settle
from ui.devices.declared_field import DeclaredField
from ui.looks import Look, Looks
from ui.widgets.pane import Pane

LONG = "アレクサンドラ・マリア・フェルナンデス・デ・ラ・クルス・エスコバル・イ・ゴンサレス・ロドリゲス"
EMPLOYER = "独立行政法人とても長い名前の法人が四十文字をこえて続くときに欄がどう見えるかを確かめる協会"


def let_in(office: Office, area_id: UUID, *people: str) -> None:
    phone = DeclaredDevice("smartphone", 1, Treatment.DEPOSITED, "ロッカー12", "", None)
    group = [
        EntryDraft(area_id, person=each, organisation=EMPLOYER, purpose="什器の搬入", devices=(phone,))
        for each in people
    ]
    office.visits.enter_group([(each, CarrierSign(declined_reason="急ぐため")) for each in group])


def cut(area: QScrollArea) -> list[str]:
    """Return what stands in a scrolled part and reaches over its right edge."""
    width = area.viewport().width()
    parts: list[QLabel | QAbstractButton] = [*area.findChildren(QLabel), *area.findChildren(QAbstractButton)]
    shown = [each for each in parts if each.isVisible()]
    return [each.text() for each in shown if each.mapTo(area.viewport(), each.rect().topRight()).x() >= width]


@pytest.mark.parametrize("look", [Look("ja", "light", 100), Look("en", "light", 200)], ids=["ja", "en"])
def test_long_names_are_not_cut(
    look: Look, looks: Looks, door: Open, office: Office, area_id: UUID, qtbot: QtBot
) -> None:
    looks.choose(look)
    let_in(office, area_id, LONG, f"長尾{LONG}")
    page = door()
    qtbot.waitUntil(lambda: not any(cut(pane) for pane in page.findChildren(Pane)))
    page.inside.group_buttons[0].click()
    qtbot.waitUntil(lambda: not cut(form_of(page).form))


def test_the_cursor_stands_where_one_begins(door: Open) -> None:
    page = door()
    assert QApplication.focusWidget() is page.start.entry_wanted


def test_what_is_seldom_needed_is_folded_away_until_it_is(door: Open, settle: Settle) -> None:
    page = door()
    page.start.entry_wanted.click()
    form = entry_of(page).form
    assert not form.fields["late_on"].isVisible()
    assert not form.fields["exception_reason"].isVisible()
    form.point_at("late_reason")
    assert form.fields["late_reason"].isVisible(), "a refusal about it shows it"
    form.fields["late_reason"].set_value("停電")
    form.unfold_button.click()
    assert form.fields["late_reason"].isVisible(), "what holds something stays in sight"
    form.fields["late_reason"].set_value("")
    form.unfold_button.click()
    assert not form.fields["late_reason"].isVisible()
    form.unfold_button.click()
    assert form.fields["exception_reason"].isAncestorOf(focused()), "the cursor goes into what was unfolded"
    settle()


def test_leaving_without_devices_is_recorded_afterwards_at_once(
    door: Open, office: Office, area_id: UUID
) -> None:
    draft = EntryDraft(area_id, person="一郎", purpose="点検", carries_nothing=True)
    office.visits.enter(draft, signed=CarrierSign(declined_reason="急ぐため"))
    page = door()
    page.inside.late_buttons[0].click()
    day = form_of(page).form.fields["late_on"]
    assert day.isVisible()
    assert day.isAncestorOf(focused())


def test_a_device_declared_comes_into_sight(door: Open, looks: Looks, qtbot: QtBot) -> None:
    looks.choose(Look("ja", "light", 200))
    page = door()
    page.start.entry_wanted.click()
    form = entry_of(page).form
    declared = form.fields["declared"]
    assert isinstance(declared, DeclaredField)
    declared.buttons["smartphone"].click()
    view = form.viewport()

    def is_in_sight() -> bool:
        foot = declared.cards["smartphone"].rect().bottomLeft()
        return view.rect().contains(declared.cards["smartphone"].mapTo(view, foot))

    qtbot.waitUntil(is_in_sight)


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget
