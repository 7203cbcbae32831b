"""Sections and items of a document as a tree: a thin face, painted as far as it is in sight."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from typing_extensions import override

from oversight.checklist import LintFault
from oversight.checklist.editing import HEAD, Place
from oversight.words import _, _n, language

Index = QModelIndex | QPersistentModelIndex
FAULTS_ROLE = int(Qt.ItemDataRole.UserRole) + 1
GREY_ROLE = int(Qt.ItemDataRole.UserRole) + 2
HAS_CONDITION_ROLE = int(Qt.ItemDataRole.UserRole) + 3
_NOWHERE = QModelIndex()
_TOP = 0


class TreeModel(QAbstractItemModel):
    """The head first, then the sections with their items.

    An index carries 0 at the top, and under a section its position from 1. ``marked`` follows other faults or
    greys: whoever paints paints what is in sight, and no row is told by itself.
    """

    marked = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._sections: list[Mapping[str, Any]] = []
        self._faults: Mapping[Place, tuple[LintFault, ...]] = {}
        self._asked: Collection[str] | None = None

    # what is shown

    def show_document(self, document: Mapping[str, Any]) -> None:
        """Show another document; where no row came or went, only what changed is painted anew."""
        sections = list(document.get("sections", ()))
        same = [len(_items(one)) for one in sections] == [len(_items(one)) for one in self._sections]
        if not same:
            self.beginResetModel()
            self._sections = sections
            self.endResetModel()
            return
        before, self._sections = self._sections, sections
        for at, (one, other) in enumerate(zip(before, sections, strict=True)):
            if one is not other:
                self._tell_section(at)

    def show_faults(self, faults: Mapping[Place, tuple[LintFault, ...]]) -> None:
        """Mark the places that have faults."""
        if faults != self._faults:
            self._faults = faults
            self.marked.emit()

    def show_asked(self, asked: Collection[str] | None) -> None:
        """Grey the items that are not asked; None greys nothing."""
        if asked != self._asked:
            self._asked = asked
            self.marked.emit()

    def _tell_section(self, at: int) -> None:
        top = self.index(at + 1, 0)
        self.dataChanged.emit(top, top)
        last = self.rowCount(top) - 1
        if last >= 0:
            self.dataChanged.emit(self.index(0, 0, top), self.index(last, 0, top))

    # places

    def place_of(self, index: Index) -> Place:
        """Return the place an index stands for."""
        if not index.isValid():
            return HEAD
        within = int(index.internalId())
        return Place(within - 1, index.row()) if within else Place(index.row() - 1)

    def index_of(self, place: Place) -> QModelIndex:
        """Return the index of a place."""
        if place.item is None:
            return self.index(place.section + 1, 0)
        return self.index(place.item, 0, self.index(place.section + 1, 0))

    # the model

    @override
    def index(self, row: int, column: int, parent: Index = _NOWHERE) -> QModelIndex:
        """Return the index of a row."""
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        return self.createIndex(row, column, parent.row() if parent.isValid() else _TOP)

    @override
    def parent(self, index: Index = _NOWHERE) -> Any:
        """Return the section of an item."""
        within = int(index.internalId()) if index.isValid() else _TOP
        return self.createIndex(within, 0, _TOP) if within else QModelIndex()

    @override
    def rowCount(self, parent: Index = _NOWHERE) -> int:
        """Return the number of rows beneath an index."""
        if not parent.isValid():
            return len(self._sections) + 1
        if parent.column() or parent.internalId() or not parent.row():
            return 0
        return len(_items(self._sections[parent.row() - 1]))

    @override
    def columnCount(self, parent: Index = _NOWHERE) -> int:
        """Return one."""
        return 1

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the text, the faults, whether it is asked."""
        if not index.isValid():
            return None
        place = self.place_of(index)
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.ToolTipRole:
                return self._text(place)
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._spoken(place)
            case _ if role == FAULTS_ROLE:
                return self._faults_at(place)
            case _ if role == GREY_ROLE:
                return self._is_grey(place)
            case _ if role == HAS_CONDITION_ROLE:
                return place.item is not None and bool(self._part(place).get("condition"))
        return None

    def _part(self, place: Place) -> Mapping[str, Any]:
        section = self._sections[place.section]
        part: Mapping[str, Any] = section if place.item is None else _items(section)[place.item]
        return part

    def _text(self, place: Place) -> str:
        if place == HEAD:
            return _("この点検表について")
        part = self._part(place)
        return f"{part.get('id', '')}　{told(part.get('title'))}"

    def _faults_at(self, place: Place) -> int:
        """Return how many faults stand at a place; at a section with those of its items."""
        own = len(self._faults.get(place, ()))
        if place == HEAD or place.item is not None:
            return own
        return own + sum(
            len(faults)
            for at, faults in self._faults.items()
            if at.section == place.section and at.item is not None
        )

    def _is_grey(self, place: Place) -> bool:
        if self._asked is None or place.item is None:
            return False
        return self._part(place).get("id") not in self._asked

    def _spoken(self, place: Place) -> str:
        parts = [self._text(place)]
        if count := self._faults_at(place):
            parts.append(_n("直すところ {count}", count).format(count=count))
        if self._is_grey(place):
            parts.append(_("尋ねない"))
        return " ".join(parts)


def _items(section: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    items: list[Mapping[str, Any]] = section.get("items", [])
    return items


def told(words: Any) -> str:
    """Return a text of a draft in the language in use, or a word for none."""
    both = words if isinstance(words, Mapping) else {}
    ja, en = str(both.get("ja", "")), str(both.get("en", ""))
    return ((en or ja) if language() == "en" else ja) or _("（題名なし）")
