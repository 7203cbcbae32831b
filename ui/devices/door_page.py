"""The page at the door of an area: left who is inside, right who comes in or goes out."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from functools import partial
from uuid import UUID

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget
from typing_extensions import override

from oversight.change import Change
from oversight.devices import InsideRow, LeavingDraft, Regular
from oversight.words import _
from ui.covering_page import CoveringPage
from ui.deed_form import DeedForm
from ui.devices.door_reading import DoorStanding, read_door
from ui.devices.entry_drafts import kept_of, values_of, values_of_regular
from ui.devices.entry_form import EntryForm
from ui.devices.found_form import FoundWay
from ui.devices.group_form import GroupForm
from ui.devices.inside_part import InsidePart
from ui.devices.leaving_form import HandingBackForm, LeavingForm
from ui.devices.start_part import StartPart
from ui.draft_saver import DraftSaver
from ui.shell import Shell
from ui.theme import Tone, current_theme
from ui.widgets.buttons import Button, ButtonKind
from ui.widgets.days import saved_at
from ui.widgets.lead_focus import lead_focus
from ui.widgets.stacks import put_in

_LEFT_WIDTH = 260


def open_door(shell: Shell, area_id: UUID, *, owner: QObject) -> None:
    """Open the page at the door of an area on the whole window."""
    office = shell.office

    def done(standing: DoorStanding) -> None:
        shell.cover(DoorPage(shell, standing))

    shell.read(lambda: read_door(office, area_id), done, owner=owner, what=_("入口の様子を読んでいます"))


class DoorPage(CoveringPage):
    """Covers the window. What is half entered is saved as one goes; a signature is given when it is done."""

    def __init__(self, shell: Shell, standing: DoorStanding, parent: QWidget | None = None) -> None:
        super().__init__(shell, name=_("区域の入口"), back=_("一覧へ戻る"), parent=parent)
        self.standing = standing
        self.found_button = Button(
            _("申告のない機器を見つけた"), kind=ButtonKind.QUIET, icon="alert-triangle"
        )
        self.found = FoundWay(shell, self)
        self.found.form_wanted.connect(self._show_form)
        self.found_button.clicked.connect(partial(self.found.ask, standing.area))
        self.saver = DraftSaver(shell, self._draft_work, self)
        self.saver.saved.connect(self._say_saved)
        self.left.setMinimumWidth(current_theme().width(_LEFT_WIDTH))
        title = _("入口　{area}").format(area=standing.area.told)
        self._lay_out(title, self._beside(2, 3), self.found_button)
        self.show_standing(standing)

    # who is inside, who comes

    def show_standing(self, standing: DoorStanding) -> None:
        """Show how the door stands, with the cursor where one goes on."""
        self.standing = standing
        self.inside = InsidePart(standing.inside, standing.holding.max_persons)
        self.inside.exit_wanted.connect(self._leave_at_once)
        self.inside.leaving_wanted.connect(self._begin_leaving)
        self.inside.return_wanted.connect(self._begin_return)
        put_in(self.left, self.inside)
        if standing.draft is not None and self.form is None:
            form = self._begin_group() if "persons" in standing.draft else self._begin_entry()
            form.fill(values_of(standing.draft))
            self.say(_("書きかけの入室を開きました。"), Tone.INFO)
        elif self.form is None:
            self._show_start()

    def _show_start(self) -> None:
        start = self.start = StartPart(self.standing.awaited)
        start.entry_wanted.clicked.connect(self._begin_entry)
        start.group_wanted.clicked.connect(self._begin_group)
        for regular, button in start.regular_buttons:
            button.clicked.connect(partial(self._begin_regular, regular))
        put_in(self.right, start)
        first = start.regular_buttons[0][1] if start.regular_buttons else start.entry_wanted
        lead_focus(self, first)
        first.setFocus()

    @override
    @Slot()
    def reread(self) -> None:
        """Read anew how the door stands."""
        office, area_id = self._shell.office, self.standing.area.id
        self._shell.read(lambda: read_door(office, area_id), self.show_standing, owner=self)

    # coming in

    @Slot()
    def _begin_entry(self) -> EntryForm:
        form = EntryForm(self._shell, self.standing)
        form.kept.connect(self.saver.touch)
        self._show_form(form)
        return form

    @Slot()
    def _begin_group(self) -> GroupForm:
        form = GroupForm(self._shell, self.standing)
        form.kept.connect(self.saver.touch)
        self._show_form(form)
        return form

    def _begin_regular(self, regular: Regular) -> None:
        form = self._begin_entry()
        form.fill(values_of_regular(regular))
        form.form.point_at("declared")
        self.saver.touch()

    # going out

    @Slot(object)
    def _leave_at_once(self, row: InsideRow) -> None:
        """Record that somebody left who has nothing to take back."""
        visits, draft = self._shell.office.visits, LeavingDraft((row.visit.id,))
        self.inside.setEnabled(False)
        self._shell.do(lambda: visits.leave(draft), self._left, self._failed_to_leave, owner=self)

    def _left(self, _change: Change) -> None:
        self.say(saved_at(self._shell.clock.now()))
        self.reread()

    def _failed_to_leave(self, error: Exception) -> None:
        self._shell.notices.show_error(error)
        self.reread()

    @Slot(object, object)
    def _begin_leaving(self, rows: Sequence[InsideRow], chosen: Collection[UUID]) -> None:
        visits = [row.visit for row in rows]
        self._show_form(LeavingForm(self._shell, visits, chosen, has_witness=self._has_witness))

    @Slot(object)
    def _begin_return(self, row: InsideRow) -> None:
        self._show_form(HandingBackForm(self._shell, row, has_witness=self._has_witness))

    @property
    def _has_witness(self) -> bool:
        return bool(self.standing.holding.witness_by)

    # what is half entered

    @override
    def _end_form(self, said: str, *, is_done: bool) -> None:
        self.saver.timer.stop()
        super()._end_form(said, is_done=is_done)

    @override
    def _go_on(self, form: DeedForm, *, is_done: bool) -> None:
        """Read anew; an entry recorded or given up is no longer half made."""
        if isinstance(form, EntryForm | GroupForm):
            self.saver.once_saved(self._forget_draft)
        else:
            self.reread()

    def _forget_draft(self) -> None:
        visits, area_id = self._shell.office.visits, self.standing.area.id
        self._shell.read(lambda: visits.drop_draft(area_id), self._dropped, owner=self)

    def _dropped(self, _nothing: None) -> None:
        self.reread()

    def _draft_work(self) -> Callable[[], None] | None:
        """Return what saves what is half entered: no signature, no passphrase."""
        if not isinstance(self.form, EntryForm | GroupForm):
            return None
        kept = kept_of(self.form.form.values())
        visits, area_id = self._shell.office.visits, self.standing.area.id
        return lambda: visits.save_draft(area_id, kept)

    @Slot()
    def _say_saved(self) -> None:
        if self.form is not None:
            self.say(_("書きかけを保存しました。"), Tone.NEUTRAL)

    @override
    def _end(self) -> None:
        """Go back to the list; what is half entered is saved and comes back."""
        self.saver.flush()
        super()._end()

    @override
    def _escape(self) -> None:
        """Leave an entry half made as it is, with the page."""
        if isinstance(self.form, EntryForm | GroupForm):
            self.leave()
        else:
            super()._escape()
