"""A finished paper."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Paper:
    """The PDF, its number of pages, and sentences to read before handing it out."""

    pdf: bytes
    page_count: int
    warnings: tuple[str, ...] = ()
