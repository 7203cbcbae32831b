"""Quick unlock: only through a keyring that may be trusted, and never in the way of the passphrase."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from uuid import uuid4

import keyring.backends.fail
import keyring.backends.kwallet
import keyring.backends.macOS
import keyring.backends.null
import keyring.backends.SecretService
import keyring.backends.Windows
import pytest
from keyring.backend import KeyringBackend
from keyring.backends.chainer import ChainerBackend
from keyring.errors import KeyringLocked
from typing_extensions import override

from oversight.errors import VaultError
from oversight.vault import QuickUnlock, SecretKey, UnlockedVault
from oversight.vault.header_file import HEADER_NAME
from oversight.vault.quick_unlock import ALLOWED_BACKENDS, SERVICE, Cover
from tests.oversight.vault.vault_site import PASSPHRASE, USER_ID, Site


class MemoryKeyring(keyring.backends.SecretService.Keyring):
    """A trusted keyring that lies in memory."""

    def __init__(self) -> None:
        self.words: dict[tuple[str, str], str] = {}
        self.locked = False

    def _look(self) -> dict[tuple[str, str], str]:
        if self.locked:
            raise KeyringLocked("fake")
        return self.words

    @override
    def get_password(self, service: str, username: str) -> str | None:
        return self._look().get((service, username))

    @override
    def set_password(self, service: str, username: str, password: str) -> None:
        self._look()[service, username] = password

    @override
    def delete_password(self, service: str, username: str) -> None:
        del self._look()[service, username]


class PlaintextKeyring(KeyringBackend):
    """A keyring nobody allowed."""

    priority = 9

    def __init__(self) -> None:
        """Skip the environment's settings."""

    @override
    def get_password(self, service: str, username: str) -> str | None:
        raise AssertionError("a keyring that is not allowed must not be asked")

    @override
    def set_password(self, service: str, username: str, password: str) -> None:
        raise AssertionError("a keyring that is not allowed must not be written")


def chain(*backends: KeyringBackend) -> KeyringBackend:
    made: KeyringBackend = type("Chain", (ChainerBackend,), {"backends": list(backends)})()
    return made


@pytest.fixture
def ring() -> MemoryKeyring:
    return MemoryKeyring()


@pytest.fixture
def quick(ring: MemoryKeyring) -> QuickUnlock:
    return QuickUnlock(lambda: ring)


def test_remembered_vault_opens_as_the_same_person(
    quick: QuickUnlock, ring: MemoryKeyring, vault: UnlockedVault, site: Site
) -> None:
    assert quick.is_available()
    assert not quick.is_remembered(site.read())
    quick.remember(vault, USER_ID)
    assert quick.is_remembered(site.read())
    opened = quick.unlock(site.read())
    assert opened.slot_id == vault.slot_id
    assert opened.key.matches(vault.key)
    (word,) = ring.words.values()
    assert len(word) < 200
    assert vault.key.octets().hex() not in word


def test_forgotten_vault_asks_for_the_passphrase(
    quick: QuickUnlock, vault: UnlockedVault, site: Site
) -> None:
    quick.remember(vault, USER_ID)
    quick.forget(vault)
    quick.forget(vault)
    assert '"quick"' not in (site.folder / HEADER_NAME).read_text(encoding="utf-8")
    with pytest.raises(VaultError, match="設定されていません") as caught:
        quick.unlock(site.read())
    assert caught.value.remedy


def test_locked_vault_can_be_forgotten_by_the_keyring_alone(
    quick: QuickUnlock, ring: MemoryKeyring, vault: UnlockedVault, site: Site
) -> None:
    quick.remember(vault, USER_ID)
    quick.forget(site.read())
    assert not ring.words


def test_remembering_again_leaves_one_quick_slot(
    quick: QuickUnlock, vault: UnlockedVault, site: Site
) -> None:
    quick.remember(vault, USER_ID)
    quick.remember(vault, USER_ID)
    assert (site.folder / HEADER_NAME).read_text(encoding="utf-8").count('"quick"') == 1
    quick.unlock(site.read()).close()


def test_changed_passphrase_ends_quick_unlock(quick: QuickUnlock, vault: UnlockedVault, site: Site) -> None:
    quick.remember(vault, USER_ID)
    vault.change_passphrase(user_id=USER_ID, old=PASSPHRASE, new="山 と 海 と 七つの 坂")
    with pytest.raises(VaultError, match="合いません") as caught:
        quick.unlock(site.read())
    assert caught.value.remedy


def test_colleague_taken_away_has_no_quick_unlock_left(
    quick: QuickUnlock, vault: UnlockedVault, site: Site
) -> None:
    slot_id = vault.add_slot(user_id="tachi", passphrase="川沿い を 歩いて 帰る 道")
    theirs = site.read().unlock("tachi", "川沿い を 歩いて 帰る 道")
    quick.remember(theirs, "tachi")
    mine = site.read().unlock(USER_ID, PASSPHRASE)
    mine.remove_slot(slot_id)
    with pytest.raises(VaultError, match="合いません"):
        quick.unlock(site.read())


def test_cover_kept_for_one_colleague_never_opens_as_another(
    quick: QuickUnlock, ring: MemoryKeyring, vault: UnlockedVault, site: Site
) -> None:
    vault.add_slot(user_id="tachi", passphrase="川沿い を 歩いて 帰る 道")
    quick.remember(vault, USER_ID)
    ((name, word),) = ring.words.items()
    ring.words[name] = word.removesuffix(USER_ID) + "tachi"
    with pytest.raises(VaultError, match="合いません"):
        quick.unlock(site.read())
    with pytest.raises(VaultError, match="開いた人のものではありません") as caught:
        quick.remember(vault, "tachi")
    assert caught.value.remedy


def test_key_that_wraps_is_of_one_vault_and_one_person() -> None:
    secret = SecretKey(bytes(32))
    cover, theirs = Cover(uuid4(), "suda", secret), Cover(uuid4(), "tachi", secret)
    here, there = uuid4(), uuid4()
    assert cover.wrapping(here).matches(Cover(uuid4(), "ＳＵＤＡ ", secret).wrapping(here))
    assert not cover.wrapping(here).matches(cover.wrapping(there))
    assert not cover.wrapping(here).matches(theirs.wrapping(here))
    assert not cover.wrapping(here).matches(secret)


def test_user_id_may_hold_the_sign_that_parts_the_words(
    quick: QuickUnlock, vault: UnlockedVault, site: Site
) -> None:
    vault.add_slot(user_id="a:b:c", passphrase="川沿い を 歩いて 帰る 道")
    theirs = site.read().unlock("a:b:c", "川沿い を 歩いて 帰る 道")
    quick.remember(theirs, "a:b:c")
    assert quick.unlock(site.read()).slot_id == theirs.slot_id


def test_vault_opened_by_recovery_code_is_not_remembered(
    quick: QuickUnlock, vault: UnlockedVault, site: Site
) -> None:
    code = vault.make_recovery_code()
    recovered = site.read().unlock_with_recovery_code(code)
    with pytest.raises(VaultError, match="回復コード") as caught:
        quick.remember(recovered, USER_ID)
    assert caught.value.remedy


@pytest.mark.parametrize(
    "kind", ["other key", "person slot", "no key", "no slot", "not base64", "no user id", "unknown user id"]
)
def test_word_in_the_keyring_that_does_not_fit_opens_nothing(
    quick: QuickUnlock, ring: MemoryKeyring, vault: UnlockedVault, site: Site, kind: str
) -> None:
    quick.remember(vault, USER_ID)
    name = (SERVICE, str(vault.vault_id))
    slot_id, key, user_id = ring.words[name].split(":")
    ring.words[name] = {
        "other key": f"{slot_id}:{'A' * 43}=:{user_id}",
        "person slot": f"{vault.slot_id}:{key}:{user_id}",
        "no key": slot_id,
        "no slot": f":{key}:{user_id}",
        "not base64": f"{slot_id}:ち:{user_id}",
        "no user id": f"{slot_id}:{key}",
        "unknown user id": f"{slot_id}:{key}:nobody",
    }[kind]
    with pytest.raises(VaultError) as caught:
        quick.unlock(site.read())
    assert "簡易解錠を設定し直して" in caught.value.remedy
    site.read().unlock(USER_ID, PASSPHRASE).close()


def test_locked_keyring_is_told_and_leaves_no_slot_behind(
    quick: QuickUnlock, ring: MemoryKeyring, vault: UnlockedVault, site: Site
) -> None:
    ring.locked = True
    with pytest.raises(VaultError, match="使えません") as caught:
        quick.remember(vault, USER_ID)
    assert caught.value.remedy
    assert '"quick"' not in (site.folder / HEADER_NAME).read_text(encoding="utf-8")
    for deed in (quick.unlock, quick.is_remembered, quick.forget):
        with pytest.raises(VaultError, match="使えません"):
            deed(site.read())


def test_keyring_that_breaks_when_looked_for_is_told() -> None:
    def broken() -> KeyringBackend:
        raise RuntimeError("no bus")

    with pytest.raises(VaultError, match="使えません"):
        QuickUnlock(broken).is_available()


BAD = [
    PlaintextKeyring(),
    keyring.backends.fail.Keyring(),  # type: ignore[no-untyped-call]
    keyring.backends.null.Keyring(),  # type: ignore[no-untyped-call]
]


@pytest.mark.parametrize(
    "backend",
    [*BAD, chain(), chain(PlaintextKeyring()), chain(PlaintextKeyring(), MemoryKeyring())],
    ids=["plaintext", "fail", "null", "empty chain", "chain of bad", "chain that writes to a bad one"],
)
def test_keyring_that_may_not_be_trusted_counts_as_none(
    backend: KeyringBackend, vault: UnlockedVault, site: Site
) -> None:
    quick = QuickUnlock(lambda: backend)
    assert not quick.is_available()
    assert not quick.is_remembered(site.read())
    with pytest.raises(VaultError, match="安全に使える") as caught:
        quick.remember(vault, USER_ID)
    assert caught.value.remedy
    with pytest.raises(VaultError, match="安全に使える"):
        quick.unlock(site.read())
    quick.forget(vault)


def test_chain_is_used_through_its_trusted_first_keyring(
    ring: MemoryKeyring, vault: UnlockedVault, site: Site
) -> None:
    quick = QuickUnlock(lambda: chain(ring, PlaintextKeyring()))
    quick.remember(vault, USER_ID)
    assert len(ring.words) == 1
    quick.unlock(site.read()).close()


def test_every_allowed_name_is_a_keyring_of_the_library() -> None:
    known = {
        f"{kind.__module__}.{kind.__qualname__}"
        for kind in (
            keyring.backends.Windows.WinVaultKeyring,
            keyring.backends.macOS.Keyring,
            keyring.backends.SecretService.Keyring,
            keyring.backends.kwallet.DBusKeyring,
        )
    }
    assert known == ALLOWED_BACKENDS


def test_without_a_backend_given_the_machines_own_is_asked(
    monkeypatch: pytest.MonkeyPatch, ring: MemoryKeyring
) -> None:
    monkeypatch.setattr("keyring.get_keyring", lambda: ring)
    assert QuickUnlock().is_available()


REAL_SESSION = """
import sys
from pathlib import Path
from oversight.vault import QuickUnlock, read_vault
from tests.oversight.vault.vault_site import PASSPHRASE, Site, USER_ID

site = Site(Path(sys.argv[1]))
quick = QuickUnlock()
assert quick.is_available(), "no trusted keyring"
vault = site.create()
quick.remember(vault, USER_ID)
assert quick.unlock(site.read()).key.matches(vault.key)
quick.forget(vault)
assert not quick.is_remembered(site.read())
print("remembered and forgotten")
"""


@pytest.mark.skipif(
    not (shutil.which("dbus-run-session") and shutil.which("gnome-keyring-daemon")),
    reason="needs the packages dbus and gnome-keyring",
)
def test_real_secret_service_remembers_and_forgets(tmp_path: Path) -> None:
    script = tmp_path / "session.py"
    script.write_text(REAL_SESSION, encoding="utf-8")
    shell = (
        'echo -n pw | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1; exec "$0" "$1" "$2"'
    )
    root = Path(__file__).parents[3]
    left_out = {"PYTHON_KEYRING_BACKEND", "DBUS_SESSION_BUS_ADDRESS"}
    homes = {name: str(tmp_path) for name in ("HOME", "XDG_RUNTIME_DIR", "XDG_DATA_HOME", "XDG_CONFIG_HOME")}
    kept = {name: value for name, value in os.environ.items() if name not in left_out}
    done = subprocess.run(
        ["dbus-run-session", "--", "sh", "-c", shell, sys.executable, str(script), str(tmp_path / "v")],
        env={**kept, **homes, "PYTHONPATH": str(root)},
        cwd=root,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "remembered and forgotten" in done.stdout
