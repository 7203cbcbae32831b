"""The floor plan of a place: put, replaced, taken away; it lies in the store and with the inspection."""

from __future__ import annotations

from dataclasses import replace
from uuid import UUID

import pytest

from oversight.desk import Desk
from oversight.errors import RefusedError
from oversight.inspections import InspectionsService, InspectorDraft, PlanDraft
from oversight.journal import JournalService
from oversight.register import ContractsService
from tests.factories import adopt_editions, make_contract, make_place

PNG = b"\x89PNG\r\n\x1a\n" + b"plan"


@pytest.fixture
def contract_id(desk: Desk) -> UUID:
    return make_contract(desk)


def test_a_plan_is_put_replaced_and_taken_away(desk: Desk, contract_id: UUID) -> None:
    service, place_id = ContractsService(desk), make_place(desk, contract_id)
    (bare,) = service.list_floor_plans(contract_id)
    assert (bare.id, bare.attachment_id, bare.file_name) == (place_id, None, "")
    change = service.put_floor_plan(place_id, content=PNG, file_name="1階.png")
    assert change.row_id == contract_id
    (first,) = service.list_floor_plans(contract_id)
    assert (first.name, first.file_name) == (bare.name, "1階.png")
    service.put_floor_plan(place_id, content=PNG + b"2", file_name="2階.png")
    (second,) = service.list_floor_plans(contract_id)
    assert (second.attachment_id != first.attachment_id, second.file_name) == (True, "2階.png")
    with pytest.raises(RefusedError) as refusal:
        service.withdraw_floor_plan(place_id, reason="")
    assert refusal.value.field == "reason"
    service.withdraw_floor_plan(place_id, reason="模様替え")
    assert service.list_floor_plans(contract_id)[0].attachment_id is None
    assert JournalService(desk).verify().is_sound


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"text"])
def test_what_is_no_picture_is_no_plan(desk: Desk, contract_id: UUID, content: bytes) -> None:
    with pytest.raises(RefusedError) as refusal:
        ContractsService(desk).put_floor_plan(
            make_place(desk, contract_id), content=content, file_name="plan"
        )
    assert refusal.value.field == "file"


def test_a_place_no_longer_of_the_contract_takes_no_plan(desk: Desk, contract_id: UUID) -> None:
    service, place_id = ContractsService(desk), make_place(desk, contract_id)
    service.change_contract(contract_id, replace(service.get_contract(contract_id).draft, places=()))
    with pytest.raises(RefusedError):
        service.put_floor_plan(place_id, content=PNG, file_name="a.png")
    assert service.list_floor_plans(contract_id) == ()


def test_mending_the_contract_keeps_the_plan_and_the_inspection_knows_it(
    desk: Desk, contract_id: UUID
) -> None:
    adopt_editions(desk)
    service, place_id = ContractsService(desk), make_place(desk, contract_id)
    service.put_floor_plan(place_id, content=PNG, file_name="a.png")
    draft = service.get_contract(contract_id).draft
    service.change_contract(contract_id, replace(draft, places=(replace(draft.places[0], area="南側"),)))
    (kept,) = service.list_floor_plans(contract_id)
    inspections = InspectionsService(desk)
    lead = (InspectorDraft("福井 太郎", is_lead=True),)
    plan = PlanDraft(contract_id, desk.today(), place_id=place_id, inspectors=lead)
    planned = inspections.plan_inspection(plan)
    assert planned.row_id is not None
    assert inspections.get_inspection(planned.row_id).floor_plan_id == kept.attachment_id is not None
