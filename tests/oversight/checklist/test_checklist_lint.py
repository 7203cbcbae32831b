from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from oversight.checklist import (
    FaultKind,
    builtin_editions,
    edition_from_document,
    lint,
    lint_document,
    lint_file,
)
from oversight.words import speaking

Document = dict[str, Any]
Spoil = Callable[[Document], None]


@pytest.fixture
def sound(make: Any) -> Document:
    """Four items that lean on facts and on one another, without a fault."""
    items = [
        make.item("AAA-01", fields=[make.field("count", sample_of=make.both("母数"))]),
        make.item("AAA-02", "${特定個人情報} = 'yes'"),
        make.item("AAA-03", "${AAA-02} = 'nonconforming' or ${AAA-01.count} > 0"),
        make.item("AAA-04", "${検査方法} = 'paper'"),
    ]
    document: Document = make.document_with(*items)
    return document


def first(document: Document) -> Document:
    item: Document = document["sections"][0]["items"][0]
    return item


def condition(number: int, text: str) -> Spoil:
    def spoil(document: Document) -> None:
        document["sections"][0]["items"][number - 1]["condition"] = text

    return spoil


def test_a_sound_edition_has_no_fault(sound: Document) -> None:
    assert lint_document(sound) == ()
    assert lint(edition_from_document(sound)) == ()


def drop(key: str) -> Spoil:
    return lambda document: first(document).pop(key)


def blank(key: str, language: str, value: str = " ") -> Spoil:
    return lambda document: first(document)[key].update({language: value})


PLANTED: list[tuple[Spoil, FaultKind, str, str]] = [
    (drop("title"), FaultKind.MISSING_TITLE, "AAA-01", "題名がありません"),
    (lambda d: first(d)["title"].pop("ja"), FaultKind.MISSING_TITLE, "AAA-01 title", "日本語"),
    (blank("title", "en"), FaultKind.MISSING_TITLE, "AAA-01 title", "英語"),
    (blank("title", "ja", ""), FaultKind.MISSING_TITLE, "AAA-01 title", "日本語"),
    (blank("look_at", "ja"), FaultKind.MISSING_TITLE, "AAA-01 look_at", "日本語"),
    (drop("severity"), FaultKind.MISSING_SEVERITY, "AAA-01", "重大性"),
    (drop("basis"), FaultKind.MISSING_BASIS, "AAA-01", "根拠がありません"),
    (lambda d: first(d).update(basis=[]), FaultKind.MISSING_BASIS, "AAA-01", "根拠がありません"),
    (lambda d: d["sources"][0].pop("as_of"), FaultKind.MISSING_AS_OF, "P1", "as_of"),
    (lambda d: first(d).update(severity="D"), FaultKind.SCHEMA, "AAA-01 severity", "どれでもありません"),
    (lambda d: first(d).update(weight=1), FaultKind.SCHEMA, "AAA-01", "決められていない"),
    (
        lambda d: first(d)["basis"][0].update(as_of="2025-13-01"),
        FaultKind.SCHEMA,
        "AAA-01 basis 1 as_of",
        "日付",
    ),
    (lambda d: d.update(number="1"), FaultKind.SCHEMA, "number", "種類"),
    (lambda d: d.update(number=0), FaultKind.SCHEMA, "number", "決まりに合いません"),
    (lambda d: d.pop("rules"), FaultKind.SCHEMA, "点検表", "rules"),
    (lambda d: d["sections"][0].update(items=[]), FaultKind.SCHEMA, "AAA items", "1つもありません"),
    (lambda d: first(d)["fields"][0].update(kind="text"), FaultKind.SCHEMA, "AAA-01 count kind", "どれでも"),
    (lambda d: d["facts"][1].pop("choices"), FaultKind.SCHEMA, "検査方法", "choices"),
    (lambda d: d["facts"][0].update(name="1つ目"), FaultKind.SCHEMA, "1つ目 name", "書き方"),
    (lambda d: first(d).update(id="AAA-02"), FaultKind.DUPLICATE_ID, "AAA-02", "2つ"),
    (lambda d: d["facts"][0].update(name="AAA-01"), FaultKind.DUPLICATE_ID, "AAA-01", "2つ"),
    (lambda d: d["sources"][1].update(id="P1"), FaultKind.DUPLICATE_ID, "P1", "2つ"),
    (
        lambda d: first(d)["fields"].append(first(d)["fields"][0]),
        FaultKind.DUPLICATE_ID,
        "AAA-01.count",
        "2つ",
    ),
    (lambda d: d["sections"].append(d["sections"][0]), FaultKind.DUPLICATE_ID, "AAA", "2つ"),
    (lambda d: first(d)["basis"][0].update(source="P9"), FaultKind.UNKNOWN_SOURCE, "AAA-01", "P9"),
    (
        lambda d: first(d)["fields"][0].update(minimum=5, maximum=4),
        FaultKind.NO_NUMBER_FITS,
        "AAA-01 count",
        "最小",
    ),
    (lambda d: first(d)["fields"][0].update(maximum=-1), FaultKind.NO_NUMBER_FITS, "AAA-01", "最小"),
    (lambda d: first(d)["fields"][0].update(decimals=7), FaultKind.SCHEMA, "AAA-01 count", "決まりに"),
    (lambda d: first(d)["fields"][0].update(decimals=1), FaultKind.SCHEMA, "AAA-01 count", "どれでも"),
    (condition(2, "${特定個人情報} ="), FaultKind.BAD_CONDITION, "AAA-02", "誤り"),
    (condition(2, "jr('x')"), FaultKind.BAD_CONDITION, "AAA-02", "jr"),
    (condition(2, "${謎} = 'yes'"), FaultKind.UNKNOWN_NAME, "AAA-02", "謎"),
    (condition(2, "${AAA-09} = ''"), FaultKind.UNKNOWN_NAME, "AAA-02", "AAA-09"),
    (condition(2, "${AAA-03} = ''"), FaultKind.CIRCULAR, "AAA-0", "堂々巡り"),
    (condition(2, "${AAA-02} = ''"), FaultKind.CIRCULAR, "AAA-02", "堂々巡り"),
    (condition(4, "${検査方法} = 'letter'"), FaultKind.UNREACHABLE, "AAA-04", "決して"),
    (condition(4, "${検査方法} = 'letter'"), FaultKind.IMPOSSIBLE_ANSWER, "AAA-04", "letter"),
    (
        lambda d: d.update(retired=[{"id": "AAA-02", "title": {"ja": "前の問い"}}]),
        FaultKind.RETIRED_ID,
        "AAA-02",
        "やめた",
    ),
    (condition(2, "false()"), FaultKind.UNREACHABLE, "AAA-02", "決して"),
    (
        blank("title", "ja", "例1234 5678 9018"),
        FaultKind.INDIVIDUAL_NUMBER,
        "sections 1 items 1 title ja",
        "個人番号",
    ),
    (lambda d: d.update({"123456789018": 1}), FaultKind.INDIVIDUAL_NUMBER, "", "個人番号"),
    (lambda d: d.update(number=123456789018), FaultKind.INDIVIDUAL_NUMBER, "number", "個人番号"),
]


@pytest.mark.parametrize(("spoil", "kind", "place", "words"), PLANTED)
def test_a_planted_fault_is_found(
    sound: Document, spoil: Spoil, kind: FaultKind, place: str, words: str
) -> None:
    spoil(sound)
    found = [fault for fault in lint_document(sound) if fault.kind is kind]
    assert any(fault.place.startswith(place) and words in fault.sentence for fault in found), found
    assert all("9018" not in fault.sentence + fault.place for fault in lint_document(sound))


def test_every_kind_of_fault_is_planted() -> None:
    assert {kind for _, kind, _, _ in PLANTED} | {FaultKind.TWO_SAMPLES} == set(FaultKind)


def test_two_samples_in_one_item_are_a_fault(sound: Document, make: Any) -> None:
    first(sound)["fields"].append(make.field("other", sample_of=make.both("母数")))
    (fault,) = lint_document(sound)
    assert (fault.kind, fault.place) == (FaultKind.TWO_SAMPLES, "AAA-01")


def test_each_missing_key_is_told_once(sound: Document) -> None:
    for key in ("title", "severity", "basis"):
        first(sound).pop(key)
    faults = lint_document(sound)
    assert len(faults) == len(set(faults)) == 3


def test_a_circle_is_told_without_calling_its_items_unreachable(sound: Document) -> None:
    condition(2, "${AAA-03} = ''")(sound)
    assert {fault.kind for fault in lint_document(sound)} == {FaultKind.CIRCULAR}


def test_an_edition_in_hand_is_held_to_the_schema_too(sound: Document) -> None:
    sound["sections"][0]["items"][0]["title"]["ja"] = ""
    assert [fault.kind for fault in lint(edition_from_document(sound))] == [FaultKind.MISSING_TITLE]


def test_a_text_without_english_is_no_fault_and_is_told_in_japanese(sound: Document) -> None:
    first(sound)["title"].pop("en")
    assert lint_document(sound) == ()
    with speaking("en"):
        assert edition_from_document(sound).items[0].title.spoken() == "題名"


def test_a_file_without_fault_gives_no_sentence(sound: Document, tmp_path: Path) -> None:
    path = tmp_path / "点検表.yaml"
    path.write_text(yaml.safe_dump(sound, allow_unicode=True), encoding="utf-8")
    assert lint_file(path) == ()


def test_a_file_with_faults_gives_their_sentences(sound: Document, tmp_path: Path) -> None:
    drop("severity")(sound)
    path = tmp_path / "edition.yaml"
    path.write_text(yaml.safe_dump(sound), encoding="utf-8")
    (sentence,) = lint_file(path)
    assert sentence.startswith("AAA-01")


def test_a_file_that_cannot_be_read_gives_one_sentence(tmp_path: Path) -> None:
    broken = tmp_path / "broken.yaml"
    broken.write_bytes(b"a: [1")
    assert len(lint_file(broken)) == 1
    assert len(lint_file(tmp_path / "nowhere.yaml")) == 1
    assert str(tmp_path) not in lint_file(tmp_path / "nowhere.yaml")[0]


def test_the_builtin_editions_are_sound() -> None:
    for edition in builtin_editions():
        assert lint(edition) == ()
