"""Approval in the window: drafted, decided by a colleague on the same machine, returned, taken back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from oversight.access import Actor, Role
from oversight.approvals import Decision, DecisionDraft, Standing
from oversight.clock import FixedClock
from oversight.desk import Desk
from oversight.inspections import InspectionState
from oversight.office import Office, open_office
from oversight.people import StaffDraft
from tests.ui.conftest import PASSPHRASE, USER_ID
from tests.ui.inspections.inspection_site import Settle, Site, press, type_text
from tests.ui.tab_walk import told
from tests.ui.test_names import nameless
from ui.deed_form import DeedForm
from ui.inspections.approval_part import ApprovalPart, ApprovalWish
from ui.inspections.page import InspectionsPage
from ui.inspections.pane import InspectionPane, Wish
from ui.inspections.rows import View
from ui.widgets.choice_fields import OneOfField
from ui.window import Window

CHIEF = "first snow on the hills"
HEAD = "salmon come up the river"


@pytest.fixture
def office(vault: Path, clock: FixedClock) -> Iterator[Office]:
    office = open_office(vault, user_id=USER_ID, passphrase=PASSPHRASE, clock=clock)
    people = (("係長 二郎", "係長", "chief", CHIEF), ("課長 三郎", "課長", "head", HEAD))
    for name, post, user_id, passphrase in people:
        given = office.people.add_staff(StaffDraft(name, name, post, roles=frozenset({Role.MANAGER})))
        assert given.row_id is not None
        office.people.give_key(given.row_id, user_id=user_id, passphrase=passphrase)
    yield office
    office.close()


@pytest.fixture
def desk(office: Office) -> Desk:
    return office.desk


@pytest.fixture
def page(window: Window, settle: Settle) -> InspectionsPage:
    assert window.desk is not None
    page = window.desk.page
    assert isinstance(page, InspectionsPage)
    settle()
    return page


def person(office: Office, user_id: str) -> Actor:
    row = next(each for each in office.people.list_staff() if each.user_id == user_id)
    return Actor(row.id, row.name, row.post, row.roles)


def opened(page: InspectionsPage, inspection_id: UUID, settle: Settle) -> InspectionPane:
    page.on_show()
    settle()
    page.chips.choose(View.ALL)
    assert page.table.choose(inspection_id)
    row = page.table.chosen
    assert row is not None
    page.table.row_opened.emit(row)
    settle()
    return pane_of(page)


def pane_of(page: InspectionsPage) -> InspectionPane:
    assert page.split is not None
    assert isinstance(page.split.detail, InspectionPane)
    return page.split.detail


def part_of(page: InspectionsPage) -> ApprovalPart:
    return pane_of(page).approvals


def form_of(page: InspectionsPage) -> DeedForm:
    assert page.split is not None
    assert isinstance(page.split.detail, DeedForm)
    return page.split.detail


def tab_to(window: Window, target: QWidget) -> None:
    """Walk with Tab until a control, or what it hands its focus to, has the focus."""
    passed: list[str] = []
    for _step in range(60):
        focus = QApplication.focusWidget()
        if focus is not None and (focus is target or target.isAncestorOf(focus)):
            return
        passed.append(told(focus) if focus is not None else "")
        press(window, Qt.Key.Key_Tab)
        QApplication.processEvents()
    pytest.fail(f"Tab does not reach it: {passed}")


def test_a_record_is_drafted_and_decided_by_colleagues_on_the_same_machine_by_keys(
    page: InspectionsPage, window: Window, site: Site, settle: Settle
) -> None:
    inspection_id = site.finalised()
    pane = opened(page, inspection_id, settle)
    assert set(part_of(page).buttons) == {ApprovalWish.DRAFT}
    pane.setFocus()
    tab_to(window, part_of(page).buttons[ApprovalWish.DRAFT])
    press(window, Qt.Key.Key_Space)
    form = form_of(page)
    tab_to(window, form.form.fields["comment"])
    type_text("please")
    tab_to(window, form.do_button)
    press(window, Qt.Key.Key_Space)
    settle()
    settle()
    assert set(part_of(page).buttons) == {ApprovalWish.COLLEAGUE, ApprovalWish.WITHDRAW}
    assert set(pane_of(page).buttons) == {Wish.RESULT}, "no correction begins while it is being approved"
    for user_id, passphrase in (("chief", CHIEF), ("head", HEAD)):
        tab_to(window, part_of(page).buttons[ApprovalWish.COLLEAGUE])
        press(window, Qt.Key.Key_Space)
        settle()
        _decide_by_keys(form_of(page), window, user_id, passphrase)
        settle()
        settle()
    view = site.office.approvals.get_approvals(inspection_id)
    assert view.newest is not None
    assert view.newest.standing is Standing.APPROVED
    assert [step.decided_by for step in view.newest.steps] == ["係長 係長 二郎", "課長 課長 三郎"]
    assert part_of(page).buttons == {}
    assert page.table.rows_model.index(0, 1).data() == "決裁済"
    assert set(pane_of(page).buttons) == {Wish.RESULT, Wish.CORRECT}


def _decide_by_keys(form: DeedForm, window: Window, user_id: str, passphrase: str) -> None:
    fields = form.form.fields
    fields["user_id"].set_value(user_id)
    tab_to(window, fields["passphrase"])
    type_text(passphrase)
    decision, stance = fields["decision"], fields["is_proxy"]
    assert isinstance(decision, OneOfField)
    assert isinstance(stance, OneOfField)
    for field in (decision, stance):
        tab_to(window, field.buttons[0])
        press(window, Qt.Key.Key_Space)
    tab_to(window, form.do_button)
    press(window, Qt.Key.Key_Space)


def test_a_wrong_passphrase_and_a_barred_person_show_in_the_form(
    page: InspectionsPage, site: Site, settle: Settle
) -> None:
    inspection_id = site.finalised()
    site.office.approvals.draft(inspection_id)
    opened(page, inspection_id, settle)
    part_of(page).buttons[ApprovalWish.COLLEAGUE].click()
    settle()
    form = form_of(page)
    fields = form.form.fields
    fields["user_id"].set_value("chief")
    fields["passphrase"].set_value("違う言葉")
    fields["decision"].set_value(Decision.APPROVED)
    fields["is_proxy"].set_value(False)
    form.submit()
    settle()
    assert "違います" in fields["passphrase"].error
    fields["passphrase"].set_value(CHIEF)
    fields["decision"].set_value(Decision.RETURNED)
    QTest.qWait(1_050)  # a failed attempt waits a second
    form.submit()
    settle()
    assert "差し戻す理由" in fields["comment"].error
    view = site.office.approvals.get_approvals(inspection_id)
    assert view.newest is not None
    assert view.newest.position == 1


def test_a_signed_in_approver_returns_a_record_for_correction(
    page: InspectionsPage, site: Site, settle: Settle
) -> None:
    inspection_id = site.finalised()
    colleague = site.office.approvals.as_person(person(site.office, "head"))
    colleague.draft(inspection_id)
    opened(page, inspection_id, settle)
    assert set(part_of(page).buttons) == {ApprovalWish.DECIDE, ApprovalWish.COLLEAGUE}
    page.chips.choose(View.MY_DECISION)
    assert page.table.rows_model.rowCount() == 1
    assert page.table.rows_model.index(0, 1).data() == "決裁待ち（係長）"
    part_of(page).buttons[ApprovalWish.DECIDE].click()
    settle()
    form = form_of(page)
    assert set(form.form.fields) == {"decision", "comment"}
    form.form.fields["decision"].set_value("opening")
    form.form.fields["comment"].set_value("件数の根拠を書く。")
    form.submit()
    settle()
    settle()
    detail = site.detail(inspection_id)
    assert (detail.state, detail.correction_reason) == (InspectionState.CORRECTING, "件数の根拠を書く。")
    assert set(pane_of(page).buttons) == {Wish.GO_ON, Wish.TRANSCRIBE}
    page.chips.choose(View.MY_DECISION)
    assert page.table.rows_model.rowCount() == 0


def test_a_proxy_is_asked_for_whom_and_why(page: InspectionsPage, site: Site, settle: Settle) -> None:
    office = site.office
    inspection_id = site.finalised()
    head, chief = person(office, "head"), person(office, "chief")
    office.approvals.as_person(head).draft(inspection_id)
    approval = office.approvals.get_approvals(inspection_id).newest
    assert approval is not None
    office.approvals.decide(approval.id, DecisionDraft(Decision.APPROVED))
    office.approvals.change_routes(office.approvals.read_routes(), inspector_may_approve_last=True)
    opened(page, inspection_id, settle)
    part_of(page).buttons[ApprovalWish.DECIDE].click()
    settle()
    form = form_of(page)
    assert form.form.fields["is_proxy"].value() is True
    form.form.fields["decision"].set_value(Decision.APPROVED)
    form.submit()
    settle()
    assert "代決の理由" in form.form.fields["proxy_reason"].error
    form.form.fields["proxy_reason"].set_value("課長が出張中のため")
    form.submit()
    settle()
    settle()
    texts = [label.text() for label in part_of(page).findChildren(QWidget) if hasattr(label, "text")]
    assert any("課長の代決" in text and "課長が出張中のため" in text for text in texts)
    assert chief.name not in " ".join(texts)


def test_a_drafting_is_taken_back_and_sent_again_and_the_history_shows_both(
    page: InspectionsPage, site: Site, settle: Settle
) -> None:
    inspection_id = site.finalised()
    opened(page, inspection_id, settle)
    part_of(page).buttons[ApprovalWish.DRAFT].click()
    form_of(page).submit()
    settle()
    settle()
    page.chips.choose(View.IN_APPROVAL)
    assert page.table.rows_model.rowCount() == 1
    part_of(page).buttons[ApprovalWish.WITHDRAW].click()
    form_of(page).form.fields["reason"].set_value("添付漏れ")
    form_of(page).submit()
    settle()
    settle()
    assert page.table.rows_model.rowCount() == 0
    page.chips.choose(View.ALL)
    assert page.table.rows_model.index(0, 1).data() == "記録確定"
    assert set(part_of(page).buttons) == {ApprovalWish.DRAFT}
    part_of(page).buttons[ApprovalWish.DRAFT].click()
    form_of(page).submit()
    settle()
    settle()
    texts = " ".join(label.text() for label in part_of(page).findChildren(QWidget) if hasattr(label, "text"))
    assert "これまでの経過" in texts
    assert "添付漏れ" in texts


def test_a_returned_record_counts_as_returned_until_it_is_sent_again(
    page: InspectionsPage, site: Site, settle: Settle
) -> None:
    inspection_id = site.finalised()
    site.office.approvals.draft(inspection_id)
    view = site.office.approvals.get_approvals(inspection_id)
    assert view.newest is not None
    chief = site.office.approvals.as_person(person(site.office, "chief"))
    chief.decide(view.newest.id, DecisionDraft(Decision.RETURNED, "根拠を書く。"))
    opened(page, inspection_id, settle)
    page.chips.choose(View.RETURNED)
    assert [row.id for row in page.table.rows_model.shown] == [inspection_id]
    assert page.table.rows_model.index(0, 1).data() == "差戻"
    home = site.office.home.view()
    assert home.approvals_returned == frozenset({inspection_id})


def test_nothing_can_be_changed_from_the_window_after_the_last_step(
    page: InspectionsPage, site: Site, settle: Settle
) -> None:
    office, inspection_id = site.office, site.finalised()
    office.approvals.draft(inspection_id)
    for user_id in ("chief", "head"):
        newest = office.approvals.get_approvals(inspection_id).newest
        assert newest is not None
        acting = office.approvals.as_person(person(office, user_id))
        acting.decide(newest.id, DecisionDraft(Decision.APPROVED))
    opened(page, inspection_id, settle)
    assert set(pane_of(page).buttons) == {Wish.RESULT, Wish.CORRECT}
    assert part_of(page).buttons == {}
    auditor = Actor(office.actor.staff_id, "監査", "", frozenset({Role.AUDITOR}))
    object.__setattr__(office.desk, "actor", auditor)
    assert opened(page, inspection_id, settle).buttons == {}


@pytest.mark.parametrize("state", ["undrafted", "under way", "form"])
def test_every_control_has_a_name(page: InspectionsPage, site: Site, settle: Settle, state: str) -> None:
    inspection_id = site.finalised()
    if state != "undrafted":
        site.office.approvals.draft(inspection_id)
    opened(page, inspection_id, settle)
    if state == "form":
        part_of(page).buttons[ApprovalWish.COLLEAGUE].click()
        settle()
    assert nameless(page) == []
