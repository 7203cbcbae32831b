"""What a person chose for their eyes: language, theme, text size; applied to the whole program at once."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from oversight.words import use_language
from ui.icons import redraw_icons
from ui.theme import apply_theme, make_theme, system_prefers_dark

THEMES = ("system", "light", "dark")
SIZES = (100, 125, 150, 175, 200)


@dataclass(frozen=True)
class Look:
    """Language ``ja`` or ``en``; theme ``system``, ``light`` or ``dark``; text size in per cent."""

    language: str = "ja"
    theme: str = "system"
    text_percent: int = 100


class Looks(QObject):
    """Applies a look; ``redressed`` follows a change of colours or sizes, ``reworded`` one of language."""

    redressed = Signal()
    reworded = Signal()

    def __init__(self, app: QApplication, look: Look, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._look = look
        self._dress()

    @property
    def look(self) -> Look:
        """Return the look in use."""
        return self._look

    def choose(self, look: Look) -> None:
        """Apply another look at once."""
        before, self._look = self._look, look
        if look == before:
            return
        self._dress()
        self.redressed.emit()
        if look.language != before.language:
            self.reworded.emit()

    def _dress(self) -> None:
        use_language(self._look.language)
        dark = self._look.theme == "dark" or (self._look.theme == "system" and system_prefers_dark(self._app))
        if apply_theme(self._app, make_theme("dark" if dark else "light", self._look.text_percent / 100)):
            redraw_icons(self._app)
