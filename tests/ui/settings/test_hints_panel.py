"""The limits of hints in Settings: seen, changed, put back, kept from those who may not."""

from __future__ import annotations

from dataclasses import asdict

import pytest
from pytestqt.qtbot import QtBot

from oversight.access import Actor, Role
from oversight.desk import Desk
from oversight.hint_limits import HintLimits, limits_from
from oversight.office import Office
from tests.ui.inspections.inspection_site import Settle
from tests.ui.opening import opened_panel
from tests.ui.test_names import nameless
from ui.notices import Notice
from ui.settings.hints_panel import HintsPanel
from ui.settings.page import SettingsPage
from ui.shell import Shell


@pytest.fixture
def panel(shell: Shell, qtbot: QtBot, settle: Settle) -> HintsPanel:
    return opened_panel(HintsPanel(shell), qtbot, settle)


def test_the_houses_own_limits_are_shown_and_nothing_counts_as_changed(panel: HintsPanel) -> None:
    assert panel.values() == asdict(HintLimits())
    assert not panel.is_changed
    assert nameless(panel) == []


def test_limits_typed_are_kept_and_count(panel: HintsPanel, office: Office, settle: Settle) -> None:
    panel.fields["quick_seconds"].set_value(3)
    panel.save_button.click()
    settle()
    assert limits_from(office.settings.read().hint_limits) == HintLimits(quick_seconds=3)
    assert not panel.is_changed
    panel.default_button.click()
    assert panel.values() == asdict(HintLimits())
    assert panel.is_changed


def test_what_is_being_typed_is_not_written_over(panel: HintsPanel, settle: Settle) -> None:
    panel.fields["quick_answers"].set_value(33)
    panel.read()
    settle()
    assert panel.fields["quick_answers"].value() == 33


def test_a_limit_out_of_bounds_is_told_at_its_field(
    panel: HintsPanel, office: Office, settle: Settle
) -> None:
    panel.fields["not_applicable_percent"].set_value(101)
    panel.save_button.click()
    settle()
    assert panel.fields["not_applicable_percent"].error
    assert office.settings.read().hint_limits == {}


def test_a_refusal_by_the_office_is_told(
    panel: HintsPanel, shell: Shell, desk: Desk, qtbot: QtBot, settle: Settle
) -> None:
    inspector = Actor(None, "検査員", roles=frozenset({Role.INSPECTOR}))
    shell.office.settings = type(shell.office.settings)(Desk(desk.store, desk.clock, inspector))
    panel.fields["quick_seconds"].set_value(9)
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
    page.chips.choose(page.panels.indexOf(page.hints))
    page.show()
    settle()
    assert page.panels.currentWidget() is page.hints
    assert not page.hints.save_button.isVisible()
    assert not page.hints.default_button.isVisible()
