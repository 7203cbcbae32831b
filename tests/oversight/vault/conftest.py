"""A fresh vault for each test."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from oversight.vault import UnlockedVault
from tests.oversight.vault.vault_site import Site


@pytest.fixture
def site(tmp_path: Path) -> Site:
    """Give a place for a vault."""
    return Site(tmp_path / "保管庫")


@pytest.fixture
def vault(site: Site) -> Iterator[UnlockedVault]:
    """Give a fresh unlocked vault."""
    vault = site.create()
    yield vault
    vault.close()
