"""The roads by which a photo comes: files, a folder, drag and drop, the clipboard, the camera; and the brush.

Each is closed where the room forbids photography, and says what serves there instead.
"""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Slot
from PySide6.QtGui import QDropEvent, QGuiApplication, QImage, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLineEdit, QTextEdit, QWidget
from typing_extensions import override

from oversight.inspections import no_photos_here
from oversight.words import _
from ui.dropped import paths_of
from ui.inspections.conduct import album as dialogs
from ui.inspections.conduct import camera
from ui.inspections.conduct.album import Album
from ui.inspections.conduct.blackout_view import BlackoutView
from ui.inspections.conduct.camera_view import CameraView
from ui.inspections.conduct.course import Course
from ui.inspections.conduct.photo_cards import PendingPhoto
from ui.inspections.conduct.stage import Stage
from ui.shell import Shell
from ui.shortcuts import Shortcut
from ui.theme import Tone


class PhotoRoads(QObject):
    """Hands what comes to the album, for the item on the screen; one drops onto ``owner``, the mode."""

    def __init__(self, shell: Shell, stage: Stage, album: Album, course: Course, owner: QWidget) -> None:
        super().__init__(owner)
        self._shell, self._stage, self._album, self._course = shell, stage, album, course
        self._owner = owner
        self._media = camera.multimedia()
        self.blackout: BlackoutView | None = None
        self.camera: CameraView | None = None
        self._offer_roads()
        stage.photos.fields_made.connect(self._shut_fields)
        stage.photos.blacken_wanted.connect(self._black_out)
        stage.currentChanged.connect(self._note_page)
        owner.setAcceptDrops(True)
        owner.installEventFilter(self)

    def _offer_roads(self) -> None:
        button = self._stage.photos.add_button
        button.offer(_("ファイルから選ぶ…"), self.pick_files)
        button.offer(_("フォルダーの写真をまとめて…"), self.pick_folder)
        button.offer(_("貼り付ける") + f"\t{Shortcut.PASTE_PHOTO.shown}", self.paste)
        if self._media is not None:
            button.offer(_("カメラで撮る…"), self.open_camera)

    def _may(self) -> bool:
        """Tell whether a photo may come here and now; where not, say why and what to do instead."""
        if self._stage.photos.is_forbidden:
            refusal = no_photos_here()
            self._shell.notices.tell(refusal.sentence, refusal.remedy, Tone.ATTENTION)
            return False
        if self._course.item is None:
            self._shell.notices.tell(
                _("写真は点検項目に加えます。"), _("加える項目を開いてください。"), Tone.ATTENTION
            )
            return False
        return True

    # roads

    @Slot()
    def open_list(self) -> None:
        """List the roads."""
        if self._may():
            self._go_back()
            self._stage.photos.add_button.open_list()

    @Slot()
    def pick_files(self) -> None:
        """Choose files."""
        if self._may():
            self._take(dialogs.ask_for_pictures(self._owner))

    @Slot()
    def pick_folder(self) -> None:
        """Choose a folder and take all pictures in it."""
        if self._may():
            self._take(dialogs.ask_for_folder(self._owner))

    @Slot()
    def paste(self) -> None:
        """Take what lies on the clipboard: copied files, or a picture."""
        if not self._may():
            return
        pasted = QGuiApplication.clipboard().mimeData()
        if paths := paths_of(pasted):
            self._take(list(paths))
        elif pasted.hasImage():
            self._take_image(QGuiApplication.clipboard().image(), _("貼り付けた写真"))
        else:
            self._shell.notices.tell(
                _("貼り付ける写真がありません。"),
                _("写真かそのファイルをコピーしてから、もう一度貼り付けてください。"),
                Tone.ATTENTION,
            )

    @Slot()
    def open_camera(self) -> None:
        """Show what the laptop's camera sees."""
        if not self._may():
            return
        if self.camera is None:
            self.camera = CameraView(lambda page: camera.Camera(self._media, page))
            self.camera.taken.connect(self._take_photograph)
            self.camera.left.connect(self._go_back)
            self._stage.addWidget(self.camera)
        self._stage.setCurrentWidget(self.camera)
        self.camera.leave_button.setFocus()
        self.camera.start()

    @Slot(QImage)
    def _take_photograph(self, image: QImage) -> None:
        self._go_back()
        self._album.offer_image(image, _("カメラの写真"), self._course.position, self._shell.clock.now())

    def _take(self, paths: list[Path]) -> None:
        self._album.offer(paths, self._course.position)

    def _take_image(self, image: QImage, name: str) -> None:
        self._album.offer_image(image, name, self._course.position)

    # dropped, pasted over a text

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take what is dropped onto the mode; let pictures pasted over a text come here."""
        if isinstance(event, QDropEvent) and watched is self._owner:
            return self._take_drop(event)
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.ShortcutOverride
            and event.matches(QKeySequence.StandardKey.Paste)
            and _is_picture_alone()
        ):
            event.ignore()
            return True
        return False

    def _take_drop(self, event: QDropEvent) -> bool:
        """Let files and pictures be dropped, also where they will be refused: the answer is a sentence."""
        dropped = event.mimeData()
        paths = paths_of(dropped)
        if not paths and not dropped.hasImage():
            return False
        event.acceptProposedAction()
        if event.type() == QEvent.Type.Drop and self._may():
            if paths:
                self._take(list(paths))
            else:
                self._take_image(QImage(dropped.imageData()), _("貼り付けた写真"))
        return True

    @Slot()
    def _shut_fields(self) -> None:
        """Let no text take a dropped file for its path: the mode takes it as a photo."""
        for text in (*self._owner.findChildren(QLineEdit), *self._owner.findChildren(QTextEdit)):
            if text.acceptDrops():
                text.setAcceptDrops(False)
                text.installEventFilter(self)

    # the brush

    @Slot(object)
    def _black_out(self, card: PendingPhoto) -> None:
        if self.blackout is None:
            self.blackout = BlackoutView()
            self.blackout.left.connect(self._go_back)
            self._stage.addWidget(self.blackout)
        self.blackout.show_card(card)
        self._stage.setCurrentWidget(self.blackout)
        self.blackout.canvas.setFocus()

    @Slot()
    def _go_back(self) -> None:
        """Show the item again."""
        pages = (self.blackout, self.camera)
        if self._stage.currentWidget() in pages:
            self._stage.setCurrentWidget(self._stage.item)
            self._stage.photos.begin_captions()

    @Slot()
    def _note_page(self) -> None:
        if self.blackout is not None and self._stage.currentWidget() is not self.blackout:
            self.blackout.release()


def _is_picture_alone() -> bool:
    """Tell whether the clipboard holds files or a picture, and no text beside them."""
    held = QGuiApplication.clipboard().mimeData()
    return bool(paths_of(held)) or (held.hasImage() and not held.hasText())
