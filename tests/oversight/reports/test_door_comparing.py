"""The entry log held against roster and report: what differs is a point, and nothing else is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from oversight.devices import DoorPointKind
from oversight.japanese import fold
from oversight.personal_number import find_individual_numbers
from oversight.report_form.answers import Answer, Answers, TableRow
from oversight.report_form.questions import current_set
from oversight.reports.door_comparing import AGAINST_THE_RULE, find_door_points
from oversight.reports.door_facts import Area, Brought, DoorFacts, Entry
from oversight.reports.point_words import tell_point
from oversight.reports.register_facts import KnownBody, KnownWorker, RegisterFacts
from oversight.words import use_language

D = dt.date
MONTH = D(2026, 10, 1)
ROOM, HALL = Area(UUID(int=7), "センター", "作業室"), Area(UUID(int=8), "センター", "端末室")
OURS, BODY, OTHER = "株式会社髙﨑", "有限会社ひばり", "株式会社保守"
MEGUMI = KnownWorker("山﨑 恵", OURS, None, None, is_there=True)
LAPTOP = Brought("ノートパソコン", serial="SN-1", permit="持R8-0001")


def entry(person: str = "山崎恵", day: int = 5, number: int = 1, **values: Any) -> Entry:
    return Entry(values.pop("area", ROOM), number, MONTH.replace(day=day), person, **values)


def facts_of(*entries: Entry, workers: tuple[KnownWorker, ...] = (MEGUMI,), **values: Any) -> RegisterFacts:
    door = DoorFacts(OURS, entries, **values)
    return RegisterFacts(workers, (KnownBody(BODY, "", is_permitted=True),), door=door)


def answers_of(rows: Mapping[str, str] | None = None, **given_answers: Any) -> Answers:
    """Answer what is given; ``rows`` holds the workers named, each with a day of leaving or none."""
    told = rows if rows is not None else {"山﨑 恵": ""}
    cells = [{"name": name, **({"left_on": day} if day else {})} for name, day in told.items()]
    return Answers(
        {name: Answer(value) for name, value in given_answers.items()},
        {"workers": tuple(TableRow(each) for each in cells)},
    )


def told(answers: Answers, facts: RegisterFacts) -> list[str]:
    points = find_door_points(answers, facts, MONTH)
    return [tell_point(point.kind, point.details, current_set()) for point in points]


def test_a_month_as_its_log_has_nothing_to_look_at() -> None:
    facts = facts_of(entry(is_listed=True, devices=(LAPTOP,)), is_whole=True, permits_in_force=1)
    quiet = answers_of(workers_count=1, devices=1, permits=1, incident="no", check_devices="yes")
    assert told(quiet, facts) == []


def test_where_no_log_is_kept_nothing_is_compared() -> None:
    answers = answers_of(workers_count=0, devices=9, permits=9, incident="no", check_devices="yes")
    assert told(answers, facts_of()) == []
    assert told(answers, RegisterFacts((MEGUMI,))) == []


def test_one_of_their_employers_who_is_not_on_the_roster_is_told_with_each_visit() -> None:
    entries = (
        entry("新田 二郎", number=9, organisation="㈲ひばり"),
        entry("新田 二郎", number=3, organisation="㈲ひばり", area=HALL),
        entry("保守 三郎", number=4, organisation=OTHER),
        entry("無所属 四郎", number=5),
        entry("市の 五郎", number=6, organisation=OURS, is_city=True),
    )
    assert told(answers_of(), facts_of(*entries)) == [
        (
            "「新田 二郎（㈲ひばり）」が入室していますが、名簿にありません"
            "（センター 作業室 第9号、センター 端末室 第3号）。"
        )
    ]


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "held"),
    [
        (D(2026, 10, 6), None, "令和8年10月6日から"),
        (None, D(2026, 10, 4), "令和8年10月4日まで"),
        (D(2026, 10, 6), D(2026, 10, 20), "令和8年10月6日から令和8年10月20日まで"),
    ],
)
def test_one_who_entered_outside_the_roster_entry_is_told_with_its_days(
    starts_on: D | None, ends_on: D | None, held: str
) -> None:
    worker = KnownWorker("山﨑 恵", OURS, None, ends_on, is_there=True, starts_on=starts_on)
    inside = [entry(day=day.day) for day in (starts_on, ends_on) if day is not None]
    (sentence,) = told(answers_of(), facts_of(entry(number=2), *inside, workers=(worker,)))
    assert sentence == (
        f"「山崎恵（株式会社髙﨑）」が、名簿の従事期間（{held}）の外で入室しています"
        "（センター 作業室 第2号）。"
    )


def test_one_struck_without_a_day_is_told_only_where_the_door_knew() -> None:
    struck = KnownWorker("山﨑 恵", "", None, None, is_there=False)
    known, before = entry(number=2, exceptions=(DoorPointKind.LEAVER.value,)), entry(number=1)
    assert told(answers_of(), facts_of(before, known, workers=(struck,))) == [
        "「山崎恵」は名簿から抹消されていますが、入室しています（センター 作業室 第2号）。"
    ]


def test_who_entered_and_is_not_in_the_report_or_after_leaving_by_it_is_told() -> None:
    entries = [entry(day=day, number=day) for day in range(2, 9)]
    assert told(answers_of({"別の 人": ""}), facts_of(*entries)) == [
        (
            "「山崎恵（株式会社髙﨑）」が入室していますが、報告の従事者に書かれていません"
            "（センター 作業室 第2号、第3号、第4号、第5号、第6号ほか）。"
        )
    ]
    assert told(answers_of({"山﨑 恵": "2026-10-07"}), facts_of(*entries)) == [
        (
            "「山崎恵（株式会社髙﨑）」は報告では令和8年10月7日に離任していますが、その後に入室しています"
            "（センター 作業室 第8号）。"
        )
    ]
    assert told(answers_of({"山﨑 恵": "2026-10-08"}), facts_of(*entries)) == []
    assert told(answers_of({}), facts_of(*entries)) == []


def test_workers_without_an_entry_are_told_only_where_the_log_is_whole() -> None:
    absent = KnownWorker("髙橋 一郎", "", None, None, is_there=True)
    later = KnownWorker("来月の人", "", None, None, is_there=True, starts_on=D(2026, 11, 1))
    rows = {"山﨑 恵": "", "高橋一郎": "", "来月の人": "", "前に去った人": "2026-09-30"}
    entries, workers = (entry(), entry("清掃 花子", organisation=OTHER, area=HALL)), (MEGUMI, absent, later)
    assert told(answers_of(rows), facts_of(*entries, workers=workers)) == []
    assert told(answers_of(rows), facts_of(*entries, workers=workers, is_whole=True)) == [
        "報告の従事者のうち1人に、入室の記録がありません: 高橋一郎（センター 作業室、センター 端末室）"
    ]


def test_more_who_entered_and_stayed_than_the_report_counts_are_told() -> None:
    names = ["山﨑 恵", "髙橋 一郎", "去った人", "月末の人", "報告で去った人"]
    ends = {"去った人": D(2026, 10, 20), "月末の人": D(2026, 10, 31)}
    workers = tuple(KnownWorker(name, "", None, ends.get(name), is_there=True) for name in names)
    entries = [entry(name, number=at) for at, name in enumerate(names)]
    answers = answers_of({**dict.fromkeys(names, ""), "報告で去った人": "2026-10-31"}, workers_count=1)
    assert told(answers, facts_of(*entries, workers=workers)) == [
        "報告の月末の従事者は1人ですが、月末も名簿にある従事者が2人入室しています（センター 作業室）。"
    ]


@pytest.mark.parametrize(
    ("reported", "is_whole", "is_told"),
    [
        (0, False, True),
        (1, False, True),
        (2, False, False),
        (4, True, False),
        (5, False, False),
        (5, True, True),
    ],
)
def test_devices_are_counted_once_each_at_least_and_each_time_at_most(
    reported: int, is_whole: bool, is_told: bool
) -> None:
    phone = Brought("スマートフォン", is_admitted=False)
    entries = (
        entry(number=1, devices=(LAPTOP, phone)),
        entry(number=2, devices=(LAPTOP,)),
        entry("保守 三郎", number=3, organisation=OTHER, devices=(Brought("USBメモリ"),)),
        entry(number=4, devices=(Brought("USBメモリ"),)),
    )
    sentences = told(answers_of(devices=reported), facts_of(*entries, is_whole=is_whole))
    told_so = (
        f"報告の持込機器は{reported}件ですが、入退室記録で持ち込まれた機器は2台から延べ4台"
        "（ノートパソコン 2台、USBメモリ 2台）です（センター 作業室 第1号、第2号、第3号、第4号）。"
    )
    assert sentences == ([told_so] if is_told else [])


def test_no_device_in_a_whole_log_is_none() -> None:
    (sentence,) = told(answers_of(devices=3), facts_of(entry(), is_whole=True))
    assert sentence == "報告の持込機器は3件ですが、入退室記録で持ち込まれた機器は0台です（センター 作業室）。"


@pytest.mark.parametrize(
    ("reported", "is_whole", "is_told"),
    [(1, True, True), (2, True, False), (4, True, False), (5, False, False), (5, True, True)],
)
def test_permits_lie_between_those_used_and_those_in_force(
    reported: int, is_whole: bool, is_told: bool
) -> None:
    camera = Brought("デジタルカメラ", serial="C-9", permit="持R8-0002")
    entries = (entry(number=1, devices=(LAPTOP, camera)), entry(number=2, devices=(LAPTOP,)))
    facts = facts_of(*entries, is_whole=is_whole, permits_in_force=4)
    told_so = (
        f"報告の例外許可は{reported}件ですが、入退室記録で使われた持込許可は2件、"
        "その月に有効な持込許可は4件です（センター 作業室 第1号、第2号）。"
    )
    assert told(answers_of(permits=reported), facts) == ([told_so] if is_told else [])


def test_permits_without_any_in_a_whole_log_are_told_with_its_areas() -> None:
    (sentence,) = told(answers_of(permits=2), facts_of(entry(), is_whole=True))
    assert sentence.endswith("0件、その月に有効な持込許可は0件です（センター 作業室）。")


def test_a_self_check_and_an_incident_denied_are_held_against_the_log() -> None:
    lost = Brought("スマートフォン", 2, is_admitted=False, is_unaccounted=True)
    entries = (entry(number=3, exceptions=("banned", "alone")), entry(number=5, devices=(lost,)))
    facts = facts_of(*entries, found=(HALL,))
    assert told(answers_of(check_devices="yes", incident="no"), facts) == [
        (
            "自己点検「許可のない機器を持ち込んでいない」は適ですが、決まりに反して機器を持ち込んだ入室が1件、"
            "申告のない機器の発見が1件あります（センター 作業室 第3号、センター 端末室）。"
        ),
        (
            "報告の事故・ヒヤリハットは「なし」ですが、申告のない機器の発見が1件、"
            "返却・持出しの記録のない機器が2台あります（センター 作業室 第5号、センター 端末室）。"
        ),
    ]
    assert told(answers_of(check_devices="no", incident="yes"), facts) == []
    assert len(told(answers_of(incident="no"), facts_of(found=(HALL,)))) == 1


def test_the_words_of_the_door_are_the_doors_own() -> None:
    assert {*AGAINST_THE_RULE, DoorPointKind.LEAVER, DoorPointKind.FOUND} == {
        kind.value
        for kind in (DoorPointKind.BANNED, DoorPointKind.PERMIT, DoorPointKind.LEAVER, DoorPointKind.FOUND)
    }


def test_numbers_of_visits_never_look_like_an_individual_number() -> None:
    """Twelve figures of these five numbers have the check digit of one."""
    numbers = (123, 456, 789, 18, 0)
    assert find_individual_numbers("123, 456, 789, 018")
    for language in ("ja", "en"):
        use_language(language)
        entries = [entry("新田", organisation=OURS, number=number) for number in numbers]
        (sentence,) = told(answers_of(), facts_of(*entries))
        assert not find_individual_numbers(sentence)


NAMES = ("甲野", "乙山", "丙川")
EMPLOYERS = (OURS, BODY, OTHER, "")
DAYS = st.integers(1, 6)
OPTIONAL_DAYS = st.none() | DAYS.map(lambda day: MONTH.replace(day=day))
DEVICES = st.builds(
    Brought,
    st.sampled_from(["USB", "PC"]),
    st.integers(1, 2),
    st.booleans(),
    st.sampled_from(["", "S1", "S2"]),
    st.sampled_from(["", "P1", "P2"]),
    st.booleans(),
)
ENTRIES = st.lists(
    st.builds(
        Entry,
        st.sampled_from([ROOM, HALL]),
        st.integers(1, 9),
        DAYS.map(lambda day: MONTH.replace(day=day)),
        st.sampled_from(NAMES),
        st.sampled_from(EMPLOYERS),
        is_city=st.sampled_from([False, False, False, True]),
        exceptions=st.sampled_from([(), ("banned",), ("alone",)]),
        devices=st.lists(DEVICES, max_size=2).map(tuple),
    ),
    max_size=5,
)
WORKERS = st.lists(
    st.builds(
        KnownWorker,
        st.sampled_from(NAMES),
        st.just(""),
        st.none(),
        OPTIONAL_DAYS,
        is_there=st.just(True),
        starts_on=OPTIONAL_DAYS,
    ),
    max_size=3,
)
ROWS = st.dictionaries(st.sampled_from(NAMES), OPTIONAL_DAYS.map(lambda day: day.isoformat() if day else ""))
COUNTS = st.fixed_dictionaries(
    {
        "workers_count": st.integers(0, 3),
        "devices": st.integers(0, 6),
        "permits": st.integers(0, 4),
        "check_devices": st.sampled_from(["yes", "no"]),
        "incident": st.sampled_from(["yes", "no"]),
    }
)


@settings(max_examples=300)
@given(ENTRIES, WORKERS, ROWS, COUNTS, st.booleans(), st.integers(0, 3))
def test_the_comparison_is_that_of_a_plain_reckoning(
    entries: list[Entry],
    workers: list[KnownWorker],
    rows: dict[str, str],
    counts: dict[str, Any],
    is_whole: bool,
    in_force: int,
) -> None:
    facts = facts_of(*entries, workers=tuple(workers), is_whole=is_whole, permits_in_force=in_force)
    found = find_door_points(answers_of(rows, **counts), facts, MONTH)
    said = {(point.kind.value, *_said(point.details)) for point in found}
    assert said == (reckoned(entries, workers, rows, counts, is_whole, in_force) if entries else set())


def _said(details: Mapping[str, Any]) -> tuple[Any, ...]:
    names = (details["name"],) if "name" in details else tuple(sorted(details.get("names", ())))
    figures = ("reported", "entered", "least", "most", "used", "in_force", "let_in", "missing")
    return (*names, *(details[name] for name in figures if name in details))


def reckoned(
    entries: list[Entry],
    workers: list[KnownWorker],
    rows: dict[str, str],
    counts: dict[str, Any],
    is_whole: bool,
    in_force: int,
) -> set[tuple[Any, ...]]:
    """Ask each name and each visit one by one, day by day; nothing is shared with the product's own way."""
    said: set[tuple[Any, ...]] = set()
    visitors = [each for each in entries if not each.is_city]
    stayed, theirs = 0, []
    for name in NAMES:
        own = [
            each
            for each in visitors
            if each.person == name
            and (each.organisation in (OURS, BODY) or (not each.organisation and _ever(name, workers)))
        ]
        theirs += own
        listed = {each.day for each in own if _listed(name, each.day, workers)}
        if own and not _ever(name, workers):
            said.add(("door_stranger", name))
        elif any(each.day not in listed for each in own):
            said.add(("door_off_roster", name))
        left = rows.get(name)
        if rows and listed and left != "" and (left is None or max(listed) > D.fromisoformat(left)):
            said.add(("door_unreported", name))
        after = MONTH.replace(day=31)
        is_leaving = left not in (None, "")
        if own and not is_leaving and any(w.name == name and w.ends_on is None for w in workers):
            stayed += _listed(name, after, workers)
    absent = [
        name for name in rows if _ever(name, workers) and not any(each.person == name for each in visitors)
    ]
    if is_whole and absent:
        said.add(("door_never", *sorted(absent)))
    if stayed > counts["workers_count"]:
        said.add(("door_count", counts["workers_count"], stayed))
    return said | _of_devices(visitors, theirs, counts, is_whole, in_force)


def _of_devices(
    visitors: list[Entry], theirs: list[Entry], counts: dict[str, Any], is_whole: bool, in_force: int
) -> set[tuple[Any, ...]]:
    said: set[tuple[Any, ...]] = set()
    brought = [(each, device) for each in visitors for device in each.devices if device.is_admitted]
    named = {(d.word, d.serial) for e in theirs for d in e.devices if d.is_admitted and d.serial}
    unnamed = 0
    for name in NAMES:
        for word in ("USB", "PC"):
            at_once = [
                sum(d.count for d in e.devices if d.is_admitted and not d.serial and d.word == word)
                for e in theirs
                if e.person == name
            ]
            unnamed += max(at_once, default=0)
    least, most = len(named) + unnamed, sum(device.count for _entry, device in brought)
    if counts["devices"] < least or (is_whole and counts["devices"] > most):
        said.add(("door_devices", counts["devices"], least, most))
    permits = [device.permit for _entry, device in brought if device.permit]
    used = len(set(permits))
    if counts["permits"] < used or (is_whole and counts["permits"] > max(len(permits), in_force)):
        said.add(("door_permits", counts["permits"], used, in_force))
    wrong = sum("banned" in each.exceptions for each in visitors)
    if counts["check_devices"] == "yes" and wrong:
        said.add(("door_self_check", wrong))
    missing = sum(d.count for each in visitors for d in each.devices if d.is_unaccounted)
    if counts["incident"] == "no" and missing:
        said.add(("door_incident", missing))
    return said


def _ever(name: str, workers: list[KnownWorker]) -> bool:
    return any(fold(worker.name) == fold(name) for worker in workers)


def _listed(name: str, day: D, workers: list[KnownWorker]) -> bool:
    return any(
        worker.name == name and (worker.starts_on or day) <= day <= (worker.ends_on or day)
        for worker in workers
    )
