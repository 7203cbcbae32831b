"""The page at a door: a regular without typing, devices by the rule, a witness, leaving, handing back."""

from __future__ import annotations

import datetime as dt
import threading
from typing import Any
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from oversight.clock import JAPAN, FixedClock
from oversight.desk import Desk
from oversight.devices import AreaDraft, CarrierSign, DeclaredDevice, EntryDraft, Treatment
from oversight.office import Office
from tests.factories import make_contract, make_place
from tests.ui.devices.at_the_door import Open, enter, entry_of, form_of, sign, texts
from tests.ui.inspections.inspection_site import Settle
from tests.ui.test_names import nameless
from ui.devices.door_page import DoorPage, open_door
from ui.looks import Look, Looks
from ui.shell import Shell
from ui.window import Window


def test_somebody_enters_with_a_deposit_and_leaves_with_it(
    door: Open, office: Office, area_id: UUID, settle: Settle
) -> None:
    page = door()
    enter(page, settle)
    assert page.form is None
    assert page.start.regular_buttons == [], "who is inside does not come in"
    (row,) = office.visits.inside_now(area_id)
    (device,) = row.visit.devices
    assert (device.treatment, device.kept_at, device.count) == (Treatment.DEPOSITED, "ロッカー12", 1)
    assert "いま中に1人（上限8人）" in texts(page.inside)
    assert "スマートフォン 1台（ロッカー12）" in texts(page.inside)
    page.inside.buttons[0].click()
    sign(form_of(page))
    form_of(page).do_button.click()
    settle()
    settle()
    assert office.visits.inside_now(area_id) == ()
    assert "だれもいません" in texts(page.inside)


def test_what_is_not_handed_back_stays_red_until_it_is(
    door: Open, office: Office, area_id: UUID, settle: Settle
) -> None:
    page = door()
    enter(page, settle)
    page.inside.buttons[0].click()
    (card,) = form_of(page).form.fields["leavers"].cards  # type: ignore[attr-defined]
    card.devices.buttons[0].click()
    form_of(page).do_button.click()
    settle()
    settle()
    (row,) = office.visits.inside_now(area_id)
    assert row.visit.unaccounted
    assert "退室済み・返却なし" in texts(page.inside)
    page.inside.buttons[0].click()
    form_of(page).form.fields["note"].set_value("翌日に取りに来た")
    form_of(page).do_button.click()
    settle()
    assert "署名" in form_of(page).form.fields["leavers"].error
    sign(form_of(page))
    form_of(page).do_button.click()
    settle()
    settle()
    assert office.visits.inside_now(area_id) == ()
    kinds = [each.kind.value for each in office.visits.get_visit(row.visit.id).signatures]
    assert kinds == ["carrier_in", "carrier_back"]
    assert office.visits.check_visit(row.visit.id).is_sound


def test_a_regular_enters_without_typing(door: Open, office: Office, area_id: UUID, settle: Settle) -> None:
    page = door()
    enter(page, settle)
    page.inside.buttons[0].click()
    sign(form_of(page))
    form_of(page).do_button.click()
    settle()
    settle()
    ((regular, button),) = page.start.regular_buttons
    assert not page.standing.inside
    assert regular.person == "山﨑 恵"
    button.click()
    form = entry_of(page)
    declared = form.form.fields["declared"].value()
    assert [(each.class_id, each.kept_at) for each in declared.devices] == [("smartphone", "ロッカー12")]
    card = form.form.fields["declared"].cards["smartphone"]  # type: ignore[attr-defined]
    card.kept_at.set_value("")
    card.locker_buttons[0].click()
    assert card.declared().kept_at == "ロッカー12"
    sign(form)
    form.do_button.click()
    settle()
    settle()
    (row,) = office.visits.inside_now(area_id)
    assert (row.visit.person, row.visit.purpose) == ("山﨑 恵", "入力作業")


def test_neither_devices_nor_the_declaration_of_none_is_refused_in_place(
    door: Open, office: Office, area_id: UUID, settle: Settle
) -> None:
    page = door()
    page.start.entry_wanted.click()
    form = entry_of(page)
    form.form.fields["person"].set_value("山﨑 恵")
    form.form.fields["purpose"].set_value("清掃")
    sign(form)
    form.do_button.click()
    settle()
    assert "申告" in form.form.fields["declared"].error
    declared = form.form.fields["declared"]
    declared.buttons["camera"].click()  # type: ignore[attr-defined]
    declared.nothing_button.click()  # type: ignore[attr-defined]
    assert declared.value().devices == ()
    form.do_button.click()
    settle()
    settle()
    (row,) = office.visits.inside_now(area_id)
    assert row.visit.carries_nothing


def test_a_deposit_without_a_locker_is_refused_at_the_declaration(
    door: Open, office: Office, area_id: UUID, settle: Settle
) -> None:
    page = door()
    page.start.entry_wanted.click()
    form = entry_of(page)
    form.form.fields["person"].set_value("山﨑 恵")
    form.form.fields["purpose"].set_value("清掃")
    form.form.fields["declared"].buttons["tablet"].click()  # type: ignore[attr-defined]
    sign(form)
    form.do_button.click()
    settle()
    assert form.form.fields["declared"].error
    assert office.visits.inside_now(area_id) == ()


def test_what_is_half_entered_comes_back(
    door: Open, window: Window, office: Office, area_id: UUID, settle: Settle, qtbot: QtBot
) -> None:
    page = door()
    page.start.entry_wanted.click()
    form = entry_of(page)
    form.form.fields["person"].set_value("山﨑 恵")
    form.form.fields["purpose"].set_value("配線工事")
    form.form.fields["declared"].buttons["usb_memory"].click()  # type: ignore[attr-defined]
    qtbot.waitUntil(lambda: office.visits.read_draft(area_id) is not None, timeout=5_000)
    settle()
    page.leave()
    settle()
    back = door()
    values = entry_of(back).form.values()
    assert (values["person"], values["purpose"]) == ("山﨑 恵", "配線工事")
    assert [each.class_id for each in values["declared"].devices] == ["usb_memory"]
    entry_of(back).back_button.click()
    settle()
    settle()
    assert office.visits.read_draft(area_id) is None
    assert back.form is None


def test_where_a_core_system_is_used_a_witness_proves_to_be_present(
    shell: Shell, office: Office, desk: Desk, window: Window, settle: Settle
) -> None:
    place_id = make_place(desk, make_contract(desk, number="R8-009", core_system="住基"))
    core = office.areas.add_area(AreaDraft(place_id, "端末室", systems=("住基",))).row_id
    assert core is not None
    open_door(shell, core, owner=shell)
    settle()
    page = window.layers.currentWidget()
    assert isinstance(page, DoorPage)
    page.start.entry_wanted.click()
    form = entry_of(page)
    settle()
    assert {"user_id", "passphrase", "witnessed_how"} <= set(form.form.fields)
    assert "市職員の立会い（基幹系システムを使う区域）" in texts(form)
    card = form.form.fields["declared"]
    card.buttons["smartphone"].click()  # type: ignore[attr-defined]
    options = card.cards["smartphone"].treatment._values  # type: ignore[attr-defined]
    assert Treatment.ADMITTED not in options


@pytest.mark.parametrize("language", ["ja", "en"])
def test_all_has_a_name_and_the_keys_reach_it_at_twice_the_text(
    door: Open, looks: Looks, settle: Settle, office: Office, area_id: UUID, language: str
) -> None:
    declared = (DeclaredDevice("smartphone", 1, Treatment.DEPOSITED, "12"),)
    entry = EntryDraft(area_id, "山﨑 恵", "株式会社髙﨑事務サービス", "入力作業", devices=declared)
    office.visits.enter(entry, signed=CarrierSign(typed_name="山﨑 恵", was_spoken=True))
    looks.choose(Look(language, "dark", 200))
    page = door()
    assert nameless(page) == []
    page.start.entry_wanted.click()
    settle()
    form = entry_of(page)
    form.form.fields["declared"].buttons["tablet"].click()  # type: ignore[attr-defined]
    settle()
    assert nameless(page) == []
    form.setFocus()
    reached = set()
    for _press in range(60):
        focused = QApplication.focusWidget()
        reached.add(focused)
        QTest.keyClick(focused or page, Qt.Key.Key_Tab)
    assert form.do_button in reached
    assert page.inside.buttons[0] in reached


def test_a_moment_and_the_lock(door: Open, clock: FixedClock, settle: Settle) -> None:
    page = door()
    page.start.entry_wanted.click()
    page.hide()
    page.show()
    settle()
    assert page.form is None, "nothing of a form stays behind the lock"
    QTest.keyClick(page, Qt.Key.Key_Escape)
    settle()


def test_a_forgotten_leaving_is_recorded_afterwards_with_its_reason(
    door: Open, office: Office, area_id: UUID, clock: FixedClock, settle: Settle
) -> None:
    page = door()
    enter(page, settle)
    clock.moment += dt.timedelta(days=1)
    page.inside.buttons[0].click()
    fields = form_of(page).form.fields
    fields["late_on"].set_value(dt.date(2026, 11, 24))
    sign(form_of(page))
    form_of(page).do_button.click()
    settle()
    assert fields["late_at"].error, "a day without its time is no moment"
    fields["late_at"].set_value(dt.time(17, 30))
    form_of(page).do_button.click()
    settle()
    assert fields["late_reason"].error
    fields["late_reason"].set_value("記録を忘れて帰った")
    form_of(page).do_button.click()
    settle()
    settle()
    assert office.visits.inside_now(area_id) == ()
    (row,) = office.visits.list_visits(area_id, dt.date(2026, 11, 1))
    assert row.left_late_reason == "記録を忘れて帰った"
    assert row.left_at is not None
    assert (row.left_at.astimezone(JAPAN).day, row.left_at.astimezone(JAPAN).hour) == (24, 17)


def test_an_entry_is_recorded_afterwards_but_not_ahead_of_time(
    door: Open, office: Office, area_id: UUID, settle: Settle
) -> None:
    page = door()
    page.start.entry_wanted.click()
    fields = entry_of(page).form.fields
    fields["person"].set_value("山﨑 恵")
    fields["purpose"].set_value("入力")
    fields["declared"].nothing_button.click()  # type: ignore[attr-defined]
    sign(entry_of(page))
    fields["late_on"].set_value(dt.date(2026, 11, 25))
    fields["late_at"].set_value(dt.time(9, 0))
    fields["late_reason"].set_value("停電のため紙に書いた")
    entry_of(page).do_button.click()
    settle()
    assert fields["late_at"].error
    fields["late_on"].set_value(dt.date(2026, 11, 23))
    entry_of(page).do_button.click()
    settle()
    settle()
    (row,) = office.visits.inside_now(area_id)
    assert row.visit.late_reason == "停電のため紙に書いた"


def test_what_is_saved_late_does_not_bring_an_entry_back(
    door: Open, office: Office, area_id: UUID, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A slow disk: the draft is written only after the entry itself."""
    page, entered = door(), threading.Event()
    save, kept = office.visits.save_draft, []

    def late(area: UUID, draft: dict[str, Any]) -> None:
        entered.wait(5)
        kept.append(draft)
        save(area, draft)

    monkeypatch.setattr(office.visits, "save_draft", late)
    page.start.entry_wanted.click()
    form = entry_of(page)
    form.form.fields["person"].set_value("山﨑 恵")
    form.form.fields["purpose"].set_value("入力")
    form.form.fields["declared"].nothing_button.click()  # type: ignore[attr-defined]
    page.saver.save()
    sign(form)
    page.saver.timer.stop()
    form.do_button.click()
    while not office.visits.inside_now(area_id):
        QTest.qWait(5)
    entered.set()
    for _turn in range(4):
        settle()
    assert len(kept) == 1
    assert office.visits.read_draft(area_id) is None
    assert page.form is None


def test_a_device_nobody_declared_is_noted_at_the_door_and_the_finding_may_wait(
    door: Open, office: Office, settle: Settle
) -> None:
    page = door()
    page.found_button.click()
    settle()
    form = form_of(page)
    form.form.fields["class_id"].set_value("camera")
    form.form.fields["note"].set_value("棚の上")
    form.do_button.click()
    settle()
    settle()
    assert form_of(page).heading == "指摘にする"
    form_of(page).back_button.click()
    settle()
    assert page.form is None
    (point,) = office.visits.list_points()
    assert point.is_open
