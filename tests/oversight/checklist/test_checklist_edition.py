from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from oversight.checklist import (
    Basis,
    Bilingual,
    Edition,
    FactKind,
    FieldKind,
    Mark,
    Need,
    Severity,
    builtin_editions,
    document_from_edition,
    edition_from_document,
    read_edition,
    yaml_file,
)
from oversight.errors import RefusedError
from oversight.numbers import NumberRule
from oversight.words import speaking


def yaml_of(document: dict[str, Any], **how: Any) -> bytes:
    text: str = yaml.safe_dump(document, allow_unicode=True, **how)
    return text.encode("utf-8")


@pytest.fixture
def full(make: Any) -> dict[str, Any]:
    """A document that uses every part an edition may have."""
    fields = [
        make.field("missing", unit=make.both("人", "persons"), sample_of=make.both("名簿", "Roster")),
        make.field("photo", kind="photo", need="advised"),
    ]
    basis = [{"source": "I"}, {"source": "P1", "clause": make.both("2 A"), "as_of": "2024-01-01"}]
    first = make.item("AAA-01", fields=fields, basis=basis)
    document: dict[str, Any] = make.document_with(first, make.item("AAA-02", "${AAA-01} = ''"))
    document["sources"][0] |= {"url": "https://www.ppc.go.jp/", "locator": "別添1"}
    return document


def test_a_file_is_read_into_an_edition(full: dict[str, Any]) -> None:
    edition = read_edition(yaml_of(full))
    item = edition.items[0]
    assert (edition.id, edition.number, edition.published_on) == ("small", 2, dt.date(2026, 4, 1))
    assert (item.id, item.severity) == ("AAA-01", Severity.B)
    assert item.basis == (
        Basis("I", dt.date(2026, 4, 1)),
        Basis("P1", dt.date(2024, 1, 1), Bilingual("2 A", "words")),
    )
    assert item.sample is item.find_field("missing")
    assert item.sample is not None
    assert item.sample.is_sample
    assert item.sample.is_required
    photo = item.find_field("photo")
    assert photo is not None
    assert (photo.kind, photo.need, photo.is_required) == (FieldKind.PHOTO, Need.ADVISED, False)
    assert edition.items[1].sample is None
    assert edition.rules.values_owed_on == (Mark.CONFORMING,)


def test_what_an_edition_holds_is_found_by_its_name(full: dict[str, Any]) -> None:
    edition = edition_from_document(full)
    assert edition.find_item("AAA-02") is edition.items[1]
    assert edition.find_source("P1") is edition.sources[0]
    fact = edition.find_fact("検査方法")
    assert fact is not None
    assert fact.kind is FactKind.CHOICE
    assert edition.section_of("AAA-02") is edition.sections[0]
    assert edition.find_item("ZZZ-01") is None
    assert edition.find_source("Z") is None
    assert edition.find_fact("ない") is None
    assert edition.section_of("ZZZ-01") is None
    assert edition.items[0].find_field("nothing") is None


def test_a_document_survives_the_way_there_and_back(full: dict[str, Any]) -> None:
    edition = edition_from_document(full)
    kept = json.loads(json.dumps(document_from_edition(edition)))
    assert edition_from_document(kept) == edition
    assert read_edition(yaml_of(kept)) == edition


def test_the_hash_looks_at_content_and_not_at_formatting(full: dict[str, Any]) -> None:
    edition = edition_from_document(full)
    written_otherwise = read_edition(b"# a comment\n" + yaml_of(full, default_flow_style=True, width=40))
    assert written_otherwise.content_hash == edition.content_hash
    assert hash(written_otherwise) == hash(edition)
    assert len(edition.content_hash) == 64


def test_the_hash_changes_with_any_word(full: dict[str, Any]) -> None:
    edition = edition_from_document(full)
    full["sections"][0]["items"][0]["look_at"]["en"] += "."
    other = edition_from_document(full)
    assert other.content_hash != edition.content_hash
    assert other != edition
    assert edition != "small"


def test_a_basis_is_cited_with_the_day_it_was_known_to_stand(full: dict[str, Any]) -> None:
    edition = edition_from_document(full)
    own, clause = edition.items[0].basis
    assert edition.cite(clause) == "指針 2 A（令和6年1月1日現在）"
    assert edition.cite(own) == "本市の運用案（令和8年4月1日現在）"
    assert edition.cite(Basis("?", dt.date(2026, 4, 1))) == "?（令和8年4月1日現在）"
    with speaking("en"):
        assert "Guidelines words" in edition.cite(clause)


def test_texts_are_spoken_in_the_language_in_use() -> None:
    text = Bilingual("点検表", "Checklist")
    assert text.spoken() == "点検表"
    with speaking("en"):
        assert text.spoken() == "Checklist"


def test_the_number_of_an_edition_is_told_as_an_office_does(full: dict[str, Any]) -> None:
    assert edition_from_document(full).number_in_words == "第2版"


def test_builtin_editions_are_read_once() -> None:
    assert builtin_editions() is builtin_editions()
    assert all(isinstance(edition, Edition) for edition in builtin_editions())


def test_a_builtin_edition_reads_the_same_from_its_file() -> None:
    folder = Path(__file__).resolve().parents[3] / "checklists"
    assert read_edition((folder / "edition_1.yaml").read_bytes()) == builtin_editions()[0]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "形"),
        (b"- a\n- b\n", "形"),
        (b"a: [1", "2行目|1行目"),
        (b"a: 1\nb: *nowhere\n", "2行目"),
        (b"a: 1\nb: 2\na: 3\n", "3行目"),
        (b"a: !!python/object/apply:os.getcwd []\n", "1行目"),
        (b"a: 2026-13-45\n", "YAML"),
        (b"\xff\xfe\xfa\x00", "YAML"),
        (b"a: \x07\n", "YAML"),
        (b"a: " + b"[" * 30 + b"]" * 30, "深"),
        (b"a: &a [*a]\n", "深"),
        (b"a: 1\n", "点検表として読めません"),
    ],
)
def test_bad_files_get_a_sentence_and_a_remedy(content: bytes, words: str) -> None:
    with pytest.raises(RefusedError, match=words) as refusal:
        read_edition(content)
    assert refusal.value.remedy


def test_a_platform_without_the_fast_loader_reads_the_same(
    full: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    fast = read_edition(yaml_of(full))
    monkeypatch.delattr(yaml, "CSafeLoader", raising=False)
    monkeypatch.setattr(yaml_file, "_loader", yaml_file._loader.__wrapped__)
    assert read_edition(yaml_of(full)) == fast
    with pytest.raises(RefusedError, match="3行目"):
        read_edition(b"a: 1\nb: 2\na: 3\n")


def test_aliases_cannot_fill_the_memory() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 9)]
    with pytest.raises(RefusedError, match="大きすぎる"):
        read_edition("\n".join(lines).encode())


def test_a_very_large_file_is_not_even_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml_file, "LARGEST_BYTES", 10)
    with pytest.raises(RefusedError, match="大きすぎ"):
        read_edition(b"a: 12345678")


def test_an_individual_number_refuses_the_file_and_is_not_repeated(full: dict[str, Any]) -> None:
    full["sections"][0]["items"][0]["title"]["ja"] = "例 123456789018"
    with pytest.raises(RefusedError, match="個人番号") as refusal:
        read_edition(yaml_of(full))
    assert "123456789018" not in str(refusal.value)


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_no_bytes_make_reading_crash(content: bytes) -> None:
    with pytest.raises(RefusedError):
        read_edition(content)


def test_a_number_keeps_its_bounds_through_the_document(make: Any) -> None:
    field = make.field("celsius", decimals=1, minimum=-20, maximum=45.5)
    plain = make.document_with(make.item("AAA-01", fields=[field, make.field("count")]))
    edition = edition_from_document(plain)
    assert document_from_edition(edition)["sections"][0]["items"][0]["fields"][0] == field
    assert edition_from_document(document_from_edition(edition)) == edition
    celsius, count = edition.items[0].fields
    assert celsius.number_rule == NumberRule(1, -20, 45.5)
    assert count.number_rule == NumberRule(0, 0, 10**12)
