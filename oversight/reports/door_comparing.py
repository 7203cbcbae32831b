"""The entry log held against roster and report: docs/records.md#the-entry-log-beside-the-report.

Pure: what is known is handed in. Where the log of the month holds nothing, nothing is compared.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from models.device import DoorPointKind
from models.report_filing import PointKind
from oversight.calendar import next_month
from oversight.japanese import fold
from oversight.report_form.answers import Answers, TableRow
from oversight.reports.door_facts import Area, Brought, Entry
from oversight.reports.point import Point
from oversight.reports.register_facts import KnownWorker, RegisterFacts

AGAINST_THE_RULE = frozenset({DoorPointKind.BANNED, DoorPointKind.PERMIT})
"""Exceptions (kinds of door points) with which a device was let in that the rule does not let in."""


@dataclass(frozen=True)
class _Month:
    """What is compared: ``theirs`` holds the entries of the contractor's people, by folded name.

    ``roster`` and ``told`` hold what register and report say of a name.
    """

    answers: Answers
    facts: RegisterFacts
    first: dt.date
    theirs: Mapping[str, list[Entry]]
    roster: Mapping[str, list[KnownWorker]]
    told: Mapping[str, list[TableRow]]

    @property
    def last(self) -> dt.date:
        return next_month(self.first) - dt.timedelta(days=1)

    @property
    def outside(self) -> list[Entry]:
        """The entries of all who are not of the city."""
        return [entry for entry in self.facts.door.entries if not entry.is_city]


def find_door_points(answers: Answers, facts: RegisterFacts, month: dt.date) -> Iterator[Point]:
    """Yield what the log of a month says otherwise than the roster or the report."""
    if not facts.door.entries and not facts.door.found:
        return
    roster = _by_name((fold(worker.name), worker) for worker in facts.workers)
    told = _by_name((fold(row.text("name")), row) for row in answers.rows("workers") if row.text("name"))
    compared = _Month(answers, facts, month, _theirs(facts, roster), roster, told)
    for find in (_persons, _never, _count, _devices, _permits, _self_check, _incident):
        yield from find(compared)


def _by_name(pairs: Iterable[tuple[str, Any]]) -> Mapping[str, list[Any]]:
    found = defaultdict[str, list[Any]](list)
    for name, each in pairs:
        found[name].append(each)
    return found


def _theirs(facts: RegisterFacts, roster: Collection[str]) -> Mapping[str, list[Entry]]:
    """Return the entries of the contractor's people: from the roster, or typed with an employer of theirs.

    A name typed without an employer is theirs if it is on the roster.
    """
    names = [facts.door.contractor, *(body.name for body in facts.bodies)]
    employers = {fold(name) for name in (*names, *(worker.employer for worker in facts.workers)) if name}

    def is_theirs(entry: Entry) -> bool:
        if entry.is_listed or not entry.organisation:
            return entry.is_listed or fold(entry.person) in roster
        return fold(entry.organisation) in employers

    entries = facts.door.entries
    return _by_name((fold(each.person), each) for each in entries if not each.is_city and is_theirs(each))


def _persons(compared: _Month) -> Iterator[Point]:
    for name, entries in compared.theirs.items():
        known = compared.roster.get(name)
        if not known:
            yield _of_person(PointKind.DOOR_STRANGER, entries, entries[0].organisation)
            continue
        outside = [each for each in entries if not any(_covers(worker, each) for worker in known)]
        if outside:
            last = max(known, key=lambda worker: worker.ends_on or dt.date.max)
            days = {"starts_on": _iso(last.starts_on), "ends_on": _iso(last.ends_on)}
            yield _of_person(PointKind.DOOR_OFF_ROSTER, outside, last.employer, **days)
        yield from _unreported(compared, name, [each for each in entries if each not in outside])


def _covers(worker: KnownWorker, entry: Entry) -> bool:
    """Tell whether a roster entry holds on the day; one struck without a day holds unless the door knew."""
    if worker.starts_on is not None and entry.day < worker.starts_on:
        return False
    if worker.ends_on is not None:
        return entry.day <= worker.ends_on
    return worker.is_there or DoorPointKind.LEAVER not in entry.exceptions


def _unreported(compared: _Month, name: str, entries: list[Entry]) -> Iterator[Point]:
    """Name who entered and is not in the report's table, or entered after the leaving that it tells."""
    if not compared.told or not entries:
        return
    rows = compared.told.get(name, [])
    left = [day for row in rows if (day := row.day("left_on")) is not None]
    if len(left) < len(rows):
        return
    last = max(left, default=None)
    after = [each for each in entries if last is None or each.day > last]
    if after:
        employer = compared.roster[name][0].employer
        yield _of_person(PointKind.DOOR_UNREPORTED, after, employer, left_on=_iso(last))


def _never(compared: _Month) -> Iterator[Point]:
    """Name whom roster and report have there and the log does not; only where the log is whole."""
    entered = {fold(each.person) for each in compared.outside}
    names = [
        rows[0].text("name")
        for name, rows in compared.told.items()
        if name not in entered and _was_told(rows, compared) and _was_listed(name, compared)
    ]
    if names and compared.facts.door.is_whole:
        yield Point(PointKind.DOOR_NEVER, {"names": names, "where": _areas(compared.facts.door.entries)})


def _was_told(rows: Iterable[TableRow], compared: _Month) -> bool:
    days = [row.day("left_on") for row in rows]
    return any(day is None or day >= compared.first for day in days)


def _was_listed(name: str, compared: _Month) -> bool:
    return any(
        worker.is_there and (worker.starts_on is None or worker.starts_on <= compared.last)
        for worker in compared.roster.get(name, ())
    )


def _count(compared: _Month) -> Iterator[Point]:
    """Hold those who entered and were still there after the month against the count of the report."""
    reported = compared.answers.number("workers_count")
    if reported is None:
        return
    staying = [name for name in compared.theirs if _stayed(name, compared)]
    if len(staying) > reported:
        entries = [each for name in staying for each in compared.theirs[name]]
        figures = {"reported": reported, "entered": len(staying)}
        yield Point(PointKind.DOOR_COUNT, {**figures, "where": _areas(entries)})


def _stayed(name: str, compared: _Month) -> bool:
    """Tell whether neither roster nor report has a name leave by the month's end."""
    told = [row.day("left_on") for row in compared.told.get(name, ())]
    if told and all(day is not None and day <= compared.last for day in told):
        return False
    return any(
        worker.is_there
        and (worker.ends_on is None or worker.ends_on > compared.last)
        and (worker.starts_on is None or worker.starts_on <= compared.last)
        for worker in compared.roster.get(name, ())
    )


def _devices(compared: _Month) -> Iterator[Point]:
    """Hold the count of devices against the log: at least each device once, at most each time."""
    reported = compared.answers.number("devices")
    if reported is None:
        return
    carried = [entry for entry in compared.outside if any(_admitted(entry))]
    theirs = [entry for entries in compared.theirs.values() for entry in entries]
    least, most = count_devices(theirs), sum(each.count for entry in carried for each in _admitted(entry))
    if reported < least or (reported > most and compared.facts.door.is_whole):
        classes = Counter[str]()
        for entry in carried:
            for each in _admitted(entry):
                classes[each.word] += each.count
        figures = {"reported": reported, "least": least, "most": most, "classes": dict(classes)}
        where = _visits(carried) if carried else _areas(compared.facts.door.entries)
        yield Point(PointKind.DOOR_DEVICES, {**figures, "where": where})


def count_devices(entries: Iterable[Entry]) -> int:
    """Return how many different devices were let in: by serial, else by person and class the most at once."""
    most: dict[tuple[str, str], int] = {}
    for entry in entries:
        at_once = Counter[tuple[str, str]]()
        for each in _admitted(entry):
            own = (each.word, fold(each.serial)) if each.serial else (each.word, f"\0{fold(entry.person)}")
            at_once[own] = 1 if each.serial else at_once[own] + each.count
        most |= {own: max(count, most.get(own, 0)) for own, count in at_once.items()}
    return sum(most.values())


def _admitted(entry: Entry) -> Iterator[Brought]:
    return (each for each in entry.devices if each.is_admitted)


def _permits(compared: _Month) -> Iterator[Point]:
    """Hold the count of permits against those used, and against those in force and the times of use."""
    reported = compared.answers.number("permits")
    if reported is None:
        return
    using = [entry for entry in compared.outside if any(each.permit for each in _admitted(entry))]
    used = [each.permit for entry in using for each in _admitted(entry) if each.permit]
    in_force = compared.facts.door.permits_in_force
    is_more = reported > max(in_force, len(used)) and compared.facts.door.is_whole
    if reported < len(set(used)) or is_more:
        figures = {"reported": reported, "used": len(set(used)), "in_force": in_force}
        where = _visits(using) if using else _areas(compared.facts.door.entries)
        yield Point(PointKind.DOOR_PERMITS, {**figures, "where": where})


def _self_check(compared: _Month) -> Iterator[Point]:
    """Hold "no device is brought in without a permit" against what was let in against the rule, or found."""
    wrong = [entry for entry in compared.outside if AGAINST_THE_RULE.intersection(entry.exceptions)]
    found = compared.facts.door.found
    if compared.answers.of("check_devices").value == "yes" and (wrong or found):
        details = {"question": "check_devices", "let_in": len(wrong), "found": len(found)}
        yield Point(PointKind.DOOR_SELF_CHECK, {**details, "where": _visits(wrong, found)})


def _incident(compared: _Month) -> Iterator[Point]:
    """Hold "no incident" against devices found inside, and devices nobody accounted for."""
    missing = [entry for entry in compared.outside if _unaccounted(entry)]
    found = compared.facts.door.found
    if compared.answers.of("incident").value == "no" and (missing or found):
        details = {"found": len(found), "missing": sum(map(_unaccounted, missing))}
        yield Point(PointKind.DOOR_INCIDENT, {**details, "where": _visits(missing, found)})


def _unaccounted(entry: Entry) -> int:
    return sum(each.count for each in entry.devices if each.is_unaccounted)


def _of_person(kind: PointKind, entries: list[Entry], employer: str, **details: Any) -> Point:
    told = {"name": entries[0].person, "employer": employer}
    return Point(kind, {**told, **details, "where": _visits(entries)})


def _visits(entries: Iterable[Entry], found: Iterable[Area] = ()) -> list[dict[str, Any]]:
    """Return where to look: each area with the numbers of the visits. An area's identifier is a number:

    as a text its figures could look like an Individual Number.
    """
    numbers: dict[Area, set[int]] = {area: set() for area in found}
    for entry in entries:
        numbers.setdefault(entry.area, set()).add(entry.number)
    return [
        {"area": area.id.int, "name": area.name, "told": area.told, "visits": sorted(numbers[area])}
        for area in sorted(numbers, key=lambda each: (each.told, each.id))
    ]


def _areas(entries: Iterable[Entry]) -> list[dict[str, Any]]:
    """Return the areas alone, for what all their visits say together."""
    return _visits((), (entry.area for entry in entries))


def _iso(day: dt.date | None) -> str:
    return day.isoformat() if day is not None else ""
