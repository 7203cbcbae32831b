"""One door for files of checklists: an XLSForm, an office's own workbook, a file of an edition.

A file is looked into, shown, and made a draft; until then nothing is written. What the draft does not hold of
it is told with sheet, row and reason.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any

from oversight.checklist.drafts import NewDraft
from oversight.checklist.edition import Edition, document_from_edition
from oversight.checklist.lint import lint_document
from oversight.checklist.reading import edition_from_document
from oversight.checklist.told_notes import ToldNote, told_of_form, told_of_workbook
from oversight.checklist.workbook import WorkbookUnderstood, draft_from, understand
from oversight.checklist.workbook.sheets import LIMITS, is_package
from oversight.checklist.xlsform import FormRead, FormRefusedError, looks_like_xlsform, read_xlsform
from oversight.checklist.yaml_file import document_from_yaml
from oversight.errors import RefusedError
from oversight.exchange.course import Course
from oversight.exchange.guards import check_size, is_ole
from oversight.personal_number import PersonalNumberError, mask, refuse_individual_number
from oversight.words import _, _n, mark, mark_n

if TYPE_CHECKING:
    from pathlib import Path

SUFFIXES = ("*.xlsx", "*.xlsm", "*.xls", "*.ods", "*.yaml", "*.yml")
"""How the files are called that are taken in."""
_EDITION_SUFFIXES = (".yaml", ".yml")
_LONGEST_TITLE = 2000


class FileKind(StrEnum):
    """What a file is."""

    XLSFORM = "xlsform"
    WORKBOOK = "workbook"
    EDITION = "edition"


KIND_WORDS: Mapping[FileKind, str] = {
    FileKind.XLSFORM: mark("XLSForm"),
    FileKind.WORKBOOK: mark("Excelの点検表"),
    FileKind.EDITION: mark("版のファイル"),
}
"""The office's word for each kind of file; pass through ``_`` when shown."""


class FileRefusedError(RefusedError):
    """A file cannot be taken in; ``notes`` lists every fault found, with its place."""

    def __init__(self, sentence: str, remedy: str, notes: Iterable[ToldNote] = ()) -> None:
        super().__init__(sentence, remedy, field="file")
        self.notes = tuple(notes)


@dataclass(frozen=True)
class FileLooked:
    """A file as understood; one of ``form``, ``workbook`` and ``edition`` is there, by its kind."""

    file_name: str
    kind: FileKind
    content: bytes
    form: FormRead | None = None
    workbook: WorkbookUnderstood | None = None
    edition: Edition | None = None

    @property
    def title(self) -> str:
        """The title the file gives; a workbook has only its name."""
        if self.form is not None:
            return self.form.title
        return self.edition.title.ja if self.edition is not None else _stem(self.file_name)

    @property
    def comes_from(self) -> str:
        """The id of the edition that the file was written from, if it says one."""
        if self.edition is not None:
            return self.edition.id
        return str(self.form.document.get("id", "")) if self.form is not None else ""

    def with_workbook(self, workbook: WorkbookUnderstood) -> FileLooked:
        """Return the file with its workbook understood otherwise."""
        return replace(self, workbook=workbook)


@dataclass(frozen=True)
class Drafted:
    """What would become of a file: the edition's document, where its cells are, and what to look at."""

    document: Mapping[str, Any]
    layout: Mapping[str, Any]
    notes: tuple[ToldNote, ...]

    @property
    def edition(self) -> Edition:
        """Return the document as an edition."""
        return edition_from_document(self.document)


def read_chosen(path: Path) -> bytes:
    """Read a file that a person chose; ``RefusedError`` for one that cannot be opened or is far too large."""
    from oversight.exchange.guards import read_file

    return read_file(path, LIMITS)


def look_into(content: bytes, *, file_name: str, today: dt.date, course: Course | None = None) -> FileLooked:
    """Tell what a file is and read it whole.

    Raise ``FileRefusedError``, with the list of its faults, or another ``RefusedError`` for what cannot or
    must not be read.
    """
    course = course or Course()
    course.begin(2)
    check_size(content, LIMITS)
    shown = mask(file_name)
    if not _is_book(content):
        return FileLooked(shown, FileKind.EDITION, content, edition=_edition_of(content, file_name))
    is_form = looks_like_xlsform(content)
    course.step()
    if is_form:
        looked = FileLooked(
            shown, FileKind.XLSFORM, content, form=_form_of(content, file_name=file_name, today=today)
        )
    else:
        looked = FileLooked(
            shown, FileKind.WORKBOOK, content, workbook=understand(content, file_name=file_name)
        )
    course.step()
    return looked


def _is_book(content: bytes) -> bool:
    return content.startswith(b"PK") or is_ole(content)


def _stem(file_name: str) -> str:
    return file_name.replace("\\", "/").rpartition("/")[2].rpartition(".")[0] or file_name


def _form_of(content: bytes, *, file_name: str, today: dt.date) -> FormRead:
    try:
        return read_xlsform(content, file_name=file_name, today=today)
    except FormRefusedError as refusal:
        notes = [told_of_form(each) for each in refusal.notes]
        told = _n(
            mark_n("この XLSForm には誤りが{count:,}か所あります。何も取り込んでいません。"), len(notes)
        )
        raise FileRefusedError(told.format(count=len(notes)), refusal.remedy, notes) from None


def _edition_of(content: bytes, file_name: str) -> Edition:
    if not file_name.lower().endswith(_EDITION_SUFFIXES):
        raise FileRefusedError(
            _("点検表として読める種類のファイルではありません。何も取り込んでいません。"),
            _("Excel（.xlsx、.xlsm、.xls、.ods）、XLSForm、版のファイル（.yaml）を選んでください。"),
        )
    document = document_from_yaml(content)
    faults = lint_document(document)
    if faults:
        raise FileRefusedError(
            _("この版のファイルには誤りがあります。何も取り込んでいません。"),
            _("一覧にある所を直してから、もう一度取り込んでください。"),
            [ToldNote.fault(fault.place, fault.sentence) for fault in faults],
        )
    return edition_from_document(document)


def drafted(looked: FileLooked, *, title: str, today: dt.date, based_on: Edition | None = None) -> Drafted:
    """Return the draft that a file would become; nothing is written.

    Raise ``RefusedError`` where it has no item or the title must not be kept.
    """
    named = _named(title)
    if looked.workbook is not None:
        made = draft_from(looked.workbook, title=named, today=today, based_on=based_on)
        notes = [told_of_workbook(each) for each in made.notes]
        return Drafted(made.document, made.layout, (*notes, *_notes_on_layout(looked)))
    if looked.form is not None:
        return Drafted(_titled(looked.form.document, named), {}, tuple(map(told_of_form, looked.form.notes)))
    document = document_from_edition(looked.edition) if looked.edition is not None else {}
    return Drafted(_titled(document, named), {}, ())


def _named(title: str) -> str:
    named = title.strip()
    if not named:
        raise RefusedError(_("題名がありません。"), _("点検表の題名を書いてください。"), field="title")
    if len(named) > _LONGEST_TITLE:
        raise RefusedError(_("題名が長すぎます。"), _("題名を短くしてください。"), field="title")
    try:
        refuse_individual_number(named, field=_("題名"))
    except PersonalNumberError as refusal:
        raise PersonalNumberError(refusal.sentence, refusal.remedy, field="title") from None
    return named


def _titled(document: Mapping[str, Any], title: str) -> dict[str, Any]:
    """Return a document under another title; its English goes where the Japanese is no longer that."""
    if document["title"]["ja"] == title:
        return dict(document)
    return {**document, "title": {"ja": title}}


def _notes_on_layout(looked: FileLooked) -> Iterator[ToldNote]:
    if not is_package(looked.content):
        yield ToldNote.reduced(
            _("この形式では、元の様式のまま書き出せません。書き出すときは、標準の様式になります。"),
        )


def new_draft(looked: FileLooked, made: Drafted, base: NewDraft | None = None) -> NewDraft:
    """Return the draft to begin; one that brings no workbook of its own keeps that of its base."""
    brings_own = looked.kind is FileKind.WORKBOOK and is_package(looked.content)
    begun = base or NewDraft(made.document)
    return replace(
        begun,
        document=made.document,
        came_from=looked.file_name,
        notes=[each.as_kept() for each in made.notes],
        workbook=looked.content if brings_own else b"",
        layout=made.layout if brings_own else begun.layout,
    )
