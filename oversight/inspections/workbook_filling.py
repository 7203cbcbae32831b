"""The answers of an inspection in the office's own checklist workbook, as far as it has cells for them."""

from __future__ import annotations

from sqlalchemy.orm import Session

from models.inspection import InspectionState
from oversight.calendar import show_wareki
from oversight.checklist.adopting import workbook_in_store
from oversight.checklist.giving_out import Given, fill_in
from oversight.checklist.workbook import FilledAnswer, HeadField
from oversight.errors import NotFoundError
from oversight.inspections.rows import InspectionDetail, SavedAnswer
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
        answers={item_id: _filled(answer) for item_id, answer in detail.answers.items()},
        head=_head(detail),
        number=detail.number,
        is_final=detail.state is InspectionState.FINALISED,
    )


def _filled(answer: SavedAnswer) -> FilledAnswer:
    draft = answer.draft
    told = (draft.finding_text, draft.reason, draft.measure, draft.note)
    return FilledAnswer(draft.mark, "\n".join(filter(None, (each.strip() for each in told))))


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
