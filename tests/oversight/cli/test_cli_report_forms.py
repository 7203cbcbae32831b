"""oversight reports form / take-in: forms out into a folder, files and folders back in."""

from __future__ import annotations

import datetime as dt
from contextlib import closing
from pathlib import Path

import pytest

from oversight.office import open_office
from oversight.report_form.recognising import recognise
from oversight.reports import ReportKey, Standing
from tests.factories import make_contract
from tests.oversight.cli.run_cli import PASSPHRASE, Run
from tests.oversight.report_form.filling import COMPLETE, fill_book

SERVICE = (dt.date(2024, 6, 1), dt.date(2024, 7, 31))


@pytest.fixture
def city(vault: str) -> tuple[str, ...]:
    with closing(open_office(Path(vault), user_id="suda", passphrase=PASSPHRASE)) as office:
        make_contract(office.desk, number="R6-001", service=SERVICE)
        make_contract(office.desk, number="R6-002", service=SERVICE)
    return (vault, "--user", "suda")


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_the_forms_of_a_month_are_written_for_all_or_for_one(
    city: tuple[str, ...], run: Run, tmp_path: Path
) -> None:
    code, out, _err = run("reports", "form", *city, str(tmp_path / "all"), "--month", "2024/6")
    assert code == 0
    assert out.splitlines()[-1] == "2件の契約の様式を書き出しました。"
    assert names(tmp_path / "all") == [f"R6-00{n}_2024-06.{kind}" for n in (1, 2) for kind in ("pdf", "xlsx")]
    one = ("--month", "2024/6", "--contract", "R6-002", "--kind", "xlsx")
    assert run("reports", "form", *city, str(tmp_path / "one"), *one)[0] == 0
    assert names(tmp_path / "one") == ["R6-002_2024-06.xlsx"]
    code, _out, err = run("reports", "form", *city, str(tmp_path), "--month", "2024/6", "--contract", "x")
    assert code != 0
    assert "その番号の契約がありません。" in err


def test_blank_forms_name_no_contract(city: tuple[str, ...], run: Run, tmp_path: Path) -> None:
    assert run("reports", "form", *city, str(tmp_path / "blank"))[0] == 0
    assert names(tmp_path / "blank") == ["form.pdf", "form.xlsx"]
    blank = recognise((tmp_path / "blank" / "form.pdf").read_bytes(), "x")
    assert blank.identity.contract_id is None


def test_a_folder_is_tried_then_taken_in_and_what_is_refused_is_named(
    city: tuple[str, ...], run: Run, tmp_path: Path
) -> None:
    folder = tmp_path / "in"
    run("reports", "form", *city, str(folder), "--month", "2024/6", "--kind", "xlsx")
    form = folder / "R6-001_2024-06.xlsx"
    form.write_bytes(fill_book(form.read_bytes(), {**COMPLETE, "submitted_on": "2024/7/1"}))
    (folder / "R6-002_2024-06.xlsx").write_bytes(b"PK broken")
    code, out, _err = run("reports", "take-in", *city, str(folder), "--dry-run")
    assert code == 1
    lines = [line.split("\t") for line in out.splitlines()]
    assert lines[0] == ["受け取れる", "R6-001_2024-06.xlsx", "R6-001", "2024-06", "問題なし"]
    assert lines[1][:2] == ["壊れている", "R6-002_2024-06.xlsx"]
    assert lines[-1] == ["0件を取り込みました。取り込めないもの 1件"]
    code, out, _err = run("reports", "take-in", *city, str(form), "--received-on", "2024/7/8")
    assert (code, out.splitlines()[-1]) == (0, "1件を取り込みました。取り込めないもの 0件")
    vault, _user, user = city
    with closing(open_office(Path(vault), user_id=user, passphrase=PASSPHRASE)) as office:
        (contract,) = [row for row in office.contracts.list_contracts() if row.number == "R6-001"]
        detail = office.reports.get_month(ReportKey(contract.id, dt.date(2024, 6, 1)))
        assert detail is not None
        assert (detail.month.standing, detail.month.received_on) == (Standing.RECEIVED, dt.date(2024, 7, 8))


def test_a_day_that_has_not_come_is_refused_file_by_file(
    city: tuple[str, ...], run: Run, tmp_path: Path
) -> None:
    run("reports", "form", *city, str(tmp_path), "--month", "2024/6", "--kind", "pdf", "--contract", "R6-001")
    code, out, _err = run(
        "reports", "take-in", *city, str(tmp_path / "R6-001_2024-06.pdf"), "--received-on", "2099/1/1"
    )
    assert code == 1
    assert "まだ来ていない日です。" in out
