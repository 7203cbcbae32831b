"""oversight findings: listed, asked for in writing, chased, forms out and in, closed."""

from __future__ import annotations

import datetime as dt
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from oversight.access import Actor, Role
from oversight.clock import FixedClock
from oversight.corrections import CorrectionFormsService
from oversight.findings import FindingsService, Verification
from oversight.office import Office, open_office
from tests.oversight.cli.run_cli import PASSPHRASE, Run
from tests.oversight.corrections.correction_site import PLAN, REPORT, make_corrections
from tests.oversight.report_form.filling import fill_book


@pytest.fixture
def city(vault: str, clock: FixedClock) -> tuple[str, ...]:
    with opened(vault) as office:
        make_corrections(office.desk, clock)
    return (vault, "--user", "suda")


def opened(vault: str) -> closing[Office]:
    return closing(open_office(Path(vault), user_id="suda", passphrase=PASSPHRASE))


def numbers(city: tuple[str, ...]) -> tuple[str, str, dt.date]:
    """Return the numbers of the phone's and the rules' findings, and the day the phone's is due."""
    with opened(city[0]) as office:
        rows = {row.item_id: row for row in office.findings.list_findings()}
        return rows["DEV-01"].number, rows["ORG-01"].number, rows["DEV-01"].due_on


def test_a_finding_goes_from_its_letter_to_its_closure(
    city: tuple[str, ...], run: Run, tmp_path: Path
) -> None:
    phone, rules, due_on = numbers(city)
    code, out, _err = run("findings", "list", *city)
    assert (code, out.splitlines()[-1]) == (0, "指摘 2件、期限超過 0件")
    assert out.splitlines()[0].startswith(f"{phone}\tA\t是正待ち\t{due_on:%Y-%m-%d}\t株式会社髙﨑")
    assert run("findings", "list", *city, "--overdue")[1].splitlines() == ["指摘 2件、期限超過 0件"]
    pdf = tmp_path / "letter.pdf"
    words = (*city, "request", phone, rules, "--signer", "課長", "--output", str(pdf))
    code, out, _err = run("findings", "letter", *words)
    assert code == 0
    assert out.splitlines()[0].startswith("是R")
    assert pdf.read_bytes().startswith(b"%PDF")
    box = tmp_path / "outbox"
    late = due_on + dt.timedelta(days=14)
    code, out, _err = run("findings", "chase", *city, "--on", f"{late:%Y/%m/%d}", "--outbox", str(box))
    assert (code, out.splitlines()[-1]) == (0, "1通の文書を作りました。")
    assert len(list(box.iterdir())) == 2
    with opened(city[0]) as office:
        due = {row.number: row.due_on for row in office.findings.list_findings()}
    call = due[rules] + dt.timedelta(days=1)
    code, out, _err = run("findings", "chase", *city, "--on", f"{call:%Y/%m/%d}")
    assert out.splitlines() == [
        f"督促（電話・メール）\t株式会社髙﨑事務サービス\t{rules}",
        "0通の文書を作りました。",
    ]
    forms = tmp_path / "forms"
    code, out, _err = run("findings", "form", *city, str(forms), "--number", phone, "--kind", "xlsx")
    assert (code, out.splitlines()[-1]) == (0, "1件の指摘の様式を書き出しました。")
    (path,) = forms.iterdir()
    path.write_bytes(fill_book(path.read_bytes(), PLAN | REPORT))
    (forms / "other.pdf").write_bytes(b"%PDF- broken")
    code, out, _err = run("findings", "take-in", *city, str(forms), "--dry-run")
    assert (code, out.splitlines()[0].split("\t")[:3]) == (1, ["是正報告", path.name, phone])
    code, out, _err = run("findings", "take-in", *city, str(path), "--received-on", "2026/11/28")
    assert (code, out.splitlines()[-1]) == (0, "1件を取り込みました。取り込めないもの 0件")
    code, out, _err = run("findings", "take-in", *city, str(path))
    assert (code, out.splitlines()[0].split("\t")[0]) == (1, "同じファイル")
    with opened(city[0]) as office:
        row = next(each for each in office.findings.list_findings() if each.number == phone)
        office.findings.ask_closure(row.id)
        other = Actor(None, "舘 花子", "主任", frozenset({Role.INSPECTOR}))
        FindingsService(office.desk.of_person(other)).confirm(row.id, how=Verification.PAPER, said="写真")
    code, out, _err = run("findings", "letter", *city, "closure", phone, "--on", "2026/12/1")
    assert (code, out.split("\t")[0]) == (0, "是完R8-0001")


def test_the_result_is_told_once(city: tuple[str, ...], run: Run, tmp_path: Path) -> None:
    phone, _rules, _due = numbers(city)
    inspection = phone.rpartition("-")[0]
    code, out, _err = run("findings", "result", *city, inspection, "--outbox", str(tmp_path / "box"))
    assert (code, out.split("\t")[1].strip()) == (0, "結果通知書")
    code, _out, err = run("findings", "result", *city, inspection)
    assert (code, "もう作ってあります" in err) == (2, True)


def test_what_is_not_there_is_said(city: tuple[str, ...], run: Run, tmp_path: Path) -> None:
    for words, told in (
        (("letter", *city, "request", "X-1"), "その番号の指摘がありません: X-1"),
        (("result", *city, "X-1"), "その番号の検査がありません。"),
        (("form", *city, str(tmp_path), "--number", "X-1"), "その番号の続いている指摘がありません。"),
    ):
        code, _out, err = run("findings", *words)
        assert (code, told in err) == (2, True)
    code, _out, _err = run("findings", "form", *city, str(tmp_path / "all"))
    assert (code, len(list((tmp_path / "all").iterdir()))) == (0, 4)


def test_a_file_that_changes_meanwhile_is_named(
    city: tuple[str, ...], run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    phone, _rules, _due = numbers(city)
    run("findings", "form", *city, str(tmp_path / "in"), "--number", phone, "--kind", "xlsx")
    (path,) = (tmp_path / "in").iterdir()
    path.write_bytes(fill_book(path.read_bytes(), PLAN))
    take_in = CorrectionFormsService.take_in

    def change_and_take_in(*given: Any, **named: Any) -> Any:
        path.write_bytes(b"other")
        return take_in(*given, **named)

    monkeypatch.setattr(CorrectionFormsService, "take_in", change_and_take_in)
    code, out, _err = run("findings", "take-in", *city, str(path))
    assert (code, "確かめた後でファイルが変わりました" in out) == (1, True)
