"""A PIN witnesses at a door and opens nothing else: each other road refuses it, and it stays in the store."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from uuid import UUID

import pytest

from models.device import VisitSigner
from models.signature import SignatureMethod
from oversight.access import Deed, PinWitness, Role, may
from oversight.choice_words import word_of
from oversight.clock import FixedClock
from oversight.devices import VisitsService
from oversight.errors import NotPermittedError, VaultError, WrongPassphraseError
from oversight.office import Founder, Office, create_office, open_office, renew_key
from oversight.people import StaffDraft
from oversight.vault import HEADER_NAME
from tests.cheap_keys import TINY
from tests.oversight.devices import door_site
from tests.oversight.people.pin_site import PIN, Site

PASSPHRASE = "石狩の川に鮭がのぼる秋の朝"


def test_a_pin_passes_for_a_passphrase_nowhere(site: Site) -> None:
    site.set_pin()
    theirs = site.office_of()
    with pytest.raises(WrongPassphraseError):
        site.own.people.reauthenticate(user_id="tachi", passphrase=PIN)
    with pytest.raises(WrongPassphraseError):
        theirs.people.change_passphrase(old=PIN, new="手稲の山に雪が降る")
    with pytest.raises(WrongPassphraseError):
        site.vault.draft_new_key(user_id="tachi", passphrase=PIN)
    assert site.failures() == 0


def test_who_proves_by_pin_bears_no_role_and_may_do_nothing(site: Site) -> None:
    site.set_pin()
    witness = site.own.door_pins.prove(site.witness_id, PIN)
    assert witness.roles == frozenset()
    assert not any(may(witness, deed) for deed in Deed)
    proven = Office(site.desk.of_person(witness), vault=site.vault)
    for deed in (Deed.SIGN_RECORD, Deed.DECIDE_APPROVAL, Deed.RECORD_VISIT, Deed.CONDUCT_INSPECTION):
        with pytest.raises(NotPermittedError), proven.desk.writing(deed, "staff.change"):
            pass
    with pytest.raises(TypeError):
        PinWitness(site.witness_id, "舘 花子", roles=frozenset(Role))  # type: ignore[call-arg]


def test_a_visit_tells_a_pin_from_a_passphrase(site: Site, clock: FixedClock) -> None:
    site.set_pin()
    door = door_site.build(site.desk, site.engine, clock)
    by_pin = site.own.door_pins.prove(site.witness_id, PIN)
    visits = [
        door.enter("一郎", area_id=door.core_id, witness=by_pin),
        door.enter("二郎", area_id=door.core_id, witness=door.witness),
    ]
    told = [word_of(_witnessed(door.visits, each)) for each in visits]
    assert told == ["本人の暗証番号", "本人のパスフレーズ"]
    assert door.visits.check_visit(visits[0]).is_sound


def _witnessed(visits: VisitsService, visit_id: UUID) -> SignatureMethod:
    signatures = visits.get_visit(visit_id).signatures
    return next(each.method for each in signatures if each.kind is VisitSigner.WITNESS_IN)


@pytest.fixture
def founded(
    tmp_path: Path, clock: FixedClock, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Office, Path]]:
    """Found an office whose founder has a PIN."""
    monkeypatch.setattr("oversight.people.pin_digest.COST", TINY)
    founder = Founder("須田 一郎", "課長", "suda", PASSPHRASE)
    folder = tmp_path / "vault"
    office = create_office(folder, city="札幌市", section="行政情報課", founder=founder, clock=clock)
    office.door_pins.set_own(passphrase=PASSPHRASE, pin=PIN)
    yield office, folder
    office.close()


def opened(folder: Path, clock: FixedClock, passphrase: str = PASSPHRASE) -> Office:
    return open_office(folder, user_id="suda", passphrase=passphrase, clock=clock)


def test_a_pin_opens_no_vault_and_lies_in_no_file_in_the_clear(
    founded: tuple[Office, Path], clock: FixedClock
) -> None:
    office, folder = founded
    office.close()
    with pytest.raises(VaultError):
        opened(folder, clock, PIN)
    assert PIN not in (folder / HEADER_NAME).read_text(encoding="utf-8")
    assert not any(b"argon2id$v=" in path.read_bytes() for path in folder.iterdir() if path.is_file())


def test_a_backup_carries_it_and_a_new_key_leaves_it_to_who_keeps_a_key(
    founded: tuple[Office, Path], clock: FixedClock
) -> None:
    office, folder = founded
    backup = opened(office.back_up(), clock)
    own_id = backup.actor.staff_id
    assert own_id is not None
    assert backup.door_pins.prove(own_id, PIN).name == "須田 一郎"
    backup.close()
    colleague = _colleague_with_pin(office)
    office.close()
    renewed = renew_key(folder, user_id="suda", passphrase=PASSPHRASE, clock=clock)
    assert set(renewed.door_pins.standings()) == {own_id}
    assert renewed.door_pins.prove(own_id, PIN).name == "須田 一郎"
    renewed.people.give_key(colleague, user_id="tachi", passphrase="手稲の山に初雪が降りる頃に")
    assert set(renewed.door_pins.standings()) == {own_id}, "a key given again brings no PIN back"
    renewed.close()


def _colleague_with_pin(office: Office) -> UUID:
    passphrase = "手稲の山に初雪が降りる頃に"
    row_id = office.people.add_staff(StaffDraft("舘 花子", roles=frozenset({Role.INSPECTOR}))).row_id
    assert row_id is not None
    office.people.give_key(row_id, user_id="tachi", passphrase=passphrase)
    actor = replace(office.actor, staff_id=row_id, name="舘 花子")
    Office(office.desk.of_person(actor), vault=office.vault).door_pins.set_own(passphrase=passphrase, pin=PIN)
    return row_id
