"""The 吹田市 case of the field notes: entered, inspected, finalised, printed, locked, still there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from PySide6.QtWidgets import QApplication

from oversight.clock import JAPAN, FixedClock
from oversight.findings import FindingState
from oversight.inspections import InspectionState, Mark
from oversight.office import Office, open_office
from oversight.register import PeriodKind
from tests.stories.day import CONTRACTOR, FINDING, MEASURE, PASSPHRASE, TITLE, Day
from ui.app import Program
from ui.looks import Look

TYPED = (CONTRACTOR, TITLE, FINDING, MEASURE, PASSPHRASE, "葛\U000e0100城", "fukui")
VISIT = dt.datetime(2025, 10, 7, 10, 0, tzinfo=JAPAN)


@pytest.mark.slow
def test_the_day_from_a_new_vault_to_the_printed_record(tmp_path: Path, qapp: QApplication) -> None:
    out = tmp_path / "out"
    out.mkdir()
    clock = FixedClock(VISIT, step=dt.timedelta(milliseconds=10))
    program = Program(
        qapp, settings=tmp_path / "settings", folder=None, look=Look("ja", "light", 100), clock=clock
    )
    day = Day(program, tmp_path / "vault", out, VISIT.date())
    try:
        day.play()
    finally:
        program.window.close()
        day.keys.rest()
    assert len(day.answered) > 60
    assert len(day.keys.pictures) > 20
    check_paper(day.record)
    check_disk(tmp_path, apart_from=out)
    office = open_office(tmp_path / "vault", user_id="fukui", passphrase=PASSPHRASE, clock=clock)
    try:
        check_office(office)
    finally:
        office.close()


def check_disk(folder: Path, *, apart_from: Path, typed: Sequence[str] = TYPED) -> None:
    """Look for what was typed in every file left, but those the user asked for."""
    encoded = [text.encode(code, "ignore") for text in typed for code in ("utf-8", "utf-16-le", "cp932")]
    files = [path for path in folder.rglob("*") if path.is_file() and apart_from not in path.parents]
    assert any(path.name.startswith("store") for path in files)
    for path in files:
        content = path.read_bytes()
        assert not any(text in content for text in encoded), path.name


def check_paper(path: Path) -> None:
    """Open the PDF again: its text, its fonts, its pages."""
    document = pypdfium2.PdfDocument(path)
    text = "".join(page.get_textpage().get_text_range() for page in document).replace("\r\n", "")
    for word in (CONTRACTOR, TITLE, "葛\U000e0100城", "7000012050002", "DEV-01", "令和7年10月7日"):
        assert word in text, word
    flat = "".join(text.split())
    assert "".join(FINDING.split()) in flat
    assert "".join(MEASURE.split()) in flat
    pages = len(document)
    assert 4 <= pages <= 20
    document.close()
    with pikepdf.open(path) as pdf:
        assert len(pdf.pages) == pages
        fonts = [font for page in pdf.pages for font in page.Resources.Font.values()]
        assert fonts
        for font in fonts:
            assert "+" in str(font.BaseFont), f"{font.BaseFont} is no subset"
            assert "/FontFile2" in font.FontDescriptor, f"{font.BaseFont} is not embedded"


def check_office(office: Office) -> None:
    """Read back what was entered: two periods, three years of inspections, the finding, the journal."""
    (row,) = office.contracts.list_contracts()
    detail = office.contracts.get_contract(row.id)
    periods = {each.kind: each for each in detail.draft.periods}
    service, preparation = periods[PeriodKind.SERVICE], periods[PeriodKind.PREPARATION]
    assert (service.starts_on, service.ends_on) == (dt.date(2023, 4, 1), dt.date(2026, 3, 31))
    assert (preparation.starts_on, preparation.ends_on) == (dt.date(2022, 8, 31), dt.date(2023, 3, 31))
    assert preparation.starts_as_written == "２０２２/８/３１"
    assert tuple(year.fiscal_year for year in detail.inspection_years) == (2023, 2024, 2025)
    hours = {(each.weekday, each.opens, each.closes) for each in detail.draft.hours}
    assert hours == {(day, dt.time(9), dt.time(17, 30)) for day in range(5)}
    assert detail.draft.handles_specific
    assert [(system.name, system.is_core) for system in detail.draft.systems] == [("介護保険システム", True)]
    (inspection,) = office.inspections.list_inspections()
    whole = office.inspections.get_inspection(inspection.id)
    assert whole.state is InspectionState.FINALISED
    assert whole.conducted_on == VISIT.date()
    assert set(whole.asked) == set(whole.answers)
    marks = {item_id: saved.draft.mark for item_id, saved in whole.answers.items()}
    assert [item_id for item_id, mark in marks.items() if mark is Mark.NONCONFORMING] == ["DEV-01"]
    (finding,) = office.findings.list_findings()
    assert (finding.state, finding.due_on) == (FindingState.OPEN, dt.date(2025, 10, 14))
    assert office.journal.verify().is_sound
