"""Play an inspector's day through the real windows, off-screen; leave the record and pictures of all screens.

Runs inside the environment; ``python3 packaging/dev.py run`` calls it where there is no screen. The steps are
those of the story test, so that what is shown here is what is tested.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VISIT = dt.datetime(2025, 10, 7, 1, 0, tzinfo=dt.UTC)
"""The day of the visit, ten in the morning in Japan."""
OFF_SCREEN_ONLY = "This plugin does not support "


def read_arguments(arguments: list[str]) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, default=ROOT / "out", help="where the record and pictures go")
    parser.add_argument("--language", choices=("ja", "en"), default="ja")
    parser.add_argument("--theme", choices=("light", "dark"), default="light")
    parser.add_argument("--text-size", type=int, default=100)
    return parser.parse_args(arguments)


def play(asked: argparse.Namespace, scratch: Path) -> tuple[Path, int]:
    """Play the day with its vault in a scratch folder; return the record and the number of pictures."""
    from oversight.clock import FixedClock
    from tests.stories.day import Day
    from ui.app import Program, prepare_application
    from ui.looks import Look

    program = Program(
        prepare_application(),
        settings=scratch / "settings",
        folder=None,
        look=Look(asked.language, asked.theme, asked.text_size),
        clock=FixedClock(VISIT, step=dt.timedelta(milliseconds=10)),
    )
    begun = time.perf_counter()

    def tell(sentence: str) -> None:
        print(f"  {time.perf_counter() - begun:6.1f} s  {sentence}", flush=True)

    day = Day(program, scratch / "vault", asked.folder, today=VISIT.date(), tell=tell)
    try:
        day.play()
    finally:
        program.window.close()
        day.keys.rest()
    return day.record, len(day.keys.pictures)


def hush(_kind: object, _context: object, message: str) -> None:
    """Pass on what Qt says, but for what an off-screen window cannot do."""
    if not message.startswith(OFF_SCREEN_ONLY):
        print(message, file=sys.stderr)


def main(arguments: list[str]) -> int:
    """Play the day; return the exit code."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    sys.path.insert(0, str(ROOT))
    asked = read_arguments(arguments)
    asked.folder = asked.folder.resolve()
    asked.folder.mkdir(parents=True, exist_ok=True)
    for old in asked.folder.glob("[0-9][0-9]-*.png"):
        old.unlink()
    from PySide6.QtCore import qInstallMessageHandler

    qInstallMessageHandler(hush)
    with tempfile.TemporaryDirectory(prefix="oversight-day-", ignore_cleanup_errors=True) as scratch:
        record, pictures = play(asked, Path(scratch))
    print(f"The record: {record}")
    print(f"{pictures} pictures: {asked.folder}")
    return 0


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    sys.exit(main(sys.argv[1:]))
