"""The answers of an inspection go into the office's own checklist in Excel, from its pane."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import openpyxl
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QLabel

from oversight.inspections import AnswerDraft, InspectorDraft, Mark, PlanDraft
from tests.oversight.checklist.workbook.offices import ORG, aoba
from tests.ui.inspections.inspection_site import DAY, Settle, Site, press
from ui.inspections.page import InspectionsPage
from ui.inspections.pane import InspectionPane
from ui.window import Window


@pytest.fixture
def page(window: Window, settle: Settle) -> InspectionsPage:
    assert window.desk is not None
    page = window.desk.page
    assert isinstance(page, InspectionsPage)
    settle()
    return page


@pytest.fixture
def edition_id(site: Site) -> UUID:
    checklists = site.office.checklists
    draft_id = checklists.take_in(
        checklists.look_into(aoba(), "あおば.xlsx"), title="あおば市の点検表"
    ).row_id
    assert draft_id is not None
    published = checklists.publish(draft_id, revision=1, change_note="取込").row_id
    assert published is not None
    return published


def opened(page: InspectionsPage, inspection_id: UUID, settle: Settle) -> InspectionPane:
    page.on_show()
    settle()
    assert page.table.choose(inspection_id)
    page.table.row_opened.emit(page.table.chosen)
    settle()
    assert page.split is not None
    pane = page.split.detail
    assert isinstance(pane, InspectionPane)
    return pane


def test_answers_and_findings_stand_in_the_cells_and_it_is_told_that_the_record_is_open(
    window: Window,
    page: InspectionsPage,
    site: Site,
    edition_id: UUID,
    settle: Settle,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    inspections = site.office.inspections
    inspection_id = inspections.plan_inspection(
        PlanDraft(
            site.contract_id,
            DAY,
            place_id=site.place_id,
            edition_id=edition_id,
            inspectors=(InspectorDraft("福井 太郎", is_lead=True),),
        )
    ).row_id
    assert inspection_id is not None
    inspections.start(inspection_id)
    first, second, *_rest = site.detail(inspection_id).edition.items
    inspections.save_answer(inspection_id, first.id, AnswerDraft(Mark.CONFORMING))
    told = AnswerDraft(Mark.NONCONFORMING, finding_text="届出がない。")
    inspections.save_answer(inspection_id, second.id, told)
    pane = opened(page, inspection_id, settle)
    proposed: list[str] = []

    def ask(*given: object) -> tuple[str, str]:
        proposed.append(Path(str(given[2])).name)
        return str(tmp_path / "out.xlsx"), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    pane.workbook.save_button.setFocus()
    press(window, Qt.Key.Key_Space)
    settle()
    number = site.detail(inspection_id).number
    assert proposed == [f"あおば市の点検表_第1版_{number}_未確定.xlsx"]
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx")["実地検査"]
    assert (sheet["B6"].value, sheet["D6"].value) == (ORG[0], "○")
    assert (sheet["E7"].value, sheet["G7"].value) == ("○", "届出がない。")
    assert "記録はまだ確定していません。途中の答えです。" in pane.workbook.said.text()


def test_an_inspection_by_another_checklist_offers_no_workbook(
    page: InspectionsPage, site: Site, settle: Settle
) -> None:
    pane = opened(page, site.plan(), settle)
    assert not hasattr(pane, "workbook")
    assert not any("元の様式" in label.text() for label in pane.findChildren(QLabel))
