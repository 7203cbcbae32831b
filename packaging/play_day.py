"""Play an inspector's day, and a walk through the doors of the made-up city, through the real windows.

Leave the record and a picture of every screen.

Called by ``dev.py run`` where there is no screen, and by ``dev.py shots`` in several looks.
"""

from __future__ import annotations

import argparse
import datetime as dt
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from oversight.clock import Clock

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))


def read_arguments() -> argparse.Namespace:
    """Read where the pictures go and how the window looks."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--folder", type=Path, required=True, help="where the pictures and the record go")
    parser.add_argument("--language", choices=("ja", "en"), default="ja")
    parser.add_argument("--theme", choices=("light", "dark"), default="light")
    parser.add_argument("--text-size", type=int, default=100)
    return parser.parse_args()


def main() -> int:
    """Play all of it and say what was left where."""
    asked = read_arguments()
    from oversight.clock import JAPAN, FixedClock
    from tests.stories.day import Day
    from tests.stories.doors import Doors
    from ui.app import Program, prepare_application
    from ui.looks import Look

    asked.folder.mkdir(parents=True, exist_ok=True)
    for old in (*asked.folder.glob("[0-9][0-9]-*.png"), asked.folder / "inspection-record.pdf"):
        old.unlink(missing_ok=True)
    app = prepare_application()
    clock = FixedClock(dt.datetime(2025, 10, 7, 10, 0, tzinfo=JAPAN), step=dt.timedelta(milliseconds=10))
    with tempfile.TemporaryDirectory() as temporary:
        look = Look(asked.language, asked.theme, asked.text_size)
        settings = Path(temporary) / "settings"
        program = Program(app, settings=settings, folder=None, look=look, clock=clock)
        day = Day(program, Path(temporary) / "vault", asked.folder, clock.today(), tell=say)
        day.play()
        program.window.close()
        day.keys.rest()
        city = make_city(Path(temporary) / "city", clock)
        program = Program(app, settings=settings, folder=city, look=look, clock=clock)
        doors = Doors(program, city, asked.folder, day.keys.pictures, tell=say)
        doors.play()
        program.window.close()
        doors.keys.rest()
    say(f"{len(doors.keys.pictures)} PNG  {asked.folder}")
    say(str(day.record))
    return 0


def make_city(folder: Path, clock: Clock) -> Path:
    """Make the made-up city; return its folder."""
    from oversight.demo import make_demo

    folder.mkdir()
    make_demo(folder, clock=clock, tell=say)
    return folder


def say(sentence: str) -> None:
    """Say how far the day is."""
    sys.stdout.write(f"  {sentence}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
