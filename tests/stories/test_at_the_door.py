"""A week at a door through the windows: all read back from the store and the papers."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from oversight.clock import JAPAN, FixedClock
from oversight.office import Office, open_office
from tests.cheap_keys import cheap_keys
from tests.stories.at_the_door import AtTheDoor
from tests.stories.day import PASSPHRASE
from tests.stories.door_days import MONDAY, found_office
from ui.app import Program
from ui.looks import Look


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_a_week_at_the_door(tmp_path: Path, qapp: QApplication) -> None:
    out = tmp_path / "out"
    out.mkdir()
    morning = dt.datetime(MONDAY.year, MONDAY.month, MONDAY.day, 9, tzinfo=JAPAN)
    clock = FixedClock(morning, step=dt.timedelta(milliseconds=10))
    with cheap_keys():
        found_office(tmp_path / "vault", clock)
        program = Program(
            qapp,
            settings=tmp_path / "settings",
            folder=tmp_path / "vault",
            look=Look("ja", "light", 100),
            clock=clock,
        )
        story = AtTheDoor(program, tmp_path / "vault", out, MONDAY, clock=clock)
        try:
            story.play()
        finally:
            program.window.close()
            story.keys.rest()
        office = open_office(tmp_path / "vault", user_id="fukui", passphrase=PASSPHRASE, clock=clock)
        try:
            check_office(office)
        finally:
            office.close()


def check_office(office: Office) -> None:
    """Hold what the store says against what was done."""
    assert office.journal.verify().is_sound
