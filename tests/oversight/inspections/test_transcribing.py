"""Keying a paper in: the deeds, who may check, what makes a check void, what the record says of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from uuid import UUID

import pytest

from models.base import new_id
from models.department import Role
from models.inspection import InspectionRecord
from oversight.access import Actor, PinWitness
from oversight.checklist.edition import AnswerKind
from oversight.desk import Desk
from oversight.errors import NotPermittedError, RefusedError
from oversight.inspections import (
    TRANSCRIPTION,
    AnswerDraft,
    AttendeeDraft,
    Conclusion,
    InspectionMethod,
    InspectionsService,
    InspectionState,
    InspectorDraft,
    Mark,
    PlanDraft,
    SavedAnswer,
    TranscriptionRow,
    TranscriptionState,
    is_answered,
)
from oversight.inspections.record_document import record_from_document, source_of_document
from oversight.words import speaking
from tests.answering import answer_all
from tests.factories import adopt_editions, make_contract
from tests.oversight.inspections.signed_site import add_colleague
from tests.oversight.papers.reading_pdf import solid, text_of

DAY = dt.date(2026, 11, 20)
PLANNED = dt.date(2026, 11, 19)


@dataclass
class PaperSite:
    """An inspection planned for a few days ago, the service, and a colleague who checks."""

    desk: Desk
    service: InspectionsService
    checker: Actor
    inspection_id: UUID

    def begin(self, on: dt.date = DAY, by: str = "山田 花子", remarks: str = "") -> None:
        self.service.begin_transcription(self.inspection_id, paper_on=on, filled_in_by=by, remarks=remarks)

    def state(self) -> TranscriptionState:
        return self.row.state

    @property
    def row(self) -> TranscriptionRow:
        row = self.service.get_inspection(self.inspection_id).transcription
        assert row is not None
        return row

    def check(self, checker: Actor | None = None, seen: str = "") -> None:
        self.service.check_transcription(
            self.inspection_id, checker or self.checker, seen_hash=seen or self.row.answers_hash
        )

    def answer(self, **changes: object) -> None:
        detail = self.service.get_inspection(self.inspection_id)
        counting = next(item.id for item in detail.edition.items if item.find_field("handlers") is not None)
        item_id = counting if "values" in changes else detail.asked[0]
        draft = AnswerDraft(mark=Mark.CONFORMING, **changes)  # type: ignore[arg-type]
        self.service.save_answer(self.inspection_id, item_id, draft)

    def key_in(self) -> None:
        answer_all(self.service, self.inspection_id)

    def finish(self) -> None:
        self.service.put_attendees(self.inspection_id, [AttendeeDraft("山﨑 恵", "所長")])
        self.service.conclude(
            self.inspection_id, conclusion=Conclusion.NO_PROBLEM, closing_talk="良好である。"
        )

    def left(self) -> list[str]:
        return [
            gap.sentence for gap in self.service.list_gaps(self.inspection_id) if gap.item_id == TRANSCRIPTION
        ]


@pytest.fixture
def site(desk: Desk) -> PaperSite:
    adopt_editions(desk)
    service = InspectionsService(desk)
    contract_id = make_contract(desk)
    inspectors = (InspectorDraft("検査 太郎", "主事", desk.actor.staff_id, is_lead=True),)
    change = service.plan_inspection(PlanDraft(contract_id, PLANNED, inspectors=inspectors))
    assert change.row_id is not None
    checker = add_colleague(desk, "照合 花子", "主査", Role.INSPECTOR)
    return PaperSite(desk, service, checker, change.row_id)


def test_the_day_on_the_paper_is_the_day_it_was_conducted_and_the_hours_are_not_known(
    site: PaperSite,
) -> None:
    site.begin(remarks="停電のため")
    detail = site.service.get_inspection(site.inspection_id)
    assert (detail.state, detail.conducted_on, detail.started_at) == (InspectionState.IN_PROGRESS, DAY, None)
    row = site.row
    assert (row.paper_on, row.filled_in_by, row.remarks) == (DAY, "山田 花子", "停電のため")
    assert row.transcribed_by == site.desk.actor.signature
    assert row.state is TranscriptionState.KEYING


@pytest.mark.parametrize(
    ("on", "by", "field"),
    [
        (dt.date(2026, 11, 25), "山田", "paper_on"),
        (dt.date(2026, 3, 31), "山田", "paper_on"),
        (DAY, "　", "filled_in_by"),
    ],
)
def test_what_is_said_of_the_paper_must_be_possible(
    site: PaperSite, on: dt.date, by: str, field: str
) -> None:
    with pytest.raises(RefusedError) as refused:
        site.begin(on, by)
    assert refused.value.field == field
    detail = site.service.get_inspection(site.inspection_id)
    assert (detail.state, detail.transcription) == (InspectionState.PLANNED, None)


def test_no_paper_is_older_than_its_notice(site: PaperSite) -> None:
    site.service.notify(site.inspection_id, notice_number="介第1号", notice_on=dt.date(2026, 11, 10))
    with pytest.raises(RefusedError, match="通知した日（令和8年11月10日）より前"):
        site.begin(dt.date(2026, 11, 9))
    site.begin(dt.date(2026, 11, 10))


def test_what_is_called_off_takes_no_paper(site: PaperSite) -> None:
    site.service.call_off(site.inspection_id, reason="中止")
    with pytest.raises(RefusedError, match="始められません"):
        site.begin()


def test_paper_in_place_of_a_visit_is_ruled_on_by_the_day_of_the_paper(desk: Desk) -> None:
    adopt_editions(desk)
    service = InspectionsService(desk)
    contract_id = make_contract(desk, persons_count=800)
    draft = PlanDraft(
        contract_id,
        PLANNED,
        method=InspectionMethod.PAPER,
        method_reason="本人の数が少ない",
        inspectors=(InspectorDraft("検査 太郎", is_lead=True),),
    )
    row_id = service.plan_inspection(draft).row_id
    assert row_id is not None
    service.begin_transcription(row_id, paper_on=DAY, filled_in_by="山田")
    assert service.get_inspection(row_id).facts["検査方法"] == "paper"


def test_an_inspection_under_way_keeps_its_day(site: PaperSite) -> None:
    site.service.start(site.inspection_id)
    site.begin()
    site.begin(dt.date(2026, 11, 21))
    detail = site.service.get_inspection(site.inspection_id)
    assert detail.conducted_on == site.desk.today()
    assert detail.started_at is not None
    assert site.row.paper_on == dt.date(2026, 11, 21)


def test_a_day_keyed_in_wrongly_is_put_right_and_the_first_transcriber_stays(site: PaperSite) -> None:
    site.begin()
    other = InspectionsService(site.desk.of_person(site.checker))
    other.begin_transcription(site.inspection_id, paper_on=dt.date(2026, 11, 18), filled_in_by="山田")
    assert site.service.get_inspection(site.inspection_id).conducted_on == dt.date(2026, 11, 18)
    assert site.row.transcribed_by == site.desk.actor.signature


def test_another_person_checks_what_was_keyed_in(site: PaperSite) -> None:
    site.begin()
    with pytest.raises(RefusedError, match="まだ転記していない項目が"):
        site.check()
    site.key_in()
    assert site.state() is TranscriptionState.TO_CHECK
    assert site.left() == ["紙から転記した回答を、別の職員がまだ紙と照合していません。"]
    site.check()
    assert site.state() is TranscriptionState.CHECKED
    assert site.row.checked_by == "主査 照合 花子"
    assert site.row.checked_hash == site.row.answers_hash
    assert site.left() == []


def test_who_keyed_in_may_not_check(site: PaperSite) -> None:
    site.begin()
    site.key_in()
    with pytest.raises(RefusedError) as refused:
        site.check(site.desk.actor)
    assert refused.value.field == "user_id"


def test_who_keyed_in_a_single_answer_may_not_check(site: PaperSite) -> None:
    site.begin()
    site.key_in()
    item_id = site.service.get_inspection(site.inspection_id).asked[0]
    helping = InspectionsService(site.desk.of_person(site.checker))
    helping.save_answer(site.inspection_id, item_id, AnswerDraft(mark=Mark.CONFORMING))
    with pytest.raises(RefusedError, match="転記した人は、自分で照合できません"):
        site.check()
    site.check(add_colleague(site.desk, "第三 次郎", "主事", Role.MANAGER))
    assert site.state() is TranscriptionState.CHECKED


@pytest.mark.parametrize(
    "checker",
    [
        PinWitness(new_id(), "立会 一郎"),
        Actor(new_id(), "監査 四郎", roles=frozenset({Role.AUDITOR})),
    ],
)
def test_a_pin_or_another_role_is_not_enough(site: PaperSite, checker: Actor) -> None:
    site.begin()
    site.key_in()
    with pytest.raises(NotPermittedError):
        site.check(checker)


def test_what_was_not_on_the_screen_is_not_checked(site: PaperSite) -> None:
    site.begin()
    site.key_in()
    seen = site.row.answers_hash
    site.answer(note="書き足し")
    with pytest.raises(RefusedError, match="画面に出した後で回答が変わりました"):
        site.check(seen=seen)


def test_nothing_is_checked_where_nothing_was_keyed_in(site: PaperSite) -> None:
    with pytest.raises(RefusedError, match="実施中ではありません"):
        site.check(seen="0")
    site.service.start(site.inspection_id)
    with pytest.raises(RefusedError, match="紙からの転記がありません"):
        site.check(seen="0")
    assert site.left() == []


@pytest.mark.parametrize(
    "changes", [{"note": "書き足し"}, {"evidence": "写し"}, {"population": 4}, {"values": {"handlers": 3}}]
)
def test_a_later_change_makes_the_check_void_until_it_is_checked_again(
    site: PaperSite, changes: dict[str, object]
) -> None:
    site.begin()
    site.key_in()
    site.check()
    site.finish()
    site.answer(**changes)
    assert site.state() is TranscriptionState.CHANGED
    assert site.left() == ["紙と照合した後に回答が変わりました。もう一度照合してください。"]
    with pytest.raises(RefusedError):
        site.service.finalise(site.inspection_id)
    site.check()
    site.service.finalise(site.inspection_id)


def test_what_is_said_of_the_paper_anew_is_checked_anew(site: PaperSite) -> None:
    site.begin()
    site.key_in()
    site.check()
    site.begin(by="山田 次郎")
    assert site.state() is TranscriptionState.TO_CHECK


def test_the_record_says_who_filled_in_keyed_in_and_checked(site: PaperSite) -> None:
    site.begin(remarks="停電のため紙で記録")
    site.key_in()
    site.check()
    site.finish()
    finished = site.service.finalise(site.inspection_id)
    detail = site.service.get_inspection(site.inspection_id)
    assert (detail.started_at, detail.ended_at) == (None, None)
    printed = solid(text_of(site.service.print_record(finished.record_id).pdf))
    assert "紙の点検表（令和8年11月20日、記入者山田花子）から転記した。" in printed
    assert f"転記者{solid(site.desk.actor.signature)}" in printed
    assert "照合者主査照合花子（令和8年11月24日9:00）" in printed
    assert "停電のため紙で記録" in printed
    with speaking("en"):
        told = solid(text_of(site.service.print_record(finished.record_id).pdf))
    assert "山田花子" in told
    assert "20Nov2026" in told


def test_a_record_without_paper_says_nothing_of_paper(site: PaperSite) -> None:
    site.service.start(site.inspection_id)
    site.key_in()
    site.finish()
    finished = site.service.finalise(site.inspection_id)
    with site.desk.reading() as session:
        document = session.get_one(InspectionRecord, finished.record_id).document
    assert b"transcribed" not in source_of_document(document)
    assert record_from_document(document).transcribed is None
    assert "転記" not in text_of(site.service.print_record(finished.record_id).pdf)


def test_a_recorded_inspection_takes_no_paper_and_its_correction_does(site: PaperSite) -> None:
    site.service.start(site.inspection_id)
    site.key_in()
    site.finish()
    site.service.finalise(site.inspection_id)
    with pytest.raises(RefusedError):
        site.begin()
    site.service.start_correction(site.inspection_id, reason="紙が見つかった")
    site.begin()
    assert site.state() is TranscriptionState.TO_CHECK


def test_a_value_that_is_the_answer_counts_as_keyed_in(site: PaperSite) -> None:
    item = site.service.get_inspection(site.inspection_id).edition.find_item("ORG-03")
    assert item is not None
    valued = replace(item, answer=AnswerKind.VALUE)
    saved = SavedAnswer(AnswerDraft(values={"handlers": 0}), site.desk.clock.now(), "検査 太郎")
    assert is_answered(valued, saved)
    assert not is_answered(item, saved)
    assert not is_answered(valued, replace(saved, draft=AnswerDraft(values={"handlers": ""})))
    assert not is_answered(valued, None)
