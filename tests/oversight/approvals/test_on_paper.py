"""The paper of a version tells who approved it and when; of one never drafted it is what it was."""

from __future__ import annotations

from io import BytesIO

import pypdfium2
import pytest
from sqlalchemy import select

from models.department import Role
from models.inspection import InspectionRecord
from oversight.approvals import Decision, DecisionDraft
from oversight.clock import FixedClock
from oversight.desk import Desk
from oversight.inspections.record_document import record_from_document, source_of_document
from oversight.papers import print_inspection_record
from oversight.words import use_language
from tests.oversight.approvals.approval_site import Way, make_way
from tests.oversight.papers.reading_pdf import solid, text_of


def paper(way: Way, number: int = 1) -> bytes:
    record = way.inspections.get_inspection(way.inspection_id).records[number - 1]
    return way.inspections.print_record(record.id).pdf


def first_page(pdf: bytes) -> str:
    return solid(pypdfium2.PdfDocument(BytesIO(pdf))[0].get_textpage().get_text_range())


def test_a_version_never_drafted_prints_what_it_printed(way: Way) -> None:
    with way.desk.reading() as session:
        kept = session.scalars(select(InspectionRecord)).one()
        record = record_from_document(kept.document)
    assert record.approval_history == ()
    assert paper(way) == print_inspection_record(record, source_of_document(kept.document)).pdf
    assert "決裁の経過" not in solid(text_of(paper(way)))


def test_the_boxes_tell_who_and_when_and_the_course_stands_at_the_end(way: Way) -> None:
    way.draft(comment="お願いします。")
    way.decide("係長 二郎", DecisionDraft(Decision.RETURNED, "件数の根拠を書くこと。"))
    assert "係長二郎" not in first_page(paper(way))
    way.draft()
    way.decide("係長 二郎", DecisionDraft(Decision.APPROVED, "確認した。"))
    way.decide("係長 二郎", DecisionDraft(Decision.APPROVED, "", True, "課長 三郎", "課長が出張中のため"))
    head = first_page(paper(way))
    for told in ("係長二郎", "起案一郎", "代係長二郎", "（課長三郎）", "8.11.24"):
        assert told in head, told
    assert "部長" not in head
    whole = solid(text_of(paper(way)))
    course = whole[whole.index("決裁の経過") :]
    for told in ("お願いします。", "件数の根拠を書くこと。", "確認した。", "承認（代決）"):
        assert told in course, told
    assert "代決の理由:課長が出張中のため" in course
    assert course.index("差戻") < course.index("承認（代決）") < course.index("記録の同一性")
    assert paper(way) == paper(way)


def test_an_approval_under_way_leaves_the_boxes_ahead_open(way: Way) -> None:
    way.draft()
    way.decide("係長 二郎")
    head = first_page(paper(way))
    assert "係長二郎" in head
    assert "課長三郎" not in head


def test_each_version_prints_its_own_approval(way: Way) -> None:
    way.approve_all()
    before = paper(way)
    way.inspections.start_correction(way.inspection_id, reason="件数の誤り")
    way.finalise_again()
    assert "決裁の経過" not in solid(text_of(paper(way, 2)))
    way.draft("課長 三郎")
    assert "課長三郎" in first_page(paper(way, 2))
    assert paper(way, 1) == before


def test_in_english_the_course_is_told_in_english(way: Way) -> None:
    way.approve_all()
    use_language("en")
    whole = text_of(paper(way))
    assert "Course of the approval" in whole


@pytest.mark.parametrize("name", ["長宗我部 左衛門佐", "アレクサンドラ・コンスタンチノヴナ"])
def test_a_long_name_stays_in_its_box(desk: Desk, clock: FixedClock, name: str) -> None:
    way = make_way(desk, clock)
    way.person(name, "課長", Role.MANAGER)
    way.draft()
    way.decide("係長 二郎")
    way.decide(name, DecisionDraft(Decision.APPROVED))
    assert solid(name) in first_page(paper(way))
