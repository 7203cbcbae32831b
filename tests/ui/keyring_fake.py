"""A keyring in memory that counts as a trusted one: the machine's real one is no business of a test."""

from __future__ import annotations

import keyring.backends.SecretService
from typing_extensions import override


class MemoryKeyring(keyring.backends.SecretService.Keyring):
    """Holds passwords for as long as it lives."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, str], str] = {}

    @override
    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    @override
    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password

    @override
    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]
