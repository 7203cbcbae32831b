"""What changes from one edition to another, as a list to read: what, where, before and after."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Signal, Slot
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from oversight.checklist.differences import Difference, DifferenceKind, PartKind
from oversight.words import _, _n, mark
from ui.theme import Tone, current_theme
from ui.widgets.chips import ChipRow, ChipSpec
from ui.widgets.columns import Column
from ui.widgets.empty_state import EmptyState
from ui.widgets.facts import Facts
from ui.widgets.lead_focus import lead_focus
from ui.widgets.pane import Pane
from ui.widgets.row_table import RowTable
from ui.widgets.stacks import put_in
from ui.widgets.text import note, prose, section

KIND_WORDS = {
    DifferenceKind.ADDED: mark("加わった"),
    DifferenceKind.REMOVED: mark("なくなった"),
    DifferenceKind.MOVED: mark("移った"),
    DifferenceKind.CHANGED: mark("変わった"),
}
_TONES = {
    DifferenceKind.ADDED: Tone.DONE,
    DifferenceKind.REMOVED: Tone.DANGER,
    DifferenceKind.MOVED: Tone.INFO,
    DifferenceKind.CHANGED: Tone.ATTENTION,
}
_PART_WORDS = {PartKind.SECTION: mark("区分")}
_DETAIL_ROWS, _LARGE = 6, 1.5
"""Rows the whole of one difference takes beneath the list; half as many where the text is large."""

Row = tuple[int, Difference]


def _where(row: Row) -> str:
    difference = row[1]
    part = _(_PART_WORDS[difference.part]) if difference.part in _PART_WORDS else ""
    return " ".join(filter(None, (part, difference.place, difference.title)))


_COLUMNS: tuple[Column[Row], ...] = (
    Column(
        mark("違い"),
        lambda row: _(KIND_WORDS[row[1].kind]),
        tone=lambda row: _TONES[row[1].kind],
        is_tag=True,
    ),
    Column(mark("どこが"), _where, stretch=3),
    Column(mark("何が"), lambda row: row[1].what, stretch=1, spare=3),
    Column(mark("前"), lambda row: row[1].before, stretch=2, spare=2),
    Column(mark("後"), lambda row: row[1].after, stretch=2, spare=1),
)


class DifferenceList(QWidget):
    """``place_wanted`` carries the id of the part that a line is about."""

    place_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.differences: tuple[Difference, ...] = ()
        self.said = note("")
        kinds = [ChipSpec(kind, _(word)) for kind, word in KIND_WORDS.items()]
        self.chips = ChipRow([ChipSpec(None, _("すべて")), *kinds], name=_("違いの絞り込み"), one=True)
        self.table: RowTable[Row] = RowTable(_COLUMNS, name=_("違いの一覧"), key=lambda row: row[0])
        self.empty = EmptyState("")
        self._body, self.detail = QStackedWidget(), QStackedWidget()
        self._lay_out()
        self.chips.chosen_changed.connect(self._narrow)
        self.table.row_opened.connect(self._open)
        self.table.row_chosen.connect(self._show_one)
        self.table.clicked.connect(self._show_index)
        lead_focus(self, self.table)

    def _lay_out(self) -> None:
        for widget in (self.empty, self.table):
            self._body.addWidget(widget)
        self.detail.hide()
        rows = _DETAIL_ROWS if current_theme().scale < _LARGE else _DETAIL_ROWS // 2
        self.detail.setFixedHeight(current_theme().row_height * rows)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(current_theme().space(8))
        column.addWidget(self.said)
        column.addWidget(self.chips)
        column.addWidget(self._body, 1)
        column.addWidget(self.detail)

    def say(self, text: str) -> None:
        """Say what is compared with what."""
        self.said.setText(text)

    def show_differences(self, differences: Sequence[Difference]) -> None:
        """Show the differences, with their counts."""
        self.differences = tuple(differences)
        for kind, word in KIND_WORDS.items():
            count = sum(one.kind is kind for one in self.differences)
            self.chips.say_count(kind, _("{word} {count:,}").format(word=_(word), count=count))
        self.chips.say_count(None, _("すべて {count:,}").format(count=len(self.differences)))
        self.table.replace_rows(list(enumerate(self.differences)))
        self.empty.say(_("違いはありません。"))
        self._narrow()

    @Slot(object)
    def _narrow(self, _chosen: object = None) -> None:
        kind = self.chips.only
        self.table.narrow(None if kind is None else lambda row: row[1].kind is kind)
        self._body.setCurrentWidget(self.table if self.table.rows_model.shown else self.empty)

    @Slot(QModelIndex)
    def _show_index(self, _index: QModelIndex) -> None:
        self._show_one(self.table.chosen)

    @Slot(object)
    def _show_one(self, row: Row | None) -> None:
        """Show the whole of one difference beneath the list: long texts end in an ellipsis there."""
        self.detail.setVisible(row is not None)
        if row is None:
            return
        one = row[1]
        pane = Pane(_("違いの内容"))
        pane.column.addWidget(section(f"{_(KIND_WORDS[one.kind])}　{_where(row)}　{one.what}".rstrip("　")))
        pane.column.addWidget(Facts(((_("前"), one.before), (_("後"), one.after))))
        if one.is_retyped:
            pane.column.addWidget(
                prose(_("答え方が変わるので、前の検査の答えとは比べられないことがあります。"), "warning")
            )
        pane.end()
        put_in(self.detail, pane)

    @Slot(object)
    def _open(self, row: Row) -> None:
        self.place_wanted.emit(row[1].place)


def told_count(differences: Sequence[Difference]) -> str:
    """Return how many differences there are."""
    return _n("違い {count:,}件", len(differences)).format(count=len(differences))
