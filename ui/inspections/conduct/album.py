"""The photos of the inspection: chosen from files, saved, read again, shown small."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog, QWidget

from oversight.errors import RefusedError
from oversight.inspections import InspectionDetail, PhotoRow
from oversight.words import _
from ui.inspections.conduct.keeping import Keeper, is_photo, photo_key
from ui.inspections.conduct.photo_cards import PendingPhoto
from ui.inspections.conduct.photo_strip import PhotoStrip
from ui.inspections.conduct.pictures import Picture, read_picture, thumbnail_of
from ui.shell import Shell

if TYPE_CHECKING:
    from oversight.office import Office


class Album(QObject):
    """``reread`` carries the photos of the inspection after one was added or taken out."""

    reread = Signal(object)

    def __init__(self, shell: Shell, inspection_id: UUID, keeper: Keeper, strip: PhotoStrip) -> None:
        super().__init__(strip)
        self._shell, self._id, self._keeper, self._strip = shell, inspection_id, keeper, strip
        self._chosen = 0
        self.images: dict[str, QImage] = {}
        self._wanted: set[str] = set()
        strip.added.connect(self._save)
        strip.withdraw_wanted.connect(self._keeper.withdraw_photo)
        strip.caption_given.connect(self._keeper.caption_photo)

    # from a file

    def pick(self, item_id: str, parent: QWidget) -> None:
        """Let the user choose pictures for an item."""
        self.offer(ask_for_pictures(parent), item_id)

    def offer(self, paths: Sequence[Path], item_id: str) -> None:
        """Read pictures off the window's thread and show them, in their order, before they are added."""
        if paths:
            self._shell.background.run_aside(
                lambda: (_read_all(paths), item_id),
                self._show_chosen,
                owner=self._strip,
                what=_("写真を読んでいます"),
            )

    def _show_chosen(self, chosen: tuple[list[Picture | RefusedError], str]) -> None:
        pictures, item_id = chosen
        for picture in pictures:
            if isinstance(picture, RefusedError):
                self._shell.notices.show_error(picture)
                continue
            self._chosen += 1
            self._strip.offer(picture, photo_key(self._chosen), item_id)

    @Slot(str, object)
    def _save(self, item_id: str, card: PendingPhoto) -> None:
        self._keeper.keep_photo(card.key, item_id, card.picture, card.caption.value())

    # in the record

    @Slot(str)
    def note_stored(self, key: str) -> None:
        """Read the photos again when one of them was saved."""
        if not is_photo(key):
            return
        self._strip.drop(key)
        office, inspection_id = self._shell.office, self._id
        self._shell.background.run(
            lambda: office.inspections.get_inspection(inspection_id), self._tell, owner=self._strip
        )

    def _tell(self, detail: InspectionDetail) -> None:
        self.reread.emit(detail.photos)

    def want_images(self, photos: Sequence[PhotoRow]) -> None:
        """Read the pictures that are not in memory yet; each is shown when it has come."""
        for photo in photos:
            if photo.sha256 not in self._wanted:
                self._wanted.add(photo.sha256)
                work = partial(_thumbnail_in, self._shell.office, photo)
                self._shell.background.run(work, self._show_image, owner=self._strip)

    def _show_image(self, read: tuple[str, QImage]) -> None:
        sha256, image = read
        self.images[sha256] = image
        self._strip.show_image(sha256, image)


def _read_all(paths: Sequence[Path]) -> list[Picture | RefusedError]:
    """Read pictures; in the place of one that cannot be read stands why."""
    read: list[Picture | RefusedError] = []
    for path in paths:
        try:
            read.append(read_picture(path))
        except RefusedError as error:
            read.append(error)
    return read


def _thumbnail_in(office: Office, photo: PhotoRow) -> tuple[str, QImage]:
    return photo.sha256, thumbnail_of(office.attachments.read_content(photo.attachment_id))


def ask_for_pictures(parent: QWidget) -> list[Path]:
    """Let the user choose one or more pictures; nothing if they do not."""
    names, _kind = QFileDialog.getOpenFileNames(
        parent, _("写真を選ぶ"), str(Path.home()), _("写真 (*.jpg *.jpeg *.png)")
    )
    return [Path(name) for name in names]
