"""What is said in the terminal, and how a child process is started."""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


class StepFailed(Exception):  # noqa: N818 - the step is what failed
    """A step could not be done; ``remedy`` says what a person can do about it."""

    def __init__(self, sentence: str, remedy: str = "") -> None:
        super().__init__(sentence)
        self.remedy = remedy


@contextmanager
def step(title: str) -> Iterator[None]:
    """Say that a step begins, and how many seconds it took once it is done."""
    print(f"· {title} …")
    begun = time.perf_counter()
    yield
    print(f"  done in {time.perf_counter() - begun:.1f} s")


def call(
    command: Sequence[str | Path],
    *,
    extra: Mapping[str, str] | None = None,
    without: Sequence[str] = (),
) -> int:
    """Run a command in the project's folder, its output in the terminal; return its exit code."""
    environment = {name: value for name, value in os.environ.items() if name not in without}
    environment.update(extra or {})
    return subprocess.call([str(part) for part in command], cwd=ROOT, env=environment)


def answer_of(command: Sequence[str | Path], *, extra: Mapping[str, str] | None = None) -> tuple[int, str]:
    """Run a command quietly; return its exit code (127: there is no such program) and its words."""
    try:
        ran = subprocess.run(
            [str(part) for part in command],
            cwd=ROOT,
            env=os.environ | dict(extra or {}),
            check=False,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            errors="replace",
        )
    except OSError as missing:
        return 127, str(missing)
    return ran.returncode, ran.stdout
