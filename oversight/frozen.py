"""A frozen program (one file, no Python beside it) starts helper processes by starting itself."""

from __future__ import annotations

import sys


def take_up_helper_work() -> None:
    """In a frozen program that was started as a helper process, do its work and end; else do nothing.

    Must run before arguments are read.
    """
    if getattr(sys, "frozen", False):
        from multiprocessing import freeze_support

        freeze_support()
