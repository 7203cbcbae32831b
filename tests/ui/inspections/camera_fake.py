"""A fake of the small part of Qt's multimedia that the camera uses."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtGui import QImage


@dataclass(frozen=True, eq=False)
class FakeFormat:
    """A size in which a camera gives its pictures."""

    size: QSize

    def resolution(self) -> QSize:
        return self.size


@dataclass(frozen=True)
class FakeFrame:
    """One picture of a film."""

    image: QImage

    def toImage(self) -> QImage:
        return self.image


@dataclass
class FakeDevice:
    """What is known of a camera before it is opened."""

    media: FakeMultimedia

    def isNull(self) -> bool:
        return self.media.is_missing

    def videoFormats(self) -> list[FakeFormat]:
        return self.media.formats


class FakeCamera(QObject):
    """A camera that is on or off."""

    errorOccurred = Signal(int, str)  # noqa: N815 - as Qt names it

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.is_on, self.format = False, FakeFormat(QSize())

    def setCameraFormat(self, chosen: FakeFormat) -> None:
        self.format = chosen

    def start(self) -> None:
        self.is_on = True

    def stop(self) -> None:
        self.is_on = False


class FakeSink(QObject):
    """Where the film arrives."""

    videoFrameChanged = Signal(object)  # noqa: N815 - as Qt names it


class FakeSession(QObject):
    """Ties a camera to a sink."""

    def setCamera(self, camera: FakeCamera) -> None:
        assert isinstance(camera, FakeCamera)

    def setVideoSink(self, sink: FakeSink) -> None:
        assert isinstance(sink, FakeSink)


@dataclass
class FakeMultimedia:
    """Stands for the module; ``show`` lets the camera see a picture."""

    is_missing: bool = False
    cameras: list[FakeCamera] = field(default_factory=list)
    sinks: list[FakeSink] = field(default_factory=list)
    formats: list[FakeFormat] = field(
        default_factory=lambda: [
            FakeFormat(QSize(640, 480)),
            FakeFormat(QSize(1920, 1080)),
            FakeFormat(QSize(3840, 2160)),
        ]
    )

    @property
    def QMediaDevices(self) -> FakeMultimedia:
        return self

    def defaultVideoInput(self) -> FakeDevice:
        return FakeDevice(self)

    def QCamera(self, _device: FakeDevice, parent: QObject) -> FakeCamera:
        self.cameras.append(FakeCamera(parent))
        return self.cameras[-1]

    def QVideoSink(self, parent: QObject) -> FakeSink:
        self.sinks.append(FakeSink(parent))
        return self.sinks[-1]

    def QMediaCaptureSession(self, parent: QObject) -> FakeSession:
        return FakeSession(parent)

    def show(self, image: QImage) -> None:
        """Let the camera see a picture, if anybody still looks through it."""
        if self.cameras[-1].is_on:
            self.sinks[-1].videoFrameChanged.emit(FakeFrame(image))
