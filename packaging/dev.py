"""Set up, run and test Oversight on a machine that has nothing but Python 3.11 or later.

    python3 packaging/dev.py run        open the window on a demo city (no screen: play the day off-screen)
    python3 packaging/dev.py test       everything the continuous integration runs
    python3 packaging/dev.py check      only the linters and the types
    python3 packaging/dev.py setup      only make the environment
    python3 packaging/dev.py shots      leave pictures of every screen in out/
    python3 packaging/dev.py bench      measure what tests/benchmarks/ compares
    python3 packaging/dev.py migration  draft a migration from the models (--words "what changes")
    python3 packaging/dev.py words      gather new words into the English catalogue
    python3 packaging/dev.py lock       write packaging/locks/ from pyproject.toml
    python3 packaging/dev.py licences   write the list of the packages' licences
    python3 packaging/dev.py ratchet    raise the coverage floors to what the last test run reached

Only the standard library is used here and in the modules beside it (migration.py and catalogue.py run
inside the environment), because nothing else is there yet.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

OLDEST = (3, 11)
COMMANDS = (
    "run",
    "test",
    "check",
    "setup",
    "shots",
    "bench",
    "migration",
    "words",
    "lock",
    "licences",
    "ratchet",
)


def read_arguments(arguments: list[str]) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        prog="dev.py", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("command", choices=COMMANDS)
    parser.add_argument("--folder", type=Path, help="the demo city's folder (run); pictures' folder (shots)")
    parser.add_argument("--scale", choices=["small", "city"], default="small", help="size of the demo city")
    parser.add_argument("--offscreen", action="store_true", help="play the day off-screen even with a screen")
    parser.add_argument("--workers", type=int, default=2, help="processes that share the tests (test)")
    parser.add_argument("--upgrade", action="store_true", help="take the newest versions allowed (lock)")
    parser.add_argument("--words", default="", help="what the migration changes, in a few words (migration)")
    return parser.parse_args(arguments)


def main(arguments: list[str]) -> int:
    """Do the command asked for; return the exit code."""
    if sys.version_info < OLDEST:
        print("Oversight needs Python 3.11 or later; this is", sys.version.split()[0])
        print("Install a newer Python (python.org, or your distribution) and call it by its full name.")
        return 2
    asked = read_arguments(arguments)
    from console import StepFailed
    from deeds import DEEDS

    try:
        return DEEDS[asked.command](asked)
    except StepFailed as failure:
        print(f"\n✗ {failure}", file=sys.stderr)
        if failure.remedy:
            print(f"  What to do: {failure.remedy}", file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return 130


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace", line_buffering=True)  # type: ignore[union-attr]
    sys.exit(main(sys.argv[1:]))
