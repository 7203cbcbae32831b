"""An edition as a file: an XLSForm, the office's own workbook or the house's, a file of the edition."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from oversight.checklist.edition import Edition, document_from_edition
from oversight.checklist.told_notes import ToldNote, told_of_form, told_of_workbook
from oversight.checklist.workbook import FilledAnswer, house_workbook, write_back
from oversight.checklist.xlsform import write_xlsform
from oversight.personal_number import mask
from oversight.words import _, mark

_UNFIT = re.compile(r'[\\/:*?"<>|\x00-\x1f]')
_LONGEST_STEM = 80
Workbook = tuple[bytes, Mapping[str, Any]]
"""The bytes of an office's own workbook, and which cell of it holds what."""


class GivenAs(StrEnum):
    """The kinds of file an edition goes out as."""

    OWN_EXCEL = "own-excel"
    EXCEL = "excel"
    XLSFORM = "xlsform"
    YAML = "yaml"


GIVEN_WORDS: Mapping[GivenAs, str] = {
    GivenAs.OWN_EXCEL: mark("Excel（元の様式）"),
    GivenAs.EXCEL: mark("Excel（標準の様式）"),
    GivenAs.XLSFORM: mark("XLSForm"),
    GivenAs.YAML: mark("版の控え（YAML）"),
}
"""The office's word for each; pass through ``_`` when shown."""


@dataclass(frozen=True)
class Given:
    """A file to give out, and what it cannot say."""

    content: bytes
    file_name: str
    notes: tuple[ToldNote, ...] = ()


def give_out(edition: Edition, given_as: GivenAs, workbook: Workbook | None = None) -> Given:
    """Return an edition as a file; without a workbook of the office's own it takes the house's layout."""
    if given_as is GivenAs.XLSFORM:
        form = write_xlsform(edition)
        return Given(
            form.content, file_name_of(edition, "xlsx", "XLSForm"), tuple(map(told_of_form, form.notes))
        )
    if given_as is GivenAs.YAML:
        return Given(_yaml(edition), file_name_of(edition, "yaml"))
    if given_as is GivenAs.OWN_EXCEL and workbook is not None:
        return _in_own_layout(edition, workbook)
    return Given(house_workbook(edition), file_name_of(edition, "xlsx"), _house_notes(edition))


def _in_own_layout(edition: Edition, workbook: Workbook) -> Given:
    content, layout = workbook
    back = write_back(content, layout, edition)
    return Given(back.content, file_name_of(edition, "xlsx"), tuple(map(told_of_workbook, back.notes)))


def fill_in(
    edition: Edition,
    workbook: Workbook,
    *,
    answers: Mapping[str, FilledAnswer],
    head: Mapping[str, str],
    number: str,
    is_final: bool,
) -> Given:
    """Return the office's own workbook with an inspection's answers; the file's name says if it is open."""
    content, layout = workbook
    back = write_back(content, layout, edition, answers=answers, head=head)
    standing = _("記録は確定しています。") if is_final else _("記録はまだ確定していません。途中の答えです。")
    word = "" if is_final else _("未確定")
    name = file_name_of(edition, "xlsx", *filter(None, (number, word)))
    return Given(back.content, name, (ToldNote.noted(standing), *map(told_of_workbook, back.notes)))


def file_name_of(edition: Edition, suffix: str, *more: str) -> str:
    """Return the name of a file of an edition: the title, which edition, whatever else."""
    return fit_name((edition.title.spoken(), edition.number_in_words, *more), suffix)


def fit_name(parts: Iterable[str], suffix: str) -> str:
    """Return the name of a file that any system takes."""
    stem = _UNFIT.sub("_", mask("_".join(filter(None, parts))))
    return f"{stem[:_LONGEST_STEM].strip(' .')}.{suffix}"


def _yaml(edition: Edition) -> bytes:
    import yaml

    document = document_from_edition(edition)
    written: str = yaml.safe_dump(document, allow_unicode=True, sort_keys=False, width=110)
    return written.encode("utf-8")


def _house_notes(edition: Edition) -> tuple[ToldNote, ...]:
    """Name what the house's layout has no column for."""
    unsaid = {
        _("答えの条件"): any(item.condition for item in edition.items),
        _("数や日付などの記入欄"): any(item.fields for item in edition.items),
        _("英語の文"): any(item.title.en for item in edition.items),
    }
    words = [word for word, is_there in unsaid.items() if is_there]
    if not words:
        return ()
    told = _("次のものはExcelの点検表に書けません: {parts}").format(parts=_("、").join(words))
    return (ToldNote.reduced(told),)
