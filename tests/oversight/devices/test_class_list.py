"""The list of device classes: what was used is never lost, what a change does to the rules is told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from oversight.access import Actor, Role
from oversight.devices import (
    DEFAULT_CLASSES,
    DEFAULT_RULES,
    DeclaredDevice,
    DeviceClass,
    DoorRule,
    Handling,
    told_effects,
)
from oversight.errors import NotPermittedError, RefusedError
from oversight.settings import SettingsService
from tests.oversight.devices.door_site import PHONE, Door

DRONE = DeviceClass("class-1", "ドローン", takes_pictures=True)


def without(class_id: str) -> tuple[DeviceClass, ...]:
    return tuple(each for each in DEFAULT_CLASSES if each.id != class_id)


def out_of_use(class_id: str) -> tuple[DeviceClass, ...]:
    return tuple(replace(each, in_use=each.id != class_id) for each in DEFAULT_CLASSES)


def test_a_class_of_the_offices_own_is_declared_and_keeps_its_word(door: Door) -> None:
    assert door.areas.list_all_classes() == (DEFAULT_CLASSES, frozenset())
    door.areas.change_classes((*DEFAULT_CLASSES, DRONE))
    assert door.areas.list_classes()[-1] == DRONE
    visit_id = door.enter(devices=(DeclaredDevice("class-1", kept_at="棚"),))
    door.areas.change_classes((*DEFAULT_CLASSES, replace(DRONE, word="無人航空機", in_use=False)))
    assert DRONE.id not in {each.id for each in door.areas.list_classes()}
    assert door.visits.get_visit(visit_id).devices[0].class_word == "ドローン"
    with pytest.raises(RefusedError, match="無人航空機"):
        door.areas.change_classes(DEFAULT_CLASSES)
    with pytest.raises(RefusedError):
        door.enter("二郎", devices=(DeclaredDevice("class-1", kept_at="棚"),))
    door.areas.change_classes((*DEFAULT_CLASSES, DRONE))
    door.enter("二郎", devices=(DeclaredDevice("class-1", kept_at="棚"),))


def test_what_was_never_used_may_go_unless_a_rule_names_it(door: Door) -> None:
    door.areas.change_classes(without("game_console"))
    assert "game_console" not in {each.id for each in door.areas.list_classes()}
    with pytest.raises(RefusedError, match="基幹系システムを使う区域"):
        door.areas.change_classes(without("medical"))
    door.permit()
    door.visits.note_found_device(door.area_id, "camera", "棚の上")
    door.enter(devices=(PHONE,))
    assert door.areas.list_all_classes()[1] == {"laptop", "camera", "smartphone"}
    for used in ("laptop", "camera", "smartphone"):
        with pytest.raises(RefusedError, match="記録に使われています"):
            door.areas.change_classes(without(used))
    door.areas.change_classes(DEFAULT_CLASSES)
    assert SettingsService(door.desk).read().device_classes == []


def test_a_rule_that_names_a_class_no_longer_offered_still_holds_for_the_others(door: Door) -> None:
    door.areas.change_classes(out_of_use("medical"))
    holding = door.areas.get_holding(door.area_id)
    assert "medical" not in holding.devices
    assert holding.devices["smartphone"].rules == ("取扱区域",)
    assert door.areas.list_rules() == DEFAULT_RULES


def test_the_list_is_refused_empty_and_to_those_who_may_not_set(door: Door) -> None:
    with pytest.raises(RefusedError):
        door.areas.change_classes(())
    object.__setattr__(door.desk, "actor", Actor(None, "検査 三郎", roles=frozenset({Role.INSPECTOR})))
    with pytest.raises(NotPermittedError):
        door.areas.change_classes(out_of_use("medical"))


def test_what_a_change_does_to_the_rules_is_told() -> None:
    def told(*after: DeviceClass) -> str:
        return "\n".join(told_effects(DEFAULT_CLASSES, after, DEFAULT_RULES))

    assert told(*DEFAULT_CLASSES) == ""
    assert told(*reversed(DEFAULT_CLASSES)) == "", "the order says nothing"
    added = told(*DEFAULT_CLASSES, DRONE)
    assert "「ドローン」を選べるようにします。基幹系システムを使う区域: 持込禁止、" in added
    assert "「ドローン」は、撮影の禁止の対象になります。" in added
    plain = DeviceClass("class-2", "台車", is_electronic=False)
    assert "どの決まりも及ばず、持ち込めます" in told(*DEFAULT_CLASSES, plain)
    assert told(*without("game_console")) == (
        "「ゲーム機」は、入口で選べなくなります。記録と決まりには残ります。"
    )
    assert told(*out_of_use("game_console")) == told(*without("game_console"))
    paper = tuple(replace(each, is_electronic=each.id != "camera") for each in DEFAULT_CLASSES)
    changed = told(*paper)
    assert "「デジタルカメラ」の扱いが変わります。基幹系システムを使う区域: 持込禁止 → 決めない。" in changed
    assert "「紙・筆記具」の扱いが変わります。基幹系システムを使う区域: 決めない → 持込禁止。" in changed
    named = DoorRule("camera", "撮影機器", "要綱", devices={"camera": Handling.BANNED})
    assert "撮影機器" not in "\n".join(told_effects(DEFAULT_CLASSES, paper, (*DEFAULT_RULES, named)))
    blind = tuple(replace(each, takes_pictures=False) for each in DEFAULT_CLASSES)
    assert "「デジタルカメラ」は、撮影の禁止の対象でなくなります。" in told(*blind)
