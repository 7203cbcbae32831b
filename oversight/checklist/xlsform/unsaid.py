"""What a form written from an edition cannot say to other programs, each named once."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from oversight.checklist.edition import AnswerKind, Edition, FieldKind
from oversight.checklist.xlsform.extras import BASIS, EDITION, MORE, RETIRED, SEVERITY, SOURCES
from oversight.checklist.xlsform.lists import Row
from oversight.checklist.xlsform.notes import SURVEY, FormNote, NoteKind
from oversight.words import _


def unsaid_notes(edition: Edition, survey: Sequence[Row], unsaid: Collection[str]) -> tuple[FormNote, ...]:
    """Return notes on what travels in our own columns and sheets; ``unsaid`` names rows with more there."""
    return (*_carried(edition), *_unsaid_expressions(survey, unsaid))


def _carried(edition: Edition) -> Iterator[FormNote]:
    told = [
        (SURVEY, SEVERITY, _("重大性（A・B・C）は、oversight_severity の列にあります。"), True),
        (BASIS, "", _("根拠条項は、このシートにあります。"), True),
        (SOURCES, "", _("出典とその現在日は、このシートにあります。"), True),
        (EDITION, "", _("版の番号、公開日、記録が完成する決まりは、このシートにあります。"), True),
        (RETIRED, "", _("やめた点検項目は、このシートにあります。"), bool(edition.retired)),
        (SURVEY, MORE, _("単位と小数の桁数は、oversight_more の列にあります。"), _has_fine_numbers(edition)),
    ]
    for sheet, name, sentence, is_there in told:
        if is_there:
            yield FormNote(NoteKind.CARRIED, sheet, 0, name, sentence)


def _has_fine_numbers(edition: Edition) -> bool:
    return any(
        field.kind is FieldKind.NUMBER
        and (field.decimals or (field.unit.ja and item.answer is AnswerKind.VALUE))
        for item in edition.items
        for field in item.fields
    )


def _unsaid_expressions(survey: Sequence[Row], unsaid: Collection[str]) -> Iterator[FormNote]:
    """Name the rows with an expression that no cell can hold as XLSForm."""
    for number, row in enumerate(survey, start=2):
        if row.get("name") in unsaid:
            sentence = _("式をXLSFormの書き方にできないので、oversight_more の列だけにあります。")
            yield FormNote(NoteKind.CARRIED, SURVEY, number, row["name"], sentence)
