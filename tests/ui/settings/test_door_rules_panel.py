"""The rules at the doors in Settings: seen, changed, refused, put back; the door then says them."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from oversight.desk import Desk
from oversight.devices import (
    DEFAULT_RULES,
    EVERY_ELECTRONIC,
    AreaDraft,
    AreaLevel,
    Handling,
)
from oversight.office import Office
from tests.factories import make_contract, make_place
from tests.ui.inspections.inspection_site import Settle
from tests.ui.opening import opened_panel
from tests.ui.test_names import nameless
from ui.looks import Look, Looks
from ui.settings.door_rules_panel import DoorRulesPanel
from ui.shell import Shell


@pytest.fixture
def panel(shell: Shell, qtbot: QtBot, settle: Settle) -> DoorRulesPanel:
    return opened_panel(DoorRulesPanel(shell), qtbot, settle)


def is_changed(panel: DoorRulesPanel) -> bool:
    return panel.is_changed


def test_the_houses_own_rules_are_shown_in_either_language_and_nothing_counts_as_changed(
    panel: DoorRulesPanel, looks: Looks, settle: Settle
) -> None:
    assert panel.form.typed() == DEFAULT_RULES
    assert nameless(panel) == []
    looks.choose(Look("en", "dark", 200))
    panel._show(DEFAULT_RULES)
    assert panel.form.fields["0.word"].value() == "Area where a core system is used"
    assert not is_changed(panel)


def test_a_rule_of_the_citys_own_holds_at_the_door(
    panel: DoorRulesPanel, office: Office, desk: Desk, settle: Settle
) -> None:
    panel.add_button.click()
    fields = panel.form.fields
    panel.save_button.click()
    assert fields["3.word"].error
    fields["3.word"].set_value("電算室")
    fields["3.source"].set_value("市の要綱 第5条（令和8年4月1日現在）")
    panel.save_button.click()
    settle()
    assert office.settings.read().device_rules == [], "a rule that says nothing is not kept"
    fields["3.system"].set_value("住基")
    fields["3.banned"].set_value(("paper",))
    fields["3.deposit"].set_value(("paper",))
    panel.save_button.click()
    assert fields["3.deposit"].error
    fields["3.deposit"].set_value(())
    fields["3.demands"].set_value(("witness", "two_persons"))
    fields["3.max_persons"].set_value(2)
    panel.save_button.click()
    settle()
    assert not is_changed(panel)
    place_id = make_place(desk, make_contract(desk))
    area_id = office.areas.add_area(AreaDraft(place_id, "電算室", AreaLevel.CONTROLLED, ("住基",))).row_id
    assert area_id is not None
    holding = office.areas.get_holding(area_id)
    assert (holding.devices["paper"].handling, holding.devices["paper"].rules) == (
        Handling.BANNED,
        ("電算室",),
    )
    assert holding.two_persons_by == holding.max_persons_by == ("電算室",)


def test_a_rule_is_taken_out_and_the_houses_own_come_back(
    panel: DoorRulesPanel, office: Office, settle: Settle
) -> None:
    panel.form.remove_buttons[1].click()
    panel.form.fields[f"0.{EVERY_ELECTRONIC}"].set_value(Handling.DEPOSIT)
    panel.save_button.click()
    settle()
    kept = office.settings.read().device_rules
    assert [rule["id"] for rule in kept] == ["core", "handling"]
    assert kept[0]["devices"][EVERY_ELECTRONIC] == "deposit"
    panel.read()
    settle()
    assert [rule.id for rule in panel.form.typed()] == ["core", "handling"]
    panel.default_button.click()
    panel.save_button.click()
    settle()
    assert office.settings.read().device_rules == []
    for _rule in DEFAULT_RULES:
        panel.form.remove_buttons[0].click()
    panel.save_button.click()
    settle()
    assert office.settings.read().device_rules == [], "one rule stays at least"
