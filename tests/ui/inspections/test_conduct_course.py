from __future__ import annotations

import pytest

from oversight.checklist import Conclusion
from oversight.desk import Desk
from oversight.inspections import AnswerDraft, AttendeeDraft, GapRow, Mark
from tests.answering import conforming
from tests.editions import adopt_document, valued
from tests.oversight.checklist.conftest import document_with
from tests.ui.inspections.inspection_site import Site
from ui.inspections.conduct.course import CLOSING, FINISH, Closing, Course, place_of_gap


@pytest.fixture
def course(site: Site) -> Course:
    inspection_id = site.plan()
    site.office.inspections.start(inspection_id)
    return Course(site.detail(inspection_id))


def put(course: Course, site: Site, item_id: str, draft: AnswerDraft) -> None:
    course.put(item_id, draft, site.clock.now(), "係長 福井 太郎")


def test_a_fresh_inspection_begins_at_its_first_item(course: Course) -> None:
    assert course.position == course.detail.asked[0] == "ORG-01"
    assert (course.answered_count, course.asked_count) == (0, len(course.detail.asked))
    assert course.preceding() == "ORG-01"


def test_a_fresh_inspection_of_which_nothing_is_owed_begins_at_its_first_question_too(
    site: Site, desk: Desk
) -> None:
    questions = [valued(each, "問い", "Question", "text", need="advised") for each in ("X-01", "X-02")]
    adopt_document(desk, document_with(*questions, id="x", number=1), "x")
    inspection_id = site.plan()
    site.office.inspections.start(inspection_id)
    assert Course(site.detail(inspection_id)).position == "X-01"


def test_after_the_last_item_come_the_steps(course: Course) -> None:
    course.position = course.detail.asked[-1]
    course.position = course.following()
    assert course.position == CLOSING
    assert course.item is None
    assert course.section() is None
    assert course.place_in_section() == (0, 0)
    course.position = course.following()
    assert course.following() == FINISH
    assert course.preceding() == CLOSING


def test_an_answer_can_bring_items_into_question_and_take_them_out_again(course: Course, site: Site) -> None:
    course.detail.facts["再委託"] = "no"
    put(course, site, "SUB-01", AnswerDraft(mark=Mark.CONFORMING))
    assert "SUB-02" not in course.detail.asked
    put(course, site, "SUB-01", AnswerDraft(mark=Mark.NONCONFORMING))
    assert "SUB-02" in course.detail.asked
    course.position = "SUB-03"
    put(course, site, "SUB-01", AnswerDraft(mark=Mark.CONFORMING))
    assert course.following() == "SUB-06"
    assert course.preceding() == "SUB-01"
    assert course.place_in_section()[0] == 0


def test_the_next_unanswered_item_is_looked_for_from_the_beginning_again(course: Course, site: Site) -> None:
    for item_id in course.detail.asked:
        if item_id not in ("ORG-02", "LOG-01"):
            put(course, site, item_id, conforming(course.detail, item_id))
    course.position = "PHY-01"
    assert course.next_unanswered() == "LOG-01"
    course.position = "LOG-02"
    assert course.next_unanswered() == "ORG-02"
    for item_id in ("ORG-02", "LOG-01"):
        put(course, site, item_id, conforming(course.detail, item_id))
    assert course.next_unanswered() == CLOSING
    assert course.count_of(Mark.CONFORMING) == course.asked_count


def test_a_section_is_entered_at_its_first_unanswered_item(course: Course, site: Site) -> None:
    put(course, site, "HUM-01", AnswerDraft(mark=Mark.NOT_APPLICABLE))
    hum = next(part for part in course.detail.edition.sections if part.items[0].id == "HUM-01")
    assert course.entry_of(hum.id) == "HUM-02"
    for item in hum.items:
        put(course, site, item.id, AnswerDraft(mark=Mark.CONFORMING))
    assert course.entry_of(hum.id) == "HUM-01"
    course.position = "HUM-03"
    assert course.place_in_section() == (3, 9)


def test_an_inspection_reopens_where_one_stood_also_at_a_step(course: Course, site: Site) -> None:
    inspection_id = course.detail.id
    for place in ("DEV-03", CLOSING):
        site.office.inspections.stand_at(inspection_id, place)
        assert Course(site.detail(inspection_id)).position == place
    site.office.inspections.stand_at(inspection_id, "GONE-99")
    assert Course(site.detail(inspection_id)).position == "ORG-01"


def test_gaps_tell_where_they_are_mended(course: Course, site: Site) -> None:
    put(course, site, "ORG-01", AnswerDraft(mark=Mark.NONCONFORMING))
    assert not course.is_complete("ORG-01")
    put(course, site, "ORG-01", AnswerDraft(mark=Mark.NONCONFORMING, finding_text="規程がない。"))
    assert course.is_complete("ORG-01")
    places = {place_of_gap(gap) for gap in course.gaps()}
    assert CLOSING in places
    assert "ORG-01" not in places
    assert place_of_gap(GapRow("", "総合所見がない")) == CLOSING
    course.put_people((AttendeeDraft("山﨑 恵"),))
    course.put_words(Closing(Conclusion.MINOR, "良好", "", ()))
    assert CLOSING not in {place_of_gap(gap) for gap in course.gaps()}
    assert course.words == Closing(Conclusion.MINOR, "良好", "", ())
