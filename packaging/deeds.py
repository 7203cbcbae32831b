"""The deeds of dev.py, one function each; every one returns the exit code."""

from __future__ import annotations

import argparse
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import checks
import environment
import licences
import locks
import machine
import ratchet
from console import ROOT, StepFailed, call, step

PLAY = ROOT / "packaging" / "play_day.py"
OUT = ROOT / "out"
LOOKS = [("ja", "light", "100"), ("ja", "dark", "200"), ("en", "light", "200"), ("en", "dark", "100")]
TRUTHS = "truths.json"  # what the demo city writes last


def setup(_asked: argparse.Namespace) -> int:
    """Make the environment for working on the program."""
    environment.prepare("dev")
    print(f"Ready: {environment.program('python')}")
    return 0


def run(asked: argparse.Namespace) -> int:
    """Open the window on a demo city; with no screen play the day off-screen and leave the pictures."""
    environment.prepare("run")
    if asked.offscreen or not machine.has_screen():
        return play(asked)
    python = environment.program("python")
    folder = asked.folder or demo_folder(asked.scale)
    if told := way_in(folder):
        print(f"The demo city in {folder}:", *told, sep="\n  ")
    elif not (asked.folder and (folder / "vault.json").exists()):
        make_demo(folder, asked.scale, is_ours=not asked.folder)
    return call([python, "-m", "ui.app", "--folder", folder])


def way_in(folder: Path) -> list[str]:
    """Return how a demo city is opened, as it was told when it was made; nothing where it is not whole."""
    try:
        truths = json.loads((folder / TRUTHS).read_text(encoding="utf-8"))
        user, passphrase = truths["user_id"], truths["passphrase"]
    except (OSError, ValueError, KeyError):
        return []
    return [f"利用者ID (user id): {user}", f"パスフレーズ (passphrase): {passphrase}"]


def make_demo(folder: Path, scale: str, *, is_ours: bool) -> None:
    """Make the demo city, in place of one in our own folder that is not whole; it says the way in.

    Raises ``StepFailed`` when the city could not be made.
    """
    if is_ours and folder.exists():
        shutil.rmtree(folder)
    with step(f"A demo city in {folder}"):
        arguments = ["-m", "oversight.cli", "demo", str(folder), "--scale", scale]
        if call([environment.program("python"), *arguments]):
            raise StepFailed("The demo city could not be made.", "see the lines above")


def demo_folder(scale: str) -> Path:
    """Return where the demo city lies: beside the user's other program data, never inside the project."""
    if os.name == "nt":
        base = Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    else:
        base = Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share")
    return base / "oversight" / f"demo-{scale}"


def play(asked: argparse.Namespace) -> int:
    """Play the day through the real windows off-screen: the record and the pictures land in out/."""
    print(
        "The day is played off-screen."
        if machine.has_screen()
        else "No screen: the day is played off-screen."
    )
    return played(asked.folder or OUT, [])


def played(folder: Path, look: list[str]) -> int:
    """Play the day in a look, its pictures into a folder; return the exit code."""
    order: list[str | Path] = [environment.program("python"), PLAY, "--folder", folder, *look]
    # off-screen windows say what they cannot do (raise, size hints); the tests hold all other warnings
    quiet = {"QT_LOGGING_RULES": "default.warning=false"}
    return call(order, extra={"QT_QPA_PLATFORM": "offscreen", **quiet})


def test(asked: argparse.Namespace) -> int:
    """Run everything the continuous integration runs."""
    environment.prepare("dev")
    return checks.run_all(asked.workers, only_static=False)


def check(asked: argparse.Namespace) -> int:
    """Run the linters and the types only."""
    environment.prepare("dev")
    return checks.run_all(asked.workers, only_static=True)


def shots(asked: argparse.Namespace) -> int:
    """Leave a picture of every screen in Japanese and English, light and dark, at 100 % and 200 %."""
    environment.prepare("run")
    folder = asked.folder or OUT / "shots"
    failed = 0
    for language, theme, size in LOOKS:
        look = ["--language", language, "--theme", theme, "--text-size", size]
        failed |= played(folder / f"{language}-{theme}-{size}", look)
    return failed


def lock(asked: argparse.Namespace) -> int:
    """Resolve the dependencies anew, install them, and bring the list of licences up to date."""
    environment.prepare("dev")
    locks.write_all(upgrade=asked.upgrade)
    environment.prepare("dev")
    licences.write()
    return 0


def bench(_asked: argparse.Namespace) -> int:
    """Run every benchmark; each says its figure as a ratio, with its goal."""
    environment.prepare("bench")
    failed = 0
    for file in sorted((ROOT / "tests" / "benchmarks").glob("*.py")):
        if 'if __name__ == "__main__":' not in file.read_text(encoding="utf-8"):
            continue
        with step(file.stem):
            module = f"tests.benchmarks.{file.stem}"
            extra = {} if machine.has_screen() else {"QT_QPA_PLATFORM": "offscreen"}
            failed |= call([environment.program("python"), "-m", module], extra=extra)
    return failed


def draft_migration(asked: argparse.Namespace) -> int:
    """Draft a migration from what the models say and the migrations do not."""
    if not asked.words:
        raise StepFailed("A migration needs a name.", 'dev.py migration --words "what changes"')
    environment.prepare("dev")
    script = ROOT / "packaging" / "migration.py"
    if call([environment.program("python"), script, asked.words], extra={"PYTHONPATH": str(ROOT)}):
        return 1
    versions = ROOT / "models" / "migrations" / "versions"
    ruff = environment.program("ruff")
    return call([ruff, "check", "--quiet", "--fix", versions]) or call([ruff, "format", "--quiet", versions])


def gather_words(_asked: argparse.Namespace) -> int:
    """Gather the words of the code into the English catalogue; new ones stand there untranslated."""
    environment.prepare("dev")
    script = ROOT / "packaging" / "catalogue.py"
    return call([environment.program("python"), script], extra={"PYTHONPATH": str(ROOT)})


def write_licences(_asked: argparse.Namespace) -> int:
    """Write the list of the packages' licences."""
    environment.prepare("dev")
    licences.write()
    return 0


def lift_floors(_asked: argparse.Namespace) -> int:
    """Raise the coverage floors to what the last test run reached."""
    if not checks.COVERAGE.exists():
        raise StepFailed("No coverage was measured yet.", "python3 packaging/dev.py test")
    print(ratchet.lift(checks.COVERAGE))
    return 0


DEEDS: dict[str, Callable[[argparse.Namespace], int]] = {
    "setup": setup,
    "run": run,
    "test": test,
    "check": check,
    "shots": shots,
    "lock": lock,
    "words": gather_words,
    "licences": write_licences,
    "bench": bench,
    "migration": draft_migration,
    "ratchet": lift_floors,
}
