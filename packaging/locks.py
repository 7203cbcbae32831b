"""The locks: requirement files with hashes, for every system at once, without any host name in them."""

from __future__ import annotations

import re
from pathlib import Path

from console import ROOT, StepFailed, answer_of, step
from environment import KINDS, SETUP_LOCK, program

WORDS_ABOVE = """\
# Written by `python3 packaging/dev.py lock` from pyproject.toml; do not edit by hand.
# {what}
"""
WHAT = {
    SETUP_LOCK: "What installs the rest.",
    KINDS["run"]: "What the program needs to run.",
    KINDS["dev"]: "The same, and what the tests and linters need.",
    KINDS["bench"]: "The same, and what the benchmarks compare with.",
}


def write_all(*, upgrade: bool) -> None:
    """Write the four locks from pyproject.toml; what is pinned stays unless it must move or ``upgrade``.

    A later lock is held to the versions of the earlier one. Raises ``StepFailed`` when the
    dependencies contradict each other or the package index cannot be reached.
    """
    held: list[str | Path] = ["--upgrade"] if upgrade else []
    resolve(SETUP_LOCK, ["--group", "setup", *held])
    held += ["--constraint", SETUP_LOCK]
    resolve(KINDS["run"], ["pyproject.toml", *held])
    held += ["--constraint", KINDS["run"]]
    resolve(KINDS["dev"], ["pyproject.toml", "--group", "dev", *held])
    held += ["--constraint", KINDS["dev"]]
    resolve(KINDS["bench"], ["pyproject.toml", "--group", "dev", "--group", "bench", *held])


def resolve(lock: Path, what: list[str | Path]) -> None:
    """Write one lock with uv, which reads the old one for what is pinned already."""
    fixed: list[str | Path] = ["--universal", "--generate-hashes", "--no-header", "--no-annotate", "--quiet"]
    with step(f"Resolve {lock.relative_to(ROOT)}"):
        code, said = answer_of([program("uv"), "pip", "compile", *what, *fixed, "--output-file", lock])
        if code:
            raise StepFailed(f"{lock.name} could not be resolved:\n{said}", "mend pyproject.toml")
        text = lock.read_text(encoding="utf-8")
        if re.search(r"\w+://", text):
            raise StepFailed(f"{lock.name} would carry an address.", "name packages, not addresses")
        lock.write_text(WORDS_ABOVE.format(what=WHAT[lock]) + text, encoding="utf-8", newline="\n")
