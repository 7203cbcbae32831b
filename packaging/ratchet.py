"""Coverage that may only rise: files that are perfect stay perfect, the others keep to their floor.

``tests/architecture/perfect_files.txt`` names the files of ``models`` and ``oversight`` whose every
line and branch is covered; ``packaging/coverage_floor.json`` holds, for the others, the percentage
they once reached (whole, rounded down, so that a random order of tests does not shake it). A file
that stands in neither list is new and must be perfect.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from pathlib import Path

from console import ROOT

PERFECT = ROOT / "tests" / "architecture" / "perfect_files.txt"
FLOOR = ROOT / "packaging" / "coverage_floor.json"
HELD = ("models/", "oversight/")
WORDS_ABOVE = (
    "# Files with every line and branch covered. The list only grows: `python3 packaging/dev.py ratchet`.\n"
)


def measured(report: Path) -> dict[str, float]:
    """Read coverage.py's JSON report: file of ``models`` or ``oversight`` -> percent, branches counted in."""
    files = json.loads(report.read_text(encoding="utf-8"))["files"]
    found = {name.replace("\\", "/"): entry["summary"]["percent_covered"] for name, entry in files.items()}
    return {name: percent for name, percent in sorted(found.items()) if name.startswith(HELD)}


def perfect_files(path: Path = PERFECT) -> list[str]:
    """Read the list of files that must stay perfect."""
    if not path.exists():
        return []
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def floors(path: Path = FLOOR) -> dict[str, int]:
    """Read the floors of the files that are not perfect yet."""
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def complaints(
    now: Mapping[str, float],
    perfect: list[str] | None = None,
    floor: Mapping[str, int] | None = None,
) -> list[str]:
    """Say which files fell below what they once reached, and which new ones are not perfect."""
    perfect = perfect_files() if perfect is None else perfect
    floor = floors() if floor is None else floor
    said = [f"{name} is listed as perfect and was not measured at all" for name in perfect if name not in now]
    for name, percent in now.items():
        if percent >= 100:
            continue
        if name in perfect:
            said.append(f"{name} was perfect and is at {percent:.1f} %")
        elif name not in floor:
            said.append(f"{name} is new and at {percent:.1f} %; new files are covered wholly")
        elif percent < floor[name]:
            said.append(f"{name} fell to {percent:.1f} %; its floor is {floor[name]} %")
    return said


def summary(now: Mapping[str, float]) -> str:
    """Say in a few words how many files are perfect."""
    return f"{sum(percent >= 100 for percent in now.values())} of {len(now)} files perfect"


def raised(now: Mapping[str, float], floor: Mapping[str, int], perfect: list[str]) -> dict[str, int]:
    """Return the floors lifted to what was reached; a floor never sinks, a perfect file needs none."""
    short = {name: math.floor(percent) for name, percent in now.items() if percent < 100}
    return {name: max(got, floor.get(name, 0)) for name, got in short.items() if name not in perfect}


def lift(report: Path, perfect_path: Path = PERFECT, floor_path: Path = FLOOR) -> str:
    """Write both lists anew after a test run: perfect files are added, floors rise, vanished files go."""
    now = measured(report)
    kept = [name for name in perfect_files(perfect_path) if name in now]
    perfect = sorted({*kept, *(name for name, percent in now.items() if percent >= 100)})
    floor = raised(now, floors(floor_path), perfect)
    perfect_path.write_text(WORDS_ABOVE + "".join(f"{name}\n" for name in perfect), "utf-8", newline="\n")
    text = json.dumps(floor, indent=2, sort_keys=True) + "\n"
    floor_path.write_text(text, encoding="utf-8", newline="\n")
    return summary(now)
