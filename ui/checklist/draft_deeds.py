"""The deeds of the editor on its document: add, copy, move, rename, retire, take back. Each is one step."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from oversight.checklist import editing as edit
from oversight.checklist.editing import HEAD, Place, part_at
from oversight.words import _
from ui.checklist.edited_draft import EditedDraft
from ui.checklist.form_part import FormPart
from ui.checklist.opened import Opened
from ui.checklist.tree_model import told
from ui.checklist.tree_part import TreePart


class DraftDeeds(QObject):
    """``made`` follows a new part, ``reason_asked`` the question of a retirement, ``retired`` its end."""

    made = Signal()
    reason_asked = Signal()
    retired = Signal()

    def __init__(self, draft: EditedDraft, form_part: FormPart, opened: Opened, parent: QObject) -> None:
        super().__init__(parent)
        self.draft, self.form_part, self.opened = draft, form_part, opened

    def listen(self, part: TreePart) -> None:
        """Do what the buttons of the tree and the forms ask for."""
        form = self.form_part
        part.item_wanted.connect(self.add_item)
        part.section_wanted.connect(self.add_section)
        part.copy_wanted.connect(self.copy_item)
        part.up_wanted.connect(self.move_up)
        part.down_wanted.connect(self.move_down)
        part.retirement_wanted.connect(self.ask_retirement)
        form.part_edited.connect(self._take_part)
        form.id_wanted.connect(self.rename)
        form.section_wanted.connect(self.move_to_section)
        form.return_wanted.connect(self.take_back)
        form.retire.agreed.connect(self.retire)

    @property
    def place(self) -> Place:
        """Return the place shown in the form."""
        return self.form_part.place

    def _change(self, outcome: tuple[dict[str, Any], Place], word: str) -> None:
        document, place = outcome
        self.draft.change(document, word, at=self.place, to=place)

    @Slot(object, str)
    def _take_part(self, part: Mapping[str, Any], typed: str) -> None:
        document = edit.with_part(self.draft.document, self.place, part)
        self.draft.change(document, _("記入"), at=self.place, typed=typed, is_by_form=True)

    @Slot()
    def add_item(self) -> None:
        """Add an item after the one chosen, or at the end of the section chosen; go into it."""
        sections = edit.sections_of(self.draft.document)
        if not sections:
            self.add_section()
            return
        place = self.place if self.place != HEAD else Place(len(sections) - 1)
        item = {"id": edit.next_item_id(self.draft.document, place.section), "severity": "B"}
        self._change(edit.with_item_added(self.draft.document, place, item), _("項目を加える"))
        self.made.emit()

    @Slot()
    def add_section(self) -> None:
        """Add a section after the one chosen, and go into it."""
        after = self.place.section if self.place != HEAD else len(edit.sections_of(self.draft.document)) - 1
        section = {"id": edit.next_section_id(self.draft.document), "items": []}
        self._change(edit.with_section_added(self.draft.document, after, section), _("区分を加える"))
        self.made.emit()

    @Slot()
    def copy_item(self) -> None:
        """Add a copy of the item chosen."""
        if self.place.item is not None:
            self._change(edit.duplicated(self.draft.document, self.place), _("複製"))

    @Slot()
    def move_up(self) -> None:
        """Move what is chosen one place up."""
        self._move(edit.step(self.draft.document, self.place, -1))

    @Slot()
    def move_down(self) -> None:
        """Move what is chosen one place down."""
        self._move(edit.step(self.draft.document, self.place, 1))

    @Slot(int)
    def move_to_section(self, at: int) -> None:
        """Move the item chosen to the end of another section."""
        if at != self.place.section:
            self._move(Place(at, len(edit.items_of(part_at(self.draft.document, Place(at))))))

    def _move(self, to: Place | None) -> None:
        if to is not None:
            self._change(edit.moved(self.draft.document, self.place, to), _("移動"))

    @Slot(str)
    def rename(self, wanted: str) -> None:
        """Give what is chosen another id; what speaks of it follows. One that is taken is refused."""
        form, document = self.form_part.form, self.draft.document
        others = {str(one.get("id")) for one in edit.sections_of(document)}
        taken = others if self.place.is_section else edit.used_ids(document)
        if not wanted or wanted in taken:
            form.fields["id"].show_error(_("この番号は使えません。ほかで使っているか、廃止した番号です。"))
            return
        renamed = edit.section_renamed if self.place.is_section else edit.item_renamed
        self._change((renamed(document, self.place, wanted), self.place), _("番号を変える"))

    @Slot()
    def ask_retirement(self) -> None:
        """Ask why what is chosen is retired; what was never published simply goes."""
        if self.place == HEAD:
            return
        part = part_at(self.draft.document, self.place)
        items = edit.items_of(part) if self.place.is_section else [part]
        if not {str(one.get("id")) for one in items} & self.form_part.published.items:
            self.retire("")
            return
        self.form_part.ask_retirement(f"{part.get('id', '')} {told(part.get('title'))}")
        self.reason_asked.emit()

    @Slot(str)
    def retire(self, reason: str) -> None:
        """Retire what is chosen."""
        document = edit.retired(self.draft.document, self.place, reason, self.form_part.published.items)
        self._change((document, _beside(document, self.place)), _("廃止"))
        self.retired.emit()

    @Slot(str)
    def take_back(self, item_id: str) -> None:
        """Put a retired item back into its section, or into the last one where that is gone."""
        item = self.opened.base_items[item_id]
        home = self.opened.based_on.section_of(item_id) if self.opened.based_on is not None else None
        sections = edit.sections_of(self.draft.document)
        same = (at for at, one in enumerate(sections) if home is not None and one.get("id") == home.id)
        at = next(same, len(sections) - 1)
        if at >= 0:
            self._change(edit.taken_back(self.draft.document, item, at), _("廃止を取り消す"))


def _beside(document: Mapping[str, Any], place: Place) -> Place:
    """Return the place nearest to one that is gone."""
    if place.item is None:
        last = len(document.get("sections", ())) - 1
        return Place(min(place.section, last)) if last >= 0 else HEAD
    left = len(document["sections"][place.section].get("items", ()))
    return Place(place.section, min(place.item, left - 1)) if left else Place(place.section)
