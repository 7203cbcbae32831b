"""Where the rule asks for an escort (付添い): outsiders come in only with a member of staff beside them."""

from __future__ import annotations

from typing import Any

import pytest

from oversight.devices import DoorPointKind, DoorRule, Entered, written_of
from oversight.settings import SettingsService
from tests.oversight.devices.door_site import HOUR, UNSIGNED, Door
from tests.oversight.devices.test_entering import refused

LATE: dict[str, Any] = {"late_reason": "停電で紙に記録した"}


@pytest.fixture
def escorted(door: Door) -> Door:
    """Ask for an escort at every door."""
    rule = DoorRule("escort", "付添いの規則", "市要綱第6条", escort=True)
    SettingsService(door.desk).change(device_rules=[written_of(rule)])
    return door


def test_an_outsider_enters_with_the_escort_on_record(escorted: Door) -> None:
    assert refused(escorted.enter) == "escort_id"
    escort = escorted.staff("雪野 恵")
    visit = escorted.visits.get_visit(escorted.enter(escort_id=escort.staff_id))
    assert (visit.escort, visit.escort_id) == ("主査 雪野 恵", escort.staff_id)
    assert visit.rule["escort_by"] == ["付添いの規則"]
    assert escorted.visits.check_visit(visit.id).is_sound
    (inside,) = escorted.visits.inside_now(escorted.area_id)
    assert inside.visit.escort == "主査 雪野 恵"


def test_who_is_of_the_city_needs_no_escort(escorted: Door) -> None:
    visit = escorted.visits.get_visit(escorted.enter("", staff_id=escorted.witness.staff_id))
    assert visit.escort == ""
    assert visit.exceptions == ()


def test_nobody_escorts_themselves_nor_does_one_who_has_left_the_city(escorted: Door) -> None:
    own = escorted.witness.staff_id
    assert refused(lambda: escorted.enter("", staff_id=own, escort_id=own)) == "escort_id"
    assert refused(lambda: escorted.enter("舘　花子", escort_id=own)) == "escort_id"
    gone = escorted.staff("前の 職員", left_on=escorted.desk.today())
    assert refused(lambda: escorted.enter(escort_id=gone.staff_id)) == "escort_id"
    written = {"entered_at": escorted.clock.moment - HOUR, "escort": "主任 山﨑 恵", **LATE}
    assert refused(lambda: escorted.enter(**written)) == "escort_id"


def test_a_name_alone_is_no_escort_at_the_door_but_stands_afterwards_as_on_paper(escorted: Door) -> None:
    assert refused(lambda: escorted.enter(escort="主査 雪野 恵")) == "escort_id"
    at = escorted.clock.moment - HOUR
    visit = escorted.visits.get_visit(escorted.enter(entered_at=at, escort="主査 雪野 恵", **LATE))
    assert (visit.escort, visit.escort_id, visit.exceptions) == ("主査 雪野 恵", None, ())


def test_who_entered_without_escort_is_noted_when_entered_afterwards(escorted: Door) -> None:
    at = escorted.clock.moment - HOUR
    visit = escorted.visits.get_visit(escorted.enter(entered_at=at, **LATE))
    assert visit.exceptions == (DoorPointKind.UNESCORTED,)
    (point,) = escorted.visits.list_points()
    assert point.kind is DoorPointKind.UNESCORTED
    assert "付添い" in point.told


def test_a_group_shares_its_escort_and_a_refusal_tells_whom_it_is_about(escorted: Door) -> None:
    escort = escorted.staff("雪野 恵").staff_id
    drafts = [escorted.draft(name, escort_id=escort) for name in ("一郎", "雪野恵")]

    def deed() -> Entered:
        return escorted.visits.enter_group([(each, UNSIGNED) for each in drafts])

    assert refused(deed) == "persons.1.escort_id"
    drafts[1] = escorted.draft("二郎", escort_id=escort)
    visits = [escorted.visits.get_visit(each) for each in deed().visit_ids]
    assert {each.escort for each in visits} == {"主査 雪野 恵"}
