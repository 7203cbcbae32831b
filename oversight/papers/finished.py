"""A finished paper, and what it may carry."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Paper:
    """The PDF, its number of pages, and sentences to read before handing it out."""

    pdf: bytes
    page_count: int
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class EmbeddedCopy:
    """The file a paper was made from, carried inside it: its bytes as they are, its name, what it is."""

    content: bytes
    name: str
    description: str
    mime: str = "application/json"
