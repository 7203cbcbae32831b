"""What holds at a door: of overlapping rules the strictest, named; the house's own follow their sources."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oversight.devices import (
    DEFAULT_CLASSES,
    DEFAULT_RULES,
    EVERY_ELECTRONIC,
    AreaFacts,
    AreaLevel,
    DeviceClass,
    DoorRule,
    Handling,
    classes_of,
    holding_in,
    refuse_wrong_classes,
    refuse_wrong_rules,
    rules_of,
    written_of,
)
from oversight.errors import RefusedError
from oversight.words import use_language

CORE = AreaFacts(AreaLevel.HANDLING, uses_core=True)
STRICT_FIRST = list(Handling)

rules = st.builds(
    DoorRule,
    id=st.text("abc", min_size=1, max_size=4),
    word=st.text("規則", min_size=1, max_size=4),
    source=st.just("試験"),
    level=st.none() | st.sampled_from(AreaLevel),
    core=st.none() | st.booleans(),
    system=st.sampled_from(["", "介護保険", "住基"]),
    devices=st.dictionaries(
        st.sampled_from([EVERY_ELECTRONIC, *(each.id for each in DEFAULT_CLASSES)]), st.sampled_from(Handling)
    ),
    witness=st.booleans(),
    two_persons=st.booleans(),
    escort=st.booleans(),
    no_camera=st.booleans(),
    max_persons=st.none() | st.integers(1, 9),
)
areas = st.builds(
    AreaFacts,
    level=st.sampled_from(AreaLevel),
    uses_core=st.booleans(),
    systems=st.lists(st.sampled_from(["介護保険", "住基", "税"]), max_size=2).map(tuple),
    max_persons=st.none() | st.integers(1, 9),
    photography_forbidden=st.booleans(),
)


def test_where_a_core_system_is_used_every_electronic_device_is_banned_and_witnessed() -> None:
    holding = holding_in(CORE, DEFAULT_RULES, DEFAULT_CLASSES)
    electronic = {each.id for each in DEFAULT_CLASSES if each.is_electronic} - {"medical", "city_device"}
    assert {holding.devices[name].handling for name in electronic} == {Handling.BANNED}
    assert holding.devices["smartphone"].rules == ("基幹系システムを使う区域",)
    assert holding.devices["city_device"].handling is Handling.PERMIT
    assert (holding.devices["paper"].handling, holding.devices["paper"].rules) == (Handling.ALLOWED, ())
    assert holding.witness_by == holding.no_camera_by == ("基幹系システムを使う区域",)
    assert "札幌市" in DEFAULT_RULES[0].source


def test_without_one_devices_are_deposited_and_nobody_need_stand_by() -> None:
    holding = holding_in(AreaFacts(AreaLevel.HANDLING), DEFAULT_RULES, DEFAULT_CLASSES)
    assert holding.devices["usb_memory"].handling is Handling.DEPOSIT
    assert holding.devices["city_device"].handling is Handling.ALLOWED
    assert holding.witness_by == ()


def test_a_controlled_area_asks_for_permits_and_escorts() -> None:
    facts = AreaFacts(AreaLevel.CONTROLLED, photography_forbidden=True)
    holding = holding_in(facts, DEFAULT_RULES, DEFAULT_CLASSES)
    assert holding.devices["laptop"].handling is Handling.PERMIT
    assert holding.escort_by == ("管理区域",)
    assert holding.no_camera_by == ("撮影禁止の履行場所",)


def test_a_rule_about_a_system_holds_where_it_is_used_whatever_its_width() -> None:
    rule = DoorRule("tax", "税", "試験", system="ＴＡＸ", devices={"paper": Handling.BANNED}, max_persons=3)
    used = AreaFacts(AreaLevel.HANDLING, systems=("tax",), max_persons=3)
    holding = holding_in(used, [rule], DEFAULT_CLASSES)
    assert holding.devices["paper"].handling is Handling.BANNED
    assert (holding.max_persons, holding.max_persons_by) == (3, ("税",))
    elsewhere = AreaFacts(AreaLevel.HANDLING, systems=("住基",))
    assert holding_in(elsewhere, [rule], DEFAULT_CLASSES).devices["paper"].handling is Handling.ALLOWED


@given(st.lists(rules, max_size=5), areas)
def test_no_rule_makes_a_door_laxer_and_each_answer_names_who_gave_it(
    several: list[DoorRule], area: AreaFacts
) -> None:
    whole = holding_in(area, several, DEFAULT_CLASSES)
    applying = [rule for rule in several if rule.applies(area)]
    for device in DEFAULT_CLASSES:
        said = whole.devices[device.id]
        spoken = [found for rule in applying if (found := rule.says_of(device)) is not None]
        expected = min(spoken, key=STRICT_FIRST.index) if spoken else Handling.ALLOWED
        assert said.handling is expected
        assert set(said.rules) == {rule.told for rule in applying if rule.says_of(device) is expected}
    assert bool(whole.witness_by) is any(rule.witness for rule in applying)
    assert bool(whole.no_camera_by) is (
        any(rule.no_camera for rule in applying) or area.photography_forbidden
    )
    most = [rule.max_persons for rule in applying if rule.max_persons] + [area.max_persons or 99]
    assert (whole.max_persons or 99) == min(most)


@given(st.lists(rules, min_size=1, max_size=4))
def test_rules_come_back_from_the_settings_as_they_were(several: list[DoorRule]) -> None:
    assert rules_of([written_of(rule) for rule in several]) == tuple(several)


def test_an_empty_setting_stands_for_the_houses_own() -> None:
    assert rules_of([]) == DEFAULT_RULES
    assert classes_of([]) == DEFAULT_CLASSES
    own = classes_of([{"id": "robot", "word": "ロボット", "is_electronic": True, "takes_pictures": True}])
    assert own == (DeviceClass("robot", "ロボット", takes_pictures=True),)


def test_the_houses_words_are_told_in_english_too() -> None:
    use_language("en")
    assert (DEFAULT_CLASSES[0].told, DEFAULT_RULES[0].told) == (
        "Smartphone",
        "Area where a core system is used",
    )


@pytest.mark.parametrize(
    "wrong",
    [
        [],
        [DeviceClass("a", " ")],
        [DeviceClass("a", "長い名前" * 9)],
        [DeviceClass("a", "甲"), DeviceClass("a", "乙")],
        [DeviceClass("a", "甲"), DeviceClass("b", "甲")],
    ],
)
def test_a_list_of_classes_that_will_not_do_is_refused(wrong: list[DeviceClass]) -> None:
    with pytest.raises(RefusedError):
        refuse_wrong_classes(wrong)
    refuse_wrong_classes(DEFAULT_CLASSES)


@pytest.mark.parametrize(
    "wrong",
    [
        [],
        [DoorRule("a", " ", "要綱", witness=True)],
        [DoorRule("a", "市の規則", "", witness=True)],
        [*DEFAULT_RULES, DoorRule("a", "市の規則", "要綱")],
    ],
)
def test_rules_that_say_nothing_or_name_no_source_are_refused(wrong: list[DoorRule]) -> None:
    with pytest.raises(RefusedError):
        refuse_wrong_rules(wrong)
    refuse_wrong_rules(DEFAULT_RULES)
    refuse_wrong_rules([DoorRule("a", "市の規則", "要綱", max_persons=3)])
