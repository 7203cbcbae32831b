"""A witness at the door: the PIN by finger and by keys, what wrong ones are told, the passphrase instead."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from models.device import VisitSigner
from models.signature import SignatureMethod
from oversight.access import Role
from oversight.clock import FixedClock
from oversight.devices import AreaDraft
from oversight.office import Office, open_office
from oversight.people import StaffDraft
from tests.cheap_keys import TINY
from tests.factories import make_contract, make_place
from tests.ui.conftest import PASSPHRASE, USER_ID
from tests.ui.devices.at_the_door import entry_of, sign
from tests.ui.opening import shell_on
from tests.ui.tab_walk import unreached
from tests.ui.test_names import nameless
from ui.background import Background
from ui.devices.declared_field import DeclaredField
from ui.devices.door_page import DoorPage, open_door
from ui.devices.entry_form import EntryForm
from ui.devices.leaving_form import HandingBackForm, LeavingForm
from ui.devices.witness import WitnessProof
from ui.looks import Look, Looks
from ui.notices import Notices
from ui.shell import Shell
from ui.widgets.keypad import Keypad
from ui.window import Window

OTHER, PIN, WRONG = "手稲の山に初雪が降りる頃に", "758203", "913570"
Settle = Callable[[], None]


@pytest.fixture
def office(vault: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch) -> Iterator[Office]:
    """Two who hold keys; one of them has a PIN."""
    monkeypatch.setattr("oversight.people.pin_digest.COST", TINY)
    office = open_office(vault, user_id=USER_ID, passphrase=PASSPHRASE, clock=clock)
    draft = StaffDraft("舘 花子", "タチ ハナコ", "主任", roles=frozenset({Role.INSPECTOR}))
    given = office.people.add_staff(draft)
    assert given.row_id is not None
    office.people.give_key(given.row_id, user_id="tachi", passphrase=OTHER)
    actor = replace(office.actor, staff_id=given.row_id, name="舘 花子", post="主任")
    theirs = Office(office.desk.of_person(actor), vault=office.vault)
    theirs.door_pins.set_own(passphrase=OTHER, pin=PIN)
    yield office
    office.close()


@pytest.fixture
def shell(office: Office, background: Background, notices: Notices, looks: Looks, clock: FixedClock) -> Shell:
    return shell_on(office, background, notices, looks, clock)


Come = Callable[[], EntryForm]


@pytest.fixture
def come(window: Window, shell: Shell, office: Office, settle: Settle) -> Come:
    """Return what opens the form of a visitor at a door that wants a witness."""
    place_id = make_place(office.desk, make_contract(office.desk, core_system="住基"))
    area_id = office.areas.add_area(AreaDraft(place_id, "端末室", systems=("住基",))).row_id
    assert area_id is not None

    def open_form() -> EntryForm:
        open_door(shell, area_id, owner=shell)
        settle()
        page = window.layers.currentWidget()
        assert isinstance(page, DoorPage)
        page.start.entry_wanted.click()
        form = entry_of(page)
        settle()
        form.form.fields["person"].set_value("山﨑 恵")
        form.form.fields["purpose"].set_value("入力作業")
        form.form.fields["declared"].nothing_button.click()  # type: ignore[attr-defined]
        form.form.fields["witnessed_how"].set_value("sight")
        sign(form)
        return form

    return open_form


def proof_of(form: EntryForm) -> WitnessProof:
    assert isinstance(form._shared.witness, WitnessProof)
    return form._shared.witness


def choose(form: EntryForm, user_id: str) -> WitnessProof:
    """Choose the witness as a person does."""
    proof = proof_of(form)
    proof.who.set_value(user_id)
    proof.who.edited.emit()
    return proof


def keypad_of(proof: WitnessProof) -> Keypad:
    assert proof.pin.keypad is not None
    return proof.pin.keypad


def press(proof: WitnessProof, figures: str) -> None:
    """Press figures by finger."""
    for figure in figures:
        QTest.mouseClick(keypad_of(proof).figures[figure], Qt.MouseButton.LeftButton)


def focused() -> QWidget:
    widget = QApplication.focusWidget()
    assert widget is not None
    return widget


def submit(form: EntryForm, settle: Settle) -> None:
    form.do_button.click()
    for _turn in range(3):
        settle()


def methods(office: Office) -> list[SignatureMethod]:
    visits = [row.visit for row in office.visits.inside_now()]
    return [
        each.method for visit in visits for each in visit.signatures if each.kind is VisitSigner.WITNESS_IN
    ]


def test_a_witness_with_a_pin_presses_it_and_the_visit_says_so(
    come: Come, office: Office, settle: Settle
) -> None:
    form = come()
    proof = proof_of(form)
    assert proof.pin.isHidden()
    assert proof.passphrase.isHidden()
    choose(form, "tachi")
    assert not proof.pin.isHidden()
    assert proof.passphrase.isHidden()
    press(proof, "7582039")
    QTest.mouseClick(keypad_of(proof).erase_button, Qt.MouseButton.LeftButton)
    assert proof.pin.value() == PIN
    assert proof.pin.line.echoMode() is QLineEdit.EchoMode.Password
    assert proof.pin.line.displayText() == proof.pin.line.displayText()[0] * len(PIN)
    submit(form, settle)
    assert methods(office) == [SignatureMethod.PIN]
    (row,) = office.visits.inside_now()
    assert row.visit.witness == "主任 舘 花子"
    assert row.visit.recorded_by == "情報公開係長 福井 太郎"


def test_a_witness_without_one_is_asked_for_the_passphrase(
    come: Come, office: Office, settle: Settle
) -> None:
    form = come()
    proof = choose(form, USER_ID)
    assert proof.pin.isHidden()
    assert not proof.passphrase.isHidden()
    assert proof.to_pin.isHidden()
    proof.passphrase.set_value(PASSPHRASE)
    submit(form, settle)
    assert methods(office) == [SignatureMethod.KEY]


def test_who_has_a_pin_may_give_the_passphrase_and_neither_is_taken_for_the_other(
    come: Come, office: Office, settle: Settle
) -> None:
    form = come()
    proof = choose(form, "tachi")
    press(proof, PIN)
    proof.to_passphrase.click()
    assert proof.pin.value() == ""
    assert QApplication.focusWidget() is proof.passphrase.line
    proof.passphrase.set_value(PIN)
    submit(form, settle)
    assert "パスフレーズ" in proof.passphrase.error
    assert office.visits.inside_now() == ()
    proof.to_pin.click()
    assert QApplication.focusWidget() is proof.pin.line
    press(proof, PIN)
    submit(form, settle)
    assert methods(office) == [SignatureMethod.PIN]


def test_a_refusal_tells_the_tries_left_and_the_fifth_turns_to_the_passphrase(
    come: Come, office: Office, settle: Settle
) -> None:
    form = come()
    proof = choose(form, "tachi")
    for left in (4, 3, 2, 1):
        press(proof, WRONG)
        submit(form, settle)
        assert f"あと{left}回" in proof.pin.error
        assert proof.pin.value() == "", "what was refused is forgotten"
    press(proof, WRONG)
    submit(form, settle)
    assert proof.pin.isHidden()
    assert not proof.passphrase.isHidden()
    assert "使えません" in proof.passphrase.error
    proof.passphrase.set_value(OTHER)
    submit(form, settle)
    assert methods(office) == [SignatureMethod.KEY]


def test_another_witness_chosen_forgets_what_was_typed(come: Come) -> None:
    form = come()
    proof = choose(form, "tachi")
    press(proof, PIN)
    choose(form, USER_ID)
    assert (proof.pin.value(), proof.passphrase.value()) == ("", "")


def test_the_keypad_by_keyboard(come: Come, settle: Settle) -> None:
    form = come()
    proof = choose(form, "tachi")
    settle()
    pad = keypad_of(proof)
    proof.pin.line.setFocus()
    QTest.keyClick(proof.pin.line, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is pad.figures["1"]
    walk = [Qt.Key.Key_Right, Qt.Key.Key_Down, Qt.Key.Key_Down, Qt.Key.Key_Left]
    for key in walk:
        QTest.keyClick(focused(), key)
    assert QApplication.focusWidget() is pad.figures["7"]
    QTest.keyClick(focused(), Qt.Key.Key_Space)
    QTest.keyClicks(focused(), "5893")
    QTest.keyClick(focused(), Qt.Key.Key_Backspace)
    assert proof.pin.value() == "7589"
    for key in (Qt.Key.Key_Left, Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Up):
        QTest.keyClick(focused(), key)
    assert QApplication.focusWidget() is pad.figures["1"], "the edge of the keys holds"
    QTest.keyClick(focused(), Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is proof.to_passphrase, "the keys are one stop of Tab"
    QTest.mouseClick(pad.clear_button, Qt.MouseButton.LeftButton)
    assert proof.pin.value() == ""
    assert QApplication.focusWidget() is proof.to_passphrase, "a finger leaves the focus where it is"


def test_the_keys_are_large_enough_for_a_finger(come: Come) -> None:
    proof = choose(come(), "tachi")
    sizes = [key.size() for key in keypad_of(proof).keys]
    assert min(size.height() for size in sizes) >= 64
    assert min(size.width() for size in sizes) >= 64


@pytest.mark.parametrize("language", ["ja", "en"])
def test_all_of_it_has_names_and_tab_reaches_it_at_twice_the_text(
    come: Come, looks: Looks, window: Window, settle: Settle, language: str
) -> None:
    looks.choose(Look(language, "dark", 200))
    form = come()
    proof = choose(form, "tachi")
    settle()
    assert nameless(form) == []
    proof.who.combo.setFocus()
    QTest.qWait(20)
    assert unreached(window) == []
    for key in keypad_of(proof).keys:
        assert key.width() >= key.sizeHint().width(), "no word is cut"
    viewport = form.form.viewport()
    pad = keypad_of(proof)
    right = pad.mapTo(viewport, QPoint(pad.width(), 0)).x()
    assert right <= viewport.width(), "no key is cut"


def test_nothing_of_a_pin_is_saved_with_what_is_half_entered(
    come: Come, office: Office, settle: Settle, qtbot: QtBot
) -> None:
    form = come()
    proof = choose(form, "tachi")
    press(proof, PIN)
    area_id = form._standing.area.id
    qtbot.waitUntil(lambda: office.visits.read_draft(area_id) is not None, timeout=5_000)
    assert PIN not in str(office.visits.read_draft(area_id))
    settle()


def test_somebody_whose_pin_was_taken_away_meanwhile_is_told_so(
    come: Come, office: Office, settle: Settle
) -> None:
    form = come()
    proof = choose(form, "tachi")
    office.door_pins.remove(proof._ids["tachi"])
    press(proof, PIN)
    submit(form, settle)
    assert office.visits.inside_now() == ()
    assert proof.pin.isHidden()
    assert not proof.passphrase.isHidden()


def stand_by(form: LeavingForm | HandingBackForm) -> None:
    """Let the witness who has a PIN stand by, as fingers do."""
    assert form.witness is not None
    form.witness.who.set_value("tachi")
    form.witness.who.edited.emit()
    press(form.witness, PIN)


def signed(office: Office, kind: VisitSigner) -> list[tuple[str, SignatureMethod]]:
    (visit,) = office.visits.list_visits(None, office.desk.today())
    assert office.visits.check_visit(visit.id).is_sound
    return [(each.name, each.method) for each in visit.signatures if each.kind is kind]


def with_a_phone(come: Come, window: Window, settle: Settle) -> DoorPage:
    """Let a visitor in who leaves a phone at the door."""
    form = come()
    declared = form.form.fields["declared"]
    assert isinstance(declared, DeclaredField)
    declared.buttons["smartphone"].click()
    declared.cards["smartphone"].kept_at.set_value("3")
    press(choose(form, "tachi"), PIN)
    submit(form, settle)
    page = window.layers.currentWidget()
    assert isinstance(page, DoorPage)
    page.inside.buttons[0].click()
    settle()
    return page


def test_a_witness_may_stand_by_as_a_device_is_handed_back(
    come: Come, window: Window, office: Office, settle: Settle
) -> None:
    leaving = with_a_phone(come, window, settle).form
    assert isinstance(leaving, LeavingForm)
    assert leaving.witness is not None
    assert not leaving.witness.who.is_required
    assert nameless(leaving) == []
    sign(leaving)
    stand_by(leaving)
    leaving.form.fields["late_on"].set_value(office.desk.today())
    leaving.form.fields["late_on"].edited.emit()
    assert leaving.witness.who.isHidden(), "nobody proves afterwards to have been present"
    assert leaving.witness.pin.isHidden()
    leaving.form.fields["late_on"].set_value(None)
    leaving.form.fields["late_on"].edited.emit()
    stand_by(leaving)
    leaving.do_button.click()
    for _turn in range(3):
        settle()
    assert office.visits.inside_now() == ()
    assert signed(office, VisitSigner.WITNESS_OUT) == [("舘 花子", SignatureMethod.PIN)]


def test_nobody_must_stand_by_a_leaving_and_a_witness_may_at_a_later_return(
    come: Come, window: Window, office: Office, settle: Settle
) -> None:
    page = with_a_phone(come, window, settle)
    leaving = page.form
    assert isinstance(leaving, LeavingForm)
    leaving.leavers.cards[0].devices.buttons[0].click()
    leaving.do_button.click()
    for _turn in range(3):
        settle()
    assert signed(office, VisitSigner.WITNESS_OUT) == []
    page.inside.buttons[0].click()
    settle()
    back = page.form
    assert isinstance(back, HandingBackForm)
    sign(back)
    stand_by(back)
    back.do_button.click()
    for _turn in range(3):
        settle()
    assert office.visits.inside_now() == ()
    assert signed(office, VisitSigner.WITNESS_BACK) == [("舘 花子", SignatureMethod.PIN)]
