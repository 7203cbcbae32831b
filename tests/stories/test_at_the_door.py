"""A week at a door through the windows: all read back from the store and the papers."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from models.device import DoorPointKind, Treatment, VisitSigner
from models.signature import SignatureMethod
from oversight.clock import JAPAN, FixedClock
from oversight.devices import VisitRow
from oversight.office import Office, open_office
from tests.cheap_keys import cheap_keys
from tests.oversight.papers.reading_pdf import solid, text_of
from tests.oversight.papers.test_archive import ACCESSIBLE, ARCHIVE_2U, failures
from tests.stories.at_the_door import MOVERS, SHEET, AtTheDoor
from tests.stories.day import PASSPHRASE
from tests.stories.door_days import CONTROLLED, CORE, MONDAY, PIN, REGULAR, WORKERS, found_office
from tests.stories.test_day import check_disk
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
        check_story(story)
        check_disk(tmp_path, apart_from=out, typed=(*MOVERS, *WORKERS, PASSPHRASE, PIN, "データ入力"))
        office = open_office(tmp_path / "vault", user_id="fukui", passphrase=PASSPHRASE, clock=clock)
        try:
            check_office(office)
            check_papers(story.papers())
        finally:
            office.close()


def check_story(story: AtTheDoor) -> None:
    """Hold what was seen: what was refused and why, and that the kept laptop held the record back."""
    own, over = story.refusals
    assert "立会職員になれません" in own
    assert "上限（8人）を超えます" in over
    (gap,) = story.gaps_before
    assert "福井 太郎" in gap
    assert story.gaps_after == []


def check_office(office: Office) -> None:
    """Hold what the store says against what was done."""
    core, (permitted,) = visits_of(office, CORE), visits_of(office, CONTROLLED)
    assert [row.number for row in core] == list(range(1, len(core) + 1))
    assert [row.person for row in core] == [REGULAR, REGULAR, *MOVERS, "福井 太郎", "北 一郎", "北 二郎"]
    assert len({row.group_id for row in core if row.person in MOVERS}) == 1
    assert [row.sheet.startswith(SHEET) for row in core] == [False] * 11 + [True] * 2
    assert office.visits.inside_now() == ()
    (laptop,) = permitted.devices
    assert (laptop.treatment, bool(laptop.permit_number)) == (Treatment.ADMITTED, True)
    assert "舘 花子" in permitted.escort
    for row in (*core, permitted):
        assert office.visits.check_visit(row.id).is_sound, row.number
    signed = [sign for row in core[:-2] for sign in row.signatures]
    assert {sign.method for sign in signed if sign.kind is VisitSigner.WITNESS_IN} == {SignatureMethod.PIN}
    assert VisitSigner.CARRIER_BACK in [sign.kind for sign in core[1].signatures]
    assert {each.kind for each in office.visits.list_points(open_only=False)} == {
        DoorPointKind.OWN_WITNESS,
        DoorPointKind.OVER_MOST,
        DoorPointKind.NOT_RETURNED,
        DoorPointKind.FOUND,
    }
    (finding,) = office.findings.list_findings()
    assert "USBメモリ" in finding.fact
    assert office.journal.verify().is_sound


def visits_of(office: Office, name: str) -> list[VisitRow]:
    """Return the visits of an area in the week, which lies in two months."""
    (area_id,) = [each.id for each in office.areas.list_areas() if each.draft.name == name]
    months = (dt.date(2026, 11, 1), dt.date(2026, 12, 1))
    return [row for month in months for row in office.visits.list_visits(area_id, month)]


def check_papers(folder: Path) -> None:
    """Open the papers again: archives that read aloud, with what was entered."""
    named = {"month.pdf": (*MOVERS, REGULAR, "ロッカー12", "舘 花子"), "sheet.pdf": (CORE, "用紙")}
    for name, words in named.items():
        content = (folder / name).read_bytes()
        text = solid(text_of(content))
        assert [word for word in words if solid(word) not in text] == [], name
        assert failures(content, ARCHIVE_2U) == failures(content, ACCESSIBLE) == [], name
