"""PINs at the door: who sets, changes and removes one, how wrong ones are counted, what it never opens."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from models.journal import JournalEntry
from oversight.access import Actor, Role
from oversight.clock import FixedClock
from oversight.errors import (
    NotPermittedError,
    OversightError,
    RefusedError,
    StoreError,
    VaultError,
    WrongPassphraseError,
)
from oversight.people import (
    MOST_FAILURES,
    DoorPinsService,
    PeopleService,
    PinBlockedError,
    PinStanding,
    WrongPinError,
)
from tests.oversight.people.pin_site import OTHER_PASSPHRASE, OTHER_PIN, OWN_PASSPHRASE, PIN, Site

WRONG = "913570"


def tries_left(site: Site, pin: str = WRONG) -> int:
    """Try a wrong PIN; return how many more wrong ones it takes to block it, by what is told."""
    with pytest.raises(RefusedError) as refused:
        site.own.door_pins.prove(site.witness_id, pin)
    assert refused.value.field == "pin"
    assert refused.value.remedy
    assert pin not in repr(refused.value) + str(refused.value)
    return refused.value.tries_left if isinstance(refused.value, WrongPinError) else 0


def block(site: Site) -> None:
    for _try in range(MOST_FAILURES):
        tries_left(site)


def deeds(site: Site) -> list[tuple[str, str, str, str]]:
    """Return what the journal tells of PINs: deed, who, of whom, what changed."""
    with site.desk.reading() as session:
        rows = session.scalars(
            select(JournalEntry).where(JournalEntry.deed.endswith("door_pin")).order_by(JournalEntry.sequence)
        )
        return [(row.deed, row.actor, row.row_id, row.changes) for row in rows]


def test_a_pin_proves_its_owner_at_the_desk_of_another(site: Site, clock: FixedClock) -> None:
    assert site.own.door_pins.standings() == {}
    site.set_pin()
    witness = site.own.door_pins.prove(site.witness_id, PIN)
    assert (witness.staff_id, witness.signature) == (site.witness_id, "主任 舘 花子")
    assert site.own.door_pins.prove(site.witness_id, "７５８２０３") == witness
    assert site.own.door_pins.standings() == {site.witness_id: PinStanding(clock.now(), is_blocked=False)}
    assert site.own.door_pins.own() is None
    assert site.office_of().door_pins.own() == PinStanding(clock.now(), is_blocked=False)


def test_wrong_ones_are_counted_down_until_the_pin_is_blocked(site: Site) -> None:
    site.set_pin()
    assert [tries_left(site) for _try in range(MOST_FAILURES)] == [4, 3, 2, 1, 0]
    with pytest.raises(PinBlockedError):
        site.own.door_pins.prove(site.witness_id, PIN)
    assert site.failures() == MOST_FAILURES
    assert site.own.door_pins.standings()[site.witness_id].is_blocked


def test_a_right_one_starts_the_count_anew(site: Site) -> None:
    site.set_pin()
    assert [tries_left(site) for _try in range(4)] == [4, 3, 2, 1]
    site.own.door_pins.prove(site.witness_id, PIN)
    assert site.failures() == 0
    assert tries_left(site) == 4


def test_what_can_be_no_pin_is_not_counted(site: Site) -> None:
    site.set_pin()
    for typed in ("", "75820", "秘密の言葉です", OTHER_PASSPHRASE):
        deed = partial(site.own.door_pins.prove, site.witness_id, typed)
        assert "6桁から12桁" in _sentence(deed)
    assert site.failures() == 0


def _sentence(deed: Callable[[], object]) -> str:
    with pytest.raises(OversightError) as refused:
        deed()
    return refused.value.sentence


def test_a_new_pin_lifts_the_block_and_the_old_one_is_gone(site: Site) -> None:
    site.set_pin()
    block(site)
    site.set_pin(OTHER_PIN)
    assert site.failures() == 0
    site.own.door_pins.prove(site.witness_id, OTHER_PIN)
    assert tries_left(site, PIN) == 4


def test_only_the_passphrase_sets_changes_or_removes_ones_own(site: Site) -> None:
    pins = site.office_of().door_pins
    for wrong in (OWN_PASSPHRASE, PIN, ""):
        with pytest.raises(WrongPassphraseError):
            pins.set_own(passphrase=wrong, pin=PIN)
    assert site.kept() is None
    site.set_pin()
    before = site.kept()
    with pytest.raises(WrongPassphraseError):
        pins.set_own(passphrase=PIN, pin=OTHER_PIN)
    with pytest.raises(WrongPassphraseError):
        pins.remove_own(passphrase=PIN)
    assert site.kept() == before
    pins.remove_own(passphrase=OTHER_PASSPHRASE)
    assert site.kept() is None
    assert "決めていません" in _sentence(lambda: pins.remove_own(passphrase=OTHER_PASSPHRASE))
    assert "決めていません" in _sentence(lambda: pins.prove(site.witness_id, PIN))


def test_a_pin_that_will_not_do_is_refused_at_its_field_and_changes_nothing(site: Site) -> None:
    site.set_pin()
    before = site.kept()
    with pytest.raises(RefusedError) as refused:
        site.set_pin("123456")
    assert (refused.value.field, site.kept()) == ("pin", before)


def test_a_passphrase_of_figures_is_no_pin(site: Site) -> None:
    figures = "573829104858"
    site.office_of().people.change_passphrase(old=OTHER_PASSPHRASE, new=figures)
    assert "パスフレーズと同じ" in _sentence(
        lambda: site.office_of().door_pins.set_own(passphrase=figures, pin=figures)
    )
    assert site.kept() is None


def test_an_administrator_takes_a_pin_away_and_nobody_else_does(site: Site) -> None:
    site.set_pin()
    for role in set(Role) - {Role.ADMINISTRATOR}:
        with pytest.raises(NotPermittedError):
            site.office_of(role).door_pins.remove(site.witness_id)
    site.own.door_pins.remove(site.witness_id, reason="退職のため")
    assert site.kept() is None
    assert "決めていません" in _sentence(lambda: site.own.door_pins.remove(site.witness_id))


def test_each_deed_is_journalled_with_who_and_of_whom_and_never_the_digest(site: Site) -> None:
    site.set_pin()
    digests = [site.kept()]
    site.set_pin(OTHER_PIN)
    digests.append(site.kept())
    block(site)
    site.set_pin()
    site.office_of().door_pins.remove_own(passphrase=OTHER_PASSPHRASE)
    site.set_pin()
    site.own.door_pins.remove(site.witness_id, reason="紛失の届出")
    whom, own, other = str(site.witness_id), "主任 舘 花子", site.desk.actor.signature
    assert deeds(site) == [
        ("staff.set_door_pin", own, whom, "{}"),
        ("staff.change_door_pin", own, whom, "{}"),
        ("staff.block_door_pin", other, whom, "{}"),
        ("staff.change_door_pin", own, whom, "{}"),
        ("staff.remove_door_pin", own, whom, "{}"),
        ("staff.set_door_pin", own, whom, "{}"),
        ("staff.remove_door_pin", other, whom, "{}"),
    ]
    first, *_rest = site.own.journal.list_entries(limit=1)
    assert (first.deed, first.reason) == ("職員: 入口の暗証番号の取消し", "紛失の届出")
    assert site.own.journal.verify().is_sound
    with site.desk.reading() as session:
        told = "".join(f"{row.changes}{row.reason}" for row in session.scalars(select(JournalEntry)))
    assert "argon2" not in told
    assert not any(pin in told for pin in (PIN, OTHER_PIN, WRONG))
    assert None not in digests


def test_wrong_ones_before_the_last_are_counted_and_not_journalled(site: Site) -> None:
    site.set_pin()
    head = site.own.journal.head()
    for _try in range(MOST_FAILURES - 1):
        tries_left(site)
    assert site.own.journal.head() == head


@pytest.mark.parametrize(
    "values",
    [{"left_on": dt.date(2026, 11, 1)}, {"withdrawn_on": dt.date(2026, 11, 1)}, {"slot_id": None}],
    ids=["left", "withdrawn", "no key"],
)
def test_who_left_or_may_not_sign_in_has_no_pin(site: Site, values: dict[str, Any]) -> None:
    site.set_pin()
    site.change_row(**values)
    assert site.own.door_pins.standings() == {}
    assert "決めていません" in _sentence(lambda: site.own.door_pins.prove(site.witness_id, PIN))


def test_a_pin_goes_with_the_key_and_does_not_come_back_with_a_new_one(site: Site) -> None:
    site.set_pin()
    site.own.people.take_key(site.witness_id, reason="異動")
    assert site.kept() is None
    site.own.people.give_key(site.witness_id, user_id="tachi", passphrase=OTHER_PASSPHRASE)
    assert "決めていません" in _sentence(lambda: site.own.door_pins.prove(site.witness_id, PIN))


def test_a_pin_is_tried_only_where_visits_are_recorded(site: Site) -> None:
    site.set_pin()
    with pytest.raises(NotPermittedError):
        site.office_of(Role.AUDITOR).door_pins.prove(site.witness_id, PIN)
    assert site.failures() == 0


def test_an_office_without_keys_has_no_pins_to_set(site: Site) -> None:
    pins = DoorPinsService(site.desk, PeopleService(site.desk, None))
    with pytest.raises(VaultError, match="鍵がありません"):
        pins.set_own(passphrase=OWN_PASSPHRASE, pin=PIN)
    nobody = replace(site.desk, actor=Actor(None, "命令"))
    assert DoorPinsService(nobody, PeopleService(nobody, None)).own() is None


def test_a_key_that_is_anothers_sets_no_pin(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    other = site.own.actor
    office = site.office_of()
    monkeypatch.setattr(office.people, "reauthenticate", lambda **_given: other)
    assert "あなたのものではありません" in _sentence(
        lambda: office.door_pins.set_own(passphrase=OTHER_PASSPHRASE, pin=PIN)
    )


def test_the_count_is_on_the_disk_before_the_answer(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    site.set_pin()
    assert tries_left(site) == MOST_FAILURES - site.failures() == 4

    def fail(_session: object) -> None:
        raise StoreError("満杯です。")

    with monkeypatch.context() as patch:
        patch.setattr("oversight.store.WritingSession.commit", fail)
        for pin in (WRONG, PIN):
            with pytest.raises(StoreError):
                site.own.door_pins.prove(site.witness_id, pin)
    assert site.failures() == 1


def test_a_try_waits_for_the_try_before_it(site: Site) -> None:
    """Two desks count wrong ones of one PIN at once: none is lost, and no more than five are looked at."""
    site.set_pin()

    def try_once(_number: int) -> str:
        try:
            site.own.door_pins.prove(site.witness_id, WRONG)
        except WrongPinError as wrong:
            return f"wrong {wrong.tries_left}"
        except PinBlockedError:
            return "blocked"
        return "right"

    with ThreadPoolExecutor(4) as desks:
        answers = sorted(desks.map(try_once, range(12)))
    assert answers == ["blocked"] * 8 + ["wrong 1", "wrong 2", "wrong 3", "wrong 4"]
    assert site.failures() == MOST_FAILURES
    assert [deed for deed, *_rest in deeds(site)] == ["staff.set_door_pin", "staff.block_door_pin"]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=12)
@given(steps=st.lists(st.sampled_from(("right", "wrong", "wrong", "set")), max_size=12))
def test_whatever_is_tried_in_whatever_order_five_wrong_in_a_row_block(site: Site, steps: list[str]) -> None:
    site.set_pin()
    in_a_row = 0
    for step in steps:
        if step == "set":
            site.set_pin()
            in_a_row = 0
        elif in_a_row == MOST_FAILURES:
            with pytest.raises(PinBlockedError):
                site.own.door_pins.prove(site.witness_id, PIN if step == "right" else WRONG)
        elif step == "right":
            assert site.own.door_pins.prove(site.witness_id, PIN).staff_id == site.witness_id
            in_a_row = 0
        else:
            in_a_row += 1
            assert tries_left(site) == MOST_FAILURES - in_a_row
        assert site.failures() == in_a_row
