"""Proposing days for visits: the riskiest first, on open days, within what inspectors can carry. Pure.

Each visit takes one slot. A week has as many slots as its inspectors can carry, spread over its open days;
what is planned already takes slots first. A visit gets the earliest slot that still leaves room for every
other one before its own last day (Hall's condition for deadlines), so that a risky contract never pushes
another past its year.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from uuid import UUID

from oversight.calendar import ClosingCalendar
from oversight.inspection_years import CoverKey

_ONE = dt.timedelta(days=1)


@dataclass(frozen=True)
class Carrier:
    """An inspector: who, of which section."""

    staff_id: UUID
    department_id: UUID | None


@dataclass(frozen=True)
class Wanted:
    """A contract's year that wants a visit: from which day to which, its points, its section."""

    key: CoverKey
    department_id: UUID
    from_on: dt.date
    due_on: dt.date
    points: int


@dataclass(frozen=True)
class Capacity:
    """How many inspectors go together, and how many visits one makes in a week."""

    team: int
    per_week: int


@dataclass(frozen=True)
class Slot:
    """A day and the inspectors proposed for it; the first leads."""

    day: dt.date
    team: tuple[UUID, ...]


@dataclass
class Load:
    """Who is taken on which day, planned and proposed."""

    days: set[tuple[UUID, dt.date]] = field(default_factory=set)
    weeks: Counter[tuple[UUID, dt.date]] = field(default_factory=Counter)
    whole: Counter[UUID] = field(default_factory=Counter)

    def take(self, staff_id: UUID, day: dt.date) -> None:
        """Note a visit of an inspector."""
        self.days.add((staff_id, day))
        self.weeks[staff_id, monday_of(day)] += 1
        self.whole[staff_id] += 1


def monday_of(day: dt.date) -> dt.date:
    """Return the Monday of a day's week."""
    return day - dt.timedelta(days=day.weekday())


def propose(
    wanted: Iterable[Wanted],
    carriers: Sequence[Carrier],
    planned: Mapping[dt.date, Sequence[UUID]],
    first: dt.date,
    calendar: ClosingCalendar,
    capacity: Capacity,
) -> dict[CoverKey, Slot | None]:
    """Return a slot for each year, None where none is left before its last day.

    ``planned`` holds, by day, the inspectors of visits that stand; ``first`` is the first day to propose.
    """
    order = sorted(wanted, key=lambda each: (-each.points, each.due_on, each.key))
    load = Load()
    for day, team in planned.items():
        for staff_id in team:
            load.take(staff_id, day)
    size = min(capacity.team, len(carriers))
    first = max(first, min((each.from_on for each in order), default=first))
    last = max((each.due_on for each in order), default=first)
    weeks = _weeks_of(first, last, calendar, len(carriers), size, capacity, planned) if size else []
    places = _place(order, _level(order, weeks))
    return {
        each.key: Slot(day, _team(each, day, carriers, load, size)) if day is not None else None
        for each, day in zip(order, places, strict=True)
    }


def _weeks_of(
    first: dt.date,
    last: dt.date,
    calendar: ClosingCalendar,
    inspectors: int,
    size: int,
    capacity: Capacity,
    planned: Mapping[dt.date, Sequence[UUID]],
) -> list[list[dt.date]]:
    """Return, week by week, a day for each slot that is left; a day has as many slots as teams."""
    weeks: list[list[dt.date]] = []
    monday, teams = monday_of(first), inspectors // size
    while monday <= last:
        week = [monday + _ONE * at for at in range(7)]
        open_days = [day for day in week if calendar.is_open(day)]
        taken = Counter({day: -(-len(planned.get(day, ())) // size) for day in week})
        left = min(inspectors * capacity.per_week // size, len(open_days) * teams) - taken.total()
        slots = [day for _round in range(teams) for day in _spread(open_days, left)]
        weeks.append(_untaken(slots, taken, left, first, last))
        monday += _ONE * 7
    return weeks


def _level(order: Sequence[Wanted], weeks: Sequence[Sequence[dt.date]]) -> list[dt.date]:
    """Return the slots of so many visits a week as all need who can be placed at all, no week fuller."""
    whole = sorted(day for week in weeks for day in week)
    count = len(_feasible(order, whole))
    for level in range(-(-count // max(len(weeks), 1)), max(map(len, weeks), default=0)):
        some = sorted(day for week in weeks for day in week[:level])
        if len(_feasible(order, some)) == count:
            return some
    return whole


def _spread(days: list[dt.date], count: int) -> list[dt.date]:
    """Return the days in an order that spreads some visits over the week: every other day first."""
    return days if count >= len(days) else [*days[1::2], *days[::2]]


def _untaken(
    slots: list[dt.date], taken: Counter[dt.date], left: int, first: dt.date, last: dt.date
) -> list[dt.date]:
    found: list[dt.date] = []
    for day in slots:
        if taken[day] > 0:
            taken[day] -= 1
        elif len(found) < left and first <= day <= last:
            found.append(day)
    return found


def _place(order: Sequence[Wanted], free: list[dt.date]) -> list[dt.date | None]:
    """Give each, in order, the earliest slot that leaves room for those that follow, or None."""
    waiting = _feasible(order, free)
    places: list[dt.date | None] = []
    for each in order:
        due = Counter(other.due_on for other in waiting.values())
        at = max(_reserved(each, due, free), bisect_left(free, each.from_on))
        is_free = each.key in waiting and at < len(free) and free[at] <= each.due_on
        places.append(free.pop(at) if is_free else None)
        waiting.pop(each.key, None)
    return places


def _feasible(order: Sequence[Wanted], free: Sequence[dt.date]) -> dict[CoverKey, Wanted]:
    """Return those that can all be placed; where there are too many, those with most points."""
    room = _Room(free)
    return {each.key: each for each in order if room.take(each.from_on, each.due_on)}


class _Room:
    """Slots by last day: takes a visit if all taken so far still fit."""

    def __init__(self, free: Sequence[dt.date]) -> None:
        self._free = list(free)

    def take(self, from_on: dt.date, due_on: dt.date) -> bool:
        """Take the latest slot between two days; tell whether there was one."""
        at = bisect_right(self._free, due_on) - 1
        if at < 0 or self._free[at] < from_on:
            return False
        self._free.pop(at)
        return True


def _reserved(each: Wanted, due: Counter[dt.date], free: Sequence[dt.date]) -> int:
    """Return how many of the first slots are kept for visits that fall due before this one.

    Where as many fall due up to some earlier day as there are slots up to it, those slots are theirs.
    """
    reserved, needed = 0, 0
    for day in sorted(day for day in due if day < each.due_on):
        needed += due[day]
        slots = bisect_right(free, day)
        if needed == slots:
            reserved = slots
    return reserved


def _team(each: Wanted, day: dt.date, carriers: Sequence[Carrier], load: Load, size: int) -> tuple[UUID, ...]:
    """Return the least loaded inspectors, the section's own before others; none is taken twice a day."""
    able = [one for one in carriers if (one.staff_id, day) not in load.days]
    monday = monday_of(day)
    able.sort(
        key=lambda one: (
            load.weeks[one.staff_id, monday],
            one.department_id != each.department_id,
            load.whole[one.staff_id],
            one.staff_id,
        )
    )
    team = tuple(one.staff_id for one in able[:size])
    for staff_id in team:
        load.take(staff_id, day)
    return team
