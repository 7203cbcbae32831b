"""What is done at the page of a door: somebody enters, signs, leaves."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from tests.ui.inspections.inspection_site import Settle
from ui.deed_form import DeedForm
from ui.devices.door_page import DoorPage
from ui.devices.entry_form import EntryForm
from ui.widgets.ink_pad import InkField

Open = Callable[[], DoorPage]


def sign(form: QWidget) -> None:
    """Draw a few strokes with the mouse."""
    (pad,) = [ink.pad for ink in form.findChildren(InkField) if ink.pad.isVisible()]
    QTest.mousePress(pad, Qt.MouseButton.LeftButton, pos=QPoint(60, 40))
    for x in range(80, 300, 20):
        QTest.mouseMove(pad, QPoint(x, 40 + x % 30))
    QTest.mouseRelease(pad, Qt.MouseButton.LeftButton, pos=QPoint(300, 60))


def entry_of(page: DoorPage) -> EntryForm:
    assert isinstance(page.form, EntryForm)
    return page.form


def form_of(page: DoorPage) -> DeedForm:
    assert page.form is not None
    return page.form


def texts(widget: QWidget) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if not label.isHidden())


def enter(page: DoorPage, settle: Settle, person: str = "山﨑 恵") -> None:
    page.start.entry_wanted.click()
    form = entry_of(page)
    form.form.fields["person"].set_value(person)
    form.form.fields["organisation"].set_value("株式会社髙﨑")
    form.form.fields["purpose"].set_value("入力作業")
    declared = form.form.fields["declared"]
    declared.buttons["smartphone"].click()  # type: ignore[attr-defined]
    declared.cards["smartphone"].kept_at.set_value("ロッカー12")  # type: ignore[attr-defined]
    sign(form)
    form.do_button.click()
    settle()
    settle()
