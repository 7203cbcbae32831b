"""Quick unlock on a trusted laptop: the machine's keyring holds one small random wrapping key, never data.

Only keyrings that encrypt under the person's sign-in are used (DESIGN §6): Windows, macOS, Secret Service,
KWallet. Any other, and above all one that writes in the clear, counts as none. The store key wrapped by the
keyring's key lies in ``vault.json`` as a slot bound to the person's own slot; Windows' limit of about 1,280
characters a secret is never near.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final
from uuid import UUID

from oversight.errors import VaultError
from oversight.vault.keys import SecretKey
from oversight.vault.locked import Vault
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


class QuickUnlock:
    """Quick unlock through the machine's keyring; every failure of the keyring is a ``VaultError``.

    The first question to the keyring takes up to a third of a second: ask off the window's thread.
    """

    def __init__(self, find_backend: Callable[[], KeyringBackend] | None = None) -> None:
        self._find_backend = find_backend or _machine_backend

    def is_available(self) -> bool:
        """Tell whether the machine has a keyring that may be trusted."""
        return self._trusted() is not None

    def remember(self, unlocked: UnlockedVault) -> None:
        """Let this machine's user unlock the vault without a passphrase, as the person who opened it."""
        backend = self._backend()
        with SecretKey.generate() as wrapping:
            slot_id = unlocked.add_quick_slot(wrapping)
            word = f"{slot_id}:{base64.b64encode(wrapping.octets()).decode('ascii')}"
            try:
                with _keyring_errors():
                    backend.set_password(SERVICE, str(unlocked.vault_id), word)
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
        slot_id, wrapping = _remembered(word)
        with wrapping:
            return vault.unlock_with_quick_key(slot_id, wrapping)

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


def _remembered(word: str) -> tuple[UUID, SecretKey]:
    slot_id, _colon, key = word.partition(":")
    try:
        return UUID(slot_id), SecretKey(base64.b64decode(key, validate=True))
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
