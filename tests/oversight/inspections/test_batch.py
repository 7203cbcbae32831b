"""A fiscal year's records printed into a folder."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
from pathlib import Path
from uuid import UUID

import pytest

from models.base import new_id
from models.inspection import Inspection, InspectionRecord, InspectionState
from oversight.access import Deed
from oversight.desk import Desk, get_row
from oversight.errors import OversightError, StoppedError
from oversight.inspections import InspectionsService, InspectorDraft, Mark, PlanDraft, batch
from oversight.inspections.batch import PrintedYear, put_file
from oversight.inspections.record_document import document_from_record
from oversight.papers.record_data import ItemData, PhotoData, SectionData
from oversight.vault import header_file
from tests.factories import adopt_editions, make_contract
from tests.oversight.papers.sample_record import drawn_photo, small_record

YEAR = dt.date(2026, 11, 24)


@pytest.fixture
def service(desk: Desk) -> InspectionsService:
    adopt_editions(desk)
    return InspectionsService(desk)


def planned(service: InspectionsService, contract_id: UUID, on: dt.date = YEAR) -> UUID:
    draft = PlanDraft(contract_id, on, inspectors=(InspectorDraft("福井 太郎", is_lead=True),))
    change = service.plan_inspection(draft)
    assert change.row_id is not None
    return change.row_id


def freeze(desk: Desk, inspection_id: UUID, version: int, photo: PhotoData | None = None) -> None:
    """Put a version into the store as finalising does, without answering 93 items first.

    A version after the first one opens the record for correction, as the store demands.
    """
    if version > 1:
        InspectionsService(desk).start_correction(inspection_id, reason="講評の誤り")
    item = ItemData("ORG-01", "方針と規程があるか", Mark.CONFORMING, photos=(photo,) if photo else ())
    sections = (SectionData("ORG", "組織", (item,)),)
    named = f"{inspection_id}"
    record = small_record(version=version, record_hash="", sections=sections, remarks=named)
    document, digest = document_from_record(record)
    with desk.writing(Deed.CONDUCT_INSPECTION, "inspection.finalise") as session:
        session.add(
            InspectionRecord(
                id=new_id(),
                inspection_id=inspection_id,
                number=version,
                finalised_at=record.finalised_at,
                finalised_by=record.finalised_by,
                document_hash=digest,
                journal_sequence=record.journal_sequence,
                journal_hash=record.journal_hash,
                document=document,
            )
        )
        session.flush()
        get_row(session, Inspection, inspection_id).state = InspectionState.FINALISED


@pytest.fixture
def recorded(service: InspectionsService, desk: Desk) -> InspectionsService:
    """Three inspections of 2026 finalised, the second in two versions; a plan; and one of the next year."""
    contract_id = make_contract(desk)
    first, second, third, _plan = (planned(service, contract_id) for _number in range(4))
    service.start(first)
    service.add_photo(first, "ORG-01", content=drawn_photo(1), file_name="a.jpg")
    (kept,) = service.get_inspection(first).photos
    photo = PhotoData(b"", "保管庫", None, kept.sha256)
    for inspection_id, version in ((first, 1), (second, 1), (second, 2), (third, 1)):
        freeze(desk, inspection_id, version, photo if inspection_id == first else None)
    freeze(desk, planned(service, contract_id, dt.date(2027, 5, 6)), 1)
    return service


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder that is not there yet."""
    return tmp_path / "new" / "folder"


def names(folder: Path) -> set[str]:
    return {each.name for each in folder.iterdir()}


FILES = ("実地検査記録_R8-0001_第1版.pdf", "実地検査記録_R8-0002_第2版.pdf", "実地検査記録_R8-0003_第1版.pdf")
LIST = "実地検査記録_令和8年度_一覧.csv"


def single_prints(service: InspectionsService) -> dict[str, bytes]:
    printed = {}
    for row in service.list_inspections():
        for record in service.get_inspection(row.id).records:
            name = f"実地検査記録_{row.number}_第{record.number}版.pdf"
            printed[name] = service.print_record(record.id).pdf
    return printed


@pytest.mark.parametrize("processes", [1, None])
def test_the_newest_versions_are_written_with_the_bytes_of_the_single_print(
    recorded: InspectionsService, folder: Path, processes: int | None
) -> None:
    heard: list[tuple[int, int]] = []
    printed = recorded.print_year(2026, folder, lambda *how: heard.append(how), processes=processes)
    single = single_prints(recorded)
    assert names(folder) == {*FILES, LIST}
    for each, name in zip(printed.records, FILES, strict=True):
        content = (folder / name).read_bytes()
        assert content == single[name]
        assert (each.file_name, each.sha256) == (name, hashlib.sha256(content).hexdigest())
        assert each.record_hash.encode() in hashes_in(recorded)
    assert (printed.total, printed.is_stopped, printed.list_name) == (3, False, LIST)
    assert heard[0] == (0, 3)
    assert heard[-1] == (3, 3)
    assert [done for done, _total in heard] == sorted(done for done, _total in heard)


def hashes_in(service: InspectionsService) -> set[bytes]:
    rows = service.list_inspections()
    return {each.document_hash.encode() for row in rows for each in service.get_inspection(row.id).records}


def test_the_list_names_every_file_with_its_hashes(recorded: InspectionsService, folder: Path) -> None:
    printed = recorded.print_year(2026, folder, processes=1)
    rows = list(csv.reader((folder / LIST).read_text(encoding="utf-8-sig").splitlines()))
    assert rows[0] == ["検査番号", "版", "ファイル", "頁数", "SHA-256（PDF）", "SHA-256（記録）", "注意"]
    assert rows[1:] == [
        [one.number, str(one.version), one.file_name, str(one.pages), one.sha256, one.record_hash, ""]
        for one in printed.records
    ]


def test_a_second_print_leaves_the_same_files_and_writes_over_none(
    recorded: InspectionsService, folder: Path
) -> None:
    first = recorded.print_year(2026, folder, processes=1)
    before = {each: each.stat().st_mtime_ns for each in folder.iterdir()}
    assert recorded.print_year(2026, folder, processes=1) == first
    assert {each: each.stat().st_mtime_ns for each in folder.iterdir()} == before
    (folder / FILES[0]).write_bytes(b"mine")
    again = recorded.print_year(2026, folder, processes=1)
    assert again.records[0].file_name == "実地検査記録_R8-0001_第1版 (2).pdf"
    assert (folder / FILES[0]).read_bytes() == b"mine"
    assert again.list_name == "実地検査記録_令和8年度_一覧 (2).csv"


@pytest.mark.parametrize("processes", [1, 2])
def test_stopping_keeps_what_is_finished_and_nothing_half(
    recorded: InspectionsService, folder: Path, processes: int
) -> None:
    def stop_after_one(done: int, _total: int) -> None:
        if done:
            raise StoppedError

    printed = recorded.print_year(2026, folder, stop_after_one, processes=processes)
    assert printed.is_stopped
    assert [each.file_name for each in printed.records] == [FILES[0]]
    assert names(folder) == {FILES[0], LIST}
    assert len((folder / LIST).read_text(encoding="utf-8-sig").splitlines()) == 2


def test_stopping_before_the_first_leaves_nothing(recorded: InspectionsService, folder: Path) -> None:
    def stop(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    assert recorded.print_year(2026, folder, stop, processes=1) == PrintedYear((), 3, True, "")
    assert not folder.exists()


def test_a_year_without_records_writes_nothing(service: InspectionsService, folder: Path) -> None:
    assert service.print_year(2026, folder) == PrintedYear((), 0, False, "")
    assert not folder.exists()


def test_a_folder_that_cannot_be_written_is_told_and_what_is_finished_stays(
    recorded: InspectionsService, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[Path] = []

    def fill_up(path: Path, content: bytes) -> None:
        if written:
            path.with_name(path.name + ".new").write_bytes(content[:9])
            raise OSError(28, "full")
        written.append(path)
        header_file.replace_file(path, content)

    monkeypatch.setattr(batch, "replace_file", fill_up)
    with pytest.raises(OversightError, match="フォルダーに書けません") as failure:
        recorded.print_year(2026, folder, processes=1)
    assert failure.value.remedy
    assert names(folder) == {FILES[0]}


def test_signs_that_file_systems_forbid_and_long_names_are_given_way(folder: Path) -> None:
    assert put_file(folder, 'R6/01:2*?"<>|\\.pdf', b"1") == "R6-01-2-------.pdf"
    assert put_file(folder, 'R6:01/2*?"<>|/.pdf', b"2") == "R6-01-2------- (2).pdf"
    assert put_file(folder, "番" * 200 + ".pdf", b"3") == "番" * 80 + ".pdf"
    (folder / "a.pdf").mkdir()
    assert put_file(folder, "a.pdf", b"4") == "a (2).pdf"
