"""Paper sheets keyed in: what stands on them stands in the log, whole or not at all, each line once."""

from __future__ import annotations

import datetime as dt
from typing import Any
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models.device import Treatment, WitnessMethod
from oversight.devices import (
    DeclaredDevice,
    DoorPointKind,
    DoorRule,
    SheetDraft,
    SheetLine,
    VisitRow,
    written_of,
)
from oversight.devices.keying import key_in
from oversight.devices.visit_reading import read_visits
from oversight.devices.visit_words import told_late
from oversight.errors import RefusedError
from oversight.journal import JournalService
from oversight.settings import SettingsService
from tests.oversight.devices.door_site import HOUR, LAPTOP, PHONE, REFUSED_PHONE, Door

NUMBER = "261124-0900-A"
MY_NUMBER = "123456789018"
ESCORTED = DoorRule("escort", "付添いの規則", "市要綱第6条", escort=True)


def line(door: Door, number: int = 1, person: str = "山﨑 恵", **values: Any) -> SheetLine:
    """Return a line of somebody who came three hours ago for an hour."""
    entered_at = door.clock.moment - 3 * HOUR
    values = {"entered_at": entered_at, "purpose": "点検", "organisation": "株式会社髙﨑", **values}
    values.setdefault("left_at", values["entered_at"] + HOUR)
    values.setdefault("carries_nothing", not values.get("devices"))
    return SheetLine(number, person=person, **values)


def sheet(door: Door, *lines: SheetLine, **values: Any) -> SheetDraft:
    return SheetDraft(
        **{"area_id": door.area_id, "number": NUMBER, "checked_by": "舘 花子", "lines": lines, **values}
    )


def month_of(door: Door, area_id: UUID | None = None) -> tuple[VisitRow, ...]:
    return door.visits.list_visits(area_id or door.area_id, door.desk.today())


def test_a_line_stands_in_the_log_as_on_paper(door: Door) -> None:
    written = line(
        door, 3, devices=(PHONE, REFUSED_PHONE), witness="主査 𠮷田 太郎", witnessed_how=WitnessMethod.SIGHT
    )
    entered = door.visits.key_in(sheet(door, written, number=" ２６１１２４-0900-ａ ", reason="停電のため"))
    (visit,) = month_of(door)
    assert (visit.id, visit.number) == (entered.visit_ids[0], 1)
    assert (visit.sheet, visit.recorded_by) == (f"{NUMBER}/03", door.desk.actor.signature)
    assert (visit.entered_at, visit.left_at) == (written.entered_at, written.left_at)
    assert (visit.witness, visit.witnessed_how) == ("主査 𠮷田 太郎", WitnessMethod.SIGHT)
    assert [(each.treatment, each.returned_at) for each in visit.devices] == [
        (Treatment.DEPOSITED, written.left_at),
        (Treatment.REFUSED, None),
    ]
    assert not visit.is_open
    told = "停電のため 紙の記録票から転記（照合 舘 花子、入室者の署名あり）"
    assert told_late(visit) == (f"紙の記録票 {NUMBER}/03", f"後から記録: {told}")
    assert door.visits.check_visit(visit.id).is_sound
    assert JournalService(door.desk).verify().differing == 0


def test_the_escort_on_paper_stands_in_the_log(door: Door) -> None:
    SettingsService(door.desk).change(device_rules=[written_of(ESCORTED)])
    door.visits.key_in(sheet(door, line(door, 1, escort=" 主査 雪野 恵 "), line(door, 2, "葛城 一郎")))
    beside, alone = month_of(door)
    assert (beside.escort, beside.escort_id, beside.exceptions) == ("主査 雪野 恵", None, ())
    assert alone.exceptions == (DoorPointKind.UNESCORTED,)
    with pytest.raises(RefusedError) as refused:
        door.visits.key_in(sheet(door, line(door, 3, escort="主任 山﨑 恵")))
    assert refused.value.field == "lines.3.escort"
    with pytest.raises(RefusedError) as refused:
        door.visits.key_in(sheet(door, line(door, 3, escort=MY_NUMBER)))
    assert refused.value.field == "lines.3.escort"


def test_who_has_not_left_on_paper_is_inside_and_what_is_not_back_stays_open(door: Door) -> None:
    door.visits.key_in(
        sheet(
            door,
            line(door, 1, left_at=None),
            line(door, 2, "葛城 一郎", devices=(PHONE,), are_back=False, is_signed=False),
        )
    )
    inside, owing = month_of(door)
    assert inside.is_inside
    assert [each.kept_at for each in owing.unaccounted] == ["ロッカー3"]
    assert "署名なし" in owing.late_reason
    assert door.open_rows() == door.open_rows_anew()


def test_who_came_at_the_same_minute_came_together(door: Door) -> None:
    at = door.clock.moment - 2 * HOUR
    lines = (
        line(door, 1, "葛城 一郎"),
        line(door, 2, entered_at=at),
        line(door, 3, "舘 次郎", entered_at=at),
    )
    door.visits.key_in(sheet(door, *reversed(lines)))
    first, second, third = month_of(door)
    assert [each.sheet[-2:] for each in (first, second, third)] == ["01", "02", "03"]
    assert first.group_id is None
    assert second.group_id == third.group_id != None  # noqa: E711 - both are of one group


def test_a_breach_on_paper_is_recorded_and_noted(door: Door) -> None:
    door.visits.key_in(sheet(door, line(door, devices=(LAPTOP,)), area_id=door.core_id))
    (visit,) = month_of(door, door.core_id)
    kinds = {DoorPointKind.BANNED, DoorPointKind.UNWITNESSED}
    assert set(visit.exceptions) == kinds
    assert kinds <= {point.kind for point in door.visits.list_points(area_id=door.core_id)}


def test_the_same_line_of_a_sheet_is_keyed_in_once(door: Door) -> None:
    door.visits.key_in(sheet(door, line(door, 1)))
    again = sheet(door, line(door, 2), line(door, 1, "葛城 一郎"), number=NUMBER.lower())
    with pytest.raises(RefusedError, match="第1号") as refused:
        door.visits.key_in(again)
    assert refused.value.field == "lines.1.number"
    with pytest.raises(RefusedError, match="同じ行") as refused:
        door.visits.key_in(sheet(door, line(door, 4), line(door, 4), number="B"))
    assert refused.value.field == "lines"
    assert len(month_of(door)) == 1
    door.visits.key_in(sheet(door, line(door, 1), area_id=door.core_id))
    assert len(month_of(door, door.core_id)) == 1, "another door has sheets of its own"


WRONG: tuple[tuple[dict[str, Any], str], ...] = (
    ({"person": " "}, "person"),
    ({"purpose": ""}, "purpose"),
    ({"carries_nothing": False}, "carries_nothing"),
    ({"devices": (DeclaredDevice("smartphone"),)}, "devices.0.kept_at"),
    ({"devices": (DeclaredDevice("smartphone", kept_at=MY_NUMBER),)}, "devices.0.kept_at"),
    ({"purpose": MY_NUMBER}, "purpose"),
    ({"witness": "舘 花子"}, "witnessed_how"),
    ({"witness": "係長 葛城 一郎", "witnessed_how": WitnessMethod.WORD}, "witness"),
    ({"entered_at": dt.datetime(2099, 1, 1, tzinfo=dt.UTC)}, "entered_at"),
    ({"left_at": dt.datetime(2020, 1, 1, tzinfo=dt.UTC)}, "left_at"),
    ({"left_at": dt.datetime(2099, 1, 1, tzinfo=dt.UTC)}, "left_at"),
)
"""What is wrong with a line, and the field it is refused at."""


def test_one_wrong_line_keeps_the_whole_sheet_out(door: Door) -> None:
    for values, field in WRONG:
        wrong = line(door, 7, **{"person": "葛城 一郎", **values})
        with pytest.raises(RefusedError) as refused:
            door.visits.key_in(sheet(door, line(door, 2), wrong))
        assert refused.value.field == f"lines.7.{field}", values
        assert month_of(door) == ()
    assert door.open_rows() == []


def test_a_sheet_without_its_head_is_refused(door: Door) -> None:
    heads: tuple[dict[str, Any], ...] = (
        *({"number": "　"}, {"checked_by": ""}, {"checked_by": MY_NUMBER}, {"lines": ()}),
    )
    for values in heads:
        with pytest.raises(RefusedError) as refused:
            door.visits.key_in(sheet(door, line(door), **values))
        assert [refused.value.field] == list(values)


def test_twice_the_same_person_at_one_moment_is_refused_at_the_second_line(door: Door) -> None:
    with pytest.raises(RefusedError) as refused:
        door.visits.key_in(sheet(door, line(door, 5), line(door, 6)))
    assert refused.value.field == "lines.6.person"


def test_a_sheet_half_keyed_in_is_kept_beside_an_entry_half_made(door: Door) -> None:
    door.visits.save_draft(door.area_id, {"person": "葛城 一郎"})
    assert door.visits.read_sheet_draft(door.area_id) is None
    door.visits.save_sheet_draft(door.area_id, {"number": NUMBER})
    door.visits.save_sheet_draft(door.area_id, {"number": NUMBER, "lines": []})
    assert door.visits.read_sheet_draft(door.area_id) == {"number": NUMBER, "lines": []}
    door.visits.key_in(sheet(door, line(door)))
    assert door.visits.read_sheet_draft(door.area_id) is None
    assert door.visits.read_draft(door.area_id) == {"person": "葛城 一郎"}
    door.visits.save_sheet_draft(door.area_id, {"number": "B"})
    door.visits.drop_sheet_draft(door.area_id)
    assert door.visits.read_sheet_draft(door.area_id) is None


DEVICES = st.sampled_from(
    (
        (),
        (PHONE,),
        (REFUSED_PHONE,),
        (PHONE, DeclaredDevice("usb_memory", 2, Treatment.DEPOSITED, "封印 ⑫")),
        (DeclaredDevice("city_device", 1, Treatment.ADMITTED, serial="A-1"),),
    )
)
LINES = st.lists(
    st.fixed_dictionaries(
        {
            "person": st.text("髙﨑𠮷恵一郎 ー", min_size=1, max_size=40).filter(lambda name: name.strip()),
            "organisation": st.text("株会社髙A ", max_size=40),
            "purpose": st.sampled_from(("点検", "データ入力")),
            "minutes": st.integers(1, 600),
            "stay": st.one_of(st.none(), st.integers(0, 60)),
            "devices": DEVICES,
            "are_back": st.booleans(),
            "is_signed": st.booleans(),
        }
    ),
    min_size=1,
    max_size=4,
    unique_by=lambda each: each["minutes"],
)


@settings(max_examples=8, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(written=LINES)
def test_what_is_keyed_from_a_sheet_is_what_the_log_shows(door: Door, written: list[dict[str, Any]]) -> None:
    lines = [_line_of(door, number, each) for number, each in enumerate(written, start=1)]
    draft = sheet(door, *lines)
    with door.desk.store.trying() as session:
        visits = read_visits(session, [visit.id for visit in key_in(session, door.desk, draft)])
    shown = {visit.sheet: visit for visit in visits}
    assert set(shown) == {draft.place(each) for each in lines}
    for each in lines:
        _compare(shown[draft.place(each)], each)


def _line_of(door: Door, number: int, written: dict[str, Any]) -> SheetLine:
    values = {name: written[name] for name in written if name not in ("minutes", "stay")}
    now = door.clock.moment
    entered_at = now - dt.timedelta(minutes=written["minutes"])
    stay = written["stay"]
    left_at = None if stay is None else min(entered_at + dt.timedelta(minutes=stay), now)
    return line(door, number, **values, entered_at=entered_at, left_at=left_at)


def _compare(visit: VisitRow, written: SheetLine) -> None:
    """Hold a visit of the log against its line of the sheet."""
    assert (visit.entered_at, visit.left_at) == (written.entered_at, written.left_at)
    assert (visit.person, visit.organisation) == (written.person.strip(), written.organisation.strip())
    assert (visit.purpose, visit.carries_nothing) == (written.purpose, written.carries_nothing)
    assert ("署名あり" in visit.late_reason) == written.is_signed
    devices = [
        DeclaredDevice(each.device_class, each.count, each.treatment, each.kept_at, each.serial)
        for each in visit.devices
    ]
    assert devices == list(written.devices)
    back = written.left_at if written.are_back else None
    for device in visit.devices:
        assert device.returned_at == (None if device.treatment is Treatment.REFUSED else back)
