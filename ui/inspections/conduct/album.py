"""The photos of the inspection: chosen, saved, read again, shown small."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QFileDialog, QWidget

from oversight.errors import RefusedError, StoppedError
from oversight.inspections import InspectionDetail, PhotoRow
from oversight.words import _
from ui.background import Errand
from ui.inspections.conduct.keeping import Keeper, is_photo, photo_key
from ui.inspections.conduct.photo_cards import PendingPhoto
from ui.inspections.conduct.photo_strip import PhotoStrip
from ui.inspections.conduct.pictures import (
    Picture,
    Read,
    Told,
    picture_of_image,
    read_files,
    thumbnail_of,
)
from ui.shell import Shell
from ui.theme import Tone

if TYPE_CHECKING:
    from oversight.office import Office


class Album(QObject):
    """``reread`` carries the photos of the inspection after one was added or taken out."""

    reread = Signal(object)

    def __init__(self, shell: Shell, inspection_id: UUID, keeper: Keeper, strip: PhotoStrip) -> None:
        super().__init__(strip)
        self._shell, self._id, self._keeper, self._strip = shell, inspection_id, keeper, strip
        self._chosen = 0
        self._errands: list[Errand] = []
        strip.reading.stop_wanted.connect(self._stop)
        self.images: dict[str, QImage] = {}
        self._wanted: set[str] = set()
        strip.added.connect(self._save)
        strip.withdraw_wanted.connect(self._keeper.withdraw_photo)
        strip.caption_given.connect(self._keeper.caption_photo)

    # chosen

    def offer(self, paths: Sequence[Path], item_id: str) -> None:
        """Read files, and the pictures in folders, and show them before they are added."""
        if paths:
            self._read(partial(read_files, tuple(paths)), item_id)

    def offer_image(
        self, image: QImage, name: str, item_id: str, taken_at: dt.datetime | None = None
    ) -> None:
        """Make a picture ready that came without a file, and show it before it is added."""
        self._read(lambda _told: [picture_of_image(image, name, taken_at)], item_id)

    def _read(self, work: Callable[[Told], list[Read]], item_id: str) -> None:
        """Read off the window's thread; the row above the photos tells how far, and can stop it."""
        errand = self._shell.background.run_long(
            lambda told: (work(told), item_id),
            self._show_chosen,
            self._show_failed,
            told=self._strip.reading.show_progress,
            owner=self._strip,
            what=_("写真を読んでいます"),
        )
        self._errands.append(errand)

    @Slot()
    def _stop(self) -> None:
        for errand in self._errands:
            self._shell.background.stop(errand)

    def _note_read(self) -> None:
        """Take the sign of progress away once nothing is being read any more."""
        self._errands = [each for each in self._errands if each.answer is None and each.error is None]
        self._strip.reading.setVisible(bool(self._errands) and self._strip.reading.isVisible())

    def _show_failed(self, error: Exception) -> None:
        self._note_read()
        if not isinstance(error, StoppedError):
            self._shell.notices.show_error(error)

    def _show_chosen(self, chosen: tuple[list[Read], str]) -> None:
        self._note_read()
        read, item_id = chosen
        for picture in read:
            if isinstance(picture, Picture):
                self._chosen += 1
                self._strip.offer(picture, photo_key(self._chosen), item_id)
        self._tell_refused([each for each in read if isinstance(each, RefusedError)])
        self._strip.begin_captions()

    def _tell_refused(self, refused: list[RefusedError]) -> None:
        """Say why pictures did not come; of several, how many and why the first."""
        if len(refused) > 1:
            told = _("{count}枚は加えられません。{why}").format(count=len(refused), why=refused[0].sentence)
            self._shell.notices.tell(told, refused[0].remedy, Tone.DANGER)
        elif refused:
            self._shell.notices.show_error(refused[0])

    @Slot(str, object)
    def _save(self, item_id: str, card: PendingPhoto) -> None:
        self._keeper.keep_photo(card.key, item_id, card.picture, card.caption.value(), card.areas)

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


def _thumbnail_in(office: Office, photo: PhotoRow) -> tuple[str, QImage]:
    return photo.sha256, thumbnail_of(office.attachments.read_content(photo.attachment_id))


def ask_for_pictures(parent: QWidget) -> list[Path]:
    """Let the user choose one or more pictures; nothing if they do not."""
    names, _kind = QFileDialog.getOpenFileNames(
        parent, _("写真を選ぶ"), str(Path.home()), _("写真 (*.jpg *.jpeg *.png *.heic)")
    )
    return [Path(name) for name in names]


def ask_for_folder(parent: QWidget) -> list[Path]:
    """Let the user choose a folder with pictures; nothing if they do not."""
    name = QFileDialog.getExistingDirectory(parent, _("写真のフォルダーを選ぶ"), str(Path.home()))
    return [Path(name)] if name else []
