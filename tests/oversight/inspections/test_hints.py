"""Hints to the reviewer: each trips on what it is for and not on an inspector who is merely quick."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Mapping
from dataclasses import replace
from uuid import UUID

import pytest

from models.base import new_id
from oversight.access import Actor, Role
from oversight.clock import JAPAN, FixedClock
from oversight.desk import Desk
from oversight.errors import RefusedError
from oversight.hint_limits import LIMIT_BOUNDS, HintLimits, limits_from
from oversight.inspections import (
    AnswerDraft,
    Conclusion,
    HintKind,
    InspectionDetail,
    InspectionMethod,
    InspectionsService,
    InspectorDraft,
    Mark,
    PhotoRow,
    SavedAnswer,
    is_reviewer,
)
from oversight.inspections.hint_facts import Elsewhere, HintFacts, Noted
from oversight.inspections.hints import Hint, find_hints
from oversight.settings import SettingsService
from oversight.words import speaking
from tests.answering import answer_all
from tests.factories import adopt_editions, make_contract
from tests.oversight.inspections.test_inspections import DAY, JPEG, conclude, planned
from tests.oversight.papers.sample_record import drawn_photo

NINE = dt.datetime(2026, 11, 24, 9, 30, tzinfo=JAPAN)
LIMITS = HintLimits()
OK = AnswerDraft(mark=Mark.CONFORMING)
SAID = AnswerDraft(mark=Mark.CONFORMING, evidence="規程集 第4版")


@pytest.fixture
def service(desk: Desk) -> InspectionsService:
    adopt_editions(desk)
    return InspectionsService(desk)


@pytest.fixture
def contract_id(desk: Desk) -> UUID:
    return make_contract(desk, handles_specific=True, core_system="介護保険")


@pytest.fixture
def blank(embedded: object, request: pytest.FixtureRequest, clock: FixedClock) -> InspectionDetail:
    """Give an inspection of the day, nothing answered, planned from ten to four."""
    from oversight.office import open_store

    actor = Actor(None, "福井 太郎", "係長", frozenset({Role.INSPECTOR, Role.MANAGER}))
    desk = Desk(open_store(embedded, clock), clock, actor)  # type: ignore[arg-type]
    adopt_editions(desk)
    service = InspectionsService(desk)
    contract_id = make_contract(desk, handles_specific=True, core_system="介護保険")
    inspection_id = planned(service, contract_id, planned_from=dt.time(10), planned_until=dt.time(16))
    service.start(inspection_id)
    return service.get_inspection(inspection_id)


def facts(
    blank: InspectionDetail,
    drafts: Mapping[str, AnswerDraft],
    *,
    gap: Callable[[int], float] = lambda _place: 25.0,
    start: dt.datetime = NINE,
    **values: object,
) -> HintFacts:
    """Give the answers one after another; ``gap`` tells the seconds before each."""
    at, noted, answers = start, [], {}
    for place, (item_id, draft) in enumerate(drafts.items()):
        at += dt.timedelta(seconds=gap(place))
        noted.append(Noted(place + 1, at, "係長 福井 太郎", item_id, gave_mark=True))
        answers[item_id] = SavedAnswer(draft, at, "係長 福井 太郎")
    return HintFacts(replace(blank, answers=answers, **values), tuple(noted))  # type: ignore[arg-type]


def told(found: HintFacts, limits: HintLimits = LIMITS) -> dict[HintKind, Hint]:
    return {hint.kind: hint for hint in find_hints(found, limits)}


def each(blank: InspectionDetail, draft: AnswerDraft) -> dict[str, AnswerDraft]:
    return dict.fromkeys(blank.asked, draft)


def mixed(blank: InspectionDetail) -> dict[str, AnswerDraft]:
    """Answer as a person does: words at every fourth item, some 非該当, two findings."""
    drafts = {item_id: SAID if place % 4 == 0 else OK for place, item_id in enumerate(blank.asked)}
    for item_id in blank.asked[5::11]:
        drafts[item_id] = AnswerDraft(mark=Mark.NOT_APPLICABLE, reason="この取扱いを行っていない")
    drafts["PHY-08"] = AnswerDraft(mark=Mark.NONCONFORMING, finding_text="鍵のない棚に申請書の束。")
    drafts["MED-01"] = AnswerDraft(mark=Mark.NONCONFORMING, finding_text="受渡簿に10月分の記載がない。")
    return drafts


def photo(item_id: str, sha256: str = "ab", taken_at: dt.datetime | None = NINE) -> PhotoRow:
    return PhotoRow(new_id(), item_id, new_id(), sha256, "photo.jpg", "", taken_at, sha256, False)


# false alarms


@pytest.mark.parametrize("seed", range(20))
def test_a_quick_but_honest_inspector_gets_no_hint(blank: InspectionDetail, seed: int) -> None:
    dice = random.Random(seed)

    def gap(_place: int) -> float:
        """Mostly a look and a key; now and then several items seen at one cabinet, or a walk to the next."""
        return dice.choices(
            (dice.uniform(2, 5), dice.uniform(5, 20), dice.uniform(20, 90), dice.uniform(200, 900)),
            weights=(10, 50, 32, 8),
        )[0]

    found = facts(blank, mixed(blank), gap=gap, photos=(photo("PHY-01"), photo("PHY-03", "cd")))
    assert find_hints(found, LIMITS) == ()


def test_nothing_is_hinted_at_before_anything_is_answered(blank: InspectionDetail) -> None:
    assert find_hints(HintFacts(blank), LIMITS) == ()


def test_a_clean_checklist_with_its_evidence_is_no_hint(blank: InspectionDetail) -> None:
    drafts = {item_id: SAID if place % 3 == 0 else OK for place, item_id in enumerate(blank.asked)}
    assert find_hints(facts(blank, drafts), LIMITS) == ()


# answers


def test_all_alike_and_nothing_said(blank: InspectionDetail) -> None:
    drafts = {**each(blank, OK), "ORG-01": SAID}
    hint = told(facts(blank, drafts))[HintKind.ALIKE]
    count = len(blank.asked)
    assert hint.told == f"{count}項目すべてが「適」で、文章・数値・写真のある項目は1です。"
    assert len(hint.items) == count - 1


def test_a_whole_section_alike_and_nothing_said(blank: InspectionDetail) -> None:
    drafts = mixed(blank)
    own = [item_id for item_id in blank.asked if item_id.startswith("LOG")]
    drafts.update(dict.fromkeys(own, OK))
    hint = told(facts(blank, drafts))[HintKind.ALIKE]
    assert hint == Hint(
        HintKind.ALIKE, "「ログ」の9項目がすべて「適」で、文章・数値・写真が1つもありません。", tuple(own)
    )
    with_photo = facts(blank, drafts, photos=(photo("LOG-02"),))
    assert HintKind.ALIKE not in told(with_photo)
    assert HintKind.ALIKE not in told(facts(blank, drafts), replace(LIMITS, alike_items=10))


def test_an_unusual_share_of_not_applicable(blank: InspectionDetail) -> None:
    drafts, nil = mixed(blank), AnswerDraft(mark=Mark.NOT_APPLICABLE, reason="無い")
    drafts.update(dict.fromkeys(blank.asked[: len(blank.asked) // 2], nil))
    hint = told(facts(blank, drafts))[HintKind.NOT_APPLICABLE]
    assert "「非該当」が" in hint.told
    assert "目安は40％まで" in hint.told
    few = dict.fromkeys(blank.asked[:10], nil)
    assert HintKind.NOT_APPLICABLE not in told(facts(blank, few))


def test_the_same_text_in_many_items(blank: InspectionDetail) -> None:
    copied = AnswerDraft(mark=Mark.CONFORMING, note="担当者に聞き取り、問題ないとのこと。")
    drafts = {**mixed(blank), **dict.fromkeys(("ORG-02", "HUM-03", "DEV-02"), copied)}
    assert HintKind.COPIED_TEXT not in told(facts(blank, drafts))
    # another width of the same letters is the same text
    drafts["TEC-06"] = replace(copied, note="担当者に聞き取り、問題ないとのこと。 ")
    hint = told(facts(blank, drafts))[HintKind.COPIED_TEXT]
    assert hint.told == "同じ文章が4項目にあります：「担当者に聞き取り、問題ないとのこと。」"
    assert set(hint.items) == {"ORG-02", "HUM-03", "DEV-02", "TEC-06"}
    short = dict.fromkeys(blank.asked, replace(copied, note="書類で確認"))
    assert HintKind.COPIED_TEXT not in told(facts(blank, short))


def test_a_sample_of_none(blank: InspectionDetail) -> None:
    drafts = {**mixed(blank), "HUM-01": replace(OK, population=30, sample_size=0)}
    hint = told(facts(blank, drafts))[HintKind.NO_SAMPLE]
    assert hint.told == "抽出数が0の項目が1あります。1件も見ていません。"
    assert hint.items == ("HUM-01",)


# moments


def test_too_quick_from_the_limit_on(blank: InspectionDetail) -> None:
    def gap(quick: int) -> Callable[[int], float]:
        return lambda place: 3.0 if 1 <= place <= quick else 25.0

    assert HintKind.QUICK not in told(facts(blank, mixed(blank), gap=gap(19)))
    hint = told(facts(blank, mixed(blank), gap=gap(20)))[HintKind.QUICK]
    assert hint.told == "前の回答から5秒たたないうちに付けた判定が20あります（目安は20未満）。"
    assert hint.items == blank.asked[1:21]
    loose = replace(LIMITS, quick_seconds=2)
    assert HintKind.QUICK not in told(facts(blank, mixed(blank), gap=gap(60)), loose)


def test_two_people_at_once_are_not_quick_and_neither_is_one_who_corrects_an_item(
    blank: InspectionDetail,
) -> None:
    found = facts(blank, mixed(blank), gap=lambda _place: 3.0)
    in_turn = tuple(
        replace(one, actor=f"検査員 {one.sequence % 2}", at=NINE + dt.timedelta(seconds=3 * one.sequence))
        for one in found.noted
    )
    assert HintKind.QUICK not in told(replace(found, noted=in_turn))
    same = tuple(replace(one, item_id="ORG-01") for one in found.noted)
    assert HintKind.QUICK not in told(replace(found, noted=same))


def test_given_on_another_day_than_the_visit(blank: InspectionDetail) -> None:
    late = facts(blank, mixed(blank), start=NINE + dt.timedelta(days=1))
    hint = told(late)[HintKind.OTHER_DAY]
    assert hint.told.startswith("実施日（令和8年11月24日）でない日に付けた判定が")
    assert hint.told.endswith("：令和8年11月25日")
    assert set(hint.items) == set(blank.asked)
    by_paper = replace(late.detail, method=InspectionMethod.PAPER)
    assert HintKind.OTHER_DAY not in told(replace(late, detail=by_paper))
    assert told(replace(late, detail=replace(late.detail, conducted_on=None))) == {}


def test_given_outside_the_hours_planned(blank: InspectionDetail) -> None:
    evening = dt.datetime(2026, 11, 24, 17, 40, tzinfo=JAPAN)
    hint = told(facts(blank, mixed(blank), start=evening))[HintKind.OUTSIDE_HOURS]
    assert hint.told.startswith("予定の時刻（10:00～16:00）から120分を超えて外れた判定が")
    assert HintKind.OTHER_DAY not in told(facts(blank, mixed(blank), start=evening))
    open_end = facts(blank, mixed(blank), start=evening, planned_until=None)
    assert HintKind.OUTSIDE_HOURS not in told(open_end)
    wide = replace(LIMITS, outside_minutes=240)
    assert HintKind.OUTSIDE_HOURS not in told(facts(blank, mixed(blank), start=evening), wide)


def test_what_is_given_in_a_later_correction_is_not_the_visits(blank: InspectionDetail) -> None:
    from oversight.inspections import RecordRow

    found = facts(blank, mixed(blank))
    first = RecordRow(new_id(), 1, NINE + dt.timedelta(hours=7), "福井", "", "")
    weeks_later = Noted(900, NINE + dt.timedelta(days=20), "係長 福井 太郎", "ORG-01", gave_mark=True)
    later = replace(found, detail=replace(found.detail, records=(first,)), noted=(*found.noted, weeks_later))
    assert told(later) == {}


def test_a_clock_that_went_back(blank: InspectionDetail) -> None:
    found = facts(blank, mixed(blank))
    moved = tuple(
        replace(one, at=one.at - dt.timedelta(minutes=45)) if one.sequence > 50 else one
        for one in found.noted
    )
    hint = told(replace(found, noted=moved))[HintKind.CLOCK_MOVED]
    assert hint.told.startswith("記録簿の順では後なのに時計が戻った所が1あります（最大で11/24 ")
    assert hint.told.endswith("45分）。")
    assert hint.items == (found.noted[49].item_id, found.noted[50].item_id)
    slewed = tuple(
        replace(one, at=one.at - dt.timedelta(seconds=40)) if one.sequence > 50 else one
        for one in found.noted
    )
    assert HintKind.CLOCK_MOVED not in told(replace(found, noted=slewed))


def test_a_clock_that_went_back_by_hours_is_told_in_hours_and_needs_no_item(blank: InspectionDetail) -> None:
    noted = (Noted(1, NINE, "甲"), Noted(2, NINE - dt.timedelta(hours=9), "甲"))
    hint = told(HintFacts(blank, noted))[HintKind.CLOCK_MOVED]
    assert hint.told.endswith("9時間）。")
    assert hint.items == ()
    two_clocks = (noted[0], replace(noted[1], actor="乙"))
    assert told(HintFacts(blank, two_clocks)) == {}


# photos


def test_photos_of_another_day_and_photos_used_twice(blank: InspectionDetail) -> None:
    weeks_ago = NINE - dt.timedelta(days=20)
    photos = (
        photo("PHY-01", "aa", weeks_ago),
        photo("PHY-03", "bb"),
        photo("DEV-02", "bb"),
        photo("DEV-02", "cc", None),
    )
    found = replace(
        facts(blank, mixed(blank), photos=photos),
        elsewhere={"cc": Elsewhere("R7-0012", dt.date(2025, 11, 4)), "zz": Elsewhere("R6-0001", None)},
    )
    hints = find_hints(found, LIMITS)
    assert [(hint.told, hint.items) for hint in hints] == [
        (
            "実施日（令和8年11月24日）でない日に撮影された写真が1枚あります：令和8年11月4日",
            ("PHY-01",),
        ),
        ("この検査の中で2度以上使われた写真が1枚あります。", ("PHY-03", "DEV-02")),
        ("別の検査にもある写真が1枚あります：R7-0012（令和7年11月4日）", ("DEV-02",)),
    ]
    assert HintKind.PHOTO_DAY not in told(
        facts(blank, mixed(blank), photos=photos, method=InspectionMethod.PHOTOS)
    )


# who, and the office's limits


def test_hints_are_for_whoever_did_not_conduct_the_inspection(blank: InspectionDetail) -> None:
    own = new_id()
    detail = replace(blank, inspectors=(InspectorDraft("福井 太郎", staff_id=own), InspectorDraft("舘 花子")))
    assert not is_reviewer(Actor(own, "福井（旧姓）"), detail)
    assert not is_reviewer(Actor(new_id(), "舘　花子"), detail)
    assert is_reviewer(Actor(new_id(), "課長 髙橋"), detail)


def test_the_offices_limits_count_and_are_held_within_bounds(desk: Desk) -> None:
    settings = SettingsService(desk)
    settings.change(hint_limits={"quick_seconds": 3, "alike_items": 12})
    assert limits_from(settings.read().hint_limits) == HintLimits(quick_seconds=3, alike_items=12)
    for name, (low, high) in LIMIT_BOUNDS.items():
        for wrong in (low - 1, high + 1):
            with pytest.raises(RefusedError) as refusal:
                settings.change(hint_limits={name: wrong})
            assert refusal.value.field == name
    with pytest.raises(RefusedError):
        settings.change(hint_limits={"unknown": 1})
    assert limits_from({"of_a_later_version": 3}) == LIMITS


def test_every_limit_has_bounds_and_its_default_keeps_to_them() -> None:
    for name, (low, high) in LIMIT_BOUNDS.items():
        assert low <= getattr(LIMITS, name) <= high
    assert set(LIMIT_BOUNDS) == set(vars(LIMITS))


# from the store


def test_hints_come_from_what_the_store_and_its_journal_hold(
    service: InspectionsService, contract_id: UUID, clock: FixedClock
) -> None:
    earlier = planned(service, contract_id)
    service.start(earlier)
    service.add_photo(earlier, "PHY-01", content=JPEG, file_name="a.jpg")
    inspection_id = planned(service, contract_id)
    service.start(inspection_id)
    clock.moment, clock.step = NINE, dt.timedelta(seconds=1)
    answer_all(service, inspection_id)
    conclude(service, inspection_id, Conclusion.NO_PROBLEM)
    service.add_photo(inspection_id, "PHY-01", content=JPEG, file_name="a.jpg")
    service.add_photo(inspection_id, "PHY-03", content=drawn_photo(2), file_name="b.jpg", taken_at=NINE)
    clock.moment = NINE - dt.timedelta(minutes=20)
    service.save_answer(inspection_id, "ORG-01", SAID)
    listed = service.list_hints(inspection_id)
    hints = {hint.kind: hint for hint in listed}
    assert len(listed) == 3
    assert set(hints) == {HintKind.QUICK, HintKind.CLOCK_MOVED, HintKind.PHOTO_TWICE}
    assert hints[HintKind.PHOTO_TWICE].items == ("PHY-01",)
    assert "R8-0001" in hints[HintKind.PHOTO_TWICE].told
    assert "ORG-01" in hints[HintKind.CLOCK_MOVED].items
    with speaking("en"):
        assert all(hint.told.isascii() or "R8" in hint.told for hint in service.list_hints(inspection_id))


def test_a_hint_stops_nothing(service: InspectionsService, contract_id: UUID) -> None:
    inspection_id = planned(service, contract_id)
    service.start(inspection_id)
    answer_all(service, inspection_id)
    conclude(service, inspection_id, Conclusion.NO_PROBLEM)
    assert service.list_hints(inspection_id)  # all at one moment
    assert service.finalise(inspection_id).record_number == 1
    assert service.get_inspection(inspection_id).conducted_on == DAY
