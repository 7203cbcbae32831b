"""Notices of planned inspections (実施通知書), many in one go: numbered, recorded, printed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from oversight.access import Deed
from oversight.coverage.rows import DayEntry
from oversight.desk import Desk
from oversight.errors import RefusedError
from oversight.inspections.planning import notify
from oversight.papers import Paper
from oversight.words import _


@dataclass(frozen=True)
class Numbering:
    """How notices are numbered: 札保介第{n}号 from a first number on; {n} stands for the number."""

    pattern: str
    first: int

    def number(self, at: int) -> str:
        """Return the number of the ``at``-th notice, counted from 0."""
        return self.pattern.replace("{n}", str(self.first + at))

    def check(self) -> None:
        """Refuse a pattern that gives every notice the same number."""
        if "{n}" not in self.pattern:
            raise RefusedError(
                _("文書番号の形に {n} がありません。"),
                _("「札保介第{n}号」のように、番号の入る所に {n} を書いてください。"),
                field="pattern",
            )


@dataclass(frozen=True)
class NoticeGiven:
    """A notice: of which inspection, under which number."""

    inspection_id: UUID
    inspection_number: str
    notice_number: str


def give_notices(
    desk: Desk, entries: Sequence[DayEntry], numbering: Numbering, on: dt.date
) -> tuple[NoticeGiven, ...]:
    """Number and record a notice for each inspection, the earliest first, all of them or none."""
    numbering.check()
    given = []
    with desk.writing(Deed.PLAN_INSPECTION, "inspection.notify") as session:
        for at, entry in enumerate(sorted(entries, key=lambda each: (each.day, each.number))):
            row = notify(session, entry.inspection_id, numbering.number(at), on, entry.version)
            given.append(NoticeGiven(row.id, row.number, row.notice_number))
    return tuple(given)


def write_papers(folder: Path, papers: Iterable[tuple[str, Paper]]) -> tuple[Path, ...]:
    """Write papers under file names that hold numbers alone.

    Raise ``RefusedError`` where the folder cannot be written; what was recorded stays recorded.
    """
    written = []
    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name, paper in papers:
            path = folder / f"{name}.pdf"
            path.write_bytes(paper.pdf)
            written.append(path)
    except OSError as error:
        raise RefusedError(
            _("そのフォルダーに書けません。通知の番号と日は記録されています。"),
            _("検査の内容から1通ずつ保存するか、別のフォルダーを選んでください。"),
        ) from error
    return tuple(written)
