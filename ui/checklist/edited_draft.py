"""The document being edited: one command for each change, undone and done again, typing taken together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoCommand, QUndoStack
from typing_extensions import override

from oversight.checklist.editing import HEAD, Place, is_there

_MOST_STEPS = 500
_MERGES, _STANDS_ALONE = 1, -1


@dataclass(frozen=True)
class Changed:
    """What a change did: where one stands after it, and whether the form made it and shows it already."""

    place: Place
    is_by_form: bool


@dataclass(frozen=True)
class Standing:
    """Where one stood before a change and stands after it, and which typing it belongs to."""

    at: Place
    to: Place
    typed: str
    is_by_form: bool


class EditedDraft(QObject):
    """Holds the document; ``changed`` carries a ``Changed`` after each change."""

    changed = Signal(object)

    def __init__(self, document: Mapping[str, Any], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.document: Mapping[str, Any] = document
        self.steps = QUndoStack(self)
        self.steps.setUndoLimit(_MOST_STEPS)

    def begin(self, document: Mapping[str, Any]) -> None:
        """Begin anew with a document; nothing can be undone before it."""
        self.document = document
        self.steps.clear()
        self.changed.emit(Changed(HEAD, is_by_form=False))

    def change(
        self,
        document: Mapping[str, Any],
        word: str,
        *,
        at: Place,
        to: Place | None = None,
        typed: str = "",
        is_by_form: bool = False,
    ) -> None:
        """Change the document as one step; ``typed`` names the field in which the same typing goes on."""
        stands = Standing(at, at if to is None else to, typed, is_by_form)
        self.steps.push(_Step(self, document, word, stands))

    def show(self, document: Mapping[str, Any], place: Place, *, is_by_form: bool) -> None:
        """Take a document up; for the steps alone."""
        self.document = document
        self.changed.emit(Changed(place if is_there(document, place) else HEAD, is_by_form))


class _Step(QUndoCommand):
    def __init__(self, draft: EditedDraft, after: Mapping[str, Any], word: str, standing: Standing) -> None:
        super().__init__(word)
        self._draft, self.before, self.after = draft, draft.document, after
        self.standing = standing
        self._is_by_form = standing.is_by_form

    @override
    def id(self) -> int:
        return _MERGES if self.standing.typed else _STANDS_ALONE

    @override
    def redo(self) -> None:
        self._draft.show(self.after, self.standing.to, is_by_form=self._is_by_form)
        self._is_by_form = False

    @override
    def undo(self) -> None:
        self._draft.show(self.before, self.standing.at, is_by_form=False)

    @override
    def mergeWith(self, other: QUndoCommand) -> bool:
        """Take in typing that goes on in the same field."""
        if not isinstance(other, _Step) or other.standing != self.standing:
            return False
        self.after = other.after
        return True
