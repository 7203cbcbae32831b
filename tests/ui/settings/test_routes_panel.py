"""The routes of approval in Settings: seen, changed for all or for one section, refused, put back."""

from __future__ import annotations

from uuid import UUID

import pytest
from pytestqt.qtbot import QtBot

from models.department import Staff
from oversight.access import Actor, Deed, Role
from oversight.approvals import DEFAULT_ROUTE, EVERY, MOST_STEPS, RouteStep
from oversight.desk import Desk
from oversight.office import Office
from tests.factories import make_department
from tests.ui.inspections.inspection_site import Settle
from tests.ui.opening import opened_panel
from tests.ui.test_names import nameless
from ui.settings.page import SettingsPage
from ui.settings.routes_panel import RoutesPanel
from ui.shell import Shell


@pytest.fixture
def section(desk: Desk) -> UUID:
    return make_department(desk, "介護保険課")


@pytest.fixture
def holder(desk: Desk) -> UUID:
    """Give a colleague who holds a key."""
    with desk.writing(Deed.MANAGE_PEOPLE, "staff.add") as session:
        row = Staff(
            name="部長 四郎", post="部長", roles=["manager"], user_id="bu", slot_id=desk.actor.staff_id
        )
        session.add(row)
    return row.id


@pytest.fixture
def panel(shell: Shell, qtbot: QtBot, settle: Settle, section: UUID, holder: UUID) -> RoutesPanel:
    return opened_panel(RoutesPanel(shell), qtbot, settle)


def save(panel: RoutesPanel, settle: Settle) -> None:
    panel.save_button.click()
    settle()


def changed(panel: RoutesPanel) -> bool:
    return panel.is_changed


def choose(panel: RoutesPanel, section: str | None) -> None:
    panel.section.set_value(section)
    panel.turn()


def test_the_houses_own_route_is_shown_and_nothing_counts_as_changed(panel: RoutesPanel) -> None:
    assert panel.form.typed() == DEFAULT_ROUTE
    assert not changed(panel)
    assert nameless(panel) == []


def test_a_route_for_all_sections_is_changed(
    panel: RoutesPanel, office: Office, settle: Settle, holder: UUID
) -> None:
    panel.add_button.click()
    save(panel, settle)
    assert panel.form.fields["2.post"].error
    panel.form.fields["2.post"].set_value("部長")
    panel.form.fields["2.staff"].set_value((holder,))
    panel.form.fields["2.allows_proxy"].set_value(False)
    panel.form.ends.set_value(True)
    assert changed(panel)
    save(panel, settle)
    assert office.approvals.read_routes()[EVERY] == (
        *DEFAULT_ROUTE,
        RouteStep("部長", staff=(holder,), allows_proxy=False),
    )
    assert office.settings.read().inspector_may_approve_last
    assert not changed(panel)
    panel.default_button.click()
    save(panel, settle)
    assert office.settings.read().approval_routes == {}


def test_a_section_gets_steps_of_its_own_and_gives_them_up(
    panel: RoutesPanel, office: Office, settle: Settle, section: UUID
) -> None:
    choose(panel, section.hex)
    assert not changed(panel), "to look at a section changes nothing"
    panel.form.remove_buttons[0].click()
    choose(panel, None)
    assert panel.form.typed() == DEFAULT_ROUTE
    assert changed(panel)
    choose(panel, section.hex)
    assert [step.post for step in panel.form.typed()] == ["課長"]
    save(panel, settle)
    routes = office.approvals.read_routes()
    assert routes == {EVERY: DEFAULT_ROUTE, section.hex: DEFAULT_ROUTE[1:]}
    panel.default_button.click()
    save(panel, settle)
    assert office.approvals.read_routes() == {EVERY: DEFAULT_ROUTE}


def test_the_last_step_stays_and_there_is_a_most(panel: RoutesPanel, settle: Settle, shell: Shell) -> None:
    panel.form.remove_buttons[0].click()
    panel.form.remove_buttons[0].click()
    assert len(panel.form.steps) == 1
    for _more in range(MOST_STEPS - 1):
        panel.add_button.click()
    assert not panel.add_button.isEnabled()


def test_a_step_nobody_may_decide_is_refused_at_its_field(
    panel: RoutesPanel, office: Office, settle: Settle
) -> None:
    panel.form.fields["1.roles"].set_value(())
    save(panel, settle)
    assert "だれも" in panel.form.fields["1.roles"].error
    panel.form.fields["1.roles"].set_value((Role.MANAGER,))
    panel.form.fields["1.post"].set_value("係長")
    save(panel, settle)
    assert "同じ職" in panel.form.fields["1.post"].error
    assert office.approvals.read_routes() == {EVERY: DEFAULT_ROUTE}


def test_who_holds_no_key_any_more_still_stands_there(
    panel: RoutesPanel, office: Office, settle: Settle
) -> None:
    gone = office.actor.staff_id
    assert gone is not None
    office.approvals.change_routes(
        {EVERY: (RouteStep("課長", staff=(gone,)),)}, inspector_may_approve_last=False
    )
    panel.read()
    settle()
    assert panel.form.typed()[0].staff == (gone,)


def test_what_is_being_typed_is_not_written_over(panel: RoutesPanel, settle: Settle) -> None:
    panel.form.fields["0.post"].set_value("途中")
    panel.read()
    settle()
    assert panel.form.fields["0.post"].value() == "途中"


def test_a_failure_that_is_no_refusal_is_told(
    panel: RoutesPanel, settle: Settle, shell: Shell, office: Office
) -> None:
    raised: list[object] = []
    shell.notices.raised.connect(raised.append)
    reader = Actor(None, "監査", roles=frozenset({Role.AUDITOR}))
    object.__setattr__(office.desk, "actor", reader)
    panel.form.fields["0.post"].set_value("主査")
    save(panel, settle)
    assert raised


def test_who_may_not_change_settings_reads_the_route_only(
    shell: Shell, desk: Desk, qtbot: QtBot, settle: Settle
) -> None:
    shell.office = Office(
        Desk(desk.store, desk.clock, Actor(None, "検査 一", roles=frozenset({Role.INSPECTOR})))
    )
    panel = RoutesPanel(shell)
    qtbot.addWidget(panel)
    panel.show()
    panel.read()
    settle()
    assert not panel.save_button.isVisible()
    assert panel.form.remove_buttons == []


def test_the_page_holds_the_panel(shell: Shell, qtbot: QtBot, settle: Settle) -> None:
    page = SettingsPage(shell)
    qtbot.addWidget(page)
    page.on_show()
    settle()
    page.routes.form.fields["0.post"].set_value("主査")
    assert page.has_unsaved()
