"""Every sheet, dialog and pane of the register is named, reached with Tab, and flashes no window."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

from oversight.desk import Desk
from oversight.office import Office
from oversight.register import ContractsService, ContractSubject, SubjectCheck
from tests.factories import make_contract, make_contractor, make_place, make_subcontract
from tests.oversight.register.entries import contract_draft
from tests.ui.register.hands import CTRL, Hands
from tests.ui.tab_walk import WindowsShown, unreached
from tests.ui.test_names import nameless
from ui.register.contract_detail import Wish
from ui.register.contract_sheet import ContractSheet
from ui.register.deed_dialog import DeedDialog
from ui.register.subjects_sheet import SubjectsSheet


@pytest.fixture
def contract_id(desk: Desk) -> UUID:
    contract_id = make_contract(desk)
    make_place(desk, contract_id)
    make_subcontract(desk, contract_id)
    make_contractor(desk, "株式会社別会社")
    return contract_id


def show_pane(hands: Hands, contract_id: UUID) -> None:
    page = hands.contracts()
    page.table.choose(contract_id)
    hands.rest()


def wish(hands: Hands, contract_id: UUID, wished: Wish) -> None:
    show_pane(hands, contract_id)
    pane = hands.contracts().pane
    assert pane is not None
    pane.wished.emit(wished)
    hands.rest()


SHEETS: dict[str, Callable[[Hands, UUID], None]] = {
    "pane": show_pane,
    "edit": lambda hands, contract: wish(hands, contract, Wish.EDIT),
    "amend": lambda hands, contract: wish(hands, contract, Wish.AMEND),
    "tiers": lambda hands, contract: wish(hands, contract, Wish.TIERS),
    "roster": lambda hands, contract: wish(hands, contract, Wish.ROSTER),
    "subjects": lambda hands, contract: wish(hands, contract, Wish.SUBJECTS),
    "floor plans": lambda hands, contract: wish(hands, contract, Wish.FLOOR_PLANS),
}


def open_folds(front: QWidget | None) -> None:
    if isinstance(front, ContractSheet):
        for part in front.folds:
            part.unfold(True)


@pytest.mark.parametrize("key", [Qt.Key.Key_Tab, Qt.Key.Key_Backtab], ids=lambda key: key.name)
@pytest.mark.parametrize("sheet", SHEETS)
def test_a_sheet_is_named_and_walked_and_flashes_no_window(
    hands: Hands, contract_id: UUID, sheet: str, key: Qt.Key
) -> None:
    hands.contracts()
    with WindowsShown() as shown:
        SHEETS[sheet](hands, contract_id)
        open_folds(hands.window.layers.currentWidget())
        hands.rest()
    assert shown == []
    assert nameless(hands.window) == []
    assert unreached(hands.window, key) == []


def test_the_ten_subjects_are_checked_by_keyboard_with_their_articles(
    hands: Hands, office: Office, contract_id: UUID
) -> None:
    wish(hands, contract_id, Wish.SUBJECTS)
    sheet = hands.sheet(SubjectsSheet)
    names = [name for name in sheet.form.fields if name.endswith("confidentiality")]
    assert names
    hands.choose(sheet.form.fields[ContractSubject.CONFIDENTIALITY.value], SubjectCheck.PRESENT)
    hands.press(Qt.Key.Key_S, CTRL)
    hands.rest()
    checks = {row.subject: row.result for row in office.contracts.get_contract(contract_id).subjects}
    assert checks[ContractSubject.CONFIDENTIALITY] is SubjectCheck.PRESENT


def test_a_contract_is_withdrawn_with_a_reason_and_not_without(
    hands: Hands, office: Office, contract_id: UUID
) -> None:
    wish(hands, contract_id, Wish.WITHDRAW)
    (dialog,) = hands.window.findChildren(DeedDialog)
    assert nameless(dialog) == []
    dialog.submit()
    hands.rest()
    assert [row.id for row in office.contracts.list_contracts()] == [contract_id]
    field = next(iter(dialog.form.fields.values()))
    field.set_value("二重に登録した")
    dialog.submit()
    hands.rest()
    assert office.contracts.list_contracts() == ()


@pytest.mark.parametrize("ending", ["xlsx", "csv"])
def test_what_is_shown_is_exported_and_nothing_else(
    hands: Hands, contract_id: UUID, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    draft = contract_draft(desk, "R8-002", title='=HYPERLINK("http://x")')
    ContractsService(desk).add_contract(draft)
    target = tmp_path / f"台帳.{ending}"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args, **_rest: (str(target), ""))
    page = hands.contracts()
    hands.press(Qt.Key.Key_F, CTRL)
    hands.commit("R8-002")
    hands.rest()
    hands.press(Qt.Key.Key_E, CTRL)
    hands.rest()
    assert page.table.rows_model.rowCount() == 1
    if ending == "csv":
        rows = list(csv.reader(target.read_text(encoding="utf-8-sig").splitlines()))
    else:
        sheet = openpyxl.load_workbook(target).active
        assert sheet is not None
        assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
        rows = [[str(cell or "") for cell in row] for row in sheet.iter_rows(values_only=True)]
    assert len(rows) == 2
    assert rows[1][0] == "R8-002"
    assert ending == "xlsx" or not rows[1][1].startswith("=")  # a workbook marks it as text instead
    assert "HYPERLINK" in rows[1][1]
