"""The summary of a contractor, saved from the window."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from oversight.desk import Desk
from tests.factories import make_contractor
from tests.oversight.papers.reading_pdf import text_of
from tests.ui.inspections.inspection_site import Settle
from ui.paper_row import PaperRow
from ui.register.contractor_pane import ContractorPane, read_contractor
from ui.register.summary_row import summary_row
from ui.shell import Shell


def test_the_summary_is_saved_from_the_contractors_pane(
    desk: Desk, shell: Shell, qtbot: QtBot, settle: Settle, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    contractor = make_contractor(desk, "有限会社ひばり印刷")
    whole = read_contractor(shell.office, contractor)
    pane = ContractorPane(whole, may_edit=False, summary=lambda: summary_row(shell, contractor))
    qtbot.addWidget(pane)
    pane.view.parts["summary"].open(True)
    row = pane.findChild(PaperRow)
    assert row is not None
    path = tmp_path / "summary.pdf"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(path), ""))
    row.save_button.click()
    settle()
    assert "有限会社ひばり印刷" in text_of(path.read_bytes())
