"""A colleague's PIN for doors taken away from the command line, by administrators only."""

from __future__ import annotations

from pathlib import Path

import pytest

from oversight.office import open_office
from tests.cheap_keys import TINY
from tests.oversight.cli.run_cli import OTHER, PASSPHRASE, Run


def test_a_pin_is_removed_by_an_administrator_and_nobody_else(
    vault: str, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("oversight.people.pin_digest.COST", TINY)
    add = ("vault", "add-colleague", vault, "--user", "suda", "--name", "舘 花子", "--new-user", "tachi")
    assert run(*add, secrets=(PASSPHRASE, OTHER))[0] == 0
    office = open_office(Path(vault), user_id="tachi", passphrase=OTHER)
    office.door_pins.set_own(passphrase=OTHER, pin="758203")
    office.close()
    remove = ("vault", "remove-pin", vault, "--of-user", "tachi", "--reason", "紛失の届出")
    assert run(*remove, "--user", "tachi", secrets=(OTHER,))[0] == 2
    code, out, _err = run(*remove, "--user", "suda")
    assert (code, "暗証番号を取り消しました" in out) == (0, True)
    code, _out, err = run(*remove, "--user", "suda")
    assert (code, "決めていません" in err) == (2, True)
    listed = run("journal", "list", vault, "--user", "suda")[1]
    assert "入口の暗証番号の設定" in listed
    assert "入口の暗証番号の取消し" in listed
    assert run("journal", "verify", vault, "--user", "suda")[0] == 0
