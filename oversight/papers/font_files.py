"""The font files shipped with the product (resources/fonts)."""

from __future__ import annotations

from enum import StrEnum
from importlib import resources


class Face(StrEnum):
    """The faces of the office's papers; the value is the file's name without its ending."""

    MINCHO = "BIZUDMincho-Regular"
    GOTHIC = "BIZUDGothic-Regular"
    GOTHIC_BOLD = "BIZUDGothic-Bold"


SECOND_FONT = "NotoSansJP-Regular"
"""Stands in for a character the chosen face lacks, such as 𠮷."""


def font_bytes(font_name: str) -> bytes:
    """Return the contents of a font file."""
    return (resources.files("resources") / "fonts" / f"{font_name}.ttf").read_bytes()
