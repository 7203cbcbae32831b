from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from oversight.access import Actor, Role
from oversight.change import Change
from oversight.clock import FixedClock
from oversight.office import Office, open_office
from oversight.people import StaffDraft
from tests.ui.conftest import PASSPHRASE, USER_ID
from ui.background import Background
from ui.deed_form import DeedForm
from ui.looks import Looks
from ui.notices import Notices
from ui.reauthentication import Reauthentication
from ui.refresh import Refresh
from ui.shell import Shell

OTHER = "手稲の山に初雪が降りる頃に"


@pytest.fixture
def office(vault: Path, clock: FixedClock) -> Iterator[Office]:
    office = open_office(vault, user_id=USER_ID, passphrase=PASSPHRASE, clock=clock)
    given = office.people.add_staff(
        StaffDraft("舘 花子", "タチ ハナコ", "主任", roles=frozenset({Role.MANAGER}))
    )
    assert given.row_id is not None
    office.people.give_key(given.row_id, user_id="tachi", passphrase=OTHER)
    office.people.add_staff(StaffDraft("鍵 無子", "カギ ナシコ"))
    yield office
    office.close()


@pytest.fixture
def shell(office: Office, background: Background, notices: Notices, looks: Looks, clock: FixedClock) -> Shell:
    return Shell(
        office=office, background=background, notices=notices, refresh=Refresh(), looks=looks, clock=clock
    )


class Site:
    """A form whose deed is done by the person who proves to be present."""

    def __init__(self, shell: Shell, qtbot: QtBot, settle: Callable[[], None]) -> None:
        self.acted: list[Actor] = []
        self.settle = settle
        chosen = shell.office.actor.staff_id
        self.proof = Reauthentication(shell, label="承認する職員", chosen=chosen)
        self.form = DeedForm(
            shell, heading="", verb="承認する", explained="", fields=self.proof.fields, deed=self._act
        )
        qtbot.addWidget(self.form)
        self.form.show()
        settle()

    def _act(self, values: Mapping[str, Any]) -> Change:
        self.acted.append(self.proof.prove(values))
        return Change.of()

    def submit(self, passphrase: str) -> None:
        self.proof.passphrase.set_value(passphrase)
        self.form.submit()
        self.settle()


@pytest.fixture
def site(shell: Shell, qtbot: QtBot, settle: Callable[[], None]) -> Site:
    return Site(shell, qtbot, settle)


def test_only_those_who_hold_a_key_are_offered_and_the_one_meant_stands_first(site: Site) -> None:
    combo = site.proof.who.combo
    offered = {combo.itemText(place) for place in range(1, combo.count())}
    assert offered == {"主任 舘 花子", "情報公開係長 福井 太郎"}
    assert site.proof.who.value() == USER_ID


def test_a_colleague_acts_with_their_own_passphrase_while_another_is_signed_in(site: Site) -> None:
    site.proof.who.set_value("tachi")
    site.submit(OTHER)
    assert [(actor.signature, actor.roles) for actor in site.acted] == [
        ("主任 舘 花子", frozenset({Role.MANAGER}))
    ]


def test_a_wrong_passphrase_shows_at_its_field_then_how_long_to_wait(site: Site, qtbot: QtBot) -> None:
    site.submit(OTHER)
    assert "違います" in site.proof.passphrase.error
    site.submit(PASSPHRASE)
    assert "待って" in site.proof.passphrase.error
    assert site.acted == []
    qtbot.wait(1_050)
    site.submit(PASSPHRASE)
    assert [actor.name for actor in site.acted] == ["福井 太郎"]
