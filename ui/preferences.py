"""What this machine remembers between starts: how the window looks and where; no personal data."""

from __future__ import annotations

import json
import logging
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import Any

from ui.looks import SIZES, THEMES, Look

FILE_NAME = "window.json"
_log = logging.getLogger("ui.preferences")


@dataclass(frozen=True)
class Preferences:
    """All that is remembered; ``geometry`` is x, y, width, height, or empty."""

    language: str = "ja"
    theme: str = "system"
    text_percent: int = 100
    folder: str = ""
    geometry: tuple[int, ...] = ()
    is_maximised: bool = False
    goes_on: bool = True

    @property
    def look(self) -> Look:
        """Return language, theme and text size."""
        return Look(self.language, self.theme, self.text_percent)

    def with_look(self, look: Look) -> Preferences:
        """Return these preferences with another look."""
        return replace(self, language=look.language, theme=look.theme, text_percent=look.text_percent)


def settings_folder() -> Path:
    """Return the folder for this program's settings on this system."""
    from platformdirs import user_config_path

    return user_config_path("Oversight", appauthor=False)


def read_preferences(path: Path) -> Preferences:
    """Return what the file says; whatever is missing, damaged or unknown counts as not said."""
    try:
        document = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return Preferences()
    if not isinstance(document, dict):
        return Preferences()
    known = {each.name for each in fields(Preferences)}
    said = {name: value for name, value in document.items() if name in known and _is_sound(name, value)}
    if "geometry" in said:
        said["geometry"] = tuple(said["geometry"])
    return Preferences(**said)


def _is_sound(name: str, value: Any) -> bool:
    match name:
        case "language":
            return value in ("ja", "en")
        case "theme":
            return value in THEMES
        case "text_percent":
            return value in SIZES
        case "folder":
            return isinstance(value, str)
        case "is_maximised" | "goes_on":
            return isinstance(value, bool)
        case _:
            return isinstance(value, list) and len(value) in (0, 4) and all(type(n) is int for n in value)


def write_preferences(path: Path, preferences: Preferences) -> None:
    """Keep the preferences, whole or not at all; that they cannot be kept is no reason to stop."""
    fresh = path.with_suffix(".new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_text(json.dumps(asdict(preferences), ensure_ascii=False, indent=1), encoding="utf-8")
        fresh.replace(path)
    except OSError:
        _log.info("the preferences could not be kept")
