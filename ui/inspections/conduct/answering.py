"""From the screen to the store: what is given is taken at once, what is typed after a pause or on leaving."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal, Slot
from PySide6.QtWidgets import QApplication, QWidget

from oversight.errors import RefusedError
from oversight.inspections import AnswerDraft, Mark, PhotoRow
from ui.inspections.conduct.course import CLOSING, FINISH, Course
from ui.inspections.conduct.keeping import PEOPLE, WORDS, Keeper, answer_key, captioned_photo, item_of
from ui.inspections.conduct.saving import Saver
from ui.inspections.conduct.stage import Stage
from ui.shell import Shell

_PAUSE_MS = 600


class Answering(QObject):
    """``taken`` follows each change of the course, ``waiting`` each key typed that is not yet taken."""

    taken = Signal()
    waiting = Signal()

    def __init__(
        self, shell: Shell, course: Course, stage: Stage, keeper: Keeper, saver: Saver, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._shell, self._course, self._stage = shell, course, stage
        self._keeper, self._saver = keeper, saver
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._pause.timeout.connect(self.keep)
        closing = stage.closing
        for edited in (stage.item.edited, closing.people_edited, closing.words_edited):
            edited.connect(self._wait)
        closing.conclusion.edited.connect(self.keep)
        stage.item.panel.chosen.connect(self.keep)
        for box in (stage.item.panel.number_box, closing.number_box):
            box.declared.connect(self._declare)
        saver.refused.connect(self._show_refusal)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._keep_on_leaving)

    @property
    def is_waiting(self) -> bool:
        """Tell whether something is typed that is not yet taken."""
        return self._pause.isActive()

    @Slot()
    def _wait(self) -> None:
        self._pause.start()
        self.waiting.emit()

    @Slot(QWidget, QWidget)
    def _keep_on_leaving(self, _before: QWidget | None, _now: QWidget | None) -> None:
        if self.is_waiting:
            self.keep()

    # taking

    def take_mark(self, mark: Mark | None, *, goes_on: bool) -> None:
        """Take a mark and save it; with ``goes_on`` a conforming item that lacks nothing leads on."""
        item_id = self._course.position
        self._pause.stop()
        draft = self._put(item_id)
        is_whole = self._course.is_complete(item_id) and self._stage.item.panel.first_unreadable() is None
        if goes_on and mark is Mark.CONFORMING and is_whole:
            self._course.position = self._course.next_unanswered()
        self._keeper.keep_answer(item_id, draft, standing=self._course.position)
        self.taken.emit()

    def _put(self, item_id: str) -> AnswerDraft:
        """Let the course know what stands on the screen; conditions are asked anew."""
        draft = self._course.settle(item_id, self._stage.item.draft())
        self._course.put(item_id, draft, self._shell.clock.now(), self._shell.office.actor.signature)
        return draft

    @Slot()
    def keep(self) -> None:
        """Save what stands on the screen if it differs from what was taken."""
        self._pause.stop()
        if self._course.position == CLOSING:
            self._keep_closing()
        elif self._course.position != FINISH:
            self._keep_answer()
        self.taken.emit()

    def _keep_answer(self, declared: str = "") -> None:
        item_id, view = self._course.position, self._stage.item
        draft = self._course.settle(item_id, view.draft())
        view.panel.point_at_unreadable()
        if draft == self._course.draft_of(item_id) and not declared:
            return
        view.panel.number_box.clear()
        self._put(item_id)
        self._keeper.keep_answer(item_id, draft, standing=item_id, declared=declared)

    def _keep_closing(self, declared: str = "") -> None:
        view = self._stage.closing
        people, words = view.people(), view.words()
        if people != self._course.detail.attendees or (declared and self._saver.refusal_of(PEOPLE)):
            self._course.put_people(people)
            self._keeper.keep_people(people, declared=declared)
        if words != self._course.words or (declared and self._saver.refusal_of(WORDS)):
            view.clear_refusals()
            self._course.put_words(words)
            self._keeper.keep_words(words, declared=declared)

    @Slot(object)
    def take_photos(self, photos: tuple[PhotoRow, ...]) -> None:
        """Take the photos as they are in the store."""
        self._course.put_photos(photos)
        self.taken.emit()

    # refusals

    @Slot(str)
    def _declare(self, reason: str) -> None:
        """Save again what was refused, under a manager's declaration."""
        if self._course.position == CLOSING:
            self._keep_closing(reason)
        else:
            self._keep_answer(reason)
        self.taken.emit()

    @Slot(str, object)
    def _show_refusal(self, key: str, error: RefusedError) -> None:
        """Show a refusal where it can be mended, if that is on the screen."""
        if key in (PEOPLE, WORDS):
            self._stage.closing.show_refusal(error)
        elif item_of(key) == self._course.position and item_of(key):
            self._stage.item.show_refusal(error)
        else:
            self._show_refused_photo(key, str(error))

    def _show_refused_photo(self, key: str, sentence: str) -> None:
        photo_id, photos = captioned_photo(key), self._stage.photos
        card = photos.find_pending(key) if photo_id is None else photos.find_card(photo_id)
        if card is not None:
            card.show_refusal(sentence)

    def show_refusal_here(self) -> None:
        """Show again what keeps the item on the screen from being saved."""
        error = self._saver.refusal_of(answer_key(self._course.position))
        if error is not None:
            self._stage.item.show_refusal(error)
