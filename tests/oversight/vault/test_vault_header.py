"""The header: canonical, bounded, and each damage a sentence with a remedy."""

from __future__ import annotations

import errno
import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from oversight.errors import VaultError, WrongPassphraseError
from oversight.vault import UnlockedVault, put_back_previous_header
from oversight.vault.header import MOST_SLOTS, header_from_text, header_text
from oversight.vault.header_file import HEADER_NAME, PREVIOUS_NAME, read_header, write_header
from tests.oversight.vault.vault_site import PASSPHRASE, USER_ID, Site

Document = dict[str, Any]


def canonical(document: Document) -> bytes:
    return (json.dumps(document, ensure_ascii=True, indent=1, sort_keys=True) + "\n").encode("ascii")


def sealed(document: Document) -> bytes:
    document = {name: value for name, value in document.items() if name != "checksum"}
    return canonical({**document, "checksum": hashlib.sha256(canonical(document)).hexdigest()})


def tamper(folder: Path, change: Callable[[Document], object]) -> None:
    """Change the header as someone who knows the format would: canonical, with a right checksum."""
    path = folder / HEADER_NAME
    document = json.loads(path.read_text(encoding="utf-8"))
    change(document)
    path.write_bytes(sealed(document))


def test_header_text_is_canonical_and_comes_back(vault: UnlockedVault) -> None:
    text = (vault.folder / HEADER_NAME).read_bytes()
    assert header_text(header_from_text(text)) == text


def test_header_holds_no_user_id_and_no_key_in_the_clear(vault: UnlockedVault) -> None:
    vault.add_slot(user_id="舘花子", passphrase="川沿い を 歩いて 帰る 道")
    text = (vault.folder / HEADER_NAME).read_text(encoding="utf-8")
    assert USER_ID not in text
    assert "舘" not in json.loads(text)
    assert json.dumps("舘花子")[1:-1] not in text
    assert vault.key.octets().hex() not in text


def _slot(document: Document) -> Document:
    slot: Document = document["slots"][0]
    return slot


DAMAGES: dict[str, Callable[[Document], object]] = {
    "no slots": lambda d: d.update(slots=[]),
    "slots not a list": lambda d: d.update(slots=7),
    "missing field": lambda d: d.pop("vault_id"),
    "extra field": lambda d: d.update(note="x"),
    "extra field in a slot": lambda d: _slot(d).update(note="x"),
    "id not a text": lambda d: d.update(vault_id=7),
    "id in another spelling": lambda d: d.update(vault_id=d["vault_id"].upper()),
    "no moment": lambda d: d.update(created_at="昨日"),
    "naive moment": lambda d: d.update(created_at="2026-01-01T00:00:00.000000"),
    "moment out of range": lambda d: d.update(created_at="0001-01-01T00:00:00.000000+09:00"),
    "generation not a number": lambda d: d.update(generation=True),
    "generation zero": lambda d: d.update(generation=0),
    "unknown kind": lambda d: _slot(d).update(kind="master"),
    "tag missing": lambda d: _slot(d).update(name_tag=""),
    "person bound to a person": lambda d: _slot(d).update(person=_slot(d)["id"]),
    "no cost": lambda d: _slot(d).update(kdf=None),
    "cost not a number": lambda d: _slot(d)["kdf"].update(memory_kib="8"),
    "cost broken": lambda d: _slot(d)["kdf"].update(memory_kib=8.0),
    "other derivation": lambda d: _slot(d)["kdf"].update(name="scrypt"),
    "short salt": lambda d: _slot(d)["kdf"].update(salt="00"),
    "short nonce": lambda d: _slot(d).update(nonce="00"),
    "short wrapped key": lambda d: _slot(d).update(wrapped="00"),
    "not hexadecimal": lambda d: _slot(d).update(nonce="zz" * 12),
    "twice the same slot": lambda d: d["slots"].append(_slot(d)),
    "twice the same person": lambda d: d["slots"].append({**_slot(d), "id": d["vault_id"]}),
    "too many slots": lambda d: d.update(slots=[_slot(d)] * (MOST_SLOTS + 1)),
}


@pytest.mark.parametrize("name", DAMAGES)
def test_malformed_header_with_a_right_checksum_is_damage(vault: UnlockedVault, name: str) -> None:
    tamper(vault.folder, DAMAGES[name])
    with pytest.raises(VaultError) as caught:
        read_header(vault.folder)
    assert "壊れています" in caught.value.sentence
    assert caught.value.remedy


def _two_recovery_slots(document: Document) -> None:
    for number in (1, 2):
        slot_id = f"{number:08d}-0000-4000-8000-000000000000"
        document["slots"].append({**_slot(document), "kind": "recovery", "name_tag": "", "id": slot_id})


def test_two_recovery_slots_are_damage(vault: UnlockedVault) -> None:
    tamper(vault.folder, _two_recovery_slots)
    with pytest.raises(VaultError, match="壊れています"):
        read_header(vault.folder)


@pytest.mark.parametrize(
    "text",
    [
        b"",
        b"{",
        b"[]",
        b"7",
        b"null",
        b"\xff\xfe\x00",
        b'"\xe6\xa1',
        b"[" * 100_000,
        b"{}",
        b'{"checksum": "0"}',
        b'{"checksum": [1], "a": NaN}',
        b"9" * 5000,
        b" " * (1024 * 1024 + 1),
    ],
    ids=range(13),
)
def test_octets_that_are_no_header_are_damage(vault: UnlockedVault, text: bytes) -> None:
    (vault.folder / HEADER_NAME).write_bytes(text)
    with pytest.raises(VaultError) as caught:
        read_header(vault.folder)
    assert "壊れています" in caught.value.sentence
    assert caught.value.remedy


def test_header_cut_off_anywhere_is_damage(vault: UnlockedVault) -> None:
    path = vault.folder / HEADER_NAME
    text = path.read_bytes()
    for end in range(0, len(text), 7):
        path.write_bytes(text[:end])
        with pytest.raises(VaultError, match="壊れています"):
            read_header(vault.folder)


@pytest.mark.parametrize("memory_kib", [0, 7, 4 * 1024 * 1024, 2**63])
def test_tampered_cost_is_refused_before_any_memory_is_taken(vault: UnlockedVault, memory_kib: int) -> None:
    tamper(vault.folder, lambda d: _slot(d)["kdf"].update(memory_kib=memory_kib))
    with pytest.raises(VaultError, match="計算量") as caught:
        read_header(vault.folder)
    assert caught.value.remedy


def test_newer_header_asks_for_a_newer_program(vault: UnlockedVault) -> None:
    tamper(vault.folder, lambda d: d.update(version=2, slots="something else"))
    with pytest.raises(VaultError, match="新しい版") as caught:
        read_header(vault.folder)
    assert caught.value.remedy


@pytest.mark.parametrize("change", [{"format": "diary"}, {"version": "1"}])
def test_header_of_another_program_is_told(vault: UnlockedVault, change: Document) -> None:
    tamper(vault.folder, lambda d: d.update(change))
    with pytest.raises(VaultError, match="鍵ファイルではありません") as caught:
        read_header(vault.folder)
    assert caught.value.remedy


def _flip_hex(text: str) -> str:
    return ("1" if text[0] != "1" else "2") + text[1:]


TAMPERINGS: dict[str, Callable[[Document], object]] = {
    "vault id": lambda d: d.update(vault_id=d["slots"][0]["id"]),
    "created at": lambda d: d.update(created_at="2020-01-01T00:00:00.000000+00:00"),
    "generation": lambda d: d.update(generation=2),
    "slot id": lambda d: _slot(d).update(id=d["vault_id"]),
    "memory": lambda d: _slot(d)["kdf"].update(memory_kib=16),
    "iterations": lambda d: _slot(d)["kdf"].update(iterations=2),
    "salt": lambda d: _slot(d)["kdf"].update(salt=_flip_hex(_slot(d)["kdf"]["salt"])),
    "nonce": lambda d: _slot(d).update(nonce=_flip_hex(_slot(d)["nonce"])),
    "wrapped key": lambda d: _slot(d).update(wrapped=_flip_hex(_slot(d)["wrapped"])),
    "name tag": lambda d: _slot(d).update(name_tag=_flip_hex(_slot(d)["name_tag"])),
}


@pytest.mark.parametrize("name", TAMPERINGS)
def test_every_field_is_bound_to_the_wrapped_key(vault: UnlockedVault, site: Site, name: str) -> None:
    tamper(vault.folder, TAMPERINGS[name])
    with pytest.raises(WrongPassphraseError):
        site.read().unlock(USER_ID, PASSPHRASE)


def test_slot_moved_to_another_vault_opens_nothing(vault: UnlockedVault, site: Site) -> None:
    other = Site(site.folder.with_name("別"))
    other.create().close()
    slots = json.loads((vault.folder / HEADER_NAME).read_text(encoding="utf-8"))["slots"]
    tamper(other.folder, lambda d: slots[0].update(name_tag=_slot(d)["name_tag"]) or d.update(slots=slots))
    with pytest.raises(WrongPassphraseError):
        other.read().unlock(USER_ID, PASSPHRASE)


def test_previous_header_can_be_put_back(vault: UnlockedVault, site: Site) -> None:
    vault.add_slot(user_id="tachi", passphrase="川沿い を 歩いて 帰る 道")
    path = vault.folder / HEADER_NAME
    path.write_bytes(path.read_bytes()[:100])
    put_back_previous_header(vault.folder)
    site.read().unlock(USER_ID, PASSPHRASE).close()
    assert (vault.folder / "vault.json.damaged").stat().st_size == 100


def test_previous_header_can_stand_in_for_a_lost_one(vault: UnlockedVault, site: Site) -> None:
    vault.add_slot(user_id="tachi", passphrase="川沿い を 歩いて 帰る 道")
    (vault.folder / HEADER_NAME).unlink()
    put_back_previous_header(vault.folder)
    site.read().unlock(USER_ID, PASSPHRASE).close()


def test_sound_header_is_not_replaced_by_the_previous_one(vault: UnlockedVault) -> None:
    vault.add_slot(user_id="tachi", passphrase="川沿い を 歩いて 帰る 道")
    before = (vault.folder / HEADER_NAME).read_bytes()
    with pytest.raises(VaultError, match="壊れていません"):
        put_back_previous_header(vault.folder)
    assert (vault.folder / HEADER_NAME).read_bytes() == before


def test_without_a_previous_header_nothing_is_put_back(vault: UnlockedVault) -> None:
    (vault.folder / HEADER_NAME).write_bytes(b"{")
    with pytest.raises(VaultError, match=r"vault\.json\.previous"):
        put_back_previous_header(vault.folder)
    assert (vault.folder / HEADER_NAME).read_bytes() == b"{"


def test_change_that_takes_a_key_away_leaves_no_older_header(vault: UnlockedVault) -> None:
    slot_id = vault.add_slot(user_id="tachi", passphrase="川沿い を 歩いて 帰る 道")
    vault.remove_slot(slot_id)
    previous = (vault.folder / PREVIOUS_NAME).read_bytes()
    assert previous == (vault.folder / HEADER_NAME).read_bytes()
    assert str(slot_id).encode() not in previous


@pytest.mark.parametrize(
    ("code", "sentence"),
    [(errno.ENOSPC, "空きがない"), (errno.EROFS, "書けません"), (errno.EIO, "書けません")],
)
def test_failed_writing_leaves_the_header_before(
    vault: UnlockedVault, monkeypatch: pytest.MonkeyPatch, code: int, sentence: str
) -> None:
    before = (vault.folder / HEADER_NAME).read_bytes()

    def fail(_descriptor: int) -> None:
        raise OSError(code, "fake")

    monkeypatch.setattr("oversight.vault.header_file.os.fsync", fail)
    with pytest.raises(VaultError, match=sentence) as caught:
        vault.add_slot(user_id="tachi", passphrase="川沿い を 歩いて 帰る 道")
    assert caught.value.remedy
    assert (vault.folder / HEADER_NAME).read_bytes() == before
    with pytest.raises(WrongPassphraseError):
        vault.check_passphrase("tachi", "川沿い を 歩いて 帰る 道")


def test_failed_putting_back_is_told(vault: UnlockedVault, monkeypatch: pytest.MonkeyPatch) -> None:
    vault.add_slot(user_id="tachi", passphrase="川沿い を 歩いて 帰る 道")
    (vault.folder / HEADER_NAME).write_bytes(b"{")

    def fail(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "fake")

    monkeypatch.setattr("oversight.vault.header_file.os.fsync", fail)
    with pytest.raises(VaultError, match="空きがない"):
        put_back_previous_header(vault.folder)


def test_scanner_that_holds_the_file_for_a_moment_is_waited_for(
    vault: UnlockedVault, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, refusals = Path.replace, [PermissionError(), PermissionError()]

    def replace(path: Path, target: Path) -> Path:
        if refusals:
            raise refusals.pop()
        return real(path, target)

    monkeypatch.setattr("oversight.vault.header_file.time.sleep", lambda _seconds: None)
    monkeypatch.setattr(Path, "replace", replace)
    write_header(vault.folder, read_header(vault.folder))
    assert not refusals


def test_file_that_stays_held_is_told(vault: UnlockedVault, monkeypatch: pytest.MonkeyPatch) -> None:
    def replace(_path: Path, _target: Path) -> Path:
        raise PermissionError(errno.EACCES, "fake")

    monkeypatch.setattr("oversight.vault.header_file.time.sleep", lambda _seconds: None)
    monkeypatch.setattr(Path, "replace", replace)
    with pytest.raises(VaultError, match="書けません"):
        write_header(vault.folder, read_header(vault.folder))


def test_header_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / HEADER_NAME).mkdir()
    with pytest.raises(VaultError, match="読めません") as caught:
        read_header(tmp_path)
    assert caught.value.remedy


def test_folder_without_a_header_is_not_a_vault(tmp_path: Path) -> None:
    with pytest.raises(VaultError, match="保管庫ではありません") as caught:
        read_header(tmp_path)
    assert caught.value.remedy


def test_vault_that_cannot_be_made_leaves_nothing_behind_and_can_be_made_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "fake")

    there, fresh = Site(tmp_path / "there"), Site(tmp_path / "fresh")
    there.folder.mkdir()
    with monkeypatch.context() as patched:
        patched.setattr("os.fsync", full)
        for site in (there, fresh):
            with pytest.raises(VaultError, match="空きがない"):
                site.create()
    assert list(there.folder.iterdir()) == []
    assert not fresh.folder.exists()
    for site in (there, fresh):
        site.create().close()
