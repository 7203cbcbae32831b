"""What is dropped onto the window: files and folders of this machine, nothing from elsewhere."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QMimeData


def paths_of(dropped: QMimeData) -> tuple[Path, ...]:
    """Return the files and folders dropped; none where anything among them is no file of this machine."""
    urls = dropped.urls()
    if not urls or not all(url.isLocalFile() for url in urls):
        return ()
    return tuple(Path(url.toLocalFile()) for url in urls)
