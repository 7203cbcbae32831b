"""Words, readings and facts of the register."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.contract import Medium
from oversight import register
from oversight.checklist import FactKind, builtin_editions
from oversight.desk import Desk
from oversight.errors import RefusedError
from oversight.register import (
    ContractsService,
    ContractState,
    Employment,
    PeriodKind,
    SubcontractState,
    facts_of_contract,
    has_subcontract,
    word_of,
)
from oversight.register.kana import normalise_kana
from tests.factories import make_contract, make_subcontract
from tests.oversight.register.entries import contract_draft, row_id_of

KINDS = [
    kind
    for name in register.__all__
    if isinstance(kind := getattr(register, name), type) and issubclass(kind, StrEnum)
]
DAY = dt.date(2026, 11, 24)


def test_all_twelve_enumerations_are_handed_on_to_the_windows() -> None:
    assert {kind.__name__ for kind in KINDS} == {
        "ContractKind", "ContractState", "ContractSubject", "ContractorKind", "ContractorState",
        "Employment", "InspectionCycle", "Medium", "PeriodKind", "SubcontractState", "SubjectCheck",
        "WorkerState",
    }  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_every_member_has_its_own_word(kind: type[StrEnum]) -> None:
    words = [word_of(member) for member in kind]
    assert len(set(words)) == len(words)
    assert not any(word.isascii() for word in words)


def test_members_that_are_equal_as_text_keep_their_own_words() -> None:
    class Lone(StrEnum):
        ENDED = "ended"

    assert str(SubcontractState.ENDED) == str(Lone.ENDED)
    assert word_of(SubcontractState.ENDED) == "終了"
    with pytest.raises(KeyError):
        word_of(Lone.ENDED)
    assert (word_of(PeriodKind.SERVICE), word_of(Employment.SUBCONTRACT)) == ("履行期間", "再委託")


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("ｻｯﾎﾟﾛ ｶﾌﾞｼｷｶﾞｲｼｬ", "サッポロ カブシキガイシャ"),
        (" さっぽろ ", "サッポロ"),
        ("エヌ・ティ・ティ１２", "エヌ・ティ・ティ12"),
        ("ラーメン", "ラーメン"),
        ("", ""),
    ],
)
def test_a_reading_is_kept_in_full_width_katakana(typed: str, kept: str) -> None:
    assert normalise_kana(typed, field="kana") == kept


@pytest.mark.parametrize("typed", ["髙橋", "タカ橋", "𠮷ノ", "佐々", "﨑"])
def test_a_reading_with_a_kanji_is_refused_at_its_field(typed: str) -> None:
    with pytest.raises(RefusedError) as refusal:
        normalise_kana(typed, field="title_kana")
    assert refusal.value.field == "title_kana"


@given(st.text(st.characters(min_codepoint=0x3041, max_codepoint=0x30FE), max_size=20))
def test_normalising_a_reading_twice_changes_nothing(text: str) -> None:
    once = normalise_kana(text, field="kana")
    assert normalise_kana(once, field="kana") == once


@pytest.mark.parametrize(
    ("values", "facts"),
    [
        ({}, {"特定個人情報": "no", "再委託": "no", "契約終了": "no"}),
        (
            {"core_system": "介護保険"},
            {"特定個人情報": "no", "再委託": "no", "契約終了": "no", "基幹系": "yes"},
        ),
        (
            {"media": [Medium.ELECTRONIC.value], "handles_specific": True},
            {
                "特定個人情報": "yes",
                "再委託": "no",
                "契約終了": "no",
                "基幹系": "no",
                "媒体_紙": "no",
                "媒体_電子": "yes",
                "媒体_システム": "no",
            },
        ),
    ],
)
def test_a_fact_not_known_is_left_out_so_that_its_items_are_asked(
    desk: Desk, values: dict[str, Any], facts: dict[str, str]
) -> None:
    contract_id = make_contract(desk, **values)
    with desk.reading() as session:
        assert facts_of_contract(session, contract_id, DAY) == facts


def test_a_contract_has_ended_the_day_after_its_service_and_never_without_one(desk: Desk) -> None:
    draft = contract_draft(desk, "R8-9", state=ContractState.DRAFTED, periods=())
    without = row_id_of(ContractsService(desk).add_contract(draft))
    contract_id = make_contract(desk)
    with desk.reading() as session:
        assert facts_of_contract(session, contract_id, dt.date(2027, 3, 31))["契約終了"] == "no"
        assert facts_of_contract(session, contract_id, dt.date(2027, 4, 1))["契約終了"] == "yes"
        assert facts_of_contract(session, without, dt.date(2099, 1, 1))["契約終了"] == "no"


def test_every_fact_is_one_the_checklist_knows_and_answers_as_it_asks(desk: Desk) -> None:
    contract_id = make_contract(desk, core_system="介護保険", media=[Medium.PAPER.value])
    known = {fact.name for fact in builtin_editions()[-1].facts if fact.kind is FactKind.YES_NO}
    with desk.reading() as session:
        facts = facts_of_contract(session, contract_id, DAY)
    assert known - set(facts) == {"前回検査"}
    assert set(facts) <= known
    assert set(facts.values()) <= {"yes", "no"}


@pytest.mark.parametrize("state", SubcontractState)
def test_work_counts_as_sub_contracted_until_a_tier_is_over(desk: Desk, state: SubcontractState) -> None:
    contract_id = make_contract(desk)
    make_subcontract(desk, contract_id, state=state)
    over = {SubcontractState.ENDED, SubcontractState.REFUSED}
    with desk.reading() as session:
        assert has_subcontract(session, contract_id) == (state not in over)
