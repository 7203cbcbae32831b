"""A list of records inside a form: added, changed beneath, put in another order, taken out."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget
from typing_extensions import override

from oversight.words import _
from ui.checklist.written import values_of, with_values
from ui.theme import current_theme
from ui.widgets.buttons import Button, ButtonKind
from ui.widgets.columns import Column
from ui.widgets.fields import Field
from ui.widgets.flow import Flow
from ui.widgets.row_table import RowTable

Record = dict[str, Any]
_MOST_ROWS, _LEAST_ROWS = 6, 2


@dataclass(frozen=True)
class Line:
    """One record as the table shows it."""

    at: int
    told: str


@dataclass(frozen=True)
class RecordKind:
    """What the records are: how one is told, its fields, a new one, and which fields one has no use for."""

    word: str
    told: Callable[[Mapping[str, Any]], str]
    fields: Callable[[], Sequence[Field]]
    blank: Callable[[Sequence[Mapping[str, Any]]], Record]
    unused: Callable[[Mapping[str, Any]], frozenset[str]] = lambda _record: frozenset()


class RecordsField(Field):
    """``value`` is a list of dicts. The fields of the one chosen stand beneath the list."""

    def __init__(self, name: str, label: str, kind: RecordKind, **rest: Any) -> None:
        super().__init__(name, label, **rest)
        self.kind = kind
        self.records: list[Record] = []
        self.chosen: int | None = None
        self.fields: dict[str, Field] = {}
        self._is_read_only = False
        self.table: RowTable[Line] = RowTable(
            (Column(kind.word, lambda line: line.told, stretch=1),), name=label, key=lambda line: line.at
        )
        self.table.horizontalHeader().hide()
        self.table.setSortingEnabled(False)
        self.add_button = Button(_("{what}を加える").format(what=_(kind.word)), icon="plus")
        self.up_button = Button(_("上へ"), kind=ButtonKind.QUIET, icon="chevron-up")
        self.down_button = Button(_("下へ"), kind=ButtonKind.QUIET, icon="chevron-down")
        self.drop_button = Button(_("外す"), kind=ButtonKind.QUIET, icon="trash")
        self._lay_out()
        self._listen()
        self._show()

    def _lay_out(self) -> None:
        space = current_theme().space
        self._holder = QWidget()
        column = QVBoxLayout(self._holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space(8))
        column.addWidget(self.table)
        deeds = Flow()
        self._ways = (self.add_button, self.up_button, self.down_button, self.drop_button)
        for button in self._ways:
            button.setAccessibleName(f"{self.label} {button.text()}")
            deeds.addWidget(button)
        column.addLayout(deeds)
        self.frame = QFrame()
        self.frame.setProperty("piece", "card")
        self._inside = QVBoxLayout(self.frame)
        self._inside.setContentsMargins(space(12), space(12), space(12), space(12))
        self._inside.setSpacing(space(12))
        column.addWidget(self.frame)
        self.frame.hide()
        self._hold(self._holder)
        self.setFocusProxy(self.table)

    def _listen(self) -> None:
        self.table.row_chosen.connect(self._follow)
        self.table.row_opened.connect(self._enter)
        self.add_button.clicked.connect(self.add)
        self.up_button.clicked.connect(self.move_up)
        self.down_button.clicked.connect(self.move_down)
        self.drop_button.clicked.connect(self.drop)

    # the value

    @override
    def value(self) -> list[Record]:
        return list(self.records)

    @override
    def set_value(self, value: Any) -> None:
        records = [dict(one) for one in value or ()]
        if records == self.records and self.chosen is None:
            return
        keeps = self.chosen is not None and len(records) == len(self.records)
        self.records = records
        self.chosen = self.chosen if keeps else None
        self._show()
        self._show_chosen()

    @override
    def set_read_only(self, is_read_only: bool) -> None:
        self._is_read_only = is_read_only
        for button in self._ways:
            button.setHidden(is_read_only)
        for field in self.fields.values():
            field.set_read_only(is_read_only)

    # the list

    def _show(self) -> None:
        told = self.table.blockSignals(True)  # which one is chosen is said here, not by the table
        self.table.replace_rows([Line(at, self.kind.told(one)) for at, one in enumerate(self.records)])
        if self.chosen is None:
            self.table.choose_none()
        else:
            self.table.choose(self.chosen)
        self.table.blockSignals(told)
        rows = min(max(len(self.records), _LEAST_ROWS), _MOST_ROWS)
        self.table.setFixedHeight(rows * current_theme().row_height + 4)
        self.table.setVisible(bool(self.records))
        self._allow()

    def _allow(self) -> None:
        at, last = self.chosen, len(self.records) - 1
        self.up_button.setEnabled(at is not None and at > 0)
        self.down_button.setEnabled(at is not None and at < last)
        self.drop_button.setEnabled(at is not None)

    @Slot(object)
    def _follow(self, line: Line | None) -> None:
        at = line.at if line is not None else None
        if at != self.chosen:
            self.chosen = at
            self._show_chosen()

    @Slot(object)
    def _enter(self, line: Line) -> None:
        """Go into the fields of the record on Enter."""
        self._follow(line)
        self.focus_chosen()

    def focus_chosen(self) -> None:
        """Put the focus into the first field of the record chosen."""
        first = next((field for field in self.fields.values() if not field.isHidden()), None)
        if first is not None:
            first.setFocus(Qt.FocusReason.OtherFocusReason)

    # the one chosen

    def _show_chosen(self) -> None:
        self._allow()
        self.frame.setVisible(self.chosen is not None)
        if self.chosen is None:
            return
        self._make_fields()
        record = self.records[self.chosen]
        for name, value in values_of(record, self.fields).items():
            self.fields[name].set_value(value)
            self.fields[name].show_error("")
        self._fit(record)

    def _make_fields(self) -> None:
        """Make the fields when a record is first chosen: most never are."""
        if self.fields:
            return
        for field in self.kind.fields():
            self.fields[field.name] = field
            field.edited.connect(self._take_up)
            field.set_read_only(self._is_read_only)
            self._inside.addWidget(field)

    def _fit(self, record: Mapping[str, Any]) -> None:
        unused = self.kind.unused(record)
        for name, field in self.fields.items():
            field.setVisible(name not in unused)

    @Slot()
    def _take_up(self) -> None:
        """Take what was typed into the record."""
        if self.chosen is None:
            return
        record = self.records[self.chosen]
        unused = self.kind.unused(with_values(record, self._given(frozenset())))
        record = with_values(record, {**self._given(unused), **dict.fromkeys(_tops(unused))})
        self.records[self.chosen] = record
        self._fit(record)
        self._show()
        self._note_edit()

    def _given(self, unused: frozenset[str]) -> dict[str, Any]:
        return {name: field.value() for name, field in self.fields.items() if name not in unused}

    # deeds

    @Slot()
    def add(self) -> None:
        """Add a new record and go into it."""
        self.records.append(self.kind.blank(self.records))
        self.chosen = len(self.records) - 1
        self._show()
        self._show_chosen()
        self.focus_chosen()
        self._note_edit()

    @Slot()
    def move_up(self) -> None:
        """Put the record chosen before the one above."""
        self._move(-1)

    @Slot()
    def move_down(self) -> None:
        """Put the record chosen after the one beneath."""
        self._move(1)

    def _move(self, by: int) -> None:
        if self.chosen is None:
            return
        self.records.insert(self.chosen + by, self.records.pop(self.chosen))
        self.chosen += by
        self._show()
        self._note_edit()

    @Slot()
    def drop(self) -> None:
        """Take the record chosen out."""
        if self.chosen is None:
            return
        del self.records[self.chosen]
        self.chosen = None
        self._show()
        self._show_chosen()
        self.table.setFocus() if self.records else self.add_button.setFocus()
        self._note_edit()


def _tops(names: frozenset[str]) -> set[str]:
    """Return the keys of a record that its unused fields stand for."""
    return {name.partition(".")[0] for name in names}
