"""The ladder of chasing in Settings: seen, changed, refused where it cannot be climbed, put back."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from oversight.access import Actor, Role
from oversight.desk import Desk
from oversight.office import Office
from oversight.reports import Channel
from oversight.reports.ladder import DEFAULT_LADDER
from tests.ui.inspections.inspection_site import Settle
from tests.ui.opening import opened_panel
from tests.ui.test_names import nameless
from ui.settings.ladder_panel import LadderPanel
from ui.settings.page import SettingsPage
from ui.shell import Shell


@pytest.fixture
def panel(shell: Shell, qtbot: QtBot, settle: Settle) -> LadderPanel:
    return opened_panel(LadderPanel(shell), qtbot, settle)


def test_the_houses_own_ladder_is_shown_and_nothing_counts_as_changed(panel: LadderPanel) -> None:
    assert panel.form.typed() == DEFAULT_LADDER
    assert not panel.is_changed
    assert len(panel.form.remove_buttons) == 5
    assert nameless(panel) == []


def test_what_is_typed_is_kept_and_climbed(panel: LadderPanel, office: Office, settle: Settle) -> None:
    panel.form.fields["2.days"].set_value(9)
    panel.form.fields["2.title"].set_value("催促状")
    assert panel.is_changed
    panel.save_button.click()
    settle()
    rung = office.chasing.read_ladder()[2]
    assert (rung.id, rung.days, rung.title) == ("reminder", 9, "催促状")
    assert not panel.is_changed


def test_a_step_is_added_and_another_taken_out(panel: LadderPanel, office: Office, settle: Settle) -> None:
    panel.form.remove_buttons[0].click()
    panel.add_button.click()
    at = len(panel.form.rungs) - 1
    panel.save_button.click()
    settle()
    assert panel.form.fields[f"{at}.title"].error, "a step without a name is asked for one"
    for name, value in (
        ("title", "部長から電話"),
        ("signer", "部長"),
        ("days", 45),
        ("channel", Channel.CALL),
    ):
        panel.form.fields[f"{at}.{name}"].set_value(value)
    panel.save_button.click()
    settle()
    ladder = office.chasing.read_ladder()
    assert [rung.days for rung in ladder] == [1, 7, 14, 30, 45]
    assert ladder[-1].title == "部長から電話"


@pytest.mark.parametrize(
    ("name", "value", "told"),
    [
        ("days", 7, "二つあります"),
        ("wording", "{nobody}様", "置き換えられない"),
        ("wording", "", "文面がありません"),
    ],
)
def test_a_ladder_that_cannot_be_climbed_or_worded_is_refused_at_its_field(
    panel: LadderPanel, office: Office, settle: Settle, name: str, value: object, told: str
) -> None:
    panel.form.fields[f"3.{name}"].set_value(value)
    panel.save_button.click()
    settle()
    assert told in panel.form.fields[f"3.{name}"].error
    assert office.chasing.read_ladder() == DEFAULT_LADDER


def test_the_houses_own_steps_come_back(panel: LadderPanel, office: Office, settle: Settle) -> None:
    panel.form.remove_buttons[1].click()
    panel.save_button.click()
    settle()
    assert len(office.chasing.read_ladder()) == 4
    panel.default_button.click()
    panel.save_button.click()
    settle()
    assert office.chasing.read_ladder() == DEFAULT_LADDER
    assert office.settings.read().report_ladder == []


def test_what_is_being_typed_is_not_written_over(panel: LadderPanel, settle: Settle) -> None:
    panel.form.fields["0.title"].set_value("途中")
    panel.read()
    settle()
    assert panel.form.fields["0.title"].value() == "途中"


def test_who_may_not_change_settings_reads_the_ladder_only(
    shell: Shell, desk: Desk, qtbot: QtBot, settle: Settle
) -> None:
    shell.office = Office(
        Desk(desk.store, desk.clock, Actor(None, "検査 一", roles=frozenset({Role.INSPECTOR})))
    )
    panel = LadderPanel(shell)
    qtbot.addWidget(panel)
    panel.show()
    panel.read()
    settle()
    assert not panel.save_button.isVisible()
    assert panel.form.remove_buttons == []


def test_the_ladder_stands_among_the_settings(shell: Shell, qtbot: QtBot, settle: Settle) -> None:
    page = SettingsPage(shell)
    qtbot.addWidget(page)
    page.show()
    settle()
    page.chips.choose(2)
    assert page.panels.currentWidget() is page.ladder
    page.ladder.form.fields["0.title"].set_value("途中")
    assert page.has_unsaved()
