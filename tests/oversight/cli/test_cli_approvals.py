"""oversight inspection approvals; and no command that changes a record."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from models.department import Role
from oversight.access import Actor
from oversight.approvals import Decision, DecisionDraft
from oversight.cli import build_parser
from oversight.clock import FixedClock
from oversight.desk import Desk
from oversight.office import open_office
from oversight.people import StaffDraft
from tests.conftest import MORNING
from tests.oversight.approvals.approval_site import make_way
from tests.oversight.cli.run_cli import PASSPHRASE, Run


@pytest.fixture
def drafted(vault: str) -> str:
    """Have a colleague inspect and draft what the person of the vault is to decide on."""
    clock = FixedClock(MORNING)
    with closing(open_office(Path(vault), user_id="suda", passphrase=PASSPHRASE, clock=clock)) as office:
        draft = StaffDraft("福井 太郎", post="主任", roles=frozenset({Role.INSPECTOR}))
        row_id = office.people.add_staff(draft).row_id
        everything = frozenset(Role) - {Role.AUDITOR}
        desk = Desk(office.desk.store, clock, Actor(row_id, "福井 太郎", "主任", everything))
        make_way(desk, clock).draft("起案 一郎")
    return vault


def test_what_awaits_a_decision_is_listed(drafted: str, run: Run) -> None:
    code, out, _err = run("inspection", "approvals", drafted, "--user", "suda")
    assert code == 0
    assert out.rstrip("\n").split("\t") == [
        "R8-0001",
        "第1版",
        "11/24(火)",
        "主任 起案 一郎",
        "係長",
        "管理職",
    ]
    assert run("inspection", "approvals", drafted, "--user", "suda", "--mine")[1] == out


def test_what_awaits_others_alone_is_left_out_of_ones_own(drafted: str, run: Run) -> None:
    with closing(open_office(Path(drafted), user_id="suda", passphrase=PASSPHRASE)) as office:
        (row,) = office.inspections.list_inspections()
        newest = office.approvals.get_approvals(row.id).newest
        assert newest is not None
        office.approvals.decide(newest.id, DecisionDraft(Decision.APPROVED))
    assert "課長" in run("inspection", "approvals", drafted, "--user", "suda")[1]
    assert run("inspection", "approvals", drafted, "--user", "suda", "--mine")[1] == ""


@pytest.mark.parametrize("deed", ["answer", "change", "correct", "delete", "finalise", "approve", "plan"])
def test_no_command_changes_a_record(deed: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        build_parser().parse_args(["inspection", deed, "vault"])
    assert stopped.value.code == 2
    assert deed in capsys.readouterr().err
