"""The journal of all that is done at the doors reads in words: no key of the store, in either language."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import asdict, replace
from typing import Any

import pytest

from models.device import AreaLevel, DoorPointKind, Treatment, WitnessMethod
from models.marks import Severity
from oversight.devices import (
    DEFAULT_CLASSES,
    DEFAULT_RULES,
    DeclaredDevice,
    DeviceClass,
    PointFindingDraft,
    written_of,
)
from oversight.field_words import field_word, table_word
from oversight.journal import Entry, JournalService
from oversight.journal.door_values import told_of_door
from oversight.settings import SettingsService
from oversight.words import speaking
from tests.oversight.devices.door_site import HOUR, PHONE, Door

TYPED: dict[str, Any] = {"person": "YAMADA", "organisation": "ABC 7", "purpose": "INPUT"}
NAMES = ("主査", "舘 花子", "福井 太郎", "係長", "介護保険システム", "作業室", "端末室", "手をけがしている")
"""Names of people, systems and rooms, and what was said aloud: the same in every language."""
OF_DOOR = {
    "device_permit",
    "device_return",
    "door_point",
    "handling_area",
    "setting",
    "visit",
    "visit_device",
    "visit_exit",
    "visit_signature",
}
HASHES = re.compile(r"[0-9a-f]{16,}|[0-9a-f-]{36}")
OWN_CLASS = DeviceClass("class-1a2b3c4d", "IC-77", takes_pictures=True)


def live_through_all(door: Door) -> None:
    """Do at the doors all that leaves an entry of its own in the journal."""
    settings = SettingsService(door.desk)
    settings.change(
        device_classes=[asdict(each) for each in (*DEFAULT_CLASSES[:-1], OWN_CLASS, DEFAULT_CLASSES[-1])]
    )
    settings.change(
        device_rules=[
            written_of(each)
            for each in (*DEFAULT_RULES, replace(DEFAULT_RULES[1], id="more", max_persons=3, system="X1"))
        ]
    )
    area = door.areas.get_area(door.area_id)
    changed = replace(area.draft, level=AreaLevel.CONTROLLED, name="ROOM 1", closes_at=dt.time(17, 0))
    door.areas.change_area(door.area_id, changed)
    door.areas.change_area(door.area_id, replace(changed, level=AreaLevel.HANDLING))
    door.permit(number="R8-77", holder="YAMADA", measures=["暗号化", "封印"], purpose="X", device="PC")
    refused = DeclaredDevice("usb_memory", treatment=Treatment.REFUSED)
    visit_id = door.enter(
        **TYPED,
        devices=(replace(PHONE, kept_at="12"), refused),
        witness=door.witness,
        witnessed_how=WitnessMethod.SIGHT,
    )
    late: dict[str, Any] = {"entered_at": door.clock.moment - HOUR, "late_reason": "L", "witnessed_how": None}
    camera = DeclaredDevice("camera", treatment=Treatment.ADMITTED)
    door.enter(**TYPED, area_id=door.core_id, devices=(camera,), **late)
    door.leave(visit_id)
    door.visits.note_found_device(door.area_id, OWN_CLASS.id, "N1", visit_id=visit_id)
    door.clock.moment += dt.timedelta(days=1)
    door.visits.note_points()
    first, second = door.visits.list_points()[:2]
    door.visits.dismiss_point(first.id, reason="R")
    draft = PointFindingDraft(Severity.A, "F", "M")
    door.visits.make_finding(second.id, draft)


def shown(entry: Entry) -> str:
    """Return all that a person reads of an entry; of the settings those of the doors."""
    of_door = [field_word("setting", name) for name in ("device_classes", "device_rules")]
    changes = [
        f"{each.word}: {each.old} → {each.new}"
        for each in entry.changes
        if not each.is_reference and (entry.subject != table_word("setting") or each.word in of_door)
    ]
    text = "\n".join((entry.deed, entry.subject, entry.action, *changes))
    for name in NAMES:
        text = text.replace(name, "")
    return HASHES.sub("", text)


@pytest.mark.parametrize(
    ("language", "foreign"), [("ja", r"[a-z]{2,}"), ("en", r"[ぁ-ヶ一-龠々]+|[a-z]+_[a-z_]+")]
)
def test_the_journal_of_the_door_reads_in_words(door: Door, language: str, foreign: str) -> None:
    live_through_all(door)
    journal = JournalService(door.desk)
    for table in OF_DOOR:
        with speaking(language):
            entries = [shown(each) for each in journal.list_entries(subject=table)]
        assert entries, table
        assert {found for each in entries for found in re.findall(foreign, each)} == set(), table


def test_every_key_a_rule_or_a_class_is_kept_with_has_words() -> None:
    rule = written_of(replace(DEFAULT_RULES[0], level=AreaLevel.CONTROLLED, system="X1", max_persons=8))
    told = told_of_door("setting", "device_rules", [rule], {})
    assert told is not None
    assert "市職員の立会い: はい" in told
    assert "ほかの電子機器すべて: 持込禁止" in told
    classes = told_of_door("setting", "device_classes", [asdict(OWN_CLASS)], {})
    assert classes == "名前: IC-77、電子機器: はい、撮影できる: はい、選択肢に出す: はい"


@pytest.mark.parametrize(
    ("table", "field", "value", "told"),
    [
        ("door_point", "kind", "found", "申告のない機器の発見"),
        ("door_point", "kind", "■■■■", "■■■■"),
        ("visit_device", "device_class", "camera", "デジタルカメラ"),
        ("visit_device", "device_class", "gone", "gone"),
        ("visit_device", "class_word", "", ""),
        ("device_permit", "measures", ["暗号化", "自作の箱"], "暗号化、自作の箱"),
        ("door_point", "details", {"ends_on": "2026-11-30"}, "終了日: 令和8年11月30日"),
        ("door_point", "details", {"closes_at": "2026-11-24T18:30+09:00"}, "閉室: 令和8年11月24日 18:30"),
        ("door_point", "details", {"entered_at": "■■■■"}, "入室日時: ■■■■"),
        ("door_point", "details", {"unheard_of": "1"}, "unheard_of: 1"),
        ("setting", "device_rules", [{"word": "", "level": "controlled"}], "区域の区分: 管理区域"),
        ("visit", "purpose", "入力", None),
    ],
)
def test_a_value_of_the_door_is_told_by_what_it_is(
    table: str, field: str, value: object, told: str | None
) -> None:
    assert told_of_door(table, field, value, {"camera": "デジタルカメラ"}) == told


def test_every_kind_of_point_is_told_in_both_languages() -> None:
    for language in ("ja", "en"):
        with speaking(language):
            told = {told_of_door("door_point", "kind", each.value, {}) for each in DoorPointKind}
        assert len(told - {each.value for each in DoorPointKind}) == len(DoorPointKind)
