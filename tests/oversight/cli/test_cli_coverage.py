"""oversight inspection coverage | year-plan | calendar."""

from __future__ import annotations

import datetime as dt
from contextlib import closing
from pathlib import Path

import icalendar
import openpyxl
import pytest

from oversight.inspections import InspectorDraft, PlanDraft
from oversight.office import open_office
from tests.factories import make_contract
from tests.oversight.cli.run_cli import PASSPHRASE, Run
from tests.oversight.papers.reading_pdf import text_of

SERVICE = (dt.date(2024, 4, 1), dt.date(2025, 3, 31))


@pytest.fixture
def planned(vault: str) -> tuple[str, ...]:
    with closing(open_office(Path(vault), user_id="suda", passphrase=PASSPHRASE)) as office:
        contract_id = make_contract(office.desk, number="R6-001", service=SERVICE)
        draft = PlanDraft(
            contract_id, dt.date(2024, 9, 3), inspectors=(InspectorDraft("福井 太郎", is_lead=True),)
        )
        office.inspections.plan_inspection(draft)
    return (vault, "--user", "suda", "--year", "2024")


def test_the_years_are_listed_counted_and_written(planned: tuple[str, ...], run: Run, tmp_path: Path) -> None:
    book = tmp_path / "cover.xlsx"
    code, out, _err = run("inspection", "coverage", *planned, "--output", str(book))
    assert code == 0
    lines = out.splitlines()
    assert lines[-2].split("\t") == ["R6-001", "株式会社髙﨑 R6-001", "未実施のまま終了"]
    assert lines[-1] == "実地 0　遠隔 0　書面 0　免除 0　未実施 0　未実施のまま終了 1"
    rows = list(openpyxl.load_workbook(book).worksheets[0].iter_rows(values_only=True))
    assert rows[0][4:6] == ("年", "実施状況")
    assert rows[1][4:6] == ("令和6年度", "未実施のまま終了")
    csv = tmp_path / "cover.csv"
    assert run("inspection", "coverage", *planned, "--output", str(csv))[0] == 0
    assert "2024-09-03" in csv.read_text(encoding="utf-8-sig")


def test_without_a_year_it_is_this_one(planned: tuple[str, ...], run: Run) -> None:
    code, out, _err = run("inspection", "coverage", *planned[:-2])
    assert code == 0
    assert "R6-001" not in out


def test_the_plan_and_the_calendar_are_written(planned: tuple[str, ...], run: Run, tmp_path: Path) -> None:
    paper, diary = tmp_path / "plan.pdf", tmp_path / "plan.ics"
    assert run("inspection", "year-plan", *planned, "--output", str(paper))[0] == 0
    assert "R6-0001" in text_of(paper.read_bytes())
    assert run("inspection", "calendar", *planned, str(diary))[0] == 0
    assert len(icalendar.Calendar.from_ical(diary.read_bytes()).walk("VEVENT")) == 1
