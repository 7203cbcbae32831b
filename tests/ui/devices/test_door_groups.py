"""Groups at the door: eight movers enter in one deed, come back after a power cut, leave at once."""

from __future__ import annotations

from uuid import UUID

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from oversight.clock import FixedClock
from oversight.devices import CarrierSign, DeclaredDevice, EntryDraft, Treatment
from oversight.office import Office
from tests.ui.devices.at_the_door import Open, form_of, sign, texts
from tests.ui.inspections.inspection_site import Settle
from tests.ui.test_names import nameless
from ui.devices.door_page import DoorPage
from ui.devices.group_form import GroupForm
from ui.devices.leaving_form import LeavingForm
from ui.looks import Look, Looks

MOVERS = tuple(f"搬入 {each}郎" for each in "一二三四五六七八")


def group_of(page: DoorPage) -> GroupForm:
    assert isinstance(page.form, GroupForm)
    return page.form


def leaving_of(page: DoorPage) -> LeavingForm:
    assert isinstance(page.form, LeavingForm)
    return page.form


def begin(page: DoorPage, names: tuple[str, ...]) -> GroupForm:
    """Type the names, each ended by Enter."""
    page.start.group_wanted.click()
    form = group_of(page)
    form.form.fields["organisation"].set_value("株式会社運び屋")
    form.form.fields["purpose"].set_value("書庫の搬入")
    for name in names:
        form.persons.name_field.set_value(name)
        QTest.keyClick(form.persons.name_field.line, Qt.Key.Key_Return)
    return form


def declare_nothing_and_sign(form: GroupForm, settle: Settle) -> None:
    """Let each of those left declare that they carry nothing, and sign."""
    form.persons.begin_button.click()
    settle()
    for card in form.persons.cards:
        if card.is_complete:
            continue
        assert card.is_open
        assert card.declared is not None
        card.declared.nothing_button.click()
        sign(form)
        card.next_button.click()
        settle()


def test_eight_movers_enter_in_one_deed_and_leave_by_two_presses(
    door: Open, office: Office, area_id: UUID, settle: Settle
) -> None:
    page = door()
    form = begin(page, MOVERS)
    declare_nothing_and_sign(form, settle)
    assert not any(card.is_open for card in form.persons.cards)
    form.do_button.click()
    settle()
    settle()
    inside = [row.visit for row in office.visits.inside_now(area_id)]
    assert [each.person for each in inside] == list(MOVERS)
    assert {(each.organisation, each.purpose, each.carries_nothing) for each in inside} == {
        ("株式会社運び屋", "書庫の搬入", True)
    }
    assert len({each.group_id for each in inside}) == 1
    assert all(len(each.signatures) == 1 for each in inside)
    group, _some = page.inside.group_buttons
    assert group.text() == "この組の8人の退室"
    assert "搬入 八郎" in group.accessibleName()
    group.click()
    leaving_of(page).leavers.cards[2].leaves_button.click()
    leaving_of(page).do_button.click()
    settle()
    settle()
    (stays,) = office.visits.inside_now(area_id)
    assert stays.visit.person == MOVERS[2]


def test_a_refusal_says_whom_it_is_about(door: Open, office: Office, area_id: UUID, settle: Settle) -> None:
    signed = CarrierSign(declined_reason="手をけがしている")
    office.visits.enter(
        EntryDraft(area_id, "二郎", "株式会社運び屋", "先発", carries_nothing=True), signed=signed
    )
    page = door()
    form = begin(page, ("一郎", "二郎", "三郎"))
    declare_nothing_and_sign(form, settle)
    form.do_button.click()
    settle()
    assert "二郎: この人は、すでに入室しています。" in form.persons.error
    assert form.persons.cards[1].is_open
    assert len(office.visits.inside_now(area_id)) == 1, "all or nobody"
    form.persons.cards[1].remove_button.click()
    form.do_button.click()
    settle()
    settle()
    assert {row.visit.person for row in office.visits.inside_now(area_id)} == {"一郎", "二郎", "三郎"}


def test_one_too_many_is_refused_at_the_reason_by_name(
    door: Open, office: Office, area_id: UUID, settle: Settle
) -> None:
    page = door()
    form = begin(page, (*MOVERS, "搬入 九郎"))
    declare_nothing_and_sign(form, settle)
    form.do_button.click()
    settle()
    reason = form.form.fields["exception_reason"]
    assert reason.error.startswith("搬入 九郎: 入室の上限（8人）を超えます。")
    reason.set_value("重い棚の搬入")
    form.do_button.click()
    settle()
    settle()
    assert len(office.visits.inside_now(area_id)) == 9


def test_what_somebody_has_not_given_is_said_by_name_and_their_card_opens(door: Open, settle: Settle) -> None:
    page = door()
    form = begin(page, ("一郎",))
    form.do_button.click()
    assert "2人以上" in form.persons.error
    form.persons.name_field.set_value("二郎")
    form.persons.add_button.click()
    form.do_button.click()
    assert "一郎 さんの申告と署名がまだです" in form.persons.error
    first, second = form.persons.cards
    assert first.is_open
    assert first.declared is not None
    first.declared.nothing_button.click()
    assert first.signed is not None
    assert first.signed.pad.hasFocus(), "the pad is what comes next"
    first.signed.decline_button.click()
    assert not first.is_complete
    first.signed.reason.set_value("手をけがしている")
    first.next_button.click()
    assert [card.is_open for card in (first, second)] == [False, True]
    assert "署名しない" in texts(first)
    settle()


def test_a_group_half_entered_comes_back_after_the_power_was_cut(
    door: Open, office: Office, area_id: UUID, settle: Settle, qtbot: QtBot
) -> None:
    page = door()
    form = begin(page, ("一郎", "二郎"))
    settle()
    form.persons.begin_button.click()
    settle()
    card = form.persons.cards[0]
    assert card.declared is not None
    card.declared.buttons["smartphone"].click()
    card.declared.cards["smartphone"].kept_at.set_value("7")
    sign(form)
    qtbot.waitUntil(
        lambda: len((office.visits.read_draft(area_id) or {}).get("persons", ())) == 2, timeout=5_000
    )
    qtbot.waitUntil(lambda: not page.saver.timer.isActive(), timeout=5_000)
    settle()
    page.hide()
    back = door()
    again = group_of(back)
    values = again.form.values()
    assert (values["organisation"], values["purpose"]) == ("株式会社運び屋", "書庫の搬入")
    first, second = values["persons"]
    assert (first.person, second.person) == ("一郎", "二郎")
    assert [(each.class_id, each.kept_at) for each in first.declared.devices] == [("smartphone", "7")]
    assert first.signed is None, "no signature is kept"
    again.persons.begin_button.click()
    assert again.persons.cards[0].declared is not None
    assert again.persons.cards[0].declared.cards["smartphone"].declared().kept_at == "7"
    settle()


def test_those_who_come_often_and_those_of_the_lists_are_added_by_a_press(
    door: Open, office: Office, area_id: UUID, clock: FixedClock, settle: Settle
) -> None:
    signed = CarrierSign(declined_reason="手をけがしている")
    draft = EntryDraft(area_id, "山﨑 恵", "株式会社髙﨑", "入力", carries_nothing=True)
    visit_id = office.visits.enter(draft, signed=signed).visit_ids[0]
    from oversight.devices import LeavingDraft

    office.visits.leave(LeavingDraft((visit_id,)))
    page = door()
    form = begin(page, ())
    (button,) = form.persons.regular_buttons
    button.click()
    button.click()
    (who, _word) = form.persons.list_field.combo.count(), ""
    assert who > 1, "the staff of the city may be chosen"
    form.persons.list_field.combo.setCurrentIndex(1)
    form.persons.list_field.combo.activated.emit(1)
    assert len(form.persons.cards) == 2, "nobody twice"
    assert form.persons.cards[0].given.declared.carries_nothing
    assert form.persons.cards[1].given.who is not None


def test_a_group_leaves_with_what_it_brought_each_signing(
    door: Open, office: Office, area_id: UUID, settle: Settle
) -> None:
    phone = DeclaredDevice("smartphone", 1, Treatment.DEPOSITED, "7")
    signed = CarrierSign(declined_reason="手をけがしている")
    drafts = [
        EntryDraft(
            area_id,
            name,
            "",
            "搬入",
            devices=(phone,) if name == "一郎" else (),
            carries_nothing=name != "一郎",
        )
        for name in ("一郎", "二郎")
    ]
    visit_ids = office.visits.enter_group([(each, signed) for each in drafts]).visit_ids
    page = door()
    page.inside.group_buttons[0].click()
    form = leaving_of(page)
    form.do_button.click()
    assert "一郎: 署名欄に署名してください。" in form.leavers.error
    sign(form)
    form.do_button.click()
    settle()
    settle()
    assert office.visits.inside_now(area_id) == ()
    assert [each.kind.value for each in office.visits.get_visit(visit_ids[0]).signatures] == [
        "carrier_in",
        "carrier_out",
    ]
    assert [each.kind.value for each in office.visits.get_visit(visit_ids[1]).signatures] == ["carrier_in"]


def test_the_group_has_names_at_twice_the_text(door: Open, looks: Looks, settle: Settle) -> None:
    looks.choose(Look("en", "dark", 200))
    page = door()
    form = begin(page, ("一郎", "二郎"))
    form.persons.begin_button.click()
    settle()
    assert nameless(page) == []
    assert form_of(page) is form
