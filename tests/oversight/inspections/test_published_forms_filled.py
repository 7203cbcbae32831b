"""Published XLSForms, with conditions, repeats and two languages, are filled and recorded."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

import pytest

from oversight.checklist import ExtraField, FieldKind
from oversight.checklist.allowed import fault_of, offered_choices
from oversight.checklist.logic import Relevance
from oversight.desk import Desk
from oversight.inspections import (
    AnswerDraft,
    AttendeeDraft,
    Conclusion,
    InspectionsService,
    InspectorDraft,
    Mark,
    PlanDraft,
)
from oversight.inspections.reading import filled_of
from oversight.words import speaking
from tests.editions import Document, adopt_document
from tests.factories import make_contract
from tests.oversight.checklist.xlsform.forms import form, read
from tests.oversight.checklist.xlsform.test_published_forms import COUNTS, content_of
from tests.oversight.inspections.test_values_filled import DAY, JPEG
from tests.oversight.papers.reading_pdf import solid, text_of


@pytest.fixture
def service(desk: Desk) -> InspectionsService:
    return InspectionsService(desk)


def started(service: InspectionsService, desk: Desk, document: Document) -> UUID:
    adopt_document(desk, document, "form")
    draft = PlanDraft(make_contract(desk), DAY, inspectors=(InspectorDraft("福井 太郎", is_lead=True),))
    planned = service.plan_inspection(draft).row_id
    assert planned is not None
    service.start(planned)
    return planned


def values_for(field: ExtraField, relevance: Relevance) -> Iterator[str | int | float]:
    """Yield values to try in a field."""
    match field.kind:
        case FieldKind.CHOICE | FieldKind.CHOICES:
            yield from (choice.value for choice in offered_choices(field, relevance))
        case FieldKind.NUMBER:
            rule = field.number_rule
            yield from (2, 20, 5, 1, 0, rule.low, rule.high)
        case FieldKind.DATE:
            yield from ("2026-11-20", "2000-01-01", "2030-01-01")
        case _:
            yield from ("答え", "abc", "5", "20")


def answer_next(service: InspectionsService, inspection_id: UUID) -> bool:
    """Answer the first item asked that has no answer; tell whether there was one."""
    detail = service.get_inspection(inspection_id)
    relevance = filled_of(detail).relevance
    done = {item_id for item_id, saved in detail.answers.items() if saved.draft.mark is not None}
    item_id = next((each for each in detail.asked if each not in done), None)
    if item_id is None:
        return False
    item = detail.edition.find_item(item_id)
    assert item is not None
    field = item.only_field
    if field is None:
        service.save_answer(inspection_id, item_id, AnswerDraft(mark=Mark.CONFORMING))
    elif field.kind is FieldKind.PHOTO:
        service.add_photo(inspection_id, item_id, content=JPEG, file_name="a.jpg")
    else:
        fitting = (each for each in values_for(field, relevance) if not fault_of(field, each, relevance))
        value = next(fitting, None)
        draft = (
            AnswerDraft(mark=Mark.NOT_APPLICABLE, reason="選べる答えがない")
            if value is None
            else AnswerDraft(values={field.id: value})
        )
        service.save_answer(inspection_id, item_id, draft)
    return True


@pytest.mark.parametrize("name", COUNTS)
def test_a_published_form_is_filled_and_recorded(service: InspectionsService, desk: Desk, name: str) -> None:
    document = dict(read(content_of(name), f"{name}.xlsx").document)
    inspection_id = started(service, desk, document)
    for section in service.get_inspection(inspection_id).published.sections:
        if section.repeats and not section.repeat_count:
            service.add_part(inspection_id, section.id)
    answered = 0
    while answer_next(service, inspection_id):
        answered += 1
        assert answered < 500
    service.put_attendees(inspection_id, [AttendeeDraft("山﨑 恵")])
    service.conclude(inspection_id, conclusion=Conclusion.NO_PROBLEM, closing_talk="良好である。")
    assert service.list_gaps(inspection_id) == ()
    record_id = service.finalise(inspection_id).record_id
    detail = service.get_inspection(inspection_id)
    assert answered == len(detail.asked)
    for language in ("ja", "en"):
        with speaking(language):
            text = solid(text_of(service.print_record(record_id).pdf)).replace("-", "")
        for item_id in detail.asked:
            assert item_id.replace("-", "") in text


TWO_LANGUAGES = form(
    [
        "type | name | label::Japanese (ja) | label::English (en) | relevant | constraint | repeat_count",
        "integer | floors | 階数 | Floors | | . < 20 |",
        "begin repeat | rooms | 部屋 | Rooms | | | ${floors}",
        "text | room_name | 部屋の名前 | Name of the room | | |",
        "select_one yn | locked | 鍵 | Lock | | |",
        "text | watch | 見張り | Watch | ${locked} = 'no' | |",
        "end repeat | | | | | |",
    ],
    [
        "list_name | name | label::Japanese (ja) | label::English (en)",
        "yn | yes | ある | There",
        "yn | no | ない | Missing",
    ],
)


def test_a_form_with_conditions_repeats_and_two_languages_is_filled(
    service: InspectionsService, desk: Desk
) -> None:
    inspection_id = started(service, desk, dict(read(TWO_LANGUAGES).document))
    asked = service.get_inspection(inspection_id).asked
    assert len(asked) == 1
    service.save_answer(inspection_id, asked[0], AnswerDraft(values={"value": 2}))
    rooms = service.get_inspection(inspection_id).asked[1:]
    assert len(rooms) == 4
    for item_id, value in zip(rooms, ("第1", "yes", "第2", "no"), strict=True):
        service.save_answer(inspection_id, item_id, AnswerDraft(values={"value": value}))
    (last,) = set(service.get_inspection(inspection_id).asked) - {asked[0], *rooms}
    service.save_answer(inspection_id, last, AnswerDraft(values={"value": "守衛"}))
    service.put_attendees(inspection_id, [AttendeeDraft("山﨑 恵")])
    service.conclude(inspection_id, conclusion=Conclusion.NO_PROBLEM, closing_talk="良好である。")
    record_id = service.finalise(inspection_id).record_id
    ja = solid(text_of(service.print_record(record_id).pdf))
    with speaking("en"):
        en = " ".join(text_of(service.print_record(record_id).pdf).split())
    assert "部屋(2)" in ja
    assert "見張り" in ja
    assert "ない" in ja
    for told in ("Rooms (2)", "Name of the room", "Missing", "Watch"):
        assert told in en
