"""The office's terms and closing days: entered, refused at their field, told before they move due days."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from models.department import Role
from oversight.desk import Desk
from oversight.office import Office
from tests.oversight.register.entries import contract_draft
from ui.notices import ConfirmDialog
from ui.settings.office_panel import OfficePanel
from ui.shell import Shell

Settle = Callable[[], None]


@pytest.fixture
def panel(shell: Shell, qtbot: QtBot, settle: Settle) -> OfficePanel:
    panel = OfficePanel(shell)
    qtbot.addWidget(panel)
    panel.resize(800, 600)
    panel.show()
    panel.read()
    settle()
    panel.fields["city"].set_value("札幌市")
    return panel


def test_terms_are_saved_at_once_where_no_due_day_moves(
    panel: OfficePanel, office: Office, settle: Settle
) -> None:
    panel.fields["corrective_a"].set_value(5)
    panel.fields["section"].set_value("行政情報課")
    panel.save_button.click()
    settle()
    settings = office.settings.read()
    assert (settings.city, settings.section) == ("札幌市", "行政情報課")
    assert settings.corrective_days == {"A": 5, "B": 30, "C": 365}
    assert not panel.is_changed


def test_a_closing_day_that_moves_due_days_is_asked_once(
    panel: OfficePanel, office: Office, desk: Desk, settle: Settle
) -> None:
    draft = contract_draft(desk, "R8-001")
    office.contracts.add_contract(draft)
    panel.fields["closed_days"].set_value("令和8年4月10日 庁舎停電")
    panel.save_button.click()
    settle()
    (question,) = panel.findChildren(ConfirmDialog)
    assert office.settings.read().closed_days == {}
    question.accept()
    settle()
    assert office.settings.read().closed_days == {"2026-04-10": "庁舎停電"}


@pytest.mark.parametrize(
    ("field", "text", "complaint"),
    [
        ("closing_rules", "年末年始", "閉庁日として読めません"),
        ("closing_rules", "年末年始 12/29～1/3 いつかから", "閉庁日として読めません"),
        ("closed_days", "停電の日", "閉庁日として読めません"),
        ("reports_from", "春", "読めません"),
        ("resubmit_days", "", "入力してください"),
    ],
)
def test_what_cannot_be_read_is_said_at_its_field(
    panel: OfficePanel, office: Office, settle: Settle, field: str, text: str, complaint: str
) -> None:
    before = office.settings.read()
    panel.fields[field].set_value(text or None)
    panel.save_button.click()
    settle()
    assert complaint in panel.fields[field].error
    assert office.settings.read() == before


def test_from_when_reports_are_followed_up_is_typed_as_a_month(
    panel: OfficePanel, office: Office, settle: Settle
) -> None:
    panel.fields["reports_from"].set_value("令和8年4月")
    panel.save_button.click()
    settle()
    assert office.settings.read().reports_from == "2026-04-01"


def test_an_inspector_reads_the_terms_and_cannot_change_them(
    shell: Shell, desk_as: Callable[..., Desk], qtbot: QtBot, settle: Settle
) -> None:
    object.__setattr__(shell.office.desk, "actor", desk_as(Role.INSPECTOR).actor)
    panel = OfficePanel(shell)
    qtbot.addWidget(panel)
    panel.show()
    assert panel.save_button.isHidden()
