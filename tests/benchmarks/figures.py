"""What the benchmarks share: the middle of several runs, the printed line."""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def seconds(work: Callable[[], object]) -> float:
    """Return how long one call takes."""
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def middle(work: Callable[[], object], runs: int) -> float:
    """Return the median of several calls, in seconds."""
    return statistics.median(seconds(work) for _run in range(runs))


def p95(values: list[float]) -> float:
    """Return the 95th percentile."""
    return statistics.quantiles(values, n=20)[18]


def tell(what: str, ours: float, theirs: float, goal: str, *, unit: str = "ms") -> None:
    """Print a figure as a ratio, with both sides in thousandths: milliseconds, or kilobytes of megabytes."""
    ratio = f"{ours / theirs:.2f}"
    sys.stdout.write(
        f"{what}: {ours * 1000:.1f} {unit} / {theirs * 1000:.1f} {unit} = {ratio} (goal {goal})\n"
    )
