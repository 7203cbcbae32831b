"""Vaults whose keys cost next to nothing, for tests that are about something else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Final

import pytest

from oversight.vault import Argon2Parameters, create_vault, read_vault

TINY: Final = Argon2Parameters(memory_kib=8, iterations=1, lanes=1)


@contextmanager
def cheap_keys() -> Iterator[None]:
    """Let what an office makes and reads inside cost next to nothing; the vault's own tests hold the cost."""
    with pytest.MonkeyPatch.context() as patch:
        for deed in (create_vault, read_vault):
            patch.setattr(f"oversight.office.{deed.__name__}", partial(deed, parameters=TINY))
        yield
