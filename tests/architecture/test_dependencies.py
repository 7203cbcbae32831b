"""The locks say what pyproject.toml asks for, by hash, and no file names the place packages come from."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import licences
import pytest
from environment import KINDS, SETUP_LOCK
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[2]
LOCKS = [SETUP_LOCK, *KINDS.values()]
NOT_OURS = {".git", ".venv", "out", "build", "dist", "uv.lock"}
# hosts of package indexes, in pieces so that this file does not name them either
HOSTS = [
    "py" + "pi.org",
    "python" + "hosted",
    "npm" + "js",
    "deb." + "debian",
    "cr" + "ates.io",
    "ana" + "conda.org",
]


def project() -> dict[str, list[str]]:
    """Read what each lock must hold: lock -> requirements."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    groups, run = settings["dependency-groups"], settings["project"]["dependencies"]
    return {
        "setup": groups["setup"],
        "run": run,
        "dev": [*run, *groups["dev"]],
        "bench": [*run, *groups["dev"], *groups["bench"]],
    }


def our_files() -> Iterator[Path]:
    """Give every file of the project that is text."""
    for top in sorted(ROOT.iterdir()):
        if top.name in NOT_OURS or re.match(r"\..*(cache|hypothesis|coverage)", top.name):
            continue
        for path in top.rglob("*") if top.is_dir() else [top]:
            if path.is_file() and "__pycache__" not in path.parts and b"\0" not in path.read_bytes()[:8000]:
                yield path


def test_no_file_names_the_place_packages_come_from() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {host}"
        for path in our_files()
        for host in HOSTS
        if host in path.read_text(encoding="utf-8", errors="replace").lower()
    ]
    assert found == []


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.stem)
def test_a_lock_pins_every_package_by_hash_and_names_no_address(lock: Path) -> None:
    text = lock.read_text(encoding="utf-8")
    entries = re.split(r"\n(?=[\w-])", re.sub(r"^#.*\n", "", text, flags=re.MULTILINE).strip())
    assert all(re.match(r"[\w.-]+==\S+", entry) and "--hash=sha256:" in entry for entry in entries)
    assert "://" not in text


@pytest.mark.parametrize("name", ["setup", "run", "dev", "bench"])
def test_a_lock_answers_every_requirement(name: str) -> None:
    lock = SETUP_LOCK if name == "setup" else KINDS[name]
    pinned = licences.locked(lock)
    asked = [Requirement(text) for text in project()[name]]
    unanswered = [
        str(one) for one in asked if not one.specifier.contains(pinned.get(canonicalize_name(one.name), "0"))
    ]
    assert unanswered == [], "python3 packaging/dev.py lock"


def test_locks_agree_with_one_another() -> None:
    agreed: dict[str, str] = {}
    for lock in LOCKS:
        for name, version in licences.locked(lock).items():
            assert agreed.setdefault(name, version) == version, name


def test_the_list_of_licences_is_the_one_of_the_locked_packages() -> None:
    assert licences.listed() == licences.wanted(), "python3 packaging/dev.py licences"
