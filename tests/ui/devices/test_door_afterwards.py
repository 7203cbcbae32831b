"""An entry recorded afterwards at the door: names as they were, no proof, no signature owed."""

from __future__ import annotations

import datetime as dt
from typing import cast
from uuid import UUID

import pytest

from oversight.devices import DoorRule, WitnessMethod, written_of
from oversight.office import Office
from tests.ui.devices.at_the_door import Open, entry_of
from tests.ui.devices.test_door_groups import begin
from tests.ui.inspections.inspection_site import Settle
from tests.ui.test_names import nameless
from ui.devices.declared_field import DeclaredField
from ui.widgets.fields import Field
from ui.widgets.form_panel import FormPanel

DAY = dt.date(2026, 11, 23)
ASKED = ("user_id", "escort_id")
WRITTEN = ("witness_written", "escort")


@pytest.fixture(autouse=True)
def rule(office: Office, area_id: UUID) -> None:
    """Ask for a witness and an escort at every door."""
    asked = DoorRule("both", "立会いの規則", "市要綱第6条", witness=True, escort=True)
    office.settings.change(device_rules=[written_of(asked)])


def give_moment(panel: FormPanel, day: dt.date | None = DAY) -> None:
    """Give day, time and reason as a hand does, or take the day and time away."""
    values = {"late_on": day, "late_at": dt.time(9) if day else None, "late_reason": "停電"}
    for name, value in values.items():
        field = panel.fields[name]
        field.set_value(value)
        field.edited.emit()


def shown(panel: FormPanel, *names: str) -> list[bool]:
    return [not panel.fields[name].isHidden() for name in names]


def declared(field: Field) -> DeclaredField:
    return cast(DeclaredField, field)


def test_names_are_asked_for_as_they_were_and_no_signature_is_owed(
    door: Open, office: Office, area_id: UUID, settle: Settle
) -> None:
    page = door()
    page.start.entry_wanted.click()
    panel = entry_of(page).form
    settle()
    assert shown(panel, *ASKED, *WRITTEN) == [True, True, False, False]
    panel.fields["person"].set_value("山﨑 恵")
    panel.fields["purpose"].set_value("清掃")
    declared(panel.fields["declared"]).nothing_button.click()
    give_moment(panel)
    assert shown(panel, *ASKED, *WRITTEN) == [False, False, True, True]
    assert shown(panel, "pin", "passphrase") == [False, False]
    assert not panel.fields["signed"].is_required
    assert nameless(page) == []
    panel.fields["witness_written"].set_value("主査 山﨑 恵")
    panel.fields["escort"].set_value("主任 雪野 恵")
    entry_of(page).do_button.click()
    settle()
    assert "立会職員になれません" in panel.fields["witness_written"].error
    panel.fields["witness_written"].set_value("主査 舘 花子")
    entry_of(page).do_button.click()
    settle()
    assert "確かめた方法" in panel.fields["witnessed_how"].error
    panel.fields["witnessed_how"].set_value(WitnessMethod.WORD)
    entry_of(page).do_button.click()
    settle()
    settle()
    (row,) = office.visits.inside_now(area_id)
    visit = row.visit
    assert (visit.witness, visit.witness_id, visit.witnessed_how) == (
        "主査 舘 花子",
        None,
        WitnessMethod.WORD,
    )
    assert (visit.escort, visit.signatures, visit.exceptions) == ("主任 雪野 恵", (), ())


def test_nobody_known_is_recorded_too_and_noted(
    door: Open, office: Office, area_id: UUID, settle: Settle
) -> None:
    page = door()
    page.start.entry_wanted.click()
    panel = entry_of(page).form
    panel.fields["person"].set_value("山﨑 恵")
    panel.fields["purpose"].set_value("清掃")
    declared(panel.fields["declared"]).nothing_button.click()
    give_moment(panel)
    entry_of(page).do_button.click()
    settle()
    settle()
    (row,) = office.visits.inside_now(area_id)
    assert set(row.visit.exceptions) == {"unwitnessed", "unescorted"}


def test_without_day_and_time_proof_and_signature_are_asked_for_again(door: Open, settle: Settle) -> None:
    page = door()
    page.start.entry_wanted.click()
    panel = entry_of(page).form
    settle()
    give_moment(panel)
    give_moment(panel, None)
    assert shown(panel, *ASKED, *WRITTEN) == [True, True, False, False]
    assert panel.fields["signed"].is_required
    entry_of(page).do_button.click()
    assert panel.fields["signed"].error
    assert panel.fields["user_id"].error


def test_a_moment_half_typed_comes_back_with_its_names(
    door: Open, office: Office, area_id: UUID, settle: Settle
) -> None:
    page = door()
    page.start.entry_wanted.click()
    give_moment(entry_of(page).form)
    entry_of(page).form.fields["escort"].set_value("主任 雪野 恵")
    page.saver.save()
    settle()
    page.leave()
    settle()
    panel = entry_of(door()).form
    assert (panel.fields["late_on"].value(), panel.fields["late_at"].value()) == (DAY, dt.time(9))
    assert panel.fields["escort"].value() == "主任 雪野 恵"
    assert shown(panel, *ASKED, *WRITTEN) == [False, False, True, True]
    assert not panel.fields["signed"].is_required
    settle()


def test_a_group_is_recorded_afterwards_without_signatures(
    door: Open, office: Office, area_id: UUID, settle: Settle
) -> None:
    page = door()
    form = begin(page, ("一郎", "二郎"))
    give_moment(form.form)
    form.do_button.click()
    assert "一郎 さんの申告がまだです" in form.persons.error
    for card in form.persons.cards:
        card.open()
        assert card.declared is not None
        card.declared.nothing_button.click()
        assert card.is_complete
        assert card.signed_tag.isHidden(), "a signature that is not owed is not missing"
    form.persons.go_on()
    assert form.form.fields["witness_written"].control.hasFocus()
    form.form.fields["escort"].set_value("二郎")
    form.do_button.click()
    settle()
    assert form.form.fields["escort"].error.startswith("二郎: ")
    form.form.fields["escort"].set_value("主任 雪野 恵")
    form.do_button.click()
    settle()
    settle()
    rows = office.visits.inside_now(area_id)
    assert {(row.visit.person, row.visit.escort) for row in rows} == {
        ("一郎", "主任 雪野 恵"),
        ("二郎", "主任 雪野 恵"),
    }
    assert all(row.visit.exceptions == ("unwitnessed",) for row in rows)
