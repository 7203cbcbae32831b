"""A few kills at the door in every test run; the full count by command. Damage is found."""

from __future__ import annotations

import shutil
from collections import Counter
from contextlib import closing
from copy import copy
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select, text

from models.base import new_id
from models.device import DoorPoint, DoorPointKind, Treatment, Visit, VisitSigner
from models.signature import SignatureMethod
from oversight.devices import VisitsService
from oversight.engines import embedded_engine
from tests.harness.door_child import door_desk, read_door
from tests.harness.door_deeds import deed_for
from tests.harness.door_kills import DoorKills
from tests.harness.kills import KEY, DamageError
from tests.tampering import tamper

KILLS, DEEDS = 4, 41


@pytest.fixture(scope="module")
def door(tmp_path_factory: pytest.TempPathFactory) -> DoorKills:
    """Make a door at which every kind of deed was done and acknowledged."""
    made = DoorKills(tmp_path_factory.mktemp("door"), "few")
    desk = door_desk(made.task)
    service = VisitsService(desk)
    for number in range(1, DEEDS):
        deed_for(made.task, number, service)(service)
    made.held, made.task = read_door(desk, made.task.area_id), replace(made.task, number=DEEDS)
    desk.store.close()
    made.check()
    return made


@pytest.fixture
def kills(door: DoorKills, tmp_path: Path) -> DoorKills:
    """Return a copy of it, to be damaged."""
    copied = copy(door)
    copied.task = replace(door.task, path=tmp_path / "door.db")
    copied.tally = replace(door.tally)
    shutil.copy(door.task.path, copied.task.path)
    return copied


def test_nothing_acknowledged_at_a_door_is_lost_whenever_the_process_dies(kills: DoorKills) -> None:
    for _each in range(KILLS):
        kills.kill_once()
    assert kills.tally.kills == KILLS
    assert kills.tally.acknowledged >= KILLS
    assert kills.tally.cut_whole + kills.tally.cut_absent == KILLS + 1


def test_whatever_is_done_at_a_door_is_among_what_is_killed(kills: DoorKills) -> None:
    desk = door_desk(kills.task)
    with closing(desk.store):
        with desk.reading() as session:
            ids = session.scalars(select(Visit.id)).all()
            points = set(session.scalars(select(DoorPoint.kind)))
        visits = [VisitsService(desk).get_visit(each) for each in ids]
    signatures = [each for visit in visits for each in visit.signatures]
    groups = Counter(each.group_id for each in visits if each.group_id and not each.sheet)
    assert {3, 8} <= set(groups.values())
    assert any(each.escort for each in visits)
    assert any(each.sheet for each in visits)
    assert {each.kind for each in signatures} == set(VisitSigner)
    assert {each.method for each in signatures} == set(SignatureMethod)
    assert any(each.handing for each in signatures)
    assert {device.treatment for visit in visits for device in visit.devices} == set(Treatment)
    assert DoorPointKind.FOUND in points
    assert kills.held.sheet


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("UPDATE device_return SET handing = 9 WHERE handing = 1", "handing back"),
        ("UPDATE visit_signature SET signed_hash = 'x' WHERE kind = 'carrier_back'", "signed"),
        ("UPDATE device_return SET note = 'x-99'", "in part"),
        ("UPDATE visit SET purpose = 'x-99'", "in part"),
        ("UPDATE visit SET sheet = ''", "in part: carrier_in"),
        ("DELETE FROM visit_draft WHERE saved_by LIKE '%/sheet'", "sheet 0"),
        ("UPDATE visit SET person = 'x'", "signed"),
        ("UPDATE visit SET number = number + 100", "gaps"),
        ("DELETE FROM open_visit", "inside"),
        ("DELETE FROM visit_signature", "lost"),
    ],
)
def test_damage_at_a_door_is_found(kills: DoorKills, statement: str, told: str) -> None:
    engine = embedded_engine(kills.task.path, KEY)
    tamper(engine, text(statement))
    engine.dispose()
    with pytest.raises(DamageError, match=told):
        kills.check()


def test_a_draft_that_is_not_the_last_is_found(kills: DoorKills) -> None:
    kills.held = replace(kills.held, draft=9_999)
    with pytest.raises(DamageError, match="draft"):
        kills.check()
    kills.held = replace(kills.held, rows=kills.held.rows | {new_id()})
    with pytest.raises(DamageError, match="lost"):
        kills.check()
