"""oversight inspection print-year."""

from __future__ import annotations

import hashlib
import io
import sys
from contextlib import closing
from pathlib import Path

import pytest

from oversight.cli import STOPPED, records
from oversight.inspections import batch
from oversight.inspections.batch import PrintedRecord, PrintedYear
from oversight.office import open_office
from tests.factories import adopt_editions, make_contract
from tests.oversight.cli.run_cli import PASSPHRASE, Run
from tests.oversight.inspections.test_batch import freeze, planned


@pytest.fixture
def recorded(vault: str) -> tuple[str, ...]:
    with closing(open_office(Path(vault), user_id="suda", passphrase=PASSPHRASE)) as office:
        adopt_editions(office.desk)
        freeze(office.desk, planned(office.inspections, make_contract(office.desk)), 1)
    return (vault, "--user", "suda")


def test_the_records_of_a_year_are_written_and_told(
    recorded: tuple[str, ...], run: Run, tmp_path: Path
) -> None:
    folder = tmp_path / "papers"
    words = ("inspection", "print-year", *recorded, "--output", str(folder))
    code, out, err = run(*words, "--year", "2026")
    assert code == 0
    assert err == ""
    row, listed = out.splitlines()
    number, version, name, sha256 = row.split("\t")
    assert (number, version, name) == ("R8-0001", "1", "実地検査記録_R8-0001_第1版.pdf")
    assert hashlib.sha256((folder / name).read_bytes()).hexdigest() == sha256
    assert listed == str(folder / "実地検査記録_令和8年度_一覧.csv")
    code, _out, err = run(*words, "--year", "2025")
    assert code == 2
    assert "その年度に確定した記録はありません。" in err


def test_ctrl_c_stops_it_and_tells_what_is_finished(
    recorded: tuple[str, ...], run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one = PrintedRecord("R8-0001", 1, "a.pdf", 3, "ab", "cd")
    monkeypatch.setattr(batch, "print_year", lambda *_given: PrintedYear((one,), 2, True, "list.csv"))
    words = ("inspection", "print-year", *recorded, "--year", "2026", "--output", str(tmp_path))
    code, out, err = run(*words)
    assert code == STOPPED
    assert out == "R8-0001\t1\ta.pdf\tab\n"
    assert "途中で止めました。" in err


@pytest.mark.parametrize(("is_watched", "told"), [(True, "\r3 / 9"), (False, "")])
def test_how_far_it_is_is_shown_where_someone_watches(
    monkeypatch: pytest.MonkeyPatch, is_watched: bool, told: str
) -> None:
    stream = io.StringIO()
    monkeypatch.setattr(stream, "isatty", lambda: is_watched)
    monkeypatch.setattr(sys, "stderr", stream)
    records._tell(3, 9)
    assert stream.getvalue() == told
