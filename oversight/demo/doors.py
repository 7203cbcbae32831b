"""The doors of the made-up city: who may stand at them, the areas of some contracts, and their permits."""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from models.contract import Place
from models.department import Role, Staff
from models.device import AreaLevel, DevicePermit, HandlingArea, PermitState
from models.worker import Worker, WorkerState
from oversight.calendar import first_day, fiscal_year_of, last_day, show_fiscal_year_short
from oversight.clock import day_of
from oversight.demo.ground import DemoContract, Register
from oversight.devices import DEFAULT_CLASSES, DEFAULT_RULES, MEASURES, AreaFacts, Holding, holding_in
from oversight.settings import OfficeSettings

SHARE_WITH_DOORS = 0.04
"""So many of the running contracts have areas and a log, beside those with something planted."""
_FEW = 200
_LEAST = 2
_PERMITS_BEFORE = dt.timedelta(days=200)
_DAY = dt.timedelta(days=1)
_COLLEAGUES = (
    ("舘 花子", "タテ ハナコ", "主任", Role.INSPECTOR),
    ("北見 薫", "キタミ カオル", "主査", Role.DATA_PROTECTION),
)


@dataclass(frozen=True)
class DemoPerson:
    """Somebody at a door: from a roster, of the city, or by name alone."""

    name: str
    organisation: str
    worker_id: UUID | None = None
    staff_id: UUID | None = None
    post: str = ""

    @property
    def signature(self) -> str:
        """Return post and name."""
        return f"{self.post} {self.name}".strip()


@dataclass(frozen=True)
class Room:
    """A kind of area."""

    name: str
    level: AreaLevel
    has_systems: bool = False
    max_persons: int | None = None
    closes_at: dt.time | None = None
    remarks: str = ""


WORK_ROOM = Room("作業室", AreaLevel.HANDLING, has_systems=True, remarks="ロッカーは入口の右手にある。")
SERVER_ROOM = Room("サーバー室", AreaLevel.CONTROLLED, max_persons=4, remarks="鍵は守衛室で借りる。")
ARCHIVE = Room("書庫", AreaLevel.HANDLING, closes_at=dt.time(18, 30))
ROOMS = (WORK_ROOM, SERVER_ROOM, ARCHIVE)


@dataclass(frozen=True)
class DemoArea:
    """An area with what holds at its door."""

    id: UUID
    contract: DemoContract
    room: Room
    holding: Holding

    @property
    def told(self) -> str:
        """Return contract and area as the truths tell them."""
        return f"{self.contract.number} {self.room.name}"


@dataclass(frozen=True)
class DemoPermit:
    """A permit as a visit needs it."""

    id: UUID
    holder: DemoPerson
    device_class: str
    serial: str
    starts_on: dt.date
    ends_on: dt.date


@dataclass
class Doors:
    """What the steps share: ``days`` are the open days of the log before today, the oldest first.

    ``regulars`` are the workers on each contract's roster. ``told`` holds the device figures that some
    contracts report. ``strange`` are contracts with the seven irregularities.
    """

    register: Register
    now: dt.datetime
    staff: tuple[DemoPerson, ...]
    days: tuple[dt.date, ...]
    regulars: dict[UUID, list[DemoPerson]]
    areas: dict[UUID, dict[Room, DemoArea]] = field(default_factory=dict)
    permits: dict[UUID, list[DemoPermit]] = field(default_factory=lambda: defaultdict(list))
    strange: list[DemoContract] = field(default_factory=list)
    told: dict[UUID, dict[str, int]] = field(default_factory=dict)
    rows: dict[type[Any], list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    numbers: Counter[int] = field(default_factory=Counter)

    def put(self, model: type[Any], **values: Any) -> UUID:
        """Note a row of these tables."""
        row_id = self.register.dice.new_id()
        self.rows[model].append({"id": row_id, "version": 1, "withdrawn_reason": "", **values})
        return row_id


def hire_colleagues(register: Register, city: str) -> tuple[DemoPerson, ...]:
    """Put colleagues of the founder into the register: who stands by at a door is never the carrier."""
    return tuple(
        DemoPerson(name, city, post=post, staff_id=_hire(register, name, kana, post, role))
        for name, kana, post, role in _COLLEAGUES
    )


def _hire(register: Register, name: str, kana: str, post: str, role: Role) -> UUID:
    return register.put(Staff, name=name, kana=kana, post=post, roles=[role.value])


def lay_doors(register: Register, staff: tuple[DemoPerson, ...], now: dt.datetime) -> Doors:
    """Give some contracts areas and permits, and choose where something is planted."""
    doors = Doors(register, now, staff, _log_days(day_of(now)), _regulars(register))
    running = [each for each in register.contracts if each.service[1] >= register.today]
    count = max(1, len(running) // _FEW)
    core = [each for each in running if each.operation.is_core]
    doors.strange = _draw(register, core if len(core) >= count else running, count, ())
    for contract in doors.strange:
        _lay(doors, contract, ROOMS)
    long_since = [each for each in running if each.service[0] < register.today - _PERMITS_BEFORE]
    told = _draw(register, long_since, 2 * count, doors.areas)
    for place, contract in enumerate(told):
        _lay(doors, contract, (WORK_ROOM, SERVER_ROOM))
        doors.told[contract.id] = {"devices": 1 if place % 2 else 2, "permits": 2}
    share = max(_LEAST, round(len(running) * SHARE_WITH_DOORS))
    for place, contract in enumerate(_draw(register, running, share, doors.areas)):
        _lay(doors, contract, (WORK_ROOM, ARCHIVE) if place % 2 else (WORK_ROOM,))
    return doors


def _draw(
    register: Register, contracts: list[DemoContract], count: int, taken: Collection[UUID]
) -> list[DemoContract]:
    left = [each for each in contracts if each.id not in taken]
    return register.dice.sample(left, min(count, len(left)))


def _log_days(today: dt.date) -> tuple[dt.date, ...]:
    """Return the open days from the first of the month before last until yesterday."""
    before = (today.replace(day=1) - _DAY).replace(day=1)
    first, calendar = (before - _DAY).replace(day=1), OfficeSettings().closing_days.calendar()
    days = (first + at * _DAY for at in range((today - first).days))
    return tuple(day for day in days if calendar.is_open(day))


def _regulars(register: Register) -> dict[UUID, list[DemoPerson]]:
    """Return who of each roster is there."""
    found = defaultdict[UUID, list[DemoPerson]](list)
    for row in register.rows[Worker]:
        if row["ends_on"] is None and row["state"] is WorkerState.ACTIVE:
            person = DemoPerson(row["name"], row["employer"], worker_id=row["id"])
            found[row["contract_id"]].append(person)
    return found


def _lay(doors: Doors, contract: DemoContract, rooms: tuple[Room, ...]) -> None:
    place = next(row for row in doors.register.rows[Place] if row["id"] == contract.place_id)
    is_strange = contract in doors.strange
    doors.areas[contract.id] = {
        room: _area(doors, contract, room, place["photography_forbidden"], is_strange) for room in rooms
    }
    if SERVER_ROOM in rooms:
        area = doors.areas[contract.id][SERVER_ROOM]
        for person in doors.regulars[contract.id][:_LEAST]:
            _permit_for_the_year(doors, area, person)
        if is_strange:
            _permit_in_every_standing(doors, area)


def _area(
    doors: Doors, contract: DemoContract, room: Room, no_photography: bool, is_strange: bool
) -> DemoArea:
    operation = contract.operation
    systems = [operation.system] if room.has_systems and operation.system else []
    uses_core = room.has_systems and (operation.is_core or is_strange)
    facts = AreaFacts(room.level, uses_core, tuple(systems), room.max_persons, no_photography)
    row_id = doors.put(
        HandlingArea,
        place_id=contract.place_id,
        name=room.name,
        level=room.level,
        systems=systems,
        uses_core=uses_core,
        max_persons=room.max_persons,
        closes_at=room.closes_at,
        remarks=room.remarks,
    )
    return DemoArea(row_id, contract, room, holding_in(facts, DEFAULT_RULES, DEFAULT_CLASSES))


def _permit_for_the_year(doors: Doors, area: DemoArea, person: DemoPerson) -> None:
    """Permit a laptop in each fiscal year of the log: no permit outlasts the year it begins in."""
    serial = f"PC-{doors.register.dice.randint(1_000, 9_999)}"
    for year in dict.fromkeys((fiscal_year_of(doors.days[0]), fiscal_year_of(doors.register.today))):
        days = (first_day(year), last_day(year))
        doors.permits[area.id].append(_permit(doors, area, person, days, serial=serial))


def _permit_in_every_standing(doors: Doors, area: DemoArea) -> None:
    """Put a permit that runs out soon, one that has, one to come, one ended, one refused, one that waits.

    The first two are those of the maintenance's engineers, who come to the door with them.
    """
    today, dice = doors.register.today, doors.register.dice
    week, month = 7 * _DAY, 30 * _DAY
    year_end = last_day(fiscal_year_of(today))
    running, over = doors.days[-12], doors.days[-8]
    doors.permits[area.id] += [
        _permit(doors, area, ENGINEER, _within(running, min(today + 2 * week, year_end)), serial="MT-210"),
        _permit(doors, area, FORMER_ENGINEER, _within(over - 2 * month, over), serial="MT-118"),
    ]
    to_come = _within(today + week, today + 3 * month, is_later=True)
    _permit(doors, area, FORMER_ENGINEER, to_come, serial="MT-118", decided_on=today - 2 * _DAY)
    ended = _within(over - month, last_day(fiscal_year_of(over)))
    _permit(doors, area, ENGINEER, ended, serial="MT-205", state=PermitState.ENDED,
            ended_on=max(doors.days[-10], ended[0]), ended_reason="機器を入れ替えたため")  # fmt: skip
    _permit(doors, area, ENGINEER, to_come, serial="HD-41", device_class="storage", state=PermitState.REFUSED,
            decided_on=today - _DAY, decision_reason="外部記憶媒体は、市の貸与品を使うため")  # fmt: skip
    waiting = dice.choice(doors.regulars[area.contract.id])
    _permit(doors, area, waiting, to_come, serial="TB-77", device_class="tablet",
            state=PermitState.REQUESTED, decided_on=None)  # fmt: skip


ENGINEER = DemoPerson("柏木 直樹", "さくら機器保守株式会社")
FORMER_ENGINEER = DemoPerson("三上 拓也", "さくら機器保守株式会社")


def _within(first: dt.date, last: dt.date, *, is_later: bool = False) -> tuple[dt.date, dt.date]:
    """Return a period cut to one fiscal year: that of its last day, or of its first where it is to come."""
    if is_later:
        return first, min(last, last_day(fiscal_year_of(first)))
    return max(first, first_day(fiscal_year_of(last))), last


def _permit(
    doors: Doors, area: DemoArea, person: DemoPerson, days: tuple[dt.date, dt.date], **own: Any
) -> DemoPermit:
    """Put a laptop's permit, granted a week before it begins unless ``own`` says otherwise."""
    starts_on, ends_on = days
    decided_on = min(starts_on - 7 * _DAY, doors.register.today)
    values = {**_GRANTED, "decided_on": decided_on, **own}
    permit_id = doors.put(
        DevicePermit,
        number=_next_number(doors, fiscal_year_of(starts_on)),
        contract_id=area.contract.id,
        area_id=area.id,
        worker_id=person.worker_id,
        staff_id=person.staff_id,
        holder=person.name,
        organisation=person.organisation,
        device=_MODELS[values["device_class"]],
        starts_on=starts_on,
        ends_on=ends_on,
        measures=list(MEASURES[:2]),
        **_handled(doors, values["decided_on"]),
        **values,
    )
    return DemoPermit(permit_id, person, values["device_class"], values["serial"], starts_on, ends_on)


def _next_number(doors: Doors, year: int) -> str:
    doors.numbers[year] += 1
    return f"持{show_fiscal_year_short(year)}-{doors.numbers[year]:04d}"


def _handled(doors: Doors, decided_on: dt.date | None) -> dict[str, Any]:
    """Return by whom a permit was asked for and decided: two persons."""
    founder, colleague = doors.staff[0], doors.staff[1]
    return {
        "requested_on": (decided_on or doors.register.today) - 3 * _DAY,
        "requested_by": colleague.signature,
        "requested_id": colleague.staff_id,
        "decided_by": founder.signature if decided_on else "",
        "decided_id": founder.staff_id if decided_on else None,
    }


_GRANTED: dict[str, Any] = {
    "device_class": "laptop",
    "state": PermitState.PERMITTED,
    "purpose": "機器の点検と設定",
    "conditions": "作業の記録を残すこと。",
    "checked_out_how": "職員が画面を見て、データの残っていないことを確かめる。",
    "decision_reason": "",
    "ended_on": None,
    "ended_reason": "",
}
_MODELS = {
    "laptop": "雪見電機 YN-13",
    "storage": "雪見電機 YS-1",
    "tablet": "雪見電機 YT-11",
}
