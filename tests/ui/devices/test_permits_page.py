"""Permits in the window: asked for by what the area's rule says, decided by another, printed, exported."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import openpyxl
import pytest
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QFileDialog, QLabel
from pytestqt.qtbot import QtBot

from oversight.access import Actor, Role
from oversight.desk import Desk
from oversight.devices import PermitsService, PermitStanding
from oversight.office import Office
from oversight.register import WorkersService
from tests.oversight.devices.permit_site import (
    TODAY,
    YEAR_END,
    PermitSite,
    asked,
    draft_for,
    make_permit_site,
)
from tests.oversight.papers.reading_pdf import solid, text_of
from tests.ui.inspections.inspection_site import Settle
from tests.ui.test_names import nameless
from ui.deed_form import DeedForm
from ui.devices.permit_forms import AskForm
from ui.devices.permit_pane import PermitPane, Wish
from ui.devices.permit_rows import PermitView as View
from ui.devices.permits_page import PermitsPage
from ui.home.cards import CARDS
from ui.home.page import HomePage
from ui.paper_row import PaperRow
from ui.rooms import AddRecord, OpenRecord, OpenRows, Room
from ui.shell import Shell

DAY = dt.timedelta(days=1)


@pytest.fixture
def site(desk: Desk) -> PermitSite:
    return make_permit_site(desk)


@pytest.fixture
def manager(desk_as: Callable[..., Desk]) -> PermitsService:
    return PermitsService(desk_as(Role.MANAGER))


@pytest.fixture
def page(site: PermitSite, shell: Shell, qtbot: QtBot, settle: Settle) -> PermitsPage:
    page = PermitsPage(shell)
    qtbot.addWidget(page)
    page.resize(1158, 768)
    page.show()
    settle()
    return page


def refreshed(page: PermitsPage, settle: Settle) -> None:
    page.on_show()
    settle()


def opened(page: PermitsPage, permit_id: UUID, settle: Settle) -> PermitPane:
    page.on_open(OpenRecord(permit_id))
    refreshed(page, settle)
    pane = page.pane
    assert pane is not None
    assert pane.permit.id == permit_id
    return pane


def form_of(page: PermitsPage) -> DeedForm:
    assert page.split is not None
    assert isinstance(page.split.detail, DeedForm)
    return page.split.detail


def ask_form(page: PermitsPage, settle: Settle) -> AskForm:
    page.ask_button.click()
    settle()
    form = form_of(page)
    assert isinstance(form, AskForm)
    return form


def submit(form: DeedForm, settle: Settle) -> None:
    form.do_button.click()
    settle()
    settle()


def words_of(page: PermitsPage) -> str:
    assert page.split is not None
    return " ".join(label.text() for label in page.split.findChildren(QLabel))


def test_a_request_offers_what_the_area_needs_a_permit_for(
    page: PermitsPage, site: PermitSite, settle: Settle
) -> None:
    assert page.empty.isVisible()
    form = ask_form(page, settle)
    assert nameless(form) == []
    assert form.device_class.combo.count() == 1, "no area, no classes"
    submit(form, settle)
    assert form.area.error
    form.area.set_value(site.handling_id)
    form.area.edited.emit()
    settle()
    assert form.device_class.combo.count() == 1
    form.area.set_value(site.controlled_id)
    form.area.edited.emit()
    settle()
    assert form.device_class.combo.count() > 10
    assert form.ends_on.value() == YEAR_END
    form.device_class.set_value("laptop")
    form.person.set_value(("worker", site.worker_id))
    assert not form.holder.isVisible()
    fields = form.form.fields
    for name, value in (("device", "保守用PC"), ("serial", "PF-3"), ("purpose", "点検")):
        fields[name].set_value(value)
    submit(form, settle)
    assert fields["measures"].error
    fields["measures"].set_value(("封印",))
    fields["more_measures"].set_value("専用の保管箱")
    assert page.has_unsaved()
    submit(form, settle)
    pane = page.pane
    assert pane is not None, "the request just made is shown"
    assert pane.permit.number == "持R8-0001"
    assert pane.permit.draft.measures == ("封印", "専用の保管箱")
    assert set(pane.buttons) == {Wish.TAKE_BACK}, "whoever asked does not decide"
    assert "別の管理職" in words_of(page)


def test_somebody_on_no_list_is_named_and_staff_are_picked(
    page: PermitsPage, site: PermitSite, settle: Settle, office: Office
) -> None:
    for person, name in ((("other", None), "葛城 実"), (("staff", office.actor.staff_id), "福井 太郎")):
        form = ask_form(page, settle)
        form.area.set_value(site.controlled_id)
        form.area.edited.emit()
        settle()
        form.device_class.set_value("laptop")
        form.person.set_value(person)
        form.person.edited.emit()
        assert form.holder.isVisible() is (person[0] == "other")
        values = {"device": "PC", "serial": "1", "purpose": "点検", "measures": ("封印",)}
        if person[0] == "other":
            values |= {"holder": "葛城 実", "organisation": "空調保守(株)"}
        for field, value in values.items():
            form.form.fields[field].set_value(value)
        submit(form, settle)
        assert page.pane is not None
        assert page.pane.permit.draft.holder == name


def test_a_period_past_the_year_is_told_at_its_field(
    page: PermitsPage, site: PermitSite, settle: Settle
) -> None:
    page.on_open(AddRecord(under=site.controlled_id))
    refreshed(page, settle)
    settle()
    form = form_of(page)
    assert isinstance(form, AskForm)
    assert form.area.value() == site.controlled_id
    form.device_class.set_value("laptop")
    form.person.set_value(("worker", site.worker_id))
    for name, value in (("device", "PC"), ("serial", "1"), ("purpose", "点検"), ("measures", ("封印",))):
        form.form.fields[name].set_value(value)
    form.ends_on.set_value(YEAR_END + DAY)
    submit(form, settle)
    assert "年度" in form.ends_on.error
    form.back_button.click()
    assert page.split is not None
    assert page.split.detail is None


def test_another_manager_grants_and_ends(
    page: PermitsPage, site: PermitSite, settle: Settle, manager: PermitsService, office: Office
) -> None:
    permit_id = asked(manager, draft_for(site, conditions="付添い"))
    pane = opened(page, permit_id, settle)
    assert list(pane.buttons) == [Wish.GRANT, Wish.DENY, Wish.TAKE_BACK]
    assert pane.paper is None
    pane.buttons[Wish.GRANT].click()
    form = form_of(page)
    assert nameless(form) == []
    assert form.form.fields["conditions"].value() == "付添い"
    for told in ("PF-3X9K21", "令和9年3月31日", "空調監視装置の点検", "暗号化・通信断"):
        assert told in words_of(page), "what is decided is in sight"
    form.form.fields["checked_out_how"].set_value("起動して確かめる")
    submit(form, settle)
    granted = page.pane
    assert granted is not None
    assert granted.permit.standing is PermitStanding.VALID
    assert list(granted.buttons) == [Wish.END]
    assert granted.paper is not None
    granted.buttons[Wish.END].click()
    form = form_of(page)
    form.form.fields["reason"].set_value("返納された")
    submit(form, settle)
    row = office.permits.get_permit(permit_id)
    assert (row.standing, row.ended_reason) == (PermitStanding.ENDED, "返納された")
    assert page.pane is not None
    assert page.pane.paper is None
    assert "返納された" in words_of(page)


def test_a_request_is_denied_or_taken_back_with_a_reason(
    page: PermitsPage, site: PermitSite, settle: Settle, manager: PermitsService, office: Office
) -> None:
    for wish, standing in ((Wish.DENY, PermitStanding.REFUSED), (Wish.TAKE_BACK, PermitStanding.ENDED)):
        permit_id = asked(manager, draft_for(site))
        opened(page, permit_id, settle).buttons[wish].click()
        form = form_of(page)
        submit(form, settle)
        assert form.form.fields["reason"].error
        form.form.fields["reason"].set_value("要らなくなった")
        submit(form, settle)
        assert office.permits.get_permit(permit_id).standing is standing


def test_chips_and_search_narrow_the_list(
    page: PermitsPage, site: PermitSite, settle: Settle, office: Office, manager: PermitsService, qtbot: QtBot
) -> None:
    drafts = (
        draft_for(site),
        draft_for(site, ends_on=TODAY),
        draft_for(site, ends_on=TODAY + 12 * DAY, serial="KB-77"),
        draft_for(site, starts_on=YEAR_END),
    )
    for draft in drafts:
        manager.grant(asked(office.permits, draft))
    asked(office.permits, draft_for(site))
    manager.deny(asked(office.permits, draft_for(site)), reason="否")
    refreshed(page, settle)
    QAbstractItemModelTester(page.table.rows_model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    counts = {
        View.RUNNING: 5,
        View.WAITING: 1,
        View.IN_FORCE: 3,
        View.EXPIRING: 2,
        View.NOT_BEGUN: 1,
        View.OVER: 1,
        View.ALL: 6,
    }
    for view, count in counts.items():
        page.chips.choose(view)
        assert page.table.rows_model.rowCount() == count, view
    until = {page.table.rows_model.index(at, 2).data() for at in range(6)}
    assert {"R8.11.24 今日まで", "R8.12.6 あと12日", "R9.3.31"} == until
    page.search.setText("kb-77")
    qtbot.waitUntil(lambda: page.table.rows_model.rowCount() == 1)
    assert page.find_field() is page.search
    assert "許可待ち 1件" in page._said.text()
    page.search.setText("何もない")
    qtbot.waitUntil(page.empty.isVisible)


def test_home_opens_exactly_its_permits(
    page: PermitsPage,
    site: PermitSite,
    settle: Settle,
    office: Office,
    manager: PermitsService,
    shell: Shell,
    qtbot: QtBot,
) -> None:
    soon, waiting = (
        asked(office.permits, draft_for(site, ends_on=TODAY)),
        asked(office.permits, draft_for(site)),
    )
    manager.grant(soon)
    manager.grant(asked(office.permits, draft_for(site)))
    home = HomePage(shell)
    qtbot.addWidget(home)
    home.show()
    settle()
    wanted: list[tuple[str, object]] = []
    shell.page_wanted.connect(lambda room, request: wanted.append((room, request)))
    for card, spec in zip(home.cards, CARDS, strict=True):
        if spec.room is Room.PERMITS:
            card.click()
    assert wanted == [
        (Room.PERMITS, OpenRows(frozenset({waiting}), "許可を待つ申請")),
        (Room.PERMITS, OpenRows(frozenset({soon}), "持込許可の期限が近い")),
    ]
    for (_room, request), view in zip(wanted, (View.WAITING, View.EXPIRING), strict=True):
        page.on_open(request)
        refreshed(page, settle)
        shown = {row.id for row in page.table.rows_model.shown}
        assert isinstance(request, OpenRows)
        assert shown == request.ids
        page.only_chip.click()
        page.chips.choose(view)
        assert {row.id for row in page.table.rows_model.shown} == shown


def test_the_permit_and_the_register_leave_as_paper_and_workbook(
    page: PermitsPage,
    site: PermitSite,
    settle: Settle,
    office: Office,
    manager: PermitsService,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    permit_id = asked(office.permits, draft_for(site))
    manager.grant(permit_id)
    denied = asked(office.permits, draft_for(site, serial="KB-77"))
    manager.deny(denied, reason="=市の端末で足りる")
    pane = opened(page, permit_id, settle)
    assert pane.paper is not None
    path = tmp_path / "out"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_asked, **_named: (str(path), ""))
    path = tmp_path / "permit.pdf"
    pane.paper.save()
    settle()
    assert "持込許可証" in solid(text_of(path.read_bytes()))
    page.chips.choose(View.ALL)
    page.register_action.trigger()
    assert page.split is not None
    register = page.split.detail
    assert isinstance(register, PaperRow)
    path = tmp_path / "register.pdf"
    register.save()
    settle()
    text = solid(text_of(path.read_bytes()))
    assert "持R8-0001" in text
    assert "持R8-0002" in text
    path = tmp_path / "register.xlsx"
    page.export()
    settle()
    sheet = openpyxl.load_workbook(io.BytesIO(path.read_bytes())).worksheets[0]
    head, *rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    by = {row[0]: dict(zip(head, row, strict=True)) for row in rows}
    assert by["持R8-0001"]["終了日"] == dt.datetime(2027, 3, 31)  # noqa: DTZ001 - a workbook knows no zones
    assert by["持R8-0001"]["状態"] == "有効"
    assert by["持R8-0002"]["識別番号"] == "KB-77"
    assert "市の端末で足りる" in str(by["持R8-0002"]["決定・終了"])
    path = tmp_path / "register.csv"
    page.chips.choose(View.OVER)
    page.export()
    settle()
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    assert [line.partition(",")[0] for line in lines if "持R8" in line] == ["持R8-0002"]


def test_a_leaver_is_seen_at_once(
    page: PermitsPage, site: PermitSite, settle: Settle, manager: PermitsService, office: Office, shell: Shell
) -> None:
    permit_id = asked(office.permits, draft_for(site))
    manager.grant(permit_id)
    opened(page, permit_id, settle)
    workers = WorkersService(office.desk)
    shell.do(
        lambda: workers.strike_worker(site.worker_id, ends_on=TODAY + DAY, returned_on=None), owner=shell
    )
    settle()
    settle()
    assert page.pane is not None
    assert page.pane.permit.standing is PermitStanding.EXPIRING
    assert "あと1日" in words_of(page)
    assert "離任日" in words_of(page)


def test_who_may_only_read_is_offered_no_deed(
    site: PermitSite, shell: Shell, settle: Settle, office: Office, manager: PermitsService, qtbot: QtBot
) -> None:
    permit_id = asked(manager, draft_for(site))
    actor = office.actor
    auditor = Actor(actor.staff_id, actor.name, actor.post, frozenset({Role.AUDITOR}))
    object.__setattr__(office.desk, "actor", auditor)
    page = PermitsPage(shell)
    qtbot.addWidget(page)
    page.show()
    settle()
    assert opened(page, permit_id, settle).buttons == {}
    assert not page.ask_button.isVisible()
    assert nameless(page) == []
    assert "年度の末日" in page.help_text()


def test_without_an_area_nothing_is_asked(shell: Shell, settle: Settle, qtbot: QtBot, desk: Desk) -> None:
    told: list[object] = []
    shell.notices.raised.connect(told.append)
    page = PermitsPage(shell)
    qtbot.addWidget(page)
    page.show()
    settle()
    page.ask()
    settle()
    assert told
    assert page.split is not None
    assert page.split.detail is None
