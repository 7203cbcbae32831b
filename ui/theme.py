"""The look, in one place: DADS tokens (``resources/theme``), fonts, and the style sheet made from them.

Every colour and size a widget uses comes from here. Widgets that paint themselves ask
``current_theme()`` while painting, so a change of theme or text size needs no restart.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path
from string import Template
from typing import Any

from PySide6.QtCore import QLocale, Qt
from PySide6.QtGui import QColor, QFont, QFontDatabase, QPalette
from PySide6.QtWidgets import QApplication, QWidget

import resources
from oversight.words import language

FONT_FAMILIES = ("BIZ UDPGothic", "Noto Sans JP")
FIGURE_FAMILIES = ("BIZ UDGothic", "Noto Sans JP")
_FIRST_FONTS = ("BIZUDPGothic-Regular.ttf", "BIZUDPGothic-Bold.ttf")
_LATER_FONTS = ("BIZUDGothic-Regular.ttf", "NotoSansJP-Regular.ttf")
SMALLEST_SCALE, LARGEST_SCALE = 1.0, 2.0
_SPACE_GROWTH = 0.3
"""How much of the text's growth spaces follow: at 200 % a laptop's screen must still hold a page."""


class Tone(StrEnum):
    """What a colour says. A word or a sign always stands with it (LOOK: never colour alone)."""

    NEUTRAL = "neutral"
    INFO = "info"
    DONE = "done"
    ATTENTION = "attention"
    DANGER = "danger"
    RETURNED = "returned"


TONE_ROLES: dict[Tone, tuple[str, str, str]] = {
    Tone.NEUTRAL: ("sub", "panel", "line"),
    Tone.INFO: ("on_selected", "selected", "selected_line"),
    Tone.DONE: ("done", "done_ground", "done_line"),
    Tone.ATTENTION: ("attention", "attention_ground", "attention_line"),
    Tone.DANGER: ("danger", "danger_ground", "danger_line"),
    Tone.RETURNED: ("returned", "returned_ground", "returned_line"),
}
"""Text, ground and line of each tone."""

SIGN_ROLES = {
    Tone.NEUTRAL: "rule",
    Tone.INFO: "action",
    Tone.DONE: "done_sign",
    Tone.ATTENTION: "attention_sign",
    Tone.DANGER: "danger_sign",
    Tone.RETURNED: "returned_line",
}
"""The strong colour of each tone: edges of cards, bars."""


@dataclass(frozen=True)
class Theme:
    """One look: ``light`` or ``dark`` at a text scale from 1.0 to 2.0."""

    name: str
    scale: float
    colours: Mapping[str, str]
    text_sizes: Mapping[str, int]
    control: Mapping[str, int]

    def colour(self, role: str) -> QColor:
        """Return the colour of a role, e.g. ``danger_ground``."""
        return QColor(self.colours[role])

    def text_px(self, size: str) -> int:
        """Return the height in pixels of a step of the type scale: figure, title, section, body, note."""
        return round(self.text_sizes[size] * self.scale)

    def space(self, pixels: float) -> int:
        """Return a distance of the 8 px grid, grown gently with the text."""
        return round(pixels * (1 + (self.scale - 1) * _SPACE_GROWTH))

    def width(self, pixels: float) -> int:
        """Return a width meant for text, grown fully with the text."""
        return round(pixels * self.scale)

    @property
    def control_height(self) -> int:
        """Return the height of a control: 44 px or what its text needs."""
        return max(self.control["height"], round(self.text_px("body") * 1.4 + 16))

    @property
    def row_height(self) -> int:
        """Return the height of a table's row: 38 px or what its text needs."""
        return max(self.control["row"], round(self.text_px("body") * 1.4 + 14))

    @property
    def icon_px(self) -> int:
        """Return the side of an icon."""
        return round(self.control["icon"] * (1 + (self.scale - 1) * 0.6))

    def font(self, size: str = "body", *, bold: bool = False, figures: bool = False) -> QFont:
        """Return a font of the type scale; ``figures`` asks for the face whose digits align."""
        font = QFont(list(FIGURE_FAMILIES if figures else FONT_FAMILIES))
        font.setPixelSize(self.text_px(size))
        font.setBold(bold)
        return font


@cache
def _tokens() -> dict[str, Any]:
    text = _file("theme", "tokens.json").read_text(encoding="utf-8")
    tokens: dict[str, Any] = json.loads(text)
    return tokens


def make_theme(name: str = "light", scale: float = 1.0) -> Theme:
    """Return the theme ``light`` or ``dark``; the scale is held between 1.0 and 2.0."""
    tokens = _tokens()
    column = 1 if name == "dark" else 0
    return Theme(
        name="dark" if column else "light",
        scale=min(max(scale, SMALLEST_SCALE), LARGEST_SCALE),
        colours={role: pair[column] for role, pair in tokens["colours"].items()},
        text_sizes=tokens["text"],
        control=tokens["control"],
    )


_current: list[Theme] = []


def current_theme() -> Theme:
    """Return the theme last applied; the light one at 100 % before that."""
    if not _current:
        _current.append(make_theme())
    return _current[0]


def apply_theme(app: QApplication, theme: Theme) -> bool:
    """Dress the application: palette, font, style sheet, locale of the language in use.

    Return whether anything is to be drawn anew; what wears the theme already is left alone, since Qt would
    polish every widget again.
    """
    QLocale.setDefault(QLocale("ja_JP" if language() == "ja" else "en_GB"))
    sheet = style_sheet(theme)
    if _current == [theme] and app.styleSheet() == sheet:
        return False
    _current[:] = [theme]
    app.setPalette(_palette(theme))
    app.setFont(theme.font())
    app.setStyleSheet(sheet)
    return True


def load_first_fonts() -> None:
    """Register the faces the first window needs; called once, before it is shown."""
    _load(_FIRST_FONTS)


def load_later_fonts() -> None:
    """Register the faces for aligned figures and rare characters; called once the window is shown."""
    _load(_LATER_FONTS)


def _load(names: tuple[str, ...]) -> None:
    for name in names:
        if QFontDatabase.addApplicationFont(str(_file("fonts", name))) < 0:
            raise FileNotFoundError(f"font {name} is missing or damaged")


class _Values(dict[str, str]):
    """Values for the style sheet: colours by role, ``tNAME`` text sizes, ``sN`` spaces, ``wN`` widths."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme.colours)
        self._theme = theme
        self.update({f"t_{name}": f"{theme.text_px(name)}px" for name in theme.text_sizes})
        self["control"] = f"{theme.control_height}px"
        self["row"] = f"{theme.row_height}px"
        self["icon"] = f"{theme.icon_px}px"
        self["radius"] = f"{theme.control['radius']}px"
        self["icon_half"] = f"{theme.icon_px // 2 + 2}px"
        self["radio_ring"] = f"{theme.icon_px // 3 + 1}px"
        self["radio_dot"] = f"{theme.icon_px + 4 - 2 * (theme.icon_px // 3 + 1)}px"
        for sign in ("check", "chevron-down", "chevron-up"):
            self[sign.replace("-", "_")] = _file("theme", f"{sign}-{theme.name}.svg").as_posix()

    def __missing__(self, key: str) -> str:
        if match := re.fullmatch(r"([sw])(\d+)", key):
            measure = self._theme.space if match[1] == "s" else self._theme.width
            return f"{measure(int(match[2]))}px"
        raise KeyError(key)


def _file(*parts: str) -> Path:
    """Return a shipped file; Qt reads it itself, so the package is installed as files, never zipped."""
    return Path(resources.__file__).with_name(parts[0]).joinpath(*parts[1:])


def style_sheet(theme: Theme) -> str:
    """Return the style sheet of a theme: ``resources/theme/window.qss`` with its values filled in."""
    template = _file("theme", "window.qss").read_text(encoding="utf-8")
    return Template(template).substitute(_Values(theme))


def _palette(theme: Theme) -> QPalette:
    palette = QPalette()
    roles = {
        QPalette.ColorRole.Window: "ground",
        QPalette.ColorRole.WindowText: "text",
        QPalette.ColorRole.Base: "ground",
        QPalette.ColorRole.AlternateBase: "panel",
        QPalette.ColorRole.Text: "text",
        QPalette.ColorRole.PlaceholderText: "disabled",
        QPalette.ColorRole.Button: "ground",
        QPalette.ColorRole.ButtonText: "text",
        QPalette.ColorRole.BrightText: "strong",
        QPalette.ColorRole.Highlight: "action",
        QPalette.ColorRole.HighlightedText: "on_action",
        QPalette.ColorRole.Link: "action",
        QPalette.ColorRole.LinkVisited: "action",
        QPalette.ColorRole.ToolTipBase: "floating_ground",
        QPalette.ColorRole.ToolTipText: "floating",
        QPalette.ColorRole.Mid: "line",
        QPalette.ColorRole.Dark: "border",
        QPalette.ColorRole.Shadow: "border",
    }
    for role, name in roles.items():
        palette.setColor(role, theme.colour(name))
    for role in (QPalette.ColorRole.Text, QPalette.ColorRole.WindowText, QPalette.ColorRole.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, role, theme.colour("disabled"))
    return palette


def set_look(widget: QWidget, **properties: str | bool) -> None:
    """Set style-sheet properties (``kind``, ``role``, ``tone`` …) and let the widget redress."""
    for name, value in properties.items():
        widget.setProperty(name, value)
    style = widget.style()
    style.unpolish(widget)
    style.polish(widget)
    widget.update()


def system_prefers_dark(app: QApplication) -> bool:
    """Tell whether the desktop is set to dark."""
    return app.styleHints().colorScheme() == Qt.ColorScheme.Dark
