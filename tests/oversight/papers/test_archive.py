"""Papers for the archive: the checker finds nothing, and it does find what is planted."""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from xml.etree import ElementTree as ET

import page
import pikepdf
import pytest

from oversight import papers
from oversight.papers import Paper, archive
from oversight.papers.archive import has_doubtful_end
from oversight.papers.blocks import Block
from oversight.papers.metadata import Described, write_metadata
from oversight.papers.paper import Edges, Properties, print_paper
from oversight.papers.paragraph import Paragraph
from oversight.words import LANGUAGES, speaking
from tests.oversight.papers.reading_structure import read_structure
from tests.oversight.papers.sample_papers import ARCHIVED, DAY, MADE_AT, frozen_record, hard_record
from tests.oversight.papers.sample_record import small_record
from tests.oversight.report_form.filling import form_data

ARCHIVE_2U, ARCHIVE_3U, ACCESSIBLE = (page.ValidationProfile(name) for name in ("2u", "3u", "ua1"))
FORM = "print_report_form"


def failures(pdf: bytes, profile: page.ValidationProfile) -> list[tuple[str, str]]:
    report = page.validate_pdf_bytes(pdf, profile=profile)
    assert report.rules.total > 100
    return [(failure.rule_id, failure.message) for failure in report.failures]


def test_every_kind_of_paper_is_checked() -> None:
    printed = {name for name in papers.__all__ if name.startswith("print_")}
    assert printed - {FORM} == set(ARCHIVED)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ARCHIVED)
def test_the_checker_finds_nothing_in_any_paper(name: str, language: str) -> None:
    with speaking(language):
        paper = ARCHIVED[name](language)
    is_record = name == "print_inspection_record"
    assert failures(paper.pdf, ARCHIVE_3U if is_record else ARCHIVE_2U) == []
    assert failures(paper.pdf, ACCESSIBLE) == []


@pytest.mark.parametrize("name", ARCHIVED)
def test_the_same_paper_has_the_same_bytes(name: str) -> None:
    assert ARCHIVED[name]("ja").pdf == ARCHIVED[name]("ja").pdf


def test_a_record_without_its_source_is_an_archive_without_a_copy() -> None:
    pdf = papers.print_inspection_record(small_record()).pdf
    assert failures(pdf, ARCHIVE_2U) == []
    with pikepdf.open(BytesIO(pdf)) as document:
        assert dict(document.attachments) == {}


def spoilt(paper: Paper, spoil: Callable[[pikepdf.Pdf], None]) -> bytes:
    out = BytesIO()
    with pikepdf.open(BytesIO(paper.pdf)) as document:
        spoil(document)
        document.save(out)
    return out.getvalue()


def untag_a_page(document: pikepdf.Pdf) -> None:
    content: Any = document.pages[0].Contents
    lines = content.read_bytes().split(b"\n")
    kept = [line for line in lines if not line.strip().endswith((b"BDC", b"BMC", b"EMC"))]
    content.write(b"\n".join(kept))


def take_the_words_for_a_picture(document: pikepdf.Pdf) -> None:
    figures: list[Any] = [each for each in document.objects if is_figure(each)]
    del figures[0].Alt


def is_figure(each: Any) -> bool:
    return isinstance(each, pikepdf.Dictionary) and each.get("/S") == "/Figure"


def take_the_colours(document: pikepdf.Pdf) -> None:
    del document.Root.OutputIntents


def take_the_relationship(document: pikepdf.Pdf) -> None:
    del document.Root.AF


@pytest.mark.parametrize(
    ("spoil", "profile"),
    [
        (untag_a_page, ACCESSIBLE),
        (take_the_words_for_a_picture, ACCESSIBLE),
        (take_the_colours, ARCHIVE_3U),
        (take_the_relationship, ARCHIVE_3U),
    ],
)
def test_the_checker_finds_what_is_planted(
    spoil: Callable[[pikepdf.Pdf], None], profile: page.ValidationProfile
) -> None:
    paper = ARCHIVED["print_inspection_record"]("ja")
    assert failures(spoilt(paper, lambda _document: None), profile) == []
    assert failures(spoilt(paper, spoil), profile)


def test_the_record_carries_the_json_its_hash_was_taken_of() -> None:
    record, source = frozen_record(hard_record(photos=1))
    paper = papers.print_inspection_record(record, source)
    with pikepdf.open(BytesIO(paper.pdf)) as document:
        file: Any = document.Root.AF[0]
        carried = document.attachments["record.json"].get_file()
        content = carried.read_bytes()
        assert carried.mime_type == "application/json"
        assert file.AFRelationship == "/Source"
        assert carried.md5 == hashlib.md5(content, usedforsecurity=False).digest()
        assert carried.size == len(content)
        assert carried.creation_date == record.finalised_at
    assert hashlib.sha256(content).hexdigest() == record.record_hash
    assert json.loads(content)["inspection_number"] == record.inspection_number
    told = read_structure(paper.pdf).root.whole
    assert f"record.json（{len(content):,}バイト）" in told
    assert record.record_hash in told


def test_a_record_never_carries_the_source_of_another() -> None:
    _record, source = frozen_record(small_record())
    with pytest.raises(ValueError, match="source"):
        papers.print_inspection_record(small_record(), source)


def test_the_metadata_say_what_the_properties_say() -> None:
    paper = ARCHIVED["print_inspection_record"]("ja")
    with pikepdf.open(BytesIO(paper.pdf)) as document, document.open_metadata() as metadata:
        told = (metadata["dc:title"], metadata["dc:creator"], metadata["dc:description"])
        assert told == (
            str(document.docinfo.Title),
            [str(document.docinfo.Author)],
            str(document.docinfo.Subject),
        )
        assert metadata["pdf:Keywords"] == str(document.docinfo.Keywords)
        assert metadata["xmp:MetadataDate"] == "2024-12-02T01:05:00Z"
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("3", "U")
        assert metadata["pdfuaid:part"] == "1"
        assert document.Root.ViewerPreferences.DisplayDocTitle
        assert all(each.Tabs == "/S" for each in document.pages)


def test_metadata_hold_any_text() -> None:
    hard = 'A & B <c> "d" \x00\x0b\ud800\uffff 𠮷'
    described = Described(hard, hard, datetime(2024, 4, 1, tzinfo=UTC), hard, hard)
    written = write_metadata(described, language="ja-JP", archive_part=2)
    told = "".join(ET.fromstring(written).itertext())
    assert told.count('A & B <c> "d"  𠮷') == 4


def test_metadata_leave_out_what_is_empty() -> None:
    bare = write_metadata(Described("題", "", MADE_AT), language="ja-JP", archive_part=None).decode()
    assert "creator" not in bare
    assert "description" not in bare
    assert "Keywords" not in bare
    assert "pdfaid:part" not in bare


def a_paper(text: str, *more: Block) -> bytes:
    return print_paper([[Paragraph(text), *more]], Properties("題", "市", MADE_AT), Edges("題")).pdf


def test_no_stream_of_objects_ends_in_a_carriage_return(monkeypatch: pytest.MonkeyPatch) -> None:
    """Print until the first writing of a paper would end so, and see that what is handed out does not."""
    first: list[bool] = []
    write = archive._write

    def noting(document: pikepdf.Pdf, *, compress: bool = True) -> bytes:
        written = write(document, compress=compress)
        first.append(has_doubtful_end(written))
        return written

    monkeypatch.setattr(archive, "_write", noting)
    for number in range(900):
        pdf = a_paper(f"{number * 7919}")
        assert not has_doubtful_end(pdf)
        if True in first:
            break
    assert True in first
    assert failures(pdf, ARCHIVE_2U) == []


def test_no_stream_ends_in_a_carriage_return_and_what_it_holds_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    """Carry a copy whose stream would end so: it is handed out in letters, and reads back unchanged."""
    content = next(each for each in map(padded_json, range(256)) if zlib.compress(each).endswith(b"\r"))
    record = replace(small_record(document_on=DAY), record_hash=hashlib.sha256(content).hexdigest())
    written: list[int] = []
    numbered = archive._numbered

    def noting(document: pikepdf.Pdf, *, compress: bool = True) -> bytes:
        written.append(1)
        return numbered(document, compress=compress)

    monkeypatch.setattr(archive, "_numbered", noting)
    pdf = papers.print_inspection_record(record, content).pdf
    assert len(written) == 2
    assert b"\r\nendstream" not in pdf
    with pikepdf.open(BytesIO(pdf)) as document:
        assert document.attachments["record.json"].get_file().read_bytes() == content
    assert failures(pdf, ARCHIVE_3U) == failures(pdf, ACCESSIBLE) == []


def padded_json(length: int) -> bytes:
    """Make a copy; each letter adds 97 to the check sum, so that one of 256 lengths ends as is wanted."""
    return f'{{"pad": "{"a" * length}"}}'.encode()


def test_a_doubtful_end_counts_only_in_streams_of_objects() -> None:
    for kind, is_doubtful in (("/Type /ObjStm", True), ("/Type /XRef", True), ("/N 3", False)):
        written = f"5 0 obj\n<< {kind} /Length 9 >>\nstream\n12345678\r\nendstream".encode()
        assert has_doubtful_end(written) is is_doubtful
    assert not has_doubtful_end(b"5 0 obj << /Type /ObjStm >> stream\n1234\nendstream")


def test_a_paper_that_cannot_be_settled_is_handed_out_sound(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "has_doubtful_end", lambda _written: True)
    assert failures(a_paper("頁"), ARCHIVE_2U) == []


def test_plain_printing_leaves_structure_and_copy_out() -> None:
    from oversight.papers.inspection_record import print_inspection_record

    record, source = frozen_record(small_record(document_on=DAY))
    with pikepdf.open(BytesIO(print_inspection_record(record, source, plain=True).pdf)) as document:
        assert not {"/StructTreeRoot", "/Metadata", "/AF"} & set(document.Root.keys())
        assert b"MCID" not in document.pages[0].Contents.read_bytes()


def test_the_fillable_form_is_accessible_in_all_but_the_font_of_what_is_typed() -> None:
    pdf = papers.print_report_form(form_data()).pdf
    assert failures(pdf, ACCESSIBLE) == []
