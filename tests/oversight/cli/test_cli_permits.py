"""oversight permits list: what runs, where, and what runs out soon."""

from __future__ import annotations

import datetime as dt
from contextlib import closing
from pathlib import Path

import pytest

from oversight.access import Actor, Role
from oversight.devices import PermitsService
from oversight.office import open_office
from tests.oversight.cli.run_cli import PASSPHRASE, Run
from tests.oversight.devices.permit_site import asked, draft_for, make_permit_site


@pytest.fixture
def city(vault: str) -> tuple[tuple[str, ...], dt.date]:
    with closing(open_office(Path(vault), user_id="suda", passphrase=PASSPHRASE)) as office:
        site, today = make_permit_site(office.desk), office.desk.today()
        other = Actor(None, "舘 花子", "課長", frozenset({Role.MANAGER}))
        manager = PermitsService(office.desk.of_person(other))
        soon = draft_for(site, starts_on=today, ends_on=today)
        tablet = draft_for(
            site, starts_on=today, ends_on=today, area_id=site.core_id, device_class="city_device"
        )
        manager.grant(asked(office.permits, soon))
        asked(office.permits, tablet)
        manager.deny(asked(office.permits, soon), reason="否")
    return (vault, "--user", "suda"), today


def test_permits_are_listed_by_area_and_by_what_runs_out(
    city: tuple[tuple[str, ...], dt.date], run: Run
) -> None:
    words, today = city
    code, out, _err = run("permits", "list", *words)
    lines = out.splitlines()
    assert (code, lines[-1]) == (0, "持込許可・申請 2件、期限間近 1件")
    waiting, soon = (line.split("\t") for line in lines[:-1])
    assert waiting[1:2] + waiting[4:] == [
        *("許可待ち", "市の貸与端末 PF-3X9K21"),
        "認定事務センター 2階 作業室 基幹端末室",
    ]
    assert soon[1:4] == ["期限間近", f"{today}/{today}", "髙﨑 恵"]
    assert run("permits", "list", *words, "--expiring")[1].splitlines()[:-1] == [lines[1]]
    code, out, _err = run("permits", "list", *words, "--area", "基幹")
    assert out.splitlines() == [lines[0], "持込許可・申請 1件、期限間近 0件"]
