"""Quick unlock on a trusted laptop: the machine's keyring holds one small random wrapping key, never data.

Only keyrings that encrypt under the person's sign-in are used (docs/security.md#quick-unlock): Windows,
macOS, Secret Service, KWallet. Any other, and above all one that writes in the clear, counts as none. The
store key wrapped by the keyring's key lies in ``vault.json`` as a slot bound to the person's own slot. What
wraps it is derived from the random key, the vault's id and the person's user id, and the keyring keeps the
user id beside the key: it opens this vault, as this person, or nothing. Windows' limit of about 1,280
characters a secret is never near.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final
from uuid import UUID, uuid4

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from oversight.errors import VaultError
from oversight.vault.keys import KEY_OCTETS, SecretKey
from oversight.vault.locked import Vault
from oversight.vault.passphrases import user_id_spelling
from oversight.vault.unlocked import UnlockedVault
from oversight.words import _

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

SERVICE: Final = "Oversight"
ALLOWED_BACKENDS: Final = frozenset(
    {
        "keyring.backends.Windows.WinVaultKeyring",
        "keyring.backends.macOS.Keyring",
        "keyring.backends.SecretService.Keyring",
        "keyring.backends.kwallet.DBusKeyring",
    }
)
_CHAINER: Final = "keyring.backends.chainer.ChainerBackend"
_PURPOSE: Final = b"oversight quick unlock"


@dataclass(frozen=True)
class Cover:
    """What the keyring keeps: the quick slot, the person's user id, a random key."""

    slot_id: UUID
    user_id: str
    secret: SecretKey = field(repr=False)

    def text(self) -> str:
        """Return it as the keyring keeps it: three parts, the user id last, for it may hold colons."""
        key = base64.b64encode(self.secret.octets()).decode("ascii")
        return f"{self.slot_id}:{key}:{self.user_id}"

    def wrapping(self, vault_id: UUID) -> SecretKey:
        """Return the key that wraps the store key of one vault for one person, and no other."""
        person = user_id_spelling(self.user_id).encode("utf-8", "surrogatepass")
        derive = HKDF(SHA256(), KEY_OCTETS, salt=vault_id.bytes, info=_PURPOSE + b"\0" + person).derive
        return SecretKey(derive(self.secret.octets()))


class QuickUnlock:
    """Quick unlock through the machine's keyring; every failure of the keyring is a ``VaultError``.

    The first question to the keyring takes up to a third of a second: ask off the window's thread.
    """

    def __init__(self, find_backend: Callable[[], KeyringBackend] | None = None) -> None:
        self._find_backend = find_backend or _machine_backend

    def is_available(self) -> bool:
        """Tell whether the machine has a keyring that may be trusted."""
        return self._trusted() is not None

    def remember(self, unlocked: UnlockedVault, user_id: str) -> None:
        """Let this machine's user unlock the vault without a passphrase, as the person who opened it.

        ``user_id`` is that person's; raise ``VaultError`` where it is another's.
        """
        backend = self._backend()
        with SecretKey.generate() as secret:
            cover = Cover(uuid4(), user_id, secret)
            with cover.wrapping(unlocked.vault_id) as wrapping:
                unlocked.add_quick_slot(cover.slot_id, user_id, wrapping)
            try:
                with _keyring_errors():
                    backend.set_password(SERVICE, str(unlocked.vault_id), cover.text())
            except VaultError:
                unlocked.drop_quick_slots()
                raise

    def unlock(self, vault: Vault) -> UnlockedVault:
        """Unlock with the remembered key; raise ``VaultError`` where there is none or it fits no more."""
        backend = self._backend()
        with _keyring_errors():
            word = backend.get_password(SERVICE, str(vault.vault_id))
        if word is None:
            raise VaultError(
                _("この保管庫の簡易解錠は設定されていません。"), _("パスフレーズで解錠してください。")
            )
        cover = _remembered(word)
        with cover.secret, cover.wrapping(vault.vault_id) as wrapping:
            return vault.unlock_with_quick_key(cover.slot_id, cover.user_id, wrapping)

    def is_remembered(self, vault: Vault) -> bool:
        """Tell whether the keyring holds a key for the vault; without a trusted keyring it does not."""
        backend = self._trusted()
        if backend is None:
            return False
        with _keyring_errors():
            return backend.get_password(SERVICE, str(vault.vault_id)) is not None

    def forget(self, vault: Vault | UnlockedVault) -> None:
        """Remove the key from the keyring and, where the vault is unlocked, the person's quick slot.

        Without a trusted keyring only the slot is removed. A slot left behind opens nothing.
        """
        if isinstance(vault, UnlockedVault):
            vault.drop_quick_slots()
        backend = self._trusted()
        if backend is None:
            return
        with _keyring_errors():
            if backend.get_password(SERVICE, str(vault.vault_id)) is not None:
                backend.delete_password(SERVICE, str(vault.vault_id))

    def _backend(self) -> KeyringBackend:
        backend = self._trusted()
        if backend is None:
            raise VaultError(
                _("このパソコンには、安全に使える鍵束（キーリング）がありません。"),
                _("パスフレーズで解錠してください。"),
            )
        return backend

    def _trusted(self) -> KeyringBackend | None:
        """Return the keyring in use if it may be trusted; of a chain, the one that would be written to."""
        with _keyring_errors():
            backend = self._find_backend()
            if _names(backend) & {_CHAINER}:
                chosen: list[KeyringBackend] = list(getattr(backend, "backends", ()))[:1]
            else:
                chosen = [backend]
        return next((one for one in chosen if _names(one) & ALLOWED_BACKENDS), None)


def _machine_backend() -> KeyringBackend:
    import keyring

    return keyring.get_keyring()


def _names(backend: KeyringBackend) -> frozenset[str]:
    return frozenset(f"{kind.__module__}.{kind.__qualname__}" for kind in type(backend).__mro__)


def _remembered(word: str) -> Cover:
    try:
        slot_id, key, user_id = word.split(":", 2)
        return Cover(UUID(slot_id), user_id, SecretKey(base64.b64decode(key, validate=True)))
    except (ValueError, binascii.Error) as error:
        raise VaultError(
            _("鍵束（キーリング）にある簡易解錠の記録を読めません。"),
            _("パスフレーズで解錠し、簡易解錠を設定し直してください。"),
        ) from error


@contextmanager
def _keyring_errors() -> Iterator[None]:
    try:
        yield
    except Exception as error:  # a keyring is a foreign service: it may raise whatever it likes
        raise VaultError(
            _("鍵束（キーリング）を使えません。"),
            _("鍵束が施錠されていないか確かめるか、パスフレーズで解錠してください。"),
        ) from error
