"""The table of a sheet: arrows walk its cells, its heads and keys ask what a column or a row is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeVar

from PySide6.QtCore import (
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QAction, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)
from typing_extensions import override

from oversight.checklist.workbook import (
    KIND_WORDS,
    ROLE_WORDS,
    ColumnRole,
    RowKind,
    SheetRow,
    SheetUnderstood,
)
from oversight.words import _
from ui.checklist.sheet_heads import LEFT, SheetHead
from ui.checklist.sheet_model import SheetModel
from ui.theme import current_theme
from ui.widgets.focus_ring import paint_ring
from ui.widgets.table_view import settle_table

Index = QModelIndex | QPersistentModelIndex
_OPENS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_MEASURED_ROWS = 60
_WIDEST, _NARROWEST = 320, 92
Choice = TypeVar("Choice", ColumnRole, RowKind)


class SheetTable(QTableView):
    """``cell_chosen`` follows the cursor; ``role_asked`` carries column and role, ``kind_asked`` a kind.

    Enter asks for the kind of the row, Shift+Enter for the role of the column.
    """

    cell_chosen = Signal()
    role_asked = Signal(int, object)
    kind_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.sheet_model = SheetModel(self)
        self.setModel(self.sheet_model)
        self.setItemDelegate(_CellPainter(self))
        self.menu = QMenu(self)
        self._asks_role = False
        self.menu.triggered.connect(self._take)
        self._column_head = SheetHead(Qt.Orientation.Horizontal, self.sheet_model, self)
        self._row_head = SheetHead(Qt.Orientation.Vertical, self.sheet_model, self)
        self.setHorizontalHeader(self._column_head)
        self.setVerticalHeader(self._row_head)
        self._settle()
        self._column_head.asked.connect(self.ask_role)
        self._row_head.asked.connect(self.ask_kind)
        self.selectionModel().currentChanged.connect(self._note_choice)
        self.selectionModel().selectionChanged.connect(self._note_choice)
        self.sheet_model.modelReset.connect(self._fit)

    def _settle(self) -> None:
        self.setAccessibleName(_("シートの内容"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        settle_table(self)
        for head in (self._column_head, self._row_head):
            head.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            head.fit()

    def show_sheet(self, sheet: SheetUnderstood) -> None:
        """Show a sheet; the cursor stays where it was while it is the same one."""
        self.sheet_model.show_sheet(sheet)
        self._let_titles_run_on()
        if not self.currentIndex().isValid() and self.sheet_model.rowCount():
            self.go_to(0, 0)
        self.cell_chosen.emit()

    def _let_titles_run_on(self) -> None:
        """Let a text that stands alone in its row run on over the columns, as Excel shows it."""
        sheet = self.sheet_model.sheet
        self.clearSpans()
        for place, row in enumerate(sheet.rows):
            (first, *more) = row.filled
            width = len(sheet.roles) - first
            if not more and width > 1 and row.kind not in (RowKind.ITEM, RowKind.CONTINUED):
                self.setSpan(place, first, 1, width)

    def go_to(self, place: int, column: int) -> None:
        """Put the cursor on a cell."""
        index = self.sheet_model.index(place, column)
        self.selectionModel().setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(index)

    @property
    def chosen_rows(self) -> tuple[int, ...]:
        """Return the numbers of the rows that are selected, from the top."""
        places = {index.row() for index in self.selectionModel().selectedIndexes()}
        return tuple(self.sheet_model.row_at(place).number for place in sorted(places))

    # asking

    @Slot(int)
    def ask_role(self, column: int) -> None:
        """Offer the roles of a column beneath its head."""
        self.go_to(max(self.currentIndex().row(), 0), column)
        at = QPoint(self._column_head.sectionViewportPosition(column), self._column_head.height())
        self._ask(ROLE_WORDS, self.sheet_model.sheet.roles[column], self._column_head.mapToGlobal(at))

    @Slot(int)
    def ask_kind(self, place: int) -> None:
        """Offer the kinds of a row, or of all rows selected if it is among them, beside it."""
        if self.sheet_model.row_at(place).number not in self.chosen_rows:
            self.go_to(place, max(self.currentIndex().column(), 0))
        top = self._row_head.sectionViewportPosition(place)
        at = self._row_head.mapToGlobal(QPoint(self._row_head.width() // 3, top + self.rowHeight(place)))
        self._ask(KIND_WORDS, self.sheet_model.row_at(place).kind, at)

    def _ask(self, words: Mapping[Choice, str], now: Choice, at: QPoint) -> None:
        self._asks_role = isinstance(now, ColumnRole)
        self.menu.clear()
        for value, word in words.items():
            action = self.menu.addAction(_(word))
            action.setData(value.value)
            action.setCheckable(True)
            action.setChecked(value is now)
            if value is now:
                self.menu.setActiveAction(action)
        self.menu.popup(at)

    @Slot(QAction)
    def _take(self, action: QAction) -> None:
        value = str(action.data())  # Qt keeps a word of an enumeration as plain text
        if self._asks_role:
            self.role_asked.emit(self.currentIndex().column(), ColumnRole(value))
        else:
            self.kind_asked.emit(RowKind(value))

    @Slot()
    def _note_choice(self) -> None:
        self.cell_chosen.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ask on Enter for the row, on Shift+Enter for the column; other keys walk."""
        index = self.currentIndex()
        if event.key() in _OPENS and index.isValid():
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self.ask_role(index.column())
            else:
                self.ask_kind(index.row())
            return
        super().keyPressEvent(event)

    @override
    def keyboardSearch(self, search: str) -> None:
        """Leave letters to shortcuts and to the input method."""

    # measures

    @Slot()
    def _fit(self) -> None:
        theme = current_theme()
        metrics, note = QFontMetrics(theme.font()), QFontMetrics(theme.font("note"))
        roles = max(note.horizontalAdvance(f"{_(word)} ▾") for word in ROLE_WORDS.values())
        rows = self._measured()
        for column in range(self.sheet_model.columnCount()):
            longest = max((metrics.horizontalAdvance(row.cell(column)[:60]) for row in rows), default=0)
            role = note.horizontalAdvance(f"{_(ROLE_WORDS[self.sheet_model.sheet.roles[column]])} ▾")
            least = max(theme.width(_NARROWEST), min(role + theme.space(32), roles))
            self.setColumnWidth(column, min(max(longest + theme.space(24), least), theme.width(_WIDEST)))

    def _measured(self) -> Sequence[SheetRow]:
        """Return some rows to fit columns to: items, for titles run on over columns of their own."""
        sheet = self.sheet_model.sheet
        return (sheet.rows_of(RowKind.HEADING, RowKind.ITEM) or sheet.rows)[:_MEASURED_ROWS]

    @override
    def changeEvent(self, event: QEvent) -> None:
        """Follow a change of theme or text size."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and hasattr(self, "_row_head"):
            self._column_head.fit()
            self._row_head.fit()
            self._fit()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the cells, then the focus ring round the one under the cursor."""
        super().paintEvent(event)
        if self.hasFocus() and self.currentIndex().isValid():
            painter = QPainter(self.viewport())
            paint_ring(painter, self.visualRect(self.currentIndex()))
            painter.end()


class _CellPainter(QStyledItemDelegate):
    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell: what is taken in stands out from what is not."""
        theme, model = current_theme(), index.model()
        is_selected = bool(option.state & QStyle.StateFlag.State_Selected)
        is_quiet = isinstance(model, SheetModel) and model.is_quiet(index)
        is_title = isinstance(model, SheetModel) and model.row_at(index.row()).kind in (
            RowKind.SECTION,
            RowKind.HEADING,
        )
        painter.save()
        painter.fillRect(option.rect, theme.colour("selected" if is_selected else "ground"))
        painter.setPen(theme.colour("line"))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())
        painter.drawLine(option.rect.topRight(), option.rect.bottomRight())
        painter.setFont(theme.font("body", bold=is_title))
        painter.setPen(theme.colour("on_selected" if is_selected else "sub" if is_quiet else "text"))
        inner = option.rect.adjusted(theme.space(8), 0, -theme.space(8), -1)
        text = QFontMetrics(painter.font()).elidedText(
            str(index.data() or ""), Qt.TextElideMode.ElideRight, inner.width()
        )
        painter.drawText(inner, LEFT, text)
        painter.restore()
