"""The page at the door of an area: left who is inside, right who comes in or goes out."""

from __future__ import annotations

from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, Qt, QTimer, Slot
from PySide6.QtGui import QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget
from typing_extensions import override

from oversight.devices import InsideRow, Regular
from oversight.words import _
from ui.deed_form import DeedForm
from ui.devices.door_reading import DoorStanding, kept_of, read_door, values_of, values_of_regular
from ui.devices.entry_form import EntryForm
from ui.devices.found_form import FoundWay
from ui.devices.inside_part import InsidePart
from ui.devices.leaving_form import handing_back_form, leaving_form
from ui.shell import Shell
from ui.theme import Tone, current_theme
from ui.widgets.buttons import Button, ButtonKind
from ui.widgets.days import saved_at
from ui.widgets.flow import Flow
from ui.widgets.pane import Pane
from ui.widgets.stacks import put_in
from ui.widgets.text import Tag, note, section

_LEFT_WIDTH = 260
_SAVE_MS = 400
"""How long after a change what is half entered is saved."""


def open_door(shell: Shell, area_id: UUID, *, owner: QObject) -> None:
    """Open the page at the door of an area on the whole window."""
    office = shell.office

    def done(standing: DoorStanding) -> None:
        shell.cover(DoorPage(shell, standing))

    shell.read(lambda: read_door(office, area_id), done, owner=owner, what=_("入口の様子を読んでいます"))


class DoorPage(QWidget):
    """Covers the window. What is half entered is saved as one goes; a signature is given when it is done."""

    def __init__(self, shell: Shell, standing: DoorStanding, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shell, self.standing = shell, standing
        self.form: DeedForm | None = None
        self._was_hidden = self._forgets = False
        self._saves = 0
        self.setProperty("surface", "ground")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(_("区域の入口"))
        self.leave_button = Button(_("一覧へ戻る"), kind=ButtonKind.QUIET, icon="arrow-left")
        self.found_button = Button(
            _("申告のない機器を見つけた"), kind=ButtonKind.QUIET, icon="alert-triangle"
        )
        self.found = FoundWay(shell, self)
        self.found.form_wanted.connect(self._show_form)
        self.found_button.clicked.connect(partial(self.found.ask, standing.area))
        self.said = Tag("")
        self.left, self.right = QStackedWidget(), QStackedWidget()
        self._saving = QTimer(self, singleShot=True, interval=_SAVE_MS)
        self._saving.timeout.connect(self._save)
        self._lay_out()
        self.leave_button.clicked.connect(self.leave)
        self.show_standing(standing)

    def _lay_out(self) -> None:
        space = current_theme().space
        head = QHBoxLayout()
        head.setSpacing(space(16))
        area = self.standing.area
        head.addWidget(section(_("入口　{area}").format(area=area.told)), 1)
        head.addWidget(self.said)
        head.addWidget(self.found_button)
        head.addWidget(self.leave_button)
        body = QHBoxLayout()
        body.setSpacing(space(32))
        self.left.setMinimumWidth(current_theme().width(_LEFT_WIDTH))
        body.addWidget(self.left, 2)
        body.addWidget(self.right, 3)
        column = QVBoxLayout(self)
        column.setContentsMargins(space(32), space(16), space(32), space(16))
        column.setSpacing(space(12))
        column.addLayout(head)
        column.addLayout(body, 1)
        self.said.hide()

    def say(self, text: str, tone: Tone = Tone.DONE) -> None:
        """Say something quietly beside the title."""
        self.said.say(text, tone)
        self.said.setVisible(bool(text))

    # who is inside, who comes

    def show_standing(self, standing: DoorStanding) -> None:
        """Show how the door stands, with the cursor where one goes on."""
        self.standing = standing
        self.inside = InsidePart(standing.inside, standing.holding.max_persons)
        self.inside.leaving_wanted.connect(self._begin_leaving)
        self.inside.return_wanted.connect(self._begin_return)
        put_in(self.left, self.inside)
        if standing.draft is not None and self.form is None:
            self._begin_entry().fill(values_of(standing.draft))
            self.say(_("書きかけの入室を開きました。"), Tone.INFO)
        elif self.form is None:
            self._show_start()

    def _show_start(self) -> None:
        start = self.start = StartPart(self.standing.awaited)
        start.entry_wanted.clicked.connect(self._begin_entry)
        for regular, button in start.regular_buttons:
            button.clicked.connect(partial(self._begin_regular, regular))
        put_in(self.right, start)
        first = start.regular_buttons[0][1] if start.regular_buttons else start.entry_wanted
        first.setFocus()

    @Slot()
    def reread(self) -> None:
        """Read anew how the door stands."""
        office, area_id = self._shell.office, self.standing.area.id
        self._shell.read(lambda: read_door(office, area_id), self.show_standing, owner=self)

    # forms

    @Slot()
    def _begin_entry(self) -> EntryForm:
        form = EntryForm(self._shell, self.standing)
        form.kept.connect(self._saving.start)
        self._show_form(form)
        return form

    def _begin_regular(self, regular: Regular) -> None:
        form = self._begin_entry()
        form.fill(values_of_regular(regular))
        form.form.point_at("declared")
        self._saving.start()

    @Slot(object)
    def _begin_leaving(self, row: InsideRow) -> None:
        self._show_form(leaving_form(self._shell, row))

    @Slot(object)
    def _begin_return(self, row: InsideRow) -> None:
        self._show_form(handing_back_form(self._shell, row))

    @Slot(object)
    def _show_form(self, form: DeedForm) -> None:
        self.form = form
        form.done.connect(self._done)
        form.declined.connect(self._give_up)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(section(form.heading))
        column.addWidget(form, 1)
        put_in(self.right, holder)
        self.say("")
        form.setFocus()

    @Slot()
    def _done(self) -> None:
        was_entry = isinstance(self.form, EntryForm)
        self._saving.stop()
        self.form = None
        self.say(saved_at(self._shell.clock.now()))
        if was_entry:
            self._forget_draft()
        else:
            self.reread()

    @Slot()
    def _give_up(self) -> None:
        """Give up a form; an entry half made is forgotten."""
        was_entry, self.form = isinstance(self.form, EntryForm), None
        self._saving.stop()
        self.say("")
        if was_entry:
            self._forget_draft()
        else:
            self.reread()

    def _forget_draft(self) -> None:
        """Forget what was half entered, once no save of it is under way: a late one would bring it back."""
        self._forgets = bool(self._saves)
        if self._forgets:
            return
        visits, area_id = self._shell.office.visits, self.standing.area.id
        self._shell.read(lambda: visits.drop_draft(area_id), self._dropped, owner=self)

    def _dropped(self, _nothing: None) -> None:
        self.reread()

    @Slot()
    def _save(self) -> None:
        """Save what is half entered: no signature, no passphrase."""
        if not isinstance(self.form, EntryForm):
            return
        kept = kept_of(self.form.form.values())
        visits, area_id = self._shell.office.visits, self.standing.area.id
        self._saves += 1
        self._shell.read(lambda: visits.save_draft(area_id, kept), self._saved, self._save_failed, owner=self)

    def _saved(self, _nothing: None) -> None:
        if self.form is not None:
            self.say(_("書きかけを保存しました。"), Tone.NEUTRAL)
        self._end_save()

    def _save_failed(self, error: Exception) -> None:
        self._shell.notices.show_error(error)
        self._end_save()

    def _end_save(self) -> None:
        self._saves -= 1
        if self._forgets:
            self._forget_draft()

    # leaving the page

    @Slot()
    def leave(self) -> None:
        """Go back to the list; what is half entered is saved and comes back."""
        if self._saving.isActive():
            self._saving.stop()
            self._save()
        self._shell.uncover()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave a form, then the page, on Escape."""
        if event.key() != Qt.Key.Key_Escape:
            super().keyPressEvent(event)
        elif self.form is not None and not isinstance(self.form, EntryForm):
            self._give_up()
        else:
            self.leave()

    @override
    def showEvent(self, event: QShowEvent) -> None:
        """Read anew after the lock."""
        super().showEvent(event)
        if not event.spontaneous() and self._was_hidden:
            self._was_hidden = False
            self.reread()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        """Keep nothing of a form behind the lock; an entry half made comes back from the store."""
        super().hideEvent(event)
        if event.spontaneous():
            return
        self._was_hidden = True
        if self.form is not None:
            self.form = None
            put_in(self.right, QWidget())


class StartPart(Pane):
    """Those who come often, one press each, and the way for anybody else."""

    def __init__(self, regulars: tuple[Regular, ...], parent: QWidget | None = None) -> None:
        super().__init__(_("入室の受付"), parent)
        self.entry_wanted = Button(_("入室を受け付ける"), kind=ButtonKind.PRIMARY, icon="door-enter")
        self.regular_buttons: list[tuple[Regular, Button]] = []
        if regulars:
            self.column.addWidget(section(_("よく来る人")))
            self.column.addWidget(
                note(_("押すと、前回と同じ申告が入ります。今日の持ち物を確かめてください。"))
            )
            flow = Flow()
            for regular in regulars:
                button = Button(_told_regular(regular), icon="user")
                flow.addWidget(button)
                self.regular_buttons.append((regular, button))
            self.column.addLayout(flow)
        self.column.addWidget(self.entry_wanted, 0, Qt.AlignmentFlag.AlignLeft)
        self.end()


def _told_regular(regular: Regular) -> str:
    told = f"{regular.person}　{regular.organisation}".strip()
    return _("{person}（離任）").format(person=told) if regular.is_leaver else told
