"""The editor of a draft: its tree, the form of what is chosen, and beside it how it looks and what is wrong.

Opened on an edition it is the same page, to be read only.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QStackedWidget, QWidget
from typing_extensions import override

from oversight.checklist import LintFault
from oversight.checklist import editing as edit
from oversight.checklist.editing import HEAD, Place, part_at
from oversight.checklist.fault_places import FaultPlaces
from oversight.words import _
from ui.actions import Action, action_button, bind
from ui.checklist.draft_deeds import DraftDeeds
from ui.checklist.edited_draft import Changed, EditedDraft
from ui.checklist.fault_field import point_at_fault
from ui.checklist.form_part import FormPart, Published
from ui.checklist.keeper import Keeper
from ui.checklist.opened import Opened, read_draft, read_opened
from ui.checklist.publish_part import PublishPart
from ui.checklist.rows import ChecklistRow
from ui.checklist.side_by_side import Part, SideBySide
from ui.checklist.side_of import side_of
from ui.checklist.side_part import Side
from ui.checklist.text_undo import TextUndo
from ui.checklist.tree_part import TreePart
from ui.checklist.watcher import Asked, Seen, Watcher
from ui.covering_page import CoveringPage
from ui.deed_form import DeedForm
from ui.rooms import OpenRecord, Room
from ui.shell import Shell
from ui.shortcuts import Shortcut
from ui.theme import Tone
from ui.widgets.buttons import Button, ButtonKind
from ui.widgets.days import saved_at
from ui.widgets.lead_focus import lead_focus


def open_editor(
    shell: Shell,
    row: ChecklistRow,
    *,
    owner: QObject,
    at: str = "",
    side: Side = Side.PREVIEW,
    over: bool = False,
) -> None:
    """Open an edition or a draft on the whole window, at the part with an id."""
    office = shell.office

    def done(opened: Opened) -> None:
        page = Editor(shell, row, opened)
        shell.cover(page, over=over)
        if at:
            page.go_to_id(at)
        page.side.turn(side)

    shell.read(lambda: read_opened(office, row), done, owner=owner, what=_("点検表を読んでいます"))


class Editor(CoveringPage):
    """Covers the window with one draft or edition."""

    def __init__(
        self, shell: Shell, row: ChecklistRow, opened: Opened, parent: QWidget | None = None
    ) -> None:
        name = _("点検表の編集") if opened.draft is not None else _("点検表の内容")
        super().__init__(shell, name=name, back=_("一覧へ戻る"), parent=parent)
        self._row, self.opened = row, opened
        self.is_read_only = opened.draft is None
        self.draft = EditedDraft(opened.document, self)
        self.seen: Seen | None = None
        today = shell.clock.today()
        self.tree_part = TreePart(is_read_only=self.is_read_only)
        self.tree = self.tree_part.tree
        published = Published.of(opened.based_on)
        self.form_part = FormPart(self.draft, published, today, is_read_only=self.is_read_only)
        self.side = side_of(shell, opened, today)
        self.keeper = Keeper(shell, opened.draft, self._document, self) if opened.draft is not None else None
        self.deeds = DraftDeeds(self.draft, self.form_part, opened, self)
        self.watcher = Watcher(shell, self._wanted, self)
        self.publishing = PublishPart(shell)
        self.text_undo = TextUndo(self)
        self._make_buttons()
        self._lay_parts()
        self._listen()
        self._show_document(HEAD)
        lead_focus(self, self.tree)
        self.watcher.touch()  # painted first, looked at then

    # making

    def _make_buttons(self) -> None:
        quiet = ButtonKind.QUIET
        undo = Action(_("元に戻す"), "arrow-back-up", Shortcut.UNDO_CHANGE)
        redo = Action(_("やり直す"), "arrow-right", Shortcut.REDO_CHANGE)
        publish = Action(_("公開する…"), "check", Shortcut.PUBLISH)
        self.undo_button = action_button(undo, self.draft.steps.undo, kind=quiet, word=undo.word)
        self.redo_button = action_button(redo, self.draft.steps.redo, kind=quiet, word=redo.word)
        self.publish_button = action_button(publish, self.publish, kind=ButtonKind.PRIMARY, word=publish.word)
        for button in (self.undo_button, self.redo_button, self.publish_button):
            if self.is_read_only:
                button.hide()
        self.undo_button.setEnabled(False)
        self.redo_button.setEnabled(False)

    def _lay_parts(self) -> None:
        self.work = SideBySide(self.tree_part, self.form_part, self.side)
        self.publishing.hold(self.right)
        self.body = QStackedWidget()
        self.body.addWidget(self.work)
        self.body.addWidget(self.publishing)
        deeds: tuple[Button, ...] = (self.undo_button, self.redo_button, self.publish_button)
        self._lay_out(self.opened.title, self.body, *deeds)

    def _listen(self) -> None:
        self.draft.changed.connect(self._follow_change)
        self.draft.steps.canUndoChanged.connect(self.undo_button.setEnabled)
        self.draft.steps.canRedoChanged.connect(self.redo_button.setEnabled)
        self.tree.place_chosen.connect(self._show_place)
        self.tree.activated.connect(self._go_into_form)
        self.side.faults.fault_wanted.connect(self.go_to_fault)
        self.side.differences.place_wanted.connect(self.go_to_id)
        self.side.dry_run.tried.connect(self.watcher.look)
        self.side.turned.connect(self._turn_side)
        self.watcher.seen.connect(self._show_seen)
        bind(Shortcut.TO_TREE, self, self.turn_focus)
        bind(Shortcut.NEXT_FAULT, self, self.go_to_next_fault)
        if self.keeper is not None:
            self.keeper.saved.connect(self._say_saved)
            self.keeper.parted.connect(self._say_parted)
            self._listen_to_deeds()

    def _listen_to_deeds(self) -> None:
        self.deeds.listen(self.tree_part)
        self.deeds.made.connect(self._go_into_new)
        self.deeds.reason_asked.connect(self._show_question)
        self.deeds.retired.connect(self._go_to_tree)
        self.form_part.retire.declined.connect(self._leave_retirement)
        self.publishing.place_wanted.connect(self._go_from_publishing)

    # what is shown

    def _document(self) -> Mapping[str, Any]:
        return self.draft.document

    @property
    def place(self) -> Place:
        """Return the place shown in the form."""
        return self.form_part.place

    def _wanted(self) -> tuple[Mapping[str, Any], Asked]:
        dry = self.side.dry_run
        facts, answers = dry.facts_and_answers()
        is_trying = self.side.side is Side.DRY_RUN
        return self.draft.document, Asked(
            facts, answers, dry.today if is_trying else None, self.opened.based_on
        )

    def _show_document(self, place: Place) -> None:
        self.tree.tree_model.show_document(self.draft.document)
        self.tree.choose(place)
        self._show_place(place)

    @Slot(object)
    def _show_place(self, place: Place) -> None:
        self.form_part.show_place(place, self.opened.base_items.keys() if place == HEAD else ())
        self._show_beside(place)
        if self.seen is not None and self.seen.document is self.draft.document:
            self.form_part.show_faults(self.seen.places.get(place, ()))

    def _show_beside(self, place: Place) -> None:
        item = part_at(self.draft.document, place) if place.item is not None else None
        self.side.preview.show_item(self.draft.document, item)
        self.tree_part.allow(is_item=place.item is not None, is_head=place == HEAD)

    @Slot(object)
    def _follow_change(self, changed: Changed) -> None:
        self.tree.tree_model.show_document(self.draft.document)
        self.tree.choose(changed.place)
        if changed.is_by_form:
            self._show_beside(changed.place)
        else:
            self._show_place(changed.place)
        self.watcher.touch()
        if self.keeper is not None:
            self.keeper.saver.touch()

    @Slot(object)
    def _show_seen(self, seen: Seen) -> None:
        self.seen = seen
        self.side.show_seen(seen)
        self.publishing.differences.show_differences(seen.differences)
        model = self.tree.tree_model
        if not self.is_read_only:
            model.show_faults(seen.places)
            self.form_part.show_faults(seen.places.get(self.place, ()))
        model.show_asked(seen.trial.asked if seen.trial is not None and not seen.trial.wrong else None)

    @Slot()
    def _turn_side(self) -> None:
        """Begin or end the dry run with its side."""
        if self.side.side is Side.DRY_RUN:
            self.watcher.look()
        else:
            self.tree.tree_model.show_asked(None)

    @Slot()
    def _say_saved(self) -> None:
        self.say(saved_at(self._shell.clock.now()))

    @Slot()
    def _say_parted(self) -> None:
        self.say(_("保存していません"), Tone.DANGER)

    # going about

    def go_to(self, place: Place) -> None:
        """Show a place and put the focus into its form."""
        self.tree.choose(place)
        self._show_place(place)
        self._go_into_form()

    @Slot(object)
    def go_to_fault(self, fault: LintFault) -> None:
        """Go to the field that a fault is about."""
        self.go_to(FaultPlaces(self.draft.document).place_of(fault))
        point_at_fault(self.form_part.form, fault)

    @Slot()
    def go_to_next_fault(self) -> None:
        """Go to the next fault of the list, from the one last gone to."""
        table = self.side.faults.table
        at = table.chosen[0] if table.chosen is not None else -1
        if (following := self.side.faults.after(at)) >= 0:
            table.choose(following)
            self.go_to_fault(self.side.faults.faults[following])

    @Slot(str)
    def go_to_id(self, wanted: str) -> None:
        """Go to the item or section with an id; to the head where none has it."""
        sections = self.draft.document.get("sections", ())
        items = (
            place for place, item in edit.places_of_items(self.draft.document) if item.get("id") == wanted
        )
        parts = (Place(at) for at, one in enumerate(sections) if one.get("id") == wanted)
        self.go_to(next(items, None) or next(parts, None) or HEAD)

    @Slot(str)
    def _go_from_publishing(self, wanted: str) -> None:
        self._escape()
        self.go_to_id(wanted)

    @Slot()
    def _go_into_form(self) -> None:
        self.work.show_part(Part.FORM)
        self.form_part.focus_first()

    @Slot()
    def _go_into_new(self) -> None:
        self._go_into_form()
        self.form_part.form.fields["title.ja"].setFocus(Qt.FocusReason.OtherFocusReason)

    @Slot()
    def _go_to_tree(self) -> None:
        self.work.show_part(Part.TREE)
        self.tree.setFocus()

    @Slot()
    def _show_question(self) -> None:
        self.work.show_part(Part.FORM)
        self.form_part.retire.reason.setFocus()

    @Slot()
    def _leave_retirement(self) -> None:
        self.form_part.show_form_again()
        self._go_to_tree()

    @Slot()
    def turn_focus(self) -> None:
        """Go from the tree into the form, and back."""
        if self.tree.hasFocus():
            self._go_into_form()
        else:
            self._go_to_tree()

    @override
    def _escape(self) -> None:
        if self.form is not None:
            super()._escape()
        elif self.form_part.is_asking:
            self._leave_retirement()
        elif self.tree.hasFocus():
            self.leave()
        else:
            self._go_to_tree()

    # publishing

    @Slot()
    def publish(self) -> None:
        """Show what would be published, once nothing is wrong any more."""
        if self.keeper is None or self.keeper.is_parted:
            return
        if self.seen is None or self.seen.document is not self.draft.document:
            self.say(_("直すところを調べています。少し待って、もう一度押してください。"), Tone.INFO)
            self.watcher.look()
        elif self.seen.faults:
            count = len(self.seen.faults)
            self.say(
                _("直すところが{count}あるので、まだ公開できません。").format(count=count), Tone.ATTENTION
            )
            self.work.show_part(Part.SIDE)
            self.side.turn(Side.FAULTS)
            self.side.faults.table.choose_first()
            self.side.faults.table.setFocus()
        else:
            self.keeper.saver.flush()
            self.keeper.saver.once_saved(self._ask_to_publish)

    def _ask_to_publish(self) -> None:
        if self.keeper is None or self.keeper.is_unsaved:
            return
        self.publish_button.setEnabled(False)
        self.body.setCurrentWidget(self.publishing)
        self._show_form(self.publishing.form_for(self.keeper.kept, has_base=self.opened.based_on is not None))

    @override
    def _go_on(self, form: DeedForm, *, is_done: bool) -> None:
        self.body.setCurrentWidget(self.work)
        self.publish_button.setEnabled(True)
        edition_id = self.publishing.published_id
        if not is_done or edition_id is None:
            self.tree.setFocus()
            return
        self._shell.uncover()
        self._shell.notices.tell(_("点検表を公開しました。これまでの記録は元の版のまま残ります。"))
        self._shell.open(Room.CHECKLISTS, OpenRecord(edition_id))

    # leaving and coming back

    @override
    def holds_back(self) -> bool:
        """Keep what stands there; say once what cannot be kept."""
        if self.keeper is None:
            return False
        self.keeper.saver.flush()
        if not self.keeper.is_parted or self._warned:
            return False
        self._warned = True
        self.say(_("保存していない変更があります。もう一度で捨てます。"), Tone.ATTENTION)
        return True

    @override
    def _end(self) -> None:
        self.watcher.stop()
        if self.keeper is None:
            super()._end()
        else:
            self.keeper.saver.once_saved(super()._end)

    @Slot()
    @override
    def reread(self) -> None:
        office, row = self._shell.office, self._row
        if self.keeper is None:
            self._shell.read(lambda: read_opened(office, row), self._begin_anew, owner=self)
            return
        kept = self.keeper.kept  # after parting, another draft than the one opened
        self._shell.read(lambda: read_draft(office, kept.draft_id), self._begin_anew, owner=self)

    def _begin_anew(self, opened: Opened) -> None:
        self.opened = self.deeds.opened = opened
        if self.keeper is not None and opened.draft is not None:
            self.keeper.begin(opened.draft)
        self.draft.begin(opened.document)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        """Keep nothing behind the lock that is not kept in the store."""
        if not event.spontaneous() and self.keeper is not None:
            self.keeper.saver.flush()
            if self.keeper.is_parted:
                self.keeper.keep_apart()
            self.watcher.stop()
            self.draft.begin({})
            self.keeper.saver.timer.stop()
        self.body.setCurrentWidget(self.work)
        self.publish_button.setEnabled(True)
        super().hideEvent(event)
