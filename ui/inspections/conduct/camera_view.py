"""A page of the mode: what the laptop's camera sees, and a button that takes it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QHideEvent, QImage, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget
from typing_extensions import override

from oversight.errors import RefusedError
from oversight.words import _
from ui.inspections.conduct.camera import Camera
from ui.inspections.conduct.photo_page import PhotoPage
from ui.theme import current_theme
from ui.widgets.buttons import Button, ButtonKind
from ui.widgets.flow import Flow
from ui.widgets.text import prose

Open = Callable[[QWidget], Camera]
"""Opens the camera for a page; raises ``RefusedError`` where there is none."""


class CameraView(PhotoPage):
    """``taken`` carries a picture. The camera sees only while the page is in sight."""

    taken = Signal(QImage)

    def __init__(self, open_camera: Open, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._open = open_camera
        self._camera: Camera | None = None
        self.setAccessibleName(_("カメラ"))
        self.finder, self.told = Finder(), prose("", "warning")
        self.take_button = Button(_("撮る"), icon="camera")
        self.leave_button = Button(_("カメラを閉じる"), kind=ButtonKind.QUIET)
        space = current_theme().space
        column = QVBoxLayout(self)
        column.setContentsMargins(space(40), space(16), space(40), space(8))
        column.setSpacing(space(12))
        column.addWidget(self.finder, 1)
        column.addWidget(self.told)
        bar = Flow()
        bar.addWidget(self.take_button)
        bar.addWidget(self.leave_button)
        column.addLayout(bar)
        self.take_button.clicked.connect(self._take)
        self.leave_button.clicked.connect(self.finish)

    def start(self) -> None:
        """Open the camera, or say why it cannot be."""
        self.finder.show_image(QImage())
        self.take_button.setEnabled(False)
        self.told.say(_("カメラを開いています…"))
        try:
            self._camera = self._open(self)
        except RefusedError as error:
            self.told.say(str(error))
            return
        self._camera.seen.connect(self._see)
        self._camera.failed.connect(self._fail)
        self._camera.start()

    @Slot()
    def stop(self) -> None:
        """Close the camera and forget what it saw."""
        if self._camera is not None:
            self._camera.stop()
            self._camera.deleteLater()
            self._camera = None
        self.finder.show_image(QImage())

    @Slot(QImage)
    def _see(self, image: QImage) -> None:
        if self._camera is None:
            return
        if not self.take_button.isEnabled():
            self.take_button.setEnabled(True)
            self.take_button.setFocus()
            self.told.say("")
        self.finder.show_image(image)

    @Slot()
    def _fail(self) -> None:
        self.stop()
        self.take_button.setEnabled(False)
        self.told.say(_("カメラが使えなくなりました。ほかのプログラムが使っていないか確かめてください。"))

    @Slot()
    def _take(self) -> None:
        self.taken.emit(self.finder.image)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        """See nothing while out of sight: another item, another page, the lock."""
        super().hideEvent(event)
        if not event.spontaneous():
            self.stop()


class Finder(QWidget):
    """What the camera sees, whole."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.image = QImage()
        self.setAccessibleName(_("カメラの画像"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    @override
    def minimumSizeHint(self) -> QSize:
        """Stay large enough to aim."""
        return QSize(current_theme().space(240), current_theme().space(180))

    def show_image(self, image: QImage) -> None:
        """Show what is seen now."""
        self.image = image
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint it in the middle, as large as it can be."""
        if self.image.isNull():
            return
        size = self.image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        box = QRect(0, 0, size.width(), size.height())
        box.moveCenter(self.rect().center())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(box, self.image)
        painter.end()
