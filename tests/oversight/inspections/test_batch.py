"""A fiscal year's records printed into a folder."""

from __future__ import annotations

import csv
import datetime as dt
import hashlib
from pathlib import Path
from uuid import UUID

import pytest

from oversight.desk import Desk
from oversight.errors import OversightError, StoppedError
from oversight.inspections import AnswerDraft, InspectionsService, Mark, batch
from oversight.inspections.batch import PrintedYear, put_file
from oversight.vault import header_file
from tests.factories import make_contract
from tests.oversight.inspections.test_inspections import contract_id, finalised, planned, service

__all__ = ["contract_id", "service"]
PHONE = AnswerDraft(mark=Mark.NONCONFORMING, finding_text="私物スマートフォン1台。", measure="周知")


@pytest.fixture
def recorded(service: InspectionsService, contract_id: UUID, desk: Desk) -> InspectionsService:
    """Three inspections of 2026 finalised, the second in two versions; a plan; and one of the next year."""
    contracts = [contract_id, *(make_contract(desk, number=f"R8-10{n}") for n in range(3))]
    for number, each in enumerate(contracts[:3]):
        inspection_id = planned(service, each)
        finalised(service, inspection_id, DEV_01=PHONE)
        if number == 1:
            service.start_correction(inspection_id, reason="誤記")
            service.finalise(inspection_id)
    planned(service, contracts[3])
    finalised(service, planned(service, contracts[3], dt.date(2027, 5, 6)))
    return service


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


@pytest.mark.parametrize("processes", [1, 2, None])
def test_the_newest_versions_are_written_with_the_bytes_of_the_single_print(
    recorded: InspectionsService, tmp_path: Path, processes: int | None
) -> None:
    heard: list[tuple[int, int]] = []
    folder = tmp_path / "new" / "folder"
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


def test_the_list_names_every_file_with_its_hashes(recorded: InspectionsService, tmp_path: Path) -> None:
    printed = recorded.print_year(2026, tmp_path, processes=1)
    rows = list(csv.reader((tmp_path / LIST).read_text(encoding="utf-8-sig").splitlines()))
    assert rows[0] == ["検査番号", "版", "ファイル", "頁数", "SHA-256（PDF）", "SHA-256（記録）", "注意"]
    assert rows[1:] == [
        [one.number, str(one.version), one.file_name, str(one.pages), one.sha256, one.record_hash, ""]
        for one in printed.records
    ]


def test_a_second_print_leaves_the_same_files_and_writes_over_none(
    recorded: InspectionsService, tmp_path: Path
) -> None:
    first = recorded.print_year(2026, tmp_path)
    before = {each: each.stat().st_mtime_ns for each in tmp_path.iterdir()}
    assert recorded.print_year(2026, tmp_path) == first
    assert {each: each.stat().st_mtime_ns for each in tmp_path.iterdir()} == before
    (tmp_path / FILES[0]).write_bytes(b"mine")
    again = recorded.print_year(2026, tmp_path)
    assert again.records[0].file_name == "実地検査記録_R8-0001_第1版 (2).pdf"
    assert (tmp_path / FILES[0]).read_bytes() == b"mine"
    assert again.list_name == "実地検査記録_令和8年度_一覧 (2).csv"


@pytest.mark.parametrize("processes", [1, 2])
def test_stopping_keeps_what_is_finished_and_nothing_half(
    recorded: InspectionsService, tmp_path: Path, processes: int
) -> None:
    def stop_after_one(done: int, _total: int) -> None:
        if done:
            raise StoppedError

    printed = recorded.print_year(2026, tmp_path, stop_after_one, processes=processes)
    assert printed.is_stopped
    assert [each.file_name for each in printed.records] == [FILES[0]]
    assert names(tmp_path) == {FILES[0], LIST}
    assert len((tmp_path / LIST).read_text(encoding="utf-8-sig").splitlines()) == 2


def test_stopping_before_the_first_leaves_nothing(recorded: InspectionsService, tmp_path: Path) -> None:
    def stop(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    assert recorded.print_year(2026, tmp_path, stop, processes=1) == PrintedYear((), 3, True, "")
    assert names(tmp_path) == set()


def test_a_year_without_records_writes_nothing(service: InspectionsService, tmp_path: Path) -> None:
    assert service.print_year(2026, tmp_path / "none") == PrintedYear((), 0, False, "")
    assert not (tmp_path / "none").exists()


def test_a_folder_that_cannot_be_written_is_told_and_what_is_finished_stays(
    recorded: InspectionsService, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
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
        recorded.print_year(2026, tmp_path, processes=1)
    assert failure.value.remedy
    assert names(tmp_path) == {FILES[0]}


def test_signs_that_file_systems_forbid_and_long_names_are_given_way(tmp_path: Path) -> None:
    assert put_file(tmp_path, 'R6/01:2*?"<>|\\.pdf', b"1") == "R6-01-2-------.pdf"
    assert put_file(tmp_path, 'R6:01/2*?"<>|/.pdf', b"2") == "R6-01-2------- (2).pdf"
    assert put_file(tmp_path, "番" * 200 + ".pdf", b"3") == "番" * 80 + ".pdf"
    (tmp_path / "a.pdf").mkdir()
    assert put_file(tmp_path, "a.pdf", b"4") == "a (2).pdf"
