"""What is written out as a list comes back through the import as it was."""

from __future__ import annotations

from dataclasses import replace

import pytest

from oversight.desk import Desk
from oversight.exchange import Action, ImportsService
from oversight.exchange.lists import write_contractors, write_contracts
from oversight.register import ContractorsService, ContractsService
from oversight.words import use_language
from tests.factories import make_department
from tests.oversight.register.entries import contract_draft, enter_contractor


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("is_csv", [True, False])
def test_a_list_of_contractors_changes_nothing_when_it_is_read_back(
    desk: Desk, language: str, is_csv: bool
) -> None:
    contractors, imports = ContractorsService(desk), ImportsService(desk)
    enter_contractor(
        desk, "株式会社北海データ", kana="ホッカイデータ", corporate_number="7000012050002", address="札幌市"
    )
    use_language(language)
    content = write_contractors(contractors.list_contractors(), is_csv=is_csv)
    use_language("ja")
    preview = imports.preview("contractors", content, file_name="a.csv" if is_csv else "a.xlsx")
    assert preview.near == ()
    assert set(preview.columns) == {"name", "kana", "corporate_number", "kind", "address"}
    assert [each.action for each in preview.outcomes] == [Action.UNCHANGED]


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("is_csv", [True, False])
def test_a_list_of_contracts_is_read_back_with_its_yes_and_no(
    desk: Desk, language: str, is_csv: bool
) -> None:
    contracts, imports = ContractsService(desk), ImportsService(desk)
    contractor_id, section_id = enter_contractor(desk, "株式会社北海データ"), make_department(desk, "保健課")
    for number, handles in (("R8-1", True), ("R8-2", False)):
        draft = contract_draft(desk, number, contractor_id=contractor_id, department_id=section_id)
        contracts.add_contract(replace(draft, handles_specific=handles))
    use_language(language)
    rows = [replace(row, number=f"写{row.number}") for row in contracts.list_contracts()]
    content = write_contracts(rows, is_csv=is_csv)
    use_language("ja")
    preview = imports.preview("contracts", content, file_name="a.csv" if is_csv else "a.xlsx")
    assert preview.near == ()
    imports.run(preview)
    assert {row.number: row.handles_specific for row in contracts.list_contracts()} == {
        "R8-1": True,
        "R8-2": False,
        "写R8-1": True,
        "写R8-2": False,
    }
    (copy,) = (row for row in contracts.list_contracts() if row.number == "写R8-1")
    first = next(row for row in contracts.list_contracts() if row.number == "R8-1")
    own = ("title", "contractor_id", "department_id", "kind", "service_from", "service_until")
    assert [getattr(copy, name) for name in own] == [getattr(first, name) for name in own]
