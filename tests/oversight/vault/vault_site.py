"""A vault with keys that cost next to nothing, and the ways a test uses it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from pathlib import Path

from oversight.clock import JAPAN, FixedClock
from oversight.vault import Argon2Parameters, UnlockedVault, Vault, create_vault, read_vault

TINY = Argon2Parameters(memory_kib=8, iterations=1, lanes=1)
MORNING = dt.datetime(2026, 11, 24, 9, 0, tzinfo=JAPAN)
USER_ID = "fukui"
PASSPHRASE = "桜並木 を 三度 わたる 猫"


@dataclass
class Ticking:
    """Seconds that a test moves on."""

    seconds: float = 1000.0

    def __call__(self) -> float:
        return self.seconds


@dataclass
class Site:
    """A folder for one vault and the ways a test uses it."""

    folder: Path
    clock: FixedClock = field(default_factory=lambda: FixedClock(MORNING))
    ticking: Ticking = field(default_factory=Ticking)

    def create(self) -> UnlockedVault:
        """Make the vault."""
        return create_vault(
            self.folder,
            user_id=USER_ID,
            passphrase=PASSPHRASE,
            clock=self.clock,
            parameters=TINY,
            monotonic=self.ticking,
        )

    def read(self) -> Vault:
        """Read the vault."""
        return read_vault(self.folder, parameters=TINY, monotonic=self.ticking)
