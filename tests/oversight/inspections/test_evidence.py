"""Evidence without a camera: written, changed, withdrawn, owed where cameras are banned, frozen, printed."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import zlib
from dataclasses import replace
from functools import cache
from io import BytesIO
from typing import Any
from uuid import UUID

import pytest
from PIL import Image
from sqlalchemy import select, update

from models.attachment import Attachment
from models.base import new_id
from models.evidence import Evidence, SketchDraft
from models.inspection import InspectionRecord
from models.journal import JournalEntry
from oversight.attachments import AttachmentsService
from oversight.checklist import Edition, FieldKind
from oversight.checklist.adopting import adopt
from oversight.checklist.edition import Need
from oversight.checklist.reading import builtin_editions
from oversight.clock import FixedClock
from oversight.desk import Desk
from oversight.errors import NotPermittedError, RefusedError
from oversight.evidence_words import told, told_sample
from oversight.inspections import (
    AttendeeDraft,
    Conclusion,
    EvidenceDraft,
    EvidenceKind,
    EvidenceRow,
    InspectionsService,
    InspectorDraft,
    PlanDraft,
)
from oversight.inspections.drawing import Drawing, DrawnMark, MarkKind
from oversight.inspections.evidence import drawing_from_content
from oversight.inspections.record_document import document_from_record, record_from_document
from oversight.journal import JournalService
from oversight.papers import print_inspection_record
from oversight.papers.evidence_data import EvidenceData
from oversight.personal_number import PersonalNumberError
from oversight.sampling import SamplingRule, draw_sample
from oversight.words import speaking
from tests.answering import answer_all
from tests.factories import adopt_editions, make_contract, make_place
from tests.oversight.papers.reading_pdf import jpegs_of, solid, text_of
from tests.oversight.papers.sample_record import small_record
from tests.tampering import tamper

K = EvidenceKind
DAY = dt.date(2026, 11, 24)
INDIVIDUAL_NUMBER = "123456789018"
SEAL = EvidenceDraft(K.SERIAL, subject="サーバ室 ラック2の封印", number=" A-00123 ")
COUNT = EvidenceDraft(K.COUNT, subject="入退室記録", population=240, sample_size=52, failed=0)
STATEMENT = EvidenceDraft(
    K.STATEMENT, said="私物は預けさせている。", speaker="髙橋 一郎", speaker_post="所長", witness="山田 花子"
)
PAPER = EvidenceDraft(K.DOCUMENT, subject="入退室管理規程", number="第3号", pages="12", dated_on=DAY)
DRAWING = Drawing(
    marks=(
        DrawnMark(MarkKind.LINE, ((10, 10), (500, 10), (500, 400))),
        DrawnMark(MarkKind.NUMBER, ((300, 200),), text="机3番", number=1),
        DrawnMark(MarkKind.TEXT, ((100, 100),), text="出入口"),
    )
)
SKETCH = EvidenceDraft(K.SKETCH, subject="作業室", drawing=DRAWING)
ALL = (SEAL, COUNT, STATEMENT, PAPER, SKETCH)


@cache
def png(colour: str = "white") -> bytes:
    out = BytesIO()
    Image.new("RGB", (400, 300), colour).save(out, "PNG")
    return out.getvalue()


def with_required_photos(edition: Edition) -> Edition:
    """Return an edition that owes every photo it asks for."""
    sections = [
        replace(
            part,
            items=tuple(
                replace(
                    item,
                    fields=tuple(
                        replace(field, need=Need.REQUIRED) if field.kind is FieldKind.PHOTO else field
                        for field in item.fields
                    ),
                )
                for item in part.items
            ),
        )
        for part in edition.sections
    ]
    return replace(edition, id=f"{edition.id}-photos", sections=tuple(sections))


@pytest.fixture
def service(desk: Desk) -> InspectionsService:
    adopt_editions(desk)
    assert isinstance(desk.clock, FixedClock)
    desk.clock.moment += dt.timedelta(minutes=1)
    with desk.store.writing(desk.actor, "checklist_edition.adopt") as session:
        adopt(session, desk.clock, with_required_photos(builtin_editions()[0]))
    return InspectionsService(desk)


def begun(service: InspectionsService, desk: Desk, *, forbidden: bool = True) -> UUID:
    contract_id = make_contract(desk, core_system="介護保険")
    place_id = make_place(desk, contract_id, photography_forbidden=forbidden)
    lead = (InspectorDraft("福井 太郎", "係長", is_lead=True),)
    change = service.plan_inspection(PlanDraft(contract_id, DAY, place_id=place_id, inspectors=lead))
    assert change.row_id is not None
    service.start(change.row_id)
    return change.row_id


@pytest.fixture
def inspection_id(service: InspectionsService, desk: Desk) -> UUID:
    return begun(service, desk)


def added(
    service: InspectionsService, inspection_id: UUID, draft: EvidenceDraft, item_id: str = "DEV-01"
) -> UUID:
    picture = png() if draft.kind is K.SKETCH else b""
    change = service.add_evidence(inspection_id, item_id, draft, picture=picture)
    assert change.row_id is not None
    return change.row_id


def answered(service: InspectionsService, inspection_id: UUID) -> None:
    """Answer everything and talk it over: only evidence is still owed."""
    answer_all(service, inspection_id)
    service.put_attendees(inspection_id, [AttendeeDraft("山﨑 恵", "所長")])
    service.conclude(inspection_id, conclusion=Conclusion.NO_PROBLEM, closing_talk="良好")


def the_evidence(service: InspectionsService, inspection_id: UUID) -> EvidenceRow:
    (row,) = service.get_inspection(inspection_id).evidences
    return row


@pytest.mark.parametrize("draft", ALL, ids=lambda draft: draft.kind.value)
def test_each_kind_stands_with_its_item(
    service: InspectionsService, inspection_id: UUID, draft: EvidenceDraft, desk: Desk
) -> None:
    evidence_id = added(service, inspection_id, draft)
    row = the_evidence(service, inspection_id)
    assert (row.id, row.item_id, row.kind) == (evidence_id, "DEV-01", draft.kind)
    assert (row.noted_at, row.noted_by) == (desk.clock.now(), desk.actor.signature)
    assert row.draft() == replace(draft, number=draft.number.strip(), drawing=None, labels=row.labels)
    assert JournalService(desk).verify().is_sound


def test_evidence_stands_in_the_order_it_was_added(service: InspectionsService, inspection_id: UUID) -> None:
    ids = [added(service, inspection_id, draft) for draft in (PAPER, SEAL, COUNT)]
    other = added(service, inspection_id, SEAL, "PHY-01")
    rows = service.get_inspection(inspection_id).evidences
    assert [row.id for row in rows] == [*ids, other]


@pytest.mark.parametrize(
    ("draft", "field"),
    [
        (replace(SEAL, subject=" "), "subject"),
        (replace(SEAL, number=""), "number"),
        (replace(COUNT, population=None), "population"),
        (replace(COUNT, sample_size=241), "sample_size"),
        (replace(COUNT, sample_size=0), "sample_size"),
        (replace(COUNT, failed=None), "failed"),
        (replace(COUNT, failed=53), "failed"),
        (replace(STATEMENT, said=""), "said"),
        (replace(STATEMENT, speaker=""), "speaker"),
        (replace(STATEMENT, witness=""), "witness"),
        (replace(STATEMENT, witness=STATEMENT.speaker), "witness"),
        (replace(PAPER, subject=""), "subject"),
        (replace(PAPER, number="", pages="", dated_on=None), "number"),
    ],
)
def test_what_lacks_something_or_contradicts_itself_is_refused(
    service: InspectionsService, inspection_id: UUID, draft: EvidenceDraft, field: str
) -> None:
    with pytest.raises(RefusedError) as refusal:
        added(service, inspection_id, draft)
    assert refusal.value.field == field
    assert service.get_inspection(inspection_id).evidences == ()


@pytest.mark.parametrize("name", ["subject", "number", "said", "speaker", "witness", "pages", "seed"])
def test_no_field_takes_an_individual_number(
    service: InspectionsService, inspection_id: UUID, name: str
) -> None:
    draft = replace(STATEMENT, **{name: INDIVIDUAL_NUMBER})  # type: ignore[arg-type]
    with pytest.raises(PersonalNumberError):
        added(service, inspection_id, draft)


def test_a_sketch_keeps_its_picture_its_vectors_and_its_words(
    service: InspectionsService, inspection_id: UUID, desk: Desk
) -> None:
    added(service, inspection_id, SKETCH)
    row, attachments = the_evidence(service, inspection_id), AttachmentsService(desk)
    assert row.attachment_id is not None
    assert row.drawing_id is not None
    assert attachments.read_content(row.attachment_id) == png()
    assert row.sha256 == hashlib.sha256(png()).hexdigest()
    assert drawing_from_content(attachments.read_content(row.drawing_id)) == DRAWING
    assert row.labels == ("1 机3番", "出入口")
    fewer = replace(DRAWING, marks=DRAWING.marks[:1])
    service.change_evidence(row.id, replace(SKETCH, drawing=fewer), picture=png("navy"))
    changed = the_evidence(service, inspection_id)
    assert (changed.labels, changed.sha256) == ((), hashlib.sha256(png("navy")).hexdigest())
    service.change_evidence(row.id, EvidenceDraft(K.SKETCH, subject="別の題"))
    renamed = the_evidence(service, inspection_id)
    assert (renamed.subject, renamed.attachment_id) == ("別の題", changed.attachment_id)
    assert JournalService(desk).verify().is_sound


@pytest.mark.parametrize(
    ("draft", "picture"),
    [
        (replace(SKETCH, drawing=None), png()),
        (replace(SKETCH, drawing=Drawing()), png()),
        (SKETCH, b""),
        (SKETCH, b"\xff\xd8\xff\xe0 a jpeg"),
    ],
)
def test_a_sketch_without_marks_or_without_a_png_is_refused(
    service: InspectionsService, inspection_id: UUID, draft: EvidenceDraft, picture: bytes
) -> None:
    with pytest.raises(RefusedError):
        service.add_evidence(inspection_id, "DEV-01", draft, picture=picture)


def test_words_in_a_sketch_hold_no_individual_number(
    service: InspectionsService, inspection_id: UUID
) -> None:
    bad = Drawing(marks=(DrawnMark(MarkKind.TEXT, ((1, 1),), text=INDIVIDUAL_NUMBER),))
    with pytest.raises(PersonalNumberError):
        service.add_evidence(inspection_id, "DEV-01", replace(SKETCH, drawing=bad), picture=png())
    with pytest.raises(PersonalNumberError):
        service.keep_sketch(new_id(), inspection_id, "DEV-01", bad)
    assert service.get_inspection(inspection_id).sketch_drafts == ()


def test_a_sketch_being_drawn_is_kept_until_it_is_evidence_and_leaves_no_trace_in_the_journal(
    service: InspectionsService, inspection_id: UUID, desk: Desk
) -> None:
    def entries() -> int:
        with desk.reading() as session:
            return len(session.scalars(select(JournalEntry)).all())

    sketch_id, before = new_id(), entries()
    for count in (1, 2, 3):
        marks = DRAWING.marks[:count]
        at = service.keep_sketch(sketch_id, inspection_id, "DEV-01", replace(DRAWING, marks=marks))
        assert at == desk.clock.now()
    (draft,) = service.get_inspection(inspection_id).sketch_drafts
    assert (draft.id, draft.item_id, draft.drawing, draft.evidence_id) == (sketch_id, "DEV-01", DRAWING, None)
    assert entries() == before
    service.add_evidence(inspection_id, "DEV-01", SKETCH, picture=png(), sketch_id=sketch_id)
    assert service.get_inspection(inspection_id).sketch_drafts == ()
    row = the_evidence(service, inspection_id)
    again = new_id()
    service.keep_sketch(again, inspection_id, "DEV-01", DRAWING, evidence_id=row.id)
    assert service.get_inspection(inspection_id).sketch_drafts[0].evidence_id == row.id
    service.change_evidence(row.id, SKETCH, picture=png("red"), sketch_id=again)
    assert service.get_inspection(inspection_id).sketch_drafts == ()
    service.keep_sketch(again, inspection_id, "DEV-01", DRAWING)
    service.drop_sketch(again)
    with desk.reading() as session:
        assert session.scalars(select(SketchDraft)).all() == []
    assert JournalService(desk).verify().is_sound


def test_evidence_is_changed_but_not_into_another_kind(
    service: InspectionsService, inspection_id: UUID
) -> None:
    evidence_id = added(service, inspection_id, COUNT)
    service.change_evidence(evidence_id, replace(COUNT, failed=3))
    assert the_evidence(service, inspection_id).failed == 3
    with pytest.raises(RefusedError):
        service.change_evidence(evidence_id, SEAL)


def test_evidence_is_taken_out_with_a_reason_and_stays_in_the_store(
    service: InspectionsService, inspection_id: UUID, desk: Desk
) -> None:
    evidence_id = added(service, inspection_id, SEAL)
    with pytest.raises(RefusedError) as refusal:
        service.withdraw_evidence(evidence_id, reason=" ")
    assert refusal.value.field == "reason"
    service.withdraw_evidence(evidence_id, reason="別の機器の番号だった")
    assert service.get_inspection(inspection_id).evidences == ()
    with desk.reading() as session:
        row = session.get_one(Evidence, evidence_id)
        assert (row.withdrawn_on, row.withdrawn_reason) == (desk.today(), "別の機器の番号だった")
    with pytest.raises(RefusedError):
        service.change_evidence(evidence_id, SEAL)


def test_an_item_of_another_checklist_takes_no_evidence(
    service: InspectionsService, inspection_id: UUID
) -> None:
    with pytest.raises(RefusedError):
        added(service, inspection_id, SEAL, "ZZZ-99")


def test_a_reader_adds_nothing(service: InspectionsService, inspection_id: UUID, desk: Desk) -> None:
    from models.department import Role
    from oversight.access import Actor

    reader = InspectionsService(desk.of_person(Actor(None, "監査", "", frozenset({Role.AUDITOR}))))
    for deed in (
        lambda: added(reader, inspection_id, SEAL),
        lambda: reader.keep_sketch(new_id(), inspection_id, "DEV-01", DRAWING),
        lambda: reader.drop_sketch(new_id()),
    ):
        with pytest.raises(NotPermittedError):
            deed()


# a room where cameras are banned


def test_a_whole_inspection_without_a_camera_is_finalised_once_every_photo_has_its_evidence(
    service: InspectionsService, inspection_id: UUID
) -> None:
    answered(service, inspection_id)
    detail = service.get_inspection(inspection_id)
    asking = [
        item.id
        for item in detail.edition.items
        if item.id in detail.asked and any(field.kind is FieldKind.PHOTO for field in item.fields)
    ]
    assert len(asking) > 5
    assert [gap.item_id for gap in service.list_gaps(inspection_id)] == asking
    with pytest.raises(RefusedError):
        service.finalise(inspection_id)
    for place, item_id in enumerate(asking):
        added(service, inspection_id, ALL[place % len(ALL)], item_id)
        assert [gap.item_id for gap in service.list_gaps(inspection_id)] == asking[place + 1 :]
    record = service.print_record(service.finalise(inspection_id).record_id)
    text = solid(text_of(record.pdf))
    for said in ("サーバ室ラック2の封印:A-00123", "私物は預けさせている。", "見取図1", "第3号", "SHA-256"):
        assert said in text
    assert record.warnings == ()


def test_where_cameras_are_allowed_the_photo_stays_owed(service: InspectionsService, desk: Desk) -> None:
    inspection_id = begun(service, desk, forbidden=False)
    answered(service, inspection_id)
    before = service.list_gaps(inspection_id)
    added(service, inspection_id, SEAL)
    assert "DEV-01" in {gap.item_id for gap in service.list_gaps(inspection_id)}
    assert service.list_gaps(inspection_id) == before


def test_a_sketch_half_drawn_and_a_sample_not_counted_are_gaps(
    service: InspectionsService, inspection_id: UUID
) -> None:
    answered(service, inspection_id)
    sketch_id = new_id()
    service.keep_sketch(sketch_id, inspection_id, "DEV-01", DRAWING)
    sample = draw_sample(240, SamplingRule(5, 95), "a1b2c3d4")
    how = {"rate": sample.rate, "confidence": sample.confidence}
    drawn = replace(COUNT, failed=None, seed=sample.seed, picks=sample.picks, **how)  # type: ignore[arg-type]
    evidence_id = added(service, inspection_id, drawn)
    added(service, inspection_id, drawn, "PHY-03")  # tells its result itself: a number is given there
    service.keep_sketch(new_id(), inspection_id, "NOT-ASKED", DRAWING)
    unfinished = [gap for gap in service.list_gaps(inspection_id) if gap.field_id == "evidence"]
    assert [gap.item_id for gap in unfinished] == ["DEV-01", "DEV-01"]
    assert "DEV-01" in {gap.item_id for gap in service.list_gaps(inspection_id) if gap.field_id == "area"}
    service.drop_sketch(sketch_id)
    service.change_evidence(evidence_id, replace(drawn, failed=0))
    assert "DEV-01" not in {gap.item_id for gap in service.list_gaps(inspection_id)}


# the record


def test_a_sample_prints_its_seed_its_numbers_and_what_it_finds_in_words(
    service: InspectionsService, inspection_id: UUID
) -> None:
    answered(service, inspection_id)
    detail = service.get_inspection(inspection_id)
    for item_id in detail.asked:
        added(service, inspection_id, SEAL, item_id)
    sample = draw_sample(240, SamplingRule(5, 95), "a1b2c3d4")
    drawn = EvidenceDraft(
        K.COUNT,
        subject="1か月分の入退室記録",
        population=sample.population,
        sample_size=sample.size,
        seed=sample.seed,
        picks=sample.picks,
        rate=sample.rate,
        confidence=sample.confidence,
    )
    added(service, inspection_id, drawn, "PHY-03")
    record_id = service.finalise(inspection_id).record_id
    text = solid(text_of(service.print_record(record_id).pdf))
    for said in (
        "種a1b2c3d4、方法SHA-256/smallest",
        "不備1件",
        "52件を見れば95%の確からしさで1件以上見つかる",
    ):
        assert said in text
    assert ",".join(str(each) for each in sample.picks) in text
    with speaking("en"):
        assert "a1b2c3d4" in text_of(service.print_record(record_id).pdf)


def test_a_finalised_record_keeps_its_evidence_whatever_is_changed_in_a_correction(
    service: InspectionsService, inspection_id: UUID
) -> None:
    answered(service, inspection_id)
    detail = service.get_inspection(inspection_id)
    ids = [added(service, inspection_id, SKETCH, item_id) for item_id in detail.asked]
    record_id = service.finalise(inspection_id).record_id
    with pytest.raises(RefusedError):
        added(service, inspection_id, SEAL)
    with pytest.raises(RefusedError):
        service.withdraw_evidence(ids[0], reason="後から")
    before = service.print_record(record_id).pdf
    service.start_correction(inspection_id, reason="番号の書き誤り")
    service.withdraw_evidence(ids[0], reason="描き直す")
    service.change_evidence(ids[1], SKETCH, picture=png("red"))
    assert service.print_record(record_id).pdf == before


def test_a_record_frozen_before_there_was_evidence_loads_and_prints_the_same(
    service: InspectionsService, inspection_id: UUID, desk: Desk
) -> None:
    answered(service, inspection_id)
    for item_id in service.get_inspection(inspection_id).asked:
        added(service, inspection_id, SEAL, item_id)
    record_id = service.finalise(inspection_id).record_id
    with desk.reading() as session:
        document = session.get_one(InspectionRecord, record_id).document
    plain = json.loads(zlib.decompress(document))
    for section in plain["sections"]:
        for item in section["items"]:
            assert item.pop("evidences")
    old = zlib.compress(json.dumps(plain).encode("utf-8"))
    record = record_from_document(old)
    assert all(item.evidences == () for section in record.sections for item in section.items)
    assert print_inspection_record(record).pdf


def test_evidence_comes_back_from_the_document_as_it_went_in() -> None:
    record = small_record()
    noted: dict[str, Any] = {
        "noted_at": dt.datetime(2026, 11, 24, 9, 30, tzinfo=dt.UTC),
        "noted_by": "福井",
    }
    evidences = (
        EvidenceData(K.STATEMENT, said="預けさせている", speaker="髙橋", witness="山田", **noted),
        EvidenceData(K.COUNT, population=2, sample_size=1, picks=(2,), seed="a", **noted),
        EvidenceData(K.DOCUMENT, subject="規程", dated_on=DAY, **noted),
    )
    item = replace(record.sections[0].items[0], evidences=evidences)
    section = replace(record.sections[0], items=(item,))
    document, _hash = document_from_record(replace(record, sections=(section,)))
    assert record_from_document(document).sections[0].items[0].evidences == evidences


def test_a_sketch_is_printed_large_with_its_words_and_one_that_cannot_be_read_is_told() -> None:
    at = dt.datetime(2026, 11, 24, 9, 30, tzinfo=dt.UTC)
    sketch = EvidenceData(
        K.SKETCH, noted_at=at, noted_by="福井", labels=("1 机3番",), sha256="ab" * 32, image=png("navy")
    )
    record = small_record()

    def printed(*evidences: EvidenceData) -> Any:
        item = replace(record.sections[0].items[0], evidences=evidences)
        return print_inspection_record(
            replace(record, sections=(replace(record.sections[0], items=(item,)),))
        )

    paper = printed(sketch)
    assert "見取図（書込み:1机3番）" in solid(text_of(paper.pdf))
    assert "abababababababab" in text_of(paper.pdf)
    assert len(jpegs_of(paper.pdf)) == 1
    broken = printed(replace(sketch, image=b"no picture"))
    assert any("見取図1" in warning for warning in broken.warnings)


@pytest.mark.parametrize(
    ("draft", "said"),
    [
        (SKETCH, "作業室"),
        (replace(SKETCH, labels=("1 机3番", "出入口")), "作業室（書込み: 1 机3番、出入口）"),
        (replace(COUNT, failed=None), "入退室記録: 240件のうち52件を確認"),
        (COUNT, "入退室記録: 240件のうち52件を確認、不備0件"),
        (STATEMENT, "「私物は預けさせている。」（陳述 所長 髙橋 一郎、聞いた者 山田 花子）"),
        (PAPER, "入退室管理規程 第3号 令和8年11月24日 12頁"),
        (EvidenceDraft(K.DOCUMENT, subject="規程", pages="3"), "規程 3頁"),
    ],
)
def test_what_evidence_says(draft: EvidenceDraft, said: str) -> None:
    assert told(draft) == said


def test_a_count_without_a_seed_tells_no_way_of_choosing() -> None:
    assert told_sample(COUNT) == ()
    assert [label for label, _text in told_sample(replace(COUNT, seed="a", picks=(1, 2)))] == [
        "標本の選び方",
        "選んだ番号",
    ]


def test_a_picture_lost_from_the_store_is_told_on_the_paper_and_stops_no_print(
    service: InspectionsService, inspection_id: UUID, desk: Desk
) -> None:
    answered(service, inspection_id)
    for item_id in service.get_inspection(inspection_id).asked:
        added(service, inspection_id, SKETCH, item_id)
    record_id = service.finalise(inspection_id).record_id
    assert service.print_record(record_id).warnings == ()
    tamper(desk.store.engine, update(Attachment).values(sha256=Attachment.sha256 + "0"))
    paper = service.print_record(record_id)
    assert all("画像として読めない" in sentence for sentence in paper.warnings)
    assert paper.warnings
    assert "見取図は画像として読めないため印刷できない" in solid(text_of(paper.pdf))
