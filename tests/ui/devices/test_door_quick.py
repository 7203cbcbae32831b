"""A regular is in within 30 seconds without typing: the presses, the characters, the machine's own part."""

from __future__ import annotations

import time
from uuid import UUID

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget
from typing_extensions import override

from oversight.devices import CarrierSign, DeclaredDevice, EntryDraft, LeavingDraft, Treatment
from oversight.office import Office
from tests.ui.devices.at_the_door import Open, entry_of, sign
from tests.ui.inspections.inspection_site import Settle
from ui.widgets.ink_pad import InkPad

PER_PRESS, PER_SIGNATURE, ALLOWED = 3.0, 8.0, 30.0
"""Seconds a slow hand takes for a press and for a signature, and what is allowed for the whole."""
LEAST_TARGET = 44
"""Pixels: what a finger hits."""


class Hand(QObject):
    """Counts presses on anything but a pad, and keys."""

    def __init__(self) -> None:
        super().__init__()
        self.presses = self.keys = 0

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(watched, QWidget) and not isinstance(watched, InkPad):
            self.presses += event.type() == QEvent.Type.MouseButtonPress
            self.keys += event.type() == QEvent.Type.KeyPress
        return False


def press(button: QAbstractButton) -> None:
    assert button.isVisible()
    assert min(button.width(), button.height()) >= LEAST_TARGET
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)


def test_a_regular_is_in_by_two_presses_and_a_signature(
    door: Open, office: Office, area_id: UUID, settle: Settle
) -> None:
    signed = CarrierSign(declined_reason="手をけがしている")
    phone = DeclaredDevice("smartphone", 1, Treatment.DEPOSITED, "ロッカー7")
    draft = EntryDraft(area_id, "山﨑 恵", "株式会社髙﨑", "データ入力", devices=(phone,))
    visit_id = office.visits.enter(draft, signed=signed).visit_ids[0]
    devices = tuple(each.id for each in office.visits.get_visit(visit_id).devices)
    office.visits.leave(LeavingDraft((visit_id,), devices, signed={visit_id: signed}))
    page, hand = door(), Hand()
    QApplication.instance().installEventFilter(hand)  # type: ignore[union-attr]
    began = time.perf_counter()
    press(page.start.regular_buttons[0][1])
    sign(entry_of(page))
    press(entry_of(page).do_button)
    settle()
    settle()
    machine = time.perf_counter() - began
    QApplication.instance().removeEventFilter(hand)  # type: ignore[union-attr]
    (row,) = office.visits.inside_now(area_id)
    assert [each.kept_at for each in row.visit.devices] == ["ロッカー7"]
    assert (hand.presses, hand.keys) == (2, 0)
    assert machine + hand.presses * PER_PRESS + PER_SIGNATURE < ALLOWED, f"{machine:.1f} s"
