from __future__ import annotations

import itertools
import re

import pytest
from PySide6.QtGui import QColor, QFontDatabase, QFontMetrics
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from ui.icons import set_icon
from ui.looks import SIZES, Look, Looks
from ui.theme import (
    SIGN_ROLES,
    TONE_ROLES,
    Theme,
    Tone,
    apply_theme,
    current_theme,
    make_theme,
    set_look,
    style_sheet,
)
from ui.widgets.buttons import Button

TEXT_ON_GROUND = [
    *(("ground", text) for text in ("text", "strong", "sub", "action", "danger", "attention", "disabled")),
    *(("panel", text) for text in ("text", "strong", "sub", "action", "disabled", "danger")),
    *(("hover", text) for text in ("text", "strong")),
    ("selected", "on_selected"),
    ("selected", "text"),
    ("selected", "strong"),
    ("selected", "action_hover"),
    ("action", "on_action"),
    ("action_hover", "on_action"),
    ("action_pressed", "on_action"),
    ("danger_ground", "danger_hover"),
    ("danger_ground", "text"),
    ("attention_ground", "text"),
    ("done_ground", "text"),
    ("danger_sign", "on_danger_sign"),
    ("disabled_ground", "disabled"),
    ("floating_ground", "floating"),
    *((ground, text) for text, ground, _line in TONE_ROLES.values()),
]
SIGNS_ON_GROUND = [
    *(("ground", sign) for sign in SIGN_ROLES.values()),
    ("ground", "border"),
    ("ground", "rule"),
    ("ground", "action"),
    ("panel", "action"),
    ("focus", "focus_outline"),
]
THEMES = [make_theme("light"), make_theme("dark")]


def luminance(colour: QColor) -> float:
    """Return the relative luminance (WCAG 2.2)."""
    parts = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in rgb(colour)]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def rgb(colour: QColor) -> tuple[float, float, float]:
    return colour.redF(), colour.greenF(), colour.blueF()


def contrast(theme: Theme, one: str, other: str) -> float:
    low, high = sorted((luminance(theme.colour(one)), luminance(theme.colour(other))))
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_computed_as_the_guideline_does() -> None:
    assert luminance(QColor("white")) == pytest.approx(1.0)
    assert luminance(QColor("#808080")) == pytest.approx(0.2159, abs=1e-3)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize(("ground", "text"), TEXT_ON_GROUND)
def test_text_stands_out_from_its_ground(theme: Theme, ground: str, text: str) -> None:
    assert contrast(theme, ground, text) >= 4.5


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize(("ground", "sign"), SIGNS_ON_GROUND)
def test_signs_stand_out_from_their_ground(theme: Theme, ground: str, sign: str) -> None:
    assert contrast(theme, ground, sign) >= 3.0


def test_every_tone_has_colours_and_a_sign() -> None:
    assert set(TONE_ROLES) == set(SIGN_ROLES) == set(Tone)


@pytest.mark.parametrize(("name", "percent"), list(itertools.product(("light", "dark"), SIZES)))
def test_the_style_sheet_is_complete_in_every_look(name: str, percent: int) -> None:
    sheet = style_sheet(make_theme(name, percent / 100))
    assert "${" not in sheet
    for path in re.findall(r'url\("([^"]+)"\)', sheet):
        assert path.endswith(f"-{name}.svg")


def test_a_value_nobody_knows_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    theme = make_theme()
    monkeypatch.delitem(dict(theme.colours), "text")
    with pytest.raises(KeyError):
        theme.colour("no such role")


@pytest.mark.parametrize("percent", SIZES)
def test_controls_and_rows_are_large_enough_to_touch(percent: int) -> None:
    theme = make_theme("light", percent / 100)
    assert theme.control_height >= 44
    assert theme.row_height >= 36
    assert theme.control_height >= theme.text_px("body") * 1.4


def test_the_scale_is_held_between_one_and_two() -> None:
    assert make_theme("light", 0.3).scale == 1.0
    assert make_theme("light", 9).scale == 2.0
    assert make_theme("no such theme").name == "light"


def test_the_shipped_faces_are_used(dressed: QApplication) -> None:
    assert {"BIZ UDPGothic", "BIZ UDGothic", "Noto Sans JP"} <= set(QFontDatabase.families())
    assert dressed.font().family() == "BIZ UDPGothic"


def test_figures_align(dressed: QApplication) -> None:
    metrics = QFontMetrics(make_theme().font(figures=True))
    assert metrics.horizontalAdvance("1111") == metrics.horizontalAdvance("8888")


def test_controls_have_the_height_of_the_theme(qtbot: QtBot, looks: Looks) -> None:
    button = Button("登録する")
    qtbot.addWidget(button)
    button.show()
    assert button.height() >= 44
    looks.choose(Look("ja", "light", 200))
    qtbot.waitUntil(lambda: button.sizeHint().height() >= make_theme("light", 2.0).control_height)


def test_choosing_a_look_redresses_and_rewords(looks: Looks, qtbot: QtBot, dressed: QApplication) -> None:
    label = QLabel()
    qtbot.addWidget(label)
    set_icon(label, "lock")
    before = label.pixmap().toImage()
    with qtbot.waitSignals([looks.redressed, looks.reworded]):
        looks.choose(Look("en", "dark", 150))
    assert current_theme().name == "dark"
    assert dressed.palette().window().color() == current_theme().colour("ground")
    assert label.pixmap().toImage() != before


def test_choosing_the_same_look_changes_nothing(looks: Looks, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(looks.redressed):
        looks.choose(looks.look)


def test_another_size_alone_does_not_reword(looks: Looks, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(looks.reworded):
        looks.choose(Look("ja", "light", 125))


def test_a_look_is_set_by_property(qtbot: QtBot, dressed: QApplication) -> None:
    label = QLabel("x")
    qtbot.addWidget(label)
    apply_theme(dressed, make_theme("light"))
    set_look(label, role="error")
    assert label.palette().windowText().color() == make_theme("light").colour("danger")
