"""A year's work on checklists through the windows: all read back from store, papers and workbook."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from oversight.clock import JAPAN, FixedClock
from oversight.office import Office, open_office
from oversight.words import speaking
from tests.cheap_keys import cheap_keys
from tests.stories.checklist_days import LAST_YEAR, THIS_YEAR, found_office
from tests.stories.checklists import Checklists
from tests.stories.day import PASSPHRASE
from ui.app import Program
from ui.looks import Look


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_a_year_of_checklists(tmp_path: Path, qapp: QApplication) -> None:
    out = tmp_path / "out"
    out.mkdir()
    clock = FixedClock(dt.datetime(2026, 11, 24, 9, tzinfo=JAPAN), step=dt.timedelta(milliseconds=10))
    with cheap_keys():
        last_year = found_office(tmp_path / "vault", clock)
        program = Program(
            qapp,
            settings=tmp_path / "settings",
            folder=tmp_path / "vault",
            look=Look("ja", "light", 100),
            clock=clock,
        )
        story = Checklists(program, tmp_path / "vault", out, THIS_YEAR, clock=clock, last_year=last_year)
        try:
            story.play()
        finally:
            print(story.told)
            program.window.close()
            story.keys.rest()
