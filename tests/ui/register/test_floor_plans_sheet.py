"""Floor plans in the register: read from files, put, replaced, taken away with a reason."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from uuid import UUID

import pikepdf
import pytest
from PIL import Image
from PySide6.QtGui import QImage
from pytestqt.qtbot import QtBot

from oversight.desk import Desk
from oversight.errors import RefusedError
from tests.factories import make_contract, make_place
from tests.ui.test_names import nameless
from ui.notices import Notice
from ui.register import floor_plan_files, floor_plans_sheet
from ui.register.deed_dialog import DeedDialog
from ui.register.floor_plan_files import read_plan
from ui.register.floor_plans_sheet import FloorPlansSheet
from ui.shell import Shell

Settle = Callable[[], None]


def picture(path: Path, colour: str = "navy") -> Path:
    Image.new("RGB", (300, 200), colour).save(path)
    return path


def pdf(path: Path, pages: int = 2) -> Path:
    document = pikepdf.new()
    for _page in range(pages):
        document.add_blank_page(page_size=(842, 595))
    document.save(path)
    return path


@pytest.fixture
def contract_id(desk: Desk) -> UUID:
    contract_id = make_contract(desk)
    make_place(desk, contract_id)
    return contract_id


@pytest.fixture
def sheet(shell: Shell, contract_id: UUID, qtbot: QtBot, settle: Settle) -> FloorPlansSheet:
    sheet = FloorPlansSheet(shell, shell.office.contracts.get_contract(contract_id))
    qtbot.addWidget(sheet)
    sheet.resize(1200, 700)
    sheet.show()
    settle()
    return sheet


def chosen(
    sheet: FloorPlansSheet, path: Path | None, settle: Settle, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(floor_plans_sheet, "ask_for_plan", lambda _parent: path)
    sheet.cards[0].put_button.click()
    for _round in range(3):
        settle()


def test_a_plan_is_put_shown_replaced_and_taken_away(
    sheet: FloorPlansSheet,
    contract_id: UUID,
    settle: Settle,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    contracts = sheet.shell.office.contracts
    assert nameless(sheet) == []
    assert sheet.cards[0].picture.text() == "平面図はまだありません"
    chosen(sheet, None, settle, monkeypatch)
    assert contracts.list_floor_plans(contract_id)[0].attachment_id is None
    chosen(sheet, picture(tmp_path / "2階.png"), settle, monkeypatch)
    assert not sheet.cards[0].picture.pixmap().isNull()
    (place,) = contracts.list_floor_plans(contract_id)
    assert place.file_name == "2階.png"
    sheet.page.set_value(2)
    chosen(sheet, pdf(tmp_path / "全館.pdf"), settle, monkeypatch)
    (place,) = contracts.list_floor_plans(contract_id)
    assert place.file_name == "全館.png"
    sheet.cards[0].withdraw_button.click()
    dialog = sheet.findChild(DeedDialog)
    assert dialog is not None
    dialog.form.fields["reason"].set_value("模様替え")
    dialog.submit()
    for _round in range(3):
        settle()
    assert contracts.list_floor_plans(contract_id)[0].attachment_id is None
    told: list[object] = []
    sheet.finished.connect(told.append)
    assert (sheet.is_changed, sheet.deed()) == (False, None)
    sheet.leave()
    assert told[0] is not None


def test_a_file_that_cannot_be_read_is_said_and_changes_nothing(
    sheet: FloorPlansSheet,
    contract_id: UUID,
    settle: Settle,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    told: list[Notice] = []
    sheet.shell.notices.raised.connect(told.append)
    path = tmp_path / "a.txt"
    path.write_text("no plan", encoding="utf-8")
    chosen(sheet, path, settle, monkeypatch)
    assert "平面図" in told[-1].sentence
    assert sheet.shell.office.contracts.list_floor_plans(contract_id)[0].attachment_id is None


def test_a_page_of_a_pdf_becomes_a_picture_on_white(dressed: object, tmp_path: Path) -> None:
    plan = read_plan(pdf(tmp_path / "全館.pdf"), 2)
    with Image.open(BytesIO(plan.content)) as image:
        assert (image.format, max(image.size), image.getpixel((5, 5))) == ("PNG", 2400, (255, 255, 255))
    assert not QImage.fromData(plan.content).isNull()


def test_what_is_no_plan_is_refused(dressed: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    two = pdf(tmp_path / "two.pdf")
    broken = tmp_path / "broken.pdf"
    broken.write_bytes(b"%PDF-1.7 broken")
    for path, page in ((two, 3), (two, 0), (broken, 1), (tmp_path / "none.png", 1)):
        with pytest.raises(RefusedError) as refusal:
            read_plan(path, page)
        assert refusal.value.field == "file"
    monkeypatch.setattr(floor_plan_files, "MOST_BYTES", 10)
    with pytest.raises(RefusedError):
        read_plan(two)
