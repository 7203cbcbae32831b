"""Who may open a vault: made, unlocked, colleagues added and taken away, passphrases changed."""

from __future__ import annotations

import errno
from pathlib import Path
from uuid import uuid4

import pytest

from oversight.clock import FixedClock
from oversight.errors import RefusedError, VaultError, WrongPassphraseError
from oversight.vault import STANDARD, TooSoonError, UnlockedVault, create_vault
from oversight.vault.header import MOST_SLOTS
from oversight.vault.header_file import HEADER_NAME, PREVIOUS_NAME
from tests.oversight.vault.vault_site import MORNING, PASSPHRASE, TINY, USER_ID, Site

OTHER_ID = "舘.花子"
OTHER_PASSPHRASE = "川沿い を 歩いて 帰る 道"


def test_vault_opens_again_with_the_same_key_and_slot(vault: UnlockedVault, site: Site) -> None:
    with site.read().unlock(USER_ID, PASSPHRASE).key as key:
        assert key.matches(vault.key)
    again = site.read().unlock(USER_ID, PASSPHRASE)
    assert (again.slot_id, again.vault_id, again.folder) == (vault.slot_id, vault.vault_id, site.folder)
    assert again.vault_id == site.read().vault_id
    assert again.store_path == site.folder / "store.db"


def test_only_a_vault_just_made_is_new(vault: UnlockedVault, site: Site) -> None:
    assert vault.is_new
    assert not site.read().unlock(USER_ID, PASSPHRASE).is_new


def test_spelling_of_user_id_and_passphrase_in_other_widths_is_the_same(
    vault: UnlockedVault, site: Site
) -> None:
    vault.add_slot(user_id="Mori01", passphrase="Green River 8 stones")
    site.read().unlock(" ＭＯＲＩ０１ ", "Ｇｒｅｅｎ　Ｒｉｖｅｒ　８　ｓｔｏｎｅｓ").close()
    with pytest.raises(WrongPassphraseError):
        site.read().unlock("mori01", "green river 8 stones")


@pytest.mark.parametrize(
    ("user_id", "passphrase"),
    [
        (USER_ID, PASSPHRASE + "。"),
        (USER_ID, ""),
        ("nobody", PASSPHRASE),
        ("", ""),
        (USER_ID, "\ud800"),
        ("\udfff", PASSPHRASE),
    ],
)
def test_wrong_passphrase_and_unknown_user_read_the_same(
    vault: UnlockedVault, site: Site, user_id: str, passphrase: str
) -> None:
    with pytest.raises(WrongPassphraseError) as caught:
        site.read().unlock(user_id, passphrase)
    assert caught.value.sentence == "利用者IDかパスフレーズが違います。"
    assert caught.value.remedy


def test_next_attempt_after_a_failure_must_wait(vault: UnlockedVault, site: Site) -> None:
    with pytest.raises(WrongPassphraseError):
        site.read().unlock(USER_ID, "違う")
    with pytest.raises(TooSoonError) as caught:
        site.read().unlock(USER_ID, PASSPHRASE)
    assert "1秒" in caught.value.remedy
    site.ticking.seconds += 1
    site.read().unlock(USER_ID, PASSPHRASE).close()


def test_unknown_users_wait_together_and_delay_no_colleague(vault: UnlockedVault, site: Site) -> None:
    with pytest.raises(WrongPassphraseError):
        site.read().unlock("nobody", "違う")
    with pytest.raises(TooSoonError):
        site.read().unlock("someone", "違う")
    site.read().unlock(USER_ID, PASSPHRASE).close()


def test_witness_is_slowed_down_as_at_the_door(vault: UnlockedVault, site: Site) -> None:
    with pytest.raises(WrongPassphraseError):
        vault.check_passphrase(USER_ID, "違う")
    with pytest.raises(TooSoonError):
        vault.check_passphrase(USER_ID, PASSPHRASE)


def test_witness_is_told_by_their_own_slot(vault: UnlockedVault) -> None:
    slot_id = vault.add_slot(user_id=OTHER_ID, passphrase=OTHER_PASSPHRASE)
    assert vault.check_passphrase(OTHER_ID, OTHER_PASSPHRASE) == slot_id
    assert vault.check_passphrase(USER_ID, PASSPHRASE) == vault.slot_id


def test_witness_cannot_be_checked_after_locking(vault: UnlockedVault) -> None:
    vault.close()
    with pytest.raises(VaultError, match="施錠"):
        vault.check_passphrase(USER_ID, PASSPHRASE)


def test_key_of_another_store_is_no_witness(vault: UnlockedVault, site: Site) -> None:
    drafted = vault.draft_new_key(user_id=USER_ID, passphrase=PASSPHRASE)
    drafted.key = vault.key
    with pytest.raises(VaultError, match="今の保管庫の鍵ではありません") as caught:
        drafted.check_passphrase(USER_ID, PASSPHRASE)
    assert caught.value.remedy


def test_closing_wipes_the_key(site: Site) -> None:
    vault = site.create()
    vault.close()
    vault.close()
    assert vault.key.is_closed


def test_colleague_opens_the_same_store(vault: UnlockedVault, site: Site) -> None:
    slot_id = vault.add_slot(user_id=OTHER_ID, passphrase=OTHER_PASSPHRASE)
    theirs = site.read().unlock(OTHER_ID, OTHER_PASSPHRASE)
    assert theirs.slot_id == slot_id
    assert theirs.key.matches(vault.key)
    assert vault.person_slot_ids == {vault.slot_id, slot_id}


def test_two_people_may_have_the_same_passphrase_but_not_the_same_id(vault: UnlockedVault) -> None:
    vault.add_slot(user_id=OTHER_ID, passphrase=PASSPHRASE)
    with pytest.raises(RefusedError) as caught:
        vault.add_slot(user_id="ＦＵＫＵＩ", passphrase=OTHER_PASSPHRASE)
    assert caught.value.field == "user_id"
    assert caught.value.remedy


def test_colleague_taken_away_opens_nothing(vault: UnlockedVault, site: Site) -> None:
    slot_id = vault.add_slot(user_id=OTHER_ID, passphrase=OTHER_PASSPHRASE)
    vault.remove_slot(slot_id)
    with pytest.raises(WrongPassphraseError):
        site.read().unlock(OTHER_ID, OTHER_PASSPHRASE)
    previous = site.folder / PREVIOUS_NAME
    previous.replace(site.folder / HEADER_NAME)
    site.ticking.seconds += 60
    with pytest.raises(WrongPassphraseError):
        site.read().unlock(OTHER_ID, OTHER_PASSPHRASE)


def test_last_person_stays_even_with_a_recovery_code(vault: UnlockedVault) -> None:
    vault.make_recovery_code()
    with pytest.raises(VaultError, match="最後の一人") as caught:
        vault.remove_slot(vault.slot_id)
    assert caught.value.remedy


def test_slot_that_is_not_there_cannot_be_removed(vault: UnlockedVault) -> None:
    with pytest.raises(VaultError, match="ありません") as caught:
        vault.remove_slot(uuid4())
    assert caught.value.remedy


def test_changed_passphrase_keeps_the_slot_and_the_store_key(vault: UnlockedVault, site: Site) -> None:
    vault.change_passphrase(user_id=USER_ID, old=PASSPHRASE, new=OTHER_PASSPHRASE)
    again = site.read().unlock(USER_ID, OTHER_PASSPHRASE)
    assert again.slot_id == vault.slot_id
    assert again.key.matches(vault.key)
    with pytest.raises(WrongPassphraseError):
        site.read().unlock(USER_ID, PASSPHRASE)


def test_passphrase_is_changed_only_by_who_knows_it(vault: UnlockedVault) -> None:
    with pytest.raises(WrongPassphraseError):
        vault.change_passphrase(user_id=USER_ID, old="違う", new=OTHER_PASSPHRASE)


def test_new_passphrase_must_differ(vault: UnlockedVault) -> None:
    with pytest.raises(RefusedError, match="同じ"):
        vault.change_passphrase(user_id=USER_ID, old=PASSPHRASE, new=PASSPHRASE)


def test_office_may_ask_for_longer_passphrases(vault: UnlockedVault) -> None:
    vault.minimum_length = 30
    with pytest.raises(RefusedError, match="短すぎます") as caught:
        vault.add_slot(user_id=OTHER_ID, passphrase=OTHER_PASSPHRASE)
    assert "30文字" in caught.value.remedy


def test_forgotten_passphrase_is_replaced_in_the_same_slot(vault: UnlockedVault, site: Site) -> None:
    slot_id = vault.add_slot(user_id=OTHER_ID, passphrase=OTHER_PASSPHRASE)
    assert vault.replace_slot(slot_id, user_id=OTHER_ID, passphrase="山 と 海 と 七つの 坂") == slot_id
    assert site.read().unlock(OTHER_ID, "山 と 海 と 七つの 坂").slot_id == slot_id
    with pytest.raises(WrongPassphraseError):
        site.read().unlock(OTHER_ID, OTHER_PASSPHRASE)


def test_replaced_slot_may_carry_a_new_user_id(vault: UnlockedVault, site: Site) -> None:
    slot_id = vault.add_slot(user_id=OTHER_ID, passphrase=OTHER_PASSPHRASE)
    vault.replace_slot(slot_id, user_id="tachi", passphrase=OTHER_PASSPHRASE)
    assert site.read().unlock("tachi", OTHER_PASSPHRASE).slot_id == slot_id


@pytest.mark.parametrize("known", [True, False])
def test_slot_is_found_by_user_id_where_its_number_is_unknown(vault: UnlockedVault, known: bool) -> None:
    slot_id = vault.add_slot(user_id=OTHER_ID, passphrase=OTHER_PASSPHRASE)
    given = None if known else uuid4()
    assert vault.replace_slot(given, user_id=OTHER_ID, passphrase="山 と 海 と 七つの 坂") == slot_id


def test_missing_slot_is_made(vault: UnlockedVault, site: Site) -> None:
    slot_id = vault.replace_slot(None, user_id=OTHER_ID, passphrase=OTHER_PASSPHRASE)
    assert site.read().unlock(OTHER_ID, OTHER_PASSPHRASE).slot_id == slot_id


def test_slot_is_not_replaced_under_a_colleagues_id(vault: UnlockedVault) -> None:
    slot_id = vault.add_slot(user_id=OTHER_ID, passphrase=OTHER_PASSPHRASE)
    with pytest.raises(RefusedError) as caught:
        vault.replace_slot(slot_id, user_id=USER_ID, passphrase=OTHER_PASSPHRASE)
    assert caught.value.field == "user_id"


def test_header_changed_elsewhere_meanwhile_is_not_written_over(vault: UnlockedVault, site: Site) -> None:
    site.read().unlock(USER_ID, PASSPHRASE).add_slot(user_id="mori", passphrase=OTHER_PASSPHRASE)
    with pytest.raises(VaultError, match="別のところで変更") as caught:
        vault.add_slot(user_id=OTHER_ID, passphrase=OTHER_PASSPHRASE)
    assert caught.value.remedy


def test_slots_are_limited(vault: UnlockedVault, monkeypatch: pytest.MonkeyPatch) -> None:
    assert MOST_SLOTS == 500
    monkeypatch.setattr("oversight.vault.unlocked.MOST_SLOTS", 1)
    with pytest.raises(VaultError, match="これ以上") as caught:
        vault.add_slot(user_id=OTHER_ID, passphrase=OTHER_PASSPHRASE)
    assert caught.value.remedy


def test_vault_is_made_once(vault: UnlockedVault, site: Site) -> None:
    before = (site.folder / HEADER_NAME).read_bytes()
    with pytest.raises(VaultError, match="すでに保管庫があります"):
        site.create()
    assert (site.folder / HEADER_NAME).read_bytes() == before


def test_vault_is_not_made_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "保管庫").write_bytes(b"x")
    with pytest.raises(VaultError, match="ファイル"):
        Site(tmp_path / "保管庫").create()


def test_folder_that_cannot_be_made_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_arguments: object, **_options: object) -> None:
        raise OSError(errno.EROFS, "fake")

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(VaultError, match="書けません") as caught:
        Site(tmp_path / "保管庫").create()
    assert caught.value.remedy


def test_bad_passphrase_leaves_no_folder(tmp_path: Path) -> None:
    with pytest.raises(RefusedError):
        create_vault(
            tmp_path / "v",
            user_id=USER_ID,
            passphrase="short",
            clock=FixedClock(MORNING),
            parameters=TINY,
        )
    assert not (tmp_path / "v").exists()


def test_vault_of_standard_cost_opens(tmp_path: Path) -> None:
    vault = create_vault(tmp_path / "v", user_id=USER_ID, passphrase=PASSPHRASE, clock=FixedClock(MORNING))
    text = (tmp_path / "v" / HEADER_NAME).read_text(encoding="utf-8")
    assert f'"memory_kib": {STANDARD.memory_kib}' in text
    assert vault.check_passphrase(USER_ID, PASSPHRASE) == vault.slot_id
