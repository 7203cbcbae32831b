"""oversight contractors …: the summary of one contractor."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

from oversight.office import open_office
from tests.factories import make_contractor
from tests.oversight.cli.run_cli import PASSPHRASE, Run
from tests.oversight.papers.reading_pdf import text_of


def test_a_summary_is_written_for_one_contractor_only(vault: str, run: Run, tmp_path: Path) -> None:
    with closing(open_office(Path(vault), user_id="suda", passphrase=PASSPHRASE)) as office:
        make_contractor(office.desk, "有限会社ひばり印刷")
    path = tmp_path / "summary.pdf"
    wanted = ("--user", "suda", "有限会社ひばり印刷", str(path))
    assert run("contractors", "summary", vault, *wanted)[0] == 0
    assert "有限会社ひばり印刷" in text_of(path.read_bytes())
    code, _out, err = run("contractors", "summary", vault, "--user", "suda", "ない会社", str(path))
    assert code != 0
    assert "1つに決まりません" in err
