"""The walk through the doors of the made-up city: every page is filled, and each is seen."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from oversight.clock import JAPAN, FixedClock
from oversight.demo import make_demo
from tests.stories.doors import Doors
from ui.app import Program
from ui.looks import Look


@pytest.mark.slow
def test_the_walk_through_the_doors_of_the_made_up_city(tmp_path: Path, qapp: QApplication) -> None:
    out, city = tmp_path / "out", tmp_path / "city"
    out.mkdir()
    city.mkdir()
    clock = FixedClock(dt.datetime(2025, 10, 7, 10, 0, tzinfo=JAPAN), step=dt.timedelta(milliseconds=10))
    make_demo(city, clock=clock)
    look = Look("ja", "light", 100)
    program = Program(qapp, settings=tmp_path / "settings", folder=city, look=look, clock=clock)
    doors = Doors(program, city, out)
    try:
        doors.play()
    finally:
        program.window.close()
        doors.keys.rest()
    assert [path.stem.split("-", 1)[1] for path in doors.keys.pictures] == [
        "city-home",
        "city-areas",
        "city-area-points",
        "city-door-inside",
        "city-area-deposit",
        "city-door-deposit",
        "city-door-entry",
        "city-log",
        "city-log-before",
        "city-permits",
        "city-permit",
        "city-checklists",
        "city-checklist-draft",
    ]
    assert all(path.exists() for path in doors.keys.pictures)
