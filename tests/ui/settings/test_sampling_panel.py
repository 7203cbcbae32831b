"""The rules of samples in Settings: seen with an example, changed, put back, kept from those who may not."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from oversight.access import Actor, Role
from oversight.desk import Desk
from oversight.errors import RefusedError
from oversight.office import Office
from oversight.sampling import DEFAULT_CONFIDENCES, DEFAULT_RATES, Risk
from tests.ui.inspections.inspection_site import Settle
from tests.ui.opening import opened_panel
from tests.ui.test_names import nameless
from ui.settings.page import SettingsPage
from ui.settings.sampling_panel import SamplingPanel
from ui.shell import Shell
from ui.widgets.number_field import NumberField


@pytest.fixture
def panel(shell: Shell, qtbot: QtBot, settle: Settle) -> SamplingPanel:
    return opened_panel(SamplingPanel(shell), qtbot, settle)


def test_the_house_defaults_are_shown_with_what_they_find(panel: SamplingPanel) -> None:
    assert panel.fields["middle.rate"].value() == DEFAULT_RATES["middle"]
    assert panel.fields["high.confidence"].value() == DEFAULT_CONFIDENCES["high"]
    assert "52件を見れば" in panel.examples[Risk.MIDDLE].text()
    assert not panel.is_changed
    assert nameless(panel) == []


def test_numbers_typed_are_kept_and_can_be_put_back(
    panel: SamplingPanel, office: Office, settle: Settle
) -> None:
    panel.fields["low.rate"].set_value(20)
    panel.fields["low.rate"].edited.emit()
    assert "20%" in panel.examples[Risk.LOW].text()
    panel.fields["low.confidence"].set_value(None)
    panel.fields["low.confidence"].edited.emit()
    assert panel.examples[Risk.LOW].text() == ""
    panel.save_button.click()
    assert panel.fields["low.confidence"].error
    panel.fields["low.confidence"].set_value(80)
    panel.read()
    settle()
    assert panel.fields["low.rate"].value() == 20  # what is being typed is not written over
    panel.save_button.click()
    settle()
    settings = office.settings.read()
    assert (settings.sampling_rates["low"], settings.sampling_confidences["low"]) == (20, 80)
    assert not panel.is_changed
    panel.default_button.click()
    assert panel.fields["low.rate"].value() == DEFAULT_RATES["low"]


def test_a_number_out_of_bounds_is_refused_by_the_settings_too(office: Office) -> None:
    with pytest.raises(RefusedError) as refusal:
        office.settings.change(sampling_rates={"low": 0})
    assert refusal.value.field == "sampling_rates"
    with pytest.raises(RefusedError):
        office.settings.change(sampling_confidences={"low": 100})


def test_who_may_not_change_settings_reads_them(
    shell: Shell, desk: Desk, qtbot: QtBot, settle: Settle
) -> None:
    shell.office = Office(desk.of_person(Actor(None, "検査員", "", frozenset({Role.INSPECTOR}))))
    page = SettingsPage(shell)
    qtbot.addWidget(page)
    page.show()
    page.on_show()
    settle()
    field = page.sampling.fields["low.rate"]
    assert isinstance(field, NumberField)
    assert field.line.isReadOnly()
    assert not page.sampling.save_button.isVisibleTo(page.sampling)
