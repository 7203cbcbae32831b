"""The figures as keys: the three marks where an item is marked, the choices where choices answer it."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from oversight.inspections import Mark
from ui.inspections.conduct.course import Course
from ui.inspections.conduct.item_view import ItemView
from ui.inspections.conduct.marks import KEYS
from ui.shortcuts import Shortcut

_FIGURES = (
    *KEYS.values(),
    Shortcut.CHOOSE_4,
    Shortcut.CHOOSE_5,
    Shortcut.CHOOSE_6,
    Shortcut.CHOOSE_7,
    Shortcut.CHOOSE_8,
    Shortcut.CHOOSE_9,
)


class AnswerKeys:
    """What each figure does at the item one stands at."""

    def __init__(self, course: Course, view: ItemView) -> None:
        self._course, self._view = course, view

    def deeds(self) -> dict[Shortcut, Callable[[], object]]:
        """Return the deed of each figure."""
        figures = {key: partial(self.press, number) for number, key in enumerate(_FIGURES, 1)}
        return {**figures, Shortcut.CHOOSE_NONE: self.press_none}

    def press(self, number: int) -> None:
        """Pick the choice with that figure, or give the mark it stands for."""
        if self._course.item is None:
            return
        choices = self._view.panel.choices
        if choices is not None:
            choices.choose(number)
        elif number <= len(KEYS) and not self._view.is_by_value:
            self._view.give(list(KEYS)[number - 1])
        elif number <= len(KEYS) and list(KEYS)[number - 1] is Mark.NOT_APPLICABLE:
            self._view.give_none()

    def press_none(self) -> None:
        """Say that none of the choices can be picked."""
        if self._course.item is not None and self._view.is_by_value:
            self._view.give_none()
