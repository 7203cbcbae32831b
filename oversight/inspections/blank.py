"""The blank checklist of an inspection: its plan in the head, only the items its facts can lead to."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

from sqlalchemy.orm import Session

from models.inspection import Inspection
from oversight.blank_checklists import BlankHead, BlankWish, blank_data
from oversight.checklist.adopting import edition_in_store
from oversight.choice_words import word_of
from oversight.desk import Desk, get_row
from oversight.inspection_years.states import CHANGEABLE
from oversight.inspections.planning import facts_for
from oversight.inspections.reading import read_detail
from oversight.inspections.rows import InspectionDetail
from oversight.inspections.visiting import told_tier
from oversight.papers import Paper, print_blank_checklist
from oversight.papers.checklist_data import Labelled
from oversight.papers.wording import day_text
from oversight.settings import read_settings
from oversight.words import _


def print_blank(session: Session, desk: Desk, inspection_id: UUID, wish: BlankWish) -> Paper:
    """Print the checklist of an inspection, to be filled in by hand; the same day gives the same bytes."""
    row = get_row(session, Inspection, inspection_id)
    detail = read_detail(session, inspection_id)
    ahead = row.state in CHANGEABLE
    head = BlankHead(
        city=read_settings(session).city,
        owning_section=detail.department,
        on=desk.today(),
        facts=tuple(_facts(detail)),
        known=facts_for(session, row, row.planned_on) if ahead else dict(row.facts),
        inspection_number=detail.number,
    )
    return print_blank_checklist(blank_data(edition_in_store(session, row.edition_id), head, wish))


def _facts(detail: InspectionDetail) -> Iterator[Labelled]:
    yield _("検査番号"), detail.number
    yield _("方法"), word_of(detail.method)
    yield _("委託契約"), f"{detail.contract_number} {detail.contract_title}"
    yield _("委託先"), told_tier(detail.subcontractor, detail.subcontract_depth) or detail.contractor
    yield _("場所"), " ".join(filter(None, (detail.place, detail.place_address)))
    yield _("検査員"), _("、").join(each.name for each in detail.inspectors)
    yield _("予定日"), day_text(detail.planned_on, weekday=True)
    yield _("実施日"), ""
