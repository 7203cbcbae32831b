"""oversight reports …: what is overdue, and the letters due on a day."""

from __future__ import annotations

import datetime as dt
from contextlib import closing
from pathlib import Path

import openpyxl
import pytest

from oversight.office import open_office
from tests.factories import make_contract
from tests.oversight.cli.run_cli import PASSPHRASE, Run

SERVICE = (dt.date(2024, 6, 1), dt.date(2024, 7, 31))
"""Due on 10 July and 13 August 2024."""


@pytest.fixture
def late(vault: str) -> tuple[str, ...]:
    with closing(open_office(Path(vault), user_id="suda", passphrase=PASSPHRASE)) as office:
        make_contract(office.desk, number="R6-001", service=SERVICE)
    return (vault, "--user", "suda")


def test_what_is_overdue_is_listed_and_written_to_a_workbook(
    late: tuple[str, ...], run: Run, tmp_path: Path
) -> None:
    book = tmp_path / "late.xlsx"
    code, out, _err = run("reports", "overdue", *late, "--output", str(book))
    assert code == 0
    lines = [line.split("\t") for line in out.splitlines()]
    listed = [line for line in lines if len(line) > 1]
    assert [line[2:4] for line in listed] == [["R6-001", "2024-06"], ["R6-001", "2024-07"]]
    assert listed[0][4].startswith("期限超過 ")
    assert lines[-1] == ["期限超過 2件"]
    rows = list(openpyxl.load_workbook(book).worksheets[0].iter_rows(values_only=True))
    assert rows[0][4:7] == ("対象月", "提出期限", "超過日数")
    assert (rows[1][4], str(rows[1][5])[:10], len(rows)) == ("2024年6月分", "2024-07-10", 3)
    csv = tmp_path / "late.csv"
    assert run("reports", "overdue", *late, "--output", str(csv))[0] == 0
    assert "2024年7月分" in csv.read_text(encoding="utf-8-sig")


def test_the_letters_of_a_day_are_made_once_and_calls_are_named(
    late: tuple[str, ...], run: Run, tmp_path: Path
) -> None:
    outbox = tmp_path / "outbox"
    chase = ("reports", "chase", *late, "--outbox", str(outbox))
    code, out, _err = run(*chase, "--on", "令和6年8月8日")
    assert code == 0
    assert [line.split("\t")[0] for line in out.splitlines()[-3:]] == [
        "督R6-0001",
        "提出期限の予告",
        "1通の文書を作りました。",
    ]
    assert sorted(path.suffix for path in outbox.iterdir()) == [".eml", ".pdf"]
    code, out, _err = run(*chase, "--on", "2024-08-08")
    assert "0通の文書を作りました。" in out
    assert "督R6" not in out


def test_an_unreadable_day_is_told_in_a_sentence(late: tuple[str, ...], run: Run) -> None:
    code, _out, err = run("reports", "chase", *late, "--on", "いつか")
    assert code == 2
    assert "Traceback" not in err


def test_due_days_go_to_a_calendar(late: tuple[str, ...], run: Run, tmp_path: Path) -> None:
    path = tmp_path / "due.ics"
    assert run("reports", "calendar", late[0], *late[1:], str(path))[0] == 0
    text = path.read_text(encoding="utf-8")
    assert text.count("BEGIN:VEVENT") == 2
    assert "DTSTART;VALUE=DATE:20240710" in text


def test_what_is_overdue_is_only_told_where_no_file_is_named(late: tuple[str, ...], run: Run) -> None:
    code, out, _err = run("reports", "overdue", *late)
    assert (code, "期限超過 2件" in out) == (0, True)
    assert run("reports", "chase", *late, "--on", "2024-07-17")[0] == 0
