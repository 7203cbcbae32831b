"""A year's work on checklists through the windows: all read back from store, papers and workbook."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtWidgets import QApplication

from oversight.clock import JAPAN, FixedClock
from oversight.office import Office, open_office
from oversight.words import speaking
from tests.cheap_keys import cheap_keys
from tests.oversight.checklist.workbook.looks import looks_of
from tests.oversight.papers.reading_pdf import solid, text_of
from tests.stories.checklist_days import THIS_YEAR, found_office
from tests.stories.checklists import ADDED, NEW_TITLES, OFFICE, PUBLISHED_FORM, ROOMS, SHIPPED, Checklists
from tests.stories.day import FINDING, MEASURE
from tests.stories.office_days import CHIEF
from tests.stories.office_forms import CONTINUED
from tests.stories.test_day import check_disk
from ui.app import Program
from ui.looks import Look

TYPED = (*NEW_TITLES.values(), *ADDED.values(), CONTINUED, FINDING, MEASURE, "Warehouse 3", CHIEF.passphrase)


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_a_year_of_checklists(tmp_path: Path, qapp: QApplication) -> None:
    out = tmp_path / "out"
    out.mkdir()
    clock = FixedClock(dt.datetime(2026, 11, 24, 9, tzinfo=JAPAN), step=dt.timedelta(milliseconds=10))
    with cheap_keys():
        last_year = found_office(tmp_path / "vault", clock)
        before = printed_before(tmp_path / "vault", clock, last_year)
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
            program.window.close()
            story.keys.rest()
        check_story(story)
        check_disk(tmp_path, apart_from=out, typed=TYPED)
        office = open_office(
            tmp_path / "vault", user_id=CHIEF.user_id, passphrase=CHIEF.passphrase, clock=clock
        )
        try:
            check_last_year(office, last_year, before)
            check_editions(office)
            check_records(office, story.papers())
        finally:
            office.close()
    check_workbook(story.papers())


def printed(office: Office, inspection_id: UUID) -> dict[str, bytes]:
    """Return the newest record of an inspection as it is printed in both languages."""
    record = office.inspections.get_inspection(inspection_id).records[-1]
    found = {}
    for each in ("ja", "en"):
        with speaking(each):
            found[each] = office.inspections.print_record(record.id).pdf
    return found


def printed_before(folder: Path, clock: FixedClock, inspection_id: UUID) -> dict[str, bytes]:
    """Return last year's record as it was printed before anything was changed."""
    office = open_office(folder, user_id=CHIEF.user_id, passphrase=CHIEF.passphrase, clock=clock)
    try:
        return printed(office, inspection_id)
    finally:
        office.close()


def check_story(story: Checklists) -> None:
    """Hold what was seen: the fault of the condition, the ten differences, what came in and what it lost."""
    assert "INC-99" in story.told["condition"]
    assert story.told["faults"].startswith("INC-02: ")
    told = [line.split() for line in story.told["differences"].splitlines()]
    assert sorted(told) == sorted(
        [
            *(["CHANGED", each] for each in ("ORG-01", "ORG-05", "HUM-06", "MED-01", "INC-02", "END-06")),
            *(["ADDED", each] for each in ("DEV-09", "MED-10")),
            ["MOVED", "TEC-03"],
            ["REMOVED", "LOG-04"],
        ]
    )
    assert "点検項目 7" in story.told["workbook"]
    assert "記録は確定しています。" in story.told["given"]
    assert "確かめるところ 60件" in story.told["published"]
    assert story.told["asked"] == "31 2 31"
    assert story.told["rooms"] == "server manager name lock name#2 lock#2 reason#2"


def check_last_year(office: Office, inspection_id: UUID, before: dict[str, bytes]) -> None:
    """Hold the old record: the same bytes, the same edition, signatures that verify."""
    assert printed(office, inspection_id) == before
    assert before["ja"] != before["en"]
    detail = office.inspections.get_inspection(inspection_id)
    assert detail.edition.number == 1
    assert detail.edition.find_item("LOG-04") is not None
    assert all(check.is_sound for check in office.signatures.check_all())
    assert office.signatures.read_sheet(detail.records[-1].id).missing == 0
    assert office.journal.verify().is_sound


def check_editions(office: Office) -> None:
    """Hold the editions: the second of the shipped one, and three of the office's own, all in use."""
    told = {(line.title, line.number): line.is_in_use for line in office.checklists.list_editions()}
    assert told == {
        (SHIPPED, 1): False,
        (SHIPPED, 2): True,
        (OFFICE, 1): True,
        (PUBLISHED_FORM, 1): True,
        (ROOMS, 1): True,
    }
    (second,) = [line for line in office.checklists.list_editions() if line.number == 2]
    edition = office.checklists.read_edition(second.id)
    titles = {item.id: item.title.ja for item in edition.items}
    assert {titles[item_id] for item_id in ("ORG-01", "HUM-06", "DEV-09", "MED-10")} == {
        *NEW_TITLES.values(),
        *ADDED.values(),
    }
    assert "LOG-04" not in titles
    by_value = edition.find_item("END-06")
    assert by_value is not None
    assert by_value.only_field is not None
    assert office.checklists.list_drafts() == ()


def check_records(office: Office, papers: Path) -> None:
    """Open the papers again: what was found, and labels and answers in both languages."""
    assert (papers / "before.pdf").read_bytes() == (papers / "after.pdf").read_bytes()
    rows = {row.number: row.id for row in office.inspections.list_inspections()}
    by_book, by_published, by_rooms = (printed(office, rows[number]) for number in sorted(rows)[-3:])
    assert by_book["ja"] == (papers / "workbook-record.pdf").read_bytes()
    for content, words in (
        (by_book["ja"], (CONTINUED, FINDING, MEASURE, OFFICE)),
        (by_published["ja"], ("Enter your name", "Yamazaki", PUBLISHED_FORM)),
        (by_published["en"], ("Enter your name", "Yamazaki")),
        (by_rooms["ja"], ("部屋の名前", "鍵がない理由", "サーバ室の管理者", "ある", "Warehouse 3")),
        (by_rooms["en"], ("Name of the room", "Why is there no lock?", "Yes", "No lock was ordered")),
    ):
        text = solid(text_of(content))
        assert [word for word in words if solid(word) not in text] == []


def check_workbook(papers: Path) -> None:
    """Hold the office's workbook: marks, contractor and day in their cells, all else as it came."""
    (before,) = looks_of((papers / "あおば市.xlsx").read_bytes()).values()
    (after,) = looks_of((papers / "workbook-out.xlsx").read_bytes()).values()
    for name in ("styles", "merged", "widths", "page", "choices", "formats"):
        assert getattr(after, name) == getattr(before, name), name
    written = {cell: value for cell, value in after.values.items() if before.values.get(cell) != value}
    marks = {cell: value for cell, value in written.items() if cell[0] in "DEF" and int(cell[1:]) > 4}
    assert marks == {"D6": "○", "E8": "○", **{f"D{row}": "○" for row in (10, 11, 13, 14, 15)}}
    assert FINDING in str(written["G8"])
    assert set(written) == {*marks, "G8", "B2", "F2"}
    assert "髙﨑" in written["B2"]
    assert written["F2"] == "令和9年11月24日"
