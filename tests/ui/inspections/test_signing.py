"""A finalised record is signed on the laptop: by mouse, pen, finger and keyboard, by each as themselves."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QInputDevice, QPointingDevice, QTabletEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import update

from models.inspection import InspectionRecord
from models.signature import Signature, SignatureMethod
from oversight.access import Actor, Role
from oversight.clock import FixedClock
from oversight.desk import Desk
from oversight.inspections import InspectionsService
from oversight.office import Office, open_office
from tests.oversight.inspections.signed_site import SignedSite, make_site
from tests.tampering import tamper
from tests.ui.conftest import PASSPHRASE, USER_ID
from tests.ui.inspections.inspection_site import Settle, press, type_text
from tests.ui.tab_walk import unreached
from tests.ui.test_names import nameless
from ui.inspections.page import InspectionsPage
from ui.inspections.pane import InspectionPane
from ui.inspections.signing.opening import open_signing
from ui.inspections.signing.page import SigningPage
from ui.inspections.signing.signers import Way
from ui.shell import Shell
from ui.widgets.ink_pad import InkField, InkPad
from ui.window import Window

OTHER = "手稲の山に初雪が降りる頃に"
YAMAZAKI, WADA, FUKUI, TACHI = "山﨑 恵", "和田 実", "福井 太郎", "舘 花子"


@pytest.fixture
def office(vault: Path, clock: FixedClock) -> Iterator[Office]:
    office = open_office(vault, user_id=USER_ID, passphrase=PASSPHRASE, clock=clock)
    yield office
    office.close()


@pytest.fixture
def desk(office: Office) -> Desk:
    return office.desk


@pytest.fixture
def signed(office: Office) -> SignedSite:
    """Give a finalised record of two inspectors, both of whom hold keys to this laptop's vault."""
    site = make_site(office.desk)
    assert site.other.staff_id is not None
    office.people.give_key(site.other.staff_id, user_id="tachi", passphrase=OTHER)
    return site


@pytest.fixture
def page(signed: SignedSite, window: Window, shell: Shell, settle: Settle) -> SigningPage:
    open_signing(shell, signed.record_id, owner=shell)
    settle()
    page = window.layers.currentWidget()
    assert isinstance(page, SigningPage)
    return page


def begin(page: SigningPage, way: Way, name: str) -> None:
    page.signers.button_of(way, name).click()


def pad_of(page: SigningPage) -> InkPad:
    assert page.form is not None
    field = page.form.form.fields["drawing"]
    assert isinstance(field, InkField)
    return field.pad


def stroke(pad: InkPad, *places: tuple[int, int]) -> None:
    """Draw a stroke with the mouse."""
    first, *rest = (QPoint(*place) for place in places)
    QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=first)
    for place in rest:
        QTest.mouseMove(pad, place)
    QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=(rest or [first])[-1])


def submit(page: SigningPage, settle: Settle) -> None:
    assert page.form is not None
    page.form.do_button.click()
    settle()
    settle()


def error_of(page: SigningPage, name: str) -> str:
    assert page.form is not None
    return page.form.form.fields[name].error


# by hand


def test_an_attendee_signs_with_the_mouse_and_it_is_saved_at_once(
    page: SigningPage, signed: SignedSite, office: Office, settle: Settle
) -> None:
    begin(page, Way.DRAW, YAMAZAKI)
    pad = pad_of(page)
    stroke(pad, (80, 120), (160, 60), (300, 150))
    stroke(pad, (320, 100), (500, 110))
    submit(page, settle)
    row = signed.given()[0]
    assert row is not None
    assert (row.method, row.signed_hash) == (SignatureMethod.PEN, signed.seen_hash)
    assert row.picture_id is not None
    with Image.open(BytesIO(office.attachments.read_content(row.picture_id))) as picture:
        assert (picture.format, picture.size, picture.mode) == ("PNG", (1320, 440), "L")
        assert picture.getpixel((320, 120)) != 255
        assert picture.getpixel((1200, 400)) == 255
    assert page.said.text() == "保存済み 09:00:00"
    assert not page.has_ink
    assert QApplication.focusWidget() is page.signers.button_of(Way.DRAW, WADA)


def test_strokes_are_taken_back_and_wiped_by_button_and_by_key(page: SigningPage) -> None:
    begin(page, Way.DRAW, YAMAZAKI)
    pad, form = pad_of(page), page.form
    assert form is not None
    field = form.form.fields["drawing"]
    assert isinstance(field, InkField)
    assert QApplication.focusWidget() is pad
    assert not field.undo_button.isEnabled()
    for _each in range(3):
        stroke(pad, (80, 120), (160, 60))
    field.undo_button.click()
    assert [len(each) for each in pad.strokes] == [2, 2]
    QTest.keyClick(pad, Qt.Key.Key_Backspace)
    assert [len(each) for each in pad.strokes] == [2]
    QTest.keyClick(pad, Qt.Key.Key_A)
    QTest.keyClick(pad, Qt.Key.Key_Delete)
    assert not pad.has_ink
    stroke(pad, (80, 120), (160, 60))
    field.clear_button.click()
    assert (pad.has_ink, field.value()) == (False, None)
    pad.undo()


def test_an_empty_pad_and_a_slip_of_the_hand_are_no_signature(
    page: SigningPage, signed: SignedSite, settle: Settle
) -> None:
    begin(page, Way.DRAW, YAMAZAKI)
    submit(page, settle)
    assert error_of(page, "drawing") == "署名欄に署名してください。"
    stroke(pad_of(page), (80, 120), (84, 121))
    assert error_of(page, "drawing") == ""
    submit(page, settle)
    assert "短すぎます" in error_of(page, "drawing")
    assert signed.given()[0] is None


def test_a_finger_and_a_pen_draw_with_their_own_strokes(
    page: SigningPage, signed: SignedSite, settle: Settle
) -> None:
    begin(page, Way.DRAW, YAMAZAKI)
    pad = pad_of(page)
    finger = QTest.createTouchDevice()
    QTest.touchEvent(pad, finger).press(0, QPoint(50, 50), pad)
    QTest.touchEvent(pad, finger).move(0, QPoint(250, 90), pad)
    QTest.touchEvent(pad, finger).release(0, QPoint(250, 90), pad)
    assert [len(each) for each in pad.strokes] == [2]
    pen(pad, QEvent.Type.TabletPress, 300, 0.4)
    stroke_before = len(pad.strokes)
    QTest.touchEvent(pad, finger).press(0, QPoint(10, 10), pad)
    QTest.touchEvent(pad, finger).release(0, QPoint(10, 10), pad)
    QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=QPoint(10, 10))
    assert len(pad.strokes) == stroke_before, "a hand resting beside the pen is not heard"
    pen(pad, QEvent.Type.TabletMove, 450, 0.8)
    pen(pad, QEvent.Type.TabletRelease, 450, 0.0)
    pen(pad, QEvent.Type.TabletMove, 600, 0.8)
    (_finger, by_pen) = pad.strokes
    assert [round(each.pressure, 1) for each in by_pen] == [0.4, 0.8]
    submit(page, settle)
    assert signed.methods()[0] is SignatureMethod.PEN


def pen(pad: InkPad, kind: QEvent.Type, x: float, pressure: float) -> None:
    device = QPointingDevice(
        "pen",
        1,
        QInputDevice.DeviceType.Stylus,
        QPointingDevice.PointerType.Pen,
        QInputDevice.Capability.Position | QInputDevice.Capability.Pressure,
        1,
        1,
    )
    at, none = QPointF(x, 100), Qt.KeyboardModifier.NoModifier
    glob = QPointF(pad.mapToGlobal(at.toPoint()))
    event = QTabletEvent(
        *(kind, device, at, glob, pressure, 0.0, 0.0, 0.0, 0.0, 0.0, none),
        *(Qt.MouseButton.LeftButton, Qt.MouseButton.LeftButton),
    )
    QApplication.sendEvent(pad, event)
    assert event.isAccepted()


def test_what_leaves_the_pad_stays_on_its_edge(page: SigningPage) -> None:
    begin(page, Way.DRAW, YAMAZAKI)
    pad = pad_of(page)
    stroke(pad, (10, 10), (-50, 500))
    assert [(each.x, each.y) for each in pad.strokes[0]][-1] == (0.0, 1.0)
    QTest.mouseClick(pad, Qt.MouseButton.RightButton, pos=QPoint(100, 100))
    assert len(pad.strokes) == 1


@pytest.mark.parametrize("scale", [100, 200])
def test_the_pad_is_big_enough_for_a_hand_at_any_text_size(
    shell: Shell, window: Window, scale: int, settle: Settle, signed: SignedSite
) -> None:
    from ui.looks import Look

    shell.looks.choose(Look("ja", "dark", scale))
    open_signing(shell, signed.record_id, owner=shell)
    settle()
    anew = window.layers.currentWidget()
    assert isinstance(anew, SigningPage)
    begin(anew, Way.DRAW, YAMAZAKI)
    QApplication.processEvents()
    pad = pad_of(anew)
    seen = pad.visibleRegion().boundingRect()
    assert seen.width() >= 600
    assert seen.height() >= 200


# by keyboard alone


def tab_to(window: Window, wanted: QWidget) -> None:
    for _step in range(60):
        if QApplication.focusWidget() is wanted:
            return
        press(window, Qt.Key.Key_Tab)
    raise AssertionError("Tab never comes there")


def test_an_attendee_who_cannot_draw_types_their_name_by_keyboard_alone(
    page: SigningPage, signed: SignedSite, window: Window, settle: Settle
) -> None:
    tab_to(window, page.signers.button_of(Way.TYPE, YAMAZAKI))
    press(window, Qt.Key.Key_Space)
    form = page.form
    assert form is not None
    type_text("Wada Minoru")
    yes, no = form.form.fields["was_spoken"].buttons  # type: ignore[attr-defined]
    tab_to(window, yes)
    press(window, Qt.Key.Key_Right)
    assert no.hasFocus()
    press(window, Qt.Key.Key_Space)
    tab_to(window, form.do_button)
    press(window, Qt.Key.Key_Space)
    settle()
    assert "氏名と違います" in error_of(page, "name")
    form.form.fields["name"].set_value("山崎恵")
    form.do_button.click()
    settle()
    assert "口頭の確認" in error_of(page, "was_spoken")
    assert yes.hasFocus(), "where it was refused"
    press(window, Qt.Key.Key_Space)
    tab_to(window, form.do_button)
    press(window, Qt.Key.Key_Space)
    settle()
    assert signed.methods()[0] is SignatureMethod.TYPED


def test_who_does_not_sign_is_kept_with_the_reason(
    page: SigningPage, signed: SignedSite, settle: Settle
) -> None:
    begin(page, Way.DECLINE, WADA)
    submit(page, settle)
    assert error_of(page, "declined_reason")
    page.form.form.fields["declined_reason"].set_value("本社の確認が要るため")  # type: ignore[union-attr]
    submit(page, settle)
    assert signed.methods()[1] is SignatureMethod.DECLINED
    begin(page, Way.VOID, WADA)
    assert page.form is not None
    page.form.back_button.click()
    assert page.form is None


# city staff


def prove(page: SigningPage, passphrase: str, settle: Settle) -> None:
    settle()
    assert page.form is not None
    page.form.form.fields["passphrase"].set_value(passphrase)
    submit(page, settle)


def test_two_inspectors_sign_on_one_laptop_each_with_their_own_passphrase(
    page: SigningPage, signed: SignedSite, office: Office, settle: Settle
) -> None:
    begin(page, Way.KEY, FUKUI)
    prove(page, PASSPHRASE, settle)
    begin(page, Way.KEY, TACHI)
    settle()
    assert page.form is not None
    assert page.form.form.fields["user_id"].value() == "tachi"
    stroke(pad_of(page), (80, 120), (160, 60), (300, 150))
    prove(page, OTHER, settle)
    mine, hers = signed.given()[2:]
    assert mine is not None
    assert hers is not None
    assert (mine.staff_id, mine.taken_by) == (office.actor.staff_id, "情報公開係長 福井 太郎")
    assert (hers.staff_id, hers.taken_by) == (signed.other.staff_id, "主任 舘 花子")
    assert (mine.picture_id, hers.picture_id is not None) == (None, True)


def test_a_wrong_passphrase_and_another_ones_sign_nothing(
    page: SigningPage, signed: SignedSite, settle: Settle, qtbot: QtBot
) -> None:
    begin(page, Way.KEY, FUKUI)
    prove(page, OTHER, settle)
    assert "違います" in error_of(page, "passphrase")
    qtbot.wait(1_050)
    page.form.form.fields["user_id"].set_value("tachi")  # type: ignore[union-attr]
    prove(page, OTHER, settle)
    assert "この検査員ではありません" in error_of(page, "user_id")
    assert signed.methods() == [None] * 4


def test_a_mistaken_signature_is_voided_and_given_anew(
    page: SigningPage, signed: SignedSite, settle: Settle
) -> None:
    first = signed.draw()
    page.reread()
    settle()
    begin(page, Way.VOID, YAMAZAKI)
    settle()
    page.form.form.fields["reason"].set_value("隣の人が書いた")  # type: ignore[union-attr]
    prove(page, PASSPHRASE, settle)
    assert signed.given()[0] is None
    shown = texts_of(page)
    assert any("無効にした署名" in each and "隣の人が書いた" in each for each in shown)
    begin(page, Way.DRAW, YAMAZAKI)
    stroke(pad_of(page), (80, 120), (160, 60), (300, 150))
    submit(page, settle)
    again = signed.given()[0]
    assert again is not None
    assert (again.attempt, again.id != first) == (2, True)


def texts_of(widget: QWidget) -> list[str]:
    from PySide6.QtWidgets import QLabel

    return [label.text() for label in widget.findChildren(QLabel) if label.isVisibleTo(widget)]


# what is signed


def test_the_signer_sees_what_is_signed_and_may_page_through_all_of_it(
    page: SigningPage, signed: SignedSite, window: Window, settle: Settle
) -> None:
    shown = "\n".join(texts_of(page.what))
    for told in ("R8-0001　第1版", "問題なし", "適 87項目", "指摘 0件", "おおむね良好である。"):
        assert told in shown
    assert signed.seen_hash[:8] in shown
    begin(page, Way.DRAW, YAMAZAKI)
    stroke(pad_of(page), (80, 120), (160, 60))
    page.what.whole_button.click()
    pages = page.pages
    assert pages is not None
    pages.turn_on()
    assert (pages.page, pages.count) == (0, 0)
    settle()
    assert pages.said.text() == "1 / 8頁"
    presses = 0
    while pages.page == 0 and presses < 9:
        press(window, Qt.Key.Key_PageDown)
        presses += 1
    assert presses > 1, "it scrolls before it goes on"
    pages.next_button.click()
    assert pages.said.text() == "3 / 8頁"
    assert "この記録に記載された検査の事実に相違がない" in pages.picture.accessibleDescription()
    assert pages.picture.pixmap().toImage().pixelColor(3, 3).name() == "#ffffff"
    press(window, Qt.Key.Key_PageUp)
    assert pages.page in (1, 2)
    pages.area.setFocus()
    press(window, Qt.Key.Key_Down)
    pages.previous_button.click()
    pages.previous_button.click()
    pages.turn_back()
    assert pages.page == 0
    assert nameless(page) == []
    press(window, Qt.Key.Key_Escape)
    assert page.pages is None
    page.close_pages()
    assert len(pad_of(page).strokes) == 1, "a form under way stays"


def test_findings_stand_before_the_signer(
    office: Office, window: Window, shell: Shell, settle: Settle
) -> None:
    site = make_site(office.desk, failing="DEV-01")
    site.draw()
    site.correct()
    open_signing(shell, site.record_id, owner=shell)
    settle()
    page = window.layers.currentWidget()
    assert isinstance(page, SigningPage)
    shown = "\n".join(texts_of(page.what))
    for told in ("指摘 1件", "DEV-01", "机3番に私物スマートフォン1台。", "不適 1項目", "講評の誤り"):
        assert told in shown


def test_every_control_has_a_name_and_tab_reaches_it(
    page: SigningPage, window: Window, signed: SignedSite, settle: Settle
) -> None:
    signed.draw()
    page.reread()
    settle()
    for way, name in ((None, ""), (Way.DRAW, WADA), (Way.TYPE, WADA), (Way.KEY, FUKUI), (Way.VOID, YAMAZAKI)):
        if way is not None:
            begin(page, way, name)
            settle()
        assert nameless(page) == []
        assert unreached(window) == []
        if page.form is not None:
            page.form.back_button.click()


def test_a_changed_record_is_told_and_takes_no_signature(
    page: SigningPage, signed: SignedSite, office: Office, settle: Settle
) -> None:
    signed.draw()
    tamper(
        office.desk.store.engine,
        update(InspectionRecord).values(document_hash="f" * 64),
        update(Signature).values(signed_hash="e" * 64),
    )
    page.reread()
    settle()
    shown = "\n".join(texts_of(page))
    assert "記録の内容が、確定した時と違っています" in shown
    assert "記録が変わっています" in shown
    assert "この署名の後に記録が変わっています" in shown
    begin(page, Way.DRAW, WADA)
    stroke(pad_of(page), (80, 120), (160, 60), (300, 150))
    submit(page, settle)
    assert page.form is not None, "refused"
    assert signed.given()[1] is None


# half drawn


def half_drawn(page: SigningPage) -> None:
    begin(page, Way.DRAW, YAMAZAKI)
    stroke(pad_of(page), (80, 120), (160, 60))


def test_a_half_drawn_signature_is_given_up_only_by_asking_twice(
    page: SigningPage, window: Window, settle: Settle
) -> None:
    half_drawn(page)
    press(window, Qt.Key.Key_Escape)
    assert "書きかけ" in page.said.text()
    stroke(pad_of(page), (80, 120), (160, 60))
    page.leave_button.click()
    assert window.layers.currentWidget() is page
    press(window, Qt.Key.Key_Escape)
    assert page.form is None
    assert window.layers.currentWidget() is page
    press(window, Qt.Key.Key_Q)
    press(window, Qt.Key.Key_Escape)
    settle()
    assert window.layers.currentWidget() is window.desk


def test_closing_the_window_says_once_that_a_signature_is_half_drawn(
    page: SigningPage, window: Window
) -> None:
    half_drawn(page)
    window.close()
    assert window.isVisible()
    assert "書きかけ" in page.said.text()
    window.close()
    assert not window.isVisible()


def test_the_lock_wipes_a_half_drawn_signature_and_says_so(
    page: SigningPage, window: Window, settle: Settle, signed: SignedSite
) -> None:
    half_drawn(page)
    window.show_gate(QWidget())
    assert page.form is None
    window.show_desk()
    settle()
    assert window.layers.currentWidget() is page
    assert "書きかけの署名は消しました" in page.said.text()
    assert signed.given()[0] is None
    window.show_gate(QWidget())
    page.say("")
    window.show_desk()
    settle()
    assert page.said.text() == ""
    begin(page, Way.DRAW, YAMAZAKI)


# where it is offered


def pane_of(window: Window, inspection: SignedSite, settle: Settle) -> InspectionPane:
    assert window.desk is not None
    page = window.desk.page
    assert isinstance(page, InspectionsPage)
    page._read_detail(inspection.inspection_id)
    settle()
    settle()
    QApplication.processEvents()
    assert page.split is not None
    pane = page.split.detail
    assert isinstance(pane, InspectionPane)
    return pane


def test_the_pane_tells_who_has_signed_and_leads_to_the_signatures(
    signed: SignedSite, window: Window, settle: Settle
) -> None:
    signed.draw()
    signed.correct()
    second, first = pane_of(window, signed, settle).signings
    assert second.told.text() == "署名 0 / 4人　まだ: 山﨑 恵、和田 実、福井 太郎、舘 花子"
    assert any("その後、第2版に訂正" in each for each in texts_of(first))
    first.button.click()
    settle()
    page = window.layers.currentWidget()
    assert isinstance(page, SigningPage)
    assert page.signers.buttons == {}
    assert QApplication.focusWidget() is page.paper.save_button
    page.leave_button.click()
    settle()
    signed.sign_all()
    pane = pane_of(window, signed, settle)
    assert pane.signings[0].button.text() == "署名を見る"
    assert "全員の署名か、署名しない理由があります" in pane.signings[0].told.text()


def test_the_pane_tells_what_cannot_be_read_and_what_was_changed(
    signed: SignedSite, window: Window, settle: Settle, office: Office
) -> None:
    signed.draw()
    engine = office.desk.store.engine
    tamper(
        engine,
        update(InspectionRecord).values(document_hash="f" * 64),
        update(Signature).values(picture_sha256="e" * 64),
    )
    (offer,) = pane_of(window, signed, settle).signings
    shown = "\n".join(texts_of(offer))
    assert "記録の内容が、確定した時と違っています" in shown
    assert "画像が変わっています" in shown
    tamper(engine, update(InspectionRecord).values(document=b"rubbish"))
    (offer,) = pane_of(window, signed, settle).signings
    assert "壊れていて" in offer.told.text()
    assert not offer.button.isVisible()


def test_who_may_not_sign_is_not_led_there(
    signed: SignedSite, window: Window, shell: Shell, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = Actor(None, "監査 一", "", frozenset({Role.AUDITOR}))
    monkeypatch.setattr(Office, "actor", property(lambda _office: reader))
    (offer,) = pane_of(window, signed, settle).signings
    assert not offer.button.isVisible()


def test_signing_is_offered_right_after_finalising(
    office: Office, window: Window, shell: Shell, settle: Settle, signed: SignedSite
) -> None:
    from ui.inspections.conduct.mode import ConductMode
    from ui.inspections.conduct.opening import open_conduct

    InspectionsService(office.desk).start_correction(signed.inspection_id, reason="件数の誤り")
    open_conduct(shell, signed.inspection_id, owner=shell)
    settle()
    mode = window.layers.currentWidget()
    assert isinstance(mode, ConductMode)
    mode.go("finish")
    mode.stage.finish.finalise_button.click()
    mode.stage.finish.confirm.yes_button.click()
    settle()
    offer = mode.stage.finish.signing
    assert "まだ: 山﨑 恵" in offer.told.text()
    assert QApplication.focusWidget() is offer.button
    press(window, Qt.Key.Key_Return)
    settle()
    page = window.layers.currentWidget()
    assert isinstance(page, SigningPage)
    assert page.standing.sheet.version == 2
