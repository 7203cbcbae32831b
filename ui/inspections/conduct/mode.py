"""The full-screen mode in which an inspection is conducted, from the first item to the printed record."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QHBoxLayout, QVBoxLayout, QWidget
from typing_extensions import override

from oversight.change import Change, Subject
from oversight.checklist.rows import EditionLine
from oversight.inspections import Finished, GapRow, InspectionDetail, Mark, word_of
from oversight.settings import OfficeSettings
from oversight.words import _
from ui.inspections.conduct.album import Album
from ui.inspections.conduct.answer_keys import AnswerKeys
from ui.inspections.conduct.answering import Answering
from ui.inspections.conduct.course import CLOSING, FINISH, Course, place_of_gap
from ui.inspections.conduct.entry_desk import EntryDesk
from ui.inspections.conduct.evidence_desk import EvidenceDesk
from ui.inspections.conduct.foot import Foot
from ui.inspections.conduct.keeping import PEOPLE, WORDS, Keeper, item_of
from ui.inspections.conduct.keys import Keys, is_typing
from ui.inspections.conduct.leaving import Leaving
from ui.inspections.conduct.move_desk import MoveDesk
from ui.inspections.conduct.parts_desk import PartsDesk
from ui.inspections.conduct.photo_roads import PhotoRoads
from ui.inspections.conduct.saving import Saver
from ui.inspections.conduct.side import Side
from ui.inspections.conduct.stage import Stage
from ui.shell import Shell
from ui.shortcuts import Shortcut
from ui.theme import Tone
from ui.widgets.fields import Field
from ui.widgets.lead_focus import lead_focus

_ENTERS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class ConductMode(QWidget):
    """Covers the window while an inspection is conducted; opened by ``ui.inspections.conduct.opening``.

    ``finished`` tells that the record was finalised.
    """

    finished = Signal()
    _given = _stayed_at = ""

    def __init__(
        self,
        shell: Shell,
        detail: InspectionDetail,
        settings: OfficeSettings,
        newer: EditionLine | None = None,
    ) -> None:
        super().__init__()
        self.shell, self.is_done = shell, False
        self._cover_all(detail)
        self.course = Course(detail)
        self.side, self.foot = Side(detail, newer), Foot()
        self.side.goes_on.set_checked(shell.goes_on)
        self.stage = Stage(shell, self.course, settings)
        self.saver = Saver(shell, self)
        self.keeper = Keeper(shell, detail.id, self.saver, self)
        self.album = Album(shell, detail.id, self.keeper, self.stage.photos)
        self.roads = PhotoRoads(shell, self.stage, self.album, self.course, self)
        self.evidence = EvidenceDesk(shell, self.course, self.stage, self.saver, self)
        self.entries = EntryDesk(shell, self.course, self.stage.item, self)
        self.answering = Answering(shell, self.course, self.stage, self.keeper, self.saver, self)
        self.parts = PartsDesk(shell, self.course, self.answering, self.side, self)
        keep, what_is_open = self.answering.keep, self._what_is_open
        self.leaving = Leaving(self.saver, keep=keep, what_is_open=what_is_open, parent=self)
        self.move_desk = MoveDesk(shell, self.stage, self.leaving, self.side, newer, detail.id, self)
        self._lay_out()
        self._listen()
        lead_focus(self, self.foot.next_button)
        self._keys = Keys(self, self._deeds(), held_by=(self.evidence.sketching, self.move_desk.showing))
        self._show_place()

    # building

    def _cover_all(self, detail: InspectionDetail) -> None:
        self.setObjectName("conduct_mode")
        self.setProperty("surface", "ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(_("実地検査 {number}").format(number=detail.number))

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.stage, 1)
        right.addWidget(self.foot)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.side)
        row.addLayout(right, 1)

    def _listen(self) -> None:
        stage, foot = self.stage, self.foot
        stage.item.marked.connect(self._take_mark)
        stage.finish.gap_wanted.connect(self.go_to_gap)
        stage.finish.finalise_wanted.connect(self.finalise)
        stage.finish.close_wanted.connect(self.close_mode)
        self.album.reread.connect(self.answering.take_photos)
        self.evidence.taken.connect(self._show_course)
        self.evidence.sketching.connect(foot.setHidden)
        self.move_desk.showing.connect(foot.setHidden)
        self.move_desk.closed.connect(self._show_place)
        self.parts.changed.connect(self._show_place)
        self.parts.asked.connect(self._show_course)
        self.answering.taken.connect(self._show_course)
        self.answering.waiting.connect(self._show_saving)
        self.answering.waiting.connect(self.leaving.forget)
        self.leaving.held_back.connect(self._say_held_back)
        self.side.section_wanted.connect(self._enter_section)
        self.side.step_wanted.connect(self.go)
        self.side.retry_wanted.connect(self.saver.retry)
        self.side.goes_on.box.toggled.connect(self._keep_goes_on)
        foot.back_button.clicked.connect(self.go_back)
        foot.next_button.clicked.connect(self.go_on)
        foot.unanswered_button.clicked.connect(self.go_to_unanswered)
        foot.undo_wanted.connect(self._go_to_given)
        foot.close_button.clicked.connect(self.close_mode)
        self.saver.changed.connect(self._show_saving)
        self.saver.stored.connect(self.album.note_stored)

    def _deeds(self) -> dict[Shortcut, Callable[[], object]]:
        return {
            **AnswerKeys(self.course, self.stage.item).deeds(),
            Shortcut.PREVIOUS_ITEM: self.go_back,
            Shortcut.NEXT_ITEM: self.go_on,
            Shortcut.NEXT_UNANSWERED: self.go_to_unanswered,
            Shortcut.ADD_EVIDENCE: self.roads.open_list,
            Shortcut.PASTE_PHOTO: self.roads.paste,
            Shortcut.ADD_OTHER_EVIDENCE: self._go_to_evidence,
            Shortcut.DRAW_SKETCH: self.evidence.begin_sketch,
            Shortcut.WRITE_NOTE: self._write_note,
        }

    # showing

    def _show_place(self) -> None:
        """Show where one stands, with the cursor where one goes on."""
        course, stage = self.course, self.stage
        stage.show_place(course)
        item = course.item
        if item is not None:
            self._show_photos()
            stage.photos.show_item(item, course.photos_of(item.id), self.album.images)
            self.answering.show_refusal_here()
            self.entries.show_here()
        self._show_course()
        self._rest(may_type=True)

    def _rest(self, *, may_type: bool = False) -> None:
        """Put the cursor where one goes on; with ``may_type`` into the text that answers the item."""
        typed = self.stage.item.panel.first_field if may_type and self.course.item is not None else None
        if self.course.position == FINISH:
            self.stage.finish.focus_first()
        elif typed is not None and typed.is_empty:
            typed.setFocus()
        else:
            self.foot.next_button.setFocus()

    @Slot()
    def _show_course(self) -> None:
        """Show how far one is, and the photos of the item one stands at."""
        course = self.course
        self.side.show_course(course)
        self.foot.back_button.setEnabled(course.position != course.places[0])
        self.foot.next_button.setEnabled(course.position != FINISH)
        self._show_photos()
        self._show_saving()

    def _show_photos(self) -> None:
        if self.course.item is None:
            return
        photos = self.course.photos_of(self.course.position)
        self.stage.photos.show_photos(photos, self.album.images)
        self.evidence.show_here()
        self.album.want_images(photos)

    @Slot()
    def _show_saving(self) -> None:
        self.side.show_saving(self.saver, has_drafts=self.answering.is_waiting)

    # moving about

    @Slot(str)
    def go(self, place: str) -> None:
        """Go to an item or step; what stands on the screen is kept first."""
        self.evidence.leave_sketch()
        self.answering.keep()
        if place != self.course.position and self._stays_at_unreadable():
            return
        self.foot.say_given("")
        self.course.asks_to_drop = ""
        if place != self.course.position:
            self.course.position = place
            self.keeper.stand_at(place)
        self._show_place()

    def _stays_at_unreadable(self) -> bool:
        """Stay, once, where something typed cannot be taken; who goes on again gives it up."""
        position, stage = self.course.position, self.stage
        field = self._unkept_field() if self.course.item is not None else None
        if field is None or self._stayed_at == position:
            self._stayed_at = ""
            return False
        self._stayed_at = position
        field.setFocus()
        stage.item.bring_focus_into_sight()
        return True

    def _unkept_field(self) -> Field | None:
        """Return a field of the item whose text cannot be taken, or was never handed over."""
        caption = self.stage.photos.unsaved_caption()
        if caption is not None and not caption.error:
            caption.show_error(_("説明がまだ保存されていません。保存するか、やめてください。"))
        unreadable = self.stage.item.panel.first_unreadable()
        return unreadable or caption or self.evidence.unfinished_field()

    @Slot()
    def go_on(self) -> None:
        """Go to the next place."""
        self.go(self.course.following())

    @Slot()
    def go_back(self) -> None:
        """Go to the place before."""
        self.go(self.course.preceding())

    @Slot()
    def go_to_unanswered(self) -> None:
        """Go to the next item without an answer, or on to the steps."""
        self.go(self.course.next_unanswered())

    @Slot(str)
    def _enter_section(self, section_id: str) -> None:
        self.go(self.course.entry_of(section_id))

    @Slot(object)
    def go_to_gap(self, gap: GapRow) -> None:
        """Go where something is missing, with the cursor in it."""
        place = place_of_gap(gap)
        self.go(place)
        if place == CLOSING:
            self.stage.closing.go_to(gap.item_id)
        else:
            self.stage.item.go_to_gap(gap.field_id)

    @Slot()
    def _go_to_given(self) -> None:
        self.go(self._given)

    # answering

    @Slot(bool)
    def _keep_goes_on(self, is_on: bool) -> None:
        self.shell.keep_goes_on(is_on)

    @Slot(object)
    def _take_mark(self, mark: Mark | None) -> None:
        """Take a mark; where nothing is missing go on, and say what was given so that it can be undone."""
        given = self.course.position
        self.leaving.forget()
        self.answering.take_mark(mark, goes_on=self.side.goes_on.is_checked())
        if self.course.position == given or mark is None:
            return
        self._given = given
        self._show_place()
        self.foot.say_given(_("{item} は「{word}」。戻って直す").format(item=given, word=word_of(mark)))

    def _write_note(self) -> None:
        if self.course.item is not None:
            self.stage.item.panel.note.setFocus()
            self.stage.item.bring_focus_into_sight()

    def _go_to_evidence(self) -> None:
        if self.course.item is not None:
            self.stage.item.evidence.first_button.setFocus()
            self.stage.item.bring_focus_into_sight()

    # the record

    @Slot()
    def finalise(self) -> None:
        """Freeze the record once everything is saved."""
        self.leaving.forget()
        self.leaving.leave(self._finalise_now)

    def _finalise_now(self) -> None:
        office, inspection_id = self.shell.office, self.course.detail.id
        self.shell.background.run(
            lambda: office.inspections.finalise(inspection_id),
            self._show_done,
            self._show_failure,
            owner=self,
            what=_("記録を確定しています"),
        )

    def _show_done(self, finished: Finished) -> None:
        self.is_done = True
        self._keys.stop()
        self.side.show_done()
        self.foot.show_only_close()
        self.stage.finish.show_done(finished)
        self._tell_change()
        self.finished.emit()

    def _show_failure(self, error: Exception) -> None:
        self.stage.finish.show_failure(str(error))

    def _tell_change(self) -> None:
        changed = Change.of(Subject.INSPECTION, Subject.FINDING, row_id=self.course.detail.id)
        self.shell.refresh.changed.emit(changed)

    # leaving

    @Slot()
    def close_mode(self) -> None:
        """Go back to the list once everything is saved; the inspection reopens at this item."""
        self.leaving.leave(self._leave)

    def _leave(self) -> None:
        self.keeper.stand_now()
        self._tell_change()
        self.shell.uncover()

    @Slot(str)
    def _say_held_back(self, told: str) -> None:
        if self.course.position == FINISH:
            self.stage.finish.show_failure(told)
        remedy = _("もう一度閉じると、保存されていない分を捨てて閉じます。")
        self.shell.notices.tell(told, remedy, Tone.ATTENTION)

    def _what_is_open(self) -> str:
        """Go to something that is not saved and will not be by waiting; say what it is."""
        if self.saver.failure is not None:
            return _("まだ保存されていない回答があります。")
        if refused := self.saver.refusal:
            self._show_refused(refused)
            return _("入力に直すところがあり、まだ保存されていません。")
        if item_id := self.stage.photos.item_with_pending():
            self.go(item_id)
            return _("選んだ写真が、まだ記録に加えられていません。")
        if (caption := self.stage.photos.unsaved_caption()) is not None:
            caption.setFocus()
            return _("写真の説明が、まだ保存されていません。")
        if (field := self.evidence.unfinished_field()) is not None:
            field.setFocus()
            return _("証拠の入力が途中で、まだ保存されていません。")
        return ""

    def _show_refused(self, key: str) -> None:
        place = CLOSING if key in (PEOPLE, WORDS) else item_of(key) or self.evidence.item_of(key)
        if place and place != self.course.position:
            self.go(place)

    # events

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave a text, then the mode, on Escape; press the button with the focus on Enter."""
        focused = QApplication.focusWidget()
        if event.key() == Qt.Key.Key_Escape:
            if is_typing() and self.isAncestorOf(focused or self):
                self._rest()
            else:
                self.close_mode()
        elif event.key() in _ENTERS and isinstance(focused, QAbstractButton):
            focused.click()
        else:
            super().keyPressEvent(event)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Come into sight, also after unlocking: try again what the lock kept from being saved."""
        super().showEvent(event)
        self.leaving.watch(self.window())
        if not event.spontaneous():
            self.saver.retry()
            self._rest(may_type=True)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what is typed before the window locks; the office is closed only after it is saved."""
        super().hideEvent(event)
        if not event.spontaneous() and not self.is_done:
            self.answering.keep()
            self.evidence.keep()
