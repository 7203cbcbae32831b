"""The command that holds records and signatures against the store answers by its exit code."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import update

from models.signature import Signature
from oversight.office import open_office
from tests.oversight.cli.run_cli import PASSPHRASE, Run
from tests.oversight.inspections.signed_site import SignedSite, make_site
from tests.tampering import tamper


def signed(vault: str) -> None:
    office = open_office(Path(vault), user_id="suda", passphrase=PASSPHRASE)
    site: SignedSite = make_site(office.desk)
    site.signatures.void(site.draw(), by=office.actor, reason="隣の人が書いた")
    site.sign_all()
    office.close()


def test_records_and_signatures_are_checked_and_listed(vault: str, run: Run) -> None:
    code, out, _err = run("records", "check", vault, "--user", "suda")
    assert (code, out) == (0, "0件の版とその署名は、すべて元のままです。\n")
    signed(vault)
    code, out, _err = run("records", "check", vault, "--user", "suda")
    assert code == 0
    lines = out.splitlines()
    assert len(lines) == 7
    assert lines[0].startswith("R8-0001\t第1版\t")
    assert lines[1].endswith("署名した時のままです（無効: 隣の人が書いた）")
    assert lines[-1] == "1件の版とその署名は、すべて元のままです。"

    office = open_office(Path(vault), user_id="suda", passphrase=PASSPHRASE)
    tamper(office.desk.store.engine, update(Signature).values(signed_hash="0" * 64))
    office.close()
    code, out, _err = run("records", "check", vault, "--user", "suda")
    assert code == 3
    assert out.count("この署名の後に記録が変わっています") == 5
    assert out.splitlines()[-1] == "変わっている記録・署名のある版が1件あります。"
