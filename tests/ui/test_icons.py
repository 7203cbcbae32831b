from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.icons import icon_pixmap, set_icon
from ui.widgets.buttons import Button

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = {path.stem for path in (ROOT / "resources" / "icons").glob("*.svg")}
NAMED = re.compile(
    r'(?:icon(?:: ClassVar\[str\])?=|icon: ClassVar\[str\] = |set_icon\([^,]+, |IconButton\()"([a-z0-9-]+)"'
)


def test_every_icon_named_in_the_windows_is_shipped() -> None:
    named: set[str] = set()
    for path in (ROOT / "ui").rglob("*.py"):
        named |= set(NAMED.findall(path.read_text(encoding="utf-8")))
    assert len(named) > 15
    assert named <= SHIPPED


def test_icons_are_shipped_with_their_licence() -> None:
    assert "MIT" in (ROOT / "resources" / "icons" / "LICENSE-tabler.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(SHIPPED))
def test_an_icon_is_drawn_in_the_colour_asked_for(dressed: QApplication, name: str) -> None:
    image = icon_pixmap(name, QColor("#ce0000"), 20).toImage()
    solid = [
        image.pixelColor(x, y)
        for x in range(image.width())
        for y in range(image.height())
        if image.pixelColor(x, y).alpha() > 200
    ]
    assert solid
    assert all(colour.red() > 150 and colour.green() < 60 for colour in solid)


def test_a_checked_button_may_have_another_colour(qtbot: QtBot) -> None:
    button = Button("隠す")
    qtbot.addWidget(button)
    set_icon(button, "eye", "text", "action")
    size = button.iconSize()
    on = button.icon().pixmap(size, state=button.icon().State.On).toImage()
    off = button.icon().pixmap(size, state=button.icon().State.Off).toImage()
    assert on != off
    assert size.width() > size.height()
