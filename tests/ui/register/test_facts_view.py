"""A detail pane gives every line the height it needs, however the lines wrap."""

from __future__ import annotations

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from ui.register.facts_view import FactsView
from ui.theme import Tone
from ui.widgets.buttons import Button, ToggleButton
from ui.widgets.fields import TextField
from ui.widgets.form_panel import FormPanel


def squeezed(holder: QWidget) -> list[str]:
    """Return the texts that stand lower than they need."""
    return [
        label.text()
        for label in holder.findChildren(QLabel)
        if label.isVisible()
        and label.hasHeightForWidth()
        and label.heightForWidth(label.width()) > label.height()
    ]


@pytest.mark.parametrize("width", [300, 420, 560])
def test_facts_tags_and_buttons_keep_their_height_and_do_not_overlap(qtbot: QtBot, width: int) -> None:
    view = FactsView()
    qtbot.addWidget(view)
    view.facts.add_tags(("In service", Tone.DONE), ("Specific personal information", Tone.INFO))
    view.facts.add_facts(("Preparation period", "31 Aug 2022 - 31 Mar 2023"), ("Contract number", "吹高-77"))
    buttons = [Button(word) for word in ("Change the contract", "Record an amendment", "Plan an inspection")]
    view.facts.add_buttons(*buttons)
    view.facts.add_text("The terms")
    view.resize(width, 400)
    view.show()
    qtbot.waitExposed(view)
    assert squeezed(view) == []
    text = view.facts.findChildren(QLabel)[-1]
    assert text.geometry().top() > max(button.geometry().bottom() for button in buttons)


def test_a_form_keeps_the_height_of_its_notes(qtbot: QtBot) -> None:
    form = FormPanel(widest=300)
    qtbot.addWidget(form)
    form.add_section("A", "A long explanation that must wrap in a panel as narrow as this one is, twice.")
    form.add(TextField("name", "Name", hint="A hint long enough to need a second line in a narrow panel."))
    form.resize(300, 600)
    form.show()
    qtbot.waitExposed(form)
    assert squeezed(form) == []


def test_a_pressed_word_is_bold_in_the_same_width(qtbot: QtBot) -> None:
    button = ToggleButton("Serious nonconformity")
    qtbot.addWidget(button)
    before = button.sizeHint()
    button.setChecked(True)
    assert button.sizeHint() == before
    bold = button.font()
    bold.setBold(True)
    assert before.width() > button.fontMetrics().horizontalAdvance(button.text())
