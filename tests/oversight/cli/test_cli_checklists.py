"""oversight checklist blank."""

from __future__ import annotations

import datetime as dt
from contextlib import closing
from pathlib import Path

from oversight.inspections import InspectorDraft, PlanDraft
from oversight.office import open_office
from oversight.papers import count_pages
from tests.factories import adopt_editions, make_contract
from tests.oversight.cli.run_cli import PASSPHRASE, Run
from tests.oversight.papers.reading_pdf import text_of


def test_the_command_line_prints_an_edition_and_an_inspection(vault: str, run: Run, tmp_path: Path) -> None:
    with closing(open_office(Path(vault), user_id="suda", passphrase=PASSPHRASE)) as office:
        adopt_editions(office.desk)
        plan = PlanDraft(
            make_contract(office.desk),
            dt.date(2026, 11, 26),
            inspectors=(InspectorDraft("検査 太郎", is_lead=True),),
        )
        office.inspections.plan_inspection(plan)
        line = office.checklists.list_editions()[0]
    words = ("checklist", "blank", vault, "--user", "suda")
    one, two, three = (tmp_path / f"{name}.pdf" for name in "abc")
    assert run(*words, "--output", str(one))[0] == 0
    assert run(*words, "--output", str(two), "--edition", f"{line.series}/{line.number}", "--roomy")[0] == 0
    assert run(*words, "--output", str(three), "--inspection", "R8-0001")[0] == 0
    assert "R8-0001" in text_of(three.read_bytes())
    assert count_pages(two.read_bytes()) > count_pages(one.read_bytes())
    code, _out, err = run(*words, "--output", str(three), "--inspection", "R1-0001")
    assert (code, "その番号の検査がありません。" in err) == (2, True)
    code, _out, err = run(*words, "--output", str(three), "--edition", "x/9")
    assert (code, "その点検表がありません。" in err) == (2, True)
