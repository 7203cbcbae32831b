"""Who comes and goes at the doors of the made-up city: ordinary days, and who is inside now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import replace

from models.device import Treatment
from oversight.clock import JAPAN, at_japan
from oversight.demo.doors import ARCHIVE, ENGINEER, SERVER_ROOM, WORK_ROOM, DemoArea, DemoPerson, Doors
from oversight.demo.entries import Brought, Entry
from oversight.devices import Handling

_MOST_A_DAY = 3
_STRANGE_SHARE, _SHARE, _STAFF_SHARE = 0.35, 0.15, 0.1
"""In how many cases a worker comes on a day where much is planted, and elsewhere; and one of the city."""
_LONGEST_INSIDE = dt.timedelta(minutes=50)
_MINUTE = dt.timedelta(minutes=1)
_BEGINS = {WORK_ROOM: 9, SERVER_ROOM: 13, ARCHIVE: 15}
"""The hour from which people come to a room: nobody is in two at once."""
_PURPOSES = {WORK_ROOM: "データ入力", SERVER_ROOM: "機器の点検", ARCHIVE: "文書箱の出し入れ"}
MOVERS = "ゆきみ運送株式会社"
_MOVERS = (
    *("阿部 翔", "本間 健太", "成田 拓也", "工藤 大輔"),
    *("斎藤 直樹", "長谷川 一郎", "三上 恵", "小林 葵"),
)


def ordinary_days(doors: Doors, area: DemoArea, taken: set[dt.date]) -> Iterator[Entry]:
    """Yield the entries of workers and of staff, but for days on which something is planted here.

    On the first open day of a month everybody comes.
    """
    dice, people = doors.register.dice, doors.regulars[area.contract.id][:_MOST_A_DAY]
    share = _STRANGE_SHARE if area.contract in doors.strange else _SHARE
    months = set[tuple[int, int]]()
    for day in doors.days:
        if day in taken:
            continue
        is_first = (day.year, day.month) not in months
        months.add((day.year, day.month))
        for place, person in enumerate(people):
            if is_first or dice.happens(share):
                yield stay(doors, area, person, day, place)
        if dice.happens(_STAFF_SHARE):
            visitor = replace(dice.choice(doors.staff), post="")
            yield replace(stay(doors, area, visitor, day, _MOST_A_DAY), purpose="委託業務の確認")


def stay(doors: Doors, area: DemoArea, person: DemoPerson, day: dt.date, place: int) -> Entry:
    """Return one stay in a day; ``place`` counts who comes that day from 0 and keeps their lockers apart."""
    dice = doors.register.dice
    entered_at = moment(day, _BEGINS[area.room], 12 * place + dice.randint(0, 10))
    left_at = entered_at + dice.randint(30, 75) * _MINUTE
    devices = brought(doors, area, person, day, place)
    return Entry(area, person, _PURPOSES[area.room], entered_at, left_at, devices)


def moment(day: dt.date, hour: int, minute: int = 0) -> dt.datetime:
    """Return a moment of a day in Japan; more than 59 minutes run into the next hour."""
    return dt.datetime.combine(day, dt.time(hour), JAPAN) + minute * _MINUTE


def brought(
    doors: Doors, area: DemoArea, person: DemoPerson, day: dt.date, place: int
) -> tuple[Brought, ...]:
    """Return what somebody has along, each as the rule of the door has it."""
    locker = f"ロッカー{place + 1}"
    permit = next(
        (
            each
            for each in doors.permits[area.id]
            if each.holder == person and each.starts_on <= day <= each.ends_on
        ),
        None,
    )
    if permit is not None:
        return Brought(permit.device_class, Treatment.ADMITTED, permit=permit), _kept(area, locker)
    if person.staff_id is not None or place == 1:
        return ()
    if place == _MOST_A_DAY - 1:
        return _kept(area, locker), Brought("medical", Treatment.ADMITTED)
    return (_kept(area, locker),)


def _kept(area: DemoArea, locker: str) -> Brought:
    """Return a telephone: left outside where it would need a permit, else deposited."""
    if area.holding.devices["smartphone"].handling is Handling.PERMIT:
        return Brought("smartphone", Treatment.REFUSED)
    return Brought("smartphone", kept_at=locker)


def group(doors: Doors, area: DemoArea, day: dt.date, people: Sequence[DemoPerson]) -> list[Entry]:
    """Return some who came and left together; every other one deposits a telephone."""
    group_id, entered_at = doors.register.dice.new_id(), moment(day, 13)
    return [
        Entry(area, person, "書棚の搬入", entered_at, entered_at + 90 * _MINUTE,
              (Brought("smartphone", kept_at=f"封印{101 + place}"),) if place % 2 == 0 else (),
              group_id=group_id)
        for place, person in enumerate(people)
    ]  # fmt: skip


def movers() -> list[DemoPerson]:
    """Return eight movers."""
    return [DemoPerson(name, MOVERS) for name in _MOVERS]


def inside_now(doors: Doors) -> Iterator[Entry]:
    """Yield who is inside now: workers in every work room, and the engineer with a laptop under permit."""
    for rooms in doors.areas.values():
        area = rooms[WORK_ROOM]
        people = doors.regulars[area.contract.id]
        count = 2 if area.contract in doors.strange else 1
        for place, person in enumerate(people[:count]):
            yield _present(doors, area, person, place)
        if area.contract in doors.strange:
            yield _present(doors, rooms[SERVER_ROOM], ENGINEER, 0)


def _present(doors: Doors, area: DemoArea, person: DemoPerson, place: int) -> Entry:
    """Return somebody who came today some time ago."""
    now = at_japan(doors.now).replace(second=0, microsecond=0)
    midnight = now.replace(hour=0, minute=0)
    entered_at = max(midnight, now - _LONGEST_INSIDE + 7 * place * _MINUTE)
    devices = brought(doors, area, person, now.date(), place)
    return Entry(area, person, _PURPOSES[area.room], entered_at, None, devices)
