"""An auditor reads the whole register and is offered nothing that changes it."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton
from sqlalchemy import Engine

from models.department import Role
from oversight.desk import Desk
from oversight.office import Office, office_on_engine
from tests.factories import make_contract, make_subcontract
from tests.ui.register.hands import CTRL, Hands

CHANGING = {
    "契約を登録する",
    "契約を直す",
    "変更契約を記録する",
    "検査を計画する",
    "登録の誤りとして取り下げる",
    "再委託を扱う",
    "名簿を扱う",
    "10事項を確認する",
    "委託先を登録する",
    "委託先を直す",
    "取り下げる",
}


@pytest.fixture
def office(desk_as: Callable[..., Desk], engine: Engine) -> Office:
    desk = desk_as(Role.AUDITOR)
    return office_on_engine(engine, desk.actor, desk.clock)


@pytest.mark.parametrize("room", ["contracts", "contractors"])
def test_an_auditor_reads_everything_and_is_offered_nothing_to_change(
    hands: Hands, desk: Desk, room: str
) -> None:
    make_subcontract(desk, make_contract(desk))
    page = hands.contracts() if room == "contracts" else hands.contractors()
    page.table.setFocus()
    hands.press(Qt.Key.Key_Home)
    hands.rest()
    for part in page.findChildren(QPushButton):
        if part.isCheckable() and part.property("kind") == "quiet":
            part.setChecked(True)
    hands.rest()
    offered = {each.text() for each in page.findChildren(QPushButton) if each.isVisible()}
    assert offered & CHANGING == set()
    assert "表計算へ" in offered
    for key, modifiers in ((Qt.Key.Key_N, CTRL), (Qt.Key.Key_F2, Qt.KeyboardModifier.NoModifier)):
        hands.press(key, modifiers)
        hands.rest()
        assert hands.window.layers.currentWidget() is hands.window.desk
