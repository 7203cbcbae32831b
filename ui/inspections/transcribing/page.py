"""Keying a paper in: the paper's rows in a dense table, one row open beside it, all of it by keyboard.

1, 2 and 3 mark the row under the cursor and go on; what a row owes is asked for at once. Each row is saved as
it is given, so that a power cut takes nothing with it.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from PySide6.QtCore import QTimer, Signal, Slot
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from typing_extensions import override

from oversight.errors import RefusedError
from oversight.inspections import AnswerDraft, InspectionDetail, Mark
from oversight.words import _, mark
from ui.covering_page import CoveringPage
from ui.deed_form import DeedForm
from ui.inspections.conduct.keeping import Keeper, answer_key, item_of
from ui.inspections.conduct.keys import Keys
from ui.inspections.conduct.leaving import Leaving
from ui.inspections.conduct.saving import Saver
from ui.inspections.transcribing.columns import sheet_columns
from ui.inspections.transcribing.forms import begin_form
from ui.inspections.transcribing.row_editor import RowEditor
from ui.inspections.transcribing.sheet import Sheet, SheetRow
from ui.inspections.transcribing.sides import Sides
from ui.shell import Shell
from ui.shortcuts import Shortcut
from ui.theme import Tone, current_theme
from ui.widgets.buttons import Button, ButtonKind
from ui.widgets.chips import ChipRow, ChipSpec
from ui.widgets.flow import Flow
from ui.widgets.lead_focus import lead_focus
from ui.widgets.row_table import RowTable
from ui.widgets.stacks import put_in
from ui.widgets.text import Tag, note

_PAUSE_MS = 600
_AGAIN_MS = 2000
"""So long after a failure what is not saved is tried again."""
_SIDE_BY_SIDE = 1000
"""Table and row stand side by side where the page is so wide, in pixels at 100 %."""


class View(Enum):
    """Which rows are shown."""

    ALL = mark("すべて")
    LEFT = mark("まだのもの")

    @property
    def word(self) -> str:
        """Return the chip's word in the language in use."""
        return _(self.value)


class TranscribingPage(CoveringPage):
    """Covers the window. ``differences`` are what a check found, by item; ``check_wanted`` asks for one."""

    check_wanted = Signal()

    def __init__(
        self,
        shell: Shell,
        detail: InspectionDetail,
        differences: Mapping[str, str] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(shell, name=_("紙からの転記"), back=_("検査の一覧へ戻る"), parent=parent)
        self.sheet = Sheet(detail, differences)
        self.editor: RowEditor | None = None
        self._is_filling = False
        self._make_parts()
        self._put_together(detail)
        self._listen()
        self._show_rows()
        self.table.choose(self.sheet.first())
        lead_focus(self, self.table)

    def _make_parts(self) -> None:
        self.table: RowTable[SheetRow] = RowTable(
            sheet_columns(), name=_("紙の行"), key=lambda row: row.item_id
        )
        self.chips = ChipRow([ChipSpec(view, view.word) for view in View], name=_("絞り込み"), one=True)
        self.progress = Tag("")
        self.paper_button = Button(_("紙の記載を直す"), kind=ButtonKind.QUIET, icon="pencil")
        self.check_button = Button(_("紙と照合する"), icon="list-check")
        self.saver = Saver(self._shell, self)
        self.keeper = Keeper(self._shell, self.sheet.detail.id, self.saver, self)
        self.leaving = Leaving(self.saver, keep=self.keep, what_is_open=self._what_is_open, parent=self)
        self._pause = QTimer(self, singleShot=True, interval=_PAUSE_MS)
        self._again = QTimer(self, singleShot=True, interval=_AGAIN_MS)
        self._again.timeout.connect(self.saver.retry)
        self.keys = Keys(
            self,
            {
                Shortcut.ANSWER_CONFORMING: lambda: self.give(Mark.CONFORMING),
                Shortcut.ANSWER_NONCONFORMING: lambda: self.give(Mark.NONCONFORMING),
                Shortcut.ANSWER_NOT_APPLICABLE: lambda: self.give(Mark.NOT_APPLICABLE),
                Shortcut.NEXT_UNANSWERED: self.go_to_left,
            },
        )

    def _put_together(self, detail: InspectionDetail) -> None:
        space = current_theme().space
        rows = QWidget()
        column = QVBoxLayout(rows)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(8))
        head = Flow(is_centred=True)
        head.addWidget(self.chips)
        head.addWidget(self.progress)
        column.addLayout(head)
        self.keys_told = note(_("1 適　2 不適　3 非該当　Enter 行の記入へ　N まだの行へ"))
        column.addWidget(self.keys_told)
        column.addWidget(self.table, 1)
        put_in(self.left, rows)
        body = Sides(self.left, self.right, (3, 2), room=_SIDE_BY_SIDE)
        body.turned.connect(self.keys_told.setVisible)
        title = _("紙からの転記　{number}").format(number=detail.number)
        self._lay_out(title, body, self.paper_button, self.check_button)

    def _listen(self) -> None:
        self.chips.chosen_changed.connect(self._narrow)
        self.table.row_chosen.connect(self._open)
        self.table.row_opened.connect(self._enter)
        self.paper_button.clicked.connect(self.change_paper)
        self.check_button.clicked.connect(self.go_to_check)
        self.saver.stored.connect(self._note_stored)
        self.saver.refused.connect(self._note_refused)
        self.saver.changed.connect(self._say_saving)
        self.leaving.held_back.connect(self._say_held_back)
        self._pause.timeout.connect(self.keep)

    # rows

    @property
    def current(self) -> str:
        """Return the item whose row is open, or nothing."""
        return self.editor.item.id if self.editor is not None else ""

    def _show_rows(self) -> None:
        """Show the rows as they stand; the cursor stays where it is."""
        self._is_filling = True
        self.table.replace_rows(self.sheet.rows())
        self._is_filling = False
        done, of = self.sheet.done, len(self.sheet.order)
        self.progress.say(
            _("転記 {done:,} / {of:,}項目").format(done=done, of=of),
            Tone.DONE if done == of else Tone.NEUTRAL,
        )
        self.check_button.setEnabled(done == of)

    @Slot(object)
    def _narrow(self, _chosen: object = None) -> None:
        if self.chips.only is View.ALL:
            self.table.narrow(None)
        else:
            self.table.narrow(lambda row: row.standing.is_left or row.item_id == self.current)

    @Slot(object)
    def _open(self, row: SheetRow | None) -> None:
        """Open the row under the cursor; what was typed in the one before is saved."""
        if row is None or row.item_id == self.current or (self._is_filling and self.current):
            return
        self.keep()
        sheet, item_id = self.sheet, row.item_id
        self.editor = RowEditor(
            sheet.item(item_id), sheet.draft_of(item_id), sheet.differences.get(item_id, "")
        )
        self.editor.marked.connect(self.give)
        self.editor.edited.connect(self._wait)
        self.editor.gone_on.connect(self.go_on)
        self.form = None
        put_in(self.right, self.editor)
        error = self.saver.refusal_of(answer_key(item_id))
        if error is not None:
            self.editor.show_refusal(error)
        self.keeper.stand_at(item_id)

    @Slot(object)
    def _enter(self, _row: SheetRow) -> None:
        """Go into the fields of the row; on from one that has none."""
        if self.editor is not None and not self.editor.go_to(self.sheet.lacks(self.current)):
            self.go_on()

    # answers

    @Slot(object)
    def give(self, given: Mark) -> None:
        """Mark the row and go on: into what it owes, else to the next row; a value is typed, not marked."""
        if self.editor is None or self.form is not None:
            return
        if self.editor.mark_field is None:
            self.editor.go_to()
            return
        self.editor.take_mark(given)
        self._take(self.editor.draft())
        owed = self.sheet.lacks(self.current)
        if owed:
            self.editor.go_to(owed)
        else:
            self._go_after(self.current)

    @Slot()
    def _wait(self) -> None:
        self._pause.start()

    @Slot()
    def keep(self) -> None:
        """Save what stands in the row if it differs from what was taken."""
        self._pause.stop()
        draft = self.editor.draft() if self.editor is not None else AnswerDraft()
        if self.editor is not None and draft != self.sheet.draft_of(self.current):
            self._take(draft)

    def _take(self, draft: AnswerDraft) -> None:
        """Take what stands in the row and hand it to the store."""
        item_id = self.current
        self._pause.stop()
        self.sheet.put(item_id, draft, self._shell.clock.now(), self._shell.office.actor.signature)
        self._save(item_id, draft)

    def _save(self, item_id: str, draft: AnswerDraft) -> None:
        self.sheet.waiting.add(item_id)
        self.sheet.refused.discard(item_id)
        self.leaving.forget()
        self.keeper.keep_answer(item_id, draft, standing=item_id)
        self._show_rows()

    @Slot()
    def go_on(self) -> None:
        """Go on to the next row, if all in this one can be read."""
        if self.editor is not None and not self.editor.wrong():
            self.keep()
            self._go_after(self.current)

    def _go_after(self, item_id: str) -> None:
        """Put the cursor on the next row shown; where it takes a value, into its field."""
        following = next((each for each in self.sheet.after(item_id) if self.table.choose(each)), "")
        self._narrow()
        self.table.setFocus()
        if following and self.editor is not None and self.editor.mark_field is None:
            self.editor.go_to()
        elif not following:
            self.say(self._at_the_end(), Tone.INFO)

    def _at_the_end(self) -> str:
        left = len(self.sheet.order) - self.sheet.done
        return _("最後の行です。まだの行があります。") if left else _("最後の行です。すべて転記しました。")

    @Slot()
    def go_to_left(self) -> None:
        """Go to the next row without an answer, from the beginning again at the end."""
        sheet = self.sheet
        later = sheet.after(self.current) if self.current else ()
        for item_id in (*later, *sheet.order):
            if not sheet.is_answered(item_id) and self.table.choose(item_id):
                self.table.setFocus()
                return

    # what the store says

    @Slot(str)
    def _note_stored(self, key: str) -> None:
        self.sheet.waiting.discard(item_of(key))
        self._show_rows()

    @Slot(str, object)
    def _note_refused(self, key: str, error: RefusedError) -> None:
        item_id = item_of(key)
        self.sheet.waiting.discard(item_id)
        self.sheet.refused.add(item_id)
        self._show_rows()
        if item_id == self.current and self.editor is not None:
            self.editor.show_refusal(error)
            self.editor.go_to()
        self.say(_("{item}：{told}").format(item=item_id, told=error), Tone.DANGER)

    @Slot()
    def _say_saving(self) -> None:
        if self.saver.failure is not None:
            self.say(_("保存できていません。少し待って、もう一度保存します。"), Tone.DANGER)
            self._again.start()
        elif self.saver.is_saved and self.saver.saved_at is not None and not self.sheet.refused:
            self.say(_("保存済"), Tone.DONE)

    # the paper, the check

    @Slot()
    def change_paper(self) -> None:
        """Say anew what stands on the paper: its day and who filled it in."""
        self.keep()
        self._show_form(begin_form(self._shell, self.sheet.detail))

    @override
    def _go_on(self, form: DeedForm, *, is_done: bool) -> None:
        self.editor = None
        put_in(self.right, QWidget())
        if is_done:
            self.reread()
        elif self.table.chosen is not None:
            self._open(self.table.chosen)
            self.table.setFocus()

    @Slot()
    def go_to_check(self) -> None:
        """Go to the check once everything is saved."""
        self.leaving.leave(self._check)

    def _check(self) -> None:
        self.check_wanted.emit()

    @override
    @Slot()
    def reread(self) -> None:
        """Read anew what was keyed in; what the store refused is asked for again."""
        office, inspection_id = self._shell.office, self.sheet.detail.id
        self._shell.read(
            lambda: office.inspections.get_inspection(inspection_id), self._show_anew, owner=self
        )

    def _show_anew(self, detail: InspectionDetail) -> None:
        here = self.current
        self.sheet = Sheet(detail, self.sheet.differences)
        self.editor = None
        self.table.choose_none()
        self._show_rows()
        self.table.choose(here or self.sheet.first())
        self.table.setFocus()

    # leaving

    def _what_is_open(self) -> str:
        """Say what is neither saved nor on its way."""
        if self.saver.is_saved:
            return ""
        return _("保存できていない行があります。もう一度で捨てます。")

    @Slot(str)
    def _say_held_back(self, told: str) -> None:
        self.say(told, Tone.ATTENTION)

    @override
    @Slot()
    def leave(self) -> None:
        """Go back to the list once everything is saved."""
        self.keeper.stand_now()
        self.leaving.leave(self._end)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Let the window close only once everything is saved."""
        super().showEvent(event)
        self.leaving.watch(self.window())

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what is typed before the window locks; nothing of it stands behind the lock."""
        self.keep()
        super().hideEvent(event)
