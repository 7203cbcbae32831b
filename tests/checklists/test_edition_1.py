"""Edition 1 held against the catalogue: ``catalogue.tsv`` was copied from it, not from the edition.

Columns: id, severity, answer codes (R mark, N number, D date, T text, P photo), basis, Japanese, English.
"""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import NamedTuple

import pytest

from oversight.checklist import (
    AnswerGiven,
    Conclusion,
    Edition,
    FactKind,
    FieldKind,
    Mark,
    builtin_editions,
    gaps,
    relevant_items,
)

KINDS = {"N": FieldKind.NUMBER, "D": FieldKind.DATE, "T": FieldKind.TEXT, "P": FieldKind.PHOTO}
SPECIFIC = "(特)"


class Row(NamedTuple):
    id: str
    severity: str
    asks: str
    basis: str
    ja: str
    en: str


def rows() -> list[Row]:
    text = (Path(__file__).parent / "catalogue.tsv").read_text(encoding="utf-8")
    return [Row(*line.split("\t")) for line in text.splitlines()]


CATALOGUE = rows()
PUBLISHED = "2598c41905a5c433cb7379d1c198de4c3e9f95ce2899b71d8acf1d75c461f02a"
BY_SECTION = {
    "ORG": 13, "HUM": 9, "PHY": 14, "TEC": 14, "SUB": 6, "DEV": 8, "MED": 9, "LOG": 9, "INC": 5, "END": 6,
}  # fmt: skip


@pytest.fixture(scope="module")
def edition() -> Edition:
    return builtin_editions()[0]


def test_the_catalogue_has_93_items_in_ten_sections() -> None:
    assert len(CATALOGUE) == sum(BY_SECTION.values()) == 93
    expected = [f"{section}-{n:02d}" for section, count in BY_SECTION.items() for n in range(1, count + 1)]
    assert [row.id for row in CATALOGUE] == expected


def test_a_published_edition_is_not_changed(edition: Edition) -> None:
    """To change an item write a new edition beside this one: inspections lean on this content."""
    assert edition.content_hash == PUBLISHED


def test_the_edition_holds_every_item_in_order(edition: Edition) -> None:
    assert [item.id for item in edition.items] == [row.id for row in CATALOGUE]
    assert {section.id: len(section.items) for section in edition.sections} == BY_SECTION
    for section in edition.sections:
        assert all(item.id.startswith(f"{section.id}-") for item in section.items)


@pytest.mark.parametrize("row", CATALOGUE, ids=lambda row: row.id)
def test_an_item_says_what_the_catalogue_says(edition: Edition, row: Row) -> None:
    item = edition.find_item(row.id)
    assert item is not None
    assert item.severity == row.severity
    assert item.title.ja == row.ja.removesuffix(SPECIFIC)
    assert item.title.en == row.en
    codes = set(re.sub(r"\(.*?\)", "", row.asks).split("/")) - {"R"}
    assert {field.kind for field in item.fields} == {KINDS[code] for code in codes}


SOURCE_WORDS = [
    (r"^番29の2/令32 via (.*)$", ["番", "令"]),
    (r"^番(29の2|10)$", ["番"]),
    (r"^L1-\d+$", ["L1"]),
    (r"^C12系$", ["C12"]),
    (r"^(別添|委|[A-G][a-e]?[①②]?$|\d[A-Z]$|Fc$)", ["P1"]),
    (r"^(S0|P1|P2|[A-Z]\d+|I)\b", []),
]


def sources_named(basis: str) -> set[str]:
    """Return the source ids of the catalogue's basis column."""
    named: set[str] = set()
    for part in re.split(r"[;,]\s*", basis):
        for pattern, sources in SOURCE_WORDS:
            match = re.match(pattern, part.strip())
            if match:
                named |= set(sources) or {match[1]}
                named |= {"P1"} if "P1-" in part else set()
                break
        else:
            raise AssertionError(f"the test does not understand {part!r}")
    return named


@pytest.mark.parametrize("row", CATALOGUE, ids=lambda row: row.id)
def test_an_item_rests_on_the_sources_of_the_catalogue(edition: Edition, row: Row) -> None:
    item = edition.find_item(row.id)
    assert item is not None
    assert {basis.source for basis in item.basis} == sources_named(row.basis)


def clause_marks(text: str) -> set[str]:
    """Return the digits and letters that name clauses, without words, brackets and separators."""
    return set(re.findall(r"[0-9]+|[A-Ga-e]|[①②③]", text))


@pytest.mark.parametrize("row", CATALOGUE, ids=lambda row: row.id)
def test_no_clause_is_named_that_the_catalogue_does_not_name(edition: Edition, row: Row) -> None:
    item = edition.find_item(row.id)
    assert item is not None
    # P1-Ca stands for 別添1 2 C a and 委 for 4-2-(1) (the catalogue's key): those figures are allowed.
    allowed = clause_marks(re.sub(r"[A-Z]\d+", " ", row.basis.replace("P1-", " "))) | set("124")
    for basis in item.basis:
        assert clause_marks(basis.clause.ja.replace("別添", "")) <= allowed, basis
        assert clause_marks(re.sub(r"Annex|art\.|no\.|note|question", "", basis.clause.en)) <= allowed, basis


def test_the_guideline_is_cited_as_of_its_revision(edition: Edition) -> None:
    days = {basis.as_of for item in edition.items for basis in item.basis if basis.source == "P1"}
    assert days == {dt.date(2025, 9, 24)}


def test_every_source_is_used(edition: Edition) -> None:
    used = {basis.source for item in edition.items for basis in item.basis}
    assert used == {source.id for source in edition.sources}


def test_our_own_proposals_carry_no_clause(edition: Edition) -> None:
    own = [basis for item in edition.items for basis in item.basis if basis.source == "I"]
    assert own
    assert all(not basis.clause.ja for basis in own)


def test_japanese_and_english_are_not_mixed_up(edition: Edition) -> None:
    texts = [text for item in edition.items for text in (item.title, item.look_at)]
    texts += [field.label for item in edition.items for field in item.fields]
    for text in texts:
        assert re.search(r"[ぁ-んァ-ヶ一-龠]", text.ja), text
        assert not re.search(r"[ぁ-んァ-ヶ一-龠]", text.en), text


def test_what_to_look_at_is_more_than_the_title(edition: Edition) -> None:
    for item in edition.items:
        assert item.look_at.ja.endswith("。")
        assert item.look_at.ja != item.title.ja


def test_photos_are_advised_and_never_owed(edition: Edition) -> None:
    """Photos need consent and are forbidden in some places (docs/checklists.md#photos)."""
    photos = [field for item in edition.items for field in item.fields if field.kind is FieldKind.PHOTO]
    assert photos
    assert not any(field.is_required for field in photos)


def test_every_number_has_a_unit(edition: Edition) -> None:
    for item in edition.items:
        for field in item.fields:
            assert bool(field.unit.ja) is (field.kind is FieldKind.NUMBER), item.id


ALL_NO = {
    **dict.fromkeys(("特定個人情報", "再委託", "基幹系", "媒体_紙", "媒体_電子", "媒体_システム"), "no"),
    "前回検査": "no",
    "契約終了": "no",
    "検査方法": "visit",
}


def asked(edition: Edition, **facts: str) -> frozenset[str]:
    return relevant_items(edition, {**ALL_NO, **facts}, {})


def test_when_nothing_is_known_everything_is_asked(edition: Edition) -> None:
    assert relevant_items(edition, {}, {}) == {row.id for row in CATALOGUE}


def test_the_facts_are_those_the_tests_know(edition: Edition) -> None:
    assert {fact.name for fact in edition.facts} == set(ALL_NO)
    assert {fact.kind for fact in edition.facts} == {FactKind.YES_NO, FactKind.CHOICE}


def test_items_for_specific_personal_information_need_it(edition: Edition) -> None:
    marked = {row.id for row in CATALOGUE if row.ja.endswith(SPECIFIC)}
    assert len(marked) == 6
    assert not marked & asked(edition)
    assert asked(edition, 特定個人情報="yes") - asked(edition) == marked


def test_items_for_subcontracts_need_one(edition: Edition) -> None:
    assert asked(edition, 再委託="yes") - asked(edition) == {"SUB-02", "SUB-03", "SUB-04", "SUB-05"}
    assert "SUB-01" in asked(edition)
    assert "SUB-06" in asked(edition)


def test_a_subcontract_found_on_the_spot_asks_for_its_items(edition: Edition) -> None:
    found = {"SUB-01": AnswerGiven("SUB-01", Mark.NONCONFORMING, "派遣社員が名簿外で在席")}
    assert relevant_items(edition, ALL_NO, found) >= {"SUB-02", "SUB-03", "SUB-04", "SUB-05"}


def test_core_systems_ask_for_witness_and_alert(edition: Edition) -> None:
    gained = asked(edition, 基幹系="yes") - asked(edition)
    assert {"DEV-03", "DEV-06", "LOG-08", "LOG-02", "TEC-01"} <= gained
    assert "DEV-01" in asked(edition)
    without = asked(edition, 媒体_システム="yes")
    assert not {"DEV-03", "LOG-08"} & without


def test_paper_alone_asks_for_no_logs(edition: Edition) -> None:
    paper = asked(edition, 媒体_紙="yes")
    assert "MED-05" in paper
    assert not any(item_id.startswith("LOG") for item_id in paper)
    for medium in ("媒体_電子", "媒体_システム"):
        assert {"LOG-01", "TEC-06", "DEV-06"} <= asked(edition, **{medium: "yes"})


def test_earlier_findings_and_return_are_asked_in_their_time(edition: Edition) -> None:
    assert asked(edition, 前回検査="yes") - asked(edition) == {"ORG-10"}
    assert asked(edition, 契約終了="yes") - asked(edition) == {"END-05"}


@pytest.mark.parametrize("method", ["video", "photos", "paper"])
def test_the_inspectors_own_devices_matter_on_a_visit_only(edition: Edition, method: str) -> None:
    assert "DEV-08" in asked(edition)
    assert "DEV-08" not in asked(edition, 検査方法=method)


def test_a_record_with_every_value_given_is_complete(edition: Edition) -> None:
    answers = {
        item.id: AnswerGiven(
            item.id,
            Mark.CONFORMING,
            values={field.id: 0 if field.kind is FieldKind.NUMBER else "2026-04-01" for field in item.fields},
            sample_size=3,
            population=9,
        )
        for item in edition.items
    }
    assert gaps(edition, {}, answers, Conclusion.NO_PROBLEM) == ()
    answers["DEV-01"] = AnswerGiven("DEV-01", Mark.NONCONFORMING, "私物のスマートフォン")
    (gap,) = gaps(edition, {}, answers, Conclusion.NO_PROBLEM)
    assert gap.item_id == "DEV-01"
