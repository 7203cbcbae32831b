"""What the mode keeps in the store: answers, people, words, photos, and where one stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from PySide6.QtCore import QObject, QTimer, Slot

from oversight.inspections import AnswerDraft, AttendeeDraft
from oversight.pictures import Blackened
from ui.inspections.conduct.course import Closing
from ui.inspections.conduct.pictures import Picture
from ui.inspections.conduct.saving import Saver, Work
from ui.shell import Shell

if TYPE_CHECKING:
    from oversight.office import Office

PEOPLE, WORDS = "people", "words"
_ANSWER, _PHOTO, _CAPTION = "answer:", "photo:", "photo:caption:"
_STAND_AFTER_MS = 300


def answer_key(item_id: str) -> str:
    """Return the key under which an item's answer is saved."""
    return _ANSWER + item_id


def item_of(key: str) -> str:
    """Return the item whose answer a key stands for, or nothing."""
    return key.removeprefix(_ANSWER) if key.startswith(_ANSWER) else ""


def photo_key(number: int) -> str:
    """Return the key under which a chosen photo is saved."""
    return f"{_PHOTO}{number}"


def captioned_photo(key: str) -> UUID | None:
    """Return the photo whose caption a key stands for."""
    return UUID(key.removeprefix(_CAPTION)) if key.startswith(_CAPTION) else None


def is_photo(key: str) -> bool:
    """Tell whether a key stands for a photo added or taken out."""
    return key.startswith(_PHOTO)


class Keeper(QObject):
    """Turns what is on the screen into jobs for the saver."""

    def __init__(self, shell: Shell, inspection_id: UUID, saver: Saver, parent: QObject) -> None:
        super().__init__(parent)
        self._shell, self._id, self._saver = shell, inspection_id, saver
        self._standing = ""
        self._stand = QTimer(self, singleShot=True, interval=_STAND_AFTER_MS)
        self._stand.timeout.connect(self._write_standing)

    def keep_answer(self, item_id: str, draft: AnswerDraft, *, standing: str, declared: str = "") -> None:
        """Save an answer, and with it where one stands if that is already another item."""
        inspection_id = self._id

        def work(office: Office) -> dt.datetime:
            saved = office.inspections.save_answer(inspection_id, item_id, draft)
            if standing != item_id:
                office.inspections.stand_at(inspection_id, standing)
            return saved.saved_at

        self._saver.save(answer_key(item_id), _declaring(work, declared))

    def keep_people(self, drafts: Sequence[AttendeeDraft], *, declared: str = "") -> None:
        """Save who attends."""
        self._change(PEOPLE, lambda office: office.inspections.put_attendees(self._id, drafts), declared)

    def keep_words(self, closing: Closing, *, declared: str = "") -> None:
        """Save documents, closing talk, opinion and conclusion."""

        def deed(office: Office) -> object:
            return office.inspections.conclude(
                self._id,
                conclusion=closing.conclusion,
                closing_talk=closing.closing_talk,
                opinion=closing.opinion,
                documents_checked=closing.documents_checked,
            )

        self._change(WORDS, deed, declared)

    def keep_photo(
        self, key: str, item_id: str, picture: Picture, caption: str, blackened: tuple[Blackened, ...] = ()
    ) -> None:
        """Save a photo with its item, black where it was blackened."""

        def deed(office: Office) -> object:
            return office.inspections.add_photo(
                self._id,
                item_id,
                content=picture.content,
                file_name=picture.file_name,
                caption=caption,
                taken_at=picture.taken_at,
                source_sha256=picture.source_sha256,
                blackened=blackened,
            )

        self._change(key, deed)

    def withdraw_photo(self, photo_id: UUID) -> None:
        """Take a photo out of the record."""
        self._change(f"{_PHOTO}{photo_id}", lambda office: office.inspections.withdraw_photo(photo_id))

    def caption_photo(self, photo_id: UUID, caption: str) -> None:
        """Give a photo another caption."""
        self._change(
            f"{_CAPTION}{photo_id}", lambda office: office.inspections.caption_photo(photo_id, caption)
        )

    def _change(self, key: str, deed: Callable[[Office], object], declared: str = "") -> None:
        def work(office: Office) -> dt.datetime:
            deed(office)
            return office.desk.clock.now()

        self._saver.save(key, _declaring(work, declared))

    # where one stands

    def stand_at(self, position: str) -> None:
        """Remember the place on the screen once one stays there."""
        self._standing = position
        self._stand.start()

    def stand_now(self) -> None:
        """Remember it without waiting any longer."""
        if self._stand.isActive():
            self._write_standing()

    @Slot()
    def _write_standing(self) -> None:
        self._stand.stop()
        office, inspection_id, standing = self._shell.office, self._id, self._standing
        self._shell.background.run(
            lambda: office.inspections.stand_at(inspection_id, standing),
            _ignore,
            _ignore,  # it is no evidence: the next answer says it again
            owner=self._shell,
        )


def _declaring(work: Work, reason: str) -> Work:
    """Return the work, done under a manager's declaration if there is a reason for one."""
    if not reason:
        return work

    def declared(office: Office) -> dt.datetime:
        with office.desk.declaring_not_individual_number(reason):
            return work(office)

    return declared


def _ignore(_told: object) -> None:
    """Take what nobody needs to hear."""
