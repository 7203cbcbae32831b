"""A few kills at the door in every test run; the full count by command. Damage is found."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from models.base import new_id
from oversight.devices import VisitsService
from oversight.engines import embedded_engine
from tests.harness.door_child import deed_for, door_desk, read_door
from tests.harness.door_kills import DoorKills
from tests.harness.kills import KEY, DamageError
from tests.tampering import tamper

KILLS = 4


@pytest.fixture
def kills(tmp_path: Path) -> DoorKills:
    """Make a door at which ten deeds were done and acknowledged."""
    made = DoorKills(tmp_path, "few")
    desk = door_desk(made.task)
    service = VisitsService(desk)
    for number in range(1, 11):
        deed_for(made.task, number, service)(service, made.task.area_id, number)
    made.held, made.task = read_door(desk, made.task.area_id), replace(made.task, number=11)
    desk.store.close()
    made.check()
    return made


def test_nothing_acknowledged_at_a_door_is_lost_whenever_the_process_dies(kills: DoorKills) -> None:
    for _each in range(KILLS):
        kills.kill_once()
    assert kills.tally.kills == KILLS
    assert kills.tally.acknowledged >= KILLS
    assert kills.tally.cut_whole + kills.tally.cut_absent == KILLS + 1


@pytest.mark.parametrize(
    ("statement", "told"),
    [
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
