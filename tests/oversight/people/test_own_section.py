"""Whose section a person belongs to, and what an office without keys of its own answers."""

from __future__ import annotations

import pytest

from oversight.access import Actor
from oversight.desk import Desk
from oversight.errors import VaultError
from oversight.people import PeopleService, StaffDraft
from tests.factories import make_department


def test_a_person_belongs_to_the_section_entered_for_them(desk: Desk) -> None:
    people = PeopleService(desk, None)
    assert people.own_section() is None
    section = make_department(desk, "介護保険課")
    own_id = desk.actor.staff_id
    assert own_id is not None
    people.change_staff(own_id, StaffDraft("福井 太郎", department_id=section, roles=desk.actor.roles))
    assert people.own_section() == section


def test_someone_who_is_no_member_of_staff_has_no_section(desk: Desk) -> None:
    assert PeopleService(Desk(desk.store, desk.clock, Actor(None, "命令")), None).own_section() is None


def test_an_office_without_a_vault_gives_takes_and_checks_no_keys(desk: Desk) -> None:
    people = PeopleService(desk, None)
    own_id = desk.actor.staff_id
    assert own_id is not None
    with pytest.raises(VaultError, match="鍵がありません"):
        people.give_key(own_id, user_id="fukui", passphrase="石狩の川に鮭がのぼる秋の朝")
    with pytest.raises(VaultError, match="鍵がありません"):
        people.take_key(own_id)
    with pytest.raises(VaultError, match="鍵がありません"):
        people.reauthenticate(user_id="fukui", passphrase="x")
    with pytest.raises(VaultError, match="利用者ID"):
        people.own_user_id()
