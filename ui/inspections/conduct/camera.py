"""The laptop's camera, where the extra ``camera`` is installed; everything else runs without it.

Qt's multimedia is no part of what the program needs: a laptop for inspections mostly has no camera. This is
the one place that knows it. Pictures go from the camera into memory; nothing is recorded.
"""

from __future__ import annotations

import importlib
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QImage

from oversight.errors import RefusedError
from oversight.pictures import LONGEST_SIDE
from oversight.words import _


def multimedia() -> Any | None:
    """Return Qt's multimedia, or None where it is not installed or lacks a part of the system."""
    try:
        return importlib.import_module("PySide6.QtMultimedia")
    except ImportError:
        return None


class Camera(QObject):
    """``seen`` carries what the camera sees, many times a second; ``failed`` that it ended by itself."""

    seen = Signal(QImage)
    failed = Signal()

    def __init__(self, media: Any, parent: QObject | None = None) -> None:
        super().__init__(parent)
        device = media.QMediaDevices.defaultVideoInput()
        if device.isNull():
            raise RefusedError(
                _("カメラが見つかりません。"), _("カメラの覆いや、機器の設定を確かめてください。")
            )
        self._camera = media.QCamera(device, self)
        wide = [each for each in device.videoFormats() if each.resolution().width() <= LONGEST_SIDE]
        if wide:
            best = max(wide, key=lambda each: each.resolution().width() * each.resolution().height())
            self._camera.setCameraFormat(best)
        self._sink = media.QVideoSink(self)
        self._session = media.QMediaCaptureSession(self)
        self._session.setCamera(self._camera)
        self._session.setVideoSink(self._sink)
        self._sink.videoFrameChanged.connect(self._take_frame)
        self._camera.errorOccurred.connect(self._fail)

    def start(self) -> None:
        """Begin to see."""
        self._camera.start()

    def stop(self) -> None:
        """See nothing any more; its light goes out."""
        self._camera.stop()

    def _take_frame(self, frame: Any) -> None:
        image = frame.toImage()
        if not image.isNull():
            self.seen.emit(image)

    @Slot()
    def _fail(self, *_told: object) -> None:
        self.failed.emit()
