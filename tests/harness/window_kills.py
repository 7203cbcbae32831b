"""Kill the real window while an inspection is entered through it; hold the store to what it showed as saved.

    python -m tests.harness.window_kills --count 50 --seed 7 --folder kills

One encrypted store lives through all the kills. A mark is saved the moment it is given and its words when
they are typed, so what was cut may lack its words: the record then counts it as missing. What was shown as
saved is there, word for word.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from uuid import UUID

from oversight.desk import Desk
from oversight.inspections import InspectionDetail, InspectionsService
from tests.harness.kill_child import Task, desk_of
from tests.harness.kills import (
    KEY,
    ROOT,
    DamageError,
    Tally,
    make_store,
    refuse_broken_file,
    refuse_unsound,
    say,
)
from ui.inspections.conduct.course import CLOSING

Told = dict[str, str]
MOST_ENTRIES = 6
LONGEST_WAIT = 0.4
_ANSWERS = ("finding_text", "reason", "note")


class Windows:
    """One store and the windows killed over it; ``told`` is the last of each that was shown as saved."""

    def __init__(self, folder: Path, seed: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._path, self.seed = folder / "window.db", seed
        self._tally: Tally = make_store(self._path, seed)
        self._told: dict[str, Told] = {}
        self.kills = self.acknowledged = 0

    def kill_once(self) -> None:
        """Let a window enter, kill it, and check; raise ``DamageError``."""
        dice = Random(f"{self.seed}:window:{self.kills}")
        lines = self._run(dice.choice((0, *range(1, MOST_ENTRIES + 1))), dice.uniform(0, LONGEST_WAIT))
        with self._opened() as desk:
            detail = InspectionsService(desk).get_inspection(UUID(self._tally.inspection_id))
            refuse_unsound(desk)
        refuse_broken_file(self._path)
        for line in lines:
            if line["what"] != "open":
                self._told[_key(line)] = line
                self.acknowledged += 1
        self._hold_to_its_word(detail, lines)
        self.kills += 1

    def _run(self, after: int, seconds: float) -> list[Told]:
        tally = self._tally
        child = subprocess.Popen(
            [
                *(sys.executable, "-m", "tests.harness.window_child", str(self._path), KEY.hex()),
                *(tally.inspection_id, tally.staff_id, f"{self.seed}-{self.kills}"),
            ],
            cwd=ROOT,
            env={**os.environ, "QT_QPA_PLATFORM": "offscreen"},
            stdout=subprocess.PIPE,
            text=True,
            encoding="utf-8",
        )
        assert child.stdout is not None
        lines: list[str] = []
        while len(lines) <= after:
            lines.append(child.stdout.readline())
            if not lines[-1]:
                raise DamageError("the window ended by itself")
        time.sleep(seconds)
        child.kill()
        lines += child.stdout.readlines()
        child.stdout.close()
        child.wait(60)
        return [json.loads(line) for line in lines if line.endswith("\n")]

    @contextmanager
    def _opened(self) -> Iterator[Desk]:
        tally = self._tally
        task = Task(self._path, KEY, UUID(tally.staff_id), UUID(tally.inspection_id), tally.seed, 0)
        desk = desk_of(task)
        try:
            yield desk
        finally:
            desk.store.close()

    def _hold_to_its_word(self, detail: InspectionDetail, lines: list[Told]) -> None:
        newest = lines[-1]
        going_to = newest.get("then") or newest["stands"]
        cut = f"{self.seed}-{self.kills} {len(lines)}"
        for key, line in list(self._told.items()):
            if _stands(detail, line):
                continue
            if not _is_overwritten(detail, line, going_to, cut):
                raise DamageError(f"{line['what']} at {line['item']} is not what was shown as saved")
            del self._told[key]
        places = {line[name] for line in lines for name in ("item", "then", "stands") if name in line}
        if newest["what"] in _ANSWERS:
            places = {newest["item"], going_to}
        if detail.current_item not in {*places, CLOSING}:
            raise DamageError(f"it stands at {detail.current_item}")


def _is_overwritten(detail: InspectionDetail, line: Told, going_to: str, cut: str) -> bool:
    """Tell whether the entry that was cut had begun to write over an earlier one."""
    if line["what"] in _ANSWERS:
        return line["item"] == going_to
    return line["what"] == "closing_talk" and cut.startswith(detail.closing_talk)


def _key(line: Told) -> str:
    """Return what a later line of the same key stands for."""
    own = {"photo": line.get("sha256", ""), "attendee": line["words"]}
    kind = "answer" if line["what"] in _ANSWERS else line["what"]
    return f"{kind} {line['item']} {own.get(line['what'], '')}"


def _stands(detail: InspectionDetail, line: Told) -> bool:
    what, words = line["what"], line["words"]
    if what == "photo":
        return any((each.source_sha256, each.caption) == (line["sha256"], words) for each in detail.photos)
    if what == "attendee":
        return any(each.name == words for each in detail.attendees)
    if what == "closing_talk":
        return detail.closing_talk == words
    return bool(getattr(detail.answers[line["item"]].draft, what) == words)


def main() -> int:
    """Kill so many windows, one after another."""
    parser = argparse.ArgumentParser(prog="python -m tests.harness.window_kills", description=__doc__)
    parser.add_argument("--count", type=int, default=50)
    parser.add_argument("--seed", default=time.strftime("%Y%m%d"))
    parser.add_argument("--folder", type=Path, default=Path("kills"))
    asked = parser.parse_args()
    windows, started = Windows(asked.folder, asked.seed), time.monotonic()
    for _each in range(asked.count):
        windows.kill_once()
        say(f"{windows.kills} of {asked.count} windows killed, {windows.acknowledged} entries, nothing lost")
    say(f"seed {asked.seed}: 0 lost or changed; {(time.monotonic() - started) / 60:.1f} minutes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
