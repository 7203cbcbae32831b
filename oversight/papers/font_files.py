"""The font files shipped with the product (resources/fonts)."""

from __future__ import annotations

from enum import StrEnum
from importlib import resources


class Face(StrEnum):
    """The faces of the office's papers; the value is the file's name without its ending."""

    MINCHO = "BIZUDMincho-Regular"
    GOTHIC = "BIZUDGothic-Regular"
    GOTHIC_BOLD = "BIZUDGothic-Bold"
    PROPORTIONAL = "BIZUDPGothic-Regular"
    PROPORTIONAL_BOLD = "BIZUDPGothic-Bold"


_FOR_LATIN = {
    Face.MINCHO: Face.PROPORTIONAL,
    Face.GOTHIC: Face.PROPORTIONAL,
    Face.GOTHIC_BOLD: Face.PROPORTIONAL_BOLD,
}


def face_for(face: Face, language: str) -> Face:
    """Return the face a language is set in: Latin text needs letters of their own widths."""
    return face if language == "ja" else _FOR_LATIN.get(face, face)


SECOND_FONT = "NotoSansJP-Regular"
"""Stands in for a character the chosen face lacks, such as 𠮷."""


def font_bytes(font_name: str) -> bytes:
    """Return the contents of a font file."""
    return (resources.files("resources") / "fonts" / f"{font_name}.ttf").read_bytes()
