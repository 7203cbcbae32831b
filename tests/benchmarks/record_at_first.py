"""The same long record printed by the version before records were archives, from the repository's history."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

from tests.benchmarks.figures import ROOT

BEFORE = "4d38291f889f"
"""The last commit whose papers carried no structure, no metadata and no copy of the record."""
_PRINT = """
import json, statistics, sys, time
from dataclasses import replace
from oversight.papers import print_inspection_record
from tests.oversight.papers.sample_record import full_record
items, photos, runs = map(int, sys.argv[1:])
record = full_record(photos=photos)
asked = [item for section in record.sections for item in section.items]
bare = [replace(item, photos=()) for item in asked]
more = (bare * (items // len(bare) + 1))[: items - len(asked)]
named = tuple(replace(item, item_id=f"{item.item_id}b{number}") for number, item in enumerate(more))
last = record.sections[-1]
record = replace(record, sections=(*record.sections[:-1], replace(last, items=(*last.items, *named))))
made, taken = print_inspection_record(record), []
for _run in range(runs):
    started = time.perf_counter()
    made = print_inspection_record(record)
    taken.append(time.perf_counter() - started)
print(json.dumps([statistics.median(taken), len(getattr(made, "pdf", made))]))
"""


def print_at_first(items: int, photos: int, runs: int = 5) -> tuple[float, int]:
    """Return the seconds one print took then (median, warm, in a process of its own) and its bytes."""
    packed = subprocess.run(
        ["git", "archive", "--format=zip", BEFORE], cwd=ROOT, capture_output=True, check=True
    )
    with tempfile.TemporaryDirectory() as folder:
        zipfile.ZipFile(io.BytesIO(packed.stdout)).extractall(folder)
        order = [sys.executable, "-c", _PRINT, str(items), str(photos), str(runs)]
        told = subprocess.run(order, cwd=Path(folder), capture_output=True, check=True, text=True)
    taken, size = json.loads(told.stdout)
    return taken, size
