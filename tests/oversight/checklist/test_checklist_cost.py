"""What reading checklists must not cost: heavy libraries at import. Times: tests/benchmarks."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


def test_importing_the_package_loads_no_heavy_library() -> None:
    program = (
        "import sys, oversight.checklist\n"
        "print([m for m in ('yaml', 'jsonschema', 'elementpath', 'sqlalchemy') if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        encoding="utf-8",
    )
    assert done.stdout.strip() == "[]"
