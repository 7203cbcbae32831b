"""Whatever is done at a door, in whatever order: inside is who the log says, and nothing is changed."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Engine, select

from models.device import Treatment
from models.tables import DeviceReturn, Visit, VisitDevice, VisitExit, VisitSignature
from oversight.devices import CarrierSign, DeclaredDevice, EntryDraft, HandBackDraft, LeavingDraft
from oversight.errors import OversightError
from oversight.journal import JournalService
from tests.oversight.devices.door_site import HOUR, Door
from tests.oversight.inspections.signed_site import drawing

KEPT = (Visit, VisitDevice, VisitSignature, VisitExit, DeviceReturn)
PEN = CarrierSign(drawing=drawing())
NAMES = ("一郎", "二郎", "三郎", "舘 花子")
DEVICES = (
    DeclaredDevice("smartphone", kept_at="ロッカー1"),
    DeclaredDevice("usb_memory", 2, kept_at=""),
    DeclaredDevice("laptop", treatment=Treatment.ADMITTED),
    DeclaredDevice("medical", treatment=Treatment.ADMITTED),
    DeclaredDevice("camera", treatment=Treatment.REFUSED),
)


def _entry(door: Door, dice: random.Random) -> EntryDraft:
    devices = tuple(dice.sample(DEVICES, dice.randrange(3)))
    late = dice.random() < 0.2
    return door.draft(
        dice.choice(NAMES),
        area_id=dice.choice((door.area_id, door.core_id)),
        devices=devices,
        entered_at=door.clock.moment - dice.randrange(-1, 5) * HOUR if late else None,
        late_reason=dice.choice(("", "記入もれ")) if late else "",
    )


def _enter(door: Door, dice: random.Random) -> None:
    drafts = [_entry(door, dice) for _person in range(dice.choice((1, 1, 2)))]
    door.visits.enter_group([(draft, PEN) for draft in drafts], witness=dice.choice((None, door.witness)))


def _some(door: Door, dice: random.Random) -> list[Any]:
    visits = [each.visit for each in door.visits.inside_now()]
    return dice.sample(visits, min(len(visits), dice.randrange(1, 3)))


def _leave(door: Door, dice: random.Random) -> None:
    visits = _some(door, dice)
    devices = [each.id for visit in visits for each in visit.owed if dice.random() < 0.6]
    late = {"at": door.clock.moment - HOUR, "late_reason": "記入もれ"} if dice.random() < 0.2 else {}
    signed = {each.id: PEN for each in visits if dice.random() < 0.8}
    draft = LeavingDraft(tuple(each.id for each in visits), tuple(devices), signed=signed, **late)  # type: ignore[arg-type]
    door.visits.leave(draft, witness=dice.choice((None, door.witness)))


def _hand_back(door: Door, dice: random.Random) -> None:
    visits = _some(door, dice)
    devices = [each.id for visit in visits for each in visit.owed]
    some = tuple(dice.sample(devices, min(len(devices), 2)))
    signed = {each.id: PEN for each in visits if dice.random() < 0.8}
    door.visits.hand_back(HandBackDraft(some, signed=signed), witness=dice.choice((None, door.witness)))


def _later(door: Door, dice: random.Random) -> None:
    door.clock.moment += dt.timedelta(minutes=dice.randrange(-10, 300))
    door.visits.note_points()


DEEDS: tuple[Callable[[Door, random.Random], None], ...] = (_enter, _enter, _leave, _hand_back, _later)


def kept(engine: Engine) -> dict[str, set[str]]:
    with engine.connect() as connection:
        return {
            model.__tablename__: set(map(repr, connection.execute(select(model.__table__)).all()))
            for model in KEPT
        }


@settings(max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(seed=st.integers(0, 2**32))
def test_the_table_of_open_visits_is_what_the_log_says(door: Door, engine: Engine, seed: int) -> None:
    dice = random.Random(seed)
    for _step in range(14):
        before = kept(engine)
        try:
            dice.choice(DEEDS)(door, dice)
        except OversightError:
            assert kept(engine) == before, "a refused deed leaves nothing behind"
        after = kept(engine)
        assert all(before[name] <= after[name] for name in before), "what is recorded stays as it is"
        assert door.open_rows() == door.open_rows_anew()
    _look_over(door, engine)


def _look_over(door: Door, engine: Engine) -> None:
    """Hold numbers, signatures, what is inside and the journal against the log."""
    with engine.connect() as connection:
        visits = connection.execute(select(Visit.id, Visit.area_id, Visit.number)).all()
    for area_id in (door.area_id, door.core_id):
        numbers = sorted(each.number for each in visits if each.area_id == area_id)
        assert numbers == list(range(1, len(numbers) + 1))
    assert all(door.visits.check_visit(each.id).is_sound for each in visits)
    rows = [door.visits.get_visit(each.id) for each in visits]
    assert {each.id for each in rows if each.is_open} == {each.visit.id for each in door.visits.inside_now()}
    assert JournalService(door.desk).verify().differing == 0
