"""Cross-checks: what does not fit the register or the month before becomes a point, and nothing else does."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.report_filing import PointKind
from oversight.report_form.answers import Answer, Answers, TableRow
from oversight.report_form.questions import current_set
from oversight.reports.comparing import differences_of, lines_of
from oversight.reports.point_words import tell_point
from oversight.reports.points import find_points
from oversight.reports.register_facts import KnownBody, KnownPlace, KnownWorker, RegisterFacts

D = dt.date
MONTH = D(2026, 10, 1)
WORKER = KnownWorker("髙橋 一郎", "株式会社髙﨑", D(2026, 5, 1), None, is_there=True)
FACTS = RegisterFacts(
    workers=(WORKER,),
    bodies=(KnownBody("有限会社石狩運送", "運搬", True), KnownBody("株式会社無許可", "", False)),
    places=(KnownPlace("作業室", "札幌市中央区北1条"),),
)


def answers(tables: dict[str, list[dict[str, str]]] | None = None, **given_answers: Any) -> Answers:
    return Answers(
        {
            name: Answer(is_nil=True) if value is None else Answer(value)
            for name, value in given_answers.items()
        },
        {name: tuple(TableRow(row) for row in rows) for name, rows in (tables or {}).items()},
    )


def kinds(given_answers: Answers, facts: RegisterFacts = FACTS) -> list[PointKind]:
    return [point.kind for point in find_points(current_set(), given_answers, facts, MONTH)]


def told(given_answers: Answers, facts: RegisterFacts = FACTS) -> list[str]:
    questions = current_set()
    return [
        tell_point(point.kind, point.details, questions)
        for point in find_points(questions, given_answers, facts, MONTH)
    ]


def test_a_quiet_month_has_no_points() -> None:
    quiet = answers(
        {
            "workers": [{"name": "高橋一郎"}],
            "subcontracts": [{"name": "㈲石狩運送"}],
            "places": [{"name": "作業室"}],
        },
        devices=None,
        permits=None,
        incident="no",
        log_anomalies=0,
        check_entry="yes",
    )
    assert kinds(quiet) == []


def test_a_worker_not_on_the_roster_is_told_with_the_employer() -> None:
    added = answers({"workers": [{"name": "新田 二郎", "employer": "派遣社", "trained_on": "2026-10-01"}]})
    assert told(added) == ["名簿にない従事者「新田 二郎（派遣社）」が書かれています。"]


@pytest.mark.parametrize("source", ["roster", "earlier report"])
def test_a_worker_who_had_left_and_is_still_there_is_told(source: str) -> None:
    gone = D(2026, 9, 20)
    on_roster = source == "roster"
    worker = KnownWorker("髙橋 一郎", "", D(2026, 5, 1), gone if on_roster else None, is_there=not on_roster)
    facts = RegisterFacts((worker,), left={} if on_roster else {"高橋一郎": gone})
    sentence = "「高橋 一郎」は令和8年9月20日に離任したはずですが、離任日のない従事者として書かれています。"
    assert told(answers({"workers": [{"name": "高橋 一郎"}]}), facts) == [sentence]
    assert kinds(answers({"workers": [{"name": "高橋 一郎", "left_on": "2026-09-20"}]}), facts) == []


def test_training_over_a_year_back_is_told_once_for_all() -> None:
    limit = D(2025, 10, 31)
    workers = tuple(
        KnownWorker(f"人{n}", "", trained_on, None, is_there=True)
        for n, trained_on in enumerate(
            [limit, limit - dt.timedelta(days=1), None, None, None, None, None, None]
        )
    )
    facts = RegisterFacts(workers, trained={"人3": D(2026, 1, 1)})
    rows = [{"name": worker.name} for worker in workers]
    rows[4]["trained_on"] = "2026-10-02"
    rows[5]["left_on"] = "2026-10-31"
    (sentence,) = told(answers({"workers": rows}), facts)
    assert sentence == "令和7年10月31日より後に教育を受けた記録のない人が4人います: 人1、人2、人6、人7"


def test_many_untrained_are_counted_and_the_first_named() -> None:
    rows = [{"name": f"人{n}"} for n in range(8)]
    workers = tuple(KnownWorker(row["name"], "", None, None, is_there=True) for row in rows)
    (sentence,) = told(answers({"workers": rows}), RegisterFacts(workers))
    assert sentence.endswith("8人います: 人0、人1、人2、人3、人4ほか")


def test_a_sub_contractor_without_permission_is_told() -> None:
    rows = [{"name": "(有)石狩運送"}, {"name": "株式会社無許可", "scope": "入力"}, {"name": "知らない会社"}]
    assert told(answers({"subcontracts": rows})) == [
        "許諾していない再委託先「株式会社無許可（入力）」が書かれています。",
        "許諾していない再委託先「知らない会社」が書かれています。",
    ]


def test_a_place_is_known_by_its_name_or_its_address() -> None:
    rows = [{"name": "第2室", "address": "札幌市中央区北１条"}, {"name": "倉庫", "address": "小樽市"}, {}]
    assert told(answers({"places": rows})) == ["台帳にない場所「倉庫 小樽市」が書かれています。"]


@pytest.mark.parametrize(
    ("devices", "permits", "is_told"), [(2, 2, False), (2, 1, True), (1, None, True), (None, None, False)]
)
def test_devices_without_a_permit_are_told(devices: int | None, permits: int | None, is_told: bool) -> None:
    assert (kinds(answers(devices=devices, permits=permits)) == [PointKind.NO_PERMIT]) is is_told


def test_an_incident_is_told_by_its_answer_or_its_words() -> None:
    assert told(answers(incident="yes")) == ["事故・ヒヤリハットが書かれています。"]
    assert told(answers(incident="no", incident_detail="誤送付1件")) == [
        "事故・ヒヤリハットが書かれています。 誤送付1件"
    ]


def test_anomalies_and_nonconforming_self_checks_are_told() -> None:
    assert told(answers(log_anomalies=2, check_entry="no")) == [
        "ログの点検で異常が2件あります。",
        "自己点検「取扱区域への入退室を記録している」が不適です。",
    ]


@pytest.mark.parametrize(
    ("before", "now", "is_jump"),
    [
        (100, 199, False),
        (100, 200, True),
        (100, 50, True),
        (100, 51, False),
        (0, 9, False),
        (0, 10, True),
        (4, 12, False),
        (5, 5, False),
    ],
)
def test_a_count_jumps_when_it_doubles_or_halves_by_ten_or_more(before: int, now: int, is_jump: bool) -> None:
    facts = RegisterFacts(before=(D(2026, 9, 1), answers(received=before)))
    assert (kinds(answers(received=now), facts) == [PointKind.COUNT_JUMP]) is is_jump


def test_a_jump_says_against_what_and_by_how_much() -> None:
    facts = RegisterFacts(before=(D(2026, 9, 1), answers(received=1000, copies=None)))
    assert told(answers(received=2500, copies=30), facts) == [
        "受領した件数が1,000から2,500になっています（2026年9月分との差 +1,500, +150%）。",
        "複写・複製の件数が0から30になっています（2026年9月分との差 +30）。",
    ]


@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_a_jump_is_the_same_both_ways(one: int, other: int) -> None:
    up = RegisterFacts(before=(D(2026, 9, 1), answers(received=one)))
    down = RegisterFacts(before=(D(2026, 9, 1), answers(received=other)))
    assert len(kinds(answers(received=other), up)) == len(kinds(answers(received=one), down))


def test_what_is_other_than_last_month_is_marked_and_what_lacks_as_well() -> None:
    facts = RegisterFacts(
        before=(D(2026, 9, 1), answers(received=10, submitted_on="2026-10-01", returned=None))
    )
    now = answers(received=12, submitted_on="2026-11-01", returned=None, incident="no")
    lines = {line.question_id: line for line in lines_of(current_set(), now, facts)}
    assert (lines["received"].is_changed, lines["received"].before, lines["received"].shown) == (
        True,
        "10件",
        "12件",
    )
    assert not lines["submitted_on"].is_changed
    assert not lines["returned"].is_changed
    assert (lines["incident"].is_changed, lines["incident"].before) == (True, "")
    assert lines["copies"].is_missing
    assert not lines["notes"].is_missing
    assert "incident_detail" not in lines


def test_the_first_report_has_nothing_to_be_compared_with() -> None:
    assert not any(line.is_changed for line in lines_of(current_set(), answers(received=12), RegisterFacts()))


def test_what_the_tables_say_beyond_the_register_is_told() -> None:
    now = answers(
        {
            "workers": [
                {"name": "高橋一郎", "left_on": "2026-10-09", "trained_on": "2026-10-01"},
                {"name": "新田"},
                {"employer": "名無し"},
            ],
            "subcontracts": [{"name": "新会社"}, {"name": "有限会社石狩運送", "ended_on": "2026-10-31"}],
            "places": [{"name": "倉庫"}, {"name": "作業室", "ended_on": "2026-10-01"}],
        }
    )
    assert differences_of(now, FACTS) == (
        "従事者「高橋一郎」が令和8年10月9日に離任",
        "従事者「高橋一郎」が令和8年10月1日に教育を受けた",
        "従事者「新田」が加わった",
        "再委託先「新会社」が加わった",
        "「有限会社石狩運送」が令和8年10月31日に終わり",
        "場所「倉庫」が加わった",
        "「作業室」が令和8年10月1日に終わり",
    )
