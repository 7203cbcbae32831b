"""The base of pages that show one list and, beside it, the one row chosen: chips, search, table, pane."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Hashable, Mapping, Sequence
from enum import Enum
from typing import ClassVar, Generic

from PySide6.QtCore import QModelIndex, Slot
from PySide6.QtWidgets import QStackedWidget, QWidget
from typing_extensions import override

from oversight.change import Change, Subject
from oversight.kept_filters import KeptFilter
from oversight.words import _
from ui.deed_form import DeedForm
from ui.kept_filters import KeptFilters
from ui.page import Page
from ui.rooms import OpenRecord, OpenRows
from ui.shell import Shell
from ui.widgets.chips import Chip, ChipRow, ChipSpec
from ui.widgets.columns import Column, Row
from ui.widgets.empty_state import EmptyState
from ui.widgets.lead_focus import lead_focus
from ui.widgets.row_table import RowTable
from ui.widgets.search_field import SearchField

_SEARCH_WIDTH = 280


class View(Enum):
    """What a chip lets through; members have marked words, the last lets all through."""

    @property
    def word(self) -> str:
        """Return the chip's word in the language in use."""
        return _(self.value)


class ListPage(Page, Generic[Row]):
    """Subclasses say which rows, views and pane; rows asked for by another page come before the chips."""

    concerned: ClassVar[tuple[Subject, ...]] = ()

    def __init__(
        self,
        shell: Shell,
        *,
        columns: Sequence[Column[Row]],
        key: Callable[[Row], Hashable],
        views: type[View],
        name: str,
        search: str,
    ) -> None:
        super().__init__(shell)
        self._rows: tuple[Row, ...] = ()
        self._views, self._row_key = tuple(views), key
        self._only: OpenRows | None = None
        self._wanted: Hashable = None
        self.shown: Hashable = None
        self._asking: DeedForm | None = None
        self.table: RowTable[Row] = RowTable(columns, name=name, key=key)
        self.chips = ChipRow([ChipSpec(view, view.word) for view in views], name=_("絞り込み"), one=True)
        self.only_chip = Chip("")
        self.search = SearchField(search)
        self.empty = EmptyState("")
        self._lay_out()
        self._listen()
        self.kept_filters = KeptFilters(
            self, current=self.filter_in_force, apply=self.bring_into_force, ask=self.show_form
        )

    def _lay_out(self) -> None:
        for widget in (self.chips, self.only_chip, self.search):
            self.add_filter(widget)
        self.only_chip.hide()
        self.search.setMinimumWidth(_SEARCH_WIDTH)
        self._body = QStackedWidget()
        self._body.addWidget(self.table)
        self._body.addWidget(self.empty)
        self.set_body(self._body, with_detail=True)
        lead_focus(self, self.table)

    def _listen(self) -> None:
        self.chips.chosen_changed.connect(self._narrow)
        self.only_chip.clicked.connect(self._show_all_again)
        self.search.searched.connect(self._narrow)
        self.table.row_opened.connect(self.open_row)
        self.table.clicked.connect(self._open_index)
        self.table.row_chosen.connect(self._follow)
        self.table.counted.connect(self._say_count)
        if self.split is not None:
            self.split.detail_closed.connect(self._forget_detail)

    # what a page says of itself

    @abstractmethod
    def read_rows(self) -> None:
        """Ask for the rows through ``shell.read`` and hand them to ``show_rows``."""

    @abstractmethod
    def lets_through(self, view: View, row: Row) -> bool:
        """Tell whether a chip shows a row."""

    @abstractmethod
    def holds_words(self, row: Row, text: str) -> bool:
        """Tell whether every word of a search stands in a row."""

    @abstractmethod
    def told_count(self, shown: int, of: int) -> str:
        """Return what is said beneath the title."""

    @abstractmethod
    def told_empty(self, of: int) -> tuple[str, str]:
        """Return what is said where no row is shown, and what to do next."""

    @abstractmethod
    def show_chosen(self) -> None:
        """Show ``shown`` in the pane."""

    # hooks

    @override
    def on_open(self, request: object) -> None:
        if isinstance(request, OpenRows):
            self._only = request
        elif isinstance(request, OpenRecord):
            self._only, self._wanted = None, request.id
            self.chips.choose(self._views[-1])
            self.search.clear()

    @override
    def on_show(self) -> None:
        self.kept_filters.read()
        self.read_rows()

    @override
    def on_change(self, change: Change) -> None:
        if change.touches(*self.concerned):
            self.on_show()

    @override
    def find_field(self) -> QWidget:
        return self.search

    @override
    def has_unsaved(self) -> bool:
        return isinstance(self._detail, DeedForm) and self._detail.is_changed

    @property
    def _detail(self) -> QWidget | None:
        return self.split.detail if self.split is not None else None

    @property
    def _shows_record(self) -> bool:
        """Tell whether the pane shows a record, which the cursor may change, and no form."""
        return self._detail is not None and not isinstance(self._detail, DeedForm)

    @property
    def is_asking(self) -> bool:
        """Tell whether a form waits for an answer: a record read before it came must not take its place."""
        return self._asking is not None and self._detail is self._asking

    @override
    def close_detail(self) -> None:
        """Close the pane and forget what it showed."""
        super().close_detail()
        self._forget_detail()

    # filters that are kept

    def filter_in_force(self) -> KeptFilter:
        """Return what the list is narrowed by, without a name."""
        view = self.chips.only
        chip = view.name if isinstance(view, View) else ""
        return KeptFilter(self.key.value, "", chip, self.search.text().strip(), self.further_filters())

    def bring_into_force(self, kept: KeptFilter) -> None:
        """Narrow the list as it was kept; a chip that is gone lets all through."""
        self._only = None
        chosen = next((view for view in self._views if view.name == kept.chip), self._views[-1])
        self.chips.choose(chosen)
        self.search.setText(kept.words)
        self.apply_further_filters(kept.more)
        self._narrow()

    def further_filters(self) -> dict[str, str]:
        """Return what else the page narrows by."""
        return {}

    def apply_further_filters(self, more: Mapping[str, str]) -> None:
        """Narrow by what else the page had been narrowed by."""

    # the list

    def show_rows(self, rows: tuple[Row, ...]) -> None:
        """Show the rows read, with their counts; the one chosen stays chosen."""
        self._rows = rows
        self.count_views()
        self.table.replace_rows(rows)
        self._narrow()
        if self._wanted is not None:
            self.shown, self._wanted = self._wanted, None
            self.table.choose(self.shown)
            self.show_chosen()
        elif self._shows_record and self.shown is not None:
            self.show_chosen()

    def count_views(self) -> None:
        """Say on each chip how many it lets through."""
        for view, count in self.counted_views().items():
            self.chips.say_count(view, _("{word} {count:,}").format(word=view.word, count=count))

    def counted_views(self) -> Mapping[View, int]:
        """Return how many rows each chip lets through."""
        return {view: sum(self.lets_through(view, row) for row in self._rows) for view in self._views}

    @Slot()
    @Slot(object)
    @Slot(str)
    def _narrow(self, _changed: object = None) -> None:
        only, view, text = self._only, self.chips.only, self.search.text().strip()
        self.only_chip.setVisible(only is not None)
        self.chips.setVisible(only is None)
        if only is not None:
            self.only_chip.setText(f"{only.said}　✕")
            self.only_chip.setAccessibleName(_("{said} だけの表示をやめる").format(said=only.said))
            self.only_chip.setChecked(True)

        def passes(row: Row) -> bool:
            if only is not None:
                return self._row_key(row) in only.ids and self.holds_words(row, text)
            return (not isinstance(view, View) or self.lets_through(view, row)) and self.holds_words(
                row, text
            )

        self.table.narrow(passes)

    @Slot()
    def _show_all_again(self) -> None:
        self._only = None
        self._narrow()

    @Slot(int, int)
    def _say_count(self, shown: int, of: int) -> None:
        self.say(self.told_count(shown, of))
        self.empty.say(*self.told_empty(of))
        self.show_body(shown)

    def show_body(self, shown: int) -> None:
        """Show the list, or why it is empty."""
        self._body.setCurrentWidget(self.table if shown else self.empty)

    # one row

    @property
    def chosen_row(self) -> Row | None:
        """Return the row that the pane shows."""
        return next((row for row in self._rows if self._row_key(row) == self.shown), None)

    @Slot(object)
    def open_row(self, row: Row) -> None:
        """Show a row in the pane."""
        self._asking, self.shown = None, self._row_key(row)
        self.show_chosen()

    @Slot(QModelIndex)
    def _open_index(self, _index: QModelIndex) -> None:
        if self.table.chosen is not None:
            self.open_row(self.table.chosen)

    @Slot(object)
    def _follow(self, row: Row | None) -> None:
        """Let the pane follow the cursor while it shows a record."""
        if row is not None and self._row_key(row) != self.shown and self._shows_record:
            self.open_row(row)

    @Slot()
    def _forget_detail(self) -> None:
        self.shown = None

    # deeds

    def show_form(self, form: DeedForm) -> None:
        """Ask in the pane for what a deed needs."""
        form.done.connect(self._after_deed)
        form.declined.connect(self._show_record_again)
        self.show_detail(form.heading, form)
        self._asking = form
        form.setFocus()

    @Slot()
    def _after_deed(self) -> None:
        """Show the record as it stands now."""
        self._asking = None
        if self.shown is None:
            self.close_detail()
        self._wanted = self.shown
        self.on_show()

    @Slot()
    def _show_record_again(self) -> None:
        """Put the record back in the place of a form that was left; or nothing, where none was shown."""
        self._asking = None
        if self.shown is None:
            self.close_detail()
        else:
            self.show_chosen()
