"""Imports as deeds: a dry run that writes nothing, a run that writes all or nothing, an undo."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from uuid import UUID

from sqlalchemy import select

from models.import_run import ImportRun, ImportState
from oversight.access import Deed, require
from oversight.change import Change, Subject
from oversight.desk import Desk, get_row
from oversight.errors import RefusedError
from oversight.exchange.course import Course
from oversight.exchange.faults_book import write_faults_book
from oversight.exchange.fields import list_near, match_columns
from oversight.exchange.outcomes import Action, ImportPreview, ImportRunRow, RowOutcome, UndoOutcome
from oversight.exchange.reading import read_table
from oversight.exchange.rows import Problem, ReadRow, read_rows
from oversight.exchange.undoing import put_back
from oversight.exchange.writing import TAKERS, Taker
from oversight.faces import face_of
from oversight.ledger.noting import NotedRow
from oversight.personal_number import refuse_individual_number
from oversight.store import WritingSession
from oversight.words import _, _n


class ImportsService:
    """Previews, runs, lists and undoes imports of contractors and contracts."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def preview(
        self,
        kind: str,
        content: bytes,
        *,
        file_name: str,
        columns: Mapping[str, int] | None = None,
        sheet: str = "",
        course: Course | None = None,
    ) -> ImportPreview:
        """Tell row by row what an import would do; nothing is written.

        ``kind`` is contractors or contracts; ``columns`` corrects the match of headings (field → index).
        ``course`` tells how far it has come and may stop it.
        """
        refuse_individual_number(file_name, field=_("ファイル名"))
        table = read_table(content, file_name, sheet=sheet)
        for written in (*table.sheets, *table.headings):
            refuse_individual_number(written, field=_("見出し"))
        matched = dict(columns) if columns is not None else match_columns(kind, table.headings)
        rows = read_rows(kind, table, matched)
        with self._desk.store.trying() as session:
            taker = TAKERS[kind](session, self._desk.today())
            outcomes = tuple(_take_all(session, taker, rows, course or Course()))
            taker.finish()
        near = list_near(kind, table.headings, matched) if columns is None else ()
        return ImportPreview(kind, content, table, matched, rows, outcomes, near)

    def run(
        self, preview: ImportPreview, *, leave_out_refused: bool = False, course: Course | None = None
    ) -> Change:
        """Write what the preview showed, all of it in one transaction, against the store as it is now.

        Rows that cannot be taken in make it refuse as a whole, unless they are to be left out; stopped on
        its ``course`` it leaves nothing behind.
        """
        require(self._desk.actor, Deed.IMPORT)
        with self._desk.writing(Deed.IMPORT, "import_run.run") as session:
            taker = TAKERS[preview.kind](session, self._desk.today())
            outcomes = tuple(_take_all(session, taker, preview.rows, course or Course()))
            refused = [each for each in outcomes if each.action is Action.REFUSED]
            if refused and not leave_out_refused:
                sentence = _n("取り込めない行が{count}行あります。何も取り込んでいません。", len(refused))
                raise RefusedError(
                    sentence.format(count=len(refused)),
                    _("直してやり直すか、それらの行を除いて取り込んでください。"),
                )
            taker.finish()
            session.flush()
            run = _run_row(self._desk, preview, session.journalling.noted_rows())
            session.add(run)
        return Change.of(Subject.IMPORT, Subject.CONTRACTOR, Subject.CONTRACT, row_id=run.id)

    def list_runs(self) -> tuple[ImportRunRow, ...]:
        """Return finished imports, newest first."""
        query = select(ImportRun).order_by(ImportRun.run_at.desc(), ImportRun.id.desc())
        with self._desk.reading() as session:
            return tuple(
                face_of(
                    ImportRunRow,
                    row,
                    made=len(row.made),
                    changed=len(row.changed),
                    is_undone=row.state is ImportState.UNDONE,
                )
                for row in session.scalars(query)
            )

    def undo(self, run_id: UUID, *, reason: str) -> UndoOutcome:
        """Take back an import: withdraw what it made, put back what it changed.

        A row changed since is left alone and named.
        """
        if not reason.strip():
            raise RefusedError(_("取り消す理由がありません。"), _("理由を書いてください。"), field="reason")
        with self._desk.writing(Deed.IMPORT, "import_run.undo", reason) as session:
            run = get_row(session, ImportRun, run_id)
            if run.state is ImportState.UNDONE:
                raise RefusedError(_("この取込はすでに取り消されています。"))
            outcome = put_back(session, self._desk, run, reason)
            run.state = ImportState.UNDONE
        return outcome

    def faults_book(self, preview: ImportPreview) -> bytes:
        """Return the workbook as sent, with the reason beside each row that cannot be taken in."""
        reasons = {each.number: each.reason for each in preview.refused}
        return write_faults_book(preview.content, preview.table, preview.rows, reasons)


def _run_row(desk: Desk, preview: ImportPreview, noted: tuple[NotedRow, ...]) -> ImportRun:
    return ImportRun(
        kind=preview.kind,
        state=ImportState.FINISHED,
        file_name=preview.table.file_name,
        file_sha256=hashlib.sha256(preview.content).hexdigest(),
        run_at=desk.clock.now(),
        run_by=desk.actor.signature,
        rows_total=len(preview.rows),
        made=[{"table": each.table, "id": each.row_id} for each in noted if each.action == "added"],
        changed=[
            {
                "table": each.table,
                "id": each.row_id,
                "old": {name: old for name, (old, _new) in each.changes.items()},
            }
            for each in noted
            if each.action == "changed"
        ],
    )


def _take_all(
    session: WritingSession, taker: Taker, rows: tuple[ReadRow, ...], course: Course
) -> Iterator[RowOutcome]:
    course.begin(len(rows))
    seen: dict[str, int] = {}
    for row in rows:
        course.step()
        label = _label(row)
        if row.is_refused:
            yield RowOutcome(row.number, Action.REFUSED, label, row.problems)
            continue
        problems = list(row.problems)
        if label in seen:
            told = _("{first}行目と同じものです。").format(first=seen[label])
            problems.append(Problem("", told, is_warning=True))
        seen.setdefault(label, row.number)
        yield _take(session, taker, row, label, problems)


def _take(
    session: WritingSession, taker: Taker, row: ReadRow, label: str, problems: list[Problem]
) -> RowOutcome:
    """Take one row; what a refused one had begun is taken back."""
    is_whole = taker.takes_whole(row.values)
    if not is_whole:
        taker.finish()  # what waits must not be taken back with this row
    session.journalling.bookmark()
    try:
        if is_whole:
            action, changes, more = taker.take(row.values)
        else:
            with session.begin_nested():
                action, changes, more = taker.take(row.values)
                session.flush()
    except RefusedError as error:
        session.journalling.go_back()
        problem = Problem(error.field, str(error))
        return RowOutcome(row.number, Action.REFUSED, label, (*problems, problem))
    return RowOutcome(row.number, action, label, (*problems, *more), changes)


def _label(row: ReadRow) -> str:
    return str(row.values.get("number") or row.values.get("name") or "")
