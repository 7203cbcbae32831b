"""Work round a miscount in PySide6 6.12.0 on Python 3.11.

Each ``Signal.emit`` takes one reference to ``True`` too few, and some property setters one to ``None``. The
count begins at some thousands; when a long day has used it up, Python stops with "deallocating True or
False". From Python 3.12 on these objects are immortal (PEP 683) and the miscount does no harm.
"""

from __future__ import annotations

import sys
from typing import Final

PLENTY: Final = 1 << 40
"""More references than a program that runs for years can lose."""


def hold_singletons() -> None:
    """Give None, True and False so many references that they are never freed; once for the process."""
    if sys.version_info >= (3, 12) or sys.getrefcount(True) > PLENTY // 2:
        return
    import ctypes

    for each in (None, True, False):
        ctypes.c_ssize_t.from_address(id(each)).value += PLENTY
