"""Two fiscal years of one contract through the windows: all read back from the store and the papers."""

from __future__ import annotations

import datetime as dt
import hashlib
from pathlib import Path

import pikepdf
import pytest
from PySide6.QtWidgets import QApplication

from models.marks import Severity
from oversight.approvals import Happening
from oversight.clock import JAPAN, FixedClock
from oversight.coverage import Cover
from oversight.findings import FindingState
from oversight.inspections import InspectionState, Mark
from oversight.office import Office, open_office
from tests.oversight.papers.reading_pdf import solid, text_of
from tests.oversight.papers.test_archive import ACCESSIBLE, ARCHIVE_3U, failures
from tests.stories.day import CONTRACTOR, FINDING, NONCONFORMING, PASSPHRASE
from tests.stories.test_day import check_disk
from tests.stories.two_years import AGAIN, CORRECTION, REASONS, START, TwoYears
from ui.app import Program
from ui.looks import Look


@pytest.mark.slow
@pytest.mark.timeout(1500)
def test_two_years_from_the_plan_to_the_recurrence(tmp_path: Path, qapp: QApplication) -> None:
    out = tmp_path / "out"
    out.mkdir()
    morning = dt.datetime(START.year, START.month, START.day, 9, tzinfo=JAPAN)
    clock = FixedClock(morning, step=dt.timedelta(milliseconds=10))
    program = Program(
        qapp, settings=tmp_path / "settings", folder=None, look=Look("ja", "light", 100), clock=clock
    )
    story = TwoYears(program, tmp_path / "vault", out, START, clock=clock)
    try:
        story.play()
    finally:
        program.window.close()
        story.keys.rest()
    assert len(story.keys.pictures) > 40
    check_disk(tmp_path, apart_from=out)
    office = open_office(tmp_path / "vault", user_id="fukui", passphrase=PASSPHRASE, clock=clock)
    try:
        check_office(office)
        check_papers(story.papers(), office)
    finally:
        office.close()


def check_office(office: Office) -> None:
    """Hold what the store says against what was done."""
    inspections = office.inspections.list_inspections()
    assert [row.state for row in inspections] == [InspectionState.FINALISED] * 2
    for year in (2025, 2026):
        (row,) = office.coverage.list_year(year)
        assert row.covering.cover is Cover.ON_SITE
    second, first = (office.inspections.get_inspection(row.id) for row in inspections)
    assert first.photography_forbidden
    assert first.photos == ()
    assert len(first.evidences) == len(second.evidences) == 2
    failed = [item for item, saved in first.answers.items() if saved.draft.mark is Mark.NONCONFORMING]
    assert sorted(failed) == sorted([NONCONFORMING, AGAIN])
    assert second.asked[0] != second.edition.items[0].id or second.previous[AGAIN].mark is Mark.NONCONFORMING
    assert [record.number for record in first.records] == [1, 2]
    assert first.records[1].reason
    for detail, versions in ((first, 2), (second, 1)):
        view = office.approvals.get_approvals(detail.id)
        decided = [row for row in view.history if row.happening is Happening.APPROVED]
        assert len(decided) == 2 * versions
    for record in (*first.records, *second.records):
        assert office.signatures.check(record.id).is_unchanged
    check_findings(office)
    assert office.journal.verify().is_sound


def check_findings(office: Office) -> None:
    """The first two are closed by another person; the third is raised and names the one before."""
    rows = sorted(office.findings.list_findings(), key=lambda row: row.number)
    states = {row.number: row.state for row in rows}
    assert list(states.values()) == [FindingState.CLOSED, FindingState.CLOSED, FindingState.REQUESTED]
    again = rows[-1]
    earlier = next(row for row in rows if row.number == again.earlier_number)
    assert (earlier.item_id, again.item_id) == (AGAIN, AGAIN)
    assert (again.severity, again.raised_from) == (Severity.A, Severity.B)
    assert again.earlier_closed_on == earlier.confirmed_on
    assert earlier.closure_asked_by != earlier.confirmed_by


def check_papers(folder: Path, office: Office) -> None:
    """Open every paper again: what it says, what the checker says, what the record carries."""
    said = {path.stem: solid(text_of(path.read_bytes())) for path in folder.glob("*.pdf")}
    for name in ("request", "refusal", "closure", "request-again"):
        assert solid(CONTRACTOR) in said[name], name
    assert solid(FINDING) in said["request"]
    assert solid(REASONS) in said["refusal"]
    assert solid("の再発") in said["request-again"]
    assert {name for name in said if name.startswith("R")} == {"R7-0001", "R8-0001"}
    records = {record.document_hash for row in office.inspections.list_inspections()
               for record in office.inspections.get_inspection(row.id).records}  # fmt: skip
    for name in ("record-year-1", "record-year-1-amended", "record-year-2"):
        path = folder / f"{name}.pdf"
        assert failures(path.read_bytes(), ARCHIVE_3U) == failures(path.read_bytes(), ACCESSIBLE) == []
        with pikepdf.open(path) as pdf:
            carried = hashlib.sha256(pdf.attachments["record.json"].get_file().read_bytes()).hexdigest()
        assert carried in records
        assert carried in said[name]
        for word in ("大野実", "舘花子", "入退室管理規程", "見取図"):
            assert word in said[name], (name, word)
        assert ("手書きの署名" in said[name]) is (name != "record-year-1-amended"), "each version has its own"
    assert solid("第2版・訂正") in said["record-year-1-amended"]
    assert solid(CORRECTION["done"]) not in said["record-year-2"]
