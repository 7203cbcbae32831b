"""Answers what the system's own dialogs ask: which file, which folder."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtWidgets import QFileDialog

_QUESTIONS = ("getOpenFileName", "getSaveFileName", "getExistingDirectory")


@contextmanager
def answering(path: Path) -> Iterator[None]:
    """Answer every question for a file or a folder with one path."""
    kept = {name: getattr(QFileDialog, name) for name in _QUESTIONS}
    QFileDialog.getOpenFileName = lambda *_a, **_k: (str(path), "")  # type: ignore[method-assign]
    QFileDialog.getSaveFileName = lambda *_a, **_k: (str(path), "")  # type: ignore[method-assign]
    QFileDialog.getExistingDirectory = lambda *_a, **_k: str(path)  # type: ignore[method-assign]
    try:
        yield
    finally:
        for name, asked in kept.items():
            setattr(QFileDialog, name, asked)
