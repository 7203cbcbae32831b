"""A field that finds one of many by any spelling: 高橋 finds 髙橋, ｻｯﾎﾟﾛ finds サッポロ.

What is found stands under the line, in the page itself: a popup would break input methods, which need
the focus to stay where it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget
from typing_extensions import override

from oversight.japanese import fold
from oversight.words import _
from ui.theme import current_theme
from ui.widgets.buttons import Button, ButtonKind
from ui.widgets.fields import TextField
from ui.widgets.text import note

_MOST_SHOWN, _ROWS_IN_SIGHT = 50, 5
_STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


@dataclass(frozen=True)
class Pick:
    """One of many: its value, its word, what tells it from others, and what else it is found by."""

    value: Any
    word: str
    told: str = ""
    found_by: str = ""


class PickerField(TextField):
    """One of many, by typing a part of it; ``value`` is None while the text fits none or several.

    Arrows walk what was found, Enter takes it; leaving the field takes the only one that fits.
    ``add_wanted`` carries the text typed when the user asks for a new one.
    """

    add_wanted = Signal(str)

    def __init__(self, name: str, label: str, picks: Sequence[Pick] = (), **options: Any) -> None:
        super().__init__(name, label, placeholder=_("名称や番号の一部を入力"), **options)
        self._picks: tuple[Pick, ...] = ()
        self._found: list[Pick] = []
        self._chosen: Pick | None = None
        self.listing = QListWidget()
        self.listing.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.listing.setAccessibleName(_("{label}の候補").format(label=label))
        self.listing.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.listing.setProperty("piece", "found")
        self.listing.hide()
        self._told = note("")
        self._told.hide()
        self.column.insertWidget(2, self.listing)
        self.column.insertWidget(3, self._told)
        self.line.textEdited.connect(self._narrow)
        self.line.installEventFilter(self)
        self.listing.itemClicked.connect(self._take_line)
        self.add_button.clicked.connect(self._ask_to_add)
        self.set_picks(picks)

    @override
    def _beside(self) -> tuple[QWidget, ...]:
        self.add_button = Button("", kind=ButtonKind.QUIET, icon="plus")
        self.add_button.hide()
        return (self.add_button,)

    def offer_adding(self, word: str) -> None:
        """Show the button that asks for a new one."""
        self.add_button.setText(word)
        self.add_button.show()

    def set_picks(self, picks: Sequence[Pick]) -> None:
        """Offer others; the one chosen stays chosen."""
        self._picks = tuple(picks)
        self._folded = [(fold(f"{pick.word} {pick.told} {pick.found_by}"), pick) for pick in self._picks]
        if self._chosen is not None:
            known = {pick.value: pick for pick in self._picks}
            self._choose(known.get(self._chosen.value, self._chosen))

    def offers(self, value: Any) -> bool:
        """Tell whether a value is among the picks."""
        return any(pick.value == value for pick in self._picks)

    # the value

    @override
    def value(self) -> Any:
        pick = self._chosen or self._only()
        return pick.value if pick is not None else None

    @property
    def typed(self) -> str:
        """Return the text as typed."""
        return self.line.text().strip()

    @override
    def set_value(self, value: Any) -> None:
        found = next((pick for pick in self._picks if pick.value == value), None)
        self._choose(found if value is not None else None)

    @override
    def wrong(self) -> str:
        if self.typed and self.value() is None:
            return _("一覧にありません。一部を入力して、一覧から選んでください。")
        return super().wrong()

    def _only(self) -> Pick | None:
        """Return the one pick that fits the text: by its whole word, else by a part of it."""
        same = [pick for pick in self._picks if pick.word == self.typed]
        fitting = same or (self._fitting(self.typed) if self.typed else [])
        return fitting[0] if len(fitting) == 1 else None

    def _fitting(self, text: str) -> list[Pick]:
        words = [fold(word) for word in text.split()]
        return [pick for folded, pick in self._folded if all(word in folded for word in words)]

    def _choose(self, pick: Pick | None) -> None:
        self._chosen = pick
        self.line.setText(pick.word if pick is not None else "")
        self._tell(pick)
        self.listing.hide()

    def _tell(self, pick: Pick | None) -> None:
        self._told.setText(pick.told if pick is not None else "")
        self._told.setVisible(bool(self._told.text()))

    # the list

    @Slot(str)
    def _narrow(self, text: str) -> None:
        self._chosen = None
        self._tell(self._only())
        self._show_found(self._fitting(text) if text.strip() else [])

    def _show_found(self, found: Sequence[Pick]) -> None:
        self._found = list(found[:_MOST_SHOWN])
        self.listing.clear()
        height = current_theme().control_height
        for pick in self._found:
            line = QListWidgetItem(f"{pick.word}　{pick.told}" if pick.told else pick.word)
            line.setToolTip(line.text())
            line.setSizeHint(QSize(0, height))
            self.listing.addItem(line)
        self.listing.setFixedHeight(min(len(self._found), _ROWS_IN_SIGHT) * height + 2)
        self.listing.setVisible(bool(self._found))

    @Slot(QListWidgetItem)
    def _take_line(self, line: QListWidgetItem) -> None:
        self._choose(self._found[self.listing.row(line)])
        self.line.setFocus()
        self._note_edit()

    @Slot()
    def _ask_to_add(self) -> None:
        self.add_wanted.emit("" if self.value() is not None else self.typed)

    def take(self, value: Any) -> None:
        """Choose a value as a person would."""
        self.set_value(value)
        self._note_edit()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let arrows and Enter in the line walk and take what was found; settle when the line is left."""
        if watched is self.line and not self.line.is_composing:
            if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
                return self._press(Qt.Key(event.key()))
            if event.type() == QEvent.Type.FocusOut:
                self._settle()
        return super().eventFilter(watched, event)

    def _press(self, key: Qt.Key) -> bool:
        """Tell whether the key was meant for the list."""
        is_open = not self.listing.isHidden()
        if key in _STEPS:
            self._walk(_STEPS[key], is_open)
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and is_open:
            at = max(self.listing.currentRow(), 0)
            self._choose(self._found[at])
            self._note_edit()
            return True
        if key == Qt.Key.Key_Escape and is_open:
            self.listing.hide()
            return True
        return False

    def _walk(self, step: int, is_open: bool) -> None:
        if not is_open:
            self._show_found(self._picks if self._chosen else self._fitting(self.typed))
            step = 1
        count, at = self.listing.count(), self.listing.currentRow()
        if count:
            self.listing.setCurrentRow((at + step) % count if at >= 0 else min(step, 0) % count)

    def _settle(self) -> None:
        only = self._only()
        if self._chosen is None and only is not None:
            self._choose(only)
        self.listing.hide()
