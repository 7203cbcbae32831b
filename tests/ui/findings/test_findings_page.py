from __future__ import annotations

import datetime as dt
from uuid import UUID

import pytest
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from oversight.access import Actor, Role
from oversight.clock import JAPAN, FixedClock
from oversight.desk import Desk
from oversight.devices import AreaDraft, PointFindingDraft
from oversight.findings import FindingState, Urgency
from oversight.inspections import AnswerDraft, Mark, Severity
from oversight.office import Office
from tests.factories import adopt_editions, make_contract, make_place, make_subcontract
from tests.ui.inspections.inspection_site import Settle, Site
from tests.ui.test_names import nameless
from ui.deed_form import DeedForm
from ui.findings.page import FindingsPage
from ui.findings.pane import FindingPane, Wish
from ui.findings.rows import FindingView as View
from ui.rooms import OpenRecord, OpenRows, Room
from ui.shell import Shell

FOUND = {
    "DEV-01": AnswerDraft(mark=Mark.NONCONFORMING, finding_text="私物スマートフォン1台。"),
    "ORG-01": AnswerDraft(mark=Mark.NONCONFORMING, finding_text="規程がない。"),
}


@pytest.fixture
def site(office: Office, desk: Desk, clock: FixedClock) -> Site:
    adopt_editions(desk)
    contract_id = make_contract(desk, persons_count=120_000, handles_specific=True)
    place_id = make_place(desk, contract_id)
    make_subcontract(desk, contract_id)
    site = Site(office, desk, clock, contract_id, place_id)
    site.finalised(dt.date(2026, 11, 12), own=FOUND)
    return site


@pytest.fixture
def page(site: Site, shell: Shell, qtbot: QtBot, settle: Settle) -> FindingsPage:
    page = FindingsPage(shell)
    qtbot.addWidget(page)
    page.resize(1158, 768)
    page.show()
    settle()
    return page


def finding(site: Site, item_id: str) -> UUID:
    return next(row.id for row in site.office.findings.list_findings() if row.item_id == item_id)


def opened(page: FindingsPage, finding_id: UUID) -> FindingPane:
    assert page.table.choose(finding_id)
    page.table.clicked.emit(page.table.currentIndex())
    waited_for(page, finding_id)
    return pane_of(page)


def waited_for(page: FindingsPage, finding_id: UUID) -> None:
    """Wait until the pane shows a finding: what was done about it is read off the window's thread."""
    for _at in range(200):
        detail = page.split.detail if page.split is not None else None
        if isinstance(detail, FindingPane) and detail.finding.id == finding_id:
            return
        QTest.qWait(10)


def pane_of(page: FindingsPage) -> FindingPane:
    assert page.split is not None
    assert isinstance(page.split.detail, FindingPane)
    return page.split.detail


def form_of(page: FindingsPage) -> DeedForm:
    assert page.split is not None
    assert isinstance(page.split.detail, DeedForm)
    return page.split.detail


def test_late_findings_say_how_late_they_are(page: FindingsPage) -> None:
    model = page.table.rows_model
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    first = [model.index(0, column).data() for column in range(model.columnCount())]
    assert first[1:4] == ["A 重大", "是正待ち", "11/19(木) 期限超過 5日"]
    assert "期限超過 1件" in page._said.text()
    second = [model.index(1, column).data() for column in range(model.columnCount())]
    assert "期限超過" not in second[3]


def test_chips_and_search_narrow_the_list(page: FindingsPage, site: Site, qtbot: QtBot) -> None:
    counts = {View.STANDING: 2, View.OVERDUE: 1, View.REPORTED: 0, View.SEVERE: 1, View.ALL: 2}
    for view, count in counts.items():
        page.chips.choose(view)
        assert page.table.rows_model.rowCount() == count, view
    page.chips.choose(View.REPORTED)
    assert page.empty.isVisible()
    page.chips.choose(View.ALL)
    page.search.setText("規程")
    qtbot.waitUntil(lambda: page.table.rows_model.rowCount() == 1)
    assert page.find_field() is page.search


def test_the_first_page_counts_the_same_late_findings(page: FindingsPage, site: Site) -> None:
    page.chips.choose(View.OVERDUE)
    shown = {row.id for row in page.table.rows_model.shown}
    assert shown == site.office.home.view().findings_overdue


def test_what_was_read_before_a_form_came_does_not_take_its_place(
    page: FindingsPage, site: Site, settle: Settle
) -> None:
    pane = opened(page, finding(site, "DEV-01"))
    page.show_chosen()  # as when something changes elsewhere
    pane.buttons[Wish.REPORT].click()
    form = form_of(page)
    form.form.fields["reply"].set_value("預け場所を設けた。")
    settle()
    assert form_of(page) is form
    form.back_button.click()
    settle()
    assert pane_of(page).finding.id == pane.finding.id


def test_a_correction_is_recorded_then_confirmed(page: FindingsPage, site: Site, settle: Settle) -> None:
    pane = opened(page, finding(site, "DEV-01"))
    assert Wish.CONFIRM not in pane.buttons
    pane.buttons[Wish.REPORT].click()
    form = form_of(page)
    form.do_button.click()
    assert form.form.fields["reply"].error
    form.form.fields["reply"].set_value("預け場所を設け、周知した。")
    assert page.has_unsaved()
    form.do_button.click()
    settle()
    settle()
    pane = pane_of(page)
    assert pane.finding.state is FindingState.CORRECTED
    assert pane.finding.corrected_on == dt.date(2026, 11, 24)
    pane.buttons[Wish.ASK_CLOSURE].click()
    settle()
    settle()
    pane_of(page).buttons[Wish.CONFIRM].click()
    form = form_of(page)
    form.form.fields["said"].set_value("写真で確認")
    form.do_button.click()
    settle()
    assert form_of(page) is form, "whoever asked does not verify"
    act_as(site, "舘 花子", Role.INSPECTOR)
    form.do_button.click()
    settle()
    settle()
    closed = pane_of(page)
    assert closed.finding.state is FindingState.CLOSED
    assert set(closed.buttons) == {Wish.CLOSURE_LETTER}


def act_as(site: Site, name: str, *roles: Role) -> None:
    """Let another person sit at the same store."""
    object.__setattr__(site.office.desk, "actor", Actor(None, name, "主任", frozenset(roles)))


def test_request_plan_extension_and_refusal_are_recorded_in_the_pane(
    page: FindingsPage, site: Site, settle: Settle
) -> None:
    finding_id = finding(site, "DEV-01")
    day = dt.date(2026, 12, 15)
    asked: dict[Wish, dict[str, object]] = {
        Wish.REQUEST: {"urgency": Urgency.URGENT, "told_on": dt.date(2026, 11, 12)},
        Wish.PLAN: {"plan": "預け箱を置く", "plan_until": day},
        Wish.EXTEND: {"until": day, "reason": "箱の納品待ち"},
        Wish.REPORT: {"reply": "置いた"},
        Wish.REFUSE: {"reasons": "写真がない", "due_on": dt.date(2026, 12, 18)},
    }
    opened(page, finding_id)
    for wish, values in asked.items():
        pane_of(page).buttons[wish].click()
        form = form_of(page)
        assert nameless(form) == []
        for name, value in values.items():
            form.form.fields[name].set_value(value)
        form.do_button.click()
        settle()
        settle()
        waited_for(page, finding_id)
    pane = pane_of(page)
    assert (pane.finding.state, pane.finding.due_on) == (FindingState.REQUESTED, dt.date(2026, 12, 18))
    said = " ".join(label.text() for label in pane.findChildren(QLabel))
    for word in ("緊急", "初めの期限", "箱の納品待ち", "写真がない", "是正報告の差戻", "預け箱を置く"):
        assert word in said


def test_a_finding_changed_meanwhile_is_told(
    page: FindingsPage, site: Site, settle: Settle, shell: Shell
) -> None:
    told: list[object] = []
    shell.notices.raised.connect(told.append)
    finding_id = finding(site, "DEV-01")
    opened(page, finding_id).buttons[Wish.REPORT].click()
    site.office.findings.record_correction(finding_id, corrected_on=dt.date(2026, 11, 20), reply="済")
    form_of(page).form.fields["reply"].set_value("別の回答")
    form_of(page).do_button.click()
    settle()
    assert told


def test_the_inspection_is_one_press_away(page: FindingsPage, site: Site, shell: Shell) -> None:
    wanted: list[tuple[str, object]] = []
    shell.page_wanted.connect(lambda room, request: wanted.append((room, request)))
    pane = opened(page, finding(site, "ORG-01"))
    pane.source_button.click()
    assert pane.finding.inspection_id is not None
    assert wanted == [(Room.INSPECTIONS, OpenRecord(pane.finding.inspection_id))]


def test_rows_and_records_asked_for_are_shown(page: FindingsPage, site: Site, settle: Settle) -> None:
    wanted = finding(site, "ORG-01")
    page.on_open(OpenRows(frozenset({wanted}), "実地検査 R8-0001 の指摘"))
    page.on_show()
    settle()
    assert [row.id for row in page.table.rows_model.shown] == [wanted]
    page.only_chip.click()
    assert page.table.rows_model.rowCount() == 2
    page.on_open(OpenRecord(wanted))
    page.on_show()
    settle()
    waited_for(page, wanted)
    assert pane_of(page).finding.id == wanted


def test_the_pane_follows_the_cursor_and_a_deed_elsewhere(
    page: FindingsPage, site: Site, settle: Settle, shell: Shell
) -> None:
    first, second = finding(site, "DEV-01"), finding(site, "ORG-01")
    opened(page, first)
    page.table.choose(second)
    waited_for(page, second)
    assert pane_of(page).finding.id == second
    day = dt.date(2026, 11, 20)
    findings = site.office.findings
    shell.do(lambda: findings.record_correction(second, corrected_on=day, reply="済"), owner=shell)
    settle()
    settle()
    assert pane_of(page).finding.state is FindingState.CORRECTED
    assert page.split is not None
    page.split.detail_closed.emit()
    assert page.shown is None


def test_a_finding_that_is_gone_closes_the_pane(page: FindingsPage, site: Site) -> None:
    opened(page, finding(site, "DEV-01"))
    page._rows = ()
    page.show_chosen()
    assert page.split is not None
    assert page.split.detail is None


def test_who_may_only_read_is_offered_no_deed(page: FindingsPage, site: Site) -> None:
    actor = site.office.actor
    auditor = Actor(actor.staff_id, actor.name, actor.post, frozenset({Role.AUDITOR}))
    object.__setattr__(site.office.desk, "actor", auditor)
    pane = opened(page, finding(site, "DEV-01"))
    assert pane.buttons == {}
    assert pane.source_button.isVisible()


def test_every_control_of_page_pane_and_form_has_a_name(page: FindingsPage, site: Site) -> None:
    pane = opened(page, finding(site, "DEV-01"))
    assert nameless(page) == []
    pane.buttons[Wish.REPORT].click()
    assert nameless(page) == []
    assert "是正期限" in page.help_text()


def test_a_repeated_finding_and_a_moved_day_are_told(page: FindingsPage, site: Site, settle: Settle) -> None:
    site.clock.moment = dt.datetime(2026, 12, 24, 9, tzinfo=JAPAN)
    site.finalised(dt.date(2026, 12, 24), own={"DEV-01": FOUND["DEV-01"]})
    page.on_show()
    settle()
    repeated = next(row for row in page._rows if row.repeated)
    pane = opened(page, repeated.id)
    shown = " ".join(label.text() for label in pane.findChildren(type(page._said)))
    assert "→" in shown
    assert f"{repeated.earlier_number}　完了していない" in shown
    pane.earlier_button.click()
    settle()
    settle()
    waited_for(page, finding_of(page, repeated.earlier_number))
    assert pane_of(page).finding.number == repeated.earlier_number


def finding_of(page: FindingsPage, number: str) -> UUID:
    return next(row.id for row in page._rows if row.number == number)


def test_a_finding_made_at_a_door_leads_back_to_its_area(
    site: Site, page: FindingsPage, shell: Shell, qtbot: QtBot, settle: Settle
) -> None:
    visits, areas = site.office.visits, site.office.areas
    area_id = areas.add_area(AreaDraft(site.place_id, "作業室")).row_id
    assert area_id is not None
    point_id = visits.note_found_device(area_id, "usb_memory", "机の下").row_id
    assert point_id is not None
    draft = PointFindingDraft(Severity.A, "申告のないUSBメモリ1本。")
    finding_id = visits.make_finding(point_id, draft).row_id
    assert finding_id is not None
    page.on_show()
    settle()
    pane = opened(page, finding_id)
    assert pane.source_button.text() == "取扱区域を開く"
    with qtbot.waitSignal(shell.page_wanted) as wanted:
        pane.source_button.click()
    assert wanted.args == ["devices", OpenRecord(area_id)]
