"""oversight checklist list | export | import: checklists go out and come in as files."""

from __future__ import annotations

import io
from contextlib import closing
from pathlib import Path

import openpyxl
import pytest

from oversight.office import Office, open_office
from tests.oversight.checklist.workbook.offices import aoba, saved
from tests.oversight.cli.run_cli import PASSPHRASE, Run


@pytest.fixture
def at(vault: str) -> tuple[str, ...]:
    return (vault, "--user", "suda")


def opened(vault: str) -> Office:
    return open_office(Path(vault), user_id="suda", passphrase=PASSPHRASE)


def drafts(vault: str) -> list[tuple[str, str]]:
    with closing(opened(vault)) as office:
        return [(line.title, line.came_from) for line in office.checklists.list_drafts()]


def test_the_editions_are_listed(at: tuple[str, ...], run: Run) -> None:
    code, out, _err = run("checklist", "list", *at)
    assert code == 0
    assert out.splitlines()[0].split("\t")[:3] == ["standard/1", "個人情報取扱委託 実地検査点検表", "93項目"]


@pytest.mark.parametrize("kind", ["xlsform", "yaml", "excel"])
def test_an_edition_goes_out_and_comes_in_again(
    vault: str, at: tuple[str, ...], run: Run, tmp_path: Path, kind: str
) -> None:
    path = tmp_path / f"edition.{'yaml' if kind == 'yaml' else 'xlsx'}"
    code, out, _err = run("checklist", "export", *at, "standard/1", "--as", kind, "--output", str(path))
    assert code == 0
    assert out.splitlines()[0] == str(path)
    code, out, _err = run(
        "checklist", "import", *at, str(path), "--title", "次の版", "--based-on", "standard/1"
    )
    assert code == 0
    assert "\t次の版\t93項目" in out
    assert drafts(vault) == [("次の版", path.name)]


def test_without_a_place_it_is_written_here_under_its_title(
    at: tuple[str, ...], run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    code, _out, _err = run("checklist", "export", *at, "standard/1", "--as", "yaml")
    assert code == 0
    assert (tmp_path / "個人情報取扱委託 実地検査点検表_第1版.yaml").exists()


def test_an_office_workbook_goes_out_in_its_own_layout(
    vault: str, at: tuple[str, ...], run: Run, tmp_path: Path
) -> None:
    path, out_path = tmp_path / "あおば.xlsx", tmp_path / "出.xlsx"
    path.write_bytes(aoba())
    assert run("checklist", "import", *at, str(path))[0] == 0
    with closing(opened(vault)) as office:
        (line,) = office.checklists.list_drafts()
        assert line.title == "あおば"
        office.checklists.publish(line.id, revision=line.revision, change_note="取込")
        series = office.checklists.list_editions()[0].series
    words = ("checklist", "export", *at, f"{series}/1", "--as", "excel", "--output", str(out_path))
    assert run(*words)[0] == 0
    assert openpyxl.load_workbook(out_path)["実地検査"].print_title_rows == "$3:$4"


def test_a_dry_run_tells_what_is_lost_and_writes_nothing(
    vault: str, at: tuple[str, ...], run: Run, tmp_path: Path
) -> None:
    book = openpyxl.load_workbook(io.BytesIO(aoba()))
    book.create_sheet("記入例")["A1"] = "例"
    path = tmp_path / "あおば.xlsx"
    path.write_bytes(saved(book))
    code, out, _err = run("checklist", "import", *at, str(path), "--dry-run")
    assert code == 0
    assert "注意\t記入例: 使いません" in out
    assert out.splitlines()[-1] == "何も書き込んでいません。"
    assert drafts(vault) == []


def test_a_faulty_form_is_refused_with_the_places_of_its_faults(
    vault: str, at: tuple[str, ...], run: Run, tmp_path: Path
) -> None:
    book = openpyxl.Workbook()
    book.worksheets[0].title = "survey"
    for row in (("type", "name", "label"), ("begin group", "g", "区分")):
        book.worksheets[0].append(row)
    path = tmp_path / "form.xlsx"
    path.write_bytes(saved(book))
    code, _out, err = run("checklist", "import", *at, str(path))
    assert code != 0
    assert "誤り\tsurvey" in err
    assert "何も取り込んでいません" in err
    assert drafts(vault) == []


def test_an_unknown_edition_is_refused_with_what_to_do(at: tuple[str, ...], run: Run) -> None:
    code, _out, err = run("checklist", "export", *at, "nothing/1", "--as", "yaml")
    assert code != 0
    assert "oversight checklist list" in err
