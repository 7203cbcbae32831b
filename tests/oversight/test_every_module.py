"""Every module below the windows can be imported, and says what it is for.

They are imported here, on the main thread, before any test runs: what a worker thread imports first is not
measured.
"""

from __future__ import annotations

import importlib
import pkgutil
from types import ModuleType

import pytest

import models
import oversight


def modules() -> list[ModuleType]:
    found = [
        each.name
        for package in (models, oversight)
        for each in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
        if "migrations" not in each.name and not each.name.endswith("__main__")
    ]
    return [importlib.import_module(name) for name in found]


@pytest.mark.parametrize("module", modules(), ids=lambda module: module.__name__)
def test_a_module_says_what_it_is_for(module: ModuleType) -> None:
    assert (module.__doc__ or "").strip().endswith((".", "?", "!")), "a sentence"
