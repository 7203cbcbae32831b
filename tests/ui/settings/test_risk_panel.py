"""The points of inspections in Settings: seen, changed, put back, kept from those who may not."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from oversight.access import Actor, Role
from oversight.coverage import DEFAULT_RULES, Factor
from oversight.desk import Desk
from oversight.office import Office
from tests.ui.inspections.inspection_site import Settle
from tests.ui.opening import opened_panel
from tests.ui.test_names import nameless
from ui.notices import Notice
from ui.settings.page import SettingsPage
from ui.settings.risk_panel import RiskPanel
from ui.shell import Shell


@pytest.fixture
def panel(shell: Shell, qtbot: QtBot, settle: Settle) -> RiskPanel:
    return opened_panel(RiskPanel(shell), qtbot, settle)


def test_the_houses_own_points_are_shown_and_nothing_counts_as_changed(panel: RiskPanel) -> None:
    assert panel.rules_typed() == DEFAULT_RULES
    assert panel.fields["visits_per_inspector_week"].value() == 2
    assert not panel.is_changed
    assert nameless(panel) == []


def test_points_typed_are_kept_and_count(panel: RiskPanel, office: Office, settle: Settle) -> None:
    panel.fields["specific.points"].set_value(9)
    panel.fields["months_since.step"].set_value(12)
    panel.fields["inspectors_per_visit"].set_value(1)
    panel.save_button.click()
    settle()
    rules = {rule.factor: rule for rule in office.year_plan.read_rules()}
    assert (rules[Factor.SPECIFIC].points, rules[Factor.MONTHS_SINCE].step) == (9, 12)
    assert office.settings.read().inspectors_per_visit == 1
    assert not panel.is_changed
    panel.default_button.click()
    assert panel.rules_typed() == DEFAULT_RULES


def test_what_is_being_typed_is_not_written_over(panel: RiskPanel, settle: Settle) -> None:
    panel.fields["specific.points"].set_value(7)
    panel.read()
    settle()
    assert panel.fields["specific.points"].value() == 7


def test_a_number_out_of_bounds_is_told_at_its_field(
    panel: RiskPanel, office: Office, settle: Settle
) -> None:
    panel.fields["never_seen.points"].set_value(None)
    panel.save_button.click()
    settle()
    assert panel.fields["never_seen.points"].error
    assert office.year_plan.read_rules() == DEFAULT_RULES


def test_a_refusal_by_the_office_is_told(
    panel: RiskPanel, shell: Shell, desk: Desk, qtbot: QtBot, settle: Settle
) -> None:
    shell.office.settings = type(shell.office.settings)(
        Desk(desk.store, desk.clock, Actor(None, "検査員", roles=frozenset({Role.INSPECTOR})))
    )
    panel.fields["specific.points"].set_value(9)
    with qtbot.waitSignal(shell.notices.raised) as raised:
        panel.save_button.click()
        settle()
    assert isinstance(raised.args[0], Notice)
    assert "権限" in raised.args[0].sentence


def test_whoever_may_not_change_settings_sees_them(
    shell: Shell, desk: Desk, qtbot: QtBot, settle: Settle
) -> None:
    shell.office.desk = Desk(desk.store, desk.clock, Actor(None, "検査員", roles=frozenset({Role.INSPECTOR})))
    page = SettingsPage(shell)
    qtbot.addWidget(page)
    page.chips.choose(4)
    page.show()
    settle()
    assert page.panels.currentWidget() is page.risks
    assert not page.risks.save_button.isVisible()
    assert not page.risks.default_button.isVisible()
