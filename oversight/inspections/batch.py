"""A fiscal year's finalised records printed into a folder: the newest version of each, with a list of hashes.

Each file appears whole or not at all, and none that lies there is written over. Stopping keeps what is
finished; the list names exactly that. File names hold the inspection's number and version, no person's name.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, count
from pathlib import Path
from uuid import UUID

from sqlalchemy import select

from models.inspection import Inspection, InspectionRecord
from oversight.calendar import show_fiscal_year
from oversight.desk import Desk
from oversight.errors import OversightError, StoppedError
from oversight.exchange.export import export_csv
from oversight.inspections.printing import read_record
from oversight.papers import Paper
from oversight.papers.apart import RecordJob, core_count, job_of, print_apart
from oversight.vault.header_file import replace_file
from oversight.words import _

Told = Callable[[int, int], None]
"""Takes how many records are written, and of how many; raises ``StoppedError`` to stop."""
_LONGEST_NAME = 80
_FORBIDDEN = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')


@dataclass(frozen=True)
class NewestRecord:
    """The newest finalised version of an inspection: which, and the hash it was frozen with."""

    record_id: UUID
    number: str
    version: int
    document_hash: str


@dataclass(frozen=True)
class PrintedRecord:
    """A record that lies in the folder: its file, the file's SHA-256, the record's hash."""

    number: str
    version: int
    file_name: str
    pages: int
    sha256: str
    record_hash: str
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class PrintedYear:
    """What lies in the folder; ``list_name`` is empty where nothing does."""

    records: tuple[PrintedRecord, ...]
    total: int
    is_stopped: bool
    list_name: str


def print_year(desk: Desk, year: int, folder: Path, told: Told, processes: int | None = None) -> PrintedYear:
    """Print the year's records; ``processes`` defaults to the cores, but never more than there are records.

    Raise ``OversightError`` when the folder cannot be written to; what is finished then stays.
    """
    newest = newest_records(desk, year)
    written: list[PrintedRecord] = []
    at_once = min(processes or core_count(), len(newest))

    def waiting() -> None:
        told(len(written), len(newest))

    is_stopped = False
    papers = print_apart(_jobs(desk, newest), processes=at_once, waiting=waiting)
    try:
        for each, paper in zip(newest, papers, strict=True):
            written.append(_put(folder, each, paper))
            waiting()
    except (StoppedError, KeyboardInterrupt):
        is_stopped = True
    finally:
        papers.close()
    list_name = _put_list(folder, year, written) if written else ""
    return PrintedYear(tuple(written), len(newest), is_stopped, list_name)


def newest_records(desk: Desk, year: int) -> tuple[NewestRecord, ...]:
    """Return the newest finalised version of each inspection of a fiscal year, by the inspection's number."""
    query = (
        select(
            InspectionRecord.id, Inspection.number, InspectionRecord.number, InspectionRecord.document_hash
        )
        .join(Inspection, Inspection.id == InspectionRecord.inspection_id)
        .where(Inspection.fiscal_year == year)
        .order_by(Inspection.number, InspectionRecord.number)
    )
    with desk.reading() as session:
        rows = [NewestRecord(*row) for row in session.execute(query)]
    return tuple({each.number: each for each in rows}.values())


def _jobs(desk: Desk, newest: Sequence[NewestRecord]) -> Iterator[RecordJob]:
    for each in newest:
        with desk.reading() as session:
            job = job_of(*read_record(session, each.record_id))
        yield job


def _put(folder: Path, each: NewestRecord, paper: Paper) -> PrintedRecord:
    name = _("実地検査記録_{number}_第{version}版.pdf").format(number=each.number, version=each.version)
    return PrintedRecord(
        each.number,
        each.version,
        put_file(folder, name, paper.pdf),
        paper.page_count,
        hashlib.sha256(paper.pdf).hexdigest(),
        each.document_hash,
        paper.warnings,
    )


def _put_list(folder: Path, year: int, written: Sequence[PrintedRecord]) -> str:
    headings = (
        _("検査番号"),
        _("版"),
        _("ファイル"),
        _("頁数"),
        _("SHA-256（PDF）"),
        _("SHA-256（記録）"),
        _("注意"),
    )
    rows = [
        (
            each.number,
            each.version,
            each.file_name,
            each.pages,
            each.sha256,
            each.record_hash,
            " ".join(each.warnings),
        )
        for each in written
    ]
    name = _("実地検査記録_{year}_一覧.csv").format(year=show_fiscal_year(year))
    return put_file(folder, name, export_csv(headings, rows))


def put_file(folder: Path, name: str, content: bytes) -> str:
    """Write a file whole or not at all; return the name it lies under.

    A file of that name with the same bytes is left; beside one with others, the new one gets a number.
    """
    path = Path(_FORBIDDEN.sub("-", name))
    stem = path.stem[:_LONGEST_NAME]
    try:
        folder.mkdir(parents=True, exist_ok=True)
        names = chain([stem], (f"{stem} ({number})" for number in count(2)))
        places = (folder / f"{each}{path.suffix}" for each in names)
        place = next(each for each in places if not each.exists() or _holds(each, content))
        if not place.exists():
            _write_whole(place, content)
    except OSError as error:
        raise OversightError(
            _("フォルダーに書けません。書き終えたファイルはそのまま残っています。"),
            _("空き容量と書き込みの権限を確かめるか、別のフォルダーを選んでください。"),
        ) from error
    return place.name


def _holds(place: Path, content: bytes) -> bool:
    return place.is_file() and place.read_bytes() == content


def _write_whole(place: Path, content: bytes) -> None:
    try:
        replace_file(place, content)
    finally:
        place.with_name(place.name + ".new").unlink(missing_ok=True)
