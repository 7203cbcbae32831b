"""Everything the continuous integration runs, quick things first; all of it runs, then a line for each."""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import ratchet
from console import ROOT, call
from environment import program

COVERAGE = ROOT / "out" / "coverage.json"


@dataclass(frozen=True)
class Outcome:
    """How one check went."""

    title: str
    passed: bool
    seconds: float
    remark: str = ""


Check = Callable[[], tuple[bool, str]]


def lint() -> tuple[bool, str]:
    """Run ruff's rules."""
    return call([program("ruff"), "check"]) == 0, ""


def formatting() -> tuple[bool, str]:
    """See that every file is formatted."""
    return call([program("ruff"), "format", "--check", "--quiet"]) == 0, "mend: .venv/bin/ruff format"


def types() -> tuple[bool, str]:
    """Check the types, strictly, over everything."""
    return call([program("mypy")]) == 0, ""


def tests(workers: int) -> tuple[bool, str]:
    """Run the tests (the import contracts among them) with coverage by branch; keep pytest's closing line."""
    COVERAGE.parent.mkdir(exist_ok=True)
    COVERAGE.unlink(missing_ok=True)
    log = COVERAGE.with_name("pytest.txt")
    order: list[str | Path] = [program("python"), "-m", "pytest", "--cov", "--cov-report="]
    order += [f"--cov-report=json:{COVERAGE}", f"--numprocesses={workers}", "--color=yes"]
    with tempfile.TemporaryDirectory(prefix="oversight-run-") as runtime:
        code = call_and_keep(order, log, runtime)
    lines = [line for line in log.read_text(encoding="utf-8").splitlines() if line.strip()]
    return code == 0, re.sub(r"\x1b\[[0-9;]*m", "", lines[-1]).strip("= ") if lines else ""


def call_and_keep(order: list[str | Path], log: Path, runtime: str) -> int:
    """Run a command, showing its output and keeping it in a file; return its exit code."""
    surroundings = os.environ | {"QT_QPA_PLATFORM": "offscreen", "XDG_RUNTIME_DIR": runtime}
    command = [str(part) for part in order]
    with (
        log.open("w", encoding="utf-8") as kept,
        subprocess.Popen(
            command,
            cwd=ROOT,
            env=surroundings,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            errors="replace",
        ) as ran,
    ):
        for line in ran.stdout or ():
            print(line, end="")
            kept.write(line)
    return ran.returncode


def floors() -> tuple[bool, str]:
    """Hold the coverage of models and oversight to its floors."""
    if not COVERAGE.exists():
        return False, "no coverage was measured"
    complaints = ratchet.complaints(ratchet.measured(COVERAGE))
    for complaint in complaints:
        print(f"  {complaint}")
    return not complaints, ratchet.summary(ratchet.measured(COVERAGE))


def run_all(workers: int, *, only_static: bool) -> int:
    """Run every check, then say how each went; return 0 only if all passed."""
    plan: list[tuple[str, Check]] = [
        ("ruff check", lint),
        ("ruff format", formatting),
        ("mypy --strict", types),
    ]
    if not only_static:
        plan += [("pytest", lambda: tests(workers)), ("coverage floors", floors)]
    outcomes = [timed(title, check) for title, check in plan]
    print()
    for outcome in outcomes:
        remark = f"  ({outcome.remark})" if outcome.remark else ""
        print(f"{'✓' if outcome.passed else '✗'} {outcome.title:<16} {outcome.seconds:6.1f} s{remark}")
    return 0 if all(outcome.passed for outcome in outcomes) else 1


def timed(title: str, check: Check) -> Outcome:
    """Run one check and note how long it took; a remark that only says how to mend is kept for failures."""
    print(f"\n· {title} …")
    begun = time.perf_counter()
    passed, remark = check()
    if passed and remark.startswith("mend:"):
        remark = ""
    return Outcome(title, passed, time.perf_counter() - begun, remark)
