"""The printed recovery code: typing errors are told by group, one code at a time opens the vault."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight.errors import RefusedError, VaultError, WrongPassphraseError
from oversight.vault import TooSoonError, UnlockedVault
from oversight.vault.header import Header, Kdf, Slot, SlotKind
from oversight.vault.recovery_code import GROUPS, SIGNS, new_recovery_code, secret_of_code
from oversight.vault.slots import open_passphrase_slot
from tests.oversight.vault.vault_site import PASSPHRASE, USER_ID, Site

NEW_PASSPHRASE = "山 と 海 と 七つの 坂"


def test_code_opens_the_vault_and_gives_a_person_a_new_passphrase(vault: UnlockedVault, site: Site) -> None:
    assert not site.read().has_recovery
    code = vault.make_recovery_code()
    assert vault.has_recovery
    assert site.read().has_recovery
    recovered = site.read().unlock_with_recovery_code(code)
    assert recovered.slot_id not in recovered.person_slot_ids
    recovered.replace_slot(vault.slot_id, user_id=USER_ID, passphrase=NEW_PASSPHRASE)
    assert recovered.slot_id == vault.slot_id
    assert site.read().unlock(USER_ID, NEW_PASSPHRASE).key.matches(vault.key)
    with pytest.raises(WrongPassphraseError):
        site.read().unlock(USER_ID, PASSPHRASE)


def test_code_has_160_bits_in_checked_groups() -> None:
    code = new_recovery_code()
    assert len(code.split("-")) == GROUPS
    assert {len(group) for group in code.split("-")} == {5}
    assert len(secret_of_code(code)) * 5 == 160
    assert new_recovery_code() != code


def test_new_code_replaces_the_earlier_one(vault: UnlockedVault, site: Site) -> None:
    first, second = vault.make_recovery_code(), vault.make_recovery_code()
    with pytest.raises(WrongPassphraseError, match="置き換え") as caught:
        site.read().unlock_with_recovery_code(first)
    assert caught.value.remedy
    with pytest.raises(TooSoonError):
        site.read().unlock_with_recovery_code(second)
    site.ticking.seconds += 1
    site.read().unlock_with_recovery_code(second).close()


def test_vault_without_a_code_says_so(vault: UnlockedVault, site: Site) -> None:
    with pytest.raises(VaultError, match="回復コードがありません") as caught:
        site.read().unlock_with_recovery_code(new_recovery_code())
    assert caught.value.remedy


def test_mistyped_code_costs_no_attempt(vault: UnlockedVault, site: Site) -> None:
    code = vault.make_recovery_code()
    for _attempt in range(3):
        with pytest.raises(RefusedError):
            site.read().unlock_with_recovery_code(code[:-1])
    site.read().unlock_with_recovery_code(code).close()


def test_code_reads_in_any_case_width_and_spacing() -> None:
    code = new_recovery_code()
    secret = secret_of_code(code)
    wide = "".join(chr(ord(sign) + 0xFEE0) if sign.isalnum() else "ー" for sign in code)
    for typed in (code.lower(), code.replace("-", ""), code.replace("-", " "), wide, f" {code}\n"):
        assert secret_of_code(typed) == secret
    assert secret_of_code(code.replace("0", "o").replace("1", "l")) == secret


@given(place=st.integers(0, 39), sign=st.sampled_from(SIGNS + "U"))
def test_every_single_wrong_sign_is_told_by_its_group(place: int, sign: str) -> None:
    signs = new_recovery_code().replace("-", "")
    typed = signs[:place] + sign + signs[place + 1 :]
    if typed == signs:
        return
    with pytest.raises(RefusedError, match=f"{place // 5 + 1}番目") as caught:
        secret_of_code(typed)
    assert caught.value.remedy
    assert caught.value.field == "code"


@given(first=st.integers(0, 7), second=st.integers(0, 7))
def test_exchanged_groups_are_told(first: int, second: int) -> None:
    groups = new_recovery_code().split("-")
    if groups[first][:4] == groups[second][:4] or first == second:
        return
    groups[first], groups[second] = groups[second], groups[first]
    with pytest.raises(RefusedError, match="番目"):
        secret_of_code("-".join(groups))


@pytest.mark.parametrize("typed", ["", "ABCDE", "0" * 41])
def test_code_of_wrong_length_is_told_with_both_counts(typed: str) -> None:
    with pytest.raises(RefusedError, match=f"40文字.*{len(typed)}文字"):
        secret_of_code(typed)


def test_quick_slot_has_no_passphrase(vault: UnlockedVault) -> None:
    slot = Slot(id=vault.slot_id, kind=SlotKind.QUICK, person=vault.slot_id)
    header = Header(vault_id=vault.vault_id, created_at=Site(vault.folder).clock.now(), generation=1)
    assert isinstance(slot.kdf, Kdf | None)
    with pytest.raises(ValueError, match="quick"):
        open_passphrase_slot(header, slot, "x")
