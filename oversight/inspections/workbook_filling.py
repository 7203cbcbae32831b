"""The answers of an inspection in the office's own checklist workbook, as far as it has cells for them."""

from __future__ import annotations

from sqlalchemy.orm import Session

from models.inspection import InspectionState
from models.marks import Mark
from oversight.calendar import show_wareki
from oversight.checklist import Item
from oversight.checklist.adopting import workbook_in_store
from oversight.checklist.giving_out import Given, fill_in
from oversight.checklist.workbook import FilledAnswer, HeadField
from oversight.errors import NotFoundError
from oversight.inspections.drafts import SavedAnswer
from oversight.inspections.rows import InspectionDetail
from oversight.inspections.value_words import written_value
from oversight.words import _


def fill_workbook(session: Session, detail: InspectionDetail) -> Given:
    """Return the workbook with marks, findings, reasons and notes in it, finalised or not."""
    workbook = workbook_in_store(session, detail.edition_id)
    if workbook is None:
        raise NotFoundError(
            _("この検査の点検表には、元のExcelの様式がありません。"),
            _("PDFの検査記録を使うか、Excelから取り込んだ点検表で検査してください。"),
        )
    return fill_in(
        detail.edition,
        workbook,
        answers={
            item.id: _filled(item, detail.answers[item.id])
            for item in detail.edition.items
            if item.id in detail.answers
        },
        head=_head(detail),
        number=detail.number,
        is_final=detail.state is InspectionState.FINALISED,
    )


def _filled(item: Item, answer: SavedAnswer) -> FilledAnswer:
    """Return the mark, and as note the values asked for, finding or reason, measure and note."""
    draft = answer.draft
    given = [(field, draft.values.get(field.id)) for field in item.fields]
    values = [(field, written_value(field, value)) for field, value in given if value not in (None, "")]
    told = [value if item.only_field else f"{field.label.ja}: {value}" for field, value in values]
    told += [draft.finding_text, draft.reason, draft.measure, draft.note]
    mark = None if draft.mark is Mark.RECORDED else draft.mark
    return FilledAnswer(mark, "\n".join(filter(None, (each.strip() for each in told))))


def _head(detail: InspectionDetail) -> dict[str, str]:
    day = detail.conducted_on or detail.planned_on
    return {
        HeadField.CONTRACTOR: detail.subcontractor or detail.contractor,
        HeadField.CONTRACT: detail.contract_title,
        HeadField.INSPECTED_ON: show_wareki(day),
        HeadField.PLACE: detail.place,
        HeadField.DEPARTMENT: detail.department,
        HeadField.INSPECTOR: _("、").join(each.name for each in detail.inspectors),
        HeadField.WITNESS: _("、").join(each.name for each in detail.attendees),
    }
