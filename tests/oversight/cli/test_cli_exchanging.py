"""Workbooks in and out from the command line, and an import taken back."""

from __future__ import annotations

import csv
import io
import runpy
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from oversight.office import open_office
from tests.oversight.cli.run_cli import PASSPHRASE, Run

ROOT = Path(__file__).resolve().parents[3]
LEDGER = "契約番号,件名,委託先,所管課,履行開始日,履行終了日\n"
LINES = "R8-1,窓口業務,石狩サービス株式会社,行政情報課,2026-04-01,2027-03-31\n"


@pytest.fixture
def ledger(manager: tuple[str, ...], run: Run, tmp_path: Path) -> Path:
    contractors = tmp_path / "委託先.csv"
    contractors.write_text("名称\n石狩サービス株式会社\n", encoding="utf-8")
    assert run("import", *manager, "contractors", str(contractors))[0] == 0
    path = tmp_path / "台帳.csv"
    path.write_text(LEDGER + LINES, encoding="utf-8")
    return path


@pytest.fixture
def manager(vault: str) -> tuple[str, ...]:
    return (vault, "--user", "suda")


def listed(run: Run, manager: tuple[str, ...]) -> list[list[str]]:
    return [line.split("\t") for line in run("imports", "list", *manager)[1].splitlines()]


def test_an_import_is_tried_run_listed_and_taken_back(
    manager: tuple[str, ...], run: Run, ledger: Path
) -> None:
    code, out, _err = run("import", *manager, "contracts", str(ledger), "--dry-run")
    assert (code, "新規1" in out, len(listed(run, manager))) == (0, True, 1)
    assert run("import", *manager, "contracts", str(ledger))[0] == 0
    ((number, _moment, kind, rows, name, state), _contractors) = listed(run, manager)
    assert (kind, rows, name, state) == ("contracts", "1", "台帳.csv", "")
    code, _out, err = run("imports", "undo", *manager, number)
    assert (code, "理由" in err) == (2, True)
    code, out, _err = run("imports", "undo", *manager, number, "--reason", "年度違い")
    assert (code, "取り消しました" in out) == (0, True)
    assert listed(run, manager)[0][5] == "取消し済み"
    assert run("imports", "undo", *manager, "last", "--reason", "委託先も")[0] == 0
    code, _out, err = run("imports", "undo", *manager, "last", "--reason", "もう一度")
    assert (code, "imports list" in err) == (2, True)
    assert run("journal", "verify", *manager)[0] == 0


def test_the_last_import_is_taken_back_and_what_is_used_stays_and_is_named(
    manager: tuple[str, ...], run: Run, ledger: Path
) -> None:
    assert run("import", *manager, "contracts", str(ledger))[0] == 0
    ledger.write_text(LEDGER + LINES.replace("窓口業務", "窓口等業務"), encoding="utf-8")
    assert run("import", *manager, "contracts", str(ledger))[0] == 0
    first = listed(run, manager)[1][0]
    code, out, _err = run("imports", "undo", *manager, first, "--reason", "年度違い")
    assert (code, "そのまま: " in out) == (0, True)
    assert run("imports", "undo", *manager, "last", "--reason", "年度違い")[0] == 0


def test_rows_that_cannot_be_taken_in_are_written_out_and_nothing_is_imported(
    manager: tuple[str, ...], run: Run, ledger: Path, tmp_path: Path
) -> None:
    ledger.write_text(LEDGER + LINES.replace("2027-03-31", "きのう"), encoding="utf-8")
    faults = tmp_path / "out" / "faults.xlsx"
    code, out, err = run("import", *manager, "contracts", str(ledger), "--faults", str(faults))
    assert (code, str(faults) in out, "何も取り込んでいません" in err) == (2, True, True)
    assert faults.exists()


def test_what_is_missing_is_told_in_a_sentence(
    manager: tuple[str, ...], run: Run, ledger: Path, tmp_path: Path
) -> None:
    code, _out, err = run("import", *manager, "contracts", str(tmp_path / "no.xlsx"))
    assert (code, "読めません" in err, "Traceback" in err) == (2, True, False)
    code, _out, err = run("export", *manager, "contracts", "--output", str(ledger / "below-a-file.xlsx"))
    assert (code, "書けません" in err, "Traceback" in err) == (2, True, False)


def test_lists_are_written_out_and_fit_the_register_when_taken_in_again(
    manager: tuple[str, ...], run: Run, ledger: Path, tmp_path: Path
) -> None:
    assert run("import", *manager, "contracts", str(ledger))[0] == 0
    for kind in ("contracts", "contractors"):
        for ending in ("xlsx", "csv"):
            path = tmp_path / f"{kind}.{ending}"
            code, out, _err = run("export", *manager, kind, "--output", str(path))
            assert (code, out.strip()) == (0, str(path))
            code, out, err = run("import", *manager, kind, str(path), "--dry-run")
            assert (code, "変更なし1" in out) == (0, True), (kind, ending, out, err)
    book = openpyxl.load_workbook(tmp_path / "contracts.xlsx")
    assert [cell.value for cell in book.worksheets[0][1]][:3] == ["契約番号", "件名", "委託先"]
    text = (tmp_path / "contractors.csv").read_text(encoding="utf-8-sig")
    assert [row[0] for row in csv.reader(io.StringIO(text))] == ["名称", "石狩サービス株式会社"]


def test_a_formula_in_a_name_is_defused_on_the_way_out(
    manager: tuple[str, ...], run: Run, tmp_path: Path
) -> None:
    from oversight.register import ContractorDraft

    office = open_office(Path(manager[0]), user_id="suda", passphrase=PASSPHRASE)
    office.contractors.add_contractor(ContractorDraft(name="=1+1 株式会社"))
    office.close()
    path = tmp_path / "contractors.csv"
    assert run("export", *manager, "contractors", "--output", str(path))[0] == 0
    assert "\n=1+1" not in path.read_text(encoding="utf-8-sig").replace("\r\n", "\n")


def test_the_module_runs_as_a_program() -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "oversight.cli", "--version"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert (ran.returncode, ran.stdout.startswith("oversight ")) == (0, True), ran.stderr


def test_importing_the_module_runs_nothing() -> None:
    runpy.run_module("oversight.cli.__main__", run_name="imported")


def test_the_module_ends_with_the_exit_code_of_the_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "argv", ["oversight", "checklist", "lint", "no-such-file.yaml"])
    with pytest.raises(SystemExit) as ended:
        runpy.run_module("oversight.cli.__main__", run_name="__main__")
    assert ended.value.code == 1
