"""The form of what stands under the cursor: the head, a section or an item; or why something is retired."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from oversight.checklist import Edition, LintFault
from oversight.checklist.editing import HEAD, Place, part_at
from oversight.words import _
from ui.checklist.edited_draft import EditedDraft
from ui.checklist.head_form import HeadForm
from ui.checklist.item_form import ItemForm
from ui.checklist.part_form import PartForm
from ui.checklist.retire_form import RetireForm
from ui.checklist.section_form import SectionForm
from ui.theme import current_theme
from ui.widgets.text import ElidedLabel


@dataclass(frozen=True)
class Published:
    """The ids an edition has that a draft is based on: they stay what they are."""

    items: frozenset[str] = frozenset()
    sections: frozenset[str] = frozenset()

    @classmethod
    def of(cls, edition: Edition | None) -> Published:
        """Return the ids of an edition; none without one."""
        if edition is None:
            return cls()
        return cls(
            frozenset(item.id for item in edition.items), frozenset(one.id for one in edition.sections)
        )


class FormPart(QWidget):
    """``part_edited`` carries the part as the form says it and the typing that goes on.

    The other signals are those of the forms, each of which is made when it is first needed.
    """

    part_edited = Signal(object, str)
    id_wanted = Signal(str)
    section_wanted = Signal(int)
    return_wanted = Signal(str)

    def __init__(
        self,
        draft: EditedDraft,
        published: Published,
        today: dt.date,
        *,
        is_read_only: bool,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._draft, self.published, self._is_read_only = draft, published, is_read_only
        self.place = HEAD
        self.heading = ElidedLabel("", "section")
        self._today = today
        self.retire = RetireForm()
        self.stack = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().space(8))
        column.addWidget(self.heading)
        column.addWidget(self.stack, 1)
        self.stack.addWidget(self.retire)

    @cached_property
    def head(self) -> HeadForm:
        """Return the form of what belongs to no section."""
        form = HeadForm(self._document, self._today)
        form.return_wanted.connect(self.return_wanted)
        self._take_in(form)
        return form

    @cached_property
    def section(self) -> SectionForm:
        """Return the form of a section."""
        form = SectionForm(self._document)
        form.id_wanted.connect(self.id_wanted)
        self._take_in(form)
        return form

    @cached_property
    def item(self) -> ItemForm:
        """Return the form of an item."""
        form = ItemForm(self._document)
        form.id_wanted.connect(self.id_wanted)
        form.section_wanted.connect(self.section_wanted)
        self._take_in(form)
        return form

    def _take_in(self, form: PartForm) -> None:
        form.set_read_only(self._is_read_only)
        form.part_edited.connect(self._tell)
        self.stack.addWidget(form)

    def _document(self) -> Mapping[str, Any]:
        return self._draft.document

    @property
    def form(self) -> PartForm:
        """Return the form of the place shown."""
        if self.place == HEAD:
            return self.head
        return self.section if self.place.is_section else self.item

    def show_place(self, place: Place, returnable: Collection[str] = ()) -> None:
        """Show the form of a place, filled."""
        self.place = place
        document = self._draft.document
        part = part_at(document, place)
        if place == HEAD:
            self.heading.say(_("この点検表について"))
            self.head.show_head(document, returnable)
        elif place.is_section:
            self.heading.say(_("区分 {id}").format(id=part.get("id", "")))
            self.section.show_section(part, is_published=self._is_fixed(part, self.published.sections))
        else:
            self.heading.say(_("点検項目 {id}").format(id=part.get("id", "")))
            self.item.show_item(part, place.section, is_published=self._is_fixed(part, self.published.items))
        self.stack.setCurrentWidget(self.form)

    def _is_fixed(self, part: Mapping[str, Any], published: frozenset[str]) -> bool:
        return self._is_read_only or part.get("id") in published

    def ask_retirement(self, told: str) -> None:
        """Ask in place of the form why something is retired."""
        self.retire.begin(told)
        self.stack.setCurrentWidget(self.retire)
        self.retire.reason.setFocus()

    def show_form_again(self) -> None:
        """Put the form back in the place of the question."""
        self.stack.setCurrentWidget(self.form)

    @property
    def is_asking(self) -> bool:
        """Tell whether the reason of a retirement is asked for."""
        return self.stack.currentWidget() is self.retire

    def show_faults(self, faults: tuple[LintFault, ...]) -> None:
        """Say what is wrong with the place shown."""
        self.form.show_faults(faults)

    def _tell(self, typed: str) -> None:
        self.part_edited.emit(self.form.part_now(), typed)

    def focus_first(self) -> None:
        """Go into the form."""
        self.form.focus_first()
