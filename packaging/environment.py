"""The environment in .venv: made once from the locks, by hash; left alone while they stay."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import sys
import tomllib
from pathlib import Path

import machine
from console import ROOT, StepFailed, answer_of, call, step

FOLDER = ROOT / ".venv"
STAMP = FOLDER / "oversight-stamp.json"
LOCKS = ROOT / "packaging" / "locks"
SETUP_LOCK = LOCKS / "setup.txt"
# what each kind of environment holds; a later kind holds all of an earlier one
KINDS = {"run": LOCKS / "run.txt", "dev": LOCKS / "dev.txt", "bench": LOCKS / "bench.txt"}
NETWORK_REMEDY = (
    "look at the lines above. Without a way to the package index, set PIP_INDEX_URL (and PIP_CERT) "
    "to your network's mirror, or HTTPS_PROXY to its proxy, and start again; what is done stays done."
)


def program(name: str) -> Path:
    """Return the path of a program in the environment."""
    if os.name == "nt":
        return FOLDER / "Scripts" / f"{name}.exe"
    return FOLDER / "bin" / name


def prepare(kind: str) -> None:
    """Make the environment fit for a kind of use; do nothing if it already is.

    Raises ``StepFailed`` with a remedy when a system library or the package index is missing.
    """
    needs_making = not works()
    machine.prepare(tests=kind != "run", needs_venv=needs_making, benchmarks=kind == "bench")
    if not needs_making and is_fresh(kind):
        return
    kind = fullest(kind)
    print(f"Setting up {FOLDER.name} (once; later starts take seconds).")
    if needs_making:
        make()
    STAMP.unlink(missing_ok=True)
    fill(kind)
    STAMP.write_text(json.dumps(mark_of(kind)), encoding="utf-8")


def works() -> bool:
    """Tell whether there is an environment, made by this Python release, whose Python starts."""
    python = program("python")
    if not python.exists():
        return False
    code, said = answer_of([python, "-c", "import sys; print(sys.version_info[:2])"])
    return code == 0 and said.strip() == str(sys.version_info[:2])


def mark_of(kind: str) -> dict[str, str]:
    """Return what an environment of this kind was made from."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    digest = hashlib.sha256(json.dumps(project, sort_keys=True).encode())
    for file in (SETUP_LOCK, KINDS[kind]):
        digest.update(file.read_bytes())
    return {"kind": kind, "made_from": digest.hexdigest(), "python": sys.version.split()[0]}


def is_fresh(kind: str) -> bool:
    """Tell whether the environment was made from the present locks, for this kind or a later one."""
    try:
        found = json.loads(STAMP.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return False
    later = list(KINDS)[list(KINDS).index(kind) :]
    return any(found == mark_of(good) for good in later)


def fullest(kind: str) -> str:
    """Return the kind asked for, or the later one the environment already is: nothing is taken away."""
    try:
        found = str(json.loads(STAMP.read_text(encoding="utf-8"))["kind"])
    except (OSError, ValueError, LookupError, TypeError):
        return kind
    return max(kind, found, key=list(KINDS).index) if found in KINDS else kind


def make() -> None:
    """Make an empty environment with pip in it, in place of whatever stands there."""
    with step(f"Environment with Python {sys.version.split()[0]}"):
        if FOLDER.exists():
            shutil.rmtree(FOLDER)
        if call([sys.executable, "-m", "venv", FOLDER]):
            shutil.rmtree(FOLDER, ignore_errors=True)
            raise StepFailed(f"The environment {FOLDER} could not be made.", "see the lines above")


def fill(kind: str) -> None:
    """Install the locked packages, each checked by its hash, and make the project's commands."""
    lock = KINDS[kind]
    with step("Installer"):
        seat_pip()
        pip("install", "--quiet", "--require-hashes", "--requirement", SETUP_LOCK)
    with step(f"Locked packages ({count(lock)} in {lock.name}; about 0.2 GB to fetch the first time)"):
        if not fill_with_uv(lock):
            print("  uv could not; pip goes on by itself.")
            pip("install", "--require-hashes", "--requirement", lock)
    with step("The commands oversight and oversight-desktop"):
        seat_pip()
        pip("install", "--quiet", "--no-deps", "--no-build-isolation", "--editable", ROOT)


def seat_pip() -> None:
    """Put pip into the environment if it is not there: uv makes environments without, and takes pip out."""
    if answer_of([program("python"), "-c", "import pip"])[0]:
        call([program("python"), "-m", "ensurepip", "--default-pip"])


def count(lock: Path) -> int:
    """Return how many packages a lock names, those for other systems included."""
    return sum("==" in line for line in lock.read_text(encoding="utf-8").splitlines())


def fill_with_uv(lock: Path) -> bool:
    """Install with uv, which is several times faster; tell whether that succeeded."""
    uv = program("uv")
    if not uv.exists():
        return False
    command: list[str | Path] = [
        uv,
        "pip",
        "sync",
        "--require-hashes",
        "--python",
        program("python"),
        SETUP_LOCK,
        lock,
    ]
    quiet = [] if sys.stdout.isatty() else ["--quiet"]
    return call([*command, *quiet, *same_index_as_pip()], without=["VIRTUAL_ENV"]) == 0


def same_index_as_pip() -> list[str]:
    """Return uv's options for the package index that this machine's pip is told to use, if any."""
    code, said = answer_of([program("python"), "-m", "pip", "config", "get", "global.index-url"])
    found = os.environ.get("PIP_INDEX_URL") or (said.strip() if code == 0 else "")
    return ["--default-index", found] if found else []


def pip(*arguments: str | Path) -> None:
    """Call the environment's pip; raises ``StepFailed`` when it fails."""
    quiet = {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_ROOT_USER_ACTION": "ignore"}
    if call([program("python"), "-m", "pip", *arguments], extra=quiet):
        raise StepFailed("The packages could not be installed.", NETWORK_REMEDY)
