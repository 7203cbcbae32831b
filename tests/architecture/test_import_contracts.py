"""The import contracts hold, each of them really guards, and the lower floors run without Qt."""

from __future__ import annotations

import importlib.util
import re
import shutil
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
FLOORS = ("models", "oversight", "ui", "checklists", "resources")
# contract -> the file a breach is planted in and the line that breaks it
BREACHES = {
    "floors": [
        ("models/planted.py", "import oversight.clock"),
        ("oversight/planted.py", "import ui"),
        ("models/planted.py", "def late() -> None:\n    import oversight.errors"),
        ("resources/planted.py", "import models.base"),
    ],
    "windows": [
        ("ui/planted.py", "import models.base"),
        ("ui/planted.py", "from sqlalchemy import select"),
        ("ui/planted.py", "import alembic.command"),
        ("ui/planted.py", "from reportlab.pdfgen import canvas"),
        ("ui/planted.py", "import sqlcipher3.dbapi2"),
    ],
    "no_qt_below": [
        ("oversight/planted.py", "from PySide6.QtCore import QDate"),
        ("models/planted.py", "import shiboken6"),
    ],
    "no_cycles": [
        ("models/planted.py", "import models.planted_too"),
        ("oversight/planted/__init__.py", "import oversight.planted_too"),
        ("ui/planted.py", "import ui.planted_too"),
    ],
    "subjects": [
        ("ui/home/planted.py", "import ui.journal"),
    ],
}
CHECK = """
import sys
from importlinter.cli import lint_imports
sys.exit(lint_imports(no_cache=True, no_logo=True))
"""
LOAD_ALL = """
import importlib, pkgutil, sys
for name in ("PySide6", "shiboken6"):
    sys.modules[name] = None  # an import of it now fails
for floor in ("models", "oversight"):
    package = importlib.import_module(floor)
    for module in pkgutil.walk_packages(package.__path__, floor + "."):
        if not module.name.endswith(("__main__", ".env")) and ".versions." not in module.name:
            importlib.import_module(module.name)
"""


@cache
def contracts() -> dict[str, dict[str, Any]]:
    """Read the contracts: id -> contract."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return {one["id"]: one for one in settings["tool"]["importlinter"]["contracts"]}


def verdicts(folder: Path) -> tuple[dict[str, str], str]:
    """Check the contracts over a tree, in a process of its own: name -> KEPT or BROKEN; and all it said."""
    ran = subprocess.run(
        [sys.executable, "-c", CHECK],
        cwd=folder,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    said = ran.stdout + ran.stderr
    found = dict(re.findall(r"^(.+) (KEPT|BROKEN)\b.*$", said, re.MULTILINE))
    assert (ran.returncode == 0) == (set(found.values()) == {"KEPT"}), said
    return found, said


@pytest.fixture(scope="module")
def copied_tree(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Copy the code, and nothing but the code, into a folder of its own."""
    folder = tmp_path_factory.mktemp("tree")
    shutil.copy(ROOT / "pyproject.toml", folder)
    for floor in FLOORS:
        for file in sorted((ROOT / floor).rglob("*.py")):
            copy = folder / file.relative_to(ROOT)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(file, copy)
    return folder


def test_every_contract_is_kept() -> None:
    found, said = verdicts(ROOT)
    assert found == {one["name"]: "KEPT" for one in contracts().values()}, said


def test_every_contract_has_a_planted_breach() -> None:
    assert set(BREACHES) == set(contracts())


@pytest.mark.parametrize(
    ("contract", "file", "line"),
    [(contract, file, line) for contract, planted in BREACHES.items() for file, line in planted],
)
def test_a_planted_breach_breaks_its_contract(copied_tree: Path, contract: str, file: str, line: str) -> None:
    planted = plant(copied_tree, file, line)
    try:
        found, said = verdicts(copied_tree)
    finally:
        for path in planted:
            path.unlink()
    assert found[contracts()[contract]["name"]] == "BROKEN", said


def plant(tree: Path, file: str, line: str) -> list[Path]:
    """Write the breach, and for a cycle the module that closes it; return what was written."""
    path = tree / file
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(line + "\n", encoding="utf-8")
    written = [path]
    if "planted_too" in line:
        floor = file.split("/", maxsplit=1)[0]
        closing = tree / floor / "planted_too.py"
        closing.write_text(f"import {floor}.planted\n", encoding="utf-8")
        written.append(closing)
    return written


def test_every_subject_of_the_windows_is_held_independent() -> None:
    subjects = {f"ui.{path.parent.name}" for path in (ROOT / "ui").glob("*/__init__.py")} - {"ui.widgets"}
    listed = set(contracts().get("subjects", {}).get("modules", []))
    assert listed == subjects


def test_every_folder_of_code_is_a_package() -> None:
    """A folder without ``__init__.py`` is invisible to import-linter, and so to every contract."""
    folders = {path.parent for floor in FLOORS for path in (ROOT / floor).rglob("*.py")}
    assert [str(folder) for folder in sorted(folders) if not (folder / "__init__.py").is_file()] == []


def test_external_names_in_contracts_are_really_installed() -> None:
    """A misspelt external name would be kept for ever: import-linter says nothing about it."""
    named = {name for one in contracts().values() for name in one.get("forbidden_modules", [])}
    assert [name for name in sorted(named) if importlib.util.find_spec(name) is None] == []


def test_the_forbidden_libraries_are_really_used_on_their_own_floor() -> None:
    floors = {"ui": {"PySide6"}, "oversight": {"sqlalchemy", "alembic", "reportlab", "sqlcipher3"}}
    for floor, libraries in floors.items():
        text = "\n".join(path.read_text(encoding="utf-8") for path in (ROOT / floor).rglob("*.py"))
        used = set(re.findall(r"^\s*(?:import|from) (\w+)", text, re.MULTILINE))
        assert libraries - used == set()


def test_the_lower_floors_load_without_qt() -> None:
    ran = subprocess.run(
        [sys.executable, "-c", LOAD_ALL],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert ran.returncode == 0, ran.stderr
