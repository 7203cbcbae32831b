"""The permit and the register on paper, read back; the permit is Japanese whatever is spoken."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from uuid import UUID

import pytest
from sqlalchemy import Engine

from oversight.access import Role
from oversight.clock import FixedClock
from oversight.desk import Desk
from oversight.devices import PermitsService
from oversight.errors import RefusedError
from oversight.papers import print_permit_register
from oversight.papers.permit_data import PermitRegisterData
from oversight.register import WorkersService
from oversight.words import use_language
from tests.oversight.devices.permit_site import TODAY, PermitSite, asked, draft_for, make_permit_site
from tests.oversight.papers.reading_pdf import text_of


@pytest.fixture
def engine(embedded: Engine) -> Engine:
    """Use the encrypted store alone: papers do not know engines."""
    return embedded


@pytest.fixture
def site(desk: Desk) -> PermitSite:
    return make_permit_site(desk)


@pytest.fixture
def permits(desk: Desk) -> PermitsService:
    return PermitsService(desk)


@pytest.fixture
def manager(desk_as: Callable[..., Desk]) -> PermitsService:
    return PermitsService(desk_as(Role.MANAGER))


@pytest.fixture
def permit_id(site: PermitSite, permits: PermitsService, manager: PermitsService) -> UUID:
    permit_id = asked(permits, draft_for(site))
    manager.grant(permit_id, conditions="係員の立会いのもとで使う")
    return permit_id


def test_a_permit_says_what_its_record_holds(permits: PermitsService, permit_id: UUID) -> None:
    use_language("en")
    paper = permits.print_permit(permit_id)
    text = text_of(paper.pdf)
    for said in (
        *("持込許可証", "持R8-0001", "令和8年11月24日", "髙﨑 恵　様", "PF-3X9K21", "ノートパソコン"),
        *("令和8年11月24日～令和9年3月31日", "空調監視装置の点検", "暗号化・通信断", "サーバ室"),
        *("係員の立会いのもとで使う", "主任 舘 花子", "介護保険課 R8-001"),
    ):
        assert "".join(said.split()) in "".join(text.split()), said
    assert paper.pdf == permits.print_permit(permit_id).pdf
    assert paper.page_count == 1


def test_only_a_permit_in_force_is_handed_out(
    desk: Desk, site: PermitSite, permits: PermitsService, permit_id: UUID, clock: FixedClock
) -> None:
    waiting = asked(permits, draft_for(site))
    with pytest.raises(RefusedError, match="許可待ち"):
        permits.print_permit(waiting)
    last = TODAY + dt.timedelta(days=1)
    WorkersService(desk).strike_worker(site.worker_id, ends_on=last, returned_on=None)
    text = "".join(text_of(permits.print_permit(permit_id).pdf).split())
    assert "令和8年11月24日～令和8年11月25日" in text
    assert "名簿の離任日（令和8年11月25日）に合わせて終了" in text
    clock.moment += dt.timedelta(days=2)
    with pytest.raises(RefusedError, match="終了"):
        permits.print_permit(permit_id)


def test_the_register_holds_every_permit_by_number(
    site: PermitSite, permits: PermitsService, manager: PermitsService, permit_id: UUID
) -> None:
    denied, ended = asked(permits, draft_for(site)), asked(permits, draft_for(site))
    manager.deny(denied, reason="市の端末で足りる")
    permits.end(ended, reason="申請の取下げ")
    text = "".join(text_of(permits.print_register().pdf).split())
    places = [text.index(number) for number in ("持R8-0001", "持R8-0002", "持R8-0003")]
    assert places == sorted(places)
    for said in (
        "持込許可台帳",
        "有効1",
        "不許可1",
        "終了1",
        "市の端末で足りる",
        "申請の取下げ",
        "R8.11.24主任舘花子",
    ):
        assert said in text, said
    some = "".join(text_of(permits.print_register({denied}).pdf).split())
    assert "持R8-0002" in some
    assert "持R8-0001" not in some


def test_an_empty_register_says_so(permits: PermitsService) -> None:
    assert "持込許可はありません。" in "".join(text_of(permits.print_register().pdf).split())
    data = PermitRegisterData("吹田市", "", TODAY, dt.datetime(2026, 11, 24, tzinfo=dt.UTC), (), ())
    assert print_permit_register(data).page_count == 1
